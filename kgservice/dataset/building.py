"""Reads a document: text → facts → checked RDF; and the three ways in which a dataset comes to hold it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Triple

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.graphs import ontology_triples
from kgservice.dataset.inferring import infer
from kgservice.dataset.loading import read_instance
from kgservice.dataset.names import draft_name
from kgservice.dataset.rdf_files import is_rdf
from kgservice.dataset.readers import Readers
from kgservice.dataset.reading import ReadDocument, SourceFile, open_draft, places_of
from kgservice.dataset.snapshots import Snapshot
from kgservice.dataset.survey import inputs_of
from kgservice.extraction.facts import DocumentFacts
from kgservice.graph.registers import describe_registers
from kgservice.graph.validation import validate
from kgservice.input_files import LARGEST_NOTE, read_input
from kgservice.registers.loading import load_registers

Report = Callable[[str], None]


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


def prepare(dataset: Dataset, source: SourceFile, readers: Readers, report: Report) -> Prepared:
    """The document `source`, read and held to the shapes; nothing is written."""
    places = inputs_of(dataset, source.name)
    origins = dict(zip(places, (source.path, source.metadata, source.corrections), strict=True))
    # Taken first: what changes while the document is read is found to be other than this, and read again the next time.
    data = {place: read_input(origins[place], LARGEST_NOTE) for place in places[1:] if origins[place].is_file()}
    data[places[0]] = source.data
    document = readers.read(source)
    for remark in document.remarks:
        report(remark)
    return Prepared(
        document,
        {dataset.inside(place): sha256(each).hexdigest() for place, each in data.items()},
        {dataset.inside(place): each for place, each in data.items() if origins[place] != place},
    )


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


def _draft(dataset: Dataset, path: Path) -> Sequence[Triple]:
    with Readers(load_registers(*dataset.register_folders), 1) as readers:
        return readers.read(open_draft(dataset, path)).triples


def _with_surroundings(dataset: Dataset, graph: Sequence[Triple]) -> list[Triple]:
    """`graph`, the ontology, and what the registers know of what it names."""
    registers = describe_registers(load_registers(*dataset.register_folders), places_of(graph))
    return [*graph, *registers.triples(), *ontology_triples()]
