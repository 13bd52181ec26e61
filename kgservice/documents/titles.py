"""Finds the lines that are a title: of the notice, of a plan, of an annex."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from kgservice.documents.body_names import is_body, last_of_office
from kgservice.documents.issue_numbers import is_broken_number, is_issue_number, without_number
from kgservice.documents.labels import is_labelled
from kgservice.documents.layout import Layout
from kgservice.documents.signature import is_signed_in_month
from kgservice.documents.text import Span, fold
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of, pattern_of
from kgservice.times.words import WHOLE_DATE

_BRACKETED = re.compile(r"（[^（），]{1,30}）$")
_NUMBERED = re.compile(
    "(?:第(?:[一二三四五六七八九十百]{1,5}(?:部分|[章节条])|\\d{1,3}条)|[一二三四五六七八九十百]{1,5}[、.]|（[一二三四五六七八九十百]{1,5}）"
    r"|\d{1,3}(?:、|\.(?!\d)|\.(?=20\d\d年))|\d{1,2}(?:\.\d{1,2}){0,2}(?![\d.年条项个])|（\d{1,3}）|[①-⒛㈠-㈩]|附[件表\d]|附[一二三四五六七八九十]：?$|注：)"
)
_IS_NOTICE = re.compile("(?:通知》?|的函|的批复|》[^《》]*的(?:公告|通告|启事))$")
_SAYS_OF_SOMETHING = re.compile("[\u4e00-\u9fff]{1,6}：")
_WHOLE = re.compile(".*(?:通知》?|的函|的批复)|[^《》]{0,30}《[^《》]+》")
_DATE = re.compile(WHOLE_DATE)
_ENDS_WITH_DATE = re.compile(f"{WHOLE_DATE}$")
_DAMAGED_DATE = re.compile("20\\d\\d[年月日\\d]{2,8}日")
_BROKEN_DATE = re.compile(r"20\d\d年?\d{0,6}")
_NOT_IN_TITLE = re.compile("[。；！？]|，.*，")
OPENING = re.compile("为|根据|按照|依据|近年来|当前|今年|20\\d\\d年|党的|深入贯彻|全面贯彻|习近平")
_YEAR = re.compile("20\\d\\d年(?:度)?")
_DRAFT = r"(?:（[^（）]{0,12}(?:征求意见|送审|讨论|审议|修改|修订|报批)稿[^（）]*）|（草案[^（）]*）)"
_LEADING_MARK = re.compile("[-·•]+")  # 甲政办〔2027〕1号—关于印发…
_NOTE_BEHIND = re.compile("(?:（(?:注：|[^（）]{0,12}(?:首|第一|前)[^（）]{0,12}牵头)[^（）]*）)+$")
_IN_BRACKETS = re.compile("（(?P<words>[^（）]{4,60})）(?:[-—]?[\u4e00-\u9fff]{1,8})?")
_ANNEX_LABEL = re.compile(
    "附(?:[件表]|(?=[：.]))(?:(?!十[一二三四五六]五)[一二三四五六七八九十]{1,3}|\\d{1,2}(?![\\d年]))?[：.]?(?=[\u4e00-\u9fff\\d]{6})"
)
_NOT_OF_TITLE = re.compile(f"(?:{_DRAFT}|（注：[^（）]*）)+")
_CARRIES_OUT = re.compile(
    "(?:[^，。《》]{2,40}?)?关于(?:全面|深入|认真|进一步)*(?:贯彻|落实|执行|实施)+《[^《》]+》"
)  # …的方案 is to come
_IN_MARKS = re.compile("(?:[^《》]*(?:印发|转发))?《(?P<title>[^《》]+)》")

NAMED_AS_ISSUED = re.compile("《(?P<title>[^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》[^。《》]{0,40}(?:印发|同意|通过|批准)")
"""A title that the text says is issued: 现将《甲方案》印发给你们."""
_ISSUED_BY_TITLE = re.compile("关于(?:印发|下发|公布)《?(?P<title>[^《》，。；：]{5,60}?)》?的通知")
_ISSUED = re.compile(
    "(?:印发|下发|(?P<asks>征求|征询|会签))[《〈](?P<title>(?:[^《》〈〉]|〈[^〈〉]*〉){6,100})[》〉]"
    "(?(asks)[^，。；《》]{0,16}的(?:通知|函|公告|启事)|的通知)$"
)

_CLOSING = f"{{under_documents}}：|（{{notes}}|.{{0,40}}{WHOLE_DATE}印发$|脚注\\d+："
_NOTE = f"（(?:{{notes}}|{{cut}}|注：|共\\d{{1,4}}[项件条个]|{WHOLE_DATE})"
_PART = f"{{of_parts}}{{0,4}}{{parts}}|(?!全[{LEVELS}])(?:(?![{LEVELS}])[\u4e00-\u9fff]|“|”){{2,10}}行动"
# 甲县民生实事项目: behind whose they are
_THINGS = f"(?![全我本各])[\u4e00-\u9fff]{{1,8}}[{LEVELS}][^，]{{2,30}}{{things}}"
_JOINS = re.compile("[和及与暨]")  # …任务分解 | 和责任分工方案
_WHOSE_AND_WHEN = re.compile(f"[\u4e00-\u9fff]{{1,10}}[{LEVELS}]20\\d\\d年")
# What the first half of a broken title has or ends with (…办公室关于印发, 2024年, 贯彻落实…的).
_BEGINS_TITLE = re.compile(f"关于|印发|转发|批转|《|\\d|[{LEVELS}的和与及暨]$|^[\u4e00-\u9fff]{{2,10}}[{LEVELS}]")
_PERIOD_FIRST = re.compile(r"（20\d\d[^（）]{1,12}）(?=[\u4e00-\u9fff]{2})")  # …纲要 | （2026—2030年）实施分工方案
_APART = "；"
_LONGEST_TITLE = 100
_MOST_LINES = 5
_SHORTEST_TITLE = 5
_LONGEST_PLAIN_TITLE = 50


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Lines `first` to `last` (indices, both inclusive) that together are a title."""

    first: int
    last: int
    text: str
    span: Span

    @property
    def is_notice(self) -> bool:
        """Whether it is the title of a notice (…的通知, 关于印发…方案), which issues a plan."""
        return bool(_IS_NOTICE.search(self.text) or _issues().search(self.text))


