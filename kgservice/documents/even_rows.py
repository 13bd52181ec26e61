"""Finds tables of plain text that have a cell a line, and as many in every row as in the header."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from math import comb

from kgservice.documents.displaced import suits
from kgservice.documents.headers import TEXTS, Heading, heading_of
from kgservice.documents.layout import Layout, Line
from kgservice.documents.row_cells import cell_places
from kgservice.documents.rows import Table, ends_table
from kgservice.documents.sum_rows import TOTAL
from kgservice.documents.table_notes import notes_under
from kgservice.documents.table_parts import Row
from kgservice.documents.text import Span, fold

YEAR_COLUMN = re.compile(r"\d{4}年")
MOST_LINES_OF_ROW = 12
_SUM = re.compile(r"[\d.,]+%?|[-—/]+")
_FEWEST_EVEN = 3
# A line so short right behind the last row is a cell of it, which has more lines than the others.
_LONGEST_CELL_LEFT = 12
_FEWEST_UNDER_ONE = 2
_MOST_WAYS = 500
_MOST_TELLING = 5
_OVER_YEARS = (Heading.TASK, Heading.GOAL, Heading.FIGURE)

Words = tuple[str, ...]


def find_even_table(layout: Layout, line: int, header_end: int) -> tuple[Table, int] | None:
    """The table whose every row has a cell a line, as many as its header has columns; figures that look like numbers begin no row.

    None if its rows are not alike, or others follow that are not.
    """
    lines = layout.lines
    written = _under_years([fold("".join(each.text.split())) for each in lines[line + 1 : header_end]])
    width = next((width for width in range(2, len(written) + 2) if _counts_up(lines, header_end, width)), None)
    if width is None:
        return None
    starts = []
    for number, start in enumerate(range(header_end, len(lines) - width + 1, width), start=1):
        if lines[start].text != str(number):
            break
        starts.append(start)
    telling = [tuple(each.folded for each in lines[start + 1 : start + width]) for start in starts[:_MOST_TELLING]]
    names = _named(written, width - 1, telling)
    if len(starts) < _FEWEST_EVEN or names is None:
        return None
    end = _after_total(lines, starts[-1] + width)
    following = itertools.takewhile(lambda each: not ends_table(each.text), lines[end : end + MOST_LINES_OF_ROW])
    behind = [each.text for each in following]
    if str(len(starts) + 1) in behind or (behind and len(behind[0]) <= _LONGEST_CELL_LEFT):
        return None
    rows = []
    for number, start in enumerate(starts, start=1):
        cells = tuple(
            cell_places(layout.text, layout.line_starts[place], [layout.written(lines[place])])[0]
            for place in range(start + 1, start + width)
        )
        words = tuple(cell for cell in cells if cell is not None)
        rows.append(Row(str(number), Span(layout.line_starts[start], words[-1].end), words, cells))
    notes, end = notes_under(layout, end)
    return Table(tuple(names), tuple(rows), Span(layout.line_starts[line], layout.start_of(end)), notes=notes), end


def _counts_up(lines: Sequence[Line], first: int, width: int) -> bool:
    """Whether the lines `width` apart from `first` on are the numbers 1, 2, 3."""
    places = range(first, first + _FEWEST_EVEN * width, width)
    return places[-1] < len(lines) and all(lines[place].text == str(n) for n, place in enumerate(places, start=1))


def _named(written: Sequence[str], width: int, rows: Sequence[Words]) -> list[str] | None:
    """The names of `width` columns among those `written` on the lines: some are written on several, or, if the cells of `rows` then suit, stand over cells that all rows lack."""
    joined = _joined(written, width)
    if joined is None or not any(suits(row, list(map(heading_of, joined)))[1] for row in rows):
        return joined
    chosen = [list(names) for names in itertools.combinations(written, width) if all(map(heading_of, names))]
    scores = [_suiting(names, rows) for names in chosen]
    best = max(scores, default=0)
    fits = [names for names, score in zip(chosen, scores, strict=True) if score == best > _suiting(joined, rows)]
    told = {tuple("" if heading_of(name) in TEXTS else name for name in names) for names in fits}
    return fits[0] if len(told) == 1 else joined


def _suiting(names: Sequence[str], rows: Sequence[Words]) -> int:
    """How many cells of `rows` suit columns of these names, less those that do not."""
    kinds = list(map(heading_of, names))
    return sum(more - less for more, less in (suits(row, kinds) for row in rows))


def _joined(written: Sequence[str], width: int) -> list[str] | None:
    """The names of `width` columns that are written on the lines, some on several (总投资 | （万元）): as many as can be are names that are known."""
    if comb(len(written) - 1, width - 1) > _MOST_WAYS:
        return None
    ways = (
        ["".join(written[start:end]) for start, end in itertools.pairwise([0, *cuts, len(written)])]
        for cuts in itertools.combinations(range(1, len(written)), width - 1)
    )
    return max(ways, key=_likely)


def _likely(names: Sequence[str]) -> tuple[int, int]:
    """How many of `names` are known, none beginning with a bracket, and how short the longest is."""
    known = sum(heading_of(name) is not None for name in names) - sum(name.startswith("（") for name in names)
    return known, -max(map(len, names))


def _after_total(lines: Sequence[Line], line: int) -> int:
    """The line after the sums of the columns (合计, 34, 12), which are of no row, if they begin on `line`."""
    if line < len(lines) and TOTAL.fullmatch(lines[line].folded):
        line += 1
        while line < len(lines) and _SUM.fullmatch(lines[line].folded):
            line += 1
    return line


def _under_years(names: list[str]) -> list[str]:
    """The names of columns; one that stands over years at the end (整治计划（处）, 2021年, 2022年) is part of each that says no more."""
    years = len(names) - next(
        (place for place in range(len(names), 0, -1) if not YEAR_COLUMN.match(names[place - 1])), 0
    )
    over = len(names) - years - 1
    if years < _FEWEST_UNDER_ONE or over < 1 or heading_of(names[over]) not in _OVER_YEARS:
        return names
    under = [f"{name}{names[over]}" if YEAR_COLUMN.fullmatch(name) else name for name in names[over + 1 :]]
    return [*names[:over], *under]
