"""Reads the times by which something is due: dates, years, recurrences, holidays."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Deadline
from kgservice.extraction.rule import Rule

_YEAR = r"20\d\d年"
_MONTH = r"\d{1,2}月"
_DAY = r"\d{1,2}日"
_PART = "(?:上旬|中旬|下旬|月底|年底|底|末|初)"
_BEFORE = "(?:之前|以前|前)"
_PERIOD = re.compile(
    rf"(?P<year>{_YEAR})(?:{_MONTH})?(?:{_DAY})?(?:起)?[-~至到—]{{1,2}}(?P<last_year>{_YEAR})?(?P<month>{_MONTH})(?P<day>{_DAY})?(?:{_PART})?{_BEFORE}?"
    rf"|(?<![较比由从])(?P<first_year>{_YEAR})(?:起)?(?:至|到)(?P<only_last>{_YEAR})(?![底末前])"
)
_ABSOLUTE = re.compile(
    rf"""
    (?P<by>到|至|截至|截止)?(?P<year>{_YEAR})(?:
        (?P<month>{_MONTH})(?P<day>{_DAY})?(?P<part>{_PART})?(?P<before>{_BEFORE})?      # 2021年6月底前
      | (?P<season>第?[一二三四1-4]季度|[上下]半年|主?汛期?|秋冬季|入冬)(?P<season_part>{_PART})?(?P<season_before>{_BEFORE})?  # 2025年主汛期前
      | (?P<year_part>年底|底|末)?(?P<year_before>{_BEFORE}|内)?                          # 到2025年，2018年底前
    )
    """,
    re.VERBOSE,
)
_MONTH_ONLY = re.compile(rf"(?<![\d年])(?P<month>{_MONTH})(?P<day>{_DAY})?(?P<part>{_PART})?(?P<before>{_BEFORE})?")
_THIS_YEAR = re.compile(
    rf"(?<!\d)(?<!每)(?<!\d年)(?<![一二三四五六七八九十两几])(?:到|至)?(?:本年度?|当年|今年)?(?:年底|年末|年内)(?P<before>{_BEFORE})?(?!前)"
)
_RECURRENCE = re.compile(
    r"""
    (?:(?P<from>20\d\d)年起)?每(?P<count>两|半|[二三])?个?(?P<unit>年度?|学年|学期|季度|季|月|周|星期|日|天|旬)
    (?:(?P<part>末|初|底)(?:月\d{1,2}日)?|(?P<month>\d{1,2}月)(?:至次年\d{1,2}月)?(?P<month_part>底|末|初|上旬|中旬|下旬)?(?P<month_day>\d{1,2}日)?|(?P<day>\d{1,2}日)|(?P<hour>\d{1,2}时)|(?P<quarter>第[一二三四]季度)|(?P<weekday>[一二三四五六日])?(?P<season>主?汛期?|下班|入汛|入冬|开学|期末|放假)?(?=之前|以前|前))?
    (?P<before>之前|以前|前)?
    """,
    re.VERBOSE,
)
_QUARTER = re.compile(
    "(?<![年每前])(?:第?[一二三四]季度|[上下]半年)(?:末|底)?(?:之?前|内)?(?!度)|(?<![年每])(?:主?汛期?|入汛|汛期来临|入冬)之?前"
)
_HOLIDAY = re.compile(
    "(?:(?:元旦|春节|清明|“?五一”?|端午|中秋|国庆|“?十一”?|劳动节|国庆节|“?两节”?|“?双节”?)[、和及]?)+(?:等)?(?:重要|重大|传统|主要)*(?:节假日|节日|假期|时段|期间)?(?:之前|前夕|前)"
)

_NOT_A_DEADLINE_BEFORE = re.compile(
    "(?:较|(?<![占同环])比|自|从|由|是|以|为|与|对|在|据|将|原|截至目前|庆祝|修订|〔|（)$"
)
_GOES_ON = re.compile("[度版第基以来起初级代间的下上较比末出口]|年|[-~至到—]\\d")
_DUE = re.compile("(?:底前?|前)?(?:完成|建成|启动|开展|印发|出台|报送|实现|达到|投用|通车|开工|竣工|结束)")
_RATE = re.compile(
    "\\d|[一二三四五六七八九十两]+(?:批|份|件|次(?!性))|每|新增长|均|增长|度的?(?:工作|任务|计划|目标|考核|报告)"
)
_VALID = re.compile("有效期?|施行|执行期|试行期")
_LISTED_YEARS = re.compile("20\\d\\d年(?:[、和及]20\\d\\d年){1,3}(?:分别|，|各)")
_CLAUSE_END = re.compile("[，。；！？]")

_RULES_OF_UNIT = {
    "年": ("YEARLY", 1),
    "年度": ("YEARLY", 1),
    "学年": ("YEARLY", 1),
    "学期": ("MONTHLY", 6),
    "季度": ("MONTHLY", 3),
    "季": ("MONTHLY", 3),
}
_RULES_OF_UNIT |= {
    "月": ("MONTHLY", 1),
    "周": ("WEEKLY", 1),
    "星期": ("WEEKLY", 1),
    "日": ("DAILY", 1),
    "天": ("DAILY", 1),
    "旬": ("DAILY", 10),
}
_HALVES = {
    "年": ("MONTHLY", 6),
    "年度": ("MONTHLY", 6),
    "月": ("DAILY", 15),
    "学期": ("MONTHLY", 3),
    "天": ("HOURLY", 12),
    "日": ("HOURLY", 12),
}
_COUNTS = {"两": 2, "二": 2, "三": 3}


def _period(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Deadline]:
    last = match["only_last"] or match["last_year"] or match["year"]
    span = Span(*match.span())
    yield Deadline(rule, span, span, int(last[:4]))


def _absolute(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Deadline]:
    folded = text.folded
    before, after = (
        folded[max(match.pos, match.start() - 8) : match.start()],
        folded[match.end() : min(match.endpos, match.end() + 12)],
    )
    explicit = any(match[name] for name in ("by", "before", "season_before", "year_part", "year_before", "part"))
    if not explicit:
        if _NOT_A_DEADLINE_BEFORE.search(before) or _GOES_ON.match(after):
            return
        if re.match("[、和及与]", after) and not _LISTED_YEARS.match(folded, match.start(), match.endpos):
            return
        if match["day"] or (match["month"] and not _DUE.match(after)):
            return
    elif match["by"] and (
        re.search("(?:从|自|由)[^，。]{0,10}$", before)
        or _VALID.search(folded, max(match.pos, match.start() - 14), match.start())
    ):
        return
    year = int(match["year"][:4])
    span = Span(*match.span())
    yield Deadline(rule, span, span, year, _last_day(year, match))


def _last_day(year: int, match: re.Match[str]) -> date | None:
    """The last day that the words allow, where they name a month or a year's end."""
    if match["month"]:
        month = int(match["month"][:-1])
        if not 1 <= month <= 12:
            return None
        last = calendar.monthrange(year, month)[1]
        day = (
            int(match["day"][:-1])
            if match["day"]
            else {"上旬": 10, "中旬": 20, "初": 10}.get(match["part"] or "", last)
        )
        return date(year, month, day) if 1 <= day <= last else None
    return date(year, 12, 31) if match["year_part"] else None


