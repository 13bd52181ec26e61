"""Finds tables of plain text that have a cell a line and number no row: the names of their columns stand one a line above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kgservice.documents.displaced import suits
from kgservice.documents.groups import arrange
from kgservice.documents.headers import TEXTS, Heading, heading_of, name_of
from kgservice.documents.layout import Layout
from kgservice.documents.rows import Table, ends_table, notes_under
from kgservice.documents.table_parts import RawRow
from kgservice.documents.text import Span

_FEWEST_NAMES = 3
_MOST_NAMES = 12
_LONGEST_NAME = 12
_FEWEST_ROWS = 3
_BAR = "|"
_TELL = (Heading.PARTY, Heading.TIME)


def find_table_of_lines(layout: Layout, first: int) -> tuple[Table, int] | None:
    """The table the names of whose columns stand from the line `first` on, each of its rows as many lines; and the line after it.

    None if a row lacks a cell: a party or a time then stands where none does.
    """
    lines = list(_lines_of_cells(layout, first))
    names = [
        name_of(layout.lines[line].text) for line in takewhile(lambda line: _is_name(layout, line), lines[:_MOST_NAMES])
    ]
    widths = range(_FEWEST_NAMES, len(names) + 1)  # the first cells may be words that columns are called by
    return next(filter(None, (_table_under(layout, lines, names[:width]) for width in widths)), None)


def _table_under(layout: Layout, lines: Sequence[int], names: Sequence[str]) -> tuple[Table, int] | None:
    """The table that the cells on `lines` make if the first of them are the `names` of its columns."""
    kinds = list(map(heading_of, names))
    if Heading.PARTY not in kinds or Heading.NUMBER in kinds or not any(kind in TEXTS for kind in kinds):
        return None
    rows = list(_rows(layout, lines[len(names) :], kinds))
    read = len(names) * (len(rows) + 1)
    cut = lines[read:]
    if 0 < len(cut) < len(names) and len(rows) >= _FEWEST_ROWS and _behind(layout, lines) == len(layout.lines):
        _, against = suits(tuple(layout.lines[line].folded for line in cut), kinds[: len(cut)])
        if not against:
            rows.append(_cut_row(layout, cut, len(names)))
            read = len(lines)
    end = lines[read] if read < len(lines) else _behind(layout, lines)
    ended = end >= len(layout.lines) or ends_table(layout.lines[end].text)
    if len(rows) < _FEWEST_ROWS or not ended:
        return None
    arranged = arrange(layout.text, names, rows)
    places = [_cell(layout, line) for line in lines[: len(names)]]
    notes, after = notes_under(layout, end)
    table = Table(
        tuple(names[column] for column in arranged.columns),
        arranged.rows,
        Span(layout.line_starts[lines[0]], layout.start_of(after)),
        arranged.sections,
        tuple(places[column] for column in arranged.columns),
        notes,
        arranged.numbered,
    )
    return table, after


def _is_name(layout: Layout, line: int) -> bool:
    words = layout.lines[line]
    return len(words.text) <= _LONGEST_NAME and not words.is_row and heading_of(name_of(words.text)) is not None


def _lines_of_cells(layout: Layout, first: int) -> Iterator[int]:
    """The lines from `first` on, without the bars between cells (任务 | 责任单位), up to where two bars leave a cell empty."""
    bar = False
    for line in range(first, len(layout.lines)):
        was_bar, bar = bar, layout.lines[line].folded == _BAR
        if bar and was_bar:
            return
        if not bar:
            yield line


def _behind(layout: Layout, lines: Sequence[int]) -> int:
    """The line behind the last of `lines`, and behind a bar that closes it."""
    end = lines[-1] + 1
    return end + (end < len(layout.lines) and layout.lines[end].folded == _BAR)


def _rows(layout: Layout, cells: Sequence[int], kinds: Sequence[Heading | None]) -> Iterator[RawRow]:
    """The rows that the lines `cells` make, as long as all cells that tell of their column suit it."""
    width, telling = len(kinds), sum(kind in _TELL for kind in kinds)
    for start in range(0, len(cells) - width + 1, width):
        lines = cells[start : start + width]
        words = tuple(layout.lines[line].folded for line in lines)
        suiting, against = suits(words, kinds)
        if against or suiting < telling or any(layout.lines[line].is_row for line in lines):
            return
        spans = tuple(_cell(layout, line) for line in lines)
        yield RawRow(Span(spans[0].start, spans[-1].end), spans, full=False)


def _cut_row(layout: Layout, cells: Sequence[int], width: int) -> RawRow:
    """The row of the lines `cells` in which the text ends, its last cells empty."""
    spans = [_cell(layout, line) for line in cells]
    empty: list[Span | None] = [None] * (width - len(spans))
    return RawRow(Span(spans[0].start, spans[-1].end), (*spans, *empty), full=False)


def _cell(layout: Layout, line: int) -> Span:
    return layout.text.strip(Span(layout.line_starts[line], layout.start_of(line + 1)), " ")
