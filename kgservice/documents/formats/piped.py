"""Reads tables in plain text whose cells stand between bars, as pages are stored: a row a line (a | b |), or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kgservice.documents.headers import Heading, heading_of, is_known, name_of
from kgservice.documents.numbering import number_at
from kgservice.documents.text import Span

_BAR = re.compile("[|｜]")
_RULE = re.compile(r"[|｜]?\s*:?-{2,}:?\s*(?:[|｜]\s*:?-{2,}:?\s*)+[|｜]?")
_LINE = re.compile("[^\n]+\n?|\n")
_NUMBER = re.compile(r"\d{1,3}")
_MOST_COLUMNS = 30
# Each table looks at all the cells behind it, so that their number is held; what stands behind the last stays as written.
_MOST_TABLES = 50
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
# So many rows as wide as one another are a table, though few names of columns are known.
_ENOUGH_ROWS = 4
_MOST_LINES_OF_CELL = 12


class _Line(NamedTuple):
    """A line: where it stands, its end included, and what it says."""

    start: int
    end: int
    words: str


class _Cell(NamedTuple):
    """What stands between two bars, of which the one behind it is at `bar`."""

    start: int
    bar: int
    words: str


class _Row(NamedTuple):
    """The cells `first` to `last` (indices, the latter exclusive); `spread` is the place of one that stands over two columns."""

    first: int
    last: int
    spread: int | None = None


def with_tabs(source: str) -> str:
    """`source` with each row of its tables on one line and tabs between the cells: as long as it was, every other character in its place."""
    if not _BAR.search(source):
        return source
    characters = list(source)
    for lines in _stretches(source):
        if rows := _counted_lines(lines):
            _set_counted(source, lines, rows, characters)
        elif (line := _line_of_all(lines)) and _set_cells(source, [line], characters):
            continue
        elif any(_is_header(_BAR.split(line.words)) for line in lines):
            _set_rows(source, lines, characters)
        else:
            _set_cells(source, lines, characters)
    return "".join(characters)


def _stretches(source: str) -> Iterator[list[_Line]]:
    """The lines with bars that stand near one another, with what stands between them, and the first column's name before them."""
    lines = [_Line(*match.span(), match.group().strip()) for match in _LINE.finditer(source)]
    barred = [index for index, line in enumerate(lines) if _BAR.search(line.words)]
    first = 0
    for place, (index, following) in enumerate(pairwise([*barred, len(lines) + _MOST_LINES_OF_CELL + 1]), 1):
        if following - index > _MOST_LINES_OF_CELL:
            begins = barred[first]
            named_before = begins and _BAR.fullmatch(lines[begins].words) and _is_name(lines[begins - 1].words)
            yield lines[begins - bool(named_before) : index + 1]
            first = place


def _line_of_all(lines: Sequence[_Line]) -> _Line | None:
    """The line on which most bars stand, as a page that lost its breaks has a whole table on one; None if there is none."""
    bars = [len(_BAR.findall(line.words)) for line in lines]
    most = max(bars)
    return lines[bars.index(most)] if 2 * most > sum(bars) else None


def _is_name(words: str) -> bool:
    """Whether a column may be called so, and no group of rows is (一、主要目标)."""
    name = name_of(words)
    return is_known(name) and number_at(name, Span(0, len(name))) is None


def _is_header(cells: Sequence[str]) -> bool:
    return sum(_is_name(cell) for cell in cells if cell.strip()) > 1


def _set_rows(source: str, lines: Sequence[_Line], characters: list[str]) -> None:
    """A row a line, from the header on: a bar at its end or its beginning is no cell's; a row goes on until it has the bar at its end.

    A bar alone on the line under a row that lacks cells is an empty one.
    """
    top = next((index for index, line in enumerate(lines) if _is_header(_BAR.split(line.words))), None)
    if top is None:
        return
    if top and _stands_over(lines[top - 1].words, lines[top].words):
        top -= 1
    for line in lines[:top]:
        if sum(map(bool, map(str.strip, _BAR.split(line.words)))) == 1:
            _blank(characters, line.start, line.end, "|｜")
    opened = _BAR.match(lines[top].words) is not None
    width = len(_BAR.findall(lines[top].words))
    whole = [line.words for line in lines[top:] if len(_BAR.findall(line.words)) == width]
    closed = all(_BAR.match(words[-1]) for words in whole)
    inside, last, lacks = False, 0, False
    for line in lines[top:]:
        if _RULE.fullmatch(line.words):
            _blank(characters, line.start, line.end)
            continue
        bars = [match.start() for match in _BAR.finditer(source, line.start, line.end)]
        if lacks and _BAR.fullmatch(line.words):
            _blank(characters, last + 1, line.end - 1, "|｜ \r\n")
            characters[last], lacks = "\t", False
            continue
        for bar in bars:
            characters[bar] = "\t"
        if bars and opened and not inside and _BAR.match(line.words):
            characters[bars[0]] = " "
        ends = bool(bars) and _BAR.match(line.words[-1]) is not None
        if ends and closed:
            characters[bars[-1]] = " "
            last, lacks = bars[-1], not inside and 1 < len(bars) < width
        inside = closed and not ends and (inside or bool(bars))
        if inside:
            _blank(characters, line.end - 1, line.end, "\n")


