"""What an entry of a correction file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kgservice.extraction.facts import Correction

Values = Mapping[str, object]


class Act(StrEnum):
    """What a correction does."""

    ADD = "add"
    REMOVE = "remove"
    CHANGE = "change"


class Thing(StrEnum):
    """What a correction does it to: a fact of an item, or the item's own kind or campaign."""

    ASSIGNMENT = "assignment"
    TARGET = "target"
    CITATION = "citation"
    DEADLINE = "deadline"
    KIND = "kind"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The keys of a kind of fact: `names` tell which one is meant (one of them at least), `tells` tell it further.

    `needs` must and `may` can be said of one that is added, `changes` can be given another value.
    """

    names: tuple[str, ...]
    tells: tuple[str, ...]
    needs: tuple[str, ...]
    may: tuple[str, ...]
    changes: tuple[str, ...]


FORMS = {
    Thing.ASSIGNMENT: EntryForm(("surface",), ("role",), ("role",), ("department", "clause"), ("role", "department")),
    Thing.TARGET: EntryForm(
        ("indicator",),
        ("value", "comparator", "unit", "year"),
        ("value", "comparator", "quote"),
        ("unit", "year"),
        ("indicator", "comparator", "value", "unit", "year"),
    ),
    Thing.CITATION: EntryForm(("title", "number"), ("relation",), ("relation",), ("quote",), ("relation",)),
    Thing.DEADLINE: EntryForm(("when",), ("year",), (), ("year", "quote"), ("year",)),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `place` is its file and line, `path` is empty for the text outside the items.

    `values` name the fact that is meant or added, `to` are those it is given; the text among them is folded.
    """

    place: str
    correction: Correction
    act: Act
    thing: Thing
    plan: str | None
    path: str
    heading: str | None
    values: Values = field(hash=False)
    to: Values = field(hash=False)

    def clashes_with(self, other: Entry) -> bool:
        """Whether both may be about one thing."""
        if (self.thing, self.path) != (other.thing, other.path):
            return False
        theirs = dict(other._address())
        return all(theirs.get(key, value) == value for key, value in self._address())

    def _address(self) -> Iterator[tuple[str, object]]:
        yield from ((key, said) for key, said in (("plan", self.plan), ("heading", self.heading)) if said is not None)
        if form := FORMS.get(self.thing):
            yield from ((key, said) for key, said in self.values.items() if key in (*form.names, *form.tells))
