"""Finds tables that name no column: their rows count up from 1, and the cells alone tell who is to do what."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.documents.displaced import are_offices, begins_with_a_body
from kgservice.documents.layout import Layout
from kgservice.documents.row_cells import cell_places
from kgservice.documents.rows import Table
from kgservice.documents.table_notes import notes_under
from kgservice.documents.table_parts import Row
from kgservice.documents.text import CleanText, Span

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
# 对困难家庭住房进行改造; what says how far it is (推进中) is shorter.
_SHORTEST_TASK = 8
_TASK, _PARTY, _OTHER = "任务", "责任单位", "第{}列"

Cells = Sequence[Span | None]


def find_table_without_names(layout: Layout, first: int) -> tuple[Table, int] | None:
    """The table whose rows, a line each, begin on the line `first`, and the line after it; its columns have names by what they hold.

    None if the cells leave it open which column says what is to be done, or by whom: they name no offices, or in more columns
    than one, or several columns of words stand in front of them (1 | 改善出行 | 修补南环路 | 县住建局).
    """
    if not layout.lines[first].is_row or (first and layout.lines[first - 1].is_row):
        return None
    text = layout.text
    rows = _counted_rows(layout, first)
    width = max(map(len, rows), default=0)
    if len(rows) < _FEWEST_ROWS or width < _FEWEST_COLUMNS or any(len(row) != width for row in rows):
        return None
    columns = [[_words(text, row[place]) for row in rows] for place in range(1, width)]
    told = _told(columns)
    if told is None:
        return None
    names = [_OTHER.format(place) for place in range(2, width + 1)]
    names[told[0]], names[told[1]] = _TASK, _PARTY
    made = tuple(
        Row(
            str(number),
            Span(row[0].start, max(cell.end for cell in row if cell)),
            tuple(filter(None, row[1:])),
            tuple(row[1:]),
        )
        for number, row in enumerate(rows, start=1)
        if row[0] is not None
    )
    notes, end = notes_under(layout, first + len(rows))
    span = Span(layout.start_of(first), layout.start_of(end))
    return Table(tuple(names), made, span, header=(None,) * len(names), notes=notes), end


def _counted_rows(layout: Layout, first: int) -> list[Cells]:
    """The cells of the rows from the line `first` on whose first ones are 1, 2, 3 …; none if a row behind them is not."""
    rows: list[Cells] = []
    line = first
    while line < len(layout.lines) and layout.lines[line].is_row:
        whole = layout.lines[line].whole
        parts = [part.strip() for part in layout.text.source[whole.start : whole.end].split("\t")]
        if parts[0] != str(len(rows) + 1):
            return []
        rows.append(cell_places(layout.text, layout.line_starts[line], parts))
        line += 1
    return rows


def _told(columns: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Which column says what is to be done and which by whom: the one of words before that of offices, or behind it if none is."""
    offices = [
        place
        for place, cells in enumerate(columns)
        if all(map(begins_with_a_body, cells)) and 2 * sum(map(are_offices, cells)) > len(cells)
    ]
    if len(offices) != 1:
        return None
    party = offices[0]
    words = [place for place, cells in enumerate(columns) if place != party and _says_what(cells)]
    if (party == 1 and words[:1] == [0]) or (party == 0 and len(words) == 1):
        return words[0], party
    return None


def _says_what(cells: Sequence[str]) -> bool:
    return min(map(len, cells)) >= _SHORTEST_TASK and len(set(cells)) == len(cells)


def _words(text: CleanText, cell: Span | None) -> str:
    return text.folded[cell.start : cell.end].replace(" ", "") if cell is not None else ""
