"""Finds cells: of a line, between tabs, and lines that are one each, as far as bars alone part them; and where what they say is in the clean text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.text import CleanText, Span, kept

_BAR = "|"


def raw_cells(layout: Layout, line: int) -> list[str]:
    """The cells of the line, with the empty ones at its end."""
    whole = layout.lines[line].whole
    return [cell.strip() for cell in layout.text.source[whole.start : whole.end].split("\t")]


def cells_of(layout: Layout, line: int) -> tuple[str, ...]:
    """The cells of the line, those at its end left off that are empty."""
    cells = raw_cells(layout, line)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def cell_places(text: CleanText, start: int, parts: Sequence[str]) -> list[Span | None]:
    """Where each of `parts`, which stand behind one another from `start` on, is in the clean text; None if empty."""
    spans: list[Span | None] = []
    position = start
    for part in parts:
        bare = kept(part)
        if not bare:
            spans.append(None)
            continue
        while position < len(text.text) and text.text[position] == " ":
            position += 1
        end = position
        for character in bare:
            while text.text[end] != character:
                end += 1
            end += 1
        spans.append(Span(position, end))
        position = end
    return spans


def cell_lines(layout: Layout, first: int, end: int | None = None) -> Iterator[int]:
    """The lines from `first` up to `end`, without the bars between cells (任务 | 责任单位), up to where two bars leave a cell empty."""
    bar = False
    for line in range(first, len(layout.lines) if end is None else end):
        was_bar, bar = bar, _is_bar(layout, line)
        if bar and was_bar:
            return
        if not bar:
            yield line


def behind(layout: Layout, line: int) -> int:
    """The line behind `line`, and behind a bar that closes its cell."""
    end = line + 1
    return end + (end < len(layout.lines) and _is_bar(layout, end))


def _is_bar(layout: Layout, line: int) -> bool:
    return layout.lines[line].folded == _BAR


def cell_of_line(layout: Layout, line: int) -> Span:
    """Where the line is in the clean text, which is all one cell."""
    return layout.text.strip(Span(layout.line_starts[line], layout.start_of(line + 1)), " ")
