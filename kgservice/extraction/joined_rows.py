"""Joins the rows of a table that tell one task: the cells of its number and its name are merged over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import ItemFacts, Kind

_Fact = TypeVar("_Fact")


def tell_one_task(text: CleanText, row: ItemFacts, following: ItemFacts) -> bool:
    """Whether two rows, the one right below the other, have the same number and the same heading."""
    return (
        row.kind is following.kind is Kind.TASK
        and (row.path, row.parent) == (following.path, following.parent)
        and text[row.heading] == text[following.heading]
        and all(each.text == each.span for each in (row, following))
    )


def joined(text: CleanText, row: ItemFacts, following: ItemFacts) -> ItemFacts:
    """Both rows as one item; what the cells merged over both say counts once."""

    def words(span: Span) -> str:
        return text.folded[span.start : span.end]

    whole = Span(row.span.start, following.span.end)
    return replace(
        row,
        span=whole,
        text=whole,
        assignments=_once((*row.assignments, *following.assignments), lambda each: (each.party, each.role)),
        targets=_once((*row.targets, *following.targets), lambda each: (each.indicator, each.value, words(each.quote))),
        citations=_once((*row.citations, *following.citations), lambda each: (each.relation, words(each.quote))),
        deadlines=_once((*row.deadlines, *following.deadlines), lambda each: (words(each.when), words(each.quote))),
        persons=_once((*row.persons, *following.persons), lambda each: words(each.surface)),
        cells=tuple(
            (name, "；".join(filter(None, dict.fromkeys((above.rstrip("。；"), below)))) if above != below else above)
            for (name, above), (_, below) in zip(row.cells, following.cells, strict=True)
        ),
    )


def _once(facts: Iterable[_Fact], key: Callable[[_Fact], object]) -> tuple[_Fact, ...]:
    found: dict[object, _Fact] = {}
    for fact in facts:
        found.setdefault(key(fact), fact)
    return tuple(found.values())
