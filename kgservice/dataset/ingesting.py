"""Reads many source documents into a dataset, one after another, going on past those that cannot be read."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from kgservice.dataset.building import Ingested, Prepared, Report, keep, prepare
from kgservice.dataset.dataset import METADATA_SUFFIX, Dataset
from kgservice.dataset.inferring import Reasoner
from kgservice.dataset.names import document_name
from kgservice.dataset.readers import Readers
from kgservice.documents.formats.signatures import ENDINGS
from kgservice.errors import KgError, SourceError
from kgservice.registers.loading import load_registers


@dataclass(frozen=True, slots=True)
class Failed:
    """A source file that could not be read, and why."""

    path: Path
    error: KgError


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that was read, while the reasoner works on it."""

    path: Path
    prepared: Prepared
    conclusions: Future[list[Triple]]


def find_documents(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, a folder's in the order of their names, and the files in folders that are of no kind to read.

    Raises SourceError for a folder that holds none, or may not be looked into. What lies in folders inside of a folder is
    not looked at.
    """
    documents: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):
            documents.append(path)
            continue
        try:
            files = sorted(each for each in path.iterdir() if not each.is_dir())
        except OSError as error:
            raise SourceError(f"{path}: cannot be looked into ({error.strerror}); check its permissions.") from None
        seen = [each for each in files if not each.name.startswith((".", "~$"))]
        wanted = [each for each in seen if each.suffix.lower() in ENDINGS]
        if not wanted:
            raise SourceError(f"{path}: no document in this folder; give .txt, .docx, .pdf or .html files.")
        documents.extend(wanted)
        others.extend(each for each in seen if each not in wanted and not each.name.endswith(METADATA_SUFFIX))
    return documents, others


def ingest_all(
    dataset: Dataset, paths: Sequence[Path], metadata: Path | None = None, report: Report = lambda line: None
) -> Iterator[Ingested | Failed]:
    """Add the documents at `paths` in their order, and say of each what became of it; see `ingest` for one.

    While the reasoner works on one document the next is read. The snapshot stays as it is: call `publish` at the end.
    Raises RegisterError if the registers are broken, for then nothing can be read.
    """
    registers = load_registers(*dataset.register_folders)
    ahead = os.cpu_count() or 1
    waiting: deque[_Waiting | Ingested | Failed] = deque()
    seen: dict[str, Path] = {}
    with Readers(registers, 1) as readers, Reasoner(ahead) as reasoner:
        for path in paths:
            try:
                other = seen.setdefault(document_name(path), path)
                if other is not path:
                    raise SourceError(f"{path}: {other} has the same name; rename one of them.")
                prepared = prepare(dataset, path, metadata, readers, report)
            except KgError as error:
                waiting.append(Failed(path, error))
            else:
                if isinstance(prepared, Prepared):
                    waiting.append(
                        _Waiting(path, prepared, reasoner.submit(prepared.document.name, prepared.document.triples))
                    )
                else:
                    waiting.append(prepared)
            while len(waiting) > ahead:
                yield _finished(dataset, waiting.popleft())
        while waiting:
            yield _finished(dataset, waiting.popleft())


def _finished(dataset: Dataset, each: _Waiting | Ingested | Failed) -> Ingested | Failed:
    """What became of a document, once the reasoner is done with it."""
    if not isinstance(each, _Waiting):
        return each
    try:
        return keep(dataset, each.prepared, each.conclusions.result())
    except KgError as error:
        return Failed(each.path, error)
