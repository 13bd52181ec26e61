"""Reads documents into a dataset, one after another, going on past those that cannot be read, and serves them."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Triple

from kgservice.dataset.building import Ingested, Prepared, Report, prepare
from kgservice.dataset.dataset import METADATA_SUFFIX, Dataset
from kgservice.dataset.files import locked, writing
from kgservice.dataset.inferring import Reasoner
from kgservice.dataset.keeping import Kept, change_of, keep
from kgservice.dataset.names import document_name, draft_name
from kgservice.dataset.readers import Readers
from kgservice.dataset.reading import SourceFile, open_source
from kgservice.dataset.snapshots import CURRENT, Snapshot
from kgservice.dataset.survey import Digests, inputs_of, survey
from kgservice.dataset.transaction import commit, recover
from kgservice.documents.formats.signatures import ENDINGS
from kgservice.errors import CorrectionError, KgError, SourceError
from kgservice.graph.building import document_slug
from kgservice.input_files import LARGEST_NOTE, read_input
from kgservice.registers.loading import load_registers

# How long documents that were read wait for others, so that a version has several; never shorter than making one takes.
_SECONDS_OF_A_BATCH = 3.0


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
            raise SourceError(f"{path}: no document in this folder; give {', '.join(ENDINGS)} files.")
        documents.extend(wanted)
        others.extend(each for each in seen if each not in wanted and not each.name.endswith(METADATA_SUFFIX))
    return documents, others


def ingest_all(
    dataset: Dataset, paths: Sequence[Path], metadata: Path | None = None, report: Report = lambda line: None
) -> Generator[Ingested | Failed]:
    """Add the documents at `paths` in their order, and say of each, once it is served, what became of it.

    They are served in batches. What lies in the dataset and is not in the version that is served is read with them. While
    the reasoner works on one document the next is read. Raises RegisterError if the registers are broken, for then nothing
    can be read.
    """
    yield from _Run(dataset, report).take(paths, metadata)


def bring_up_to_date(dataset: Dataset, report: Report, files: Mapping[str, bytes | None] | None = None) -> Snapshot:
    """Serve what lies in the dataset's folder, with `files` put there first, or taken out (None); the version that is served then."""
    run = _Run(dataset, report, files=files or {})
    for _ in run.take((), None):
        pass
    return run.served()


def build_all(dataset: Dataset, report: Report) -> Snapshot:
    """Read every source of `dataset` anew and serve the result; what came or changed meanwhile is in it."""
    run = _Run(dataset, report, anew=True)
    for _ in run.take((), None):
        pass
    return run.served()


