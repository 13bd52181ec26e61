"""What a version of a dataset is made of: its documents, its graphs and its files, each with a digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from kgservice.errors import DatasetError

MANIFEST = "manifest.json"
_LENGTH_OF_VERSION = 16


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A source in a version: the files it was read from and those that were built of it, as path → SHA-256.

    `places` are the ids of the places that it names. Paths are relative to the dataset's folder.
    """

    slug: str
    read: Mapping[str, str]
    built: Mapping[str, str]
    places: tuple[str, ...] = ()
    plans: int = 0
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph in a version: the SHA-256 of its canonical text, and how many triples it has.

    One that is `apart` is seen only by a query that names it.
    """

    digest: str
    triples: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is in a version; `store` has the size and SHA-256 of each file of its store.

    `program` is the digest of what every document is read with, `made` a time in UTC, `files` what is of no document.
    """

    version: str
    made: str
    program: str
    documents: Mapping[str, KeptDocument]
    graphs: Mapping[str, Graph]
    files: Mapping[str, str]
    store: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def triples(self) -> int:
        """How many triples all graphs have together."""
        return sum(graph.triples for graph in self.graphs.values())

    def objects(self) -> dict[str, str]:
        """Every file that is kept byte for byte with the version, as path → SHA-256; the graphs are in the store."""
        kept = dict(self.files)
        for document in self.documents.values():
            kept.update(document.read)
            kept.update({path: digest for path, digest in document.built.items() if not path.startswith("graphs/")})
        return kept

    def places(self) -> set[str]:
        """The ids of the places that documents name."""
        return {place for document in self.documents.values() for place in document.places}

    def written(self) -> bytes:
        """The manifest as a file."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest of the version in the folder `path`. Raises DatasetError if there is none that can be read."""
    try:
        values = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(
            version=values["version"],
            made=values["made"],
            program=values["program"],
            documents={name: read_document(entry) for name, entry in values["documents"].items()},
            graphs={iri: Graph(**entry) for iri, entry in values["graphs"].items()},
            files=values["files"],
            store={name: (size, digest) for name, (size, digest) in values["store"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DatasetError(
            f"{path}: the version is damaged or was made by an older kgservice; run 'kgservice build'."
        ) from None


def read_document(entry: Mapping[str, object]) -> KeptDocument:
    """A document's entry as it was written."""
    values = dict(entry)
    places = values.pop("places")
    assert isinstance(places, list)
    return KeptDocument(**values, places=tuple(places))  # type: ignore[arg-type]


def version_of(graphs: Mapping[str, Graph]) -> str:
    """The name of the version that has these graphs: the same for the same content."""
    return digest_of_lines(f"{iri} {graph.digest}" for iri, graph in graphs.items() if graph.triples)[
        :_LENGTH_OF_VERSION
    ]


def digest_of_lines(lines: Iterable[str]) -> str:
    """The SHA-256 of lines in their order by code points, whichever order they come in."""
    digest = sha256()
    for line in sorted(lines):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
