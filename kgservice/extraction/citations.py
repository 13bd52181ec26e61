"""Reads which documents the text names, by title (《…》) or by number, and what it has to do with them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Citation, Relation
from kgservice.lexicon import one_of

_TITLE = re.compile("《(?P<title>[^《》]{1,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,4})》")
_ISSUE_NUMBER = (
    r"[\u4e00-\u9fff]{1,12}[〔（]\d{4}[〕）]第?\d{1,5}号"
    r"|[\u4e00-\u9fff]{0,12}?公告\d{4}年第\d{1,5}号"
    r"|(?:国务院|[\u4e00-\u9fff]{1,8}?(?:总局|部|委|署|省政府|市政府|人民政府|主席))?令?第?\d{1,5}号令"
    r"|(?:国务院|主席|[\u4e00-\u9fff]{1,8}?(?:总局|部|委员会|人民政府))令(?:\d{4}年)?第\d{1,5}号"
    r"|(?:GB|DB\d{0,4}|NY|SN|HJ|JT|TD|YY|WS)(?:/[TZ])? ?\d+(?:\.\d+)?(?:[-—]\d{4})?"
)
_STANDARD = r"[A-Z]{2,5}(?:/[TZ])? ?\d{1,6}(?:\.\d+)?(?:-\d{4})?"
_BEHIND_TITLE = re.compile(
    rf"（(?P<number>{_ISSUE_NUMBER}|{_STANDARD})(?P<more>(?:[、，和及]|以及)[^（）]{{0,60}}号)?[^（）]{{0,24}}）"
)
_ALONE = re.compile(rf"(?P<number>{_ISSUE_NUMBER})")
_HINTS_AT_NUMBER = re.compile("\\d{1,5}号|[A-Z]{2}(?:/[TZ])? ?\\d")
_SHORT_TITLE = re.compile("（?以下(?:简称|称)：?《(?P<short>[^《》]{1,30})》")

_LIST_SO_FAR = re.compile("[、和及与，]|以及|（[^（）]*）|第[一二三四五六七八九十百]{1,6}[条款项](?:规定)?")
_LONGEST_BETWEEN = 40  # two of a list have at most a number in brackets and a body between them
_MAKES_THE_PLAN = re.compile(
    "[^。；]{0,160}?(?:制定|编制|提出|拟定|制订)(?:本(?:方案|计划|办法|意见|要点|措施|规划|细则|工作方案|实施方案|行动计划)|以下|如下)"
)
_ISSUED_AFTER = re.compile("(?:的?)(?:编制|制定|起草|印发|出台)")
_REVISED_AFTER = re.compile("(?:的?)(?:修订|修编|修改)")
_REPEALED_AFTER = re.compile(
    r"""
    (?:[、和及与]|《[^《》]{1,80}》|（[^（）]{1,40}）|等?\d*[件项个]?文件){0,24}    # 《甲办法》（甲政发〔2015〕3号）同时废止
    (?:自[^，。；]{0,16}(?:之日)?起)?，?
    (?:同时|即行|自行|相应|予以|一并|随之)*
    (?:废止|停止执行|失效|不再执行)
    """,
    re.VERBOSE,
)
_IMPLEMENTED_AFTER = re.compile(
    "(?!明确|规定|要求|指出|提出|强调)[^。；《]{0,30}?(?:贯彻落实|抓好落实|组织实施|督促落实)"
)
_ISSUED_HERE = re.compile(
    "(?:《[^《》]{1,80}》|[、和及]){0,4}(?:[，]?(?:已|业)[^。；]{0,40}(?:同意|通过|审议)[^。；]{0,8}，?)?(?:现|一并|予以)*印发(?:给|你们)"
)
_SENTENCE = re.compile("[。；]")
_CLAUSE = re.compile("[，：]")
_LONGEST_CLAUSE = (
    60  # the verb before a title, its issuers between: the longest annotated clause has 109 characters with the title
)
_FARTHEST = 400  # no annotated clause is a third as long; some texts have no commas


def _one_of(*lists: str) -> str:
    return one_of("citations", *lists)


@cache
def _repealed() -> re.Pattern[str]:
    return re.compile(f"{_one_of('repealed')}(?:原|了)?$")


@cache
def _revised() -> re.Pattern[str]:
    return re.compile(f"{_one_of('revised')}{_one_of('goes_on_issued')}*$")


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(f"{_one_of('issued')}{_one_of('goes_on_issued')}*$")


@cache
def _by_whom() -> str:
    """What may stand between a verb and a title: whose the document is, and that it was issued."""
    body = rf"[\u4e00-\u9fff、]{{0,30}}?{_one_of('issuer')}(?:等[一二三四五六七八九十\d]*(?:个?部门|个?单位)?)?"
    return f"(?:{body})?(?:{_one_of('told_of')}|《)*$"


@cache
def _whose() -> re.Pattern[str]:
    return re.compile(_by_whom())


@cache
def _made_from() -> re.Pattern[str]:
    return re.compile(f"{_one_of('made_from')}{_by_whom()}")


@cache
def _carried_out() -> re.Pattern[str]:
    return re.compile(f"{_one_of('made_from', 'carried_out')}{_by_whom()}")


@cache
def _basis() -> re.Pattern[str]:
    return re.compile(_one_of("basis"))


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
    own = folded[slice(*own_number)] if own_number is not None else None
    previous: tuple[int, Relation] | None = None
    made_from = _made_from_so_far(folded, span) if opening else None
    for named in _named(text, span):
        name = folded[slice(*named.title)] if named.title else ""
        if named.title is None and named.number is not None and folded[slice(*named.number)] == own:
            continue
        if _is_short_title_definition(folded, named.start) or name in own_titles or _is_issued_here(folded, named):
            continue
        listed = previous is not None and _only_list(folded, previous[0], named.start)
        relation = previous[1] if previous and listed else _relation(folded, span, named, made_from)
        previous = (named.end, relation)
        yield Citation(
            named.rule,
            named.title,
            named.number,
            relation,
            _quote(text, span, named),
            short_titles.meanings.get(name, name),
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """A document that the text names, from `start` to `end`, by title or number."""

    start: int
    end: int
    title: Span | None
    number: Span | None
    rule: str


def _named(text: CleanText, span: Span) -> list[_Named]:
    """Every title, with the numbers behind it, and every number that stands alone, in order."""
    found: list[_Named] = []
    place = span.start
    for match in _TITLE.finditer(text.folded, *span):
        found += _numbers_alone(text, Span(place, match.start()))
        title = Span(*match.span("title"))
        behind = _BEHIND_TITLE.match(text.folded, match.end(), span.end)
        number = Span(*behind.span("number")) if behind else None
        end = behind.end() if behind else match.end()
        found.append(_Named(match.start(), end, title, number, "citation.title"))
        if behind and behind["more"]:
            more = _numbers_alone(text, Span(*behind.span("more")))
            found += (_Named(each.start, end, title, each.number, "citation.title") for each in more)
        place = end
    return found + _numbers_alone(text, Span(place, span.end))


def _numbers_alone(text: CleanText, span: Span) -> list[_Named]:
    """The numbers in a stretch without titles."""
    if span.start >= span.end or not _HINTS_AT_NUMBER.search(text.folded, *span):
        return []
    places = (_number_start(text, Span(*match.span("number"))) for match in _ALONE.finditer(text.folded, *span))
    return [_Named(*place, None, place, "citation.number") for place in places]


@cache
def _not_in_number() -> re.Pattern[str]:
    return re.compile(f"^(?:.*{_one_of('not_in_number')})")


def _number_start(text: CleanText, number: Span) -> Span:
    """`number` without the words before the issuer's sign that the pattern took in (依据豫政…)."""
    words = text.folded[number.start : number.end]
    head = re.split("[〔（\\d]", words, maxsplit=1)[0]
    extra = _not_in_number().match(head)
    return Span(number.start + (extra.end() if extra else 0), number.end)


