"""Tells a person, on standard error, how far the reading of documents is and what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kgservice.cli.opening import say
from kgservice.errors import one_line

if TYPE_CHECKING:
    from kgservice.dataset.building import Ingested
    from kgservice.dataset.ingesting import Failed


@contextmanager
def told(results: Iterable[Ingested | Failed], number: int) -> Iterator[Iterable[Ingested | Failed]]:
    """`results`, of which there will be `number`, told as they come: a bar on a terminal, else a line each."""
    if number > 1 and sys.stderr.isatty():
        with click.progressbar(results, length=number, label="reading", file=sys.stderr, item_show_func=_name) as bar:
            yield bar
    else:
        yield _told_in_lines(results, number)


def failure_table(failures: Sequence[Failed], number: int) -> str:
    """Which of `number` files could not be read, and why, in two columns."""
    names = [one_line(failure.path.name) for failure in failures]
    reasons = [str(failure.error).removeprefix(f"{name}: ") for name, failure in zip(names, failures, strict=True)]
    widest = max(map(len, names))
    lines = [f"  {name.ljust(widest)}  {reason}" for name, reason in zip(names, reasons, strict=True)]
    return "\n".join([f"{len(failures)} of {number} files could not be read:", *lines])


def _told_in_lines(results: Iterable[Ingested | Failed], number: int) -> Iterator[Ingested | Failed]:
    from kgservice.dataset.ingesting import Failed

    for place, result in enumerate(results, 1):
        counted = f"[{place}/{number}] " if number > 1 else ""
        if isinstance(result, Failed):
            say(f"{counted}kgservice: {result.error}")
        else:
            say(f"{counted}{result.source}: {result.outcome}{_summary(result)}")
        yield result


def _name(result: Ingested | Failed | None) -> str:
    from kgservice.dataset.ingesting import Failed

    if result is None:
        return ""
    return one_line(result.path.name) if isinstance(result, Failed) else result.source


def _summary(result: Ingested) -> str:
    from kgservice.extraction.facts import Kind

    if (facts := result.facts) is None:
        return ""
    items = [item for plan in facts.plans for item in plan.items]
    tasks = sum(item.kind is Kind.TASK for item in items)
    assignments = sum(len(item.assignments) for item in items)
    place = facts.jurisdiction.name if facts.jurisdiction else "place unknown"
    unread = sum(len(plan.unread) for plan in facts.plans)
    listed = f" (listed in {result.unread_file})" if unread else ""
    return (
        f", {place}, {counted(len(facts.plans), 'plan')}, {counted(tasks, 'task')}, {counted(assignments, 'assignment')}, "
        f"{counted(unread, 'passage')} not understood{listed}"
    )


def counted(number: int, thing: str) -> str:
    """`number` of a thing in English: 1 plan, 2 plans."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
