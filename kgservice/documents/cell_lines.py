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
_TELL = (Heading.PARTY, Heading.TIME)


def find_table_of_lines(layout: Layout, first: int) -> tuple[Table, int] | None:
    """The table the names of whose columns stand from the line `first` on, each of its rows as many lines; and the line after it.

    None if a row lacks a cell: a party or a time then stands where none does.
    """
    near = range(first, min(len(layout.lines), first + _MOST_NAMES))
    names = [name_of(layout.lines[line].text) for line in takewhile(lambda line: _is_name(layout, line), near)]
    kinds = list(map(heading_of, names))
    if len(names) < _FEWEST_NAMES or Heading.PARTY not in kinds or Heading.NUMBER in kinds:
        return None
    if not any(kind in TEXTS for kind in kinds):
        return None
    rows = list(_rows(layout, first + len(names), kinds))
    end = first + len(names) * (len(rows) + 1)
    ended = end >= len(layout.lines) or ends_table(layout.lines[end].text)
    if len(rows) < _FEWEST_ROWS or not ended:
        return None
    arranged = arrange(layout.text, names, rows)
    places = [_cell(layout, line) for line in range(first, first + len(names))]
    notes, after = notes_under(layout, end)
    table = Table(
        tuple(names[column] for column in arranged.columns),
        arranged.rows,
        Span(layout.line_starts[first], layout.start_of(after)),
        arranged.sections,
        tuple(places[column] for column in arranged.columns),
        notes,
        arranged.numbered,
    )
    return table, after


def _is_name(layout: Layout, line: int) -> bool:
    words = layout.lines[line]
    return len(words.text) <= _LONGEST_NAME and not words.is_row and heading_of(name_of(words.text)) is not None


def _rows(layout: Layout, first: int, kinds: Sequence[Heading | None]) -> Iterator[RawRow]:
    """The rows from the line `first` on, as long as all cells that tell of their column suit it."""
    width, telling = len(kinds), sum(kind in _TELL for kind in kinds)
    for start in range(first, len(layout.lines) - width + 1, width):
        lines = range(start, start + width)
        words = tuple(layout.lines[line].folded for line in lines)
        suiting, against = suits(words, kinds)
        if against or suiting < telling or any(layout.lines[line].is_row for line in lines):
            return
        cells = tuple(_cell(layout, line) for line in lines)
        yield RawRow(Span(cells[0].start, cells[-1].end), cells, full=False)


def _cell(layout: Layout, line: int) -> Span:
    return layout.text.strip(Span(layout.line_starts[line], layout.start_of(line + 1)), " ")
