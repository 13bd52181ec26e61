"""Finds the plan that a person means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgservice.errors import NotFoundError, UsageError
from kgservice.queries.pages import Pages, Row

_READINGS: tuple[Callable[[Row, str], bool], ...] = (
    lambda plan, words: words == plan["plan"],
    lambda plan, words: words == plan["title"],
    lambda plan, words: words == plan["source"],
    lambda plan, words: words in plan["title"],
)


def all_plans(pages: Pages) -> list[str]:
    """The IRIs of all plans, in the order of their documents."""
    return [plan["plan"] for plan in pages.rows("plans")]


def find_plan(pages: Pages, words: str) -> str:
    """The IRI of the plan that `words` mean: its IRI, its title, its source's name, or a part of its title.

    Raises NotFoundError if it is none, UsageError with their names if there are several.
    """
    plans = pages.rows("plans")
    for means in _READINGS:
        found = [plan for plan in plans if means(plan, words)]
        if len(found) == 1:
            return found[0]["plan"]
        if found:
            raise UsageError(f"'{words}' may mean {len(found)} plans; name one of them: {'; '.join(_names(found))}.")
    raise NotFoundError(
        f"'{words}' is no file, and no plan's title, source or IRI has it; 'kgservice query documents' lists the sources."
    )


def _names(plans: Sequence[Row]) -> list[str]:
    titles = [plan["title"] for plan in plans]
    return titles if len(set(titles)) == len(titles) else [plan["plan"] for plan in plans]
