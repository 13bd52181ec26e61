"""The words for bodies that come with the program, for what is read of a document before the registers of its dataset count."""

from __future__ import annotations

from functools import cache

from kgservice.registers.bodies import Bodies, read_bodies
from kgservice.registers.register_files import register_entries
from kgservice.registers.roles import Roles, read_roles
from kgservice.resources import folder


@cache
def shipped_bodies() -> Bodies:
    """What `bodies.yaml` of the shipped registers says."""
    return read_bodies(register_entries("bodies.yaml", [folder("registers")]))


@cache
def shipped_roles() -> Roles:
    """What `roles.yaml` of the shipped registers says."""
    return read_roles(register_entries("roles.yaml", [folder("registers")]))
