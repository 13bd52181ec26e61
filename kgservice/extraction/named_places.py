"""The place that a name means: one of the registers, else one made by rule from the name."""

from __future__ import annotations

from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.lookup import Registers
from kgservice.registers.place_words import level_by_name
from kgservice.slugs import slug


def named_place(registers: Registers, name: str, parent: Jurisdiction | None) -> Jurisdiction:
    """The place called `name`: from the register, where one fits under `parent`, else made by rule from its last word.

    One that is made lies in the place that a register says has a county of that name, else in `parent`.
    """
    known = registers.places_named(name)
    if known:
        return known[0]
    above = registers.place_with_county(name, parent) or parent
    return Jurisdiction(place_id(name, parent), name, None, level_by_name(name), above, reviewed=False)


def place_id(name: str, parent: Jurisdiction | None) -> str:
    """What stands in IRIs for a place that no register has, which is named alone or behind `parent`."""
    return f"{parent.id}-{slug(name)}" if parent and parent.level is not Level.NATIONAL else slug(name)
