"""Finds whom a sentence names as the one who acts (公安、农业农村等部门要落实…), which is no responsibility clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Mention, Role
from kgservice.extraction.parties import read_clause
from kgservice.extraction.resolution import Names
from kgservice.lexicon import one_of
from kgservice.registers.lookup import Registers

_PART = re.compile("[^，；：]+")
_LEVEL = re.compile("^各[^、]{1,8}(?=党工?委)")
_WITH_WHOM = "与"  # 与科研院所联合建设: another does it together with them
_LONGEST = 60


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(f"^(?:[一二三四五六七八九十]+是(?:要)?|[①-⑳]|--|{one_of('actors', 'before')})+")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(one_of("actors", "acts"))


@cache
def _all() -> re.Pattern[str]:
    return re.compile(f"{one_of('actors', 'all')}$")


@cache
def _persons() -> re.Pattern[str]:
    return re.compile(f"{one_of('actors', 'persons')}$")


@dataclass(frozen=True, slots=True)
class ActorRule:
    """A form in which a sentence names who acts: `find` gives the parties of a sentence, as they resolve and where they stand."""

    id: str
    find: Callable[[CleanText, Span, Registers], Iterable[tuple[str, Span]]]


def find_actors(text: CleanText, sentence: Span, names: Names) -> Iterator[Mention]:
    """The parties that parts of `sentence` begin with and whose doing follows."""
    for rule in ACTOR_RULES:
        for words, surface in rule.find(text, sentence, names.registers):
            yield Mention(rule.id, names.resolve(words), surface)


def _acting(text: CleanText, sentence: Span, registers: Registers) -> Iterator[tuple[str, Span]]:
    for part in _PART.finditer(text.folded, *sentence):
        yield from _acting_in(text, Span(*part.span()), registers)


def _acting_in(text: CleanText, part: Span, registers: Registers) -> Sequence[tuple[str, Span]]:
    folded, (start, end) = text.folded, part
    if folded.startswith(_WITH_WHOM, start):
        return ()
    if lead_in := _lead_in().match(folded[start:end]):
        start += lead_in.end()
    for act in _acts().finditer(folded, start + 2, min(end, start + _LONGEST)):
        before = _all().sub("", folded[start : act.start()])
        if _persons().search(before) or registers.bodies.ending(before) is None:
            continue
        if found := _all_actors(text, Span(start, start + len(before)), registers):
            return found
    return ()


def _all_actors(text: CleanText, span: Span, registers: Registers) -> list[tuple[str, Span]]:
    """The names in `span`, as they resolve and where they stand; none unless all of them can act."""
    level = _LEVEL.match(text.folded[span.start : span.end])
    found: list[tuple[str, Span]] = []
    content = read_clause(text, span, registers, default=Role.RESPONSIBLE)
    if content.leftovers or content.deadlines:
        return []
    for party in content.parties:
        written = _all().sub("", text.folded[party.span.start : party.span.end])
        words = written + party.completed
        if level and found and words.startswith(("政府", "人民政府")):
            words = f"{level.group()}{words}"
        if not _may_act(words, registers):
            return []
        found.append((words, Span(party.span.start, party.span.start + len(written))))
    return found


def _may_act(words: str, registers: Registers) -> bool:
    """Whether `words` at the start of a sentence are a body's name: one known, of a level or place that is told, or a collective."""
    if registers.knows(words):
        return True
    bodies = registers.bodies
    named = bodies.level_of(words) or bodies.is_collective(words) or registers.place_at_start(words)
    return bool(named) and registers.is_body(words) and not bodies.begins_as_verb(words)


ACTOR_RULES = (ActorRule("statement.actor", _acting),)  # 各级政府要…
