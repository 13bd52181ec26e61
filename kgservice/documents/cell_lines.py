"""Finds tables of plain text that have a cell a line and number no row: the names of their columns stand one a line above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from kgservice.documents.displaced import suits
from kgservice.documents.groups import arrange
from kgservice.documents.headers import TEXTS, Heading, heading_of, name_of
from kgservice.documents.layout import Layout
from kgservice.documents.rows import Table, ends_table
from kgservice.documents.table_notes import notes_under
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
    near = islice(_lines_of_cells(layout, first), _MOST_NAMES)
    names = [name_of(layout.lines[line].text) for line in takewhile(lambda line: _is_name(layout, line), near)]
    widths = range(_FEWEST_NAMES, len(names) + 1)  # the first cells may be words that columns are called by
    return next(filter(None, (_table_under(layout, first, names[:width]) for width in widths)), None)


def _table_under(layout: Layout, first: int, names: Sequence[str]) -> tuple[Table, int] | None:
    """The table that the cells from the line `first` on make if those on the first lines are the `names` of its columns."""
    kinds = list(map(heading_of, names))
    if Heading.PARTY not in kinds or Heading.NUMBER in kinds or not any(kind in TEXTS for kind in kinds):
        return None
    cells = _lines_of_cells(layout, first)
    heads = list(islice(cells, len(names)))
    rows, last = _rows(layout, cells, kinds, heads[-1])
    end = _behind(layout, last)
    ended = end >= len(layout.lines) or ends_table(layout.lines[end].text)
    if len(rows) < _FEWEST_ROWS or not ended:
        return None
    arranged = arrange(layout.text, names, rows)
    places = [_cell(layout, line) for line in heads]
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


def _lines_of_cells(layout: Layout, first: int) -> Iterator[int]:
    """The lines from `first` on, without the bars between cells (任务 | 责任单位), up to where two bars leave a cell empty."""
    bar = False
    for line in range(first, len(layout.lines)):
        was_bar, bar = bar, layout.lines[line].folded == _BAR
        if bar and was_bar:
            return
        if not bar:
            yield line


def _behind(layout: Layout, line: int) -> int:
    """The line behind `line`, and behind a bar that closes its cell."""
    end = line + 1
    return end + (end < len(layout.lines) and layout.lines[end].folded == _BAR)


def _rows(layout: Layout, cells: Iterator[int], kinds: Sequence[Heading | None], last: int) -> tuple[list[RawRow], int]:
    """The rows that the lines `cells` make, as long as all cells that tell of their column suit it; and the last line read, `last` if none is.

    The text may end in a row, whose last cells then are empty.
    """
    rows: list[RawRow] = []
    telling = sum(kind in _TELL for kind in kinds)
    while lines := list(islice(cells, len(kinds))):
        words = tuple(layout.lines[line].folded for line in lines)
        suiting, against = suits(words, kinds[: len(lines)])
        whole = len(lines) == len(kinds)
        is_cut = len(rows) >= _FEWEST_ROWS and _behind(layout, lines[-1]) == len(layout.lines)
        fits = suiting >= telling if whole else is_cut
        if against or not fits or any(layout.lines[line].is_row for line in lines):
            break
        spans = [_cell(layout, line) for line in lines]
        empty: list[Span | None] = [None] * (len(kinds) - len(lines))
        rows.append(RawRow(Span(spans[0].start, spans[-1].end), (*spans, *empty), full=False))
        last = lines[-1]
        if not whole:
            break
    return rows, last


def _cell(layout: Layout, line: int) -> Span:
    return layout.text.strip(Span(layout.line_starts[line], layout.start_of(line + 1)), " ")
