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
_CHAIN = "Kept by 'kgservice ingest': which graph took the place of which; do not edit."
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
    chained = turtle({*chain, Triple(latest, _WAS_REVISION_OF, earlier)}, _CHAIN)
    return {**files, dataset.inside(dataset.superseded / REVISIONS): chained}


def files_without(dataset: Dataset, slug: str) -> dict[str, bytes | None]:
    """The files that change, or go (None), when nothing is left of the earlier versions of the document `slug`."""
    mine = {iri: path for iri, path in superseded_files(dataset).items() if iri.startswith(superseded_graph(slug, ""))}
    files: dict[str, bytes | None] = {dataset.inside(path): None for path in mine.values()}
    gone = {NamedNode(iri) for iri in mine}
    revisions = dataset.superseded / REVISIONS
    if mine and revisions.is_file():
        others = [triple for triple in read_turtle(revisions.read_bytes()) if triple.object not in gone]
        files[dataset.inside(revisions)] = turtle(others, _CHAIN) if others else None
    return files


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