@cache
def _kind() -> str:
    """A pattern of what documents are called by kind (行动计划); 目录 alone is the table of contents."""
    return one_of("heads", "kinds", besides="(?<=[\u4e00-\u9fff]{4})目录")


@cache
def _ends_as_title() -> re.Pattern[str]:
    letter = f"的{one_of('heads', 'letters')}"
    return re.compile(
        f"{_kind()}》?(?:（[^（）]{{1,24}}）){{0,2}}》?(?:{letter})?$|(?:印发|关于.{{4,}}){letter}$|(?:批转|转发).*的(?:报告|请示)$"
    )


@cache
def _last_words() -> re.Pattern[str]:
    return re.compile(f"(?:(?!附件|附表)[\u4e00-\u9fff]){{0,8}}{_kind()}(?:（[^（）]{{1,24}}）)?")


@cache
def _issued_unmarked() -> re.Pattern[str]:
    return re.compile(
        f"(?:关于|(?<![\u4e00-\u9fff]))(?:印发|下发)(?P<title>[^《》，。；：]{{6,80}}{_kind()}(?:（[^（）]{{1,24}}）)?)的通知$"
    )


@cache
def _issues() -> re.Pattern[str]:
    return re.compile(f"(?:关于|{last_of_office()})(?:印发|转发|批转)")


@cache
def _unfinished() -> re.Pattern[str]:
    """关于印发贯彻落实某某会议精神涉及: nothing in it that a title ends with."""
    return re.compile(f"(?:[^，。；：]{{2,40}}{last_of_office()})?关于(?:(?!{_kind()})[^，。；：]){{4,60}}")


def ends_as_title(line: str) -> bool:
    """Whether `line` could be a title, or the last line of one."""
    words = fold(line)
    return bool(words) and _fits(words) and _ends_as_title().search(words) is not None


def is_date(line: str) -> bool:
    """Whether `line` (folded) is a date and nothing else, be it one that a scan damaged (2022121日)."""
    return bool(_DATE.fullmatch(line) or _DAMAGED_DATE.fullmatch(line))


def is_inner_heading(line: str) -> bool:
    """Whether `line` (folded) says only what a part of a plan is (保障措施, 产业提升行动), and neither whose nor of when."""
    return bool(pattern_of("heads", _PART).fullmatch(line))


