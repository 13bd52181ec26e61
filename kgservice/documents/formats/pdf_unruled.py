"""The tables of a PDF's page that have no lines between their columns: none at all, lines between rows only, or shaded rows.

Columns are told by what stays blank from the header down; rows by the lines that are there, else by the numbers in the first
column and the widest blank between two of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from kgservice.documents.formats.grid import Cell
from kgservice.documents.formats.pdf_columns import in_reading_order
from kgservice.documents.formats.pdf_lines import Character, TextLine, segments, text_lines
from kgservice.documents.formats.pdf_rows import SAME_LINE, ColumnReach, is_group, row_edges
from kgservice.documents.formats.pdf_tables import PageTable, Piece, cell_in
from kgservice.documents.headers import heading_of, is_known, name_of
from kgservice.documents.not_read import not_read
from kgservice.documents.text import fold

_FEWEST_COLUMNS = 3
_FEWEST_PARTS = 2
_NOTE = re.compile("(?:备?注|说明)：")
_OF_ITS_WIDTH = 0.5
_ENDS_TABLE = 3.0
_MARGIN = 0.08
_INSIDE = 3.0
_HANGING = 2.0


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
        told.append(found.table or _in_place_of(found))
        characters = [each for each in characters if not found.holds(each)]
    return in_reading_order(characters, told), last


def _in_place_of(found: _Unruled) -> PageTable:
    """What stands for a table whose rows cannot be told apart: a line that says so, apart from those around it."""
    flat = [segment for line in found.lines for segment in line]
    left, right = min(each.left for each in flat), max(each.right for each in flat)
    said = Cell(0, 0, 1, 1, (not_read(f"表格没有框线，行列分不清：{found.words}"),))
    top, bottom = found.lines[0][0].top, max(each.bottom for each in flat)
    return PageTable(left, top, right, bottom, columns=(left, right), cells=(said,))


def _unruled_tables(page: Ruled, characters: Sequence[Character], begun: PageTable | None) -> Iterator[_Unruled]:
    """The tables in `characters`, which are those of `page` that stand in no ruled one.

    `begun` is the table without lines at the end of the page before: what stands in its columns at the top goes on with it.
    """
    lines = _with_upright_names(segments(characters))
    index = 0
    if begun is not None:
        first = next((each for each, line in enumerate(lines) if line[0].top > _MARGIN * page.height), 0)
        columns = [ColumnReach(left + _INSIDE, right - _INSIDE) for left, right in pairwise(begun.columns)]
        end = _end(lines, first, columns, characters) if first < len(lines) and _fits(lines[first], columns) else first
        taken = lines[first:end]
        if any(len(line) > 1 for line in taken) and not _is_header(lines[first]):
            yield _Unruled(tuple(map(tuple, taken)), _table(page, characters, taken, columns, begun.columns))
            index = end
    while index < len(lines):
        if not _is_header(lines[index]):
            index += 1
            continue
        parted = _parted(lines[index], lines[index + 1]) if index + 1 < len(lines) else None
        named = parted.columns(lines[index], lines[index + 1]) if parted else lines[index]
        columns = [ColumnReach(segment.left, segment.right) for segment in named]
        end = _end(lines, index + bool(parted), columns, characters)
        if end - index > 1 + bool(parted):
            taken = lines[index:end]
            yield _Unruled(tuple(map(tuple, taken)), _table(page, characters, taken, columns, parted=parted))
        index = end


def _with_upright_names(lines: list[list[TextLine]]) -> list[list[TextLine]]:
    """`lines` where a name that a narrow column breaks over the lines above and below a header's (序 | 号) stands in the header."""
    index = 1
    while index + 1 < len(lines):
        above, header, below = lines[index - 1 : index + 2]
        names = [_name_of_both(one, other) for one, other in zip(above, below, strict=False)]
        if (
            len(above) == len(below)
            and _is_header(header)
            and all(name and _stands_free(name, header) for name in names)
        ):
            whole = sorted([*header, *(name for name in names if name)], key=lambda each: each.left)
            lines = [*lines[: index - 1], whole, *lines[index + 2 :]]
        index += 1
    return lines


def _name_of_both(above: TextLine, below: TextLine) -> TextLine | None:
    """The column's name of which half stands in `above` and half right under it; None if that is none."""
    near = below.top - above.bottom < above.size and above.left < below.right and below.left < above.right
    words = above.text + below.text
    if not near or heading_of(name_of(words)) is None:
        return None
    left, right = min(above.left, below.left), max(above.right, below.right)
    return replace(above, text=words, left=left, right=right, bottom=below.bottom)


def _stands_free(name: TextLine, header: Sequence[TextLine]) -> bool:
    """Whether `name` stands beside the names of `header`."""
    return all(name.right < each.left or each.right < name.left for each in header)


