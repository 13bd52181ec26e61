"""Reads a table whose every row is one line, its cells between tabs, as read_source writes those of docx, pdf and html."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN
from kgservice.documents.crossings import is_crossed
from kgservice.documents.groups import arrange
from kgservice.documents.header_rows import HeaderRows, header_of
from kgservice.documents.headers import is_known, name_of
from kgservice.documents.layout import Layout
from kgservice.documents.nameless import names_told
from kgservice.documents.numbering import number_at
from kgservice.documents.row_cells import cell_places, cells_of, raw_cells
from kgservice.documents.sums import find_totals, names_with_units, put_back
from kgservice.documents.table_notes import is_note, notes_under, stands_under_rows
from kgservice.documents.table_parts import RawRow, Table
from kgservice.documents.text import Span, fold
from kgservice.documents.titles import is_closing

_CONTINUED = re.compile("（续表?）$|^续表")
_NO_NAME = re.compile("[。；：]|^[\\d.-]+$")

_LONGEST_NAME = 40
_LONGEST_GROUP = 40
# The longest run of headings without rows between them in a real table is 5.
_MOST_GROUPS = 12


def find_table_of_rows(layout: Layout, first: int) -> tuple[Table, int] | None:
    """The table whose header is the line `first`, or whose first row if its cells tell the columns; and the line after it. None if none begins there.

    Rows are called by their number, one without by that of the row above (which is merged over both) or, in a table
    that numbers none, by their order. Rows that name a group (一、…) are sections, headers that stand again are neither.
    """
    top = _top(layout, first) if layout.lines[first].is_row else None
    if top is None:
        return None
    header = cells_of(layout, first) if top.lines else top.names
    width = len(top.names)
    again = [cells_of(layout, line) for line in range(first, first + top.lines)]
    raw: list[RawRow] = []
    line = first + top.lines
    while line < len(layout.lines):
        cells = cells_of(layout, line)
        if len(cells) > width:
            return None
        if stands_under_rows(layout, line):
            break
        if cells in again or is_note(layout, line):
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
    return table_of(layout, layout.start_of(first), top.names, top.places, raw, line)


def table_of(
    layout: Layout,
    start: int,
    names: Sequence[str],
    places: Sequence[Span | None],
    raw: Sequence[RawRow],
    line: int,
) -> tuple[Table, int] | None:
    """The table from `start` on that the rows `raw` make under columns called `names` at `places`, with the notes on `line` and those below; and the line after it."""
    totals = find_totals(layout.text, names, raw)
    names = names_with_units(names, totals)
    raw, doubtful = put_back(layout.text, raw, totals)
    arranged = arrange(layout.text, names, raw)
    if not arranged.rows:
        return None
    notes, end = notes_under(layout, line)
    table = Table(
        tuple(names[column] for column in arranged.columns),
        arranged.rows,
        Span(start, layout.start_of(end)),
        arranged.sections,
        tuple(places[column] for column in arranged.columns),
        notes,
        arranged.numbered,
        doubtful,
        arranged.sums,
    )
    return table, end


def _top(layout: Layout, first: int) -> HeaderRows | None:
    """The header on the line `first`; one on no line if the rows that begin there tell what their columns hold."""
    header = cells_of(layout, first)
    if _is_header(header) or _is_over_parts(layout, first, header) or _is_crossed(layout, first):
        return header_of(layout, first)
    names = names_told(layout, first)
    return HeaderRows(names, (None,) * len(names), 0) if names else None


def _row(layout: Layout, line: int, width: int) -> RawRow:
    """The row on the line; one that lacks cells, of which none is empty, may lack any of them."""
    raw = raw_cells(layout, line)
    start = layout.line_starts[line]
    cells = cell_places(layout.text, start, raw)[:width]
    end = max(cell.end for cell in cells if cell is not None)
    aligned = len(raw) >= width or not all(raw)
    return RawRow(Span(start, end), (*cells, *[None] * (width - len(cells))), full=False, aligned=aligned)


def _full(layout: Layout, line: int, width: int) -> RawRow:
    start = layout.line_starts[line]
    (cell,) = (cell for cell in cell_places(layout.text, start, raw_cells(layout, line)) if cell is not None)
    return RawRow(cell, (cell, *[None] * (width - 1)), full=True)


def _is_header(cells: Sequence[str]) -> bool:
    names = [name_of(cell) for cell in cells if cell]
    if len(names) < 2 or not all(map(_may_be_name, names)):
        return False
    known = sum(map(is_known, names))
    return known >= 2 and 2 * known >= len(names)


def _is_over_parts(layout: Layout, first: int, cells: Sequence[str]) -> bool:
    """Whether the line holds names, of which those that no word tells have parts on the next line that words tell (乡镇 | 改厕, 户数 | 时限)."""
    names = [name_of(cell) for cell in cells if cell]
    if not any(map(is_known, names)) or not all(map(_may_be_name, names)):
        return False
    top = header_of(layout, first)
    return top.lines > 1 and 2 * sum(map(is_known, top.names)) > len(top.names)


def _may_be_name(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)


def _is_crossed(layout: Layout, first: int) -> bool:
    """Whether the line, one of cells, is the top of a table that is read both ways."""
    if not layout.lines[first].is_row:
        return False
    last = first + 1
    while last < min(len(layout.lines), first + 1 + _MOST_GROUPS) and layout.lines[last].is_row:
        last += 1
    return is_crossed(raw_cells(layout, first), [raw_cells(layout, line) for line in range(first + 1, last)])


def _names_group(layout: Layout, line: int, header: Sequence[str]) -> bool:
    """Whether the line, which is one cell, stands between the rows of a table and says what follows: 一、…, …（续）."""
    place, text = layout.lines[line].whole, layout.lines[line].folded
    if layout.text.source.count("\t", place.start, place.end) >= len(header) - 1:
        return True
    if is_closing(text):
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
        cells = cells_of(layout, following)
        text = layout.lines[following].folded
        if len(cells) == 2 < width and cells[0].rstrip(".、").isdecimal():
            continue
        if len(cells) > 1:
            return cells
        if number_at(text, Span(0, len(text))) is None:
            return None
    return None
