"""A table of any format as lines of text: a row a line, its cells between tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgservice.documents.crossings import MARK

_YEAR = re.compile(r"20\d\d年?")
_BRACKETS = re.compile("(?<=.)[（(][^（）()]*[）)]$")
_LABELLED = re.compile(r"[^\s：:]{2,10}\s?[：:]")
_MOST_LEVELS = 3
# A layout of two columns may hold prose; what stands between its rows stays a paragraph. So does what is longer than a heading.
_FEWEST_OF_TABLE = 3
_LONGEST_BETWEEN = 120
# The largest table of a real plan seen so far has 12,000 places; a thousand rows of a hundred columns are let through.
_MOST_PLACES = 200_000


class TableTooLarge(Exception):
    """A table has more places than a document's can; its text is the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place in the grid, how many rows and columns it covers, and its text, a paragraph each."""

    row: int
    column: int
    rows: int
    columns: int
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its text on one line, with one space wherever there was white space: it may part two names."""
        return " ".join(word for paragraph in self.paragraphs for word in paragraph.split())


def grid_lines(cells: Iterable[Cell]) -> list[str]:
    """The lines of the table that `cells` make up.

    What is merged over rows stands in each of them, what is merged over columns only in the first. A row that is one
    cell, or that says of each thing what it is (填报单位：…), is its paragraphs, without tabs, unless it stands between rows,
    where it is a row whose other cells are empty. A header of several levels is one row.
    """
    placed = sorted(measured(cells), key=lambda cell: (cell.row, cell.column))
    width = max((cell.column + cell.columns for cell in placed), default=0)
    height = max((cell.row + cell.rows for cell in placed), default=0)
    _must_fit(width * height)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in placed:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = grid[row][column] or cell
    lines: list[str] = []
    header_read = False
    row = 0
    while row < height:
        whole = _whole(grid[row])
        if whole is not None or (not header_read and _is_labelled(grid[row])):
            stands = [cell for cell in dict.fromkeys(grid[row]) if cell is not None and cell.row == row]
            between = header_read and width >= _FEWEST_OF_TABLE and any(_whole(later) is None for later in grid[row:])
            if between and whole is not None and len(whole.text) <= _LONGEST_BETWEEN:
                lines.extend(cell.text + "\t" * (width - 1) for cell in stands if cell.text)
            else:
                lines.extend(paragraph for cell in stands for paragraph in cell.paragraphs if paragraph.strip())
            row += 1
            continue
        levels = 1 if header_read else _header_levels(grid[row:])
        legends = _legends(grid[row]) if levels > 1 else []
        lines.extend(f"注：{legend.text}" for legend in legends)
        lines.append("\t".join(_names(grid[row : row + levels], legends) if levels > 1 else _texts(grid[row])))
        header_read = True
        row += levels
    return [line for line in lines if line.strip()]


def _whole(row: Sequence[Cell | None]) -> Cell | None:
    """The cell that is all of the row, if one is; the first, if the others are not there (in a sheet that merges nothing)."""
    return row[0] if all(cell is row[0] or cell is None for cell in row) else None


def _is_labelled(row: Sequence[Cell | None]) -> bool:
    """Whether the row says of each thing what it is (填报单位：县政府督查室), as it stands over a header."""
    cells = [cell for cell in dict.fromkeys(row) if cell is not None and cell.text]
    return bool(cells) and all(_LABELLED.match(cell.text) for cell in cells)


def measured(cells: Iterable[Cell]) -> Iterator[Cell]:
    """`cells`, as long as what they cover fits into a table; raises TableTooLarge from there on."""
    covered = 0
    for cell in cells:
        covered += cell.rows * cell.columns
        _must_fit(covered)
        yield cell


def _must_fit(places: int) -> None:
    if places > _MOST_PLACES:
        raise TableTooLarge(f"a table in it has more than {_MOST_PLACES} places; split the table, or unmerge its cells")


def _texts(row: Sequence[Cell | None]) -> Iterator[str]:
    for column, cell in enumerate(row):
        yield cell.text if cell is not None and cell.column == column else ""


def _header_levels(rows: Sequence[Sequence[Cell | None]]) -> int:
    """How many rows the header at the top of `rows` has: more than one where a cell over columns has its parts below it."""
    first = [cell for cell in rows[0] if cell is not None]
    if len(rows) < 3 or all(cell.columns == 1 for cell in first):
        return 1
    covered = max(cell.rows for cell in first)
    if covered > 1:
        return min(covered, _MOST_LEVELS, len(rows) - 1)
    below = [low for high, low in zip(rows[0], rows[1], strict=True) if high is not None and high.columns == 1]
    return 2 if all(cell is None or not cell.text for cell in below) else 1


def _legends(row: Sequence[Cell | None]) -> list[Cell]:
    """The cells of a header that say over several columns what the marks in these mean (主办（●）协办（○）), and so name none of them."""
    over = (cell for cell in dict.fromkeys(row) if cell is not None and cell.columns > 1)
    return [cell for cell in over if re.search(MARK, cell.text)]


def _names(rows: Sequence[Sequence[Cell | None]], legends: Sequence[Cell]) -> Iterator[str]:
    """The names of the columns under a header of several levels: what stands above, then what stands below, a year first."""
    for column in zip(*rows, strict=True):
        different = dict.fromkeys(cell for cell in column if cell is not None and cell not in legends)
        parts = [cell.text.replace(" ", "") for cell in different]
        yield _brackets_last(sorted(parts, key=lambda part: not _YEAR.fullmatch(part)))


def _brackets_last(parts: Sequence[str]) -> str:
    """`parts` as one name, behind which the unit stands that is said of all of it (面积（万亩） | 小麦)."""
    bare = [_BRACKETS.sub("", part) for part in parts[:-1]]
    said = (part[len(name) :] for part, name in zip(parts, bare, strict=False))
    return "".join((*bare, *parts[-1:], *said))
