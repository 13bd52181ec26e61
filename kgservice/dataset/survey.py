"""Compares what lies in a dataset's folder with the version that is served: what is not in it yet."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgservice.dataset.dataset import REGISTERS_FILE, Dataset
from kgservice.dataset.files import digest_of, put_file
from kgservice.dataset.manifest import KeptDocument, Manifest
from kgservice.dataset.snapshots import OBJECTS
from kgservice.errors import DatasetError
from kgservice.iris import REGISTERS_GRAPH

_SEEN = "seen.json"
# A file that was written this recently may be written again without its time changing; so git has it too.
_SETTLED = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Survey:
    """What the next version needs: the sources to `read`, those that are `gone`, and whether other files have `changed`.

    `anew` says why everything must be read anew, if it must; `base` is what the next version starts from.
    """

    base: Manifest | None
    program: str
    anew: str | None
    read: tuple[str, ...]
    gone: tuple[str, ...]
    changed: bool

    @property
    def pending(self) -> bool:
        """Whether the version is not of what lies in the folder."""
        return bool(self.anew or self.read or self.gone or self.changed)


class Digests:
    """The SHA-256 of files; of one that was not touched since it is known without reading it."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._file = dataset.snapshots / _SEEN
        self._new: dict[str, list[int | str]] = {}
        try:
            self._known = json.loads(self._file.read_bytes())
            self._known.items()
        except (OSError, ValueError, AttributeError):
            self._known = {}

    def of(self, paths: Iterable[Path]) -> dict[str, str]:
        """The digests of those of `paths` that are files, by their path in the dataset."""
        return {self._dataset.inside(path): self._of(path) for path in paths if path.is_file()}

    def _of(self, path: Path) -> str:
        name, state = self._dataset.inside(path), path.stat()
        marks = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
        known = self._known.get(name)
        digest = str(known[-1]) if known is not None and known[:-1] == marks else digest_of(path)
        if time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) > _SETTLED:
            self._new[name] = [*marks, digest]
        return digest

    def keep(self) -> None:
        """Remember what was found for the next time, where that can be written."""
        if self._new != self._known and self._file.parent.is_dir():
            try:
                put_file(self._file, json.dumps(self._new).encode())
            except OSError:
                self._file.unlink(missing_ok=True)


def survey(dataset: Dataset) -> Survey:
    """What is not in the version that is served; its whole store is read, to see whether it is as it was written."""
    program = dataset.program()
    base, anew = _base(dataset, program)
    names = [path.name for path in dataset.source_files()]
    if base is None:
        return Survey(None, program, anew, tuple(names), (), changed=False)
    digests = Digests(dataset)
    stale = [name for name in names if not is_read(dataset, name, base.documents.get(name), digests)]
    changed = (
        digests.of(dataset.extra_files()) != dict(base.files)
        or digests.of([dataset.graphs / REGISTERS_FILE]).get(f"graphs/{REGISTERS_FILE}")
        != base.graphs[REGISTERS_GRAPH].digest
        or not _objects_are_there(dataset, base)
    )
    digests.keep()
    gone = tuple(sorted(base.documents.keys() - set(names)))
    return Survey(base, program, anew, tuple(names if anew else stale), gone, changed=changed)


def is_served(dataset: Dataset) -> bool:
    """Whether the version that is served is of all that lies in the folder, and no change is under way."""
    return not any(dataset.root.glob(f"{dataset.journal.name}*")) and not survey(dataset).pending


def inputs_of(dataset: Dataset, name: str) -> list[Path]:
    """The files that the document of the source `name` is read from, whether they are there or not."""
    return [dataset.sources / name, dataset.metadata_file(name), dataset.correction_file(name)]


def is_read(dataset: Dataset, name: str, document: KeptDocument | None, digests: Digests) -> bool:
    """Whether `document` is of the source `name` as it lies there, and what was built of it lies there too."""
    if document is None:
        return False
    built = [dataset.root / path for path in document.built]
    return digests.of(inputs_of(dataset, name)) == dict(document.read) and digests.of(built) == dict(document.built)


def _base(dataset: Dataset, program: str) -> tuple[Manifest | None, str | None]:
    """What the next version can start from, and why all must be read anew, if it must."""
    try:
        snapshot = dataset.current()
    except DatasetError:
        return None, "the version that is served is damaged"
    if snapshot is None:
        return None, "there is no version yet"
    if not snapshot.sound():
        return None, "the version that is served is damaged"
    if snapshot.manifest.program != program:
        return snapshot.manifest, "the version that is served was made with other registers or by another program"
    return snapshot.manifest, None


def _objects_are_there(dataset: Dataset, base: Manifest) -> bool:
    """Whether each file of the version is among the objects, none of them empty that should not be."""
    folder = dataset.snapshots / OBJECTS
    try:
        sizes = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    except OSError:
        return False
    return all(
        digest in sizes and (not (file := dataset.root / path).is_file() or file.stat().st_size == sizes[digest])
        for path, digest in base.objects().items()
    )
