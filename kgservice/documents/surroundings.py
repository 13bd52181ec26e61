"""What stands around a document's plans: the notice before them, and what closes them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from kgservice.documents.body_names import is_body
from kgservice.documents.issue_numbers import is_issue_number
from kgservice.documents.layout import Layout
from kgservice.documents.outline import Item
from kgservice.documents.signature import MOST_SIGNERS, is_signed_in_month
from kgservice.documents.text import Span
from kgservice.documents.titles import TitleBlock, is_closing, is_date
from kgservice.lexicon import pattern_of

_ANNEX_LIST = re.compile(r"附件[一二三四五六七八九十\d]{0,3}(?:：|\.|、|《)|附件\d{1,2}[^：]{4,60}$|附：")
FIRST_OF_ANNEXES = re.compile(r"附件：?1[.、]")
"""Where a list of several annexes begins."""
_LISTED_ANNEX = re.compile(r"\d{1,2}[.、](?:(?!\d)|(?=20\d\d年))[^。]{4,80}$")
_FEWEST_PARAGRAPHS = 2  # before the last item
_OF_THE_PLAN = "本{kinds}(?:自|由|从|未尽|有效|(?!.*责任)[^，。；]{2,16}由[^。；]{2,80}(?:制定|制订|解释))"
_TO_ALL = re.compile("各[^。，]{1,4}[^。]{0,20}(?:要|应|须|请)")
_ADDRESSEES = re.compile("(?!.*(?:如下|通知|要求))[^。；]{2,120}：")


def annex_list_start(layout: Layout, stretch: Span) -> int | None:
    """Where a list of annexes begins that runs over several lines to the end of `stretch`, but for who signed and when."""
    lines = layout.lines_in(stretch)
    imprint = next((place for place, line in enumerate(lines) if is_closing(layout.lines[line].folded)), None)
    for line in reversed(lines[:imprint]):
        text = layout.lines[line].folded
        if (FIRST_OF_ANNEXES.match(text) or lists_annexes(layout, line)) and layout.opens_paragraph(line):
            return layout.line_starts[line]
        if not (_LISTED_ANNEX.match(text) or _is_of_signature(text) or is_closing(text)):
            return None
    return None


def lists_annexes(layout: Layout, line: int) -> bool:
    """Whether 附件 stands alone on `line` over a list of several (附件： | 1.…汇总表 | 2.…进展表)."""
    below = [each.folded for each in layout.lines[line + 1 : line + 3]]
    starts = tuple(f"{place}{mark}" for place in (1, 2) for mark in ".、")
    return (
        layout.lines[line].folded.rstrip("：") == "附件"
        and len(below) == 2
        and all(text.startswith(starts) and _LISTED_ANNEX.match(text) for text in below)
    )


def without_ending(layout: Layout, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], Span | None]:
    """`items`, the last cut where paragraphs follow that speak of the whole plan (本措施自…起施行, 各单位要…报送), and these."""
    if not items:
        return items, None
    last = items[-1]
    is_plain = _is_list_of_paragraphs(layout, items[:-1])
    for line in layout.lines_in(Span(last.heading.end, last.body.end)):
        start = layout.line_starts[line]
        if not layout.opens_paragraph(line):
            continue
        before = layout.text.folded[start - 1]
        text = layout.lines[line].folded
        to_all = _TO_ALL.match(text) is not None
        anew = is_plain and before == "。" and (to_all or pattern_of("heads", "{anew}").match(text))
        if anew or pattern_of("heads", _OF_THE_PLAN).match(text) or (before in "）〕" and to_all):
            shorter = replace(last, body=Span(last.body.start, start))
            return (*items[:-1], shorter), Span(start, last.body.end)
    return items, None


def _is_list_of_paragraphs(layout: Layout, items: Sequence[Item]) -> bool:
    """Whether each of `items` is one paragraph of its own, and none holds others."""
    return len(items) >= _FEWEST_PARAGRAPHS and not any(
        item.has_items or item.parent is not None or layout.paragraph_break_in(item.body) for item in items
    )


def notice_of(layout: Layout, blocks: Sequence[TitleBlock], front: Span, page: Container[int]) -> Span | None:
    """What the notice that issues the plans says, from its addressees to who signed it; the lines of the `page` are not its."""
    issuing = next((block for block in blocks if block.is_notice and layout.start_of(block.first) < front.end), None)
    if issuing is None:
        return None
    lines = [line for line in layout.lines_in(front) if line > issuing.last]
    while lines and (
        lines[0] in page
        or _ADDRESSEES.fullmatch(layout.lines[lines[0]].folded)
        or is_issue_number(layout.lines[lines[0]].folded)
    ):
        lines.pop(0)
    texts = [layout.lines[line].folded for line in lines]
    end = next(
        (index for index, text in enumerate(texts) if _is_of_signature(text) or is_closing(text)),
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
        if (
            is_closing(text)
            or is_date(text)
            or _is_signed(layout, line)
            or (_ANNEX_LIST.match(text) and layout.opens_paragraph(line))
        ):
            return layout.line_starts[line]
    return None


def _is_signed(layout: Layout, line: int) -> bool:
    """Whether `line` and those below are bodies, one each, down to a date."""
    below = line
    lowest = min(line + MOST_SIGNERS, len(layout.lines) - 1)
    while below < lowest and is_body(layout.lines[below].folded):
        below += 1
    date = layout.lines[below].folded
    return line < below and (is_date(date) or is_signed_in_month(date))


def _is_of_signature(line: str) -> bool:
    return is_date(line) or is_body(line) or is_signed_in_month(line)
