"""Reads the duties of a party from the graph: each with its deadlines, figures, legal bases and who else has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kgservice.queries.pages import Pages, Row

_BASES = ("basis", "implements")


class Capacity(StrEnum):
    """As what a party has a duty: it was given to itself, to a group that it is one of, or to a body that it succeeded."""

    OWN = "own"
    MEMBER = "member"
    SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A task that was given to a party: a row of `department-duties`, and what its item says.

    `given` is the group or the body before that it was given to, None if to the party itself.
    """

    row: Row
    capacity: Capacity
    given: Row | None
    deadlines: tuple[Row, ...]
    targets: tuple[Row, ...]
    bases: tuple[Row, ...]
    others: tuple[Row, ...]

    @property
    def due(self) -> tuple[str, ...]:
        """The days by which something of it is due, the first one first."""
        return tuple(sorted({each["due"] for each in self.deadlines if each["due"]}))

    @property
    def years(self) -> tuple[str, ...]:
        """The years that its deadlines and figures name, else those of the plan's period."""
        named = {each["year"] or each.get("due", "")[:4] for each in (*self.deadlines, *self.targets)} - {""}
        start, end = self.row["period_start"], self.row["period_end"]
        if not named and start.isdigit() and end.isdigit() and 0 <= int(end) - int(start) < _LONGEST_PERIOD:
            named = set(map(str, range(int(start), int(end) + 1)))
        return tuple(sorted(named))

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters in which something of it is due (2024-Q3)."""
        return tuple(dict.fromkeys(map(quarter_of, self.due)))


_LONGEST_PERIOD = 30


def quarter_of(day: str) -> str:
    """The quarter of a day.

    >>> quarter_of("2024-08-31")
    '2024-Q3'
    """
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def read_duties(pages: Pages, party: str) -> list[Obligation]:
    """The duties of `party` in the order of the documents: its own first, then those by what it succeeded or is one of."""
    found: list[tuple[Capacity, Row | None, Row]] = [
        (Capacity.OWN, None, row) for row in pages.rows("department-duties", party=party)
    ]
    for given in pages.rows("department-capacities", party=party):
        rows = pages.rows("department-duties", party=given["given"])
        found.extend((Capacity(given["capacity"]), given, row) for row in rows)
    facts = _by_item(pages, dict.fromkeys(row["item"] for _, _, row in found))
    return [_duty(capacity, given, row, facts[row["item"]], party) for capacity, given, row in found]


def _by_item(pages: Pages, items: Iterable[str]) -> Mapping[str, list[Row]]:
    about = " ".join(items)
    facts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in pages.rows("document-facts", about=about) if about else ():
        facts[row["about"]].append(row)
    return facts


def _duty(capacity: Capacity, given: Row | None, row: Row, facts: Iterable[Row], party: str) -> Obligation:
    of_kind: defaultdict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        of_kind[fact["kind"]].append(fact)
    same = {party, given["given"] if given else party}
    return Obligation(
        row=row,
        capacity=capacity,
        given=given,
        deadlines=tuple(of_kind["deadline"]),
        targets=tuple(of_kind["target"]),
        bases=tuple(_once(fact for fact in of_kind["citation"] if fact["relation"] in _BASES)),
        others=tuple(_once(fact for fact in of_kind["party"] if fact["party"] not in same)),
    )


def _once(facts: Iterable[Row]) -> Iterator[Row]:
    """The facts whose words were not there before."""
    seen: set[str] = set()
    for fact in facts:
        if fact["words"] not in seen:
            seen.add(fact["words"])
            yield fact
