"""Tells the year that what stands above a figure gives it: a heading, the sentence before the items, a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kgservice.documents.text import CleanText, Span
from kgservice.lexicon import one_of
from kgservice.times.named_years import NAMED_YEAR, named_year, year_meant

_LONGEST_OPENING = (
    120  # 区政府提出2027年为民办好10件实事，分别是： has 25; what leads to it may be as long again, twice
)


@cache
def _goals_of() -> re.Pattern[str]:
    """2025年主要预期目标; but the name of a report or a plan sets none."""
    return re.compile(
        rf"{one_of('years', 'done_to')}*{named_year()}[^，。；《》]{{0,16}}(?:目标|指标)(?![责考管])[^，。；《》]{{0,16}}"
    )


@cache
def _things_of() -> re.Pattern[str]:
    """2027年重点任务; but what was done in it (2026年已完成项目) is none."""
    return re.compile(
        rf"{one_of('years', 'done_to')}*{named_year()}[^，。；：《》已]{{0,16}}{one_of('years', 'things')}[”\x22]?(?:（[^（）]*）)?：?"
    )


@cache
def _opening() -> re.Pattern[str]:
    """2027年为民办好10件实事，分别是：; 今年全县水利工作的主要任务如下：."""
    things = f"(?:{one_of('years', 'things')}|目标|指标)"
    return re.compile(
        rf"(?:^|[，。；：！？]|{one_of('years', 'told_before')}){named_year()}[^，。；：《》已]{{0,30}}{things}"
        r"(?:安排)?(?:，?(?:主要|具体|分别)?(?:是|为|有|如下|包括))?：$"
    )


@cache
def _line() -> re.Pattern[str]:
    """2027年惠民水利项目（东村、西村）：, right at the beginning of a paragraph."""
    return re.compile(rf"{named_year()}[^，。；：《》已（]{{0,24}}{one_of('years', 'things')}(?:（[^（）]*）)?：")


def year_of_headings(text: CleanText, headings: Iterable[Span], this: int | None) -> int | None:
    """The year that the first of `headings` that tells gives what stands below it, where 今年 is `this`."""
    for heading in headings:
        match = _goals_of().fullmatch(text.folded, *heading) or _things_of().fullmatch(text.folded, *heading)
        if match and (year := year_meant(match, this)) is not None:
            return year
    return None


def year_of_opening(text: CleanText, preamble: Span, this: int | None) -> int | None:
    """The year that the end of what stands before the items gives to all of them."""
    words = text.folded[max(preamble.start, preamble.end - _LONGEST_OPENING) : preamble.end]
    match = _opening().search(words) if words.endswith("：") and NAMED_YEAR.search(words) else None
    return year_meant(match, this) if match else None


def year_of_line(folded: str, sentence: Span, this: int | None) -> int | None:
    """The year that the line at the start of a paragraph gives to the lines below it."""
    match = _line().match(folded, *sentence)
    return year_meant(match, this) if match else None
