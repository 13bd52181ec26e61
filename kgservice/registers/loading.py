"""Reads the registers and refuses one that contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kgservice.errors import RegisterError
from kgservice.registers.entries import Department, Function, GroupKind, Indicator, Jurisdiction, Level
from kgservice.registers.entry_files import FileEntry, read_entries
from kgservice.registers.lookup import Registers, department_keys, indicator_key, short_name

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_registers(*folders: Path) -> Registers:
    """The registers; each file is read from the first of `folders` that has it.

    Raises RegisterError, naming file, line and entry: on broken YAML, an unknown or missing key, a reference to an entry
    that is not there, and a name or alias that would mean two things.
    """
    jurisdictions = _jurisdictions(_entries("jurisdictions.yaml", folders))
    functions = tuple(map(_function, _entries("functions.yaml", folders)))
    places = {place.id: place for place in jurisdictions}
    known = {function.id for function in functions}
    departments = tuple(_department(entry, places, known) for entry in _entries("departments.yaml", folders))
    groups = tuple(map(_group, _entries("groups.yaml", folders)))
    indicators = tuple(map(_indicator, _entries("indicators.yaml", folders)))
    _check(jurisdictions, functions, departments, groups, indicators)
    return Registers(jurisdictions, functions, departments, groups, indicators)


def _entries(name: str, folders: Sequence[Path]) -> Iterator[FileEntry]:
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        raise RegisterError(f"{name}: missing from {folders[0]}; restore it.")
    return read_entries(path, RegisterError)


def _identifier(entry: FileEntry) -> str:
    value = entry.text("id")
    if not _ID.fullmatch(value):
        raise entry.refuse(f"id '{value}' must be lower-case letters, digits and single hyphens.")
    return value


def _jurisdictions(entries: Iterator[FileEntry]) -> tuple[Jurisdiction, ...]:
    """The places, each made after the one it lies in; the file's order is kept."""
    made: dict[str, Jurisdiction] = {}
    for entry in entries:
        level = entry.text("level")
        if level not in list(Level):
            raise RegisterError(f"{entry.place}: level '{level}' must be one of {', '.join(Level)}.")
        above = entry.text_or_none("in")
        if above is not None and above not in made:
            raise RegisterError(f"{entry.place}: 'in: {above}' is no entry above this one; add it, or move it up.")
        name = entry.text("name")
        place = Jurisdiction(
            _identifier(entry),
            name,
            entry.text("en"),
            Level(level),
            made[above] if above is not None else None,
            (*entry.texts("aliases"), *_spoken_of_as(name)),
        )
        entry.close()
        if place.id in made:
            raise RegisterError(f"{entry.place}: the id '{place.id}' stands twice; rename or remove one entry.")
        made[place.id] = place
    return tuple(made.values())


def _spoken_of_as(name: str) -> tuple[str, ...]:
    """What an autonomous prefecture is called besides: 怒江州 for 怒江傈僳族自治州."""
    return (f"{short_name(name)}州",) if name.endswith("自治州") else ()


def _function(entry: FileEntry) -> Function:
    made = Function(_identifier(entry), entry.text("zh"), entry.text("en"), entry.names("names"))
    entry.close()
    return made


def _department(entry: FileEntry, places: Mapping[str, Jurisdiction], functions: Container[str]) -> Department:
    place = entry.text("in")
    if place not in places:
        raise RegisterError(f"{entry.place}: 'in: {place}' is no entry of jurisdictions.yaml; add it there.")
    made = Department(
        _identifier(entry),
        entry.text("name"),
        entry.text("en"),
        places[place],
        entry.texts("aliases"),
        entry.texts("functions"),
    )
    entry.close()
    for function in made.functions:
        if function not in functions:
            raise RegisterError(
                f"{entry.place}: the function '{function}' is no entry of functions.yaml; add it there."
            )
    return made


def _group(entry: FileEntry) -> GroupKind:
    made = GroupKind(_identifier(entry), entry.text("zh"), entry.text("en"), entry.texts("forms"))
    entry.close()
    return made


def _indicator(entry: FileEntry) -> Indicator:
    made = Indicator(_identifier(entry), entry.text("zh"), entry.text("en"), entry.texts("names"))
    entry.close()
    return made


def _check(
    jurisdictions: Sequence[Jurisdiction],
    functions: Sequence[Function],
    departments: Sequence[Department],
    groups: Sequence[GroupKind],
    indicators: Sequence[Indicator],
) -> None:
    for file, entries in (
        ("functions.yaml", functions),
        ("departments.yaml", departments),
        ("groups.yaml", groups),
        ("indicators.yaml", indicators),
    ):
        _no_id_twice(file, [entry.id for entry in entries])
    _one_meaning(
        "jurisdictions.yaml",
        "name",
        (
            (f"{name} (in {place.parent.id})" if place.parent else name, place.id)
            for place in jurisdictions
            for name in (place.name, *place.aliases)
        ),
    )
    _one_meaning("functions.yaml", "short name", _stems(functions))
    _one_meaning(
        "departments.yaml",
        "name or alias",
        (
            (f"{department.jurisdiction.name}: {key}", department.id)
            for department in departments
            for key in department_keys(department)
        ),
    )
    _one_meaning("groups.yaml", "form", ((form, group.id) for group in groups for form in group.forms))
    _one_meaning(
        "indicators.yaml",
        "name",
        ((indicator_key(name), indicator.id) for indicator in indicators for name in (indicator.zh, *indicator.names)),
    )


def _stems(functions: Sequence[Function]) -> Iterator[tuple[str, str]]:
    official = {stem for function in functions for stem in function.names}
    for function in functions:
        for stem, shorts in function.names.items():
            for short in shorts:
                yield short, stem
    for stem in official:
        yield stem, stem


def _no_id_twice(file: str, identifiers: Sequence[str]) -> None:
    for identifier, count in Counter(identifiers).items():
        if count > 1:
            raise RegisterError(f"{file}: the id '{identifier}' stands twice; rename or remove one entry.")


def _one_meaning(file: str, what: str, meanings: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for key, owner in meanings:
        if seen.setdefault(key, owner) != owner:
            raise RegisterError(
                f"{file}: the {what} '{key}' means both '{seen[key]}' and '{owner}'; take it out of one of them."
            )
