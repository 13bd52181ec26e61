"""The parts that times are written with, as patterns."""

from __future__ import annotations

import re
from functools import cache

from kgservice.lexicon import meanings, one_of
from kgservice.numerals import chinese_number

YEAR = r"(?:(?<!\d)(?:19|20)\d\d|(?:一九|二[〇○零0])[〇○零0一二三四五六七八九]{2})"
MONTH = r"(?:(?<!\d)\d{1,2}|(?<![一二三四五六七八九十百])(?:十[一二]?|[一二三四五六七八九]))月份?"
DAY = r"(?:\d{1,2}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
WHOLE_DATE = rf"{YEAR}年{MONTH}{DAY}"
_WEEKDAY = "(?:（(?:周|星期)[一二三四五六日天]）)"  # 1月26日（周二）下班前
_CLOCK = r"(?:上午|下午|中午|晚上?)?\d{1,2}(?:时|点|：\d\d)(?:整|\d{1,2}分)?|下班|午夜"
QUARTER = r"(?:(?<![上下前同])第?[一二三四1-4]季度|(?<![A-Za-z])[Qq][1-4](?:季度)?|前[一二三]季度|第?[一二三四](?:、第?[一二三四]){1,2}季度)"
PART = "(?:上旬|中旬|下旬|月底|月末|底|末|初(?![步级始期中])|中(?=[之以]?前|期?[，。；、]|$))"
BEFORE = "(?:之前|以前|前(?!后|[一二三]季度|[两几三]年)|之内|以内|内(?![部容外设审控生需涵地陆河蒙在]|能)|为?止)"
NO_LIMIT = "前(?=[期沿端列瞻提述景款往台身])"
BY = "(?:截至到?|截止(?:到|至)?|(?<![达扩延提看想直感受收接遇长迟前])到|(?<![延长迟])(?<!提前)至)"
COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|半)"
RANGE = "(?:日?起)?(?:-{1,2}|~|至|到|―{1,2})"

YEAR_OF_PLANS = re.compile(r"(?<!\d)(20\d\d)年(?!版)")
"""A year of this century in figures, as plans write theirs, and not of an edition (2023年版): group 1 has its figures."""

FIRST_YEARS = {nth: 2006 + 5 * place for place, nth in enumerate("一二三四五六七")}
LAST_YEARS = {nth: first + 4 for nth, first in FIRST_YEARS.items()}
"""By the number of a five-year plan (十[四]五), from 十一五 to 十七五."""


@cache
def planned() -> str:
    """What may stand behind 年度 that only says in which year something is done (2026年度计划对小区实施改造)."""
    return f"(?:计划)?{one_of('times', 'for_a_year')}"


@cache
def point() -> re.Pattern[str]:
    """A day, month, year or part of one."""
    return re.compile(
        rf"""
        (?:(?P<year>{YEAR})年(?:度(?=[底末内前初]|{planned()}))?|(?P<shift>{one_of("times", "years")}))?
        (?:
            (?P<month>{MONTH})(?:(?P<day>{DAY}){_WEEKDAY}?(?:(?P<clock>{_CLOCK}))?|(?P<part>{PART}))?
          | (?P<month_shift>{one_of("times", "months")})(?:(?P<shift_day>{DAY})|(?P<shift_part>{PART}))?
          | (?P<quarter>{QUARTER})(?P<quarter_part>{PART})?
          | (?P<half>[上下]半年)(?P<half_part>{PART})?
          | (?P<season>(?:{one_of("times", "seasons")}))(?:{one_of("times", "turns")})?(?P<season_part>{PART})?
          | (?P<of_year>{one_of("times", "of_years")}|(?<=[年度]){one_of("times", "natural_seasons")})(?P<of_year_part>{PART})?
          | (?P<near>{one_of("times", "nears")}|{one_of("times", "weeks")}[一二三四五六日天]?|周[一二三四五六日](?=[前之以]))(?P<near_part>{PART})?
          | (?P<year_part>年?(?:底|末|初(?![步级始期中]))|年中(?=[之以]?前|[、，。；]|[和及与]年[底末]|{one_of("deadlines", "due")})|年?内)
        )?
        """,
        re.VERBOSE,
    )


FIGURES = re.compile(
    r"(?<![\d.])(?P<year>20\d\d)(?P<sep>[.\-/])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?(?![\d.])"
)
PERIOD = re.compile("“?十(?P<nth>[一二三四五六七])五”?(?:规划)?(?P<part>期?末|末期|期间|时期|期内)(?:之前|以前|前)?")


def number(words: str) -> int:
    """The number that `words` write, in figures or Chinese numerals, a year's digit by digit."""
    words = words.rstrip("年月日号份度").replace("○", "〇")
    if words.isdigit():
        return int(words)
    if len(words) == 4:
        return int("".join(digit if digit.isdigit() else str(chinese_number(digit)) for digit in words))
    return chinese_number(words)


def shift_of(words: str, name: str) -> int:
    """How far the year or month that `words` name is from the plan's own."""
    return int(meanings("times", name)[words])