def is_closing(line: str) -> bool:
    """Whether `line` (folded) stands under a document, as imprint or footnote: 抄送, 主办, 此件公开发布, …印发, 脚注1."""
    return bool(pattern_of("heads", _CLOSING).match(line))


def title_in(folded: str, span: Span) -> Span:
    """What of `span` is the title: without 《》 around all of it, a dash before it, and a note or a rule about who leads."""
    start, end = span
    if dash := _LEADING_MARK.match(folded, start, end):
        start = dash.end()
    if note := _NOTE_BEHIND.search(folded, start, end):
        end = note.start()
    if whole := _IN_MARKS.fullmatch(folded, start, end):
        return Span(*whole.span("title"))
    return Span(start, end)


def title_issued(folded: str, title: Span) -> Span:
    """What the notice with this `title` issues, where its title alone says so (关于印发《X》的通知, 关于印发X方案的通知); else `title`."""
    issued = _ISSUED.search(folded, *title) or _issued_unmarked().search(folded, *title)
    return Span(*issued.span("title")) if issued else title


def title_blocks(layout: Layout, page: Container[int] = (), tables: Container[int] = ()) -> list[TitleBlock]:
    """The blocks of lines that end as titles do and stand alone, in order; none takes in a line of the `page`.

    What stands right over a line of `tables`, which are those that a table begins with, may end otherwise.
    A block takes in the lines before that can only belong to it (the issuer, the first half of a broken title).
    """
    blocks: list[TitleBlock] = []
    named = _named_as_issued(layout.text.folded)
    kept = [
        _behind_label(line.folded) if index + 1 in tables else without_number(line.folded)
        for index, line in enumerate(layout.lines)
    ]
    texts = [
        _APART if index in page or line.is_row or is_labelled(line.text) else line.folded[span.start : span.end]
        for index, (line, span) in enumerate(zip(layout.lines, kept, strict=True))
    ]
    alone = [
        layout.opens_paragraph(index) or (line.blank_before and not layout.width)
        for index, line in enumerate(layout.lines)
    ] + [True]
    index = 0
    while index < len(texts):
        over_table = index + 1 in tables and _is_plain_title(texts[index])
        is_named = texts[index] in named
        if not (_fits(texts[index]) and (over_table or is_named or _ends_as_title().search(texts[index]))):
            index += 1
            continue
        floor = blocks[-1].last + 1 if blocks else 0
        first = index
        while (
            first > max(floor, index - _MOST_LINES + 1) and _fits(texts[first - 1]) and not _stands_apart(layout, first)
        ):
            first -= 1
        last = index
        while last + 1 < len(texts) and _goes_on(layout, last, texts):
            last += 1
        while first < index and "".join(texts[first : last + 1]).count("《") > "".join(texts[first : last + 1]).count(
            "》"
        ):
            first += 1
        while first < index and (_is_above_title(layout, texts, first) or _is_of_page(texts[first], texts[first + 1])):
            first += 1
        text = "".join(texts[first : last + 1])
        ends = alone[last + 1] or _WHOLE.fullmatch(text) or OPENING.match(texts[last + 1])
        begins = alone[first] or (first < index and is_body(texts[first]))
        if len(text) <= _LONGEST_TITLE and begins and ends:
            start = layout.line_starts[first] + kept[first].start
            said = last  # which draft it is stands on a line of its own
            while said > first and (_NOT_OF_TITLE.fullmatch(texts[said]) or _says_which_part(texts[said])):
                said -= 1
            blocks.append(TitleBlock(first, last, text, Span(start, layout.line_starts[said] + kept[said].end)))
        index = last + 1
    return blocks


def _behind_label(line: str) -> Span:
    """The title of a table that stands behind its annex's label on the line (附件1：甲县任务分解表), else what is no number."""
    label = _ANNEX_LABEL.match(line)
    return Span(label.end(), len(line)) if label else without_number(line)


def title_at(layout: Layout, start: int, page: Container[int]) -> TitleBlock | None:
    """The first line at or behind `start` that is none of the `page`, if it can be a title although no word of titles ends it."""
    for index in layout.lines_in(Span(start, len(layout.text.text))):
        if index in page:
            continue
        line = layout.lines[index]
        words = line.folded.rstrip("|")
        over_table = index + 1 < len(layout.lines) and layout.lines[index + 1].is_row
        opens = OPENING.match(words) and not (over_table or _lists_things_of_a_year(words))
        if line.is_row or opens or not _is_plain_title(words):
            return None
        span = Span(layout.line_starts[index], layout.line_starts[index] + len(words))
        return TitleBlock(index, index, words, span)
    return None


