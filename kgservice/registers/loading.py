"""Reads the registers and refuses one that contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from kgservice.errors import RegisterError
from kgservice.registers.entries import Department, Function, GroupKind, Indicator, Jurisdiction, Level
from kgservice.registers.lookup import Registers, department_keys, indicator_key

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


class _Entry:
    """One entry of a register file: its values are taken one by one, and none may be left over."""

    def __init__(self, file: str, line: int, values: dict[str, Any]) -> None:
        self.place = f"{file}, line {line}"
        self._values = values

    def text(self, key: str) -> str:
        value = self._values.pop(key, None)
        if value is None:
            raise RegisterError(f"{self.place}: the entry has no '{key}'; add it.")
        if not isinstance(value, str):
            raise RegisterError(f"{self.place}: '{key}' must be text, not {value!r}; put it in quotation marks.")
        return value

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if key in self._values else None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise RegisterError(f"{self.place}: '{key}' must be a list of texts; write [a, b].")
        return tuple(value)

    def names(self, key: str) -> dict[str, tuple[str, ...]]:
        value = self._values.pop(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, list) for item in value.values()):
            raise RegisterError(f"{self.place}: '{key}' must map each official name to a list of short ones.")
        return {name: tuple(shorts) for name, shorts in value.items()}

    def identifier(self) -> str:
        value = self.text("id")
        if not _ID.fullmatch(value):
            raise RegisterError(f"{self.place}: id '{value}' must be lower-case letters, digits and single hyphens.")
        return value

    def close(self) -> None:
        if self._values:
            key = next(iter(self._values))
            raise RegisterError(f"{self.place}: unknown key '{key}'; remove it or mend its spelling.")


def _entries(name: str, folders: Sequence[Path]) -> Iterator[_Entry]:
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        raise RegisterError(f"{name}: missing from {folders[0]}; restore it.")
    try:
        document = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise RegisterError(f"{path.name}: is not UTF-8; save it as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise RegisterError(
            f"{path.name}{line}: not readable as YAML ({getattr(error, 'problem', error)}); mend it."
        ) from None
    if not isinstance(document, yaml.SequenceNode):
        raise RegisterError(f"{path.name}: must be a list of entries, each beginning with '- id:'.")
    loader = yaml.SafeLoader("")
    for node in document.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise RegisterError(f"{path.name}, line {line}: an entry must map keys to values.")
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise RegisterError(f"{path.name}, line {line}: '{key}' stands twice in one entry; remove one.")
        yield _Entry(path.name, line, loader.construct_document(node))


def _jurisdictions(entries: Iterator[_Entry]) -> tuple[Jurisdiction, ...]:
    """The places, each made after the one it lies in; the file's order is kept."""
    made: dict[str, Jurisdiction] = {}
    for entry in entries:
        level = entry.text("level")
        if level not in list(Level):
            raise RegisterError(f"{entry.place}: level '{level}' must be one of {', '.join(Level)}.")
        above = entry.text_or_none("in")
        if above is not None and above not in made:
            raise RegisterError(f"{entry.place}: 'in: {above}' is no entry above this one; add it, or move it up.")
        place = Jurisdiction(
            entry.identifier(),
            entry.text("name"),
            entry.text("en"),
            Level(level),
            made[above] if above is not None else None,
            entry.texts("aliases"),
        )
        entry.close()
        if place.id in made:
            raise RegisterError(f"{entry.place}: the id '{place.id}' stands twice; rename or remove one entry.")
        made[place.id] = place
    return tuple(made.values())


def _function(entry: _Entry) -> Function:
    made = Function(entry.identifier(), entry.text("zh"), entry.text("en"), entry.names("names"))
    entry.close()
    return made


def _department(entry: _Entry, places: Mapping[str, Jurisdiction], functions: Container[str]) -> Department:
    place = entry.text("in")
    if place not in places:
        raise RegisterError(f"{entry.place}: 'in: {place}' is no entry of jurisdictions.yaml; add it there.")
    made = Department(
        entry.identifier(),
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


def _group(entry: _Entry) -> GroupKind:
    made = GroupKind(entry.identifier(), entry.text("zh"), entry.text("en"), entry.texts("forms"))
    entry.close()
    return made


def _indicator(entry: _Entry) -> Indicator:
    made = Indicator(entry.identifier(), entry.text("zh"), entry.text("en"), entry.texts("names"))
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
