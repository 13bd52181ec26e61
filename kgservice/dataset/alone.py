"""Documents seen one at a time: each with the ontology and the registers, and without the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, Store

from kgservice.dataset.stores import graph_of
from kgservice.iris import ONTOLOGY_GRAPH, REGISTERS_GRAPH, document_graph, inferred_graph
from kgservice.store.embedded import EmbeddedEngine


def graphs_of(document: str) -> set[str]:
    """The graphs that are of a document and of no other."""
    return {document_graph(document), inferred_graph(document)}


def seen_alone(store: Store, documents: Iterable[str]) -> Iterator[tuple[str, EmbeddedEngine]]:
    """Each of `documents`, with an engine that sees it alone."""
    shared = list(_quads(store, ONTOLOGY_GRAPH, REGISTERS_GRAPH))
    for document in documents:
        # A store for each: one that is emptied and filled again gets slower.
        seen = Store()
        seen.bulk_extend([*shared, *_quads(store, document_graph(document), inferred_graph(document))])
        yield document, EmbeddedEngine(seen, "")


def _quads(store: Store, *graphs: str) -> Iterator[Quad]:
    """The triples of `graphs`, in no named graph."""
    for graph in graphs:
        for triple in graph_of(store, graph):
            yield Quad(triple.subject, triple.predicate, triple.object)
