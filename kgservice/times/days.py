"""Which days a time means: where it begins and the last day it allows, as far as that can be known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kgservice.lexicon import meanings
from kgservice.times.model import Form, Point, Term, Time
from kgservice.times.reader import find_times

_PARTS = {"上旬": 10, "中旬": 20, "初": 10}
_FIRST_DAYS = {"上旬": 1, "中旬": 11, "下旬": 21}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What times count from: the year that 年底前 means, that of a month without a year, and the day of issue."""

    this: int | None = None
    of_month: int | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a time means, and its year; None where it does not say. `impossible` names no day (2月30日)."""

    first: date | None = None
    last: date | None = None
    year: int | None = None
    impossible: bool = False


def days_of(time: Time, anchor: Anchor) -> Days:
    """The days that `time` means."""
    if time.term is not None:
        return Days(last=_after(time.term, anchor.issued))
    if time.form is Form.RECURRENCE:
        return Days(year=time.since)
    if time.form is Form.HOLIDAY:
        year = time.last.year or anchor.of_month
        return Days(last=_before_holiday(time.last.season or "", year), year=time.last.year)
    last = _with_month(time.last, anchor)
    year, said = _year(last, anchor), _said(last, anchor)
    if last.part == "起":
        return Days(_first(last, year), None, said, impossible=not _exists(last, year))
    if time.first is None:
        begins = _first(last, year) if not (time.by or time.before or last.only_year) else None
        return Days(begins, _last(last, year), said, impossible=not _exists(last, year))
    first = _with_month(time.first, anchor)
    first_year = _year(first, anchor)
    if first_year and year and last.year is None and last.shift is None and _comes_before(last, first):
        year = first_year + 1
    impossible = not (_exists(first, first_year) and _exists(last, year))
    return Days(_first(first, first_year), _last(last, year), said, impossible)


def date_of(folded: str, start: int, end: int) -> date | None:
    """The day that stands in a stretch (2026年3月1日, 二〇二六年三月一日, 2026-03-01); None where no whole date does."""
    for time in find_times(folded, start, end):
        if time.last.year and time.last.month and time.last.day:
            return _of_month(time.last.year, time.last.month, time.last.day)
    return None


def _with_month(point: Point, anchor: Anchor) -> Point:
    """`point` with the month that 本月 or 下月 means."""
    if point.month_shift is None or anchor.issued is None:
        return point
    return replace(point, month=(anchor.issued.month + point.month_shift - 1) % 12 + 1)


def _year(point: Point, anchor: Anchor) -> int | None:
    """The year that `point` is in: its own, one that counts from the plan's, else that of the months around it."""
    if point.year is not None:
        return point.year
    if point.month_shift is not None:
        return anchor.issued.year + (anchor.issued.month + point.month_shift > 12) if anchor.issued else None
    if point.shift is not None:
        return anchor.this + point.shift if anchor.this else None
    return (anchor.this or anchor.of_month) if point.months or point.season else anchor.of_month


def _said(point: Point, anchor: Anchor) -> int | None:
    """The year that the words name or count from the plan's; a bare month names none."""
    return _year(point, anchor) if point.year or point.shift is not None or point.months or point.season else None


def _last(point: Point, year: int | None) -> date | None:
    if year is None or point.season:
        return None
    if point.month is None:
        if point.months:
            return _of_month(year, point.months[1], None)
        if point.only_year and point.part != "初":
            return date(year, 6, 30) if point.part == "中" else date(year, 12, 31)
        return None
    if point.part == "底":
        return _of_month(year, point.month, None)
    return _of_month(year, point.month, point.day or _PARTS.get(point.part or ""))


def _first(point: Point, year: int | None) -> date | None:
    if year is None or point.season or point.part in ("底", "末", "月底"):
        return None
    if point.month is None:
        return date(year, point.months[0] if point.months else 1, 1) if point.months or point.only_year else None
    return _of_month(year, point.month, point.day or _FIRST_DAYS.get(point.part or "", 1))


def _of_month(year: int, month: int, day: int | None) -> date | None:
    """The day of a month, its last where none is told; None for a day that is none."""
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day or last) if (day or last) in range(1, last + 1) else None


def _exists(point: Point, year: int | None) -> bool:
    """Whether there is such a day; without a year 2月29日 is one."""
    if point.month is None:
        return True
    return _of_month(year or 2024, point.month, point.day) is not None


def _comes_before(last: Point, first: Point) -> bool:
    """Whether a range without a year ends in the year after it began (11月至3月)."""
    return bool(last.month and first.month and (last.month, last.day or 31) < (first.month, first.day or 1))


def _after(term: Term, issued: date | None) -> date | None:
    """The last day of a time that counts from the day of issue; working days depend on holidays that no text tells."""
    if (
        issued is None
        or term.working
        or not term.event.endswith(("印发", "发布", "下发", "公布", "施行"))
        or term.again
    ):
        return None
    match term.unit:
        case "日":
            return issued + timedelta(days=term.count)
        case "周":
            return issued + timedelta(weeks=term.count)
        case "月" | "季度" | "年":
            months = term.count * {"月": 1, "季度": 3, "年": 12}[term.unit]
            year, month = divmod(issued.year * 12 + issued.month - 1 + months, 12)
            return date(year, month + 1, min(issued.day, calendar.monthrange(year, month + 1)[1]))
    return None


def _before_holiday(words: str, year: int | None) -> date | None:
    """The day before a holiday that is the same each year, where one alone is named."""
    told = meanings("times", "holidays").get(words)
    if told is None or year is None:
        return None
    month, day = map(int, str(told).split("-"))
    return date(year, month, day) - timedelta(days=1)
