"""Reads a table whose every row is one line, its cells between tabs, as read_source writes those of docx, pdf and html."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgservice.documents.layout import Layout, Line
from kgservice.documents.text import CleanText, Span, fold, squeeze
from kgservice.documents.titles import is_closing

HEADER_WORD = re.compile(
    "序号|任务|事项|项目|内容|措施|举措|指标|目标|单位|部门|时限|时间|备注|名称|数量|地点|进度|类别|要求|标准|主体|领导|责任人|成果"
)
_NUMBER_COLUMN = re.compile("序号?|编号|项次|序列号?")
_END_MARK = re.compile(
    "注[：:]|备注[：:]|说明[：:]|附件|附表|第[一二三四五六七八九十]+(?:部分|[章节])|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
)
_NOTE = re.compile("(?:备?注|说明)[：:]")
_POINT = re.compile(r"(?:备?注[：:])?(?P<ordinal>\d{1,2})[.、]")
_CONTINUED = re.compile("（续表?）$|^续表")

_LONGEST_NAME = 24
_LONGEST_GROUP = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its number, and its other words as they stand apart; `cells` where their columns are certain.

    A cell is None if it is empty. Spans count in the clean text.
    """

    number: str
    span: Span
    words: tuple[Span, ...]
    cells: tuple[Span | None, ...] | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns (without the number's), its rows, and all of it with notes."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span


def find_table_of_rows(layout: Layout, first: int) -> tuple[Table, int] | None:
    """The table whose header is the line `first`, and the line after it; None if no table of rows begins there.

    Rows are called by their number, one without by that of the row above (which is merged over both) or, in a table
    that numbers none, by their order. Rows that name a group (一、…) and headers that stand again are not rows.
    """
    header = _cells(layout, first) if layout.lines[first].is_row else ()
    if not _is_header(header):
        return None
    found: list[tuple[int, tuple[str, ...]]] = []
    line = first + 1
    while line < len(layout.lines):
        cells = _cells(layout, line)
        if len(cells) > len(header):
            return None
        if len(cells) > 1 and cells != header:
            found.append((line, cells))
        elif cells != header and not _names_group(layout, line, header):
            break
        line += 1
    rows = _rows(layout, header, found)
    if not rows:
        return None
    end = _after_notes(layout.lines, line)
    return Table(_columns(header), rows, Span(layout.start_of(first), layout.start_of(end))), end


def _cells(layout: Layout, line: int) -> tuple[str, ...]:
    """The cells of the line, those at its end left off that are empty."""
    whole = layout.lines[line].whole
    cells = [cell.strip() for cell in layout.text.source[whole.start : whole.end].split("\t")]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _is_header(cells: Sequence[str]) -> bool:
    names = [fold(squeeze(cell)) for cell in cells if cell]
    if len(names) < 2 or any(len(name) > _LONGEST_NAME or re.search("[。；：]", name) for name in names):
        return False
    known = sum(bool(HEADER_WORD.search(name)) for name in names)
    return known >= 2 and 2 * known >= len(names)


def _names_group(layout: Layout, line: int, header: Sequence[str]) -> bool:
    """Whether the line, which is one cell, stands between the rows of a table and says what follows: 一、…, …（续）."""
    place, text = layout.lines[line].whole, layout.lines[line].folded
    if layout.text.source.count("\t", place.start, place.end) >= len(header) - 1:
        return True
    if len(text) > _LONGEST_GROUP or text[-1] in "。；" or is_closing(text) or _NOTE.match(text):
        return False
    following = _cells(layout, line + 1) if line + 1 < len(layout.lines) else ()
    if _CONTINUED.search(text):
        return following == header
    return len(following) > 1 and following != header and not _is_header(following)


def _rows(layout: Layout, header: Sequence[str], found: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[Row, ...]:
    numbered = bool(_NUMBER_COLUMN.fullmatch(squeeze(header[0]))) and any(cells[0] for _, cells in found)
    unnumbered = bool(_NUMBER_COLUMN.fullmatch(squeeze(header[0]))) and not numbered
    rows: list[Row] = []
    for order, (line, cells) in enumerate(found, 1):
        number = str(order)
        if numbered:
            above = rows[-1].number if rows else number
            number = fold(squeeze(cells[0])).rstrip(".、") or above
        start = layout.line_starts[line]
        spans = cell_places(layout.text, start, cells)
        own = spans[1:] if numbered or unnumbered else spans
        own += [None] * (len(_columns(header)) - len(own))
        words = tuple(span for span in own if span is not None)
        rows.append(Row(number, Span(start, words[-1].end), words, tuple(own)))
    return tuple(rows)


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns after the one of the numbers, if there is one."""
    names = tuple(fold(squeeze(name)).replace(" ", "") for name in header)
    return names[1:] if _NUMBER_COLUMN.fullmatch(names[0]) else names


def _after_notes(lines: Sequence[Line], line: int) -> int:
    while line < len(lines) and is_note(lines, line):
        line += 1
    return line


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
        bare = "".join(part.split())
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
