"""Reads the registers and refuses one that contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from kgservice.errors import RegisterError
from kgservice.registers.bodies import read_bodies
from kgservice.registers.counties import read_counties
from kgservice.registers.entries import (
    GOVERNMENT,
    Department,
    Function,
    GroupKind,
    Indicator,
    Jurisdiction,
    Level,
    Repeal,
    Review,
    Succession,
)
from kgservice.registers.entry_files import FileEntry
from kgservice.registers.forms import read_forms
from kgservice.registers.lookup import Registers, department_keys, indicator_key
from kgservice.registers.offices import read_offices
from kgservice.registers.place_words import short_name
from kgservice.registers.register_files import register_entries
from kgservice.registers.roles import read_roles
from kgservice.registers.succession import office_of

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_registers(*folders: Path) -> Registers:
    """The registers with their modules for single fields; each file is read from the first of `folders` that has it.

    Raises RegisterError, naming file, line and entry: on broken YAML, an unknown or missing key, a reference to an entry
    that is not there, and a name or alias that would mean two things.
    """
    jurisdictions = _jurisdictions(register_entries("jurisdictions.yaml", folders))
    functions = tuple(map(_function, register_entries("functions.yaml", folders)))
    places = {place.id: place for place in jurisdictions}
    counties = read_counties(register_entries("counties.yaml", folders), places)
    known = {function.id for function in functions}
    departments = tuple(_department(entry, places, known) for entry in register_entries("departments.yaml", folders))
    groups = tuple(map(_group, register_entries("groups.yaml", folders)))
    indicators = tuple(map(_indicator, register_entries("indicators.yaml", folders)))
    _check(jurisdictions, functions, departments, groups, indicators)
    stems = {stem for function in functions for stem in function.names}
    successions = tuple(_succession(entry, stems) for entry in register_entries("successions.yaml", folders))
    repeals = tuple(map(_repeal, register_entries("repeals.yaml", folders)))
    bodies = read_bodies(register_entries("bodies.yaml", folders))
    roles = read_roles(register_entries("roles.yaml", folders))
    reviews = tuple(map(_review, register_entries("reviews.yaml", folders)))
    _one_meaning("reviews.yaml", "party", ((review.party, review.name) for review in reviews))
    forms = read_forms(register_entries("forms.yaml", folders))
    registers = Registers(
        jurisdictions,
        functions,
        departments,
        groups,
        indicators,
        successions,
        repeals,
        bodies,
        roles,
        forms,
        reviews,
        counties,
        read_offices(register_entries("offices.yaml", folders), places),
    )
    _check_successions(registers)
    _one_meaning("repeals.yaml", "title", ((repeal.title, repeal.by) for repeal in repeals))
    return registers


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
        above = _place_above(entry, "in", made)
        if above is not None and list(Level).index(above.level) >= list(Level).index(Level(level)):
            raise RegisterError(
                f"{entry.place}: a place of the level {level} lies in none of the level {above.level} ({above.name}); "
                "name the one it lies in, and under 'one_with' the one it shares its ground with."
            )
        name = entry.text("name")
        place = Jurisdiction(
            _identifier(entry),
            name,
            entry.text("en"),
            Level(level),
            above,
            (*entry.texts("aliases"), *_spoken_of_as(name)),
            one_with=_place_above(entry, "one_with", made),
            codes=entry.texts("codes"),
            governed_by=entry.text_or_none("governed_by") or GOVERNMENT,
        )
        entry.close()
        if place.id in made:
            raise RegisterError(f"{entry.place}: the id '{place.id}' stands twice; rename or remove one entry.")
        made[place.id] = place
    return tuple(made.values())


def _place_above(entry: FileEntry, key: str, made: Mapping[str, Jurisdiction]) -> Jurisdiction | None:
    identifier = entry.text_or_none(key)
    if identifier is not None and identifier not in made:
        raise RegisterError(f"{entry.place}: '{key}: {identifier}' is no entry above this one; add it, or move it up.")
    return made[identifier] if identifier is not None else None


def _spoken_of_as(name: str) -> tuple[str, ...]:
    """What a place of peoples is called besides: 怒江州 and 怒江自治州 for 怒江傈僳族自治州, 长阳自治县 for 长阳土家族自治县."""
    short = short_name(name)
    if name.endswith("自治州"):
        return f"{short}州", f"{short}自治州"
    return (f"{short}自治县",) if name.endswith("自治县") else ()


def _function(entry: FileEntry) -> Function:
    made = Function(
        _identifier(entry), entry.text("zh"), entry.text("en"), entry.names("names"), entry.texts("subjects")
    )
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
    made = Indicator(_identifier(entry), entry.text("zh"), entry.text("en"), entry.texts("names"), entry.texts("units"))
    entry.close()
    return made


def _review(entry: FileEntry) -> Review:
    party = entry.text("party")
    made = Review(party, entry.text_or_none("name") or party)
    entry.close()
    return made


def _succession(entry: FileEntry, stems: Container[str]) -> Succession:
    offices = entry.texts_by_key("to")
    for level in offices:
        if level not in list(Level):
            raise entry.refuse(f"level '{level}' under 'to' must be one of {', '.join(Level)}.")
    made = Succession(
        entry.year("year"),
        entry.text("source"),
        {Level(level): name for level, name in offices.items()},
        entry.texts("absorbs"),
        entry.texts("takes_from"),
    )
    entry.close()
    named = (*made.absorbs, *made.takes_from)
    if not named:
        raise entry.refuse("the entry names no office that ended; add 'absorbs' or 'takes_from'.")
    for stem in named:
        if stem not in stems:
            raise entry.refuse(f"'{stem}' is no official name in functions.yaml; add it there.")
        if named.count(stem) > 1:
            raise entry.refuse(f"'{stem}' stands twice; an office goes over as a whole or in part.")
    return made


def _check_successions(registers: Registers) -> None:
    """Refuse an office that is for nothing known, one that ends in two others, and a circle in time."""
    ended: dict[tuple[Level, str], int] = {}
    whole: dict[tuple[Level, str], str] = {}
    for each in registers.successions:
        for level, name in each.to.items():
            for stem in each.absorbs:
                if whole.setdefault((level, stem), name) != name:
                    raise RegisterError(
                        f"successions.yaml: '{stem}' ends both in '{whole[level, stem]}' and in '{name}' at the level {level}; "
                        "take it out of one, or put it under 'takes_from' in both."
                    )
            for stem in (*each.absorbs, *each.takes_from):
                ended[level, stem] = min(each.year, ended.get((level, stem), each.year))
    for each in registers.successions:
        for level, name in each.to.items():
            office = office_of(registers, name)
            if office is None:
                raise RegisterError(
                    f"successions.yaml: the name '{name}' does not tell what the office is for; add its stem to functions.yaml."
                )
            if ended.get((level, office), each.year + 1) <= each.year:
                raise RegisterError(
                    f"successions.yaml: '{name}' is formed in {each.year}, when '{office}' has ended already; mend the years."
                )


def _repeal(entry: FileEntry) -> Repeal:
    title, by, since = entry.text("title"), entry.text("by"), entry.take("since")
    if not isinstance(since, date):
        raise entry.refuse(f"'since' must be a date such as 2021-01-01, not {since!r}.")
    entry.close()
    return Repeal(title, by, since)


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
        (
            (f"{indicator_key(name)} ({unit})" if unit else indicator_key(name), indicator.id)
            for indicator in indicators
            for name in (indicator.zh, *indicator.names)
            for unit in indicator.units or ("",)
        ),
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
