"""Compares what the program reads with the hand annotations in `tests/gold/`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kgservice.extraction.facts import AgentGroup, DocumentFacts, ItemFacts, Kind, Relation

GOLD = Path(__file__).parent / "gold"
SOURCES = Path(__file__).parents[1] / "data" / "sources"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many were annotated, how many were read, and how many of these agree."""

    annotated: int
    read: int
    agreeing: int

    @property
    def f1(self) -> float:
        return 2 * self.agreeing / (self.annotated + self.read) if self.annotated + self.read else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.annotated + other.annotated, self.read + other.read, self.agreeing + other.agreeing)


def source_of(stem: str) -> Path:
    """The annotated document: beside its annotation, or among the sources."""
    beside = next((GOLD / stem).glob("source.*"), None)
    return beside if beside is not None else SOURCES / f"{stem}.txt"


def annotated(stem: str, name: str) -> list[dict[str, str]]:
    with (GOLD / stem / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(stem: str, topic: str, facts: DocumentFacts) -> tuple[Score, list[Key], list[Key]]:
    """The score of a document in a topic, with the keys that were missed and those that were invented."""
    got, gold = Counter(READ[topic](facts)), Counter(ANNOTATED[topic](stem))
    agreeing = sum((got & gold).values())
    missed, invented = sorted((gold - got).elements()), sorted((got - gold).elements())
    return Score(sum(gold.values()), sum(got.values()), agreeing), missed, invented


def _items(facts: DocumentFacts) -> Iterator[tuple[str, ItemFacts]]:
    """Every passage with its path; the words before the first item and after the last have none."""
    for plan in facts.plans:
        for outside in plan.outside:
            yield "", outside
        for item in plan.items:
            yield "/".join(item.path), item


def _tasks(facts: DocumentFacts) -> Iterator[tuple[str, str, ItemFacts]]:
    for plan in facts.plans:
        for item in plan.items:
            if item.kind not in (Kind.SECTION, Kind.BACKGROUND, Kind.ROW):
                yield facts.document.text[plan.title], "/".join(item.path), item


def _squeezed(*cells: str) -> Key:
    return tuple("".join(cell.split()) for cell in cells)


def _number(value: Decimal | str) -> str:
    return format(Decimal(value).normalize(), "f")


def _read_tasks(facts: DocumentFacts) -> Iterator[Key]:
    for plan, path, item in _tasks(facts):
        yield _squeezed(plan, path, item.kind, facts.document.text[item.heading])


def _read_campaigns(facts: DocumentFacts) -> Iterator[Key]:
    for plan, path, item in _tasks(facts):
        if item.campaign is not None:
            yield _squeezed(plan, path, item.campaign.name)


def _read_assignments(facts: DocumentFacts) -> Iterator[Key]:
    for plan, path, item in _tasks(facts):
        for assignment in item.assignments:
            group = "true" if isinstance(assignment.party, AgentGroup) else "false"
            yield _squeezed(plan, path, facts.document.text[assignment.surface], assignment.role, group)


def _read_targets(facts: DocumentFacts) -> Iterator[Key]:
    for where, item in _items(facts):
        for target in item.targets:
            yield where, str(target.year or ""), target.comparator, _number(target.value), target.unit


def _read_citations(facts: DocumentFacts) -> Iterator[Key]:
    text = facts.document.text
    for where, item in _items(facts):
        for citation in item.citations:
            title = text[citation.title] if citation.title else ""
            number = text[citation.number] if citation.number else ""
            relation = Relation.MENTIONS if citation.relation is Relation.REPEALS else citation.relation
            yield _squeezed(where, title, number, relation)


def _read_deadlines(facts: DocumentFacts) -> Iterator[Key]:
    for where, item in _items(facts):
        for deadline in item.deadlines:
            yield _squeezed(where, facts.document.text[deadline.when], str(deadline.year or ""))


def _columns(stem: str, name: str, *columns: str) -> Iterable[Key]:
    return (_squeezed(*(row[column] for column in columns)) for row in annotated(stem, name))


READ = {
    "tasks": _read_tasks,
    "campaigns": _read_campaigns,
    "assignments": _read_assignments,
    "targets": _read_targets,
    "citations": _read_citations,
    "deadlines": _read_deadlines,
}
ANNOTATED = {
    "tasks": lambda stem: _columns(stem, "tasks", "plan", "path", "kind", "heading"),
    "campaigns": lambda stem: (key for key in _columns(stem, "tasks", "plan", "path", "campaign") if key[2]),
    "assignments": lambda stem: _columns(stem, "assignments", "plan", "path", "surface", "role", "group"),
    "targets": lambda stem: (
        (row["where"], row["year"], row["comparator"], _number(row["value"]), row["unit"])
        for row in annotated(stem, "indicator-targets")
    ),
    "citations": lambda stem: _columns(stem, "citations", "where", "title", "number", "relation"),
    "deadlines": lambda stem: _columns(stem, "deadlines", "where", "when", "year"),
}
