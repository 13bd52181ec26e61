"""What stands around a document's plans: the notice before them, what closes them, who signed, and the issue number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgservice.documents.layout import Layout
from kgservice.documents.outline import Item
from kgservice.documents.text import Span
from kgservice.documents.titles import TitleBlock, is_closing, is_date, is_issue_number, without_number
from kgservice.times.words import WHOLE_DATE

_ANNEX_LIST = re.compile(r"附件[一二三四五六七八九十\d]{0,3}(?:：|\.|、|《)|附件\d{1,2}[^：]{4,60}$|附：")
_FIRST_OF_ANNEXES = re.compile(r"附件：?1[.、]")
_LISTED_ANNEX = re.compile(r"\d{1,2}[.、](?!\d)[^。]{4,80}$")
_OF_THE_PLAN = re.compile("本(?:措施|方案|意见|办法|计划|规划|要点|细则|通知|行动计划|实施方案)(?:自|由|从|未尽|有效)")
_TO_ALL = re.compile("各(?:地|地区|部门|单位|责任单位|有关单位|县|区|市|镇|乡镇|街道)[^。]{0,20}(?:要|应|须|请)")
_ADDRESSEES = re.compile("(?!.*(?:如下|通知|要求))[^。；]{2,120}：")
_BODY = re.compile("[\u4e00-\u9fff]{2,30}(?:政府|办公室|办公厅|委员会|国务院|局|厅|部|署|委|会|指挥部|领导小组)|国务院")
_GLUED_NUMBER = re.compile("通知(?P<number>[\u4e00-\u9fff]{1,8}〔\\d{4}〕第?\\d{1,5}号)")


def annex_list_start(layout: Layout, stretch: Span) -> int | None:
    """Where a list of annexes begins that runs over several lines to the end of `stretch`, but for who signed and when."""
    lines = layout.lines_in(stretch)
    imprint = next((place for place, line in enumerate(lines) if is_closing(layout.lines[line].folded)), None)
    for line in reversed(lines[:imprint]):
        text = layout.lines[line].folded
        if _FIRST_OF_ANNEXES.match(text) and layout.opens_paragraph(line):
            return layout.line_starts[line]
        if not (_LISTED_ANNEX.match(text) or is_date(text) or is_closing(text) or _BODY.fullmatch(text)):
            return None
    return None


def without_ending(layout: Layout, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], Span | None]:
    """`items`, the last cut where paragraphs follow that speak of the whole plan (本措施自…起施行, 各单位要…报送), and these."""
    if not items:
        return items, None
    last = items[-1]
    for line in layout.lines_in(Span(last.heading.end, last.body.end)):
        start = layout.line_starts[line]
        if not layout.opens_paragraph(line):
            continue
        before = layout.text.folded[start - 1]
        text = layout.lines[line].folded
        if _OF_THE_PLAN.match(text) or (before in "）〕" and _TO_ALL.match(text)):
            shorter = replace(last, body=Span(last.body.start, start))
            return (*items[:-1], shorter), Span(start, last.body.end)
    return items, None


def notice_of(layout: Layout, blocks: Sequence[TitleBlock], front: Span) -> Span | None:
    """What the notice that issues the plans says, from its addressees to who signed it."""
    issuing = next((block for block in blocks if block.is_notice and layout.start_of(block.first) < front.end), None)
    if issuing is None:
        return None
    lines = [line for line in layout.lines_in(front) if line > issuing.last]
    while lines and (
        _ADDRESSEES.fullmatch(layout.lines[lines[0]].folded) or is_issue_number(layout.lines[lines[0]].folded)
    ):
        lines.pop(0)
    texts = [layout.lines[line].folded for line in lines]
    end = next(
        (index for index, text in enumerate(texts) if is_date(text) or _BODY.fullmatch(text) or is_closing(text)),
        len(lines),
    )
    if not lines or not end:
        return None
    return Span(layout.line_starts[lines[0]], layout.start_of(lines[end]) if end < len(lines) else front.end)


def closing_start(layout: Layout, stretch: Span) -> int | None:
    """Where the signature, the date, the list of annexes or the imprint begins after the last item's text."""
    lines = [line for line in layout.lines_in(stretch) if layout.line_starts[line] > stretch.start]
    for line in lines:
        text = layout.lines[line].folded
        following = layout.lines[line + 1].folded if line + 1 < len(layout.lines) else ""
        if (
            is_closing(text)
            or is_date(text)
            or (_BODY.fullmatch(text) and is_date(following))
            or (_ANNEX_LIST.match(text) and layout.opens_paragraph(line))
        ):
            return layout.line_starts[line]
    return None


def number_of(layout: Layout, end: int) -> Span | None:
    """The issue number (发文字号) that stands on a line before `end`, or glued to one."""
    for line in layout.lines_in(Span(0, end)):
        text = layout.lines[line].folded
        start = layout.line_starts[line]
        if is_issue_number(text):
            return Span(start, start + len(text))
        if (kept := len(without_number(text))) < len(text):
            return Span(start + kept, start + len(text))
    glued = _GLUED_NUMBER.search(layout.text.folded, 0, end)
    return Span(*glued.span("number")) if glued else None


def signature_of(layout: Layout, closing: Sequence[Span], front: Span) -> tuple[Span | None, Span | None]:
    """Who signed and when: a body and a date on lines of their own, or together; the last ones in the front count first.

    Where neither the front nor what closes the document has them, they may end its last paragraph.
    """
    for stretch in (front, *closing):
        for line in reversed(layout.lines_in(stretch)):
            match = _SIGNED.search(layout.lines[line].folded)
            if not match:
                continue
            start = layout.line_starts[line]
            date = Span(start + match.start("date"), start + match.end("date"))
            if match["body"]:
                return Span(start + match.start("body"), start + match.end("body")), date
            before = line - 1
            if before >= 0 and _BODY.fullmatch(layout.lines[before].folded):
                return Span(layout.line_starts[before], start), date
            return None, date
    end = len(layout.text.folded)
    last = _SIGNED.search(layout.text.folded, max(0, end - _LONGEST_SIGNATURE))
    return (Span(*last.span("body")), Span(*last.span("date"))) if last and last["body"] else (None, None)


_LONGEST_SIGNATURE = 80  # a body of 32 characters, a date in Chinese numerals, and a note in brackets
_SIGNED = re.compile(rf"(?:^|[。）])(?P<body>{_BODY.pattern})?(?P<date>{WHOLE_DATE})(?:印发)?(?:（此件[^（）]*）)?$")