def _month_only(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Deadline]:
    after = text.folded[match.end() : min(match.endpos, match.end() + 8)]
    if match["before"] or (match["part"] and _DUE.match(after)):
        span = Span(*match.span())
        yield Deadline(rule, span, span)


def _as_written(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Deadline]:
    span = Span(*match.span())
    yield Deadline(rule, span, span)


def _recurrence(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Deadline]:
    after = text.folded[match.end() : min(match.endpos, match.end() + 8)]
    before = text.folded[max(match.pos, match.start() - 6) : match.start()]
    bare = not any(match[name] for name in ("part", "month", "day", "hour", "before"))
    if bare and (_RATE.match(after) or re.match("产生|的|给予|全国", after) or before.endswith(("提前", "一"))):
        return
    span = Span(*match.span())
    yield Deadline(rule, span, span, int(match["from"]) if match["from"] else None, recurrence=_rrule(match))


def _rrule(match: re.Match[str]) -> str:
    """The recurrence as an RFC 5545 recurrence rule."""
    unit = match["unit"]
    if match["count"] == "半":
        frequency, interval = _HALVES.get(unit, ("MONTHLY", 6))
    else:
        frequency, interval = _RULES_OF_UNIT[unit]
        interval *= _COUNTS.get(match["count"] or "", 1)
    parts = [f"FREQ={frequency}"]
    if interval != 1:
        parts.append(f"INTERVAL={interval}")
    if match["month"]:
        parts.append(f"BYMONTH={match['month'][:-1]}")
    if day := match["month_day"] or match["day"]:
        parts.append(f"BYMONTHDAY={day[:-1]}")
    elif match["part"] in ("末", "底") or match["month_part"] in ("底", "末"):
        parts.append("BYMONTHDAY=-1")
    if match["hour"]:
        parts.append(f"BYHOUR={match['hour'][:-1]}")
    return ";".join(parts)