def _is_short_title_definition(folded: str, start: int) -> bool:
    return folded[max(0, start - 5) : start].endswith(("简称", "简称：", "以下称", "下称"))


def _is_issued_here(folded: str, named: _Named) -> bool:
    """Whether the notice issues the document that it names: 现将《甲方案》印发给你们."""
    return named.title is not None and _ISSUED_HERE.match(folded, named.end) is not None


def _only_list(folded: str, end: int, start: int) -> bool:
    """Whether only list marks stand between two documents, or the second is another number of the first."""
    if start < end:
        return True
    if start - end > _LONGEST_BETWEEN:
        return False
    rest = _LIST_SO_FAR.sub("", folded[end:start])
    return rest in ("", "等") or (folded[end] in "、和及与" and _whose().fullmatch(rest) is not None)


def _made_from_so_far(folded: str, span: Span) -> int:
    """Where an opening first says that it rests on something; its end where it never does."""
    match = _basis().search(folded, *span)
    return match.start() if match else span.end


def _relation(folded: str, span: Span, named: _Named, made_from: int | None) -> Relation:
    """What the text has to do with the document, by the first rule that holds."""
    before = folded[max(span.start, named.start - _LONGEST_CLAUSE) : named.start]
    clause = _CLAUSE.split(_SENTENCE.split(before)[-1])[-1]
    at = _Place(folded, span, named, clause, made_from)
    return next((relation for _, holds, relation, _ in _RELATIONS if holds(at)), Relation.MENTIONS)


