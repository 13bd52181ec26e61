"""The head of a document (文头): its title, its number, whom it is addressed to, who signed it and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kgservice.documents.body_names import bodies_in_a_row, is_body, one_body
from kgservice.documents.issue_numbers import NUMBER, is_issue_number, number_before_text, number_in
from kgservice.documents.labels import PageLabel
from kgservice.documents.layout import Layout
from kgservice.documents.numbering import number_at
from kgservice.documents.page_head import NUMERIC_DATE, PageHead
from kgservice.documents.signature import (
    Signature,
    closing_signature,
    signature_of,
    undated_signers,
)
from kgservice.documents.text import Span
from kgservice.documents.titles import TitleBlock, is_date, title_in

_ADDRESSEES = re.compile("(?![^：]{0,400}(?:如下|通知|要求|指出|强调|附件|导读|提出|意见))[^。！？：]{2,400}：")
_IN_FIGURES = re.compile(NUMERIC_DATE)
_LINES_UNDER_TITLE = 2
_LONGEST_OPENING = 400  # a site says in its first lines what it gives
_ABOUT = re.compile("^[^《》]*?(?=关于)")
_TITLE = "《(?P<title>[^《》]+(?:《[^《》]+》[^《》]*)*)》"
_ISSUED = re.compile(f"{_TITLE}[^。《》]{{0,60}}(?:印发|下发|同意|通过|批准)")


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What stands at a document's head and foot, where it says it.

    `signers` are who signed it, in order; `letterhead` is whom the red head names (某局文件), `publisher` whom the page over it does. `date` is that
    of the signature, else the one behind the number, else the page's. `addressees` is the line of those it is sent to (主送机关).
    """

    title: Span | None = None
    number: Span | None = None
    addressees: Span | None = None
    signers: tuple[Span, ...] = ()
    publisher: Span | None = None
    date: Span | None = None
    letterhead: Span | None = None


def read_head(
    layout: Layout,
    page: PageHead,
    blocks: Sequence[TitleBlock],
    plan_titles: Sequence[Span],
    front: Span,
    opening: Span,
    closing: Sequence[Span],
) -> DocumentHead:
    """The head of a document whose plans have `plan_titles`; `front` is before the first, `opening` what that begins with."""
    may_be_the_plan = len(plan_titles) == 1 or _forwards(blocks, plan_titles)  # a letter
    first = plan_titles[0].start + int(may_be_the_plan) if plan_titles else front.end
    notices = [block for block in blocks if block.span.start < first and block.is_notice]
    announced = _announced().search(layout.text.folded, 0, min(opening.end, page.end + _LONGEST_OPENING))
    title = _title(layout, page, notices, plan_titles, front) or (
        Span(*announced.span("title")) if announced and len(plan_titles) == 1 else None
    )
    signature = _signature(layout, page, front, opening, closing, _forwards(blocks, plan_titles))
    number, dated = _number(layout, opening.end)
    letterhead = _letterhead(layout)
    signers = () if letterhead and signature.is_imprint else signature.bodies
    title_line = _last_line_of(title, notices or blocks)
    return DocumentHead(
        title=title,
        number=page[PageLabel.NUMBER] or number,
        addressees=_addressees(layout, page, title_line)
        or (_addressees(layout, page, -1) if not notices and _begins_with_addressees(layout, page) else None),
        signers=signers or (_undated_signers(layout, front, page) if plan_titles else ()),
        publisher=page[PageLabel.ISSUER]
        or page[PageLabel.SOURCE]
        or (Span(*announced.span("who")) if announced else None),
        date=signature.date
        or dated
        or page[PageLabel.DATE]
        or page[PageLabel.PUBLISHED]
        or _date_under(layout, title_line),
        letterhead=letterhead,
    )


@cache
def _announced() -> re.Pattern[str]:
    """What a site says of the document that it gives whole: 6月12日，某市教育局发布《…的通知》，具体内容如下."""
    return re.compile(
        f"(?:^|[，。\n日])(?P<who>{one_body()})(?:日前|近日|正式|联合)*(?:发布|公布|印发|下发|出台)了?{_TITLE}[^。《》]{{0,12}}如下",
        re.MULTILINE,
    )


@cache
def _letterhead_line() -> re.Pattern[str]:
    return re.compile(f"(?P<bodies>(?:[\u4e00-\u9fff、]{{1,400}}、?)?{bodies_in_a_row()})文件(?:$|(?={NUMBER}))")


def _letterhead(layout: Layout) -> Span | None:
    """The bodies' names that the first line begins with, before 文件 and its end or the number."""
    match = _letterhead_line().match(layout.lines[0].folded) if layout.lines else None
    return _moved(Span(*match.span("bodies")), layout.line_starts[0]) if match else None


