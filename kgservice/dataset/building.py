"""The chain from source documents to a snapshot: text → facts → checked RDF → conclusions → snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, RdfFormat, Triple, parse
from pyoxigraph import Dataset as Quads

from kgservice.dataset.bodies import follows_about_bodies
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import locked, write_file
from kgservice.dataset.inferring import follows_between, infer
from kgservice.dataset.loading import loaded_graphs, read_instance
from kgservice.dataset.names import draft_name
from kgservice.dataset.rdf_files import is_rdf
from kgservice.dataset.readers import Readers
from kgservice.dataset.reading import ReadDocument, SourceFile, open_draft, open_source, places
from kgservice.dataset.snapshots import Snapshot, write_snapshot
from kgservice.dataset.superseding import supersede, superseded_graphs
from kgservice.dataset.unread import unread_list
from kgservice.errors import CorrectionError, InvalidGraphError, SourceError
from kgservice.extraction.facts import DocumentFacts
from kgservice.graph.building import document_slug
from kgservice.graph.registers import describe_registers
from kgservice.graph.triples import read_turtle, term, turtle
from kgservice.graph.validation import validate
from kgservice.iris import (
    BETWEEN_GRAPH,
    BODIES_GRAPH,
    ONTOLOGY_GRAPH,
    REGISTERS_GRAPH,
    REVISIONS_GRAPH,
    document_graph,
    inferred_graph,
)
from kgservice.reasoning.rules import describe_rules, shipped_rules
from kgservice.registers.loading import load_registers
from kgservice.resources import folder

Report = Callable[[str], None]

CORRECTED_BY = term("correctedBy")


def _silent(line: str) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one source file: `outcome` is `new`, `replaced` or `unchanged`; an unchanged one is not read again.

    `unread_file` lists what was not understood in it.
    """

    source: str
    outcome: str
    facts: DocumentFacts | None
    unread_file: Path


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read and held to the shapes, with the bytes it came in and those of its metadata, if given."""

    document: ReadDocument
    data: bytes
    metadata: bytes | None


def build(dataset: Dataset, report: Report = _silent) -> Snapshot:
    """Rebuild every graph of `dataset` from its sources and switch to the result; nothing changes if any of it fails."""
    registers = load_registers(*dataset.register_folders)
    _no_correction_without_source(dataset)
    with Readers(registers) as readers:
        reading = [readers.submit(open_source(dataset, path)) for path in dataset.source_files()]
        documents = [_told(each.result(), report) for each in reading]
    _no_shared_slug(documents)
    report(f"read {len(documents)} documents and held them to the shapes")
    used = {place for document in documents for place in places(document.triples)}
    register_graph = describe_registers(registers, used).triples()
    conclusions = infer([(document.name, document.triples) for document in documents])
    report("reasoned over")
    with locked(dataset.root):
        _write_registers(dataset, register_graph)
        for document, inferred in zip(documents, conclusions, strict=True):
            _write_document(dataset, document, inferred)
        _forget_others(dataset, {document.slug for document in documents})
        return _snapshot(dataset)


def ingest(dataset: Dataset, path: Path, metadata: Path | None = None, report: Report = _silent) -> Ingested:
    """Add the document at `path`, or replace the one of that name; the same bytes, with the same corrections, change nothing.

    The snapshot stays as it is: call `publish` after the last document.
    """
    with Readers(load_registers(*dataset.register_folders), 1) as readers:
        prepared = prepare(dataset, path, metadata, readers, report)
    if isinstance(prepared, Ingested):
        return prepared
    (conclusions,) = infer([(prepared.document.name, prepared.document.triples)])
    return keep(dataset, prepared, conclusions)


def prepare(
    dataset: Dataset, path: Path, metadata: Path | None, readers: Readers, report: Report
) -> Prepared | Ingested:
    """The document at `path`, read and checked; nothing is written. One that `dataset` holds already is unchanged."""
    source = open_source(dataset, path, metadata)
    held = dataset.sources / source.name
    unread_file = dataset.unread / f"{document_slug(source.name)}.csv"
    known = held.is_file() and sha256(held.read_bytes()).hexdigest() == source.digest
    held_graph = _graph(dataset, source) if known and metadata is None else frozenset()
    if held_graph and not source.corrections.is_file() and not _is_corrected(held_graph):
        return Ingested(source.name, "unchanged", None, unread_file)
    document = _told(readers.read(source), report)
    if held_graph == frozenset(document.triples):
        return Ingested(source.name, "unchanged", None, unread_file)
    return Prepared(document, source.data, metadata.read_bytes() if metadata is not None else None)


def keep(dataset: Dataset, prepared: Prepared, conclusions: Iterable[Triple]) -> Ingested:
    """Write a prepared document with what follows from it; one of that name that says something else is superseded."""
    document = prepared.document
    name = document.name
    held = dataset.sources / name
    outcome = "replaced" if held.is_file() else "new"
    with locked(dataset.root):
        for other in dataset.source_files():
            if other.name != name and document_slug(other.name) == document.slug:
                raise SourceError(f"{name}: would share its IRIs with {other.name}; rename it.")
        if outcome == "replaced" and held.read_bytes() != prepared.data:
            supersede(dataset, held, document.slug)
        _write_document(dataset, document, conclusions)
        if prepared.metadata is not None:
            write_file(dataset.metadata_file(name), prepared.metadata)
        write_file(held, prepared.data)
    return Ingested(name, outcome, document.facts, dataset.unread / f"{document.slug}.csv")


def read_draft(dataset: Dataset, path: Path) -> list[Triple]:
    """What the document at `path` says, with the registers of `dataset`, which stays as it is, and the ontology."""
    return _with_surroundings(dataset, _draft(dataset, path))


def reason_over_draft(dataset: Dataset, path: Path) -> list[Triple]:
    """As `read_draft`, with what follows; `path` may also be RDF. What breaks a shape or contradicts an axiom is raised."""
    draft = read_instance(dataset, path) if is_rdf(path.name) else _draft(dataset, path)
    name = draft_name(path)
    (conclusions,) = infer([(name, draft)])
    known = _with_surroundings(dataset, draft)
    validate(known, name)
    return [*known, *conclusions]


def publish(dataset: Dataset) -> Snapshot:
    """Make a snapshot of the graphs as they are on disk, and switch to it."""
    registers = load_registers(*dataset.register_folders)
    with locked(dataset.root):
        used = {place for path in dataset.document_graphs() for place in places(read_turtle(path.read_bytes()))}
        _write_registers(dataset, describe_registers(registers, used).triples())
        return _snapshot(dataset)


def _draft(dataset: Dataset, path: Path) -> Sequence[Triple]:
    with Readers(load_registers(*dataset.register_folders), 1) as readers:
        return readers.read(open_draft(dataset, path)).triples


def _with_surroundings(dataset: Dataset, graph: Sequence[Triple]) -> list[Triple]:
    """`graph`, the ontology, and what the registers know of what it names."""
    registers = describe_registers(load_registers(*dataset.register_folders), places(graph))
    return [*graph, *registers.triples(), *_ontology()]


def _told(document: ReadDocument, report: Report) -> ReadDocument:
    for remark in document.remarks:
        report(remark)
    return document


def _graph(dataset: Dataset, source: SourceFile) -> frozenset[Triple]:
    """What the dataset holds of `source`; nothing if it was not read yet."""
    path = dataset.graphs / f"{document_slug(source.name)}.ttl"
    return frozenset(read_turtle(path.read_bytes())) if path.is_file() else frozenset()


def _is_corrected(triples: Iterable[Triple]) -> bool:
    return any(triple.predicate == CORRECTED_BY for triple in triples)


def _no_correction_without_source(dataset: Dataset) -> None:
    known = {dataset.correction_file(path.name) for path in dataset.source_files()}
    for path in dataset.correction_files():
        if path not in known:
            raise CorrectionError(
                f"{path.name}: corrects no source of this dataset; name it after one, such as plan.txt.yaml."
            )


def _no_shared_slug(documents: Iterable[ReadDocument]) -> None:
    seen: dict[str, str] = {}
    for document in documents:
        name = document.name
        other = seen.setdefault(document.slug, name)
        if other != name:
            raise SourceError(f"{name}: would share its IRIs with {other}; rename one of them.")


def _write_registers(dataset: Dataset, triples: Iterable[Triple]) -> None:
    comment = "Built by 'kgservice build' from the registers; edit those, not this."
    write_file(dataset.graphs / "registers.ttl", turtle(triples, comment))


def _write_document(dataset: Dataset, document: ReadDocument, conclusions: Iterable[Triple]) -> None:
    source = document.name
    comment = f"Built by 'kgservice build' from sources/{source}; edit the rules or the registers, not this."
    write_file(dataset.graphs / f"{document.slug}.ttl", turtle(document.triples, comment))
    write_file(dataset.unread / f"{document.slug}.csv", unread_list(document.facts))
    comment = f"Inferred by 'kgservice build' from graphs/{document.slug}.ttl; edit the ontology, not this."
    write_file(dataset.inferred / f"{document.slug}.ttl", turtle(conclusions, comment))


def _forget_others(dataset: Dataset, slugs: set[str]) -> None:
    """Delete the graphs of documents that are no longer among the sources."""
    for path in (*dataset.document_graphs(), *dataset.inferred.glob("*.ttl"), *dataset.unread.glob("*.csv")):
        if path.stem not in slugs:
            path.unlink()


def _snapshot(dataset: Dataset) -> Snapshot:
    graphs: dict[str, list[Triple]] = {ONTOLOGY_GRAPH: _ontology()}
    registers = dataset.graphs / "registers.ttl"
    if registers.is_file():
        graphs[REGISTERS_GRAPH] = read_turtle(registers.read_bytes())
    documents = {document_graph(path.stem): path for path in dataset.document_graphs()}
    for name, path in documents.items():
        graphs[name] = read_turtle(path.read_bytes())
    for path in sorted(dataset.inferred.glob("*.ttl")):
        if triples := read_turtle(path.read_bytes()):
            graphs[inferred_graph(path.stem)] = triples
    if about_bodies := follows_about_bodies(graphs[name] for name in (REGISTERS_GRAPH, *documents) if name in graphs):
        graphs[BODIES_GRAPH] = about_bodies
    if between := follows_between(graphs[name] for name in documents):
        graphs[BETWEEN_GRAPH] = between
    graphs.update(loaded_graphs(dataset))
    superseded, revisions = superseded_graphs(dataset)
    if revisions:
        graphs[REVISIONS_GRAPH] = revisions
    if not all(graphs.values()):
        raise InvalidGraphError(f"{dataset.root}: a graph is empty; run 'kgservice build'.")
    return write_snapshot(dataset.snapshots, graphs, dataset.inputs(), apart=superseded)


def _ontology() -> list[Triple]:
    """The ontology's triples and its rules' names; its blank nodes have the same names on every run."""
    terms = [
        triple
        for path in sorted(folder("ontology").glob("*.ttl"))
        if path.name != "shapes.ttl"
        for triple in _with_steady_blank_nodes(path)
    ]
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
