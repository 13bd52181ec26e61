"""Which graphs a version has: by what each is known to be the same, and where its triples come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, RdfFormat, Triple, parse
from pyoxigraph import Dataset as Quads

from kgservice.dataset.dataset import REGISTERS_FILE, Dataset
from kgservice.dataset.files import digest_of, put_file
from kgservice.dataset.loading import is_built, loaded_graphs
from kgservice.dataset.manifest import KeptDocument, Manifest, digest_of_lines
from kgservice.dataset.snapshots import Snapshot
from kgservice.dataset.stores import Wanted
from kgservice.dataset.superseding import superseded_files
from kgservice.graph.registers import describe_registers
from kgservice.graph.triples import read_turtle, turtle
from kgservice.iris import ONTOLOGY_GRAPH, REGISTERS_GRAPH, REVISIONS_GRAPH, document_graph, inferred_graph, is_module
from kgservice.reasoning.rules import describe_rules, shipped_rules
from kgservice.registers.loading import load_registers
from kgservice.resources import ontology_modules


def wanted_graphs(
    dataset: Dataset,
    known: Snapshot | None,
    program: str,
    documents: Mapping[str, KeptDocument],
    files: Mapping[str, str],
) -> dict[str, Wanted]:
    """Every graph of the version but those that follow from several others."""
    before = known.manifest if known is not None and known.manifest.program == program else None
    graphs = dict(_shipped(dataset, before, documents))
    for document in documents.values():
        for iri, where in (
            (document_graph(document.slug), "graphs"),
            (inferred_graph(document.slug), "graphs/inferred"),
        ):
            path = f"{where}/{document.slug}.ttl"
            graphs[iri] = Wanted(document.built[path], partial(_turtle, dataset.root / path))
    graphs.update(_loaded(dataset, before, files))
    for iri, file in superseded_files(dataset).items():
        digest = files[dataset.inside(file)]
        graphs[iri] = Wanted(digest, partial(_turtle, file), apart=iri != REVISIONS_GRAPH)
    return graphs


def registers_file(triples: Iterable[Triple]) -> bytes:
    """The registers' graph as a file."""
    return turtle(triples, "Built by 'kgservice build' from the registers; edit those, not this.")


def _shipped(
    dataset: Dataset, before: Manifest | None, documents: Mapping[str, KeptDocument]
) -> Iterator[tuple[str, Wanted]]:
    """The ontology's graph, and the registers' as the places that documents name have it, which is written as a file too."""
    if before is not None:
        yield ONTOLOGY_GRAPH, Wanted(before.graphs[ONTOLOGY_GRAPH].digest, ontology_triples)
    else:
        ontology = ontology_triples()
        yield ONTOLOGY_GRAPH, Wanted(digest_of_lines(map(str, ontology)), lambda: ontology)
    file = dataset.graphs / REGISTERS_FILE
    places = {place for document in documents.values() for place in document.places}
    held = digest_of(file) if file.is_file() else None
    if before is None or before.places() != places or held != before.graphs[REGISTERS_GRAPH].digest:
        triples = describe_registers(load_registers(*dataset.register_folders), places).triples()
        data = registers_file(triples)
        put_file(file, data)
        held = sha256(data).hexdigest()
    yield REGISTERS_GRAPH, Wanted(held, partial(_turtle, file))


def _loaded(dataset: Dataset, before: Manifest | None, files: Mapping[str, str]) -> Iterator[tuple[str, Wanted]]:
    """The graphs that were loaded; while their files are the same, as they stand in the version before."""
    inside = f"{dataset.inside(dataset.loaded)}/"
    mine = {path: digest for path, digest in files.items() if path.startswith(inside)}
    if before is not None and mine == {path: kept for path, kept in before.files.items() if path.startswith(inside)}:
        for iri, graph in before.graphs.items():
            if not is_built(iri):
                yield iri, Wanted(graph.digest, tuple)
        return
    for iri, triples in loaded_graphs(dataset).items():
        yield iri, Wanted(digest_of_lines(map(str, triples)), partial(iter, triples))


def _turtle(path: Path) -> list[Triple]:
    return read_turtle(path.read_bytes())


def ontology_triples() -> list[Triple]:
    """The ontology's triples and its rules' names; its blank nodes have the same names on every run."""
    said = (triple for path in ontology_modules() for triple in _with_steady_blank_nodes(path))
    terms = [triple for triple in said if not is_module(triple.subject)]
    return [*terms, *sorted(describe_rules(shipped_rules()), key=str)]


def _with_steady_blank_nodes(path: Path) -> Iterator[Triple]:
    quads = Quads(parse(path=str(path), format=RdfFormat.TURTLE))
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in quads:
        subject, value = (
            BlankNode(f"{path.stem}{node.value}") if isinstance(node, BlankNode) else node
            for node in (quad.subject, quad.object)
        )
        yield Triple(subject, quad.predicate, value)
