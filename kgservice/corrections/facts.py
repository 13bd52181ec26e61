"""The facts that a correction may add, change or take away: what they say in its words, and how one is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kgservice.corrections.entries import Entry, Thing, Values
from kgservice.documents.text import CleanText, Span, fold
from kgservice.errors import CorrectionError
from kgservice.extraction.cited import ShortTitles
from kgservice.extraction.facts import Assignment, Citation, Deadline, IndicatorTarget, ItemFacts, Party
from kgservice.extraction.resolution import Names

RULE = "correction"
Fact = Assignment | IndicatorTarget | Citation | Deadline

FIELDS = {
    Thing.ASSIGNMENT: "assignments",
    Thing.TARGET: "targets",
    Thing.CITATION: "citations",
    Thing.DEADLINE: "deadlines",
}
_BRACKETS = (("（", "）"), ("〔", "〕"))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, in which every corrected fact must stand, and what its names mean."""

    text: CleanText
    names: Names

    def said_of(self, fact: Fact) -> Values:
        """What `fact` says, by the keys of an entry; its party as the id of one."""
        match fact:
            case Assignment():
                return {"surface": self._folded(fact.surface), "role": fact.role, "department": fact.party.id}
            case IndicatorTarget():
                return {
                    "indicator": fold(fact.indicator),
                    "comparator": fact.comparator,
                    "value": fact.value,
                    "unit": fold(fact.unit),
                    "year": fact.year,
                }
            case Citation():
                return {
                    "title": self._folded(fact.title) if fact.title else None,
                    "number": self._folded(fact.number) if fact.number else None,
                    "relation": fact.relation,
                }
            case Deadline():
                return {"when": self._folded(fact.when), "year": fact.year}

    def made(self, entry: Entry, item: ItemFacts) -> Fact:
        """The fact that `entry` adds to `item`; raises CorrectionError if the text does not have its words."""
        values: Mapping[str, Any] = entry.values
        if entry.thing is Thing.ASSIGNMENT:
            surface, clause = self._party_in(entry, item)
            party = self.party(values.get("department", values["surface"]))
            return Assignment(RULE, party, values["role"], surface, clause, entry.correction)
        if entry.thing is Thing.TARGET:
            return IndicatorTarget(
                RULE,
                values["indicator"],
                values["comparator"],
                values["value"],
                values.get("unit", ""),
                values.get("year"),
                self._find_in(item, entry, "quote"),
                correction=entry.correction,
            )
        if entry.thing is Thing.CITATION:
            named = {key: self._find_in(item, entry, key) for key in ("title", "number") if key in values}
            name = values.get("title", "")
            return Citation(
                RULE,
                named.get("title"),
                named.get("number"),
                values["relation"],
                self._quote(entry, item, next(iter(named.values()))),
                ShortTitles.of(self.text).meanings.get(name, name),
                entry.correction,
            )
        when = self._find_in(item, entry, "when")
        quote = self._quote(entry, item, when)
        return Deadline(RULE, when, quote, values.get("year"), correction=entry.correction)

    def changed(self, entry: Entry, fact: Fact) -> Fact:
        """`fact` with what `entry` gives it."""
        given: dict[str, Any] = dict(entry.to)
        if "department" in given:
            given["party"] = self.party(given.pop("department"))
        if isinstance(fact, Deadline):
            given["day"] = _moved(fact.day, given["year"])
        return replace(fact, rule=RULE, correction=entry.correction, **given)

    def party(self, name: str) -> Party:
        """The department or collective called `name`: the one with that full name, else as the rules resolve it."""
        for department in self.names.registers.departments:
            if fold(department.name) == name:
                return department
        return self.names.resolve(name)

    def find_anywhere(self, entry: Entry, key: str) -> Span:
        """Where the words that `entry` has at `key` stand in the document; raises CorrectionError if they do not."""
        return self._find(entry, key, Span(0, len(self.text.folded)), "the document")

    def _find_in(self, item: ItemFacts, entry: Entry, key: str) -> Span:
        return self._find(entry, key, item.text, entry.path or "what stands outside the items")

    def _find(self, entry: Entry, key: str, span: Span, where: str) -> Span:
        words = str(entry.values[key])
        start = self.text.folded.find(words, *span)
        if start < 0:
            raise CorrectionError(
                f"{entry.place}: '{words}' does not stand in the text of {where}; write it as the text does."
            )
        return Span(start, start + len(words))

    def _party_in(self, entry: Entry, item: ItemFacts) -> tuple[Span, Span]:
        """Where the party stands and what makes it responsible: the clause said, one read by a rule, else around it."""
        if "clause" in entry.values:
            clause = self.find_anywhere(entry, "clause")
            return self._find(entry, "surface", clause, "the clause"), clause
        words = str(entry.values["surface"])
        for clause in dict.fromkeys(assignment.clause for assignment in item.assignments):
            if words in self._folded(clause):
                return self._find(entry, "surface", clause, "the clause"), clause
        self._find_in(item, entry, "surface")
        start = self.text.folded.rfind(words, *item.text)
        surface = Span(start, start + len(words))
        return surface, self._bracket(surface, item.text) or self._stretch(surface, item.text, "。；")

    def _quote(self, entry: Entry, item: ItemFacts, inside: Span) -> Span:
        if "quote" in entry.values:
            return self._find_in(item, entry, "quote")
        return self._stretch(inside, item.text, "，。；")

    def _bracket(self, span: Span, within: Span) -> Span | None:
        """The bracket that `span` stands in, with its marks."""
        for opening, closing in _BRACKETS:
            start = self.text.folded.rfind(opening, within.start, span.start)
            end = self.text.folded.find(closing, span.end, within.end)
            if start >= 0 and end >= 0 and closing not in self._folded(Span(start, span.start)):
                return Span(start, end + 1)
        return None

    def _stretch(self, span: Span, within: Span, marks: str) -> Span:
        """The words around `span` up to the nearest of `marks` on both sides."""
        folded = self.text.folded
        start = max(folded.rfind(mark, within.start, span.start) for mark in marks) + 1
        ends = [end for mark in marks if (end := folded.find(mark, span.end, within.end)) >= 0]
        return Span(max(start, within.start), min(ends, default=within.end))

    def _folded(self, span: Span) -> str:
        return self.text.folded[span.start : span.end]


def facts_of(item: ItemFacts, thing: Thing) -> Iterator[Fact]:
    """The facts of that kind that `item` holds."""
    found: tuple[Fact, ...] = getattr(item, FIELDS[thing])
    yield from found


def _moved(day: date | None, year: int | None) -> date | None:
    """`day` in another year, None where that has no such day."""
    if day is None or year is None:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return None