class _Run:
    """One run over a dataset: what it reads, what waits for the next version, what is served."""

    def __init__(
        self, dataset: Dataset, report: Report, *, anew: bool = False, files: Mapping[str, bytes | None] | None = None
    ) -> None:
        self._dataset = dataset
        self._report = report
        self._files = dict(files or {})
        self._given: set[str] = set()
        with locked(dataset.root, report), writing(dataset.root):
            recover(dataset)
            self._survey = survey(dataset)
        self._registers = load_registers(*dataset.register_folders)
        own = self._sources()
        if anew:
            _no_correction_without_source(dataset, own)
        begun = bool(own) or (dataset.snapshots / CURRENT).is_file()
        self._anew = anew or (self._survey.anew is not None and begun)
        self._sound = self._survey.base is not None
        self._due = bool(self._files) or self._survey.pending
        self._own = [path for path in own if self._anew or path.name in self._survey.read]
        if self._anew and not anew:
            report(f"{self._survey.anew}: every source is read again")

    def take(self, paths: Sequence[Path], metadata: Path | None) -> Iterator[Ingested | Failed]:
        """Read what is pending, then `paths`; what became of these, each once it is served."""
        self._given = {draft_name(path) for path in paths}
        own = [path for path in self._own if path.name not in self._given]
        if not self._anew:
            for path in own:
                self._report(f"{path.name}: is not in the version that is served yet; it is read with the rest")
        batch: list[Kept] = []
        told: list[tuple[Path, Kept | Ingested | Failed]] = []
        begun, pause = time.monotonic(), _SECONDS_OF_A_BATCH
        everything = [*own, *paths]
        try:
            for place, result in enumerate(self._read(everything, metadata, len(own))):
                if place < len(own):
                    batch.extend(self._own_result(result))
                else:
                    told.append((everything[place], result))
                    batch.extend([result] if isinstance(result, Kept) else [])
                if not self._anew and time.monotonic() - begun > pause:
                    begun = time.monotonic()
                    yield from self._serve(batch, told)
                    pause = max(_SECONDS_OF_A_BATCH, time.monotonic() - begun)
                    begun = time.monotonic()
            if self._anew:
                self._report(f"read {len(batch)} documents, held to the shapes and reasoned over")
            yield from self._serve(batch, told, last=True)
        finally:
            if batch and not self._anew:
                # Stopped in between: what was read to its end is served all the same.
                deque(self._serve(batch, told), maxlen=0)

    def _sources(self) -> list[Path]:
        """The sources that lie in the folder and are to stay."""
        taken_out = {path for path, content in self._files.items() if content is None}
        return [path for path in self._dataset.source_files() if self._dataset.inside(path) not in taken_out]

    def served(self) -> Snapshot:
        """The version that is served now."""
        snapshot = self._dataset.current()
        assert snapshot is not None
        return snapshot

    def _read(self, paths: Sequence[Path], metadata: Path | None, own: int) -> Iterator[Kept | Ingested | Failed]:
        """What each of `paths` holds, in their order; the first `own` of them lie in the dataset already."""
        ahead = os.cpu_count() or 1
        waiting: deque[_Waiting | Ingested | Failed] = deque()
        seen: dict[str, Path] = {}
        with Readers(self._registers, 1) as readers, Reasoner(ahead) as reasoner:
            for place, path in enumerate(paths):
                try:
                    other = seen.setdefault(document_name(self._dataset, path), path)
                    if other is not path:
                        raise SourceError(f"{path}: {other} has the same name; rename one of them.")
                    source = open_source(self._dataset, path, metadata if place >= own else None)
                    known = self._unchanged(source, metadata) if place >= own else None
                    waiting.append(known or self._begun(source, readers, reasoner))
                except KgError as error:
                    waiting.append(Failed(path, error))
                while len(waiting) > ahead:
                    yield self._finished(waiting.popleft())
            while waiting:
                yield self._finished(waiting.popleft())

    def _begun(self, source: SourceFile, readers: Readers, reasoner: Reasoner) -> _Waiting:
        prepared = prepare(self._dataset, source, readers, self._report)
        return _Waiting(source.path, prepared, reasoner.submit(source.name, prepared.document.triples))

    def _finished(self, each: _Waiting | Ingested | Failed) -> Kept | Ingested | Failed:
        """What became of a document, once the reasoner is done with it."""
        if not isinstance(each, _Waiting):
            return each
        try:
            return keep(self._dataset, each.prepared, each.conclusions.result())
        except KgError as error:
            return Failed(each.path, error)

    def _unchanged(self, source: SourceFile, metadata: Path | None) -> Ingested | None:
        """That the document `source` is in the version that is served, if it is."""
        name, base = source.name, self._survey.base
        document = base.documents.get(name) if base is not None and not self._anew else None
        if document is None:
            return None
        place, extra, _ = map(self._dataset.inside, inputs_of(self._dataset, name))
        if source.digest != document.read[place] or name in self._survey.read:
            return None
        if metadata is not None and sha256(read_input(metadata, LARGEST_NOTE)).hexdigest() != document.read.get(extra):
            return None
        return Ingested(name, "unchanged", None, self._dataset.unread / f"{document.slug}.csv")

    def _own_result(self, result: Kept | Ingested | Failed) -> list[Kept]:
        """A source that lay in the dataset, if it still does and could be read. Raises why not where all must be."""
        if isinstance(result, Failed) and result.path.is_file():
            if self._anew:
                raise result.error
            self._report(f"{result.error}; it stays out of the version that is served")
        return [result] if isinstance(result, Kept) else []

    def _serve(
        self, batch: list[Kept], told: list[tuple[Path, Kept | Ingested | Failed]], *, last: bool = False
    ) -> Iterator[Ingested | Failed]:
        """Serve what is in `batch`; then what became of those to be `told` of. Both are empty afterwards."""
        documents, results = list(batch), list(told)
        batch.clear()
        told.clear()
        failed = self._survey.base is None and any(isinstance(result, Failed) for _, result in results)
        outcomes: dict[str, str | SourceError] = {}
        if documents or (last and self._due and not failed):
            outcomes = self._commit(documents)
        for path, result in results:
            if not isinstance(result, Kept):
                yield result
            elif isinstance(outcome := outcomes[result.name], SourceError):
                yield Failed(path, outcome)
            else:
                unread_file = self._dataset.unread / f"{result.document.slug}.csv"
                yield Ingested(result.name, outcome, result.facts, unread_file)

    def _commit(self, documents: list[Kept]) -> dict[str, str | SourceError]:
        """Make a version with `documents` and serve it; what became of each, by its source."""
        dataset = self._dataset
        with locked(dataset.root, self._report), writing(dataset.root):
            recover(dataset)
            here = [path.name for path in self._sources()]
            if self._anew:
                documents = self._caught_up(documents, here)
            base = dataset.current() if self._sound else None
            held = base.manifest.documents if base is not None else {}
            outcomes: dict[str, str | SourceError] = {}
            slugs = {document_slug(name): name for name in reversed(here)}
            for each in documents:
                other = slugs.setdefault(each.document.slug, each.name)
                if other == each.name:
                    outcomes[each.name] = "replaced" if each.name in held else "new"
                    continue
                outcomes[each.name] = SourceError(f"{each.name}: would share its IRIs with {other}; rename it.")
                if each.name in here:
                    raise outcomes[each.name]  # type: ignore[misc]
            taken = [each for each in documents if not isinstance(outcomes[each.name], SourceError)]
            gone = sorted(held.keys() - set(here) - set(outcomes))
            for name in gone:
                self._report(f"{name}: is no longer among the sources; it is taken out")
            if taken or gone or self._due:
                change = change_of(dataset, base, self._survey.program, taken, gone, anew=self._anew)
                commit(dataset, replace(change, files={**change.files, **self._files}))
        self._sound, self._due, self._files = True, False, {}
        return outcomes

    def _caught_up(self, documents: list[Kept], here: Sequence[str]) -> list[Kept]:
        """`documents`, as far as they are still there, with what came or changed while they were read."""
        dataset, digests = self._dataset, Digests(self._dataset)
        known = {each.name: each for each in documents}
        late = [
            dataset.sources / name
            for name in here
            if name not in self._given
            and (name not in known or digests.of(inputs_of(dataset, name)) != dict(known[name].document.read))
        ]
        for result in self._read(late, None, len(late)):
            known.update({each.name: each for each in self._own_result(result)})
        return [each for name, each in sorted(known.items()) if name in here or name in self._given]


def _no_correction_without_source(dataset: Dataset, sources: Sequence[Path]) -> None:
    known = {dataset.correction_file(path.name) for path in sources}
    for path in dataset.correction_files():
        if path not in known:
            raise CorrectionError(
                f"{path.name}: corrects no source of this dataset; name it after one, such as plan.txt.yaml."
            )