def _forwards(blocks: Sequence[TitleBlock], plan_titles: Sequence[Span]) -> bool:
    """Whether what is signed behind the first plan is not the notice, as where the notice's title is all that stands over the plan."""
    return any(block.is_notice and block.span == plan_titles[0] for block in blocks if plan_titles)


def _signature(
    layout: Layout, page: PageHead, front: Span, opening: Span, closing: Sequence[Span], forwards: bool
) -> Signature:
    """Who signed the notice: before the plan, else behind it, but first in what the plan begins with where it is forwarded."""
    if signed := signature_of(layout, [front], page.lines):
        return signed
    behind = [opening, *closing] if forwards else [*closing, opening]
    return signature_of(layout, behind, page.lines) or closing_signature(layout)


def _title(
    layout: Layout, page: PageHead, notices: Sequence[TitleBlock], plan_titles: Sequence[Span], front: Span
) -> Span | None:
    """The title under which the document was issued: the notice's where there is one, else its only plan's.

    Of two that say the same the longer one counts, which names the issuer. A label may say it, or the notice itself.
    """
    folded = layout.text.folded
    labelled = page[PageLabel.TITLE]
    if notices:
        titles = [block.span for block in notices] + ([labelled] if labelled else [])
        first = _ABOUT.sub("", folded[titles[0].start : titles[0].end])
        same = [title for title in titles if folded[title.start : title.end].endswith(first)]
        return title_in(folded, max(same, key=lambda title: title.end - title.start))
    if labelled:
        return title_in(folded, labelled)
    if len(plan_titles) > 1:
        return None
    if plan_titles and plan_titles[0].end > plan_titles[0].start:
        return plan_titles[0]
    issued = _ISSUED.search(folded, *front) if plan_titles else None
    return Span(*issued.span("title")) if issued else None


def _last_line_of(title: Span | None, blocks: Sequence[TitleBlock]) -> int:
    """The last line of the title, -1 where it stands on none."""
    said = [
        block for block in blocks if block.is_notice or (title and block.span.start <= title.start < block.span.end)
    ]
    return max((block.last for block in said), default=-1)


def _number(layout: Layout, end: int) -> tuple[Span | None, Span | None]:
    """The issue number that stands on a line before `end`, and the date if it stands right behind it."""
    for line in layout.lines_in(Span(0, end)):
        start = layout.line_starts[line]
        if number := number_in(layout.lines[line].folded):
            return _moved(number, start), None
        if before := number_before_text(layout.lines[line].folded):
            number, date = before
            return _moved(number, start), _moved(date, start) if date else None
    return None, None


def _undated_signers(layout: Layout, front: Span, page: PageHead) -> tuple[Span, ...]:
    whole = Span(0, len(layout.text.text))
    return undated_signers(layout, front, page.lines) or undated_signers(layout, whole, page.lines)


def _date_under(layout: Layout, title_line: int) -> Span | None:
    """The day in figures that a page puts on a line of its own under the title."""
    for line in range(max(title_line, 0) + 1, min(title_line + 1 + _LINES_UNDER_TITLE, len(layout.lines))):
        if _IN_FIGURES.fullmatch(layout.lines[line].folded):
            return Span(layout.line_starts[line], layout.line_starts[line] + len(layout.lines[line].folded))
    return None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _begins_with_addressees(layout: Layout, page: PageHead) -> bool:
    """Whether the text begins with a line that ends with a colon, so that the notice has no title of its own."""
    first = next((line for index, line in enumerate(layout.lines) if index not in page.lines), None)
    return first is not None and first.folded.endswith("：")


def _is_above_addressees(layout: Layout, lines: Sequence[int]) -> bool:
    """Whether the first of `lines` is a number, a date, or who issued it over one of these."""
    first, *following = (layout.lines[line].folded for line in lines[:2])
    numbers = [words for words in (first, *following) if is_issue_number(words) or is_date(words)]
    return first in numbers or (is_body(first) and bool(numbers))


def _addressees(layout: Layout, page: PageHead, title_line: int) -> Span | None:
    """The line that ends with a colon under the title, or that the text begins with, without the colon."""
    lines = [line for line in range(title_line + 1, len(layout.lines)) if line not in page.lines]
    while lines and _is_above_addressees(layout, lines):
        lines.pop(0)
    if not lines:
        return None
    start = layout.line_starts[lines[0]]
    folded = layout.text.folded
    match = _ADDRESSEES.match(folded, start)
    return Span(start, match.end() - 1) if match and number_at(folded, Span(*match.span())) is None else None
