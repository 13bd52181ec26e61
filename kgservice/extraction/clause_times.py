"""Finds the time that a part of a clause begins or ends with (2024年6月底前完成; 市教育局于3月底前)."""

from __future__ import annotations

import re
from functools import cache

from kgservice.documents.text import Span
from kgservice.lexicon import one_of
from kgservice.times.reader import find_times

# Every time with a day, month, year or recurrence has one of these; a party's name seldom does.
_MAY_HOLD_TIME = re.compile(r"[\d年月日季周旬每期节汛前内]")


@cache
def _led_to() -> re.Pattern[str]:
    return re.compile(f"{one_of('clauses', 'at')}+")


@cache
def _lasting() -> re.Pattern[str]:
    return re.compile(one_of("clauses", "lasting"))


def time_at_start(folded: str, span: Span) -> int | None:
    """Where the time ends that `span` begins with, with the word that leads to it; None if it begins with none."""
    led_to = _led_to().match(folded, *span)
    start = led_to.end() if led_to else span.start
    if lasting := _lasting().match(folded, start, span.end):
        return lasting.end()
    first = next(find_times(folded, *span), None) if _MAY_HOLD_TIME.search(folded, *span) else None
    return first.end if first is not None and first.start in (span.start, start) else None


def time_at_end(folded: str, span: Span) -> int | None:
    """Where the time begins that `span` ends with, with the word that leads to it; None if it ends with none or is one."""
    if not _MAY_HOLD_TIME.search(folded, *span):
        return None
    last = next((time for time in find_times(folded, *span) if time.end == span.end), None)
    if last is None:
        return None
    led_to = next(
        (each for each in _led_to().finditer(folded, span.start, last.start) if each.end() == last.start), None
    )
    start = led_to.start() if led_to else last.start
    return start if start > span.start else None
