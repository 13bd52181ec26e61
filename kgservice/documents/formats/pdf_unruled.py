"""The tables of a PDF's page that have no lines between their columns: none at all, lines between rows only, or shaded rows.

Columns are told by what stays blank from the header down; rows by the lines that are there, else by the numbers in the first
column and the widest blank between two of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

from kgservice.documents.formats.grid import Cell
from kgservice.documents.formats.pdf_columns import in_reading_order
from kgservice.documents.formats.pdf_lines import Character, TextLine, segments, text_lines
from kgservice.documents.formats.pdf_tables import PageTable, Piece, cell_in
from kgservice.documents.headers import heading_of, name_of
from kgservice.documents.not_read import not_read
from kgservice.documents.text import fold

_FEWEST_COLUMNS = 3
_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.、]?")
_GROUP = re.compile("[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）.")
_NOTE = re.compile("(?:备?注|说明)：")
_OF_ITS_WIDTH = 0.5
_SAME_LINE = 3.0
_ENDS_TABLE = 3.0
_LONGEST_GROUP = 40
_CLEARLY_WIDER = 1.3
_MARGIN = 0.08
_INSIDE = 3.0
_HANGING = 2.0


@dataclass(slots=True)
class _Column:
    """How far to the left and right the words of a column reach."""

    left: float
    right: float

    def meets(self, segment: TextLine) -> bool:
        return segment.left < self.right and segment.right > self.left


@dataclass(frozen=True, slots=True)
class _Unruled:
    """What stands like a table: its lines of segments, and the table itself, None if its rows cannot be told apart."""

    lines: tuple[tuple[TextLine, ...], ...]
    table: PageTable | None

    def holds(self, character: Character) -> bool:
        """Whether `character` is part of it."""
        return (
            min(each.top for each in self.lines[0]) <= character.middle <= max(each.bottom for each in self.lines[-1])
        )

    @property
    def words(self) -> str:
        """All of it, from the top."""
        return " ".join(segment.text for line in self.lines for segment in line)


class Ruled(Protocol):
    """A page: how high it is, and the lines on it."""

    @property
    def height(self) -> Any:
        """In points."""

    @property
    def edges(self) -> Any:
        """As pdfplumber gives them."""


def page_pieces(
    page: Ruled, characters: Sequence[Character], tables: Sequence[PageTable], begun: PageTable | None
) -> tuple[list[Piece], PageTable | None]:
    """The lines and tables of `page`, as they are read, and the table without lines, if there is one, that may go on over its end.

    `characters` are those that stand in none of `tables`, which are ruled; `begun` is the table without lines of the page before.
    """
    told: list[Piece] = [*tables]
    last: PageTable | None = None
    for found in _unruled_tables(page, characters, begun if not tables else None):
        last = found.table
        told.append(found.table or _as_line(found))
        characters = [each for each in characters if not found.holds(each)]
    return in_reading_order(characters, told), last


def _as_line(found: _Unruled) -> TextLine:
    """A table whose rows cannot be told apart, as a line that says so."""
    return replace(found.lines[0][0], text=not_read(f"表格没有框线，行列分不清：{found.words}"))


def _unruled_tables(page: Ruled, characters: Sequence[Character], begun: PageTable | None) -> Iterator[_Unruled]:
    """The tables in `characters`, which are those of `page` that stand in no ruled one.

    `begun` is the table without lines at the end of the page before: what stands in its columns at the top goes on with it.
    """
    lines = segments(characters)
    index = 0
    if begun is not None:
        first = next((each for each, line in enumerate(lines) if line[0].top > _MARGIN * page.height), 0)
        columns = [_Column(left + _INSIDE, right - _INSIDE) for left, right in pairwise(begun.columns)]
        end = _end(lines, first, columns, characters) if first < len(lines) and _fits(lines[first], columns) else first
        taken = lines[first:end]
        if any(len(line) > 1 for line in taken) and not _is_header(lines[first]):
            yield _Unruled(tuple(map(tuple, taken)), _table(page, characters, taken, columns, begun.columns))
            index = end
    while index < len(lines):
        if not _is_header(lines[index]):
            index += 1
            continue
        columns = [_Column(segment.left, segment.right) for segment in lines[index]]
        end = _end(lines, index, columns, characters)
        if end - index > 1:
            taken = lines[index:end]
            yield _Unruled(tuple(map(tuple, taken)), _table(page, characters, taken, columns))
        index = end


def _is_header(line: Sequence[TextLine]) -> bool:
    """Whether the segments of `line` are names of columns."""
    told = sum(heading_of(name_of(segment.text)) is not None for segment in line)
    return len(line) >= _FEWEST_COLUMNS and told >= max(_FEWEST_COLUMNS, len(line) - 1)


def _end(lines: list[list[TextLine]], header: int, columns: list[_Column], characters: Sequence[Character]) -> int:
    """The line behind the table's last; `columns` are widened to what stands in them, and what runs into the next is cut there."""
    end = header + 1
    for index in range(header + 1, len(lines)):
        before = lines[index - 1]
        if _NOTE.match(fold(lines[index][0].text)):
            break
        if min(each.top for each in lines[index]) - max(each.bottom for each in before) > _ENDS_TABLE * before[0].size:
            break
        lines[index] = [part for segment in lines[index] for part in _cut(segment, columns, characters)]
        line = lines[index]
        if not _fits(line, columns):
            if not _is_group(line, columns):
                break
            continue
        end = index + 1
    return end


