"""Tells whose place a figure is of where it is another than the plan's: 张家口市 in a plan of its province."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kgservice.extraction.facts import IndicatorTarget
from kgservice.levels import ABOVE_TOWNSHIPS
from kgservice.lexicon import one_of

_KIND_OF_PLACE = re.compile("地区$")  # 西部地区, 其他地区: which are meant, by no name
_OWN_BODIES = re.compile(f"[{ABOVE_TOWNSHIPS}](?:直|本级)")


@cache
def _place() -> re.Pattern[str]:
    common, zones = one_of("targets", "no_places"), one_of("targets", "common_zones")
    return re.compile(
        rf"(?![\u4e00-\u9fff]{{0,2}}?{common}|[\u4e00-\u9fff]{{0,2}}?{zones})"
        rf"(?P<place>(?<![\u4e00-\u9fff])(?![全我本各该外跨每两三几多市县])[\u4e00-\u9fff]县|[\u4e00-\u9fff]{{2,5}}?经济特区"
        rf"|[\u4e00-\u9fff]{{2,4}}?(?:自治[区州县]|新区|高新区|开发区|地区|街道|[{ABOVE_TOWNSHIPS}]|镇(?![街（村区乡]))(?<!上市)(?:主城区|城区|建成区)?)"
        rf"(?![场容政民区域间级内外委直属管办局厅部]|人民)"
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"{_place().pattern}(?=[\u4e00-\u9fff“（]{{3}}|[A-Z]{{2}})的?")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(one_of("targets", "parts"))


def is_place(name: str) -> bool:
    """Whether `name` is a place, or a place's own bodies, and nothing else: 都安县, 市直."""
    return (_place().fullmatch(name) or _OWN_BODIES.fullmatch(name)) is not None


def without_place(name: str) -> str:
    """`name` without the place that it begins with: 赣州市农村自来水普及率."""
    match = _named().match(name)
    return name[match.end() :] if match else name


def with_scopes(targets: Iterable[IndicatorTarget], own: str) -> Iterator[IndicatorTarget]:
    """`targets`, each with the place that its name began with, unless the words `own` of the plan's title name it.

    What only says which places are meant (西部地区, 主城区) stays in the name.
    """
    for target in targets:
        match = _named().match(target.indicator)
        if match is None or match["place"] in own:
            yield target
            continue
        place = match["place"]
        kind = _KIND_OF_PLACE.search(place) or _part().fullmatch(place)
        name = target.indicator if kind else target.indicator[match.end() :]
        yield replace(target, scope=place, indicator=name)
