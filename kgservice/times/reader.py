"""Finds the times in a text, whatever they are there for: one reader for prose, cells and the head of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from math import ceil

from kgservice.lexicon import lexicon, meanings, one_of
from kgservice.times.model import Form, Point, Term, Time
from kgservice.times.recurrences import recurrences_at
from kgservice.times.words import (
    BEFORE,
    BY,
    COUNT,
    FIGURES,
    FIRST_YEARS,
    LAST_YEARS,
    NO_LIMIT,
    PERIOD,
    RANGE,
    YEAR,
    number,
    point,
    shift_of,
)

_BY = re.compile(BY)
_BEFORE = re.compile(BEFORE)
_NO_LIMIT = re.compile(NO_LIMIT)
_RANGE = re.compile(RANGE)
_RELATIVE = re.compile("当年|次年|翌年|后年|本年")
_YEARS = re.compile(rf"(?P<first>{YEAR})年?(?:起)?(?:-{{1,2}}|~|至|到)(?P<last>{YEAR})年")
_BARE_MONTHS = re.compile(rf"(?:(?P<year>{YEAR})年)?(?P<first>(?<![\d.])\d{{1,2}})(?:-|~|至|到)(?=\d{{1,2}}月)")
_FROM_NOW = re.compile("(?:从|自)?(?:即日|本?[\u4e00-\u9fff]{0,6}(?:印发|发布|公布|实施|施行)之日)起(?:至|到|-)")
_MONTHS = 12
_NEXT_FIGURES = re.compile(r"(?P<number>\d{1,2})(?:[./\-](?P<day>\d{1,2})日?)?(?![\d./年月日])")
_NEXT_DAY = re.compile(r"\d{1,2}日")
_SINCE = "(?=[之次后以起])(?P<since>之日起?|次日起|之?后|以后|起)的?"
_SO_LONG = "(?P<unit>个?工作日|个?自然日|个?月|个?季度|年|周|天|日|个?小时|分钟)"
_WITHIN = re.compile(
    rf"(?:(?:自|从)?{YEAR}年(?:\d{{1,2}}月)?(?:起|开始)，?(?:力争|争取)?|今后|未来)?(?<![\d.])(?:(?:\d{{1,2}}|[一二两三四五])[-~至到])?(?P<count>\d{{1,2}}(?:\.\d)?|半|[一二两三四五六七八九十]{{1,2}})(?P<unit>年|个月|个?工作日|个?自然日|天|日|周|个?小时)(?:之|以)?内(?![部容外设控生需涵地陆河蒙在])"
)
_UNITS = {"天": "日", "自然日": "日", "工作日": "日"}
_PREPOSITION = re.compile("自从?|从|在|于")
_CUTS = "，。；：、（）！？“”"
_FARTHEST_EVENT = 24  # the longest annotated event has 7 characters; three times that, and what leads to it
_BESIDE = re.compile("(?:完成|[、，；和及])*")
_OCCASION = re.compile("[\u4e00-\u9fff]{0,4}[会议节赛期]")
_NO_BEGINNING = rf"(?!，?[至到]|每|，每年|，?{COUNT}(?:年|个月)[之以]?内|，(?:力争)?(?:利?用|通过|经过){COUNT}年)"
_FROM_THEN = re.compile(rf"起(?!止|步|草|义|点|源){_NO_BEGINNING}")
_FROM_YEAR = re.compile(rf"开始{_NO_BEGINNING}")


_FROM_PART = re.compile(f"开始(?=，){_NO_BEGINNING}")


@cache
def _may_start() -> re.Pattern[str]:
    """Where a time may begin, told by its first characters, so that nothing else is tried elsewhere."""
    lists = ("seasons", "nears", "weeks", "holidays", "years", "of_years", "months", "rhythms")
    words = one_of("times", *lists)
    seasons = one_of("times", "natural_seasons")
    first = "".join(sorted({each.word[0] for name in (*lists, "natural_seasons") for each in lexicon("times")[name]}))
    return re.compile(
        rf"""
        (?=[\d〇○零一二三四五六七八九十两半截到至自从即第前上下Qq每按逐年周未“{first}])(?:
        (?<!\d)\d{{1,4}}(?=[年月日.\-/季~至到])
      | [〇○零一二三四五六七八九十]{{1,4}}(?=[年月季]|[五日])
      | (?:截|到|至)(?=[\d一二三四五六七八九十“截到至止今明本当次翌后下上前第年Qq])
      | (?<![\d.])(?:(?:\d{{1,2}}|[一二两三四五])[-~至到])?(?:\d{{1,2}}(?:\.\d)?|[一二两三四五六七八九十]{{1,2}}|半)(?=(?:个月|个?工作日|个?自然日|天|日|周|个?小时)[之以]?内)
      | [两半](?=年[之以]?内) | (?:今后|未来)(?=[\d一二两三四五六七八九十半])
      | [自从]?即日 | [自从](?=\d) | 自(?=本?[\u4e00-\u9fff]{{0,6}}(?:印发|发布|公布|实施|施行)之日起[至到-])
      | [一二三四](?=(?:、第?[一二三四]){{1,2}}季度) | 第[一二三四1-4] | 前[一二三]季 | [上下]半年 | [Qq][1-4]
      | 每 | [按逐](?=[月季半周旬])
      | 年(?=[底末内中初年])
      | 周(?=[一二三四五六日][前之以])
      | “(?=十)
      | {words} | {seasons}(?=或)
        )
        """,
        re.VERBOSE,
    )


@cache
def _after() -> re.Pattern[str]:
    """So long after an event: 之日起15日内; 内 may be left out before what is done then (之日起3个工作日办结)."""
    done = f"(?:（[^（）]{{0,20}}）)?{one_of('times', 'settled')}"
    return re.compile(rf"{_SINCE}(?P<count>{COUNT}){_SO_LONG}(?:之内|以内|内|(?={done}))")


@cache
def _holiday() -> re.Pattern[str]:
    names = one_of("times", "holidays")
    return re.compile(
        rf"(?:每逢)?(?:(?P<year>{YEAR})年)?(?P<name>(?:{names}[、和及]?){{1,8}})(?:等)?(?:重要|重大|传统|主要|法定)*(?:节假日|节日|假期|时段|期间)?(?P<before>之前|以前|前夕|前(?!后))"
    )


def find_times(folded: str, start: int, end: int) -> Iterator[Time]:
    """The times in `folded` between `start` and `end`, in order; none overlaps another."""
    yield from _in_order(folded, start, end, _terms(folded, start, end))


@lru_cache(maxsize=4096)
def is_only_times(words: str) -> bool:
    """Whether `words` are times and nothing else, but for 完成 behind them: a cell's 2026年6月底前完成."""
    found = list(find_times(words, 0, len(words)))
    ends = [0, *(time.end for time in found)]
    starts = [*(time.start for time in found), len(words)]
    between = [words[end:start] for end, start in zip(ends, starts, strict=True)]
    return bool(found) and all(_BESIDE.fullmatch(rest) for rest in between)


