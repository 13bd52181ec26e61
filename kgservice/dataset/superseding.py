"""Keeps what was read from a document's earlier versions: each a graph of its own, and which graph came after which."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kgservice.dataset.dataset import Dataset
from kgservice.graph.triples import read_turtle, turtle
from kgservice.iris import REVISIONS_GRAPH, WAS_REVISION_OF, document_graph, superseded_graph

_WAS_REVISION_OF = NamedNode(WAS_REVISION_OF)
REVISIONS = "revisions.ttl"
_LENGTH_OF_VERSION = 8


def supersede(
    dataset: Dataset, source: str, slug: str, digest: str, graph: Iterable[Triple], revisions: bytes | None
) -> dict[str, bytes]:
    """The files that keep `graph`, as the document `slug` was read from the bytes with this SHA-256, when others come.

    `revisions` is the file that says which graph came after which, if there is one; it comes back with one more. A version
    that comes back a second time is kept once, as the earlier one. Done twice, it is as if done once.
    """
    version = digest[:_LENGTH_OF_VERSION]
    kept = dataset.superseded / f"{slug}.{version}.ttl"
    latest, earlier = NamedNode(document_graph(slug)), NamedNode(superseded_graph(slug, version))
    chain = [
        Triple(earlier, _WAS_REVISION_OF, triple.object) if triple.subject == latest else triple
        for triple in read_turtle(revisions or b"")
        if not (triple.subject == latest and kept.is_file())
    ]
    comment = f"Kept by 'kgservice ingest': what {source} said until another version came; do not edit."
    files = {} if kept.is_file() else {dataset.inside(kept): turtle(graph, comment)}
    comment = "Kept by 'kgservice ingest': which graph took the place of which; do not edit."
    chained = turtle({*chain, Triple(latest, _WAS_REVISION_OF, earlier)}, comment)
    return {**files, dataset.inside(dataset.superseded / REVISIONS): chained}


def superseded_files(dataset: Dataset) -> dict[str, Path]:
    """The files of the graphs that were superseded, by IRI, and of the statements that say which was a revision of which."""
    files = {}
    for path in sorted(dataset.superseded.glob("*.ttl")):
        if path.name == REVISIONS:
            files[REVISIONS_GRAPH] = path
        else:
            slug, _, version = path.stem.rpartition(".")
            files[superseded_graph(slug, version)] = path
    return files