def _is_group(line: Sequence[TextLine], columns: Sequence[_Column]) -> bool:
    """Whether `line` is a row that names a section: 一、民生类."""
    return (
        len(line) == 1
        and columns[0].meets(line[0])
        and len(line[0].text) <= _LONGEST_GROUP
        and _GROUP.match(fold(line[0].text)) is not None
    )


def _cut(segment: TextLine, columns: Sequence[_Column], characters: Sequence[Character]) -> Iterator[TextLine]:
    """`segment`, cut where a column begins with a character of it: a comma may hang over to there."""
    places = [column.left for column in columns[1:] if segment.left < column.left < segment.right]
    inside = [
        each
        for each in characters
        if segment.top <= each.middle <= segment.bottom and segment.left <= each.left and each.right <= segment.right
    ]
    cuts = [place for place in places if any(abs(each.left - place) < _HANGING for each in inside)]
    if len(cuts) < len(places) or not cuts:
        yield segment
        return
    for left, right in pairwise([segment.left - 1, *(cut - _HANGING for cut in cuts), segment.right + 1]):
        yield from text_lines(each for each in inside if left <= each.left < right)


def _fits(line: Sequence[TextLine], columns: list[_Column]) -> bool:
    """Whether each segment of `line` stands in one column, with room to those beside it; then they are as wide as that."""
    wider = [replace(column) for column in columns]
    for segment in line:
        met = [column for column in wider if column.meets(segment)]
        if len(met) > 1:
            return False
        column = met[0] if met else min(wider, key=lambda each: abs(each.left - segment.left))
        column.left, column.right = min(column.left, segment.left), max(column.right, segment.right)
    if any(before.right >= after.left for before, after in pairwise(wider)):
        return False
    columns[:] = wider
    return True


def _table(
    page: Ruled,
    characters: Sequence[Character],
    lines: Sequence[Sequence[TextLine]],
    columns: Sequence[_Column],
    known: tuple[float, ...] | None = None,
) -> PageTable | None:
    """The table in `lines`; `known` is where its columns end, if it goes on with one of the page before and has no header."""
    flat = [segment for line in lines for segment in line]
    left, right = min(each.left for each in flat) - 1, max(each.right for each in flat) + 1
    top, bottom = min(each.top for each in flat) - 1, max(each.bottom for each in flat) + 1
    edges = known or (left, *((one.right + other.left) / 2 for one, other in pairwise(columns)), right)
    header = top if known else max(each.bottom for each in lines[0])
    rules = _rules(page, left, right, top, bottom)
    rows = _row_edges(rules, lines, columns, (top, header, bottom))
    if rows is None:
        return None
    inside = [each for each in characters if top <= each.middle <= bottom]
    rooms = tuple(
        _room([each for each in flat if left <= each.left and each.right <= right]) for left, right in pairwise(edges)
    )
    grid = _Grid(edges, rows, rooms, rules)
    groups = {bisect_right(rows, line[0].top) - 1 for line in lines[1:] if _is_group(line, columns)}
    cells = tuple(grid.cells(inside, _whole(lines, edges, rows) | groups))
    return PageTable(left, top, right, bottom, columns=edges, cells=cells)


def _room(segments: Sequence[TextLine]) -> float:
    """How wide the words of a column are."""
    return max((each.right for each in segments), default=0.0) - min((each.left for each in segments), default=0.0)


