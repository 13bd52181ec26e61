"""Tells whose inner offices a column names by what stands over it (市卫健委内牵头处室)."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.resolution import Names
from kgservice.lexicon import one_of
from kgservice.registers.entries import Department

_SHORTEST_OFFICE = 3  # 市委 and more


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(f"{one_of('clauses', 'within')}?(?P<role>.*{one_of('clauses', 'inner_offices')})")


@cache
def _ends_within() -> re.Pattern[str]:
    return re.compile(f"(?<=..){one_of('clauses', 'within')}$")


def names_under(header: str, names: Names) -> Names:
    """The `names` of a column under `header` (folded): those without an office in them are of the one that it tells."""
    for end in range(len(header) - 1, _SHORTEST_OFFICE - 1, -1):
        inner = _inner().fullmatch(header, end)
        if inner is None or not names.registers.is_body(header[:end]) or _ends_within().search(header, 0, end):
            continue
        if names.registers.roles.role_of_column(inner["role"]) is None:
            continue
        office = names.resolve(header[:end])
        if isinstance(office, Department):
            return Names(names.registers, names.place, office, year=names.year, common=names.common)
    return names
