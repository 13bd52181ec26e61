"""The short names of an office that follow from what it is for, whatever place it is of: 市监局 for each 市场监督管理局."""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.registers.lookup import Registers
from kgservice.registers.place_words import short_name

_SHORT = {"委员会": "委", "办公室": "办"}


def office_aliases(registers: Registers, name: str, place: str) -> Iterator[str]:
    """The names that people have for the office `name` of `place`, with and without the place.

    Those of 南通市市场监督管理局: 市监局, 南通市监局, 南通市市监局 and more.
    """
    inside = name.removeprefix(place)
    office = registers.office(inside)
    if office is None:
        return
    official, rest = office
    endings = (rest, *(rest.replace(long, short) for long, short in _SHORT.items() if long in rest))
    for stem in (*registers.short_stems(official), official):
        for ending in endings:
            alias = f"{stem}{ending}"
            if alias != inside:
                yield alias
            if place:
                yield f"{short_name(place)}{alias}"