def _stands_over(words: str, names: str) -> bool:
    """Whether a line of as many cells as one of `names` is the first of a header of two lines: of several names, one is known (乡镇 | 改厕 | |)."""
    cells = [cell for cell in _BAR.split(words) if cell.strip()]
    as_wide = len(_BAR.findall(words)) == len(_BAR.findall(names))
    return as_wide and len(cells) > 1 and any(map(_is_name, cells)) and not any(map(_NUMBER.fullmatch, cells))


def _counted_lines(lines: Sequence[_Line]) -> list[_Line]:
    """The rows of a table without a header, a line each: they are numbered from 1 and have as many cells, and no other line has more than a bar."""
    rows = [line for line in lines if _BAR.search(line.words) and not _BAR.fullmatch(line.words)]
    cells = [_BAR.split(line.words.strip("|｜")) for line in rows]
    numbered = [row[0].strip() for row in cells] == [str(number) for number in range(1, len(rows) + 1)]
    ended = len({bool(_BAR.match(line.words[-1])) for line in rows}) == 1
    wide = len({len(row) for row in cells}) == 1 and len(cells[0]) > _FEWEST_ROWS
    return rows if len(rows) > _FEWEST_ROWS and numbered and ended and wide else []


def _set_counted(source: str, lines: Sequence[_Line], rows: Sequence[_Line], characters: list[str]) -> None:
    for line in lines:
        if line not in rows:
            _blank(characters, line.start, line.end)
            continue
        bars = [match.start() for match in _BAR.finditer(source, line.start, line.end)]
        for bar in bars:
            characters[bar] = "\t"
        ends = (bars[0], bars[-1]) if _BAR.match(line.words) else (bars[-1],)
        for bar in ends if _BAR.match(line.words[-1]) else ends[:-1]:
            characters[bar] = " "


def _blank(characters: list[str], start: int, end: int, what: str = "|｜:- \t") -> None:
    for place in range(start, end):
        if characters[place] in what:
            characters[place] = " "


def _set_cells(source: str, lines: Sequence[_Line], characters: list[str]) -> bool:
    """A cell a line, or all on one: rows are told by the bar before each, by their width, or by the numbers that count up in them. Whether some were."""
    cells = list(_cells(source, lines[0].start, lines[-1].end))
    bar = cells[0].bar
    before = [] if _BAR.search(lines[0].words) else [_Cell(bar, bar, ""), *cells[1:]]
    found = False
    for _ in range(_MOST_TABLES):
        rows = _filled_up(source, cells) or _marked(before or cells) or _numbered(cells)
        for row in rows:
            _set_row(cells, row, characters)
        found = found or bool(rows)
        behind = rows[-1].last if rows else 0
        again = next((index for index in range(behind, len(cells)) if cells[index].words.count("\n")), None)
        if not rows or again is None:
            return found
        before, cells = [], [_Cell(cells[again].bar, cells[again].bar, ""), *cells[again + 1 :]]
    return found


def _cells(source: str, start: int, end: int) -> Iterator[_Cell]:
    for bar in _BAR.finditer(source, start, end):
        yield _Cell(start, bar.start(), source[start : bar.start()].strip())
        start = bar.end()
    if last := source[start:end].strip():
        yield _Cell(start, end, last)


def _marked(cells: Sequence[_Cell]) -> list[_Row]:
    """The rows of a table in which a bar stands before each: all as wide as the one whose cells are the names of columns."""
    ways = (list(_as_wide(cells, width)) for width in range(2, _MOST_COLUMNS))
    headed = (rows for rows in ways if len(rows) >= _FEWEST_ROWS and _are_headed(cells, rows))
    return _between_marks(cells) or max(headed, key=lambda rows: rows[-2].last, default=[])


def _are_headed(cells: Sequence[_Cell], rows: Sequence[_Row]) -> bool:
    """Whether names of columns stand over `rows`, or one over so many that they are a table."""
    names = any(_are_names(_words_of(cells, row)) for row in rows[:2])
    return names or (len(rows) >= _ENOUGH_ROWS and _is_name(cells[rows[0].first].words))


def _between_marks(cells: Sequence[_Cell]) -> list[_Row]:
    """The rows of a table in which no cell is empty, so that each is what stands between two bars with nothing between them."""
    marks = [index for index, cell in enumerate(cells) if not cell.words]
    between = [
        _Row(mark + 1, end) for mark, end in pairwise([*marks, len(cells)]) if end < len(cells) or mark + 1 < end
    ]
    rows = [row for row in between if row.first < row.last]
    widths = [row.last - row.first for row in rows]
    if len(rows) < len(between) and len(set(widths)) > 1:
        return []
    if len(rows) < _FEWEST_ROWS or marks[0] or min(widths) < 2 or max(widths) > widths[0]:
        return []
    return rows if _are_names(_words_of(cells, rows[0])) else []


