"""Reads which documents the text names, by title (《…》) or by number, and what it has to do with them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Citation, Relation

_TITLE = re.compile("《(?P<title>[^《》]{1,120}(?:《[^《》]{1,80}》[^《》]{0,60})*)》")
_ISSUE_NUMBER = (
    r"[\u4e00-\u9fff]{1,12}〔\d{4}〕第?\d{1,5}号"
    r"|[\u4e00-\u9fff]{0,12}?公告\d{4}年第\d{1,5}号"
    r"|(?:国务院|[\u4e00-\u9fff]{1,8}?(?:总局|部|委|署|省政府|市政府|人民政府|主席))?令?第?\d{1,5}号令"
    r"|(?:国务院|主席|[\u4e00-\u9fff]{1,8}?(?:总局|部|委员会|人民政府))令(?:\d{4}年)?第\d{1,5}号"
    r"|(?:GB|DB\d{0,4}|NY|SN|HJ|JT|TD|YY|WS)(?:/[TZ])? ?\d+(?:\.\d+)?(?:[-—]\d{4})?"
)
_STANDARD = r"[A-Z]{2,5}(?:/[TZ])? ?\d{1,6}(?:\.\d+)?(?:-\d{4})?"
_BEHIND_TITLE = re.compile(rf"（(?P<number>{_ISSUE_NUMBER}|{_STANDARD})[^（）]{{0,24}}）")
_ALONE = re.compile(rf"(?P<number>{_ISSUE_NUMBER})")
_HINTS_AT_NUMBER = re.compile("\\d{1,5}号|[A-Z]{2}(?:/[TZ])? ?\\d")
_SHORT_TITLE = re.compile("（?以下(?:简称|称)：?《(?P<short>[^《》]{1,30})》")

_REVISED = re.compile(
    "(?:修订|修改|修编|修正|修改完善|修订完善|修订出台|修订印发|推动修订)(?:发布|印发|出台|完善)?(?:各级|本级|本市|本县)?$"
)
_ISSUED = re.compile(
    "(?:制定|出台|印发|起草|编制|发布|制订|编写|研究制定|制定出台|制定印发|公布|拟订|推出|出版)(?:完善|实施|并印发|出台|印发|发布|形成|本地|本级|了)*$"
)
_BASIS = re.compile("(?:根据|依据|按照|依照|贯彻|落实|遵照|对照|结合|执行|推进|按|印发)")
_IMPLEMENTS = re.compile(
    "(?:落实(?:好)?|贯彻|执行|按照|根据|依据|依照|遵守|遵照|对照|抓好|用好|实施好|宣传贯彻|严格按|参照|推进实施|依|按|以|达到)"
    "(?:总局|省局|市局|国家|省|市|上级|上述|有关|相关|学习|实施|落实|宣传|新修订的|《)*$"
)
_LIST_SO_FAR = re.compile("[、和及与，]|以及|（[^（）]*）|第[一二三四五六七八九十百]{1,6}[条款项](?:规定)?")
_MAKES_THE_PLAN = re.compile(
    "[^。；]{0,160}?(?:制定|编制|提出|拟定|制订)(?:本(?:方案|计划|办法|意见|要点|措施|规划|细则|工作方案|实施方案|行动计划)|以下|如下)"
)
_ISSUED_AFTER = re.compile("(?:的?)(?:编制|制定|起草|印发|出台)")
_REVISED_AFTER = re.compile("(?:的?)(?:修订|修编|修改)")
_REPEALED_AFTER = re.compile(
    r"""
    (?:[、和及与]|《[^《》]{1,80}》|（[^（）]{1,40}）|等?\d*[件项个]?文件)*    # 《甲办法》（甲政发〔2015〕3号）同时废止
    (?:自[^，。；]{0,16}(?:之日)?起)?，?
    (?:同时|即行|自行|相应|予以|一并|随之)*
    (?:废止|停止执行|失效|不再执行)
    """,
    re.VERBOSE,
)
_REPEALED = re.compile("(?:废止|代替|替代|取代)(?:原|了)?$")
_IMPLEMENTED_AFTER = re.compile(
    "(?!明确|规定|要求|指出|提出|强调)[^。；《]{0,30}?(?:贯彻落实|抓好落实|组织实施|督促落实)"
)


@dataclass(slots=True)
class ShortTitles:
    """The short titles that a document gives other documents (以下简称《意见》), with what they stand for."""

    meanings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: CleanText) -> ShortTitles:
        """Every short title in `text`, with the full title named last before it."""
        found = cls()
        titles = list(_TITLE.finditer(text.folded))
        ends = [title.end() for title in titles]
        for short in _SHORT_TITLE.finditer(text.folded):
            if place := bisect_right(ends, short.start() + 1):
                found.meanings[short["short"]] = titles[place - 1]["title"]
        return found


def find_citations(
    text: CleanText,
    span: Span,
    short_titles: ShortTitles,
    *,
    opening: bool,
    own_titles: Sequence[str] = (),
    own_number: Span | None = None,
) -> Iterator[Citation]:
    """The citations in `span`; `opening` if it says what the plan is made from; its own titles and number are none."""
    folded = text.folded
    previous: tuple[int, Relation] | None = None
    for start, end, title, number, rule in _named(text, span):
        if (
            own_number is not None
            and number is not None
            and title is None
            and folded[slice(*number)] == folded[slice(*own_number)]
        ):
            continue
        name = folded[title.start : title.end] if title else ""
        if _is_short_title_definition(folded, start) or name in own_titles:
            continue
        relation = None
        if previous is not None and _only_list(folded, previous[0], start):
            relation = previous[1]
        relation = relation or _relation(folded, span, start, end, opening)
        previous = (end, relation)
        yield Citation(
            rule, title, number, relation, _quote(text, span, start, end), short_titles.meanings.get(name, name)
        )


def _named(text: CleanText, span: Span) -> Iterator[tuple[int, int, Span | None, Span | None, str]]:
    """Every title, with the number behind it, and every number that stands alone, in order."""
    taken: list[Span] = []
    found: list[tuple[int, int, Span | None, Span | None, str]] = []
    for match in _TITLE.finditer(text.folded, *span):
        title = Span(*match.span("title"))
        end = match.end()
        number = None
        if behind := _BEHIND_TITLE.match(text.folded, end, span.end):
            number = Span(*behind.span("number"))
            end = behind.end()
        taken.append(Span(match.start(), end))
        found.append((match.start(), end, title, number, "citation.title"))
    numbers = _ALONE.finditer(text.folded, *span) if _HINTS_AT_NUMBER.search(text.folded, *span) else ()
    for match in numbers:
        place = _number_start(text, Span(*match.span("number")))
        if all(place.end <= other.start or other.end <= place.start for other in taken):
            found.append((place.start, place.end, None, place, "citation.number"))
    return iter(sorted(found, key=lambda each: each[0]))


_NOT_IN_NUMBER = re.compile("^(?:.*(?:根据|依据|按照|依照|对照|遵照|参照|落实|贯彻|执行|对|和|及|与|以|的|实行|严格))")


def _number_start(text: CleanText, number: Span) -> Span:
    """`number` without the words before the issuer's sign that the pattern took in (依据豫政…)."""
    words = text.folded[number.start : number.end]
    head = re.split("[〔\\d]", words, maxsplit=1)[0]
    extra = _NOT_IN_NUMBER.match(head)
    return Span(number.start + (extra.end() if extra else 0), number.end)


