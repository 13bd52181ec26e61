"""Reads the header of a table whose rows are lines: the names of its columns, and the parts that some have on the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, takewhile
from typing import NamedTuple

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN
from kgservice.documents.column_fit import fit, suits
from kgservice.documents.headers import (
    Heading,
    ends_in_stage,
    has_unit,
    heading_of,
    is_known,
    name_of,
    stands_over_parts,
    unit_behind,
)
from kgservice.documents.layout import Layout
from kgservice.documents.row_cells import cell_places, raw_cells
from kgservice.documents.sums import figure_of, names_total
from kgservice.documents.text import Span, fold

_SAYS_MORE = re.compile("[。；：]")
_SAYS_NO_NAME = re.compile(r"\d+(?:\.\d+)?[%‰]?|[-—/]+")
_LONGEST_PART = 20
# What follows a header shows what stands under it; no more than so many lines are looked at.
_MOST_NEAR = 12
_MOST_LINES = 3
_FEWEST_PARTS = 2
# Ten names, three of which have eight parts, leave some 700 ways; more are not tried, nor on more rows.
_MOST_WAYS = 1000
_MOST_TELLING = 5
_SELDOM_PARTED = (Heading.NUMBER, Heading.PLACE, Heading.NOTE, Heading.PHONE)
_OF_NO_STAGE = (Heading.PARTY, Heading.PERSON, Heading.PLACE)

Cells = Sequence[str]


class HeaderRows(NamedTuple):
    """The names of a table's columns, where they stand, and on how many lines."""

    names: tuple[str, ...]
    places: tuple[Span | None, ...]
    lines: int


class HeaderName(NamedTuple):
    """The name of a column, and on which line of the header, at which place of it, its last part stands."""

    words: str
    line: int
    place: int


class _Cell(NamedTuple):
    """A cell of a header: on which of its lines, at which place of it, what it says, and under which other it stands."""

    line: int
    place: int
    words: str
    over: _Cell | None = None

    @property
    def name(self) -> str:
        """The name of the column under the cell; the unit of what stands over it stands behind (任务（亩）, 春种: 任务春种（亩）)."""
        if self.over is None:
            return self.words
        above = self.over.name
        unit = "" if has_unit(self.words) else unit_behind(above)
        return above.removesuffix(unit) + self.words + unit

    @property
    def kind(self) -> Heading | None:
        """What the column under the cell holds; under a stage of the year may stand anything."""
        if ends_in_stage(self.words):
            return None
        return heading_of(self.name) or (self.over.kind if self.over is not None else None)


Way = Sequence[_Cell]


def header_of(layout: Layout, first: int) -> HeaderRows:
    """The header on the line `first`, with the parts of its names if the next lines have them.

    A name over two columns, of which the first holds numbers, names both.
    """
    way = _parted(layout, first)
    if way is not None:
        lines = 1 + max(cell.line for cell in way)
        places = [
            cell_places(layout.text, layout.line_starts[first + line], raw_cells(layout, first + line))
            for line in range(lines)
        ]
        return HeaderRows(tuple(cell.name for cell in way), tuple(places[cell.line][cell.place] for cell in way), lines)
    cells = raw_cells(layout, first)
    stand = cell_places(layout.text, layout.line_starts[first], cells)
    names: list[str] = []
    lacking = _lacking(layout, first, len(cells))
    cells += [""] * lacking
    stand += [None] * lacking
    columns = _columns_named(layout, first, cells)
    for column in columns:
        names.append(name_of(cells[column]) or (names[-1] if names else ""))
    first_of = [stand[column] if place == columns.index(column) else None for place, column in enumerate(columns)]
    return HeaderRows(tuple(names), tuple(first_of), 1)


def names_with_parts(lines: Sequence[Cells], width: int, rows: Sequence[tuple[str, ...]]) -> list[HeaderName] | None:
    """The names of `width` columns that stand on `lines`, some over parts on the next, in the way that `rows` suit best; None if there is none, or no one best."""
    ways = _ways_of(lines, width)
    way = _best(ways, rows) if ways else None
    return [HeaderName(cell.name, cell.line, cell.place) for cell in way] if way is not None else None


