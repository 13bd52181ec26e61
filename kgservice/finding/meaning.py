"""What is meant by the names that a question is asked with: things of the dataset, or nothing, and then which names come near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgservice.errors import NoSuchNameError
from kgservice.finding.findables import Findable, FindableKind
from kgservice.finding.searching import Finder
from kgservice.queries.catalogue import NamedQuery, Parameter


def things_meant(finder: Finder, query: NamedQuery, values: Mapping[str, str]) -> dict[str, list[str]]:
    """The IRIs of the things that are meant by each parameter of `query` that is a name and has a value.

    A name that several things have means all of them. Raises NoSuchNameError for one that nothing has.
    """
    meant = {}
    for parameter in query.params:
        value = values.get(parameter.name, "").strip()
        if value and parameter.kind == "name":
            meant[parameter.name] = [thing.iri for thing in called(finder, value, _kinds(parameter))]
    return meant


def called(finder: Finder, name: str, kinds: Sequence[FindableKind]) -> list[Findable]:
    """The things of these kinds that have exactly this name, or this IRI; NoSuchNameError if there is none."""
    things = finder.named(name, kinds)
    if not things:
        raise _no_such_name(finder, name, kinds)
    return things


def names_of_these_alone(finder: Finder, iris: Sequence[str]) -> set[str]:
    """The official names of some things; none if another thing has one of them too, so that a name does not tell."""
    things = [thing for iri in iris for thing in finder.named(iri)]
    names = {thing.name for thing in things}
    also = {other.iri for thing in things for other in finder.named(thing.name, (thing.kind,)) if other.name in names}
    return names if also <= set(iris) else set()


def hold_parts(finder: Finder, query: NamedQuery, values: Mapping[str, str]) -> None:
    """Raise NoSuchNameError if a question had no answer since a parameter that is part of a name is part of none."""
    for parameter in query.params:
        value = values.get(parameter.name, "").strip()
        if value and parameter.kind == "part":
            hold_name(finder, value, _kinds(parameter))


def hold_name(finder: Finder, value: str, kinds: Sequence[FindableKind]) -> None:
    """Raise NoSuchNameError if `value` is neither the name of a thing of these kinds nor a part of one."""
    if not finder.named(value, kinds) and not finder.suggested(value, kinds):
        raise _no_such_name(finder, value, kinds)


def _no_such_name(finder: Finder, value: str, kinds: Sequence[FindableKind]) -> NoSuchNameError:
    hits = finder.suggested(value, kinds) or finder.near(value, kinds)
    return NoSuchNameError(" or ".join(kinds), value, tuple(dict.fromkeys(hit.thing.name for hit in hits)))


def _kinds(parameter: Parameter) -> tuple[FindableKind, ...]:
    return tuple(map(FindableKind, parameter.of))
