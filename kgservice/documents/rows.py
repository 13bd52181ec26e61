"""Reads a table whose every row is one line, its cells between tabs, as read_source writes those of docx, pdf and html."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN
from kgservice.documents.crossings import is_crossed
from kgservice.documents.displaced import suits
from kgservice.documents.groups import arrange
from kgservice.documents.headers import heading_of, is_known, name_of
from kgservice.documents.layout import Layout, Line
from kgservice.documents.numbering import number_at
from kgservice.documents.table_parts import RawRow, Row, Section
from kgservice.documents.text import CleanText, Span, fold, kept
from kgservice.documents.titles import is_closing

_END_MARK = re.compile(
    "注[：:]|备注[：:]|说明[：:]|附件|附表|第[一二三四五六七八九十]+(?:部分|[章节])|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
)
_NOTE = re.compile("(?:备?注|说明)[：:]")
_POINT = re.compile(r"(?:备?注[：:])?(?P<ordinal>\d{1,2})[.、]")
_CONTINUED = re.compile("（续表?）$|^续表")
_NO_NAME = re.compile("[。；：]|^[\\d.-]+$")

_LONGEST_NAME = 40
_LONGEST_GROUP = 40
# The longest run of headings without rows between them in a real table is 5.
_MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns (without those of numbers and groups), its rows under its sections, and all of it with notes.

    `header` is where the names of the columns stand, empty where that is not certain; `notes` what stands under the rows.
    `numbered` says whether the rows have numbers of their own.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span
    sections: tuple[Section, ...] = ()
    header: tuple[Span | None, ...] = ()
    notes: Span | None = None
    numbered: bool = True

    @property
    def begins_inside(self) -> bool:
        """Whether the first of its rows that are numbered is not the first."""
        return self.rows[0].number.isdigit() and int(self.rows[0].number) > 1


def find_table_of_rows(layout: Layout, first: int) -> tuple[Table, int] | None:
    """The table whose header is the line `first`, and the line after it; None if no table of rows begins there.

    Rows are called by their number, one without by that of the row above (which is merged over both) or, in a table
    that numbers none, by their order. Rows that name a group (一、…) are sections, headers that stand again are neither.
    """
    header = _cells(layout, first) if layout.lines[first].is_row else ()
    if not (_is_header(header) or _is_crossed(layout, first)):
        return None
    top = _header_of(layout, first)
    width = len(top.names)
    raw: list[RawRow] = []
    line = first + top.lines
    while line < len(layout.lines):
        cells = _cells(layout, line)
        if len(cells) > width:
            return None
        if cells == header:
            pass
        elif len(cells) > 1:
            raw.append(_row(layout, line, width))
        elif _names_group(layout, line, header):
            if not _CONTINUED.search(layout.lines[line].folded):
                raw.append(_full(layout, line, width))
        else:
            break
        line += 1
    while raw and raw[-1].full:
        raw.pop()
    arranged = arrange(layout.text, top.names, raw)
    if not arranged.rows:
        return None
    notes, end = notes_under(layout, line)
    table = Table(
        tuple(top.names[column] for column in arranged.columns),
        arranged.rows,
        Span(layout.start_of(first), layout.start_of(end)),
        arranged.sections,
        tuple(top.places[column] for column in arranged.columns),
        notes,
        arranged.numbered,
    )
    return table, end


def _raw_cells(layout: Layout, line: int) -> list[str]:
    whole = layout.lines[line].whole
    return [cell.strip() for cell in layout.text.source[whole.start : whole.end].split("\t")]


def _cells(layout: Layout, line: int) -> tuple[str, ...]:
    """The cells of the line, those at its end left off that are empty."""
    cells = _raw_cells(layout, line)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _row(layout: Layout, line: int, width: int) -> RawRow:
    """The row on the line; one that lacks cells, of which none is empty, may lack any of them."""
    raw = _raw_cells(layout, line)
    start = layout.line_starts[line]
    cells = cell_places(layout.text, start, raw)[:width]
    end = max(cell.end for cell in cells if cell is not None)
    aligned = len(raw) >= width or not all(raw)
    return RawRow(Span(start, end), (*cells, *[None] * (width - len(cells))), full=False, aligned=aligned)


def _full(layout: Layout, line: int, width: int) -> RawRow:
    start = layout.line_starts[line]
    (cell,) = (cell for cell in cell_places(layout.text, start, _raw_cells(layout, line)) if cell is not None)
    return RawRow(cell, (cell, *[None] * (width - 1)), full=True)


class _Header(NamedTuple):
    """The names of a table's columns, where they stand, and on how many lines."""

    names: tuple[str, ...]
    places: tuple[Span | None, ...]
    lines: int


