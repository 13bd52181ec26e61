"""Finds things without an index: by questions to whatever engine there is, which takes its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from kgservice.finding.findables import CLASSES, KINDS, PASSAGES, Findable, FindableKind, Found, Hit
from kgservice.finding.plain_words import plain, words_of
from kgservice.finding.searching import FIRST, LIKE_ENOUGH, NEAREST
from kgservice.iris import TERMS
from kgservice.queries.pages import Pages, Row


class Unindexed:
    """Finds things by asking page queries."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def find(self, query: str, kind: FindableKind | None = None, first: int = 0, most: int = FIRST) -> Found:
        """What answers to every word of `query`: the first `most` of each kind, or those of one from `first` on."""
        words = words_of(query)
        hits = self._hits(words) if words else []
        numbers = {each: number for each in KINDS if (number := sum(hit.thing.kind is each for hit in hits))}
        shown = {
            each: [hit for hit in hits if hit.thing.kind is each][first : first + most]
            for each in numbers
            if kind in (None, each)
        }
        return Found(words, numbers, shown)

    def suggested(self, query: str, kinds: Sequence[FindableKind] = KINDS, most: int = NEAREST) -> list[Hit]:
        """The things that somebody who has typed `query` so far may mean, by name."""
        words = words_of(query)
        hits = self._hits(words) if words else []
        named = [hit for hit in hits if hit.thing.kind in kinds and hit.thing.kind not in PASSAGES]
        return [hit for hit in named if all(word in plain(_called(hit.thing)) for word in words)][:most]

    def near(self, query: str, kinds: Sequence[FindableKind] = KINDS) -> list[Hit]:
        """The things whose names come near to `query`, the nearest first."""
        rows = [row for row in self._pages.rows("names") if _kind(row) in kinds]
        wanted = plain(query)
        names = [plain(row["called"]) for row in rows]
        found = process.extract(wanted, names, scorer=fuzz.partial_ratio, limit=100, score_cutoff=LIKE_ENOUGH)
        near: dict[str, Hit] = {}
        for name, _, place in found:
            row = rows[place]
            if len(name) >= len(wanted) - 1:
                near.setdefault(row["thing"], Hit(Findable(row["thing"], _kind(row), row["called"])))
        return list(near.values())[:NEAREST]

    def named(self, name: str, kinds: Sequence[FindableKind] = KINDS) -> list[Findable]:
        """The things that have exactly this name, or this IRI."""
        rows = self._pages.rows("named", words=name.strip())
        return [Findable(row["thing"], _kind(row), row["called"]) for row in rows if _kind(row) in kinds]

    def item(self, document: str, path: str, plan: str = "") -> str | None:
        """None: to look up each row of a table would be too many questions."""
        return None

    def _hits(self, words: Sequence[str]) -> list[Hit]:
        """The things that have every word somewhere, those called so before those where it stands in the text."""
        found: dict[str, list[Row]] = {}
        for row in self._pages.rows("find", word=max(words, key=len)):
            found.setdefault(row["thing"], []).append(row)
        fitting = [
            thing for thing in map(_thing, found.values()) if _has(words, (_called(thing), thing.text, thing.context))
        ]
        fitting.sort(key=lambda thing: not _has(words, (_called(thing),)))
        return [Hit(thing, next(iter(thing.names), "")) for thing in fitting]


def _thing(rows: Sequence[Row]) -> Findable:
    row = rows[0]
    called = dict.fromkeys(each["called"] for each in rows if each["called"] not in ("", row["name"], row["name_en"]))
    context = " ".join(filter(None, (row["place"], row["plan"])))
    context_en = " ".join(filter(None, (row["place_en"] or row["place"], row["plan"])))
    return Findable(
        row["thing"], _kind(row), row["name"], row["name_en"], tuple(called), row["text"], context, context_en
    )


def _kind(row: Row) -> FindableKind:
    return CLASSES[row["class"].removeprefix(TERMS)]


def _called(thing: Findable) -> str:
    return " ".join((thing.name, thing.name_en, *thing.names))


def _has(words: Iterable[str], texts: Iterable[str]) -> bool:
    whole = plain(" ".join(texts))
    return all(word in whole for word in words)
