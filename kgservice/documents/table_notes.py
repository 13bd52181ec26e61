"""Finds what stands under a table's rows: notes, on lines of their own (注：…) or as rows (备注 | …), and what no longer belongs to it."""

from __future__ import annotations

import re

from kgservice.documents.layout import Layout
from kgservice.documents.row_cells import cells_of
from kgservice.documents.text import Span, fold
from kgservice.documents.titles import is_closing

_NOTE = re.compile("(?:备?注|说明)[：:]")
_CALLED = re.compile("(?:备?注|说明)[：:]?")
_POINT = re.compile(r"(?:备?注[：:])?(?P<ordinal>\d{1,2})[.、]")
_END_MARK = re.compile(
    "注[：:]|备注[：:]|说明[：:]|附件|附表|第[一二三四五六七八九十]+(?:部分|[章节])|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
)
_NAME_AND_WORDS = 2


def notes_under(layout: Layout, line: int) -> tuple[Span | None, int]:
    """The notes that stand from `line` on under a table's rows, None if none do, and the line after them."""
    end = line
    while end < len(layout.lines) and (is_note(layout, end) or _goes_on(layout, end)):
        end += 1
    return (Span(layout.start_of(line), layout.start_of(end)) if end > line else None), end


def is_note(layout: Layout, line: int) -> bool:
    """Whether a note begins on the line: 注：…, or a row whose first cell is called so (备注 | …)."""
    if _NOTE.match(layout.lines[line].folded):
        return True
    cells = cells_of(layout, line) if layout.lines[line].is_row else ()
    return len(cells) == _NAME_AND_WORDS and _CALLED.fullmatch(fold(cells[0])) is not None


def stands_under_rows(layout: Layout, line: int) -> bool:
    """Whether a note begins on the line, and no more rows stand below it."""
    return is_note(layout, line) and not (
        line + 1 < len(layout.lines) and layout.lines[line + 1].is_row and not is_note(layout, line + 1)
    )


def _goes_on(layout: Layout, line: int) -> bool:
    """Whether the line is the next point of a note (注：1. … 2. …)."""
    text, before = layout.lines[line].folded, layout.lines[line - 1].folded
    point, last = _POINT.match(text), _POINT.match(before)
    if not point:
        return False
    is_next = bool(last) and int(point["ordinal"]) == int(last["ordinal"] if last else 0) + 1
    return bool(_NOTE.match(before)) or bool(layout.lines[line - 1].indent) or is_next


def ends_table(text: str) -> bool:
    """Whether a line that says `text` no longer belongs to the table above it."""
    return bool(_END_MARK.match(fold(text))) or is_closing(fold(text))