def _columns_named(layout: Layout, first: int, cells: Cells) -> list[int]:
    """Which of `cells` stands over each column; what was filled up with empty ones at its end belongs to the name whose columns the rows below then suit best."""
    given = _given(cells)
    plain = list(range(len(cells)))
    spare = len(cells) - given
    if not spare or not all(cells[:given]):
        return plain
    wide = [row for row in _rows_near(layout, first) if len(row) == len(cells)]
    full = [tuple(map(fold, row)) for row in wide if all(row)] or [tuple(map(fold, row)) for row in wide if row[0]]
    ways = [plain, *([*range(over + 1), *[over] * spare, *range(over + 1, given)] for over in range(given - 1))]
    return max(ways, key=lambda way: sum(_suiting(row, [cells[place] for place in way]) for row in full))


def _given(cells: Cells) -> int:
    """How many of `cells` stand before the empty ones at their end."""
    return len(cells) - sum(1 for _ in takewhile(lambda cell: not cell, reversed(cells)))


def _rows_near(layout: Layout, first: int) -> list[list[str]]:
    """The cells of the rows that follow the header on the line `first`, of no more than show what stands under it."""
    near = range(first + 1, min(len(layout.lines), first + 1 + _MOST_NEAR))
    return [raw_cells(layout, line) for line in takewhile(lambda line: layout.lines[line].is_row, near)]


def _lacking(layout: Layout, first: int, width: int) -> int:
    """How many names the header on the line `first` lacks, as one stands over several columns.

    Some rows have more cells, none fewer; or the first has most, as what is merged over rows is left out in those below it alone.
    """
    widths = [len(row) for row in _rows_near(layout, first)]
    lacks = bool(widths) and (min(widths) == width or widths[0] == max(widths))
    return max(0, max(widths) - width) if lacks else 0


def _suiting(row: tuple[str, ...], names: Cells) -> int:
    more, less = suits(row, [heading_of(name_of(name)) if name else None for name in names])
    return more - less


def _parted(layout: Layout, first: int) -> Way | None:
    """The names of the columns with the parts that the next lines have, in the way that the rows below suit best.

    None if no line below has parts, or if several ways are best of which each gives the columns other kinds. With n names,
    m parts and w columns, n + m - w of the names have parts.
    """
    below = _rows_near(layout, first)
    top = raw_cells(layout, first)
    for lines in range(_lines_of_parts(top, below), 0, -1):
        header, rows = (top, *below[:lines]), below[lines:]
        for width in _widths(header, rows):
            if ways := _ways_of(header, width):
                return _best(ways, _fullest(rows, width))
    return None


def _widths(header: Sequence[Cells], rows: Sequence[Cells]) -> Iterator[int]:
    """How many columns there may be: as many as the widest line has cells, or fewer where the last are empty in all."""
    used = max(map(_given, (*header, *rows)))
    yield from range(max(map(len, (*header, *rows))), used - 1, -1)


def _ways_of(header: Sequence[Cells], width: int) -> Sequence[Way]:
    """The ways to give the parts on the lines of `header` to the names over them, for a table of `width` columns; none if there are too many."""
    levels = [
        [_Cell(line, place, name_of(words)) for place, words in enumerate(cells) if words]
        for line, cells in enumerate(header)
    ]
    ways = list(islice(_ways(levels[0], levels[1:], width), _MOST_WAYS + 1))
    if len(ways) > _MOST_WAYS:
        return ()
    return [way for way in ways if _stands_in_place(way, header)] or ways


def _fullest(rows: Sequence[Cells], width: int) -> list[tuple[str, ...]]:
    """The cells (folded) of those of `rows` that have most of `width`."""
    filled = [tuple(fold(words) for words in (*row, *[""] * width)[:width]) for row in rows if row[0]]
    most = max((width - row.count("") for row in filled), default=0)
    return [row for row in filled if width - row.count("") == most][:_MOST_TELLING]


def _lines_of_parts(top: Cells, below: Sequence[Cells]) -> int:
    """How many of the lines below the names `top` may hold parts of them: words alone, that names are or that stand over figures or the row 1."""
    parts = list(takewhile(_may_be_parts, below[: _MOST_LINES - 1]))
    rows = below[len(parts) :]
    numbered = bool(top[0]) and heading_of(name_of(top[0])) is Heading.NUMBER
    over_rows = numbered and rows and NUMBER_IN_COLUMN.fullmatch(fold(rows[0][0]))
    if over_rows or (parts and _stand_over_figures(parts[0], rows)):
        return len(parts)
    return sum(1 for _ in takewhile(lambda cells: all(is_known(name_of(cell)) for cell in cells if cell), parts))


