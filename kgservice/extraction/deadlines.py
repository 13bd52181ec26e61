"""Reads the times by which something is due: dates, years, recurrences, holidays, terms after an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.around import around
from kgservice.extraction.due import is_due
from kgservice.extraction.facts import Deadline
from kgservice.extraction.stretches import without
from kgservice.lexicon import one_of
from kgservice.times.days import Anchor, days_of
from kgservice.times.model import Form, Point, Time
from kgservice.times.reader import find_times
from kgservice.times.words import YEAR_OF_PLANS

_FARTHEST_YEAR = (
    400  # the farthest that a year stands before an annotated month without one is 50 characters; a long sentence
)
_LONGEST_CLAUSE = 300  # the longest clause of 1,092 annotated deadlines has 57 characters; some texts have no commas
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〔\d{4}〕")
_YEAR_LABEL = re.compile(r"[。；](20\d\d)年：")  # 2027年：硬化道路20公里。9月底前完成一半。
_OPENS_WITH_THIS_YEAR = re.compile("(?<![^。，；）])今年")
_LONGEST_EXPECTED = 4  # 预计于 has three characters
_CLAUSE_END = re.compile("[，。；！？]")
_JOINS = re.compile("[、和及与]|以及")
_CELL_DAY = re.compile(r"(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?:日?前|底)?")
_CELL_MONTH = re.compile(r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?")
_CELL_YEAR = re.compile(r"20\d\d")
_CELL_YEARS = re.compile(r"(?P<first>20\d\d)年?[-—~至]{1,2}(?P<last>20\d\d)年?")
_HINTS = ("前", "之日起", "底", "末", "初")
_BEFORE_THEN = "(?:之前|以前|前(?![期沿后三端列瞻提置述款景往]))"


@cache
def _looks_like_time() -> re.Pattern[str]:
    """What may be a time: the end of some stretch of it by which something is due, a day before which it is."""
    spans, due = one_of("times", "spans"), one_of("deadlines", "due")
    return re.compile(
        rf"""
        (?:\d{{1,4}}[月日号]|[一二三四五六七八九十]{{1,3}}月|季度?|之日起)[^，。；：、（）《》\d]{{0,3}}[底末]?{_BEFORE_THEN}
      | (?<![\d一二三四五六七八九十个上])月[底末]{_BEFORE_THEN}
      | (?<![上过每]){spans}[底末初]{_BEFORE_THEN}?(?=，?{due})
      | [\u4e00-\u9fff]节(?:之前|以前|前夕?)(?=[，完开组发])
      | 之日起(?:至|[^，。；：施执实生]{{1,6}}内)
        """,
        re.VERBOSE,
    )


@cache
def _no_time() -> re.Pattern[str]:
    """What stands where a time can and says that there is none: 长期, 按省里要求, 由专班另定."""
    return re.compile(rf"{one_of('deadlines', 'no_day')}|[-/]|按.{{1,8}}{one_of('deadlines', 'as_told')}|由.{{1,12}}定")


# Which rule reads a time, the first whose test holds.
_RULES = (
    ("deadline.term", lambda time: time.form is Form.TERM),  # 自印发之日起15日内
    ("deadline.period", lambda time: time.form is Form.RANGE),  # 2022年6月—2022年11月
    ("deadline.recurrence", lambda time: time.form is Form.RECURRENCE),  # 每季度，每年12月15日前
    ("deadline.holiday", lambda time: time.form is Form.HOLIDAY),  # 春节、五一、十一等重要节假日前
    ("deadline.date", lambda time: time.last.year is not None),  # 到2025年，2021年6月底前，“十四五”末
    (
        "deadline.quarter",
        lambda time: time.last.months or time.last.season or time.last.near,
    ),  # 第四季度，汛期前，下周五前
    ("deadline.this-year", lambda time: time.last.only_year),  # 年底前，年内，明年
    ("deadline.month", lambda time: True),  # 5月1日前，今年9月底前
)
DEADLINE_RULES = tuple(rule for rule, _ in _RULES)
BARE = "deadline.bare"


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of the times in a passage.

    `stretches` are known to hold one (完成时限：2025年6月), where a bare month is one; `this` is the year that 年底前 means,
    `since` the first that anything can be due in, `year` the one that the step says a month without a year belongs to,
    `only` that of a plan for one year, which tells the day but is not what the text says of it, `issued` the day of issue.
    """

    stretches: tuple[Span, ...] = ()
    this: int | None = None
    since: int | None = None
    year: int | None = None
    only: int | None = None
    issued: date | None = None