def _is_short_title_definition(folded: str, start: int) -> bool:
    return folded[max(0, start - 5) : start].endswith(("简称", "简称：", "以下称", "下称"))


def _only_list(folded: str, end: int, start: int) -> bool:
    between = _LIST_SO_FAR.sub("", folded[end:start])
    return len(folded[end:start]) <= 40 and between in ("", "等")


def _relation(folded: str, span: Span, start: int, end: int, opening: bool) -> Relation:
    before = folded[max(span.start, start - 40) : start]
    sentence = re.split("[。；]", before)[-1]
    clause = re.split("[，：]", sentence)[-1]
    if _REPEALED.search(clause) or _REPEALED_AFTER.match(folded, end, span.end):
        return Relation.REPEALS
    if _REVISED.search(clause):
        return Relation.TO_BE_REVISED
    if _ISSUED.search(clause):
        return Relation.TO_BE_ISSUED
    if _REVISED_AFTER.match(folded, end, span.end):
        return Relation.TO_BE_REVISED
    if _ISSUED_AFTER.match(folded, end, span.end):
        return Relation.TO_BE_ISSUED
    if opening or _MAKES_THE_PLAN.match(folded, end, span.end):
        return Relation.BASIS if _BASIS.search(folded[span.start : start]) else Relation.MENTIONS
    if _IMPLEMENTS.search(clause):
        return Relation.IMPLEMENTS
    if _IMPLEMENTED_AFTER.match(folded, end, span.end):
        return Relation.IMPLEMENTS
    return Relation.MENTIONS


def _quote(text: CleanText, span: Span, start: int, end: int) -> Span:
    """The clause around the citation."""
    folded = text.folded
    left = max(folded.rfind(mark, span.start, start) for mark in "。；，")
    return text.strip(Span(max(left + 1, span.start), end), "，。；")