def _in_order(folded: str, start: int, end: int, terms: Iterable[Time]) -> Iterator[Time]:
    """The `terms` and, before, between and behind them, the times of every other form."""
    place = start
    for term in terms:
        yield from _between(folded, place, term.start)
        yield term
        place = term.end
    yield from _between(folded, place, end)


def _between(folded: str, start: int, end: int) -> Iterator[Time]:
    may_start, place = _may_start(), start
    while (begin := may_start.search(folded, place, end)) is not None:
        here = begin.start()
        found = next((times for form in _FORMS if (times := form(folded, here, end))), [])
        yield from found
        place = found[-1].end if found else here + 1


def _terms(folded: str, start: int, end: int) -> Iterator[Time]:
    """Times after an event: 自印发之日起15日内, 目录更新后30天内."""
    last = start
    for match in _after().finditer(folded, start, end):
        floor = max(last, match.start() - _FARTHEST_EVENT)
        left = max(floor, *(folded.rfind(cut, floor, match.start()) + 1 for cut in _CUTS))
        words = folded[left : match.start()]
        begins = _event_start(words)
        if begins is None:
            continue
        opens, event = begins
        text = words[event:].removesuffix("之日")
        unit = match["unit"].removeprefix("个")
        term = Term(
            text,
            1 if match["count"] == "半" else number(match["count"].replace("两", "二")),
            _UNITS.get(unit, unit),
            "工作" in unit,
            re.search(one_of("times", "again"), text) is not None,
        )
        yield Time(Form.TERM, left + opens, match.end(), term=term)
        last = match.end()


def _event_start(words: str) -> tuple[int, int] | None:
    """Where a time after an event begins in the `words` before 之日起 or 后, and where the event; None if no event is told."""
    prepositions = list(_PREPOSITION.finditer(words))
    if prepositions:
        last = prepositions[-1]
        return (
            (last.start() if last.group()[0] in "自从" else last.end(), last.end()) if last.end() < len(words) else None
        )
    if verb := re.search(one_of("times", "arrive"), words):
        begins = verb.start() if verb.end() < len(words) else 0
        return begins, begins
    return (0, 0) if _OCCASION.fullmatch(words) else None