@dataclass(slots=True)
class DeadlinesRead:
    """The deadlines of a passage, in order, and the words that look like a time and were not understood."""

    deadlines: list[Deadline] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    def __add__(self, other: DeadlinesRead) -> DeadlinesRead:
        return DeadlinesRead(self.deadlines + other.deadlines, self.unread + other.unread)


def find_deadlines(text: CleanText, span: Span, times: Times = Times()) -> DeadlinesRead:
    """The deadlines in `span`; titles in 《》 and numbers in 〔〕 are left out."""
    read = DeadlinesRead()
    for stretch in without(span, [Span(*match.span()) for match in _TITLES.finditer(text.folded, *span)]):
        found = [*_cell_day(text.folded, stretch, times)] or list(find_times(text.folded, *stretch))
        for time, listed in zip(found, _listed(text.folded, found), strict=True):
            deadline = _due(text, span, stretch, time, listed, times)
            told = _stands_alone(time, times)
            early = deadline is not None and not told and _too_early(text.folded, deadline, times)
            if deadline and not early:
                read.deadlines.append(deadline)
        read.unread += _not_read(text.folded, stretch, found, times.stretches)
    return read


def _due(text: CleanText, span: Span, stretch: Span, time: Time, listed: bool, times: Times) -> Deadline | None:
    """The deadline that `time`, found in `stretch`, sets, if it sets one; `listed` says that a list makes it one."""
    alone = _stands_alone(time, times)
    what = around(text.folded, stretch.start, span.end, time, alone=alone, listed=listed)
    if not is_due(what) or _is_over(text.folded, time, times):
        return None
    only_there = alone and not is_due(replace(what, alone=False))
    rule = BARE if only_there else next(rule for rule, holds in _RULES if holds(time))
    return _deadline(text, span, time, rule, times)


def _stands_alone(time: Time, times: Times) -> bool:
    """Whether it stands where only a time can (完成时限：2025年6月)."""
    return any(each.start <= time.start and time.end <= each.end for each in times.stretches)


@cache
def _expected() -> re.Pattern[str]:
    return re.compile(f"{one_of('deadlines', 'expected')}于?$")


def _too_early(folded: str, deadline: Deadline, times: Times) -> bool:
    """Whether the plan cannot set the time, which is before its own; one that is only expected is (2023年的计划: 预计2022年12月开工)."""
    if deadline.year is None or times.since is None or deadline.year >= times.since or deadline.recurrence:
        return False
    start = deadline.when.start
    return _expected().search(folded, max(0, start - _LONGEST_EXPECTED), start) is None


def _cell_day(folded: str, stretch: Span, times: Times) -> Iterator[Time]:
    """A cell's day, month, year or years in figures alone (11.30; 202611; 2024; 2025-2028)."""
    if stretch not in times.stretches:
        return
    if match := _CELL_DAY.fullmatch(folded, *stretch):
        yield Time(Form.POINT, *stretch, Point(month=int(match["month"]), day=int(match["day"])), before=True)
    elif month := _CELL_MONTH.fullmatch(folded, *stretch):
        day = int(month["day"]) if month["day"] else None
        yield Time(
            Form.POINT, *stretch, Point(year=int(month["year"]), month=int(month["month"]), day=day), before=True
        )
    elif _CELL_YEAR.fullmatch(folded, *stretch):
        yield Time(Form.POINT, *stretch, Point(year=int(folded[slice(*stretch)])))
    elif years := _CELL_YEARS.fullmatch(folded, *stretch):
        yield Time(Form.RANGE, *stretch, Point(year=int(years["last"])), Point(year=int(years["first"])))


