"""Joins the rows over which a table's number and the name of a task are merged: they are one task told in parts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Assignment, ItemFacts

Fact = TypeVar("Fact", bound=Hashable)

_ENDS = ("。", "；", "，", "、")


def tells_more_of(text: CleanText, row: ItemFacts, above: ItemFacts) -> bool:
    """Whether `row` is a further part of the task `above`: one number and one cell, however often it is written, name both."""
    return (row.path, row.parent, text[row.heading]) == (above.path, above.parent, text[above.heading])


def joined(above: ItemFacts, row: ItemFacts) -> ItemFacts:
    """The task that `above` tells, with what `row` says besides; who has a role in it already has it once."""
    return replace(
        above,
        span=Span(above.span.start, row.span.end),
        text=Span(above.text.start, row.text.end),
        assignments=_once((*above.assignments, *row.assignments), _duty),
        targets=_once((*above.targets, *row.targets)),
        citations=_once((*above.citations, *row.citations)),
        deadlines=_once((*above.deadlines, *row.deadlines)),
        persons=_once((*above.persons, *row.persons)),
        cells=tuple((name, _both(one, other)) for (name, one), (_, other) in zip(above.cells, row.cells, strict=True)),
    )


def _duty(assignment: Assignment) -> Hashable:
    return assignment.party, assignment.role


def _once(facts: Iterable[Fact], key: Callable[[Fact], Hashable] = lambda fact: fact) -> tuple[Fact, ...]:
    first: dict[Hashable, Fact] = {}
    for fact in facts:
        first.setdefault(key(fact), fact)
    return tuple(first.values())


def _both(one: str, other: str) -> str:
    if one == other or not (one and other):
        return one or other
    return f"{one}{'' if one.endswith(_ENDS) else '；'}{other}"
