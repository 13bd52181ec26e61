"""Finds out, from the graph alone, why it says what it says about a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgservice.errors import NotFoundError
from kgservice.queries.pages import Pages, Row

# What a thing is called by, the best first.
_NAMES = ("indicatorName", "when", "citedTitle", "surface", "label")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters of a source document: `start` and `end` count in its text, `quote` is what stands there."""

    source: str
    start: str
    end: str
    quote: str


@dataclass(frozen=True, slots=True)
class MadeChange:
    """A person's correction, and why it was made."""

    zh: str
    en: str
    author: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Described:
    """A thing of the graph: its class, its name, and, where it was read, by which rule and where.

    `clause` is the responsibility clause, `sentence` the sentence that the passage is part of.
    """

    iri: str
    class_zh: str
    class_en: str
    name: str
    found_by: str
    passage: Quotation | None
    clause: Quotation | None
    sentence: Quotation | None
    changes: tuple[MadeChange, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A statement that a rule drew: its three parts in words, the rule's sentence, and the premises.

    A conclusion that was explained on the way already is not among the premises again.
    """

    iri: str
    subject: str
    subject_name: str
    predicate_zh: str
    predicate_en: str
    object: str
    object_is_iri: bool
    object_name: str
    rule: str
    rule_zh: str
    rule_en: str
    premises: tuple[Described | Conclusion, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the graph says what it says: the thing itself, what was concluded about it, and what else follows from it."""

    thing: Described | None
    concluded: tuple[Conclusion, ...]
    follows: tuple[Conclusion, ...]


def explain(pages: Pages, iri: str) -> Explanation:
    """Why the graph says what it says about `iri`, which may be a conclusion itself.

    Raises NotFoundError if it says nothing about it, UsageError if `iri` is none.
    """
    reading = _Reading(pages, iri)
    thing = reading.things.get(iri)
    if thing is None and not reading.rows:
        raise NotFoundError(f"nothing is stated of <{iri}> here; check the IRI.")
    return Explanation(thing, reading.about(), reading.from_it())


class _Reading:
    def __init__(self, pages: Pages, iri: str) -> None:
        self.iri = iri
        self.rows = {row["conclusion"]: row for row in pages.rows("why-conclusions", resource=iri)}
        self.premises: dict[str, list[str]] = defaultdict(list)
        for row in pages.rows("why-premises", resource=iri):
            self.premises[row["conclusion"]].append(row["premise"])
        changes: dict[str, list[MadeChange]] = defaultdict(list)
        for row in pages.rows("why-corrections", resource=iri):
            changes[row["thing"]].append(
                MadeChange(row["change"], row["change_en"], row["author"], row["date"], row["reason"])
            )
        said: dict[str, list[Row]] = defaultdict(list)
        for row in pages.rows("why-things", resource=iri):
            said[row["thing"]].append(row)
        passages: dict[str, dict[str, Quotation]] = defaultdict(dict)
        for row in pages.rows("why-passages", resource=iri):
            passages[row["thing"]].setdefault(row["part"], _passage(row))
        self.things = {
            thing: _thing(thing, rows, passages[thing], tuple(changes[thing])) for thing, rows in said.items()
        }

    def about(self) -> tuple[Conclusion, ...]:
        """The conclusion asked for, or those whose statement speaks of the thing asked for."""
        if self.iri in self.rows:
            return (self._conclusion(self.iri, set()),)
        return tuple(self._conclusion(iri, set()) for iri, row in self.rows.items() if self._speaks_of_it(row))

    def from_it(self) -> tuple[Conclusion, ...]:
        """The other conclusions that have what was asked for as a premise."""
        return tuple(
            self._conclusion(iri, set())
            for iri, row in self.rows.items()
            if self.iri in self.premises[iri] and not self._speaks_of_it(row)
        )

    def _speaks_of_it(self, row: Row) -> bool:
        return self.iri in (row["subject"], row["object"])

    def _conclusion(self, iri: str, explained: set[str]) -> Conclusion:
        explained.add(iri)
        row = self.rows[iri]
        premises: list[Described | Conclusion] = []
        for premise in self.premises[iri]:
            if premise in self.rows and premise not in explained:
                premises.append(self._conclusion(premise, explained))
            elif premise in self.things:
                premises.append(self.things[premise])
        return Conclusion(
            iri,
            row["subject"],
            row["subject_name"],
            row["predicate_zh"],
            row["predicate_en"],
            row["object"],
            row["object_is_iri"] == "true",
            row["object_name"],
            row["rule"],
            row["rule_zh"],
            row["rule_en"],
            tuple(premises),
        )


def _thing(
    iri: str, rows: Sequence[Row], passages: Mapping[str, Quotation], changes: tuple[MadeChange, ...]
) -> Described:
    words = {row["property"].rpartition("#")[2]: row["words"] for row in reversed(rows) if row["words"]}
    classes = [(row["class_en"], row["class_zh"]) for row in rows if row["class_en"] and row["class_zh"]]
    class_en, class_zh = min(classes, default=("", ""))
    return Described(
        iri,
        class_zh,
        class_en,
        next((words[name] for name in _NAMES if name in words), iri),
        words.get("foundBy", ""),
        passages.get("passage"),
        passages.get("clause"),
        passages.get("sentence"),
        changes,
    )


def _passage(row: Row) -> Quotation:
    return Quotation(row["source"], row["start"], row["end"], row["quote"])
