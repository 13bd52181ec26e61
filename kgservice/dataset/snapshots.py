"""Immutable, versioned builds of a dataset; the newest is switched to in one step."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kgservice.dataset.files import write_file, write_folder
from kgservice.errors import DatasetError, NotFoundError
from kgservice.iris import ONTOLOGY_GRAPH, TERMS

_KEPT = 3
_HAS_PREDICATE = f"{TERMS}hasPredicate"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A build: its version (a hash of what it holds), the state of the inputs it was made from, and its graphs.

    `uses` counts, for each term of the ontology that the data uses, the statements that do: those with it as property, as
    class, or as value.
    """

    version: str
    inputs: str
    graphs: tuple[str, ...]
    triples: int
    uses: Mapping[str, int]
    path: Path

    @property
    def quads(self) -> Path:
        """Every quad of the build, in N-Quads: each graph under its name."""
        return self.path / "dataset.nq"

    @property
    def union(self) -> Path:
        """Every triple of the build once, in N-Triples, but for superseded graphs: what a query over all graphs sees."""
        return self.path / "union.nt"


def write_snapshot(
    folder: Path,
    graphs: Mapping[str, Sequence[Triple]],
    inputs: str,
    *,
    apart: Mapping[str, Sequence[Triple]] | None = None,
) -> Snapshot:
    """Write `graphs` (IRI → triples) as a new snapshot under `folder` and make it the current one.

    The graphs in `apart` are in it under their names only: a query over all graphs does not see them.
    """
    stated = {triple for triples in graphs.values() for triple in triples}
    union = serialize(stated, format=RdfFormat.N_TRIPLES)
    graphs = {**graphs, **(apart or {})}
    data = b"".join(_quads(iri, triples) for iri, triples in sorted(graphs.items()))
    assert union is not None
    version = sha256(data).hexdigest()[:16]
    manifest = {
        "version": version,
        "inputs": inputs,
        "graphs": sorted(graphs),
        "triples": sum(len(set(triples)) for triples in graphs.values()),
        "uses": _uses(stated.difference(graphs.get(ONTOLOGY_GRAPH, ()))),
    }
    path = folder / version
    if path.is_dir():
        write_file(path / "manifest.json", _json(manifest))
    else:
        folder.mkdir(parents=True, exist_ok=True)
        write_folder(path, {"dataset.nq": data, "union.nt": union, "manifest.json": _json(manifest)})
    write_file(folder / "current", f"{version}\n".encode())
    _forget_old(folder, version)
    return _read(path)


def current_snapshot(folder: Path) -> Snapshot | None:
    """The snapshot that is served now; None before the first build."""
    pointer = folder / "current"
    if not pointer.is_file():
        return None
    return _read(folder / pointer.read_text(encoding="ascii").strip())


def find_snapshot(folder: Path, version: str) -> Snapshot:
    """The snapshot of a version that is kept; NotFoundError if it is not."""
    path = folder / version
    if not version.isalnum() or not path.is_dir():
        raise NotFoundError(f"no version '{version}' is kept; ask without a version for the current one.")
    return _read(path)


def _read(path: Path) -> Snapshot:
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        return Snapshot(
            version=manifest["version"],
            inputs=manifest["inputs"],
            graphs=tuple(manifest["graphs"]),
            triples=manifest["triples"],
            uses=manifest.get("uses", {}),
            path=path,
        )
    except (OSError, ValueError, KeyError):
        raise DatasetError(f"{path}: the snapshot is damaged; delete it and run 'kgservice build'.") from None


def _uses(triples: Iterable[Triple]) -> dict[str, int]:
    """How often each term of the ontology is used in `triples`; a conclusion that names its property does not use it."""
    counts: Counter[str] = Counter()
    for triple in triples:
        counts[triple.predicate.value] += 1
        if isinstance(triple.object, NamedNode) and triple.predicate.value != _HAS_PREDICATE:
            counts[triple.object.value] += 1
    return {iri: number for iri, number in sorted(counts.items()) if iri.startswith(TERMS)}


def _quads(graph: str, triples: Iterable[Triple]) -> bytes:
    name = NamedNode(graph)
    quads = [Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
    written = serialize(sorted(quads, key=str), format=RdfFormat.N_QUADS)
    assert written is not None
    return written


def _json(manifest: Mapping[str, object]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _forget_old(folder: Path, current: str) -> None:
    """Delete all but the newest snapshots; a running service has read its own already."""
    snapshots = sorted(
        (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")),
        key=lambda path: path.stat().st_mtime,
    )
    for path in snapshots[:-_KEPT]:
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)
