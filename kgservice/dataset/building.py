"""Reads a document: text → facts → checked RDF; and the three ways in which a dataset comes to hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kgservice.corrections.applying import correct
from kgservice.corrections.loading import load_corrections
from kgservice.dataset.dataset import METADATA_SUFFIX, Dataset
from kgservice.dataset.graphs import ontology_triples
from kgservice.dataset.inferring import infer
from kgservice.dataset.loading import is_rdf, read_instance
from kgservice.dataset.snapshots import Snapshot
from kgservice.dataset.survey import inputs_of
from kgservice.documents.metadata import Metadata, read_metadata
from kgservice.documents.reading import Source, read_source
from kgservice.errors import SourceError
from kgservice.extraction.facts import DocumentFacts
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document, document_slug
from kgservice.graph.registers import describe_registers
from kgservice.graph.validation import validate
from kgservice.iris import DATA
from kgservice.registers.loading import load_registers
from kgservice.registers.lookup import Registers

Report = Callable[[str], None]


def _silent(line: str) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's facts and the triples that say them."""

    facts: DocumentFacts
    triples: tuple[Triple, ...]

    @property
    def name(self) -> str:
        """The source's file name."""
        return self.facts.document.source.name

    @property
    def slug(self) -> str:
        """What stands for the document in IRIs and file names."""
        return document_slug(self.name)


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
    """A document that was read and held to the shapes.

    `read` has the SHA-256 of its source, and of its metadata and its corrections where there are any, by their paths in the
    dataset; `files` the bytes of those that came from elsewhere.
    """

    document: ReadDocument
    read: Mapping[str, str]
    files: Mapping[str, bytes]


def build(dataset: Dataset, report: Report = _silent) -> Snapshot:
    """Rebuild every graph of `dataset` from its sources and switch to the result; nothing changes if any of it fails."""
    from kgservice.dataset.ingesting import build_all

    return build_all(dataset, report)


def ingest(dataset: Dataset, path: Path, metadata: Path | None = None, report: Report = _silent) -> Ingested:
    """Add the document at `path`, or replace the one of that name; the same bytes, with the same corrections, change nothing.

    The version with it is served when this returns. Raises what keeps the document from being read.
    """
    from kgservice.dataset.ingesting import Failed, ingest_all

    (result,) = ingest_all(dataset, [path], metadata, report)
    if isinstance(result, Failed):
        raise result.error
    return result


def publish(dataset: Dataset, report: Report = _silent) -> Snapshot:
    """The version of what lies in the dataset's folder: the one that is served, with all that is not in it yet."""
    from kgservice.dataset.ingesting import bring_up_to_date

    return bring_up_to_date(dataset, report)


def prepare(dataset: Dataset, path: Path, metadata: Path | None, registers: Registers, report: Report) -> Prepared:
    """The document at `path`, read and held to the shapes; nothing is written."""
    places = _places(dataset, path, metadata)
    # Taken first: what changes while the document is read is found to be other than this, and read again the next time.
    data = {place: file.read_bytes() for place, file in places.items() if file.is_file()}
    source = read_source(path)
    extra = read_metadata(metadata if metadata is not None else dataset.metadata_file(source.name))
    document = _read(dataset, source, extra, registers, report)
    register_graph = describe_registers(registers, places_of(document.triples)).triples()
    validate([*document.triples, *register_graph], source.name)
    return Prepared(
        document,
        {dataset.inside(place): sha256(each).hexdigest() for place, each in data.items()},
        {dataset.inside(place): each for place, each in data.items() if places[place] != place},
    )


def _places(dataset: Dataset, path: Path, metadata: Path | None) -> dict[Path, Path]:
    """Where the files that the document at `path` is read from belong in `dataset`, and where they are."""
    source, extra, correction = inputs_of(dataset, path.name)
    return {source: path, extra: extra if metadata is None else metadata, correction: correction}


def read_draft(dataset: Dataset, path: Path) -> list[Triple]:
    """What the document at `path` says, with the registers of `dataset`, which stays as it is, and the ontology."""
    return _with_surroundings(dataset, _draft(dataset, path))


def reason_over_draft(dataset: Dataset, path: Path) -> list[Triple]:
    """As `read_draft`, with what follows; `path` may also be RDF. What breaks a shape or contradicts an axiom is raised."""
    draft = read_instance(dataset, path) if is_rdf(path) else _draft(dataset, path)
    (conclusions,) = infer([(path.name, draft)])
    known = _with_surroundings(dataset, draft)
    validate(known, path.name)
    return [*known, *conclusions]


def _draft(dataset: Dataset, path: Path) -> Sequence[Triple]:
    metadata = read_metadata(path.with_name(f"{path.name}{METADATA_SUFFIX}"))
    return _read(dataset, read_source(path), metadata, load_registers(*dataset.register_folders), _silent).triples


def _with_surroundings(dataset: Dataset, graph: Sequence[Triple]) -> list[Triple]:
    """`graph`, the ontology, and what the registers know of what it names."""
    registers = describe_registers(load_registers(*dataset.register_folders), places_of(graph))
    return [*graph, *registers.triples(), *ontology_triples()]


def _read(dataset: Dataset, source: Source, metadata: Metadata, registers: Registers, report: Report) -> ReadDocument:
    facts = read_facts(source, registers, metadata)
    if not facts.plans:
        raise SourceError(
            f"{source.name}: no numbered item (一、 （一） 1.) and no task table was found, so there is nothing to read; "
            "give a plan whose items are numbered."
        )
    corrected = correct(facts, load_corrections(dataset.correction_file(source.name)), registers)
    for entry in corrected.obsolete:
        report(f"{entry.place}: no longer needed: {entry.correction.en}; delete it")
    return ReadDocument(corrected.facts, tuple(describe_document(corrected.facts, registers).triples()))


def places_of(triples: Iterable[Triple]) -> Iterator[str]:
    """The ids of the places that `triples` name."""
    base = f"{DATA}jurisdiction/"
    for triple in triples:
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(base):
            yield triple.object.value.removeprefix(base)
