"""The versions of a dataset as a reader sees them: immutable folders, one of which is the current one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice.dataset.files import digest_of
from kgservice.dataset.manifest import KeptDocument, Manifest, read_manifest
from kgservice.errors import DatasetError, NotFoundError

CURRENT = "current"
STORE = "store"
DERIVED = "derived"
HELD = ".held"
OBJECTS = "objects"
TEXTS = "texts"
_CHEAP = ("CURRENT", "MANIFEST-")
_NO_VERSION = "%(version)s: is no version here; kept are: %(names)s."
_SEVERAL = "%(version)s: means more than one version here; kept are: %(names)s."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version of a dataset in its folder `path`."""

    path: Path
    manifest: Manifest

    @property
    def version(self) -> str:
        """Its name: a hash of what its graphs say."""
        return self.manifest.version

    @property
    def store(self) -> Path:
        """The folder of its store: every graph under its name, and each triple but those of superseded graphs in the default graph."""
        return self.path / STORE

    @property
    def triples(self) -> int:
        """How many triples its graphs have together."""
        return self.manifest.triples

    @property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs of its graphs, in order."""
        return tuple(sorted(iri for iri, graph in self.manifest.graphs.items() if graph.triples))

    @property
    def uses(self) -> Mapping[str, int]:
        """How many statements use each term of the ontology: as property, as class, or as value."""
        try:
            counts: dict[str, int] = json.loads((self.derived / "uses.json").read_bytes())
        except (OSError, ValueError):
            raise _damaged(self.path) from None
        return counts

    @property
    def partitions(self) -> Mapping[str, Mapping[str, int]]:
        """How many entities each of its `classes` has, and how many triples each of its `properties`; none if it was made without."""
        try:
            counts: dict[str, dict[str, int]] = json.loads((self.derived / "partitions.json").read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            raise _damaged(self.path) from None
        return counts

    @property
    def derived(self) -> Path:
        """The folder of the files that were worked out from the store when the version was made."""
        return self.path / DERIVED

    def original(self, slug: str) -> tuple[str, Path] | None:
        """The name of the source of the document `slug` and the file with its bytes as they were handed in; None if it has no such."""
        found = self._document(slug)
        return found and (found[0], self._object(found[1].read[f"sources/{found[0]}"]))

    def text(self, slug: str) -> Path | None:
        """The file with the text of the document `slug` and its layout; None if the version has no such document, or no text of it."""
        found = self._document(slug)
        digest = found and found[1].built.get(f"{TEXTS}/{slug}.json")
        return self._object(digest) if digest else None

    def _document(self, slug: str) -> tuple[str, KeptDocument] | None:
        return next((each for each in self.manifest.documents.items() if each[1].slug == slug), None)

    def _object(self, digest: str) -> Path:
        return self.path.parent / OBJECTS / digest

    def sound(self) -> bool:
        """Whether every file of the store has the bytes that were written; reads all of them."""
        return intact(self.store, self.manifest.store) and all(
            digest_of(self.store / name) == digest for name, (_, digest) in self.manifest.store.items()
        )


def current_snapshot(folder: Path) -> Snapshot | None:
    """The version that is served now; None before the first one.

    Raises DatasetError if it is damaged, as far as names, sizes and the store's own list of its files show.
    """
    pointer = folder / CURRENT
    if not pointer.is_file():
        return None
    try:
        version = pointer.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        version = ""
    if not version or "/" in version:
        raise DatasetError(f"{pointer}: names no version; run 'kgservice build'.")
    return read_snapshot(folder / version)


def read_snapshot(path: Path) -> Snapshot:
    """The version in the folder `path`. Raises DatasetError if it is damaged, as `current_snapshot` does."""
    snapshot = Snapshot(path, read_manifest(path))
    kept = snapshot.manifest.store
    lists = {name: digest for name, (_, digest) in kept.items() if name.startswith(_CHEAP)}
    if not kept or not intact(snapshot.store, kept):
        raise _damaged(path)
    if any(digest_of(snapshot.store / name) != digest for name, digest in lists.items()):
        raise _damaged(path)
    return snapshot


def kept_snapshots(folder: Path) -> list[Snapshot]:
    """The versions that can be gone back to, the one that was current last first."""
    found = []
    for path in version_folders(folder):
        try:
            found.append(read_snapshot(path))
        except DatasetError:
            continue
    return found


def version_folders(folder: Path) -> list[Path]:
    """The folders of versions, sound or not, the one that was current last first."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if path.is_dir() and path.name != OBJECTS and path.name[0] != "."]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def find_snapshot(folder: Path, version: str) -> Snapshot:
    """The kept version whose name begins with `version`. Raises NotFoundError, naming those there are, unless it is one."""
    kept = kept_snapshots(folder)
    found = [snapshot for snapshot in kept if version and snapshot.version.startswith(version)]
    if len(found) != 1:
        names = ", ".join(snapshot.version for snapshot in kept) or "none"
        raise NotFoundError(_SEVERAL if found else _NO_VERSION, version=version, names=names)
    return found[0]


def intact(store: Path, kept: Mapping[str, tuple[int, str]]) -> bool:
    """Whether a store has exactly the files that were written, each of the size it had."""
    try:
        found = {entry.name: entry.stat().st_size for entry in os.scandir(store)}
    except OSError:
        return False
    return found == {name: size for name, (size, _) in kept.items()}


def _damaged(path: Path) -> DatasetError:
    return DatasetError(f"{path}: the version is damaged; run 'kgservice build'.")
