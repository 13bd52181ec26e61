"""What is meant by the names that a question is asked with: things of the dataset, or nothing, and then which names come near."""

from __future__ import annotations

from collections.abc import Mapping

from kgservice.errors import NoSuchNameError
from kgservice.finding.findables import FindableKind
from kgservice.finding.searching import Finder
from kgservice.queries.catalogue import NamedQuery


def things_meant(finder: Finder, query: NamedQuery, values: Mapping[str, str]) -> dict[str, list[str]]:
    """The IRIs of the things that are meant by each parameter of `query` that is a name and has a value.

    A name that several things have means all of them. Raises NoSuchNameError for one that nothing has.
    """
    meant = {}
    for parameter in query.params:
        value = values.get(parameter.name, "").strip()
        if value and parameter.of:
            kinds = tuple(map(FindableKind, parameter.of))
            things = finder.named(value, kinds)
            if not things:
                near = tuple(dict.fromkeys(hit.thing.name for hit in finder.near(value, kinds)))
                raise NoSuchNameError(" or ".join(parameter.of), value, near)
            meant[parameter.name] = [thing.iri for thing in things]
    return meant
