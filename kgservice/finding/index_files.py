"""The index as a file: a SQLite database in which every text stands as its pairs of characters.

Two characters are what an index of Chinese needs: one alone is the beginning of a pair, and more are pairs one after another, so
that any part of any word is found, and found exactly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from kgservice.finding.findables import KINDS, Findable, FindableKind
from kgservice.finding.plain_words import pairs, plain, sounds

FILE = "finding.sqlite"
KIND_BITS = 40
"""A thing's number begins with its kind's."""

# An index that was made before there was a kind has the numbers of the others, so a new one stands last.
_NUMBERED = (*(kind for kind in KINDS if kind is not FindableKind.FUNCTION), FindableKind.FUNCTION)

_SCHEMA = """
CREATE TABLE thing (
  id INTEGER PRIMARY KEY, iri TEXT UNIQUE, name TEXT, name_en TEXT, text TEXT, context TEXT, context_en TEXT, weight INTEGER, at TEXT, path TEXT
);
CREATE TABLE name (thing INTEGER, name TEXT);
CREATE INDEX names_of ON name (thing);
CREATE TABLE called (name TEXT, thing INTEGER, PRIMARY KEY (name, thing)) WITHOUT ROWID;
CREATE INDEX called_of ON called (thing);
CREATE INDEX numbered ON thing (path, iri) WHERE path != '';
CREATE VIRTUAL TABLE word USING fts5 (
  names, text, context, sound, content='', columnsize=0, prefix='1', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
"""
_COLUMNS = "names, text, context, sound"


def kind_of(number: int) -> FindableKind:
    """The kind of the thing with this number."""
    return _NUMBERED[number >> KIND_BITS]


def numbers_of(kind: FindableKind) -> tuple[int, int]:
    """The first and the last number that a thing of this kind may have."""
    number = _NUMBERED.index(kind)
    return number << KIND_BITS, (number + 1 << KIND_BITS) - 1


def written(things: Iterable[Findable]) -> bytes:
    """An index of `things` as a file."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_SCHEMA)
        _add(base, things)
        base.execute("INSERT INTO word (word) VALUES ('optimize')")
        base.commit()
        base.execute("VACUUM")
        return base.serialize()


def changed(index: bytes, gone: Iterable[str], things: Iterable[Findable], below: Iterable[str] = ()) -> bytes:
    """`index` without the things with the IRIs `gone` and those that begin with one of `below`, and with `things`.

    These come in place of what it has under their IRIs.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(index)
        new = list(things)
        for begin in below:
            found = base.execute("SELECT iri FROM thing WHERE iri BETWEEN ? AND ?", (begin, f"{begin}~")).fetchall()
            gone = [*gone, *(iri for (iri,) in found)]
        for iri in {*gone, *(thing.iri for thing in new)}:
            _remove(base, iri)
        _add(base, new)
        base.commit()
        return base.serialize()


def _add(base: sqlite3.Connection, things: Iterable[Findable]) -> None:
    next_id = {}
    for kind in KINDS:
        (last,) = base.execute("SELECT max(id) FROM thing WHERE id BETWEEN ? AND ?", numbers_of(kind)).fetchone()
        next_id[kind] = (numbers_of(kind)[0] if last is None else last) + 1
    for thing in things:
        number = next_id[thing.kind]
        next_id[thing.kind] += 1
        base.execute(
            "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                thing.iri,
                thing.name,
                thing.name_en,
                thing.text,
                thing.context,
                thing.context_en,
                thing.weight,
                thing.at,
                thing.path,
            ),
        )
        base.executemany("INSERT INTO name VALUES (?, ?)", ((number, name) for name in thing.names))
        base.executemany("INSERT INTO called VALUES (?, ?)", ((name, number) for name in _called(thing)))
        base.execute(f"INSERT INTO word (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)", (number, *_words(thing)))


def _remove(base: sqlite3.Connection, iri: str) -> None:
    row = base.execute(
        "SELECT id, name, name_en, text, context, context_en FROM thing WHERE iri = ?", (iri,)
    ).fetchone()
    if row is None:
        return
    number, name, name_en, text, context, context_en = row
    names = tuple(name for (name,) in base.execute("SELECT name FROM name WHERE thing = ? ORDER BY rowid", (number,)))
    words = _words(Findable(iri, kind_of(number), name, name_en, names, text, context, context_en))
    base.execute(f"INSERT INTO word (word, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?)", (number, *words))
    base.execute("DELETE FROM name WHERE thing = ?", (number,))
    base.execute("DELETE FROM called WHERE thing = ?", (number,))
    base.execute("DELETE FROM thing WHERE id = ?", (number,))


def _called(thing: Findable) -> set[str]:
    """The names by which a thing is found exactly, as they are compared; what begins a passage is none."""
    names = (thing.name_en, *thing.names, *(() if thing.text else (thing.name,)))
    return {plain(name) for name in names if name}


def _words(thing: Findable) -> tuple[str, str, str, str]:
    """What stands in the index for a thing: its names, text and context as pairs, and how its names sound."""
    called = (thing.name, thing.name_en, *thing.names)
    sounding = sounds((thing.name, *thing.names)) if not thing.text else set()
    return (
        _pairs(called),
        _pairs([thing.text]),
        _pairs([thing.context, thing.context_en]),
        " ".join(sorted(sounding)),
    )


def _pairs(texts: Iterable[str]) -> str:
    return " ".join(pair for text in texts for pair in pairs(plain(text)))
