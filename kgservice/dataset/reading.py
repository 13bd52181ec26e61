"""A source document, as it was handed in, read into facts and triples that hold to the shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kgservice.corrections.applying import correct
from kgservice.corrections.correction_files import load_corrections
from kgservice.dataset.dataset import METADATA_SUFFIX, Dataset
from kgservice.dataset.names import document_name
from kgservice.documents.headers import looks_like_table
from kgservice.documents.metadata import read_metadata
from kgservice.documents.reading import source_of
from kgservice.errors import SourceError
from kgservice.extraction.facts import DocumentFacts
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document, document_slug
from kgservice.graph.registers import describe_registers
from kgservice.graph.validation import validate
from kgservice.input_files import read_input
from kgservice.iris import DATA
from kgservice.registers.lookup import Registers
from kgservice.settings import read_settings


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A document as it was handed in: its name, its bytes and where they were, and the files, if they are there, about it.

    One that `is_draft` is not held to the shapes when it is read, but with what follows from it. `converted` is what an old
    Word document is read as.
    """

    name: str
    data: bytes
    path: Path
    metadata: Path
    corrections: Path
    is_draft: bool = False
    converted: bytes | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's facts, the triples that say them, and what to say of corrections that the rules made needless."""

    facts: DocumentFacts
    triples: tuple[Triple, ...]
    remarks: tuple[str, ...]

    @property
    def name(self) -> str:
        """The source's file name."""
        return self.facts.document.source.name

    @property
    def slug(self) -> str:
        """What stands for the document in IRIs and file names."""
        return document_slug(self.name)


def open_source(dataset: Dataset, path: Path, metadata: Path | None = None) -> SourceFile:
    """The document at `path` for `dataset`; what is known of it is in `metadata`, else in the file that the dataset has.

    Raises SourceError if it cannot be read, is larger than the settings allow, or has a name that cannot be taken.
    """
    name = document_name(dataset, path)
    data = read_input(path, read_settings()["max_file_mb"])
    return SourceFile(name, data, path, metadata or dataset.metadata_file(name), dataset.correction_file(name))


def open_draft(dataset: Dataset, path: Path) -> SourceFile:
    """As `open_source`, with the metadata that lies beside the document."""
    return replace(open_source(dataset, path, path.with_name(f"{path.name}{METADATA_SUFFIX}")), is_draft=True)


def read_document(source: SourceFile, registers: Registers) -> ReadDocument:
    """What `source` says, corrected and, unless it is a draft, held to the shapes; raises a KgError that says why not."""
    facts = read_facts(source_of(source.data, source.name, source.converted), registers, read_metadata(source.metadata))
    if not any(plan.items for plan in facts.plans):
        if looks_like_table(facts.document.source.text):
            raise SourceError(
                f"{source.name}: holds a table whose rows and columns cannot be told apart (no ruling lines, or a header that names "
                "neither tasks nor parties); put it into Word or Excel with one cell for each thing and named columns."
            )
        if not facts.plans:
            raise SourceError(
                f"{source.name}: no numbered item (一、 （一） 1.), no task table and no sentence was found, so there is nothing to "
                "read; give the document's text."
            )
    corrected = correct(facts, load_corrections(source.corrections), registers)
    triples = tuple(describe_document(corrected.facts, registers).triples())
    if not source.is_draft:
        validate([*triples, *describe_registers(registers, places_of(triples)).triples()], source.name)
    remarks = [f"{entry.place}: no longer needed: {entry.correction.en}; delete it" for entry in corrected.obsolete]
    if facts.document.source.recognised:
        remarks.append(f"{source.name}: text was recognised in pictures of its pages (OCR); look it through")
    return ReadDocument(corrected.facts, triples, tuple(remarks))


def places_of(triples: Iterable[Triple]) -> Iterator[str]:
    """The ids of the places that `triples` name."""
    base = f"{DATA}jurisdiction/"
    for triple in triples:
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(base):
            yield triple.object.value.removeprefix(base)
