"""Reads times that come again (每季度首月15日前, 每年6月底前, 按月) and says how, in the notation of RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgservice.lexicon import meanings, one_of
from kgservice.times.model import Form, Time
from kgservice.times.words import BEFORE, DAY, MONTH, PART, QUARTER, number

_UNITS = {
    "年": ("YEARLY", 1),
    "学年": ("YEARLY", 1),
    "学期": ("MONTHLY", 6),
    "季": ("MONTHLY", 3),
    "月": ("MONTHLY", 1),
    "周": ("WEEKLY", 1),
    "星期": ("WEEKLY", 1),
    "日": ("DAILY", 1),
    "天": ("DAILY", 1),
    "小时": ("HOURLY", 1),
}
_HALVES = {
    "年": "FREQ=MONTHLY;INTERVAL=6",
    "学期": "FREQ=MONTHLY;INTERVAL=3",
    "月": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
    "天": "FREQ=HOURLY;INTERVAL=12",
    "日": "FREQ=HOURLY;INTERVAL=12",
}
# The months of a quarter by what they are called, with the day that is meant where none is told.
_OF_QUARTER = {
    word: told
    for words, told in (
        (("首月", "首个月", "第一个月", "第1个月"), ("1,4,7,10", "")),
        (("初",), ("1,4,7,10", "5")),
        (("第二个月", "第2个月"), ("2,5,8,11", "")),
        (("末月", "末", "底", "第三个月", "第3个月", "最后一个月", "最后1个月", "最末一个月"), ("3,6,9,12", "-1")),
    )
    for word in words
}
_WEEKDAYS = {
    "一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU",
}  # fmt: skip
_TENTH_DAYS = {"上旬": "10", "中旬": "20", "下旬": "-1", "底": "-1", "末": "-1", "月底": "-1", "月末": "-1", "初": "5"}


_MONTHS = rf"(?:\d{{1,2}}月?份?|{MONTH})(?:{DAY})?(?:-|~|至|到)(?:次年|翌年|第二年)?{MONTH}(?:{DAY}|底|末)?"
_ONE_SPAN = re.compile(
    rf"(?P<first>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月?[^-~至到]*[-~至到](?:次年|翌年|第二年)?(?P<last>{MONTH})"
)


@cache
def _pattern() -> re.Pattern[str]:
    of_quarter = "|".join(sorted(_OF_QUARTER, key=len, reverse=True))
    return re.compile(
        rf"""
        (?:[从自]?(?P<since>20\d\d)年(?:起|开始))?
        (?:每隔?|(?P<steady>按|逐)(?=月|季|半年|周|旬)(?!月月|季季))(?:(?:\d{{1,2}}|[一二两三四五六七八九])[-~至到](?=[\d二三四五六七八九十]))?(?P<count>\d{{1,2}}|半|[两二三四五六七八九十])?个?
        (?P<unit>年度?|学年|学期|季度?|月度?|周|星期|日|天|旬|小时)(?!人|均)
        (?:
            (?<=季)(?P<quarter_month>{of_quarter})的?(?:月?(?P<quarter_day>{DAY}))?
          | (?<=季度)(?P<q_month>{of_quarter})的?(?:月?(?P<q_day>{DAY}))?
          | (?<=[年度])(?P<months>{_MONTHS}(?:[、和及]{_MONTHS})*)
          | (?<=[年度])(?P<month>{MONTH})(?:(?P<month_day>{DAY})|(?P<month_part>{PART}))?
          | (?<=[年度])(?P<year_quarter>{QUARTER})末?
          | (?<=[年度])(?:年)?(?P<year_part>底|末|初)
          | (?<=月)(?P<last_workday>最后一?个?工作日)
          | (?<=月)(?P<day>{DAY})
          | (?<=月)(?P<part>{PART})
          | (?<=旬)[底末]
          | (?<=[周期])(?P<weekday>[一二三四五六日天])(?:下班|(?P<week_hour>\d{{1,2}})时)?
          | (?<=[日天])(?:早上|上午|下午|晚上)?(?P<hour>\d{{1,2}})[时点]
          | (?P<season>(?:{one_of("times", "seasons")}|下班))(?={BEFORE})
        )?
        (?P<before>{BEFORE})?
        """,
        re.VERBOSE,
    )


_YEARLY = "FREQ=YEARLY"


@cache
def _rhythm() -> re.Pattern[str]:
    season = one_of("times", "natural_seasons")
    return re.compile(f"(?P<rhythm>{one_of('times', 'rhythms')}|(?P<either>{season}或{season}))")


_MORE = re.compile(
    rf"(?:、|和|及|与|以及)(?:(?P<month>{MONTH})(?:(?P<month_day>{DAY})|(?P<month_part>{PART}))?|(?P<day>{DAY}))(?P<before>{BEFORE})?"
)


def recurrences_at(folded: str, here: int, end: int) -> list[Time]:
    """The recurrences that begin at `here`: one, or one for each day that shares it (每月10日和25日前)."""
    if word := _rhythm().match(folded, here, end):
        rule = _YEARLY if word["either"] else str(meanings("times", "rhythms")[word["rhythm"]])
        return [Time(Form.RECURRENCE, here, word.end("rhythm"), recurrence=rule, plain=True)]
    match = _pattern().match(folded, here, end)
    if match is None:
        return []
    rule = _rule(match)
    told = any(
        match[name]
        for name in ("quarter_month", "q_month", "months", "month", "year_quarter", "year_part", "day", "part")
    )
    told = told or any(match[name] for name in ("last_workday", "weekday", "hour", "season", "before"))
    since = int(match["since"]) if match["since"] else None
    found = [_time(here, match.end(), rule, since, told=told, before=match["before"] is not None)]
    if match["month"] or match["day"]:
        found += (
            _time(start, close, each, since, told=True, before=before)
            for start, close, each, before in _more(folded, match, end)
        )
    return found


def _more(folded: str, first: re.Match[str], end: int) -> Iterator[tuple[int, int, str, bool]]:
    """What a list goes on with: 和25日前 behind 每月10日, 、9月底前 behind 每年3月底."""
    place = first.end()
    while (match := _MORE.match(folded, place, end)) is not None:
        if match["month"]:
            if not first["month"]:
                return
            rule = "FREQ=YEARLY" + _by_month(match["month"], match["month_day"], match["month_part"])
        elif first["month"]:
            rule = "FREQ=YEARLY" + _by_month(first["month"], match["day"], None)
        else:
            rule = f"FREQ=MONTHLY;BYMONTHDAY={number(match['day'])}"
        yield (
            match.start("month") if match["month"] else match.start("day"),
            match.end(),
            rule,
            match["before"] is not None,
        )
        place = match.end()


def _time(start: int, end: int, rule: str, since: int | None, *, told: bool, before: bool) -> Time:
    return Time(Form.RECURRENCE, start, end, before=before, recurrence=rule, plain=not told, since=since)


def _by_month(month: str, day: str | None, part: str | None) -> str:
    rule = f";BYMONTH={number(month)}"
    if day:
        return f"{rule};BYMONTHDAY={number(day)}"
    return f"{rule};BYMONTHDAY={_TENTH_DAYS[part]}" if part in _TENTH_DAYS else rule


def _months_in(spans: str) -> set[int]:
    """The months of spans that come again (6月至8月和10月至次年1月)."""
    months: set[int] = set()
    for span in _ONE_SPAN.finditer(spans):
        first, last = number(span["first"]), number(span["last"])
        months |= {(month - 1) % 12 + 1 for month in range(first, last + (12 if last < first else 0) + 1)}
    return months


def _rule(match: re.Match[str]) -> str:
    """The recurrence as an RFC 5545 recurrence rule."""
    unit = match["unit"]
    unit = unit if unit == "学期" else unit.removesuffix("度").replace("学年", "年")
    if unit == "旬":
        return "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"
    if match["count"] == "半":
        return _HALVES.get(unit, "FREQ=MONTHLY;INTERVAL=6")
    frequency, interval = _UNITS[unit]
    if count := match["count"]:
        interval *= number(count.replace("两", "二"))
    steps = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval != 1 else "")
    if month := match["quarter_month"] or match["q_month"]:
        months, day = _OF_QUARTER[month]
        if told := match["quarter_day"] or match["q_day"]:
            day = str(number(told))
        return f"FREQ=MONTHLY;BYMONTH={months}" + (f";BYMONTHDAY={day}" if day else "")
    if match["months"]:
        return f"{steps};BYMONTH={','.join(map(str, sorted(_months_in(match['months']))))}"
    if match["month"]:
        return steps + _by_month(match["month"], match["month_day"], match["month_part"])
    if match["year_part"]:
        return steps + (";BYMONTH=1" if match["year_part"] == "初" else ";BYMONTH=12;BYMONTHDAY=-1")
    if quarter := match["year_quarter"]:
        place = next(index for index, each in enumerate("一二三四", 1) if each in quarter or str(index) in quarter)
        return f"{steps};BYMONTH={3 * place};BYMONTHDAY=-1"
    if match["last_workday"]:
        return f"{steps};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    if match["day"]:
        return f"{steps};BYMONTHDAY={number(match['day'])}"
    if match["part"] in _TENTH_DAYS:
        return f"{steps};BYMONTHDAY={_TENTH_DAYS[match['part']]}"
    if match["weekday"]:
        return f"{steps};BYDAY={_WEEKDAYS[match['weekday']]}" + (
            f";BYHOUR={match['week_hour']}" if match["week_hour"] else ""
        )
    return f"{steps};BYHOUR={match['hour']}" if match["hour"] else steps
