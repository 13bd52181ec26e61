"""A responsibility clause, and what forms of clauses ask of what they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kgservice.documents.layout import Layout
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.parties import ClauseContent
from kgservice.registers.lookup import Registers


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: `span` as it is quoted, with its brackets; `content` what it says.

    `told` is what of it says nothing but who has which duty: all of it, but for a list of duties (区财政局：负责…) the names.
    """

    rule: str
    span: Span
    content: ClauseContent
    told: Span


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """A clause form: `find` gives the clauses of that form in a stretch of the layout, each with the rule's id."""

    id: str
    find: Callable[[Layout, Span, Registers, str], Iterable[Clause]]


def told_whole(rule: str, span: Span, content: ClauseContent) -> Clause:
    """The clause of which all of `span` says who has which duty."""
    return Clause(rule, span, content, span)


def only_offices(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    """Whether nothing but bodies is named, at least half of them offices (not 学校、医院), and all was understood."""
    names = names_in(text, content)
    return (
        bool(names)
        and not content.leftovers
        and all(map(registers.is_body, names))
        and 2 * sum(map(registers.is_office, names)) >= len(names)
    )


def names_in(text: CleanText, content: ClauseContent) -> list[str]:
    """The names of the parties of `content`, folded, with what their words go without."""
    return [party.led + text.folded[party.span.start : party.span.end] + party.completed for party in content.parties]
