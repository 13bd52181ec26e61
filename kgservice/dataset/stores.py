"""Makes a version's store on disk: as a copy of the one before that shares its files, or from nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from kgservice.dataset.files import digest_of
from kgservice.graph.triples import RDF_TYPE

DEFAULT = DefaultGraph()
# How many quads the loader may hold at once: left to itself it takes up to 2 GB.
_CHUNK = 400_000
Subject = NamedNode | BlankNode | Triple


@dataclass(frozen=True, slots=True)
class Wanted:
    """A graph as it should be: the digest that it is known by, and how to get its triples, asked for only if it changed."""

    digest: str
    triples: Callable[[], Iterable[Triple]]
    apart: bool = False


@dataclass(slots=True)
class Difference:
    """What changed while a store was made from another: in the default graph, and which named graphs."""

    added: set[Triple] = field(default_factory=set)
    removed: set[Triple] = field(default_factory=set)
    graphs: set[str] = field(default_factory=set)


def open_copy(source: Path, place: Path) -> Store:
    """A store at `place`, which is not there yet, that can be changed, with the content and the files of that at `source`."""
    Store.read_only(str(source)).backup(str(place))
    return Store(str(place))


def fill(store: Store, graphs: Mapping[str, Wanted]) -> dict[str, int]:
    """Put `graphs` into an empty store, one after another, and the default graph; the number of triples of each."""
    sizes: dict[str, int] = {}

    def quads() -> Iterator[Quad]:
        for iri, wanted in graphs.items():
            triples = set(wanted.triples())
            sizes[iri] = len(triples)
            yield from _quads(triples, NamedNode(iri))
            if not wanted.apart:
                yield from _quads(triples, DEFAULT)

    everything = quads()
    while chunk := list(islice(everything, _CHUNK)):
        store.bulk_extend(chunk)
    return sizes


def replace(store: Store, iri: str, wanted: Wanted | None, difference: Difference) -> int:
    """Make the named graph `iri` hold what is `wanted` of it; its number of triples.

    `difference` takes what came and what went, for `settle`, which brings the default graph up to it.
    """
    name = NamedNode(iri)
    before = set(graph_of(store, iri))
    after = set(wanted.triples()) if wanted is not None else set()
    if before != after:
        difference.graphs.add(iri)
    for quad in _quads(before - after, name):
        store.remove(quad)
    store.extend(_quads(after - before, name))
    if wanted is None:
        store.remove_graph(name)
    if wanted is None or not wanted.apart:
        difference.removed |= before - after
        difference.added |= after - before
    return len(after)


def settle(store: Store, difference: Difference, apart: Iterable[str]) -> Difference:
    """Bring the default graph up to `difference`, and say what changed in it.

    A triple comes once, whichever graphs say it, and goes when none that is not `apart` says it any more.
    """
    hidden = {NamedNode(iri) for iri in apart}
    added = {triple for triple in difference.added if _quad(triple, DEFAULT) not in store}
    store.extend(_quads(added, DEFAULT))
    removed = {triple for triple in difference.removed if not _is_said(store, triple, hidden)}
    removed = {triple for triple in removed if _quad(triple, DEFAULT) in store}
    for quad in _quads(removed, DEFAULT):
        store.remove(quad)
    return Difference(added, removed, difference.graphs)


def close_into(store: Store, place: Path) -> None:
    """Leave what `store` holds at `place` with no file that it does not need; nobody may change it from now on."""
    store.flush()
    store.backup(str(place))


def files_of(store: Path, before: Path | None, known: Mapping[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """The size and SHA-256 of each file of a store; those that it shares with the store `before` are `known`."""
    found = {}
    for entry in sorted(os.scandir(store), key=lambda entry: entry.name):
        shared = before is not None and entry.name in known and _is_same(before / entry.name, entry.stat())
        found[entry.name] = known[entry.name] if shared else (entry.stat().st_size, digest_of(Path(entry.path)))
    return found


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph of a store, of which a part can be asked for without reading the rest."""

    store: Store
    iri: str

    def having(
        self, predicate: NamedNode, *, of: Subject | None = None, value: NamedNode | None = None
    ) -> Iterator[Triple]:
        """Its triples with this predicate, and with this subject and this object where they are given."""
        return (quad.triple for quad in self.store.quads_for_pattern(of, predicate, value, NamedNode(self.iri)))

    def asked(self, predicates: Iterable[NamedNode], classes: Iterable[NamedNode]) -> Iterator[Triple]:
        """Its triples with one of these predicates, and those that say that a thing is of one of these classes."""
        for predicate in predicates:
            yield from self.having(predicate)
        for kind in classes:
            yield from self.having(RDF_TYPE, value=kind)


def graph_of(store: Store, iri: str) -> Iterator[Triple]:
    """The triples of a named graph."""
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(iri)))


def _is_same(path: Path, state: os.stat_result) -> bool:
    return path.is_file() and os.path.samestat(path.stat(), state)


def _is_said(store: Store, triple: Triple, hidden: set[NamedNode]) -> bool:
    said = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name != DEFAULT and quad.graph_name not in hidden for quad in said)


def _quads(triples: Iterable[Triple], graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    return (_quad(triple, graph) for triple in triples)


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
