"""Gives what is measured, and its unit, the brackets that the page writes: 个/市(州) where they are half-width."""

from __future__ import annotations

from dataclasses import replace

from kgservice.documents.text import CleanText
from kgservice.extraction.facts import IndicatorTarget, ItemFacts

_HALF_WIDTH = str.maketrans("（）", "()")
_FULL, _HALF = "（", "("


def with_own_brackets(text: CleanText, item: ItemFacts) -> ItemFacts:
    """`item` with its targets as `text` writes them; patterns are matched against folded text, whose brackets are full-width."""
    if not any(_FULL in f"{each.indicator}{each.unit}{each.scope}" for each in item.targets):
        return item
    return replace(item, targets=tuple(_as_written(text, each) for each in item.targets))


def _as_written(text: CleanText, target: IndicatorTarget) -> IndicatorTarget:
    quote = text[target.quote]
    brackets = quote if _HALF in quote or _FULL in quote else text.text
    if brackets.count(_HALF) <= brackets.count(_FULL):
        return target
    return replace(
        target,
        indicator=target.indicator.translate(_HALF_WIDTH),
        unit=target.unit.translate(_HALF_WIDTH),
        scope=target.scope and target.scope.translate(_HALF_WIDTH),
    )
