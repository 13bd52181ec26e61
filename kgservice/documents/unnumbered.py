"""Finds headings without a number that stand between numbered items (经济建设, over 1. and 2.)."""

from __future__ import annotations

import re
from bisect import bisect_left

from kgservice.documents.layout import Layout
from kgservice.documents.text import Span

_HEADING = re.compile("(?!附|表|专栏|注)[\u4e00-\u9fff“”、]{2,20}")
_ENDS = "。！？；）〕”"
_INTRODUCES = "。："


def heading_over(layout: Layout, start: int, floor: int, *, introduced: bool) -> Span | None:
    """The line right before `start` if it is a heading by itself: short, without marks, a paragraph, behind what has come to an end.

    It must begin behind `floor`. If it may be `introduced`, one paragraph may stand between (工作安排 | 分三个阶段进行。 | （一）).
    """
    line = bisect_left(layout.line_starts, start) - 1
    if line < 0 or layout.start_of(line + 1) != start:
        return None
    if introduced and line and layout.opens_paragraph(line) and layout.lines[line].folded[-1] in _INTRODUCES:
        line -= 1
    if layout.line_starts[line] <= floor:
        return None
    begins = layout.line_starts[line]
    ends_before = begins > 0 and layout.text.folded[begins - 1] in _ENDS
    if ends_before and layout.opens_paragraph(line) and _HEADING.fullmatch(layout.lines[line].folded):
        return Span(begins, layout.start_of(line + 1))
    return None