def _is_plain_title(words: str) -> bool:
    """Whether a line can be a title although no word of titles ends it."""
    if is_inner_heading(words) or is_body(words):
        return False
    return _SHORTEST_TITLE <= len(words) <= _LONGEST_PLAIN_TITLE and _fits(words)


def _named_as_issued(folded: str) -> frozenset[str]:
    """The titles of what the text says that it issues, whatever they end with."""
    found = (*NAMED_AS_ISSUED.finditer(folded), *_ISSUED_BY_TITLE.finditer(folded))
    return frozenset(match["title"] for match in found if len(match["title"]) >= _SHORTEST_TITLE)


def _lists_things_of_a_year(words: str) -> bool:
    """Whether a line that begins with a year names, behind whose they are, what is listed (2024年甲县民生实事十大项目)."""
    year = _YEAR.match(words)
    return year is not None and pattern_of("heads", _THINGS).fullmatch(words, year.end()) is not None


def _fits(line: str) -> bool:
    return not (
        len(line) > _LONGEST_TITLE
        or line[-1] in "：，、；。"
        or _NOT_IN_TITLE.search(line)
        or _NUMBERED.match(line)
        or _SAYS_OF_SOMETHING.match(line)
        or pattern_of("heads", _NOTE).match(line)
        or _NOT_OF_TITLE.fullmatch(line)
        or pattern_of("heads", "{ends_notice}").fullmatch(line)
        or _ENDS_WITH_DATE.search(line)
        or _BROKEN_DATE.fullmatch(line)
        or is_issue_number(line)
        or is_broken_number(line)
        or is_signed_in_month(line)
        or (line.endswith("文件") and "关于" not in line)
        or line.endswith(("日印发", "稿纸"))
    )


def _is_above_title(layout: Layout, texts: Sequence[str], line: int) -> bool:
    """Whether `line` names who signed the notice before, or the issuer with whom the next line begins."""
    signed = line > 0 and layout.lines[line - 1].folded.endswith("。")
    return is_body(texts[line]) and (signed or texts[line + 1].startswith(texts[line]))


def _is_of_page(line: str, title: str) -> bool:
    """Whether `line` is a page's own heading (考核办法) over a `title` that says whose it is and of when, and is no half of that."""
    return _WHOSE_AND_WHEN.match(title) is not None and not (is_body(line) or _BEGINS_TITLE.search(line))


def _says_which_part(line: str) -> bool:
    """Whether a line under a title is one in brackets, and at most a word behind them: （“一事联查”抽查计划）-县直."""
    found = _IN_BRACKETS.fullmatch(line)
    return found is not None and _ends_as_title().search(found["words"]) is not None


def _stands_apart(layout: Layout, line: int) -> bool:
    """Whether a blank line cuts `line` off from the one before, in a text where lines usually follow one another."""
    if line and _unfinished().fullmatch(layout.lines[line - 1].folded):
        return False
    spaced = sum(each.blank_before for each in layout.lines) > 0.7 * len(layout.lines)
    return layout.lines[line].blank_before and not spaced and not layout.lines[line].text.startswith(("关于", "印发"))


def _goes_on(layout: Layout, line: int, texts: list[str]) -> bool:
    """Whether a title that could end with `line` goes on: with its period in brackets, or after a broken line."""
    this, following = texts[line], texts[line + 1]
    if _CARRIES_OUT.fullmatch(this) and _fits(following):
        return True
    return bool(
        _says_which_part(following)
        or (
            _BRACKETED.fullmatch(following)
            and not pattern_of("heads", _NOTE).match(following)
            and not is_issue_number(following)
            and not is_signed_in_month(following)
        )
        or (_PERIOD_FIRST.match(following) and _fits(following) and _ends_as_title().search(following))
        or (_JOINS.match(following) and _fits(following) and _ends_as_title().search(following))
        or (following.endswith("的通知") and _fits(following) and not this.endswith("通知"))
        or (
            _last_words().fullmatch(following)
            and not _NUMBERED.match(following)
            and not layout.lines[line + 1].blank_before
        )
    )
