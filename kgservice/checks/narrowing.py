"""Some findings of all: those of a document or a plan, those that were not there before; and tasks that a whole plan leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kgservice.checks.running import Result
from kgservice.queries.pages import Row

_WHOLE_PLAN = "整个计划没有责任条款"
# A task that nobody was given is the same when another task of its plan is given to somebody.
_NOBODY = (_WHOLE_PLAN, "本条没有责任条款")
# Where a finding stands changes with words before it, its number with items before it, a figure in its sentence with the plan.
_SAME = ("source", "plan", "heading", "reason")

Place = tuple[str, str]
"""A plan: its source's name and its title."""


def narrowed(results: Iterable[Result], *, document: str = "", plan: str = "") -> list[Result]:
    """The results with those findings that are of the source `document` and of plans called `plan`, where these are given."""
    return [
        replace(result, findings=tuple(row for row in result.findings if _fits(row, document, plan)))
        for result in results
    ]


def new_since(results: Iterable[Result], before: Callable[[Result], Iterable[Row]]) -> list[Result]:
    """The results with those findings that were not among those `before`; one that stands twice now and once then is new once."""
    return [replace(result, findings=tuple(_others(result.findings, before(result)))) for result in results]


def same(finding: Row) -> tuple[str, ...]:
    """What tells a finding from others, wherever it stands."""
    told = tuple(finding[column] for column in _SAME)
    return (*told[:-1], _NOBODY[0]) if told[-1].startswith(_NOBODY) else told


def wholly_open(findings: Sequence[Row]) -> Mapping[Place, int]:
    """Of the tasks without anybody, how many are in each plan that gives none of its tasks to anybody."""
    plans = {place: list(rows) for place, rows in groupby(findings, key=plan_of)}
    return {
        place: len(rows)
        for place, rows in plans.items()
        if len(rows) > 1 and all(row["reason"].startswith(_WHOLE_PLAN) for row in rows)
    }


def plan_of(finding: Row) -> Place:
    """The plan that a finding is in."""
    return finding["source"], finding["plan"]


def _fits(row: Row, document: str, plan: str) -> bool:
    return document in ("", row["source"]) and plan in ("", row["plan"])


def _others(now: Iterable[Row], before: Iterable[Row]) -> Iterable[Row]:
    left = Counter(map(same, before))
    for row in now:
        if left[same(row)]:
            left[same(row)] -= 1
        else:
            yield row
