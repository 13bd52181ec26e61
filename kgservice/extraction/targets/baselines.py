"""Reads what a figure is measured against: 比2015年下降15%, 由2023年的28%提高到35%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kgservice.documents.text import Span
from kgservice.extraction.quantities import find_quantities
from kgservice.extraction.targets.figures import Figure
from kgservice.times.words import LAST_YEARS, YEAR_OF_PLANS

_THEN = r"20\d\d年(?:底|末|度)?|上一?年(?:度|同期)?|去年(?:同期)?|“?十[一二三四五六]五”?(?:期?末|时期)?"
COMPARED_AT_END = re.compile(rf"(?:(?<![占同环])比|较)(?:{_THEN})(?:水平|同期)?(?:的?基础上)?$")
_COMPARED = re.compile(
    r"(?:(?<![占同环])比|较)(?:(?P<year>20\d\d)年|“?十(?P<period>[一二三四五六])五”?期?末|(?P<last>上一?年|去年))|(?P<same>同比)"
)
_FROM = re.compile("(?:由|从)(?P<what>[^，；]{0,40})$")
_NEAR = 60  # 由2020年的82.3%提高到: the longest annotated stretch with a base year has 31 characters


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the figure was, and in which year, as far as the text says."""

    value: Decimal | None = None
    year: int | None = None


def baseline_of(folded: str, figure: Figure, name: str, this: int | None) -> Baseline:
    """What `figure` is measured against, told in the words before it or in the `name` of what it measures.

    `this` is the plan's own year, from which 上年 and 同比 count.
    """
    before = folded[max(figure.left.start, figure.start - _NEAR) : figure.start]
    if compared := _COMPARED.search(before) or _COMPARED.search(name):
        if compared["last"] or compared["same"]:
            return Baseline(year=this - 1 if this else None)
        return Baseline(year=int(compared["year"]) if compared["year"] else LAST_YEARS[compared["period"]])
    if risen := _FROM.search(before):
        start = figure.start - len(risen["what"])
        quantities = find_quantities(folded, Span(start, figure.start))
        same = [each for each in quantities if each.unit == figure.quantity.unit]
        year = YEAR_OF_PLANS.search(risen["what"])
        if same:
            return Baseline(same[-1].value, int(year.group(1)) if year else None)
    return Baseline()
