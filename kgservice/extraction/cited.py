"""Finds where a text names documents: by title (《…》), by number, by a short title; and which of them it issues itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kgservice.documents.body_names import last_of_office
from kgservice.documents.text import CleanText, Span
from kgservice.lexicon import one_of

TITLE = re.compile("《(?P<title>[^《》]{1,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,4})》")
_SIGN = (
    r"[\u4e00-\u9fff]{1,12}[〔（](?:\d{4}|[5-9]\d)[〕）]第?\d{1,5}号"
    r"|[\u4e00-\u9fff]{0,12}?公告\d{4}年第\d{1,5}号"
)
_SIGN_BEFORE_TITLE = r"[\u4e00-\u9fff]{1,12}[〔（]\d{4}[〕）]第?\d{1,5}"
_LONGEST_NUMBER = 60  # with the words before it that are none of it
_STANDARD_OF_STATE = r"建标\d{2,4}-\d{4}|(?:GB|DB\d{0,4}|NY|SN|HJ|JT|TD|YY|WS)(?:/[TZ])? ?\d+(?:\.\d+)?(?:[-—]\d{4})?"
_STANDARD = r"[A-Z]{2,5}(?:/[A-Z]{1,3})? ?\d{1,6}(?:\.\d+)?(?:-\d{1,4}){0,2}"
_ANOTHER = re.compile(r"(?:、|和|及|与|以及)(?P<number>(?:[〔（]\d{4}[〕）])?第?\d{1,5}号)(?![令楼线院])")
_HINTS_AT_NUMBER = re.compile("\\d{1,5}号|[A-Z]{2}(?:/[TZ])? ?\\d|建标\\d")
_BRACKETS = re.compile("[〔〕（）【】\\[\\]]")
_LABEL_OF_OWN = re.compile("(?:文号|字号|序号|编号)：?$")  # what a page says of the document that it shows
_IN_BETWEEN = (
    "(?:《[^《》]{1,80}》|[、和及]|（[^（）]{1,60}）){0,12}(?:等[^，。；《》]{0,3}[个项份件][^，。；《》]{0,12}?)?"
)
_ISSUES_IT = "(?:(?:现将其|现|一并|予以|予|特此|正式)+(?:印发|下发|转发|公布|发布)|(?:印发|转发|下发)(?=给|你们)|(?:予以)?(?:公开|公示|公布|发布)如下)"
_ISSUED_HERE = re.compile(
    f"{_IN_BETWEEN}(?:，?(?:已|业|经)[^。；]{{0,50}}?(?:同意|通过|审议|批准|讨论)[^。；]{{0,8}}?)?(?:。?(?=现)|，?){_ISSUES_IT}(?!以来|后)"
)
_FORWARDED = re.compile(
    r"（[^（）]{2,20}[〔（\[]\d{4}[^（）]{1,12}号）(?:现|一并)?转发"
)  # another body's, with its own number
_ISSUING = re.compile(
    "(?:(?P<notice>关于(?:印发|转发))|关于(?:公开)?(?P<asked>征求|征询|报送|送审|提请审议|(?:商请)?会签)(?:对|了)?|现(?:予以?)?(?:印发|转发))$"
)
_ASKED = re.compile(r"(?:（[^（）]{1,20}）)?[^，。；《》]{0,16}的(?:通知|函|公告|通告|请示|启事|报告)")
_RESTS = re.compile("根据|按照|依据|贯彻|落实|遵照")
_ANNEX = re.compile(r"附件：?\d{0,2}[.、．]?(?:20\d\d年)?$")
_CLOSES = "〉》>"
_KIND = 4  # 实施方案: a shorter end of a title tells nothing of which it is


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that the text names, from `start` to `end`, by title or number."""

    start: int
    end: int
    title: Span | None
    number: Span | None
    rule: str


@dataclass(slots=True)
class ShortTitles:
    """What a document's short titles stand for (以下简称《意见》), and what it issues `own` (现将《甲方案》印发给你们)."""

    meanings: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: CleanText) -> ShortTitles:
        """The short titles in `text`, each for the full title named last before it, and the titles of what it issues."""
        found = cls()
        full: list[str] = []
        for match in TITLE.finditer(text.folded):
            title = match["title"]
            if _is_definition(text.folded, match.start()):
                if full:
                    found.meanings[title] = full[-1]
            elif not _only_a_kind().fullmatch(title):
                full.append(title)
            elif title not in found.meanings and (named := _ending_in(title, full)):
                found.meanings[title] = named
            if _is_issued_here(text.folded, match):
                found.own.add(title)
        return found

    def is_own(self, title: str) -> bool:
        """Whether `title` is of what the text itself issues: its title, the end of it, or a short title for it."""
        if title in self.own or self.meanings.get(title) in self.own:
            return True
        if title in self.meanings or len(title) < _KIND:
            return False
        return any(own.rstrip(_CLOSES).endswith(title) for own in self.own)


@cache
def _only_a_kind() -> re.Pattern[str]:
    """A title that only says what kind of document it is: 实施意见."""
    return re.compile(f"{one_of('citations', 'of_kinds')}{{0,2}}{one_of('citations', 'kinds')}")


def _ending_in(kind: str, titles: list[str]) -> str | None:
    """The title named last of a document of that kind: 《规划》 behind 《甲规划》."""
    return next((title for title in reversed(titles) if title.endswith(kind)), None)


def _is_definition(folded: str, start: int) -> bool:
    return folded[max(0, start - 5) : start].endswith(("简称", "简称：", "以下称", "下称"))


