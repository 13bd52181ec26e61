"""Tells the rows and columns of a table that add others up: rows of totals (合计（54个）), groups with their sums, columns of what those before them make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN, style_in
from kgservice.documents.headers import has_unit, unit_behind
from kgservice.documents.numbering import Style
from kgservice.documents.table_parts import RawRow
from kgservice.documents.text import CleanText, Span
from kgservice.levels import LEVELS

TOTAL = re.compile(r"(?:合计|总计|小计|共计|总数|总分)(?:（共?\d{1,4}[个项件条]?）)?[：:]?")
"""What calls a row or a column one of sums."""
WHOLE_PLACE = re.compile(f"全[国{LEVELS}]|{TOTAL.pattern}")
"""What says that a figure is of the whole place, or of all that a table lists."""
_TOTAL_BEHIND = re.compile(f"{TOTAL.pattern}$")
_BRACKETS = re.compile("（[^（）]*）$")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# What stands in a row of sums under its other columns.
_SAID = re.compile(r"[\d.,]+%?|/|-+|—+")
FEWEST_ADDED = 2


class Total(NamedTuple):
    """The column `place` holds the sum of those from `first` up to it."""

    place: int
    first: int


def is_total(text: CleanText, row: RawRow) -> bool:
    """Whether `row` begins with a word for a sum."""
    first = next((cell for cell in row.cells if cell is not None), None)
    return first is not None and TOTAL.fullmatch(text.folded[slice(*first)].replace(" ", "")) is not None


def sums_up(text: CleanText, row: RawRow) -> bool:
    """Whether `row` names a group by number and words, with nothing but figures behind them (一、城市交通（39个）｜53.07｜17.34)."""
    said = [cell for cell in row.cells if cell is not None]
    style = style_in(text, said[0]) if said else None
    if style is None or style >= Style.ARABIC:
        return False
    first, *others = (text.folded[slice(*cell)] for cell in said)
    return bool(others) and NUMBER_IN_COLUMN.fullmatch(first) is None and all(map(_SAID.fullmatch, others))


def figure_of(words: str) -> Decimal | None:
    """The figure that is all a cell says (2,260.7), None if it says anything else."""
    return Decimal(words.replace(",", "")) if _FIGURE.fullmatch(words) else None


def adds_up(text: CleanText, row: RawRow, rows: Sequence[RawRow]) -> bool:
    """Whether the first figure of `row` is the sum of those that `rows` have in its column."""
    figures = _figures(text, row)
    place = next((place for place, figure in enumerate(figures) if figure is not None), None)
    if place is None:
        return False
    others = [_figures(text, other)[place] for other in rows if not other.full]
    return sum(figure for figure in others if figure is not None) == figures[place]


def names_total(name: str) -> bool:
    """Whether a column's name ends by saying that its figures are a sum (合计, 造林小计（亩）)."""
    return _TOTAL_BEHIND.search(_BRACKETS.sub("", name)) is not None


def find_totals(text: CleanText, names: Sequence[str], rows: Sequence[RawRow]) -> tuple[Total, ...]:
    """The columns called totals which in every row that has all the figures hold the sum of those before them."""
    figures = [_figures(text, row) for row in rows if not row.full]
    return tuple(
        found
        for place, name in enumerate(names)
        if names_total(name) and (found := _widest(place, figures)) is not None
    )


def _figures(text: CleanText, row: RawRow) -> list[Decimal | None]:
    return [figure_of(text.folded[cell.start : cell.end]) if cell is not None else None for cell in row.cells]


def _widest(place: int, rows: Sequence[Sequence[Decimal | None]]) -> Total | None:
    ways = (Total(place, first) for first in range(max(0, place - FEWEST_ADDED + 1)))
    return next((way for way in ways if _holds(way, rows)), None)


def _holds(total: Total, rows: Sequence[Sequence[Decimal | None]]) -> bool:
    said = [[figure for figure in row[total.first : total.place + 1] if figure is not None] for row in rows]
    whole = [figures for figures in said if len(figures) == total.place + 1 - total.first]
    return bool(whole) and all(sum(parts) == own for *parts, own in whole)


def names_with_units(names: Sequence[str], totals: Sequence[Total]) -> tuple[str, ...]:
    """`names`, those of totals with what the names of the summed have in common: 任务春种（亩）, 任务夏种（亩）, 合计: 任务合计（亩）."""
    named = list(names)
    for total in totals:
        summed = names[total.first : total.place]
        units = {unit_behind(name) for name in summed}
        if not has_unit(names[total.place]) and len(units) == 1 and (unit := units.pop()):
            common = _common_beginning([name.removesuffix(unit) for name in summed])
            named[total.place] = f"{common}{names[total.place]}{unit}"
    return tuple(named)


def _common_beginning(names: Sequence[str]) -> str:
    columns = takewhile(lambda characters: len(set(characters)) == 1, zip(*names, strict=False))
    return "".join(characters[0] for characters in columns)


def put_back(text: CleanText, rows: Sequence[RawRow], totals: Sequence[Total]) -> tuple[list[RawRow], tuple[Span, ...]]:
    """`rows`, their sums where they belong, and the figures of which none tells under which column they belong.

    A sum that stands where one of the summed does shows that empty cells were put at the row's end.
    """
    moved = list(rows)
    doubtful: list[Span] = []
    for total in totals:
        for index, row in enumerate(moved):
            if (stands := _place_of_sum(text, row, total)) is None:
                continue
            lacking = total.place - stands
            empty: list[Span | None] = [None] * (total.place - total.first)
            behind = row.cells[stands : len(row.cells) - lacking]
            moved[index] = replace(row, cells=(*row.cells[: total.first], *empty, *behind))
            doubtful += (cell for cell in row.cells[total.first : stands] if cell is not None)
    return moved, tuple(doubtful)


def _place_of_sum(text: CleanText, row: RawRow, total: Total) -> int | None:
    """Where the sum stands in a row that has as many empty cells at its end as it stands too far in front; None in any other row."""
    if row.full or not row.aligned:
        return None
    spare = sum(1 for _ in takewhile(lambda cell: cell is None, reversed(row.cells)))
    said = list(takewhile(lambda figure: figure is not None, _figures(text, row)[total.first : total.place]))
    figures = [figure for figure in said if figure is not None]
    ways = range(max(1, total.place - spare - total.first), len(figures))
    return next((total.first + place for place in ways if sum(figures[:place]) == figures[place]), None)
