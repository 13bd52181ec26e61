"""Tells what the names in a table's cell are of: bodies, offices, places."""

from __future__ import annotations

import re

from kgservice.registers.lookup import Registers

PARTED = re.compile("[、，；,/]")


def names_a_body(words: str, registers: Registers) -> bool:
    """Whether any of what `words` list is a body's name."""
    names = re.split(r"[、，；。\d.]", words)
    return any(registers.is_body(name) and not registers.bodies.begins_as_verb(name) for name in names)


def names_whom(words: str, registers: Registers) -> bool:
    """Whether all that `words` name are bodies or places."""
    names = [name for name in PARTED.split(words) if name]
    return all(registers.is_body(name) or registers.bodies.is_place(name) for name in names)


def names_offices(words: str, registers: Registers) -> bool:
    """Whether all that `words` name are bodies, and not all places alone."""
    names = [name for name in PARTED.split(words) if name]
    return all(map(registers.is_body, names)) and not all(map(registers.bodies.is_place, names))
