"""Asks an index: what answers to some words, what to suggest while they are typed, and what comes near where nothing answers."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from rapidfuzz import fuzz, process

from kgservice.finding.findables import KINDS, PASSAGES, Findable, FindableKind, Found, Hit
from kgservice.finding.index_files import KIND_BITS, kind_of, numbers_of
from kgservice.finding.plain_words import is_sound, pairs, plain, words_of
from kgservice.iris import entity

FIRST = 5
"""How many things of a kind are shown before somebody asks for that kind."""

LIKE_ENOUGH = 66
NEAREST = 8
_SECONDS = 1.0
"""How much of a processor a question to the index may take; a machine that is busy with something else makes none too long."""
_STEPS = 20_000


class Finder(Protocol):
    """Finds things by words."""

    def find(self, query: str, kind: FindableKind | None = None, first: int = 0, most: int = FIRST) -> Found:
        """What answers to every word of `query`: the first `most` of each kind, or those of one from `first` on."""

    def suggested(self, query: str, kinds: Sequence[FindableKind] = KINDS, most: int = NEAREST) -> list[Hit]:
        """The things that somebody who has typed `query` so far may mean, by name."""

    def near(self, query: str, kinds: Sequence[FindableKind] = KINDS) -> list[Hit]:
        """The things whose names come near to `query`, the nearest first."""

    def named(self, name: str, kinds: Sequence[FindableKind] = KINDS) -> list[Findable]:
        """The things that have exactly this name, or this IRI."""

    def item(self, document: str, path: str, plan: str = "") -> str | None:
        """The IRI of the one item with the number `path` in a document, and in the plan of that title; None if it is not one."""


class Index:
    """An index in a file; it may be asked from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine = threading.local()

    def find(self, query: str, kind: FindableKind | None = None, first: int = 0, most: int = FIRST) -> Found:
        """What answers to every word of `query`: the first `most` of each kind, or those of one from `first` on."""
        words = words_of(query)
        if not words:
            return Found(words, {}, {})
        every = _matching(words, "names text context", "names text")
        numbers = {
            kind_of(number): count
            for number, count in self._rows(
                f"SELECT min(rowid), count(*) FROM word WHERE word MATCH ? GROUP BY rowid >> {KIND_BITS}", every
            )
        }
        there = [each for each in KINDS if each in numbers]
        hits = {each: self._hits(words, every, each, first, most) for each in there if kind in (None, each)}
        return Found(words, {each: numbers[each] for each in there}, hits)

    def suggested(self, query: str, kinds: Sequence[FindableKind] = KINDS, most: int = NEAREST) -> list[Hit]:
        """The things that somebody who has typed `query` so far may mean, by name."""
        words = words_of(query)
        if not words:
            return []
        matching = _matching(words, "names context", "names")
        hits: list[Hit] = []
        for kind in kinds:
            if len(hits) < most and kind not in PASSAGES:
                hits += self._hits(words, matching, kind, 0, most - len(hits))
        return hits

    def near(self, query: str, kinds: Sequence[FindableKind] = KINDS) -> list[Hit]:
        """The things whose names come near to `query`, the nearest first."""
        words = words_of(query)
        scores: dict[int, tuple[float, str]] = {}
        for name, score, number in self._like("".join(words)):
            if kind_of(number) in kinds and score > scores.get(number, (0, ""))[0]:
                scores[number] = score, name
        best = sorted(scores, key=lambda number: -scores[number][0])[:NEAREST]
        things = self._things(best)
        return [Hit(things[number], _other(things[number], scores[number][1])) for number in best]

    def named(self, name: str, kinds: Sequence[FindableKind] = KINDS) -> list[Findable]:
        """The things that have exactly this name, or this IRI."""
        if rows := self._rows("SELECT id FROM thing WHERE iri = ?", name.strip()):
            return [thing for thing in self._things([rows[0][0]]).values() if thing.kind in kinds]
        return list(self._things(each for each in self._called(plain(name)) if kind_of(each) in kinds).values())

    def item(self, document: str, path: str, plan: str = "") -> str | None:
        """The IRI of the one item with the number `path` in a document, and in the plan of that title; None if it is not one."""
        begins = entity("item", document, "")
        rows = self._rows(
            "SELECT iri, context FROM thing WHERE path != '' AND path = ? AND iri BETWEEN ? AND ?",
            path,
            begins,
            f"{begins}~",
        )
        found = [iri for iri, context in rows if context.endswith(plan)]
        return found[0] if len(found) == 1 else None

    def _hits(self, words: Sequence[str], matching: str, kind: FindableKind, first: int, most: int) -> list[Hit]:
        """The things of a kind, those called so before those where it stands in the text."""
        called = _matching(words, "names", "names")
        if kind in PASSAGES:
            numbers = self._in_order(called, kind, first, most)
            if len(numbers) < most:
                before = self._count(called, kind)
                rest = max(0, first - before)
                numbers += self._in_order(f"({matching}) NOT ({called})", kind, rest, most - len(numbers))
        else:
            rows = self._rows(
                "SELECT thing.id FROM word JOIN thing ON thing.id = word.rowid WHERE word MATCH ? AND word.rowid BETWEEN ? AND ?"
                " ORDER BY word.rowid NOT IN (SELECT rowid FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ?),"
                " thing.name != ?, thing.weight DESC, thing.id LIMIT ? OFFSET ?",
                matching,
                *numbers_of(kind),
                called,
                *numbers_of(kind),
                plain("".join(words)),
                most,
                first,
            )
            numbers = [number for (number,) in rows]
        return [Hit(thing, _called_by(words, thing)) for thing in self._things(numbers).values()]

    def _in_order(self, matching: str, kind: FindableKind, first: int, most: int) -> list[int]:
        rows = self._rows(
            "SELECT rowid FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ? OFFSET ?",
            matching,
            *numbers_of(kind),
            most,
            first,
        )
        return [number for (number,) in rows]

    def _count(self, matching: str, kind: FindableKind) -> int:
        ((number,),) = self._rows(
            "SELECT count(*) FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ?", matching, *numbers_of(kind)
        )
        return int(number)

    def _things(self, numbers: Iterable[int]) -> dict[int, Findable]:
        wanted = list(numbers)
        several = f"IN ({', '.join('?' * len(wanted))})"
        names: defaultdict[int, list[str]] = defaultdict(list)
        for number, name in self._rows(f"SELECT thing, name FROM name WHERE thing {several} ORDER BY rowid", *wanted):
            names[number].append(name)
        columns = "id, iri, name, name_en, text, context, context_en, weight, at"
        told = {row[0]: row[1:] for row in self._rows(f"SELECT {columns} FROM thing WHERE id {several}", *wanted)}
        found = {}
        for number in wanted:
            iri, name, name_en, text, context, context_en, weight, at = told[number]
            called = tuple(names[number])
            found[number] = Findable(iri, kind_of(number), name, name_en, called, text, context, context_en, weight, at)
        return found

    def _like(self, query: str) -> list[tuple[str, float, int]]:
        if len(query) < 2:
            return []
        scorer = fuzz.ratio if len(query) < 3 else fuzz.partial_ratio
        found = process.extract(query, self._names, scorer=scorer, limit=100, score_cutoff=LIKE_ENOUGH)
        return [
            (name, score + fuzz.ratio(query, name) / 1000, number)
            for name, score, _ in found
            if len(name) >= len(query) - 1
            for number in self._called(name)
        ]

    def _called(self, name: str) -> list[int]:
        """The numbers of the things with this name, as names are compared."""
        return [number for (number,) in self._rows("SELECT thing FROM called WHERE name = ?", name)]

    @cached_property
    def _names(self) -> list[str]:
        """All names, as they are compared."""
        return [name for (name,) in self._rows("SELECT DISTINCT name FROM called")]

    def _rows(self, query: str, *values: object) -> list[Any]:
        base = self._base()
        end = time.thread_time() + _SECONDS
        base.set_progress_handler(lambda: time.thread_time() > end, _STEPS)
        return base.execute(query, values).fetchall()

    def _base(self) -> sqlite3.Connection:
        base = getattr(self._mine, "base", None)
        if base is None:
            base = sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro&immutable=1", uri=True)
            self._mine.base = base
        return base


def _matching(words: Sequence[str], columns: str, one_of: str) -> str:
    """The expression that finds what has every word in `columns`, and one of them in the columns `one_of`."""
    every = " AND ".join(_word(word, columns) for word in words)
    return f"{every} AND ({' OR '.join(_word(word, one_of) for word in words)})" if columns != one_of else every


def _word(word: str, columns: str) -> str:
    text = word.replace('"', '""')
    phrase = f'"{text}"*' if len(word) == 1 else _quoted(list(pairs(word))[:-1])
    sound = f' OR {{sound}} : "{text}"*' if is_sound(word) and "names" in columns else ""
    return f"({{{columns}}} : {phrase}{sound})"


def _quoted(tokens: Sequence[str]) -> str:
    return '"' + " ".join(tokens).replace('"', '""') + '"'


def _called_by(words: Sequence[str], thing: Findable) -> str:
    """The other name by which a thing has the words that its official one has not, empty if it has them, or no other has."""
    missing = [word for word in words if word not in plain(thing.name)]
    if not missing:
        return ""
    return next((name for name in thing.names if all(word in plain(name) for word in missing)), "")


def _other(thing: Findable, name: str) -> str:
    return "" if name in (plain(thing.name), plain(thing.name_en)) else name