@dataclass(frozen=True, slots=True)
class _Place:
    """A document named, with the clause before it; `made_from` is where an opening says what the plan rests on."""

    folded: str
    span: Span
    named: _Named
    clause: str
    made_from: int | None

    def behind(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` follows the document."""
        return pattern.match(self.folded, self.named.end, self.span.end) is not None

    @property
    def opens(self) -> bool:
        """Whether it stands where the plan says what it is made from."""
        return self.made_from is not None or self.behind(_MAKES_THE_PLAN)

    @property
    def rests_on_it(self) -> bool:
        """Whether the words before say that the plan rests on something."""
        if self.made_from is not None:
            return self.made_from < self.named.start
        start = max(self.span.start, self.named.start - _FARTHEST)
        return _basis().search(self.folded, start, self.named.start) is not None


_RELATIONS: tuple[tuple[str, Callable[[_Place], bool], Relation, str], ...] = (
    ("repealed", lambda at: bool(_repealed().search(at.clause)) or at.behind(_REPEALED_AFTER), Relation.REPEALS, "《甲办法》同时废止"),
    ("revised", lambda at: bool(_revised().search(at.clause)), Relation.TO_BE_REVISED, "修订《丁条例》"),
    ("issued", lambda at: bool(_issued().search(at.clause)), Relation.TO_BE_ISSUED, "印发《2024年抽检计划》"),
    ("basis", lambda at: at.opens and at.rests_on_it, Relation.BASIS, "根据《甲条例》，制定本计划"),
    ("opening", lambda at: at.opens and not _after_verb(at), Relation.MENTIONS, "《甲条例》已印发，制定本计划"),
    ("made-from", lambda at: bool(_made_from().search(at.clause)), Relation.IMPLEMENTS, "根据《甲规划》编制方案"),
    ("revised-after", lambda at: at.behind(_REVISED_AFTER), Relation.TO_BE_REVISED, "推进《甲规划》修编"),
    ("issued-after", lambda at: at.behind(_ISSUED_AFTER), Relation.TO_BE_ISSUED, "推进《甲规划》编制"),
    ("carried-out", lambda at: bool(_carried_out().search(at.clause)), Relation.IMPLEMENTS, "落实甲局《乙通知》"),
    ("carried-out-after", lambda at: at.behind(_IMPLEMENTED_AFTER), Relation.IMPLEMENTS, "对《甲》组织实施"),
)  # fmt: skip


def _after_verb(at: _Place) -> bool:
    return at.behind(_REVISED_AFTER) or at.behind(_ISSUED_AFTER)


def _quote(text: CleanText, span: Span, named: _Named) -> Span:
    """The clause around the citation."""
    first = max(span.start, named.start - _FARTHEST)
    left = max(text.folded.rfind(mark, first, named.start) for mark in "。；，")
    return text.strip(Span(max(left + 1, first), named.end), "，。；")
