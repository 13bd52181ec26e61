"""What a time says: the parts that are written, before anything is known of the plan it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The form in which a time is written, by which a rule is known."""

    POINT = "point"  # 2026年6月底前，到2027年，年底前
    RANGE = "range"  # 3月至5月
    RECURRENCE = "recurrence"  # 每季度首月15日前
    TERM = "term"  # 自印发之日起15日内
    HOLIDAY = "holiday"  # 春节、五一前
    SEASON = "season"  # 汛期前
    PERIOD = "period"  # “十四五”末


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year as far as it is written.

    `shift` is how many years after the plan's own (明年 is 1), `month_shift` how many months after that of issue. `part` is
    底, 末, 初, 上旬, 中旬 or 下旬; `months` are first and last of a quarter or half year; `season` is a word without a day,
    and so is `near`, which counts from when it is read (下周五, 月底); `season_of_year` says that its year is told with it (今春, 2026年春季).
    """

    year: int | None = None
    shift: int | None = None
    month: int | None = None
    month_shift: int | None = None
    day: int | None = None
    part: str | None = None
    months: tuple[int, int] | None = None
    season: str | None = None
    near: str | None = None
    season_of_year: bool = False

    @property
    def only_year(self) -> bool:
        """Whether it names a year and nothing finer."""
        return (self.year is not None or self.shift is not None) and not (
            self.month or self.day or self.months or self.season or self.near or self.month_shift is not None
        )


@dataclass(frozen=True, slots=True)
class Term:
    """So long after an event (自印发之日起15日内); `working` days leave out holidays."""

    event: str
    count: int
    unit: str
    working: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a text, from `start` to `end`.

    `by` says that 到 or 至 leads to it, `before` that 前 or 内 ends it; `first` is where a range begins, None where it
    has no beginning (即日起). `recurrence` is a rule as RFC 5545 writes it; `since` the year from which it holds.
    """

    form: Form
    start: int
    end: int
    last: Point = Point()
    first: Point | None = None
    by: bool = False
    before: bool = False
    recurrence: str | None = None
    plain: bool = False
    since: int | None = None
    term: Term | None = None
