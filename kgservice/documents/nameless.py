"""Tells the columns of a table that names none: its rows count up from 1, and the cells alone tell who is to do what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kgservice.documents.column_fit import are_offices, begins_with_a_body
from kgservice.documents.layout import Layout
from kgservice.documents.row_cells import raw_cells
from kgservice.documents.text import fold

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
# 对困难家庭住房进行改造; what says how far it is (推进中) is shorter.
_SHORTEST_TASK = 8
_NUMBER, _TASK, _PARTY, _OTHER = "序号", "任务", "责任单位", "第{}列"


def names_told(layout: Layout, first: int) -> tuple[str, ...]:
    """What the columns of the rows may be called that are the lines from `first` on, the first of such lines.

    None are if the cells leave it open which column says what is to be done, or by whom: they name no offices, or in more columns
    than one, or several columns of words stand in front of them (1 | 改善出行 | 修补南环路 | 县住建局).
    """
    if first and layout.lines[first - 1].is_row:
        return ()
    lines = takewhile(lambda line: layout.lines[line].is_row, range(first, len(layout.lines)))
    rows = [[fold(cell).replace(" ", "") for cell in raw_cells(layout, line)] for line in lines]
    numbers, *columns = zip(*rows, strict=False)
    counted = numbers == tuple(str(number) for number in range(1, len(rows) + 1))
    whole = len(set(map(len, rows))) == 1 and len(columns) >= _FEWEST_COLUMNS - 1
    told = _told(columns) if counted and whole and len(rows) >= _FEWEST_ROWS else None
    if told is None:
        return ()
    names = [_OTHER.format(place) for place in range(2, len(columns) + 2)]
    names[told[0]], names[told[1]] = _TASK, _PARTY
    return (_NUMBER, *names)


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
