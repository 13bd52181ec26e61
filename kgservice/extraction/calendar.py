"""The years that a plan's words count from: its period, and the year in which it was issued."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kgservice.documents.parts import Document
from kgservice.documents.plan_text import PlanText
from kgservice.documents.text import CleanText, Span
from kgservice.times.days import date_of
from kgservice.times.words import YEAR_OF_PLANS

_PERIOD = re.compile(r"(?P<first>20\d\d)年?(?:[-~至到一](?P<last>20\d\d))?年(?:度)?(?!\d*月)")
_LONGEST_TITLE = 120  # titles.py takes lines of up to 100 characters for a title


@dataclass(frozen=True, slots=True)
class Calendar:
    """`period` is the first and last year of the plan, `this` the year that 年底前 means, `since` the first it can set figures for."""

    period: tuple[int, int] | None
    this: int | None
    since: int | None
    issued: date | None = None

    @property
    def only(self) -> int | None:
        """The year of a plan for one year, which 6月底前 and 全年 mean there."""
        return self.period[0] if self.period and self.period[0] == self.period[1] else None

    @classmethod
    def of(cls, document: Document, plan: PlanText) -> Calendar:
        """The calendar of `plan`: 年底前 is of its own year where it has but one, else of the year of issue."""
        period = period_of(document.text, plan.title)
        issued = issued_on(document)
        year = issued.year if issued else None
        if period is None:
            return cls(None, year, year, issued)
        return cls(period, period[0] if period[0] == period[1] else year, period[0], issued)


def issued_on(document: Document) -> date | None:
    """The day that stands under the document."""
    return date_of(document.text.folded, *document.head.date) if document.head.date else None


def period_of(text: CleanText, title: Span) -> tuple[int, int] | None:
    """The years that a title names (2024—2026年, 2025年); a text that only stands in its place names none."""
    if title.end - title.start > _LONGEST_TITLE:
        return None
    match = _PERIOD.search(text.folded, *title)
    return (int(match["first"]), int(match["last"] or match["first"])) if match else None


def last_year(text: CleanText, spans: Iterable[Span]) -> int | None:
    """The year named last in `spans`."""
    years = [year for span in spans for year in YEAR_OF_PLANS.findall(text.folded, *span)]
    return int(years[-1]) if years else None