def _stand_over_figures(parts: Cells, rows: Sequence[Cells]) -> bool:
    """Whether all that `rows` have under one of `parts` are figures."""
    return any(
        words and len(under) > 1 and all(map(figure_of, under))
        for place, words in enumerate(parts)
        for under in ([fold(row[place]) for row in rows if place < len(row) and row[place]],)
    )


def _may_be_parts(cells: Cells) -> bool:
    said = [name_of(cell) for cell in cells if cell]
    return len(said) >= _FEWEST_PARTS and not NUMBER_IN_COLUMN.fullmatch(said[0]) and all(map(_may_be_part, said))


def _may_be_part(words: str) -> bool:
    return len(words) <= _LONGEST_PART and not (_SAYS_MORE.search(words) or _SAYS_NO_NAME.fullmatch(words))


def _ways(columns: Way, levels: Sequence[Sequence[_Cell]], width: int, open_from: int = 0) -> Iterator[list[_Cell]]:
    """Every choice of which of `columns` have parts on the next of `levels`, and how many, so that there are `width` columns in the end.

    What has parts stands on the line right over them.
    """
    if not levels:
        if len(columns) == width:
            yield list(columns)
        return
    parts, *deeper = levels
    left = len(columns) + sum(map(len, levels)) - width
    mosts = range(1, left - len(deeper) + 1) if deeper else (left,)
    may = [cell.line == parts[0].line - 1 for cell in columns]
    for parted in mosts:
        for shares in _shares(may, len(parts), parted):
            yield from _ways(_with_parts(columns, parts, shares), deeper, width)


def _shares(may: Sequence[bool], parts: int, parted: int) -> Iterator[tuple[int, ...]]:
    """Every way to give `parts` to `parted` of those that `may` have some, at least two to each."""
    if parts < _FEWEST_PARTS * parted or parted > sum(may) or parted < 0 or bool(parts) != bool(parted):
        return
    if not may:
        yield ()
        return
    for share in (0, *range(_FEWEST_PARTS, parts + 1)) if may[0] else (0,):
        for rest in _shares(may[1:], parts - share, parted - bool(share)):
            yield (share, *rest)


def _with_parts(columns: Way, parts: Sequence[_Cell], shares: Sequence[int]) -> list[_Cell]:
    ends = accumulate(shares)
    return [
        cell
        for over, share, end in zip(columns, shares, ends, strict=True)
        for cell in ([part._replace(over=over) for part in parts[end - share : end]] if share else [over])
    ]


def _stands_in_place(way: Way, lines: Sequence[Cells]) -> bool:
    """Whether `way` is as the empty cells inside the lines of the header say (责任单位 | | 时限, or | | 牵头 | 配合)."""
    told = [not all(cells[: _given(cells)]) for cells in lines]
    seen: set[_Cell] = set()
    for column, cell in enumerate(way):
        each: _Cell | None = cell
        while each is not None:
            if each not in seen and told[each.line] and each.place != column:
                return False
            seen.add(each)
            each = each.over
    return True


def _best(ways: Sequence[Way], rows: Sequence[tuple[str, ...]]) -> Way | None:
    """The one of `ways` that the `rows` suit best, then whose parts are likest what stands over them; None if that leaves columns of other kinds open."""
    kinds = [tuple(cell.kind for cell in way) for way in ways]
    scores = [
        (fit(rows, [cell.name for cell in way], each), _likeness(way)) for way, each in zip(ways, kinds, strict=True)
    ]
    best = [place for place, score in enumerate(scores) if score == max(scores)]
    return ways[best[0]] if len({kinds[place] for place in best}) == 1 else None


def _likeness(way: Way) -> tuple[int, int]:
    """How many parts are such as stand under the name over them, less those that are not; and how many share words with it."""
    parts = [(cell, cell.over) for cell in way if cell.over is not None]
    alike = sum(_is_alike(cell, over) - _is_seldom_under(cell, over) for cell, over in parts)
    alone = sum(stands_over_parts(cell.words) for cell in way)
    shared = sum(
        any(over.words[at : at + 2] in cell.words for at in range(len(over.words) - 1)) for cell, over in parts
    )
    return alike - alone, shared


def _is_alike(part: _Cell, over: _Cell) -> bool:
    kind = heading_of(over.words)
    return kind is not None and kind is heading_of(part.words)


def _is_seldom_under(part: _Cell, over: _Cell) -> bool:
    kind = heading_of(over.words)
    return kind in _SELDOM_PARTED or names_total(over.words) or (kind in _OF_NO_STAGE and ends_in_stage(part.words))