def _not_read(folded: str, stretch: Span, found: Sequence[Time], alone: Sequence[Span]) -> Iterator[Span]:
    """What looks like a time and is none that was found, and where only a time can stand (完成时限：) and none does."""
    hinted = any(folded.find(hint, *stretch) >= 0 for hint in _HINTS)
    for match in _looks_like_time().finditer(folded, *stretch) if hinted else ():
        if all(time.end <= match.start() or match.end() <= time.start for time in found):
            yield Span(*match.span())
    for place in alone:
        inside = stretch.start <= place.start and place.end <= stretch.end
        told = any(place.start <= time.start < place.end for time in found)
        if inside and not told and not _no_time().search(folded, *place):
            yield place


def _is_over(folded: str, time: Time, times: Times) -> bool:
    """Whether a report counts up to then (截至2025年6月30日 in a plan of 2026)."""
    if times.issued is None or not folded.startswith("截", time.start):
        return False
    last = days_of(time, Anchor(times.this, times.only, times.issued)).last
    return last is not None and last < times.issued


def _listed(folded: str, found: Sequence[Time]) -> list[bool]:
    """For each time, whether a list that it stands in says that it is a limit: 6月底、12月底前; 3月、9月各一次."""
    shared: list[bool] = []
    for time, following in zip(reversed(found), [None, *reversed(found)], strict=False):
        joined = (
            following is not None
            and time.form is following.form is Form.POINT
            and _JOINS.fullmatch(folded, time.end, following.start) is not None
        )
        limit = following is not None and (following.before or shared[-1])
        shared.append((joined and limit) or (not time.last.only_year and folded.startswith("各", time.end)))
    return shared[::-1]


def _deadline(text: CleanText, span: Span, time: Time, rule: str, times: Times) -> Deadline:
    """The deadline at `time`, with the clause it stands in, and the days that its sentence and the plan give it."""
    folded = text.folded
    named = _year_named_before(folded, span, time, times) if time.last.year is None else None
    days = days_of(time, Anchor(times.this, named or times.only, times.issued))
    year = days.year
    if year is None and named and time.form in (Form.POINT, Form.RANGE):
        year = named
    return Deadline(
        rule,
        Span(time.start, time.end),
        _quote(text, span, time),
        year,
        days.last,
        time.recurrence,
        starts=days.first if days.first != days.last else None,
        event=(time.term.event or None) if time.term else None,
        impossible=days.impossible,
    )


def _year_named_before(folded: str, span: Span, time: Time, times: Times) -> int | None:
    """The year that the sentence names before a month without one, or the label over it, else the one of the step; none behind 每年."""
    first = max(span.start, time.start - _FARTHEST_YEAR)
    sentence = folded.rfind("。", first, time.start) + 1
    if folded.find("每年", max(sentence, first), time.start) >= 0:
        return times.year
    named = map(int, YEAR_OF_PLANS.findall(folded, max(sentence, first), time.start))
    years = [year for year in named if year >= (times.since or year)]
    if not years:
        labels = map(int, _YEAR_LABEL.findall(folded, first, time.start))
        years = [year for year in labels if year >= (times.since or year)]
    if not years and _OPENS_WITH_THIS_YEAR.search(folded, max(sentence, first), time.start):
        return times.this
    return years[-1] if years else times.year


def _quote(text: CleanText, span: Span, time: Time) -> Span:
    """The clause that a time stands in, or opens."""
    folded = text.folded
    start, end = time.start, time.end
    first, last = max(span.start, start - _LONGEST_CLAUSE), min(span.end, end + _LONGEST_CLAUSE)
    left = max(folded.rfind(mark, first, start) for mark in "，。；！？") + 1
    match = _CLAUSE_END.search(folded, end, last)
    if match and folded[match.start()] == "，" and match.start() == end:
        match = _CLAUSE_END.search(folded, end + 1, last)
    return text.strip(Span(max(left, first), match.start() if match else last), "（）")