def _as_wide(cells: Sequence[_Cell], width: int) -> Iterator[_Row]:
    for start in range(0, len(cells) - 1, width + 1):
        if cells[start].words:
            return
        yield _Row(start + 1, min(start + 1 + width, len(cells)))


def _filled_up(source: str, cells: Sequence[_Cell]) -> list[_Row]:
    """The rows of a table in which each was filled up with empty cells to as many as its header has: all end where a line does.

    Its title may stand in one over the header, others may be empty. A number stands in front of each that is full, where the header says so;
    else one at least is filled up. The last may be cut short.
    """
    on_one_line = "\n" not in source[cells[0].bar : cells[-1].bar]
    ends = [on_one_line or source[cell.bar + 1 : cell.bar + 2] in ("", "\n", "\r") for cell in cells]
    fills = [later.bar == cell.bar + 1 for cell, later in pairwise(cells)]
    filled = {place + 2 for place, fill in enumerate(fills) if fill and not any(fills[place + 1 : place + 2])}
    for width in range(_FEWEST_COLUMNS, _MOST_COLUMNS):
        every = [_Row(start, min(start + width, len(cells))) for start in range(0, len(cells), width)]
        rows = [row for row in every if any(_words_of(cells, row))]
        stand_whole = all(cells[row.first].words and ends[row.last - 1] for row in rows)
        if (
            rows
            and stand_whole
            and filled <= {row.last for row in every}
            and _tell_their_width(cells, rows, bool(filled))
        ):
            return every
    return []


def _tell_their_width(cells: Sequence[_Cell], rows: Sequence[_Row], filled: bool) -> bool:
    """Whether a header stands over `rows`, and a number, where it says so, in front of each that is as wide; without one, whether some are `filled` up."""
    under_title = (place for place, row in enumerate(rows) if any(_words_of(cells, row)[1:]))
    header, *below = rows[next(under_title, 0) :]
    if not below or _is_name(cells[below[0].first].words) or not _are_names(_words_of(cells, header)):
        return False
    if heading_of(name_of(cells[header.first].words)) is not Heading.NUMBER:
        return filled
    width = header.last - header.first
    full = (row for row in below if cells[row.last - 1].words and row.last - row.first == width)
    return all(_NUMBER.fullmatch(cells[row.first].words) for row in full)


def _words_of(cells: Sequence[_Cell], row: _Row) -> list[str]:
    return [cell.words for cell in cells[row.first : row.last]]


def _are_names(cells: Sequence[str]) -> bool:
    """Whether `cells` are a header: none is empty but at its end, and half of them are names that are known, the first among them."""
    names = [cell for cell in cells if cell]
    stand_together = names == list(cells[: len(names)])
    return stand_together and len(names) > 1 and _is_name(names[0]) and 2 * sum(map(_is_name, names)) >= len(names)


def _numbered(cells: Sequence[_Cell]) -> list[_Row]:
    """The rows of a table in which numbers count up, under a header as wide, or with a name over the number and what stands behind it."""
    numbers = list(_counting(cells))
    strides = [later - earlier for earlier, later in pairwise(numbers)]
    if not strides:
        return []
    width, header = max(strides), cells[: numbers[0]]
    lead = next((place for place, cell in enumerate(header) if heading_of(name_of(cell.words)) is Heading.NUMBER), None)
    if lead is None:
        lead = width - min(strides)
    spread = len(header) - lead == width - 1
    behind = width - lead
    if not _is_header([cell.words for cell in header]) or len(header) - lead not in (width, width - 1):
        return []
    if any(not behind <= stride <= width for stride in strides):
        return []
    ends = [number + behind for number in numbers]
    starts = [numbers[0] - lead, *ends[:-1]]
    top = _Row(0, starts[0], lead if spread else None)
    return [top, *(_Row(start, min(end, len(cells))) for start, end in zip(starts, ends, strict=True))]


def _counting(cells: Sequence[_Cell]) -> Iterator[int]:
    """The places of numbers that count up by one, from the first cell on that is a number."""
    number = None
    for place, cell in enumerate(cells):
        if _NUMBER.fullmatch(cell.words) and (number is None or int(cell.words) == number + 1):
            number = int(cell.words)
            yield place


def _set_row(cells: Sequence[_Cell], row: _Row, characters: list[str]) -> None:
    """Put the row on a line of its own; the name over two columns is followed by an empty one if white space leaves room for its tab."""
    inside = cells[row.first : row.last]
    for place, cell in enumerate(inside):
        _blank(characters, cell.start, cell.bar, "\r\n")
        if cell.bar < len(characters) and _BAR.match(characters[cell.bar]):
            characters[cell.bar] = "\n" if place == len(inside) - 1 else "\t"
        if place == row.spread and characters[cell.bar + 1].isspace():
            characters[cell.bar + 1] = "\t"
    for before in reversed(cells[: row.first]):
        if _BAR.match(characters[before.bar]):
            characters[before.bar] = " "
        if before.words:
            break
