"""Keeps what was read from a document's earlier versions: each a graph of its own, and which graph came after which."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import write_file
from kgservice.graph.triples import read_turtle, turtle
from kgservice.iris import WAS_REVISION_OF, document_graph, superseded_graph

_WAS_REVISION_OF = NamedNode(WAS_REVISION_OF)
_REVISIONS = "revisions.ttl"
_LENGTH_OF_VERSION = 8


def supersede(dataset: Dataset, held: Path, slug: str) -> None:
    """Keep the graph of the document `slug` as it was read from `held`, before another version takes its place.

    A version that comes back a second time is kept once, as the earlier one.
    """
    graph = dataset.graphs / f"{slug}.ttl"
    if not graph.is_file():
        return
    version = sha256(held.read_bytes()).hexdigest()[:_LENGTH_OF_VERSION]
    kept = dataset.superseded / f"{slug}.{version}.ttl"
    latest, earlier = NamedNode(document_graph(slug)), NamedNode(superseded_graph(slug, version))
    chain = [
        Triple(earlier, _WAS_REVISION_OF, triple.object) if triple.subject == latest else triple
        for triple in _revisions(dataset)
        if not (triple.subject == latest and kept.is_file())
    ]
    if not kept.is_file():
        comment = f"Kept by 'kgservice ingest': what {held.name} said until another version came; do not edit."
        write_file(kept, turtle(read_turtle(graph.read_bytes()), comment))
    comment = "Kept by 'kgservice ingest': which graph took the place of which; do not edit."
    write_file(dataset.superseded / _REVISIONS, turtle({*chain, Triple(latest, _WAS_REVISION_OF, earlier)}, comment))


def superseded_graphs(dataset: Dataset) -> tuple[dict[str, list[Triple]], list[Triple]]:
    """The graphs that were superseded, by IRI, and the statements that say which graph was a revision of which."""
    graphs = {}
    for path in sorted(dataset.superseded.glob("*.ttl")):
        if path.name != _REVISIONS:
            slug, _, version = path.stem.rpartition(".")
            graphs[superseded_graph(slug, version)] = read_turtle(path.read_bytes())
    return graphs, _revisions(dataset)


def _revisions(dataset: Dataset) -> list[Triple]:
    path = dataset.superseded / _REVISIONS
    return read_turtle(path.read_bytes()) if path.is_file() else []