def _within(folded: str, here: int, end: int) -> list[Time]:
    """So long from an event that is not said: 5年内, 2012年起三年内, 7个工作日内."""
    match = _WITHIN.match(folded, here, end)
    if match is None:
        return []
    count = 1 if match["count"] == "半" else _whole(match["count"].replace("两", "二"))
    unit = match["unit"].removeprefix("个")
    term = Term("", count, _UNITS.get(unit, unit), working="工作" in unit, again=False)
    return [Time(Form.TERM, here, match.end(), before=True, term=term)]


def _whole(words: str) -> int:
    """The number that `words` write, of a part of one the next (0.5个工作日)."""
    return ceil(float(words)) if "." in words else number(words)


def _point(folded: str, here: int, end: int) -> list[Time]:
    """A day, month or year, with what leads to it and ends it: 到2025年, 2021年6月底前, 年底前."""
    by = _BY.match(folded, here, end)
    begin = by.end() if by else here
    read = _read_point(folded, begin, end)
    if read is None:
        return []
    last, close = read
    before = _BEFORE.match(folded, close, end)
    if before and last.only_year and not last.part and _NO_LIMIT.match(folded, close, end):
        before = None
    if before and last.season and not last.season_of_year and "前" not in before.group():
        before = None
    if not (by or before or last.part) and _RELATIVE.fullmatch(folded, begin, close):
        return []
    close = before.end() if before else close
    if last == Point(part="内") or (not last.only_year and not last.month and last.day and not (by or before)):
        return []
    if last.part == "期末":
        return [Time(Form.PERIOD, here, close, replace(last, part="底"), by=by is not None, before=before is not None)]
    form = Form.SEASON if last.season and not last.season_of_year else Form.POINT
    return [Time(form, here, close, last, by=by is not None, before=before is not None or last.part == "内")]


def _since(folded: str, here: int, end: int) -> list[Time]:
    """From a day, a month or a year on: 从2019年1月1日起，实施…; 2025年6月起推行…; 从2019年开始…."""
    read = _read_point(folded, here + (folded[here] in "自从"), end)
    if read is None or not (read[0].month or read[0].months or read[0].only_year):
        return []
    if not (read[0].year or (folded[here] in "自从" and read[0].month)):
        return []
    told = _FROM_THEN.match(folded, read[1], end)
    if told is None:
        since_year = read[0].only_year and (not read[0].part or folded[here] in "自从")
        told = (_FROM_YEAR if since_year else _FROM_PART).match(folded, read[1], end)
    return [Time(Form.POINT, here, told.end(), replace(read[0], part="起"))] if told else []


def _read_point(folded: str, begin: int, end: int) -> tuple[Point, int] | None:
    """The point that is written at `begin`, and where it ends."""
    if figures := FIGURES.match(folded, begin, end):
        month = int(figures["month"])
        if figures["day"] or (figures["sep"] != "/" and month <= 12):
            told = int(figures["day"]) if figures["day"] else None
            return Point(int(figures["year"]), None, month, day=told), figures.end()
    if plan := PERIOD.match(folded, begin, end):
        return (Point(LAST_YEARS[plan["nth"]], part="期末"), plan.end()) if "末" in plan["part"] else None
    match = point().match(folded, begin, end)
    if match is None or match.end() == match.start():
        return None
    part: str | None = next((match[name] for name in match.groupdict() if name.endswith("part") and match[name]), None)
    year = number(match["year"]) if match["year"] else None
    shift = _shift(match["shift"], match["of_year"])
    if match["year_part"] and year is None and shift is None and _not_alone(folded, begin, match["year_part"]):
        return None
    told_day = match["day"] or match["shift_day"]
    read = Point(
        year,
        0 if match["year_part"] and year is None and shift is None else shift,
        number(match["month"]) if match["month"] else None,
        shift_of(match["month_shift"], "months") if match["month_shift"] else None,
        number(told_day) if told_day else None,
        part.removeprefix("年").removeprefix("月") if part else None,
        _months(match["quarter"], match["half"]),
        match["season"] or match["of_year"],
        match["near"],
        season_of_year=match["of_year"] is not None,
    )
    return read, match.end()


def _shift(years: str | None, of_year: str | None) -> int | None:
    """How far the year that is told is from the plan's own: 今年, or a season that names its year (今冬明春)."""
    if years:
        return shift_of(years, "years")
    return shift_of(of_year, "of_years") if of_year and of_year in meanings("times", "of_years") else None


def _not_alone(folded: str, begin: int, words: str) -> bool:
    """Whether 年底, 年内 or 年末 at `begin` belongs to what stands before it (三年内, 每年底), or is no such word (底, 内)."""
    return words[0] != "年" or (
        begin > 0 and folded[begin - 1] in "0123456789一二三四五六七八九十两几每近数往多半上去前"
    )


