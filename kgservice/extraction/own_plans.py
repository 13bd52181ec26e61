"""Which office made a plan for itself, so that the inner offices and institutions that it names are that office's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgservice.extraction.resolution import WITH_DEPARTMENTS, Names
from kgservice.levels import ABOVE_TOWNSHIPS
from kgservice.registers.entries import Department
from kgservice.registers.lookup import Registers

_OWN_OFFICE = re.compile("办公[厅室]$")  # 教育部办公厅 speaks for 教育部
_WHOLE_COMMITTEE = re.compile(f"中共.*委员会$|[{ABOVE_TOWNSHIPS}]委$")


def office_of_plan(names: Names, issuer: str | None, titles: Sequence[str]) -> Department | None:
    """The office that made a plan for itself: the issuer, else whom a title names first (芜湖市教育局2024年工作要点); None for a government."""
    registers = names.registers
    for body in (issuer, *(_body_at_start(registers, title) for title in titles)):
        office = _OWN_OFFICE.sub("", body or "")
        words = office if registers.bodies.is_agency(office) else body or ""
        if "、" in words:
            return None  # several issue it together
        if _makes_plans(registers, words):
            party = names.resolve(words)
            return party if isinstance(party, Department) else None
    return None


def _makes_plans(registers: Registers, words: str) -> bool:
    """Whether `words` name an office, an organ of the party or an institution, and no committee or government as a whole."""
    bodies = registers.bodies
    ending = bodies.ending(words)
    has_offices = ending is not None and (ending.agency or ending.party or ending.kind in WITH_DEPARTMENTS)
    return has_offices and not _WHOLE_COMMITTEE.search(words)


def _body_at_start(registers: Registers, title: str) -> str | None:
    """The body that `title` (folded) begins with and goes on behind with a year or what it issues."""
    behind = re.search("\\d{4}|关于|印发|转发|批转|“", title)
    words = title[: behind.start()] if behind else ""
    return words if words and registers.is_body(words) else None
