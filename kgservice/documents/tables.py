"""Finds tables in text: rows of cells between tabs, with spaces between the columns, or linearised from a PDF."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kgservice.documents.cell_lines import find_table_of_lines
from kgservice.documents.even_rows import MOST_LINES_OF_ROW, YEAR_COLUMN, find_even_table
from kgservice.documents.headers import Heading, heading_of, is_known, name_of, words_in
from kgservice.documents.layout import COLUMN_GAP, Layout, Line
from kgservice.documents.nameless import find_table_without_names
from kgservice.documents.row_cells import cell_places
from kgservice.documents.rows import Table, ends_table, find_table_of_rows
from kgservice.documents.table_notes import notes_under
from kgservice.documents.table_parts import Row, Section
from kgservice.documents.text import CleanText, Span, fold, squeeze

__all__ = ("Row", "Section", "Table", "find_tables")

_ROW_NUMBER = re.compile(r"(\d{1,3})(?=[\s\u3000]|$)")
_JOINS = ("及", "和", "与")  # 抽查比例 | 及频次
_POINT_BEHIND = ("）", ")")
_LONGEST_HEADER = 120
_MOST_HEADER_LINES = 40
_LONGEST_OF_NUMBERS = 6
_MOST_GROUPS = 3
_OF_LINES = (find_table_of_rows, find_table_of_lines, find_table_without_names)
_NAMES_IN_A_ROW = 3
_PICKED = re.compile(r"[1-9]\d{0,2}")
_FEWEST_PICKED = 2
_FEWEST_LINES = 3


def find_tables(layout: Layout) -> tuple[Table, ...]:
    """The tables, in order: rows of cells under a header, or rows numbered from 1 under one that begins with 序号."""
    tables: list[Table] = []
    line = 0
    while line < len(layout.lines):
        found = next((found for find in _OF_LINES if (found := find(layout, line)) is not None), None)
        if found is not None:
            table, line = found
            tables.append(table)
            continue
        header_end = _header(layout, line)
        if header_end is None:
            line += 1
            continue
        starts = _row_starts(layout.lines, header_end)
        rows = list(enumerate(starts, start=1)) or _picked_rows(layout.lines, header_end)
        if not rows:
            line = header_end
            continue
        table, line = find_even_table(layout, line, header_end) or _table(layout, line, header_end, rows)
        tables.append(table)
    return tuple(tables)


def _header(layout: Layout, line: int) -> int | None:
    """The line after the header that begins on `line`; None if none does."""
    if not _begins_header(layout.lines[line].folded):
        return None
    words = 0
    length = 0
    for following in range(line, min(line + _MOST_HEADER_LINES, len(layout.lines))):
        text = layout.lines[following].text
        if following > line and _ROW_NUMBER.match(layout.written(layout.lines[following])):
            return following if words >= 2 else None
        length += len(text)
        if length > _LONGEST_HEADER or text[-1] in "。；":
            return None
        words += words_in(fold(text))
    return None


def _groups_before_first(layout: Layout, line: int, header_end: int) -> int:
    """How many lines over the first number are cells of groups, whose names stand one a line before that of the numbers on `line`."""
    over = itertools.takewhile(lambda place: _is_name(layout.lines[place]), range(line - 1, -1, -1))
    last = itertools.takewhile(lambda place: not _is_name(layout.lines[place]), range(header_end - 1, line, -1))
    return min(len(list(itertools.islice(over, _MOST_GROUPS))), len(list(itertools.islice(last, _MOST_GROUPS))))


def _is_name(line: Line) -> bool:
    return heading_of(line.folded.replace(" ", "")) is not None and len(line.folded) <= _LONGEST_OF_NUMBERS


def _begins_header(text: str) -> bool:
    """Whether a line begins with the name of a column of numbers: 序号, 建议编号."""
    return text.startswith("序号") or (len(text) <= _LONGEST_OF_NUMBERS and heading_of(text) is Heading.NUMBER)


def _row_starts(lines: Sequence[Line], first: int) -> list[int]:
    """The lines on which rows 1, 2, 3 … begin; 2） is a point of a cell's list where the rows are not numbered so."""
    starts: list[int] = []
    points = False
    for index in range(first, len(lines)):
        text = lines[index].text
        number = str(len(starts) + 1)
        is_point = text[len(number) : len(number) + 1] in _POINT_BEHIND
        if text.startswith(number) and _begins_row(text, number) and not (is_point and starts and not points):
            points = is_point
            starts.append(index)
        elif starts and ends_table(text):
            break
    return starts


def _picked_rows(lines: Sequence[Line], first: int) -> list[tuple[int, int]]:
    """The numbers, each alone on a line, of rows that were picked from a longer table (12, 45, 46), and those lines, from `first` on."""
    rows: list[tuple[int, int]] = []
    for index in range(first, len(lines)):
        text = lines[index].text
        if _PICKED.fullmatch(text) and (not rows or int(text) > rows[-1][0]):
            rows.append((int(text), index))
        elif index == first or ends_table(text):
            break
    apart = all(later - earlier >= _FEWEST_LINES for (_, earlier), (_, later) in itertools.pairwise(rows))
    return rows if len(rows) >= _FEWEST_PICKED and apart else []