DEADLINE_RULES = (
    Rule("deadline.period", _PERIOD, _period, ("年",)),  # 2022年6月—2022年11月
    Rule("deadline.recurrence", _RECURRENCE, _recurrence, ("每",)),  # 每季度，每年12月15日前
    Rule("deadline.date", _ABSOLUTE, _absolute, ("年",)),  # 到2025年，2018年底前，2021年6月底前
    Rule("deadline.month", _MONTH_ONLY, _month_only, ("月",)),  # 5月1日前，9月底完成
    Rule("deadline.quarter", _QUARTER, _as_written, ("季度", "半年", "汛", "入冬")),  # 第四季度
    Rule("deadline.this-year", _THIS_YEAR, _as_written, ("年底", "年末", "年内")),  # 年底前，年内
    Rule(
        "deadline.holiday", _HOLIDAY, _as_written, ("节", "元旦", "清明", "五一", "端午", "中秋", "国庆", "十一")
    ),  # 春节、五一、十一等重要节假日前
)

_BARE = re.compile(
    rf"(?:{_MONTH}{_DAY}[-~至到—]{{1,2}})?(?P<year>{_YEAR})?(?P<month>{_MONTH})(?P<day>{_DAY})?(?P<part>{_PART})?(?P<before>{_BEFORE})?"
    rf"|(?P<only_year>{_YEAR})"
)
_FARTHEST_YEAR = 400
_LONGEST_CLAUSE = 300
_TITLES = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》|〔[^〔〕]*〕")
_YEAR_IN_SENTENCE = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of the times in a passage.

    `stretches` are known to hold one (完成时限：2025年6月), where a bare month is one; `this` is the year that 年底前 means,
    `since` the first that anything can be due in, `year` the one that the step says a month without a year belongs to,
    `only` that of a plan for one year, which tells the day but is not what the text says of it.
    """

    stretches: tuple[Span, ...] = ()
    this: int | None = None
    since: int | None = None
    year: int | None = None
    only: int | None = None


def find_deadlines(text: CleanText, span: Span, times: Times = Times()) -> list[Deadline]:
    """The deadlines in `span`, in order."""
    taken = {place for match in _TITLES.finditer(text.folded, *span) for place in range(*match.span())}
    found: list[Deadline] = []
    for stretch in times.stretches:
        if not any(
            rule.pattern.search(text.folded, *stretch) and _strict(rule, text, stretch) for rule in DEADLINE_RULES
        ):
            for deadline in _bare(text, stretch):
                found.append(deadline)
                taken.update(range(*deadline.when))
    for rule in DEADLINE_RULES:
        for deadline in rule.read(text, span):
            if taken.isdisjoint(range(*deadline.when)):
                found.append(deadline)
                taken.update(range(*deadline.when))
    due = (each for each in found if not (each.year and times.since and each.year < times.since))
    return [_in_context(text, span, deadline, times) for deadline in sorted(due, key=lambda each: each.when)]


def _strict(rule: Rule[Deadline], text: CleanText, stretch: Span) -> bool:
    return next(iter(rule.read(text, stretch)), None) is not None


def _bare(text: CleanText, stretch: Span, rule: str = "deadline.bare") -> Iterator[Deadline]:
    for match in _BARE.finditer(text.folded, *stretch):
        span = Span(*match.span())
        year = match["year"] or match["only_year"]
        day = _last_day(int(year[:4]), match) if match["year"] and match["month"] else None
        yield Deadline(rule, span, span, int(year[:4]) if year else None, day)
        return


def _in_context(text: CleanText, span: Span, deadline: Deadline, times: Times) -> Deadline:
    """`deadline` with the clause it stands in, and the year that its sentence or the plan gives it."""
    folded = text.folded
    start, end = deadline.when
    first, last = max(span.start, start - _LONGEST_CLAUSE), min(span.end, end + _LONGEST_CLAUSE)
    left = max(folded.rfind(mark, first, start) for mark in "，。；！？") + 1
    match = _CLAUSE_END.search(folded, end, last)
    if match and folded[match.start()] == "，" and match.start() == end:
        match = _CLAUSE_END.search(folded, end + 1, last)
    quote = text.strip(Span(max(left, first), match.start() if match else last), "（）")
    year, day = deadline.year, deadline.day
    if deadline.rule == "deadline.month":
        sentence = folded.rfind("。", max(span.start, start - _FARTHEST_YEAR), start) + 1
        named = map(int, _YEAR_IN_SENTENCE.findall(folded, max(sentence, span.start, start - _FARTHEST_YEAR), start))
        years = [year for year in named if year >= (times.since or year)]
        year = years[-1] if years else times.year
        if (due := year or times.only) and (month := _MONTH_ONLY.match(folded, start)):
            day = _last_day(due, month)
    elif deadline.rule == "deadline.quarter":
        year = times.this
    elif deadline.rule == "deadline.this-year":
        year = times.this
        day = date(year, 12, 31) if year else None
    return Deadline(deadline.rule, deadline.when, quote, year, day, deadline.recurrence)
