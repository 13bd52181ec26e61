"""Compares what the program reads with the hand annotations in `tests/gold/`, word for word and as a reader would."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from topics import TOPICS, Row, Topic, squeezed

from kgservice.extraction.facts import DocumentFacts

GOLD = Path(__file__).parent / "gold"
SOURCES = Path(__file__).parents[1] / "data" / "sources"


@dataclass(frozen=True, slots=True)
class Score:
    """How many were annotated, how many were read, how many of these agree, and how many nearly do besides."""

    annotated: int = 0
    read: int = 0
    agreeing: int = 0
    nearly: int = 0

    @property
    def f1(self) -> float:
        return self._f1(self.agreeing)

    @property
    def lenient(self) -> float:
        return self._f1(self.agreeing + self.nearly)

    def _f1(self, right: int) -> float:
        return 2 * right / (self.annotated + self.read) if self.annotated + self.read else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.annotated + other.annotated,
            self.read + other.read,
            self.agreeing + other.agreeing,
            self.nearly + other.nearly,
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document's score in a topic, and the rows that do not agree word for word."""

    score: Score
    missed: tuple[Row, ...]
    invented: tuple[Row, ...]


def source_of(stem: str) -> Path:
    """The annotated document: beside its annotation, or among the sources."""
    beside = next((GOLD / stem).glob("source.*"), None)
    return beside if beside is not None else SOURCES / f"{stem}.txt"


def annotated(stem: str, name: str) -> list[dict[str, str]]:
    with (GOLD / stem / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(stem: str, topic: str, facts: DocumentFacts) -> Comparison:
    """How a document's facts stand to its annotation in one topic."""
    chosen = TOPICS[topic]
    gold = (squeezed(chosen.row(each)) for each in annotated(stem, chosen.file) if chosen.annotates(each))
    return compare(gold, (squeezed(row) for row in chosen.read(facts)), chosen)


def compare(gold: Iterable[Row], read: Iterable[Row], topic: Topic) -> Comparison:
    """Rows that say nothing are no rows; of those that differ, each is nearly right if one at its place is like it."""
    wanted, got = (Counter(row for row in rows if any(row[topic.place :])) for rows in (gold, read))
    missed, invented = sorted((wanted - got).elements()), sorted((got - wanted).elements())
    spare = defaultdict(list)
    for row in invented:
        spare[row[: topic.place]].append(row)
    nearly = 0
    for row in missed:
        there = spare[row[: topic.place]]
        like = next((other for other in there if topic.alike(row, other)), None)
        if like is not None:
            there.remove(like)
            nearly += 1
    total = Score(wanted.total(), got.total(), (wanted & got).total(), nearly)
    return Comparison(total, tuple(missed), tuple(invented))
