"""Finds the cells of a line that stand apart by tabs, and where what they say is in the clean text."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.text import CleanText, Span, kept


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