def _header_of(layout: Layout, first: int) -> _Header:
    """The header on the line `first`, with the parts of one of its names if the next line has them.

    A name over two columns, of which the first holds numbers, names both.
    """
    cells = _raw_cells(layout, first)
    places = cell_places(layout.text, layout.line_starts[first], cells)
    if (parted := _parted(layout, first, cells)) is not None:
        over, parts = parted
        named = [(name_of(cell), place) for cell, place in zip(cells, places, strict=True) if cell]
        below = cell_places(layout.text, layout.line_starts[first + 1], parts)
        named[over : over + 1] = [
            (named[over][0] + name_of(part), place) for part, place in zip(parts, below, strict=True)
        ]
        return _Header(tuple(name for name, _ in named), tuple(place for _, place in named), 2)
    names: list[str] = []
    cells += [""] * _lacking(layout, first, len(cells))
    places += [None] * (len(cells) - len(places))
    columns = _columns_named(layout, first, cells)
    for column in columns:
        names.append(name_of(cells[column]) or (names[-1] if names else ""))
    first_of = [places[column] if place == columns.index(column) else None for place, column in enumerate(columns)]
    return _Header(tuple(names), tuple(first_of), 1)


def _columns_named(layout: Layout, first: int, cells: Sequence[str]) -> list[int]:
    """Which of `cells` stands over each column; what was filled up with empty ones at its end belongs to the name whose columns the rows below then suit best."""
    given = len(cells) - sum(1 for _ in takewhile(lambda cell: not cell, reversed(cells)))
    plain = list(range(len(cells)))
    spare = len(cells) - given
    if not spare or not all(cells[:given]):
        return plain
    wide = [row for row in _rows_near(layout, first) if len(row) == len(cells)]
    full = [tuple(map(fold, row)) for row in wide if all(row)] or [tuple(map(fold, row)) for row in wide if row[0]]
    ways = [plain, *([*range(over + 1), *[over] * spare, *range(over + 1, given)] for over in range(given - 1))]
    return max(ways, key=lambda way: sum(_suiting(row, [cells[place] for place in way]) for row in full))


def _rows_near(layout: Layout, first: int) -> list[list[str]]:
    """The cells of the rows that follow the header on the line `first`, of no more than show what stands under it."""
    near = range(first + 1, min(len(layout.lines), first + 1 + _MOST_GROUPS))
    return [_raw_cells(layout, line) for line in takewhile(lambda line: layout.lines[line].is_row, near)]


def _lacking(layout: Layout, first: int, width: int) -> int:
    """How many names the header on the line `first` lacks, as one stands over several columns.

    Some rows have more cells, none fewer; or the first has most, as what is merged over rows is left out in those below it alone.
    """
    widths = [len(row) for row in _rows_near(layout, first)]
    lacks = bool(widths) and (min(widths) == width or widths[0] == max(widths))
    return max(0, max(widths) - width) if lacks else 0


def _suiting(row: tuple[str, ...], names: Sequence[str]) -> int:
    more, less = suits(row, [heading_of(name_of(name)) if name else None for name in names])
    return more - less


def _parted(layout: Layout, first: int, cells: Sequence[str]) -> tuple[int, list[str]] | None:
    """Which of the names in `cells` stands over parts that the next line has, and these; None if none does.

    Columns stand where white space says (责任单位 | | 时限), or the parts are of the kind of what stands over them.
    """
    if first + 1 >= len(layout.lines) or not layout.lines[first + 1].is_row:
        return None
    parts = [cell for cell in _raw_cells(layout, first + 1) if cell]
    named = [place for place, cell in enumerate(cells) if cell]
    kinds = {heading_of(name_of(part)) for part in parts}
    if len(parts) < 2 or None in kinds or len(named) - 1 + len(parts) != len(cells):
        return None
    ends = [*named[1:], len(cells)]
    wide = [over for over, (place, end) in enumerate(zip(named, ends, strict=True)) if end - place == len(parts)]
    alike = [over for over, place in enumerate(named) if {heading_of(name_of(cells[place]))} == kinds]
    found = alike if wide == [len(named) - 1] or not wide else wide
    return (found[0], parts) if len(found) == 1 else None


