"""The ruled tables of a PDF's pages, and how one goes on over the next page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kgservice.documents.formats.grid import Cell
from kgservice.documents.formats.pdf_lines import Character, TextLine, text_lines
from kgservice.documents.layout import text_width

_UNBREAKABLE = re.compile(r"[（(《“〔]*(?:[0-9A-Za-z.%]{1,12}|.)[，。；：、！？）)》”〕]*")
_NUMBER_IN_FRONT = re.compile(r"(\d{1,3})[.．、](?!\d)")
_SNAP = 3.0
_PADDING = 12.0
_NARROWEST = 12.0
_FARTHEST_NUMBER = 3
_SAME_PLACE = 8.0
_HANGING = 1.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: its box on its (first) page, where its columns begin and end, and its cells."""

    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(cell.text for cell in self.cells)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows for cell in self.cells)

    def holds(self, character: Character) -> bool:
        """Whether `character`, of the same page, stands in it."""
        middle = (character.left + character.right) / 2
        return self.left <= middle <= self.right and self.top <= character.middle <= self.bottom

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place."""
        return next(
            (
                cell
                for cell in self.cells
                if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns
            ),
            None,
        )

    def words(self, row: int) -> tuple[str, ...]:
        """What stands in the cells that begin in `row`."""
        return tuple(cell.text for cell in sorted(self.cells, key=lambda cell: cell.column) if cell.row == row)


Piece = TextLine | PageTable
"""What the text of a page is made of."""


class HasTables(Protocol):
    """A page whose ruled tables are found by the lines on it."""

    @property
    def edges(self) -> Any:
        """The lines on it, as pdfplumber gives them."""

    def find_tables(self, table_settings: Any = None) -> list[Any]:
        """As pdfplumber gives them."""


def page_tables(page: HasTables, characters: Sequence[Character]) -> list[PageTable]:
    """The tables of `page` that are ruled and have two columns or more."""
    tables = []
    ruled = page.find_tables()
    if open_sides := _open_sides(page, ruled):
        ruled = page.find_tables({"explicit_vertical_lines": open_sides})
    for found in ruled:
        boxes: list[Box] = [box for box in found.cells if box is not None]
        columns = _edges(edge for box in boxes for edge in (box[0], box[2]))
        rows = _edges(edge for box in boxes for edge in (box[1], box[3]))
        if len(columns) < 3:
            continue
        box: Box = found.bbox
        inside = [each for each in characters if box[1] <= each.middle <= box[3]]
        cells = tuple(cell_in(box, columns, rows, inside) for box in boxes)
        if any(cell.text for cell in cells):
            tables.append(PageTable(*box, columns=columns, cells=cells))
    return [table for table in tables if not _is_band(table, tables, characters)]


def _is_band(table: PageTable, tables: Sequence[PageTable], characters: Sequence[Character]) -> bool:
    """Whether `table` is one shaded row of a table whose other rows have no ground: between it and another such band cells stand in its columns."""
    if table.height > 1:
        return False
    alike = [each for each in tables if each is not table and each.height == 1 and continues(table, each)]
    gaps = [(min(table.bottom, each.bottom), max(table.top, each.top)) for each in alike]
    return any(
        _stand_in(table.columns, [each for each in characters if above < each.middle < below]) for above, below in gaps
    )


def _stand_in(columns: Sequence[float], characters: Sequence[Character]) -> bool:
    """Whether `characters` stand in several of `columns`, and none between two of them."""
    inside = [
        each for each in characters if columns[0] <= each.left and each.right <= columns[-1] and each.text.strip()
    ]
    places = [bisect_right(columns, each.left + _HANGING) for each in inside]
    return len(set(places)) > 1 and places == [bisect_right(columns, each.right - _HANGING) for each in inside]


def _open_sides(page: HasTables, ruled: Sequence[Any]) -> list[float]:
    """Where the outermost columns of tables end that have no lines at their sides: as far as the lines between rows go."""
    across = [edge for edge in page.edges if edge["orientation"] == "h"]
    sides: set[float] = set()
    for left, top, right, bottom in (found.bbox for found in ruled):
        rules = [edge for edge in across if top - _SNAP <= edge["top"] <= bottom + _SNAP]
        whole = [edge for edge in rules if edge["x0"] < right and edge["x1"] > left]
        begins, ends = min(edge["x0"] for edge in whole), max(edge["x1"] for edge in whole)
        sides |= {float(begins)} if left - begins > _NARROWEST else set()
        sides |= {float(ends)} if ends - right > _NARROWEST else set()
    return sorted(sides)


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    """`values` in order, those that are one line drawn twice as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return tuple(edges)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def cell_in(
    box: Box,
    columns: Sequence[float],
    rows: Sequence[float],
    characters: Iterable[Character],
    room: float | None = None,
) -> Cell:
    """The cell that `box` is in a table divided at `columns` and `rows`, with those of `characters` that stand in it.

    `room` is how wide its lines may be, if not what the box leaves.
    """
    left, top, right, bottom = box
    inside = [
        each for each in characters if left <= (each.left + each.right) / 2 < right and top <= each.middle < bottom
    ]
    column, row = _nearest(columns, left), _nearest(rows, top)
    return Cell(
        row,
        column,
        max(1, _nearest(rows, bottom) - row),
        max(1, _nearest(columns, right) - column),
        _paragraphs(text_lines(inside), right - left - _PADDING if room is None else room),
    )


