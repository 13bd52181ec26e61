"""Writes a version out: all of it, with what follows from hierarchies or closes the world, or what a reasoner can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from kgservice.dataset.snapshots import Snapshot
from kgservice.dataset.stores import graph_of
from kgservice.iris import CLOSED_WORLD_GRAPH, CLOSURE_GRAPH, ONTOLOGY_GRAPH, TERMS
from kgservice.queries.catalogue import load_catalogue
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.closure import closure as closure_of
from kgservice.reasoning.reduced import reduced
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine, export_store, export_triples


def export_all(snapshot: Snapshot, form: str, out: IO[bytes], *, closure: bool, closed_world: bool) -> None:
    """Write every graph of `snapshot` to `out` in a format of `EXPORT_FORMATS`; what is added is a graph of its own."""
    more: dict[str, Iterable[Triple]] = {}
    if closure:
        store = Store.read_only(str(snapshot.store))
        more[CLOSURE_GRAPH] = sorted(set(closure_of(_said(store), graph_of(store, ONTOLOGY_GRAPH))), key=str)
    if closed_world:
        more[CLOSED_WORLD_GRAPH] = sorted(_closing(snapshot), key=str)
    export_store(snapshot.store, form, out, more)


def export_reduced(snapshot: Snapshot, form: str, out: IO[bytes]) -> Mapping[str, int]:
    """Write to `out` what a reasoner can take whole; how many statements are left out, by their property or class."""
    store = Store.read_only(str(snapshot.store))
    shipped = set(graph_of(store, ONTOLOGY_GRAPH))
    found = reduced(ontology(), [triple for triple in _said(store) if triple not in shipped], _closing(snapshot))
    export_triples(found.triples, form, out)
    return {name.removeprefix(TERMS): number for name, number in found.left_out.items()}


def _said(store: Store) -> Iterator[Triple]:
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))


def _closing(snapshot: Snapshot) -> Iterator[Triple]:
    query = load_catalogue(folder("queries"))["closed-world"]
    for subject, predicate, value in (
        EmbeddedEngine.of_store(snapshot.store, snapshot.version).select(query.bound({})).rows
    ):
        assert isinstance(subject, NamedNode)
        assert isinstance(predicate, NamedNode)
        assert isinstance(value, NamedNode)
        yield Triple(subject, predicate, value)