def _is_header(cells: Sequence[str]) -> bool:
    names = [name_of(cell) for cell in cells if cell]
    if len(names) < 2 or any(len(name) > _LONGEST_NAME or _NO_NAME.search(name) for name in names):
        return False
    known = sum(map(is_known, names))
    return known >= 2 and 2 * known >= len(names)


def _is_crossed(layout: Layout, first: int) -> bool:
    """Whether the line, one of cells, is the top of a table that is read both ways."""
    if not layout.lines[first].is_row:
        return False
    last = first + 1
    while last < min(len(layout.lines), first + 1 + _MOST_GROUPS) and layout.lines[last].is_row:
        last += 1
    return is_crossed(_raw_cells(layout, first), [_raw_cells(layout, line) for line in range(first + 1, last)])


def _names_group(layout: Layout, line: int, header: Sequence[str]) -> bool:
    """Whether the line, which is one cell, stands between the rows of a table and says what follows: 一、…, …（续）."""
    place, text = layout.lines[line].whole, layout.lines[line].folded
    if layout.text.source.count("\t", place.start, place.end) >= len(header) - 1:
        return True
    if is_closing(text) or _NOTE.match(text):
        return False
    following = _next_row(layout, line, len(header))
    if _CONTINUED.search(text):
        return following == header
    if following is None or following == header or _is_header(following):
        return False
    row = len(following) >= len(header) - 1 or (len(header) > 2 and NUMBER_IN_COLUMN.fullmatch(fold(following[0])))
    numbered = number_at(text, Span(0, len(text))) is not None and bool(row)
    return numbered or (len(text) <= _LONGEST_GROUP and text[-1] not in "。；")


def _next_row(layout: Layout, line: int, width: int) -> tuple[str, ...] | None:
    """The cells of the next line that has several, over those that may name groups of groups (also 1｜促进消费, where columns are more); None if none is near."""
    for following in range(line + 1, min(line + 1 + _MOST_GROUPS, len(layout.lines))):
        cells = _cells(layout, following)
        text = layout.lines[following].folded
        if len(cells) == 2 < width and cells[0].rstrip(".、").isdecimal():
            continue
        if len(cells) > 1:
            return cells
        if number_at(text, Span(0, len(text))) is None:
            return None
    return None


def _after_notes(lines: Sequence[Line], line: int) -> int:
    while line < len(lines) and is_note(lines, line):
        line += 1
    return line


def notes_under(layout: Layout, line: int) -> tuple[Span | None, int]:
    """The notes that stand from `line` on under a table's rows, None if none do, and the line after them."""
    end = _after_notes(layout.lines, line)
    return (Span(layout.start_of(line), layout.start_of(end)) if end > line else None), end


def is_note(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is a note under a table, or the next point of one (注：1. … 2. …)."""
    text, before = lines[index].folded, lines[index - 1].folded
    if _NOTE.match(text):
        return True
    point, last = _POINT.match(text), _POINT.match(before)
    if not point:
        return False
    goes_on = bool(last) and int(point["ordinal"]) == int(last["ordinal"] if last else 0) + 1
    return bool(_NOTE.match(before)) or bool(lines[index - 1].indent) or goes_on


def ends_table(text: str) -> bool:
    """Whether a line that says `text` no longer belongs to the table above it."""
    return bool(_END_MARK.match(fold(text))) or is_closing(fold(text))


def cell_places(text: CleanText, start: int, parts: Sequence[str]) -> list[Span | None]:
    """Where each of `parts`, which stand behind one another from `start` on, is in the clean text; None if empty."""
    spans: list[Span | None] = []
    position = start
    for part in parts:
        bare = kept(part)
        if not bare:
            spans.append(None)
            continue
        while position < len(text.text) and text.text[position] == " ":
            position += 1
        end = position
        for character in bare:
            while text.text[end] != character:
                end += 1
            end += 1
        spans.append(Span(position, end))
        position = end
    return spans