def _paragraphs(lines: Sequence[TextLine], width: float) -> tuple[str, ...]:
    """The paragraphs in a cell that has room for lines so wide: a line that had room for what the next begins with ends one."""
    paragraphs: list[str] = []
    before: TextLine | None = None
    for line in lines:
        if before is None or width - (before.right - before.left) > _first_width(line):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += line.text
        before = line
    return tuple(paragraphs)


def _first_width(line: TextLine) -> float:
    """How wide what cannot be broken at the beginning of `line` is: （区）, 2026."""
    first = _UNBREAKABLE.match(line.text)
    return max(1.1, text_width(first.group()) if first else 1.0) * line.size


def continues(table: PageTable, following: PageTable) -> bool:
    """Whether `following`, the first thing on its page, has the columns of `table`, the last thing on the page before."""
    return len(table.columns) == len(following.columns) and all(
        abs(one - other) < _SAME_PLACE for one, other in zip(table.columns, following.columns, strict=True)
    )


def joined(table: PageTable, following: PageTable) -> PageTable:
    """Both as one: a header that stands again is left out, a row or merged cell cut by the page's end is made whole."""
    header = 0
    while header < min(following.height, table.height) and following.words(header) == table.words(header):
        header += 1
    height, last = table.height, table.height - 1
    rest = [cell for cell in following.cells if cell.row >= header]
    first = {cell.column: cell for cell in rest if cell.row == header}
    number = _numbered(table, last)
    cut_row = number is not None and number in first and not first[number].text
    cut_row = cut_row or _is_numbered_below(table, last, first)
    counted = _counting_on(table, last, first)
    cut_row = cut_row and counted is None
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    shift = height - header - (1 if cut_row else 0)
    for cell in rest:
        above = table.cell_at(last, cell.column)
        is_merged = not cell.text and above is not None and above.rows + cell.rows > 2
        is_merged = is_merged or (not cell.text and counted is not None and cell.column < counted)
        if cell.row == header and above is not None and (cut_row or is_merged):
            rows = cell.row + cell.rows + shift - above.row
            cells[above.row, above.column] = replace(above, rows=rows, paragraphs=_put_together(above, cell))
        else:
            cells[cell.row + shift, cell.column] = replace(cell, row=cell.row + shift)
    return replace(table, cells=tuple(cells.values()))


def _numbered(table: PageTable, row: int) -> int | None:
    """The column of the number of `row`, which is of it alone: the first if anything stands there, else one of the next with a number."""
    for column in range(min(_FARTHEST_NUMBER, len(table.columns) - 1)):
        cell = table.cell_at(row, column)
        if cell is not None and cell.rows == 1 and (cell.text.isdecimal() if column else cell.text):
            return column
    return None


def _is_numbered_below(table: PageTable, row: int, below: Mapping[int, Cell]) -> bool:
    """Whether `row` is the upper part of a row whose number, in the middle of its height, stands in the part `below`."""
    numbers = [table.cell_at(each, 0) for each in range(1, row)]
    counted = sum(cell is not None and cell.text.isdecimal() for cell in numbers)
    own = table.cell_at(row, 0)
    lacks = own is not None and own.row == row and not own.text
    return lacks and 2 * counted > len(numbers) and 0 in below and below[0].text == str(counted + 1)


def _counting_on(table: PageTable, row: int, below: Mapping[int, Cell]) -> int | None:
    """The column in which the words of a cell `below` have in front the number that follows that of the cell in `row` (8.制定清单 | 9.完善机制)."""
    for column, cell in sorted(below.items(), key=lambda each: each[0]):
        above = table.cell_at(row, column)
        before, own = (_NUMBER_IN_FRONT.match(each.text) if each else None for each in (above, cell))
        if before and own and int(own[1]) == int(before[1]) + 1:
            return column
    return None


def _put_together(above: Cell, below: Cell) -> tuple[str, ...]:
    if not above.paragraphs or not below.paragraphs:
        return above.paragraphs or below.paragraphs
    return (*above.paragraphs[:-1], above.paragraphs[-1] + below.paragraphs[0], *below.paragraphs[1:])