def _whole(lines: Sequence[Sequence[TextLine]], edges: Sequence[float], rows: Sequence[float]) -> set[int]:
    """The rows in which something reaches over columns, and so is the whole row."""
    return {
        bisect_right(rows, segment.top) - 1
        for line in lines
        for segment in line
        if any(segment.left < edge < segment.right for edge in edges)
    }


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where columns and rows end, how wide the words of each column are, and the lines that there are between rows."""

    edges: Sequence[float]
    rows: Sequence[float]
    rooms: Sequence[float]
    rules: Mapping[float, Sequence[tuple[float, float]]]

    def cells(self, characters: Sequence[Character], whole: Container[int]) -> Iterator[Cell]:
        """The cells with those of `characters` that stand in them; those of the rows `whole` are one."""
        for row, (above, below) in enumerate(pairwise(self.rows)):
            if row in whole:
                yield cell_in((self.edges[0], above, self.edges[-1], below), self.edges, self.rows, characters)
        for (left, right), room in zip(pairwise(self.edges), self.rooms, strict=True):
            top = self.rows[0]
            for row, (_, below) in enumerate(pairwise(self.rows)):
                if row not in whole and self._ends(row, below, (left + right) / 2, whole):
                    yield cell_in((left, top, right, below), self.edges, self.rows, characters, room)
                    top = below
                elif row in whole:
                    top = below

    def _ends(self, row: int, below: float, middle: float, whole: Container[int]) -> bool:
        """Whether a cell ends under `row`: only a line that leaves out its column says that it goes on."""
        parts = self.rules.get(below)
        return parts is None or row + 1 in whole or any(begins <= middle <= ends for begins, ends in parts)


def _rules(page: Ruled, left: float, right: float, top: float, bottom: float) -> dict[float, list[tuple[float, float]]]:
    """The heights at which lines, or the edges of shading, go through most of the table, from the top, and from where to where."""
    rules: dict[float, list[tuple[float, float]]] = {}
    for edge in sorted(page.edges, key=lambda each: float(each["top"])):
        height, begins, ends = edge["top"], max(edge["x0"], left), min(edge["x1"], right)
        if edge["orientation"] == "h" and top < height < bottom and begins < ends:
            near = next((each for each in rules if height - each < _SAME_LINE), height)
            rules.setdefault(near, []).append((begins, ends))
    return {height: parts for height, parts in rules.items() if _length(parts) > _OF_ITS_WIDTH * (right - left)}


def _length(parts: Sequence[tuple[float, float]]) -> float:
    """How long the line is that `parts` make up, drawn over one another or not."""
    length, reached = 0.0, float("-inf")
    for begins, ends in sorted(parts):
        length += max(0.0, ends - max(begins, reached))
        reached = max(reached, ends)
    return length


def _row_edges(
    rules: Iterable[float],
    lines: Sequence[Sequence[TextLine]],
    columns: Sequence[_Column],
    heights: tuple[float, float, float],
) -> list[float] | None:
    """Where the rows end, from the table's top to its bottom; None if that cannot be told."""
    top, header, bottom = heights
    segments = [segment for line in lines for segment in line]
    blanks = _blanks(segments)
    numbers = sorted(
        segment.top
        for segment in segments
        if segment.top >= header and columns[0].meets(segment) and _NUMBER.fullmatch(fold(segment.text))
    )
    below_header = [rule for rule in rules if rule > header - _SAME_LINE]
    if not below_header and header > top:
        first = min((segment.top for segment in segments if segment.top >= header), default=bottom)
        below_header = [(header + first) / 2]
    groups = [line[0] for line in lines if line[0].top >= header and _is_group(line, columns)]
    below_header += (
        (low + high) / 2
        for low, high in blanks
        if any(low == group.bottom or high == group.top for group in groups) and low > header
    )
    edges = [top, *below_header]
    if len(below_header) < 2 and not numbers:
        return None
    for before, after in pairwise(numbers):
        if not any(before < edge <= after for edge in edges):
            edge = _between(before, after, blanks)
            if edge is None:
                return None
            edges.append(edge)
    return [*sorted(edges), bottom]


def _between(before: float, after: float, blanks: Sequence[tuple[float, float]]) -> float | None:
    """Where the row of the number at `before` ends and that of `after` begins: in the widest blank, if one is clearly that."""
    here = sorted((high - low, low, high) for low, high in blanks if before < low and low < after)
    if not here:
        return None
    width, low, high = here[-1]
    return (low + high) / 2 if len(here) == 1 or width > _CLEARLY_WIDER * here[-2][0] else None


def _blanks(segments: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The stretches of height in which nothing stands."""
    blanks: list[tuple[float, float]] = []
    reached = 0.0
    for segment in sorted(segments, key=lambda each: each.top):
        if reached and segment.top > reached:
            blanks.append((reached, segment.top))
        reached = max(reached, segment.bottom)
    return blanks