def _months(quarter: str | None, half: str | None) -> tuple[int, int] | None:
    """The first and last month of a quarter (第三季度, Q3, 前三季度) or half year."""
    if half:
        return (1, 6) if half[0] == "上" else (7, 12)
    if quarter is None:
        return None
    told = re.findall("[一二三四1-4]", quarter)
    quarters = [int(each) if each.isdigit() else "一二三四".index(each) + 1 for each in told]
    first = 1 if quarter[0] == "前" else quarters[0]
    return 3 * first - 2, 3 * quarters[-1]


def _range(folded: str, here: int, end: int) -> list[Time]:
    """From one day, month or year to another: 3月至5月, 2025年10月1日至2026年3月31日, 2026—2028年, 即日起至6月底."""
    if years := _YEARS.match(folded, here, end):
        last = Point(number(years["last"]))
        go_on = point().match(folded, years.start("last"), end)
        if go_on and not go_on["month"] and not go_on["quarter"]:
            close = go_on.end() if go_on["year_part"] else years.end()
            before = _BEFORE.match(folded, close, end)
            return [
                Time(
                    Form.RANGE,
                    here,
                    before.end() if before else close,
                    last,
                    Point(number(years["first"])),
                    before=before is not None,
                )
            ]
    if plan := PERIOD.match(folded, here, end):
        begins = FIRST_YEARS[plan["nth"]]
        within = "末" not in plan["part"]
        return [Time(Form.RANGE, here, plan.end(), Point(begins + 4), Point(begins))] if within else []
    if now := _FROM_NOW.match(folded, here, end):
        read = _read_point(folded, now.end(), end)
        if read:
            before = _BEFORE.match(folded, read[1], end)
            return [Time(Form.RANGE, here, before.end() if before else read[1], read[0], before=True)]
    if months := _BARE_MONTHS.match(folded, here, end):
        first: Point | None = Point(number(months["year"]) if months["year"] else None, month=int(months["first"]))
        join_end = months.end()
    else:
        read = _read_point(folded, here, end)
        if read is None or read[0].season:
            return []
        first = read[0]
        joined = _RANGE.match(folded, read[1], end)
        if joined is None:
            return []
        join_end = joined.end()
    days = _NEXT_DAY.match(folded, join_end, end)
    told = _figures_on(folded, here, join_end, end, first)
    if told is not None:
        last, close = told
    elif days and first and first.day:
        last, close = Point(first.year, first.shift, first.month, day=number(days.group())), days.end()
    else:
        following = _read_point(folded, join_end, end)
        if following is None or following[0].season:
            return []
        last, close = following
    if first and last.year is None and last.shift is None and (first.year is not None or first.shift is not None):
        turns = first.year is not None and last.month is not None and last.month < (first.month or 0)
        year = first.year + 1 if turns and first.year is not None else first.year
        last = Point(year, first.shift, last.month, None, last.day, last.part, last.months)
    if first and last.shift == 1 and first.year is not None:
        last = Point(first.year + 1, None, last.month, None, last.day, last.part, last.months)
    before = _BEFORE.match(folded, close, end)
    return [Time(Form.RANGE, here, before.end() if before else close, last, first, before=before is not None)]


def _figures_on(folded: str, here: int, place: int, end: int, first: Point | None) -> tuple[Point, int] | None:
    """The last day or month of a span in figures, in the year of `first`, and where it ends (2026.3.1-5.31, 2026.3-6, 2026.3.1-15)."""
    told = _NEXT_FIGURES.match(folded, place, end) if FIGURES.match(folded, here, end) else None
    if told is None or first is None:
        return None
    number_told, day = int(told["number"]), int(told["day"]) if told["day"] else None
    if day is None and first.day:
        return (Point(first.year, None, first.month, day=number_told), told.end()) if number_told > first.day else None
    is_month = bool(day) == bool(first.day) and 1 <= number_told <= _MONTHS
    return (Point(None, None, number_told, day=day), told.end()) if is_month else None


def _holidays(folded: str, here: int, end: int) -> list[Time]:
    """Before a holiday: 春节、五一、十一等重要节假日前."""
    match = _holiday().match(folded, here, end)
    if match is None:
        return []
    return [
        Time(
            Form.HOLIDAY,
            here,
            match.end(),
            Point(number(match["year"]) if match["year"] else None, season=match["name"]),
            before=True,
        )
    ]


_FORMS: tuple[Callable[[str, int, int], list[Time]], ...] = (recurrences_at, _holidays, _within, _range, _since, _point)
