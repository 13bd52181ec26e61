"""Reads a correction file and refuses one that contradicts itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from kgservice.corrections.entries import FORMS, Act, Entry, Thing, Values
from kgservice.corrections.sentences import in_chinese, in_english
from kgservice.documents.text import fold, squeeze
from kgservice.errors import CorrectionError
from kgservice.extraction.facts import Comparator, Correction, Kind, Relation, Role
from kgservice.registers.entry_files import FileEntry, read_entries

NONE = "none"
_CHOICES: dict[str, type[StrEnum]] = {"role": Role, "comparator": Comparator, "relation": Relation}
_KINDS = (Kind.TASK, Kind.GOAL, Kind.STEP, Kind.SAFEGUARD, Kind.SECTION)
_ALWAYS_OF_ITEMS = (Thing.ASSIGNMENT, Thing.KIND, Thing.CAMPAIGN)
_YEARS = range(1949, 2101)


def load_corrections(path: Path) -> tuple[Entry, ...]:
    """The entries of the correction file at `path`; none if there is no file.

    Raises CorrectionError, naming file, line and what to do: on broken YAML, an unknown or missing key, a value that the key
    cannot have, and two entries about one thing.
    """
    if not path.is_file():
        return ()
    entries = tuple(_entry(entry) for entry in read_entries(path, CorrectionError))
    for one, other in combinations(entries, 2):
        if one.clashes_with(other):
            line = one.place.rpartition(", ")[2]
            raise CorrectionError(f"{other.place}: is about the same {other.thing} as the entry at {line}; keep one.")
    return entries


def _entry(entry: FileEntry) -> Entry:
    digest = sha256(json.dumps(entry.values, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
    author, made_on, reason = _sentence(entry, "author"), _day(entry), _sentence(entry, "reason")
    act, thing = _act(entry)
    plan, heading = (_text(entry, key) if entry.has(key) else None for key in ("plan", "heading"))
    path = _text(entry, "path") if entry.has("path") or thing in _ALWAYS_OF_ITEMS else ""
    values = _said(entry, act, thing)
    to = _given(entry, thing) if act is Act.CHANGE else {}
    entry.close()
    made = Correction(
        f"{made_on.isoformat()}-{digest[:6]}",
        author,
        made_on,
        reason,
        in_chinese(act, thing, values, to),
        in_english(act, thing, values, to),
    )
    return Entry(entry.place, made, act, thing, plan, path, heading, values, to)


def _act(entry: FileEntry) -> tuple[Act, Thing]:
    acts = [act for act in Act if entry.has(act)]
    if len(acts) != 1:
        raise entry.refuse(f"the entry must have one of {_or(Act)}, such as 'add: assignment'.")
    (act,) = acts
    things = list(Thing) if act is Act.CHANGE else list(FORMS)
    thing = entry.text(act)
    if thing not in things:
        raise entry.refuse(f"'{act}: {thing}' must be one of {_or(things)}.")
    return act, Thing(thing)


def _said(entry: FileEntry, act: Act, thing: Thing) -> Values:
    """What the entry says of the fact that it adds, or by which it tells one that is there."""
    form = FORMS.get(thing)
    if form is None:
        return {}
    needed, allowed = (form.needs, form.may) if act is Act.ADD else ((), form.tells)
    names = [key for key in form.names if entry.has(key)]
    if not names:
        raise entry.refuse(f"the entry has no {_or(form.names)}; add it.")
    others = dict.fromkeys((*needed, *(key for key in allowed if entry.has(key))))
    return {key: _value(entry, key) for key in (*names, *others)}


def _given(entry: FileEntry, thing: Thing) -> Values:
    """What the entry gives a fact, or an item, that is there."""
    if thing is Thing.KIND:
        return {"kind": _choice(entry, "to", _KINDS)}
    if thing is Thing.CAMPAIGN:
        name = _text(entry, "to")
        return {"campaign": None if name == NONE else name}
    changes = FORMS[thing].changes
    values = entry.take("to")
    if not isinstance(values, dict) or not values:
        raise entry.refuse(f"'to' must map {_or(changes)} to a new value, such as to: {{{changes[0]}: …}}.")
    new = FileEntry(entry.place, values, CorrectionError)
    given = {key: _value(new, key) for key in changes if new.has(key)}
    new.close()
    return given


def _value(entry: FileEntry, key: str) -> object:
    if key in _CHOICES:
        return _choice(entry, key, _CHOICES[key])
    if key == "value":
        return _number(entry, key)
    if key == "year":
        return _year(entry, key)
    text = _text(entry, key)
    return text.removeprefix("《").removesuffix("》") if key == "title" else text


def _text(entry: FileEntry, key: str) -> str:
    text = fold(squeeze(entry.text(key)))
    if not text and key != "unit":
        raise entry.refuse(f"'{key}' is empty; say it or remove it.")
    return text


def _sentence(entry: FileEntry, key: str) -> str:
    words = " ".join(entry.text(key).split())
    if not words:
        raise entry.refuse(f"'{key}' is empty; say it.")
    return words


def _choice(entry: FileEntry, key: str, choices: Iterable[StrEnum]) -> StrEnum:
    value = entry.text(key)
    for choice in choices:
        if choice == value:
            return choice
    raise entry.refuse(f"'{key}: {value}' must be one of {_or(choices)}.")


def _number(entry: FileEntry, key: str) -> Decimal:
    value: Any = entry.take(key)
    number = Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if number is None or not number.is_finite():
        raise entry.refuse(f"'{key}' must be a number such as 98.5, not {value!r}.")
    return number


def _year(entry: FileEntry, key: str) -> int | None:
    value: Any = entry.take(key)
    if value == NONE:
        return None
    if not isinstance(value, int) or value not in _YEARS:
        raise entry.refuse(f"'{key}' must be a year such as 2025, or {NONE}, not {value!r}.")
    return value


def _day(entry: FileEntry) -> date:
    value: Any = entry.take("date")
    if not isinstance(value, date) or isinstance(value, datetime):
        raise entry.refuse("'date' must be a day such as 2026-11-21, without quotation marks.")
    return value


def _or(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