def _begins_row(text: str, number: str) -> bool:
    rest = text[len(number) :]
    return not rest or not (rest[0].isdigit() or rest[0] in ".．、%％，年月日个家项号级-—")


def _table(layout: Layout, line: int, header_end: int, numbered: Sequence[tuple[int, int]]) -> tuple[Table, int]:
    """The table whose rows have the `numbered` numbers and begin on these lines, and the line after it."""
    lines = layout.lines
    groups = _groups_before_first(layout, line, header_end)
    columns = _column_names(layout, lines[line : header_end - groups])
    starts = [start for _, start in numbered]
    single = all(later - earlier == 1 for earlier, later in itertools.pairwise(starts)) and len(starts) > 1
    end = starts[-1] + 1
    spaced = all(each.blank_before for each in lines[line + 1 : end])
    while not single and end < len(lines) and not ends_table(lines[end].text) and end - starts[-1] < MOST_LINES_OF_ROW:
        if lines[end].blank_before and not spaced and _complete(layout, lines[starts[-1] : end], len(columns)):
            break
        end += 1
    bounds = [*starts[1:], end]
    header = [layout.written(each) for each in lines[line:header_end]]
    named_once = len(header) == 1 or sum(map(is_known, map(name_of, header[0].split()))) >= _NAMES_IN_A_ROW
    spaced_once = named_once and not any(map(_stand_apart, header))
    rows = tuple(
        _row(layout, number, lines[start:stop], start, len(columns), spaced_once)
        for (number, start), stop in zip(numbered, bounds, strict=True)
    )
    notes, end = notes_under(layout, end)
    return Table(columns, rows, Span(layout.line_starts[line - groups], layout.start_of(end)), notes=notes), end


def _complete(layout: Layout, lines: Sequence[Line], columns: int) -> bool:
    return sum(len(COLUMN_GAP.split(layout.written(line))) for line in lines) > columns


def _column_names(layout: Layout, lines: Sequence[Line]) -> tuple[str, ...]:
    """The names of the columns after 序号; a year keeps to the 年 that white space cut off."""
    if len(lines) == 1 and _stand_apart(layout.written(lines[0])):
        return tuple(fold(squeeze(name)).replace(" ", "") for name in COLUMN_GAP.split(layout.written(lines[0])))[1:]
    names: list[str] = []
    for line in lines:
        raw = layout.written(line)
        names.extend(COLUMN_GAP.split(raw) if _stand_apart(raw) else raw.split())
    joined: list[str] = []
    spread = False
    for name in (fold("".join(name.split())) for name in names):
        goes_on = (spread and len(name) == 1) or (name.startswith(_JOINS) and joined)
        unfinished = joined and not YEAR_COLUMN.match(joined[-1]) and not words_in(joined[-1] + name[:1])
        if goes_on or unfinished:
            joined[-1] += name
        elif name:
            joined.append(name)
        spread = len(name) == 1
    return tuple(joined[1:])


def _stand_apart(header: str) -> bool:
    """Whether gaps part all the names of columns in `header`; between two of them one may stand by chance, with single spaces between the others."""
    parts = COLUMN_GAP.split(header)
    return len(parts) > 1 and all(sum(map(is_known, map(name_of, part.split()))) < _NAMES_IN_A_ROW for part in parts)


def _row(layout: Layout, number: int, lines: Sequence[Line], first: int, columns: int, spaced_once: bool) -> Row:
    """The row on `lines`; its cells are certain where as many stand apart on one line as the table has columns.

    Where one space parts the names of the columns (`spaced_once`), two have an empty cell between them.
    """
    text = layout.text
    words: list[Span] = []
    cells: tuple[Span | None, ...] | None = None
    for offset, line in enumerate(lines):
        raw = layout.written(line)
        start = layout.line_starts[first + offset]
        if "\t" in raw:
            parts: list[str] = raw.split("\t")
        elif COLUMN_GAP.search(raw) and not spaced_once:
            parts = COLUMN_GAP.split(raw)
        else:
            parts = raw.split()
        spans = cell_places(text, start, parts)
        if offset == 0:
            spans = _without_number(text, spans, str(number))
            apart = "\t" in raw or (COLUMN_GAP.search(raw) and not spaced_once)
            if len(lines) == 1 and apart and len(spans) == columns:
                cells = tuple(spans)
            elif len(lines) == 1 and "\t" in raw and len(spans) < columns:
                cells = (*spans, *[None] * (columns - len(spans)))
        words.extend(span for span in spans if span is not None)
    end = max((word.end for word in words), default=layout.line_starts[first] + len(str(number)))
    return Row(str(number), Span(layout.line_starts[first], end), tuple(words), cells)


def _without_number(text: CleanText, spans: list[Span | None], number: str) -> list[Span | None]:
    first = spans[0]
    if first is None:
        return spans
    if text[first] == number:
        return spans[1:]
    return [Span(first.start + len(number), first.end), *spans[1:]]
