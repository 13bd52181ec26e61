"""Tells what became of a department: which one of the same place has its duties since a reform."""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.registers.entries import Department, Handover, Jurisdiction, Level
from kgservice.registers.lookup import Registers, office_names

# Only an office as a whole goes over by its name: not its branches, nor a 卫生院 or a 执法大队.
_WHOLE_OFFICES = ("局", "委员会", "厅", "部", "总局", "办公室")


def handovers(registers: Registers, department: Department) -> Iterator[Handover]:
    """What became of `department`, reform by reform; nothing if it is what it was."""
    stems = office_stems(registers, department)
    if not stems:
        return
    level = department.jurisdiction.level
    for succession in registers.successions:
        name = succession.to.get(level)
        whole = not stems.isdisjoint(succession.absorbs)
        if name is None or not (whole or not stems.isdisjoint(succession.takes_from)):
            continue
        successor = _successor(registers, department.jurisdiction, name)
        new = not any(each.to.get(level) == name and each.year < succession.year for each in registers.successions)
        yield Handover(successor, succession.year, succession.source, whole, new)


def office_of(registers: Registers, name: str) -> str | None:
    """The official stem of the office `name`, which may begin with a name of the state; None if it is for nothing known."""
    office = registers.office(_without_place(registers.national(), name))
    return None if office is None else office[0]


def office_stems(registers: Registers, department: Department) -> frozenset[str]:
    """The official stems that the names of `department` are made of, where they name an office as a whole."""
    offices = map(registers.office, office_names(department))
    return frozenset(office[0] for office in offices if office is not None and office[1] in _WHOLE_OFFICES)


def _successor(registers: Registers, place: Jurisdiction, name: str) -> Department:
    """The department of `place` that is called `name`, or the one with its functions; made by rule if no register has it."""
    if found := registers.department(place, name):
        return found
    plain = _without_place(place, name)
    functions = registers.functions_of(plain)
    fitting = [
        department
        for department in registers.departments
        if department.jurisdiction == place
        and department.name.endswith(_WHOLE_OFFICES)
        and set(functions) <= set(registers.functions_of_department(department))
        and not _ended(registers, department)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if place.level is Level.NATIONAL:
        return Department(None, name, None, place, (), functions)
    return Department(None, f"{place.name}{name}", None, place, _short_names(registers, place, name), functions)


def _without_place(place: Jurisdiction, name: str) -> str:
    return office_names(Department(None, name, None, place))[0]


def _ended(registers: Registers, department: Department) -> bool:
    stems = office_stems(registers, department)
    level = department.jurisdiction.level
    return any(
        level in each.to and not stems.isdisjoint((*each.absorbs, *each.takes_from)) for each in registers.successions
    )


def _short_names(registers: Registers, place: Jurisdiction, name: str) -> tuple[str, ...]:
    office = registers.office(name)
    assert office is not None
    stem, rest = office
    return tuple(f"{place.name}{short}{rest}" for short in registers.short_stems(stem))
