"""Tells whose place a figure is of where it is another than the plan's: 张家口市 in a plan of its province."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kgservice.extraction.facts import IndicatorTarget
from kgservice.levels import ABOVE_TOWNSHIPS
from kgservice.lexicon import one_of


@cache
def _place() -> re.Pattern[str]:
    common, zones = one_of("targets", "no_places"), one_of("targets", "common_zones")
    return re.compile(
        rf"(?!{common}|[\u4e00-\u9fff]{{0,4}}?{zones})(?P<place>[\u4e00-\u9fff]{{2,4}}?(?:自治[区州县]|新区|高新区|开发区|地区|[{ABOVE_TOWNSHIPS}])(?:主城区|城区|建成区)?)"
        rf"(?![场容政民区域间级内外委直属管办局厅部]|人民)(?=[\u4e00-\u9fff“（]{{3}}|[A-Z]{{2}})"
    )


def with_scopes(targets: Iterable[IndicatorTarget], own: str) -> Iterator[IndicatorTarget]:
    """`targets`, each with the place that its name begins with, unless the words `own` of the plan's title name it."""
    for target in targets:
        match = _place().match(target.indicator)
        elsewhere = match is not None and match["place"] not in own
        yield replace(target, scope=match["place"]) if match and elsewhere else target