def _is_issued_here(folded: str, title: re.Match[str]) -> bool:
    """Whether the text issues the document: 现将《甲方案》印发给你们, 关于印发《甲方案》的通知 where nothing rests on that."""
    if _FORWARDED.match(folded, title.end()):
        return False
    if _ISSUED_HERE.match(folded, title.end()):
        return True
    before = folded[max(0, title.start() - 60) : title.start()]
    issuing = _ISSUING.search(before)
    if issuing is None:
        return False
    if issuing["asked"]:
        return _ASKED.match(folded, title.end()) is not None
    if issuing["notice"] is None:
        return True
    clause = re.split("[。；，《]", before)[-1]
    return folded.startswith("的通知", title.end()) and not _RESTS.search(clause)


def is_no_citation(folded: str, named: NamedDocument, own_number: str | None, own_titles: Sequence[str] = ()) -> bool:
    """Whether the words define a short title, name an annex of the text, or are of the text's own titles or its number."""
    if named.title is not None:
        if any(_stands_in(folded, named.title, own) for own in own_titles):
            return True
        before = folded[max(0, named.start - 12) : named.start]
        if _papers().search(folded, *named.title):
            return True
        return _is_definition(folded, named.start) or _ANNEX.search(before) is not None
    if _LABEL_OF_OWN.search(folded, max(0, named.start - 4), named.start):
        return True
    if own_number is None or named.number is None:
        return False
    return _bare_number(folded[slice(*named.number)]).endswith(_bare_number(own_number))


def _bare_number(number: str) -> str:
    """`number` without its brackets, which one page may give in two ways: 国办发（2017）48号, 国办发〔2017〕48号."""
    return _BRACKETS.sub("", number)


def _stands_in(folded: str, title: Span, own: str) -> bool:
    """Whether a text's `own` title, in which the `title` of another document stands, is said there once more."""
    at = own.find(f"《{folded[slice(*title)]}》")
    return at >= 0 and folded.startswith(own, max(0, title.start - 1 - at))


@cache
def _papers() -> re.Pattern[str]:
    """What is read and issues nothing: 《遂宁日报》."""
    return re.compile(f"{one_of('citations', 'papers')}$")


@cache
def _issue_number() -> str:
    """A pattern of what tells a document of a series from the others: its number, its order's, a standard's."""
    order = f"[\u4e00-\u9fff]{{0,12}}?(?:主席|{last_of_office()})"
    return rf"{_SIGN}|(?:{order})?令?第?\d{{1,5}}号令|{order}令(?:\d{{4}}年)?第?\d{{1,5}}号|(?:{_STANDARD_OF_STATE})"


@cache
def _behind_title() -> re.Pattern[str]:
    return re.compile(
        rf"（(?P<number>{_issue_number()}|{_STANDARD}|[〔（]\d{{4}}[〕）]第?\d{{1,5}}号)(?P<more>(?:[、，和及]|以及)[^（）]{{0,60}}号)?[^（）]{{0,24}}）"
    )


@cache
def _before_title() -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{_issue_number()}|{_SIGN_BEFORE_TITLE})(?:件|文件|文|的)?$")


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(f"(?P<number>{_issue_number()})")


def named_documents(text: CleanText, span: Span) -> list[NamedDocument]:
    """Every title, with the numbers behind it, and every number that stands alone, in order."""
    found: list[NamedDocument] = []
    place = span.start
    for match in TITLE.finditer(text.folded, *span):
        title = Span(*match.span("title"))
        before = _number_before(text, Span(place, match.start()))
        start = before.start if before else match.start()
        found += _numbers_alone(text, Span(place, start))
        behind = _behind_title().match(text.folded, match.end(), span.end)
        number = Span(*behind.span("number")) if behind else before
        end = behind.end() if behind else match.end()
        found.append(NamedDocument(start, end, title, number, "citation.title"))
        if behind and behind["more"]:
            numbers = _numbers_in(text.folded, Span(behind.start("number"), behind.end("more")))
            more = (_number_start(text, each) for each in list(numbers)[1:])
            found += (NamedDocument(each.start, end, title, each, "citation.title") for each in more)
        place = end
    return found + _numbers_alone(text, Span(place, span.end))


def _number_before(text: CleanText, stretch: Span) -> Span | None:
    """The number right before a title, where `stretch` ends: 甲农〔2017〕20件《乙通知》."""
    number = _before_title().search(text.folded, max(stretch.start, stretch.end - _LONGEST_NUMBER), stretch.end)
    return _number_start(text, Span(*number.span("number"))) if number else None


def _numbers_alone(text: CleanText, span: Span) -> list[NamedDocument]:
    """The numbers in a stretch without titles."""
    if span.start >= span.end or not _HINTS_AT_NUMBER.search(text.folded, *span):
        return []
    places = (_number_start(text, each) for each in _numbers_in(text.folded, span))
    return [NamedDocument(*place, None, place, "citation.number") for place in places]


def _numbers_in(folded: str, span: Span) -> Iterator[Span]:
    """The issue numbers in `span`, and those of the same sign that follow one: 甲发〔2023〕9号和10号."""
    for match in _alone().finditer(folded, *span):
        yield Span(*match.span("number"))
        place = match.end()
        while another := _ANOTHER.match(folded, place, span.end):
            yield Span(*another.span("number"))
            place = another.end()


@cache
def _not_in_number() -> re.Pattern[str]:
    return re.compile(f"^(?:.*{one_of('citations', 'not_in_number')})")


def _number_start(text: CleanText, number: Span) -> Span:
    """`number` without the words before the issuer's sign that the pattern took in (依据豫政…)."""
    words = text.folded[number.start : number.end]
    head = re.split("[〔（\\d]", words, maxsplit=1)[0]
    extra = _not_in_number().match(head)
    return Span(number.start + (extra.end() if extra else 0), number.end)