def _is_header(line: Sequence[TextLine]) -> bool:
    """Whether the segments of `line` are names of columns."""
    told = sum(heading_of(name_of(segment.text)) is not None for segment in line)
    return len(line) >= _FEWEST_COLUMNS and told >= max(_FEWEST_COLUMNS, len(line) - 1)


class _Parted(NamedTuple):
    """A name in a header that stands over parts on the next line (进度安排 | 一季度, 二季度): its place, and how many there are."""

    place: int
    parts: int

    def columns(self, above: Sequence[TextLine], below: Sequence[TextLine]) -> list[TextLine]:
        """The names of all columns, the parts in place of what stands over them."""
        return [*above[: self.place], *below, *above[self.place + 1 :]]

    def cells(self, edges: Sequence[float], rows: Sequence[float], characters: Sequence[Character]) -> Iterator[Cell]:
        """The header's cells: that over the parts, these, and the others, which are as high as both."""
        last = self.place + self.parts
        yield cell_in((edges[self.place], rows[0], edges[last], rows[1]), edges, rows, characters)
        for column, (left, right) in enumerate(pairwise(edges)):
            top = rows[1] if self.place <= column < last else rows[0]
            yield cell_in((left, top, right, rows[2]), edges, rows, characters)


def _parted(above: Sequence[TextLine], below: Sequence[TextLine]) -> _Parted | None:
    """Which name of the header `above` stands over the parts that `below` names; None if none does."""
    if len(below) < _FEWEST_PARTS or not all(is_known(name_of(segment.text)) for segment in below):
        return None
    rights = [float("-inf"), *(segment.right for segment in above)]
    lefts = [*(segment.left for segment in above[1:]), float("inf")]
    over = [
        place
        for place, (before, after) in enumerate(zip(rights[:-1], lefts, strict=True))
        if before < below[0].left and below[-1].right < after
    ]
    return _Parted(over[0], len(below)) if len(over) == 1 else None


def _end(lines: list[list[TextLine]], header: int, columns: list[ColumnReach], characters: Sequence[Character]) -> int:
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
            if not is_group(line, columns):
                break
            continue
        end = index + 1
    return end


def _cut(segment: TextLine, columns: Sequence[ColumnReach], characters: Sequence[Character]) -> Iterator[TextLine]:
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


def _fits(line: Sequence[TextLine], columns: list[ColumnReach]) -> bool:
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
    columns: Sequence[ColumnReach],
    known: tuple[float, ...] | None = None,
    parted: _Parted | None = None,
) -> PageTable | None:
    """The table in `lines`; `known` is where its columns end, if it goes on with one of the page before and has no header.

    `parted` says which of its names stands over parts.
    """
    flat = [segment for line in lines for segment in line]
    left, right = min(each.left for each in flat) - 1, max(each.right for each in flat) + 1
    top, bottom = min(each.top for each in flat) - 1, max(each.bottom for each in flat) + 1
    edges = known or (left, *((one.right + other.left) / 2 for one, other in pairwise(columns)), right)
    header = top if known else max(each.bottom for line in lines[: 1 + bool(parted)] for each in line)
    rules = _rules(page, left, right, top, bottom)
    rows = row_edges(rules, lines, columns, (top, header, bottom))
    if rows is None:
        return None
    inside = [each for each in characters if top <= each.middle <= bottom]
    rooms = tuple(
        _room([each for each in flat if left <= each.left and each.right <= right]) for left, right in pairwise(edges)
    )
    grid = _Grid(edges, rows, rooms, rules)
    groups = {bisect_right(rows, line[0].top) - 1 for line in lines[1:] if is_group(line, columns)}
    if parted is None:
        cells = tuple(grid.cells(inside, _whole(lines, edges, rows) | groups))
    else:
        level = (max(each.bottom for each in lines[0]) + min(each.top for each in lines[1])) / 2
        named = (rows[0], level, *rows[1:])
        under = replace(grid, rows=named)
        cells = (
            *parted.cells(edges, named, inside),
            *(
                cell
                for cell in under.cells(inside, _whole(lines[2:], edges, named) | {row + 1 for row in groups})
                if cell.row > 1
            ),
        )
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
            near = next((each for each in rules if height - each < SAME_LINE), height)
            rules.setdefault(near, []).append((begins, ends))
    return {height: parts for height, parts in rules.items() if _length(parts) > _OF_ITS_WIDTH * (right - left)}


def _length(parts: Sequence[tuple[float, float]]) -> float:
    """How long the line is that `parts` make up, drawn over one another or not."""
    length, reached = 0.0, float("-inf")
    for begins, ends in sorted(parts):
        length += max(0.0, ends - max(begins, reached))
        reached = max(reached, ends)
    return length
