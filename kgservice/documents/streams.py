"""Finds tables whose cells stand in a stream under the names of their columns, a cell or a few a line, and tells which form a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from kgservice.documents.column_fit import suits
from kgservice.documents.headers import TEXTS, Heading, heading_of
from kgservice.documents.layout import COLUMN_GAP, Layout, Line
from kgservice.documents.row_cells import behind, cell_lines, cell_of_line, cell_places
from kgservice.documents.rows import table_of
from kgservice.documents.stream_names import (
    Name,
    are_spaced_once,
    groups_before_first,
    header_end,
    names_on_lines,
    names_over,
    names_written,
)
from kgservice.documents.sums import TOTAL
from kgservice.documents.table_notes import ends_table, notes_under
from kgservice.documents.table_parts import RawRow, Row, Table
from kgservice.documents.text import CleanText, Span

_MOST_LINES_OF_ROW = 12
_MOST_NAMES = 12
_FEWEST_NAMES = 3
_FEWEST_EVEN = 3
# A line so short right behind the last row is a cell of it, which has more lines than the others.
_LONGEST_CELL_LEFT = 12
_SUM = re.compile(r"[\d.,]+%?|[-—/]+")
_POINT_BEHIND = ("）", ")")
_PICKED = re.compile(r"[1-9]\d{0,2}")
_FEWEST_PICKED = 2
_FEWEST_LINES = 3

Found = tuple[Table, int]


def find_table_of_cells(layout: Layout, first: int) -> Found | None:
    """The table whose header begins on the line `first`, and the line after it; None if no row begins where one must.

    Rows have as many cells, a line each, as the header has names, or reach from number to number: their cells then are words of which nothing tells the column yet.
    """
    end = header_end(layout, first)
    if end is None:
        return _unnumbered(layout, first)
    starts = _counted(layout.lines, end)
    rows = list(enumerate(starts, start=1)) or _picked(layout.lines, end)
    return _evenly_numbered(layout, first, end) or (_between_numbers(layout, first, end, rows) if rows else None)


def _unnumbered(layout: Layout, first: int) -> Found | None:
    """The table of even rows without numbers whose names stand one a line from the line `first` on; its first cells may be words that columns are called by."""
    names = names_on_lines(layout, cell_lines(layout, first), _MOST_NAMES)
    kinds = [heading_of(name.words) for name in names]
    if Heading.PARTY not in kinds or Heading.NUMBER in kinds:
        return None
    heads = list(islice(cell_lines(layout, first), len(names)))
    return next(
        (
            found
            for width in range(_FEWEST_NAMES, len(names) + 1)
            if Heading.PARTY in kinds[:width] and any(kind in TEXTS for kind in kinds[:width])
            if (found := _even(layout, first, behind(layout, heads[width - 1]), names[:width]))
        ),
        None,
    )


def _evenly_numbered(layout: Layout, first: int, body: int) -> Found | None:
    """The table whose rows have a cell a line from `body` on, as many as its header has columns; figures that look like numbers begin no row."""
    most = sum(1 for _ in cell_lines(layout, first, body))
    near = [layout.lines[line].folded for line in islice(cell_lines(layout, body), _FEWEST_EVEN * most)]
    numbers = [str(number) for number in range(1, _FEWEST_EVEN + 1)]
    width = next((each for each in range(2, most + 1) if near[: _FEWEST_EVEN * each : each] == numbers), None)
    if width is None:
        return None
    rows = [tuple(near[start : start + width]) for start in range(0, _FEWEST_EVEN * width, width)]
    names = names_over(layout, first, body, width, [row for row in rows if len(row) == width])
    return _even(layout, first, body, names) if names is not None else None


def _even(layout: Layout, first: int, body: int, names: Sequence[Name]) -> Found | None:
    """The table whose every row has as many cells, a line each from `body` on, as there are `names`; None if others follow that have not."""
    kinds = [heading_of(name.words) for name in names]
    rows, end = _even_rows(layout, body, kinds)
    numbered = kinds[0] is Heading.NUMBER
    if len(rows) < _FEWEST_EVEN or _may_go_on(layout.lines, end, len(rows) + 1 if numbered else None):
        return None
    words, places = zip(*names, strict=True)
    return table_of(layout, layout.start_of(first), words, places, rows, end)


def _may_go_on(lines: Sequence[Line], line: int, number: int | None) -> bool:
    """Whether what stands from `line` on may be more rows, whose next `number` then follows, or the rest of the last; one of no number, unless the table ends."""
    following = takewhile(lambda each: not ends_table(each.text), lines[line : line + _MOST_LINES_OF_ROW])
    left = [each.folded for each in following]
    return bool(left) and (number is None or str(number) in left or len(left[0]) <= _LONGEST_CELL_LEFT)


def _even_rows(layout: Layout, body: int, kinds: Sequence[Heading | None]) -> tuple[list[RawRow], int]:
    """The rows that the cells from the line `body` on make, as long as their numbers, or else all that tell of their column, say so; and the line behind them.

    The text may end in a row, whose last cells then are empty; sums of the columns (合计, 34, 12) are of none.
    """
    rows: list[RawRow] = []
    end = body
    cells = cell_lines(layout, body)
    while lines := list(islice(cells, len(kinds))):
        words = tuple(layout.lines[line].folded for line in lines)
        is_cut = len(rows) >= _FEWEST_EVEN and behind(layout, lines[-1]) == len(layout.lines)
        whole = len(lines) == len(kinds)
        if not (whole or is_cut) or any(layout.lines[line].is_row for line in lines):
            break
        if words[0] != str(len(rows) + 1) if kinds[0] is Heading.NUMBER else suits(words, kinds[: len(words)])[1]:
            break
        spans = [cell_of_line(layout, line) for line in lines]
        empty: list[Span | None] = [None] * (len(kinds) - len(lines))
        rows.append(RawRow(Span(spans[0].start, spans[-1].end), (*spans, *empty), full=False))
        end = behind(layout, lines[-1])
    return rows, _after_sums(layout.lines, end)


def _after_sums(lines: Sequence[Line], line: int) -> int:
    if line < len(lines) and TOTAL.fullmatch(lines[line].folded):
        sums = takewhile(lambda each: _SUM.fullmatch(each.folded), lines[line + 1 :])
        return line + 1 + sum(1 for _ in sums)
    return line


def _counted(lines: Sequence[Line], first: int) -> list[int]:
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


def _begins_row(text: str, number: str) -> bool:
    rest = text[len(number) :]
    return not rest or not (rest[0].isdigit() or rest[0] in ".．、%％，年月日个家项号级-—")


def _picked(lines: Sequence[Line], first: int) -> list[tuple[int, int]]:
    """The numbers, each alone on a line, of rows that were picked from a longer table (12, 45, 46), and those lines, from `first` on."""
    rows: list[tuple[int, int]] = []
    for index in range(first, len(lines)):
        text = lines[index].text
        if _PICKED.fullmatch(text) and (not rows or int(text) > rows[-1][0]):
            rows.append((int(text), index))
        elif index == first or ends_table(text):
            break
    apart = all(later - earlier >= _FEWEST_LINES for (_, earlier), (_, later) in pairwise(rows))
    return rows if len(rows) >= _FEWEST_PICKED and apart else []


def _between_numbers(layout: Layout, line: int, body: int, numbered: Sequence[tuple[int, int]]) -> Found:
    """The table whose rows have the `numbered` numbers and begin on these lines, and the line after it."""
    lines = layout.lines
    groups = groups_before_first(layout, line, body)
    header = [layout.written(each) for each in lines[line:body]]
    columns = names_written(header[: body - groups - line])
    starts = [start for _, start in numbered]
    single = all(later - earlier == 1 for earlier, later in pairwise(starts)) and len(starts) > 1
    end = starts[-1] + 1
    spaced = all(each.blank_before for each in lines[line + 1 : end])
    while not single and end < len(lines) and not ends_table(lines[end].text) and end - starts[-1] < _MOST_LINES_OF_ROW:
        if lines[end].blank_before and not spaced and _complete(layout, lines[starts[-1] : end], len(columns)):
            break
        end += 1
    bounds = [*starts[1:], end]
    spaced_once = are_spaced_once(header)
    parted = [
        [_parts(layout, line, spaced_once) for line in range(start, stop)]
        for start, stop in zip(starts, bounds, strict=True)
    ]
    for parts, (number, _) in zip(parted, numbered, strict=True):
        parts[0] = _without_number(layout.text, parts[0], str(number))
    even = len(parted) >= _FEWEST_EVEN and all([len(columns)] == list(map(len, parts)) for parts in parted)
    rows = tuple(
        _row(layout, number, start, parts, len(columns), even if spaced_once else None)
        for (number, start), parts in zip(numbered, parted, strict=True)
    )
    notes, end = notes_under(layout, end)
    return Table(columns, rows, Span(layout.line_starts[line - groups], layout.start_of(end)), notes=notes), end


def _complete(layout: Layout, lines: Sequence[Line], columns: int) -> bool:
    return sum(len(COLUMN_GAP.split(layout.written(line))) for line in lines) > columns


def _row(
    layout: Layout, number: int, line: int, parted: Sequence[Sequence[Span | None]], columns: int, even: bool | None
) -> Row:
    """The row on `line` and those below, its words `parted` on each; its cells are certain where as many stand apart on one line as the table has `columns`.

    Where one space parts the names of the columns, two have an empty cell between them, and one may stand in a cell, unless all rows are `even`.
    """
    start = layout.line_starts[line]
    words = tuple(span for spans in parted for span in spans if span is not None)
    end = max((word.end for word in words), default=start + len(str(number)))
    raw = layout.written(layout.lines[line])
    apart = bool(COLUMN_GAP.search(raw)) if even is None else even
    lacking = columns - len(parted[0])
    certain = len(parted) == 1 and (lacking >= 0 if "\t" in raw else apart and not lacking)
    return Row(str(number), Span(start, end), words, (*parted[0], *[None] * lacking) if certain else None)


def _parts(layout: Layout, line: int, spaced_once: bool) -> list[Span | None]:
    raw = layout.written(layout.lines[line])
    apart = COLUMN_GAP.split(raw) if COLUMN_GAP.search(raw) and not spaced_once else raw.split()
    return cell_places(layout.text, layout.line_starts[line], raw.split("\t") if "\t" in raw else apart)


def _without_number(text: CleanText, spans: list[Span | None], number: str) -> list[Span | None]:
    first = spans[0]
    if first is None:
        return spans
    if text[first] == number:
        return spans[1:]
    return [Span(first.start + len(number), first.end), *spans[1:]]
