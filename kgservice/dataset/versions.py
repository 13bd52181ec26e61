"""Makes a version of a dataset from the one before and what changed, switches to it, and forgets old ones."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace as replaced
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import Store, Triple

from kgservice.dataset.bodies import follows_about_bodies
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.derived import BUILDERS
from kgservice.dataset.files import digest_of, make_folder, put_file, remove_file, remove_folder, sync, sync_tree
from kgservice.dataset.graphs import wanted_graphs
from kgservice.dataset.index import index_builder
from kgservice.dataset.inferring import follows_between
from kgservice.dataset.manifest import (
    MANIFEST,
    Graph,
    KeptDocument,
    Manifest,
    digest_of_lines,
    read_manifest,
    version_of,
)
from kgservice.dataset.snapshots import CURRENT, DERIVED, HELD, OBJECTS, STORE, Snapshot, read_snapshot, version_folders
from kgservice.dataset.step import Step
from kgservice.dataset.stores import (
    Difference,
    NamedGraph,
    Wanted,
    close_into,
    files_of,
    fill,
    graph_of,
    open_copy,
    replace,
    settle,
)
from kgservice.errors import DatasetError
from kgservice.iris import BETWEEN_GRAPH, BODIES_GRAPH, REGISTERS_GRAPH, document_graph
from kgservice.settings import read_settings

_MAKING = ".making-"
# From this share of changed documents on, a store made from nothing is quicker and smaller than a changed copy.
_MOST = 1 / 3


def make_version(
    dataset: Dataset, base: Snapshot | None, program: str, documents: Mapping[str, KeptDocument], *, anew: bool
) -> Snapshot:
    """The version of `documents`, whose graphs lie in the dataset's folder where they are not in `base`; it is not switched to.

    Of `base`, what did not change is taken over, nothing if it is to be made `anew`.
    """
    known = None if base is None or anew else base
    make_folder(dataset.snapshots)
    # A name of its own: a store that a failed attempt left open in this process would be in the way of the next.
    making = Path(mkdtemp(prefix=_MAKING, dir=dataset.snapshots))
    making.chmod(dataset.snapshots.stat().st_mode & 0o777)
    files = {dataset.inside(path): digest_of(path) for path in dataset.extra_files()}
    wanted = wanted_graphs(dataset, known, program, documents, files)
    work = making / "work"
    store, graphs, difference = _filled(work, known, wanted, documents)
    manifest = Manifest(
        version=version_of(graphs),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        program=program,
        documents=dict(sorted(documents.items())),
        graphs=dict(sorted(graphs.items())),
        files=files,
    )
    (making / DERIVED).mkdir()
    step = None
    if known is not None and difference is not None:
        step = Step(known.path / DERIVED, difference.added, difference.removed, difference.graphs)
    for builder in (*BUILDERS, index_builder(dataset)):
        for name, data in builder(store, step).items():
            (making / DERIVED / name).write_bytes(data)
    close_into(store, making / STORE)
    del store
    remove_folder(work)
    return _placed(dataset, making, known, manifest)


def switch(dataset: Dataset, snapshot: Snapshot) -> None:
    """Make `snapshot` the current version, and forget the oldest beyond those that are kept."""
    os.utime(snapshot.path)
    put_file(dataset.snapshots / CURRENT, f"{snapshot.version}\n".encode())
    _forget(dataset, snapshot)


def sweep(dataset: Dataset) -> None:
    """Take away what a run that was killed left half made."""
    if dataset.snapshots.is_dir():
        for path in (*dataset.snapshots.glob(f"{_MAKING}*"), *dataset.snapshots.glob(".gone-*")):
            remove_folder(path)


def object_file(dataset: Dataset, digest: str) -> Path:
    """Where the file with this SHA-256 is kept, once for all versions that have it."""
    return dataset.snapshots / OBJECTS / digest


def _filled(
    work: Path, known: Snapshot | None, wanted: Mapping[str, Wanted], documents: Mapping[str, KeptDocument]
) -> tuple[Store, dict[str, Graph], Difference | None]:
    """A store with what is `wanted`, its graphs, and how its default graph came out of that of `known`; None: from nothing."""
    before = known.manifest.graphs if known is not None else {}
    stale = {iri for iri, each in wanted.items() if iri not in before or before[iri].digest != each.digest}
    difference = Difference()
    if known is None or sum(document_graph(each.slug) in stale for each in documents.values()) > len(documents) * _MOST:
        store = Store(str(work))
        old = Store.read_only(str(known.store)) if known is not None else store
        sizes = fill(store, {iri: each if iri in stale else _kept(old, iri, each) for iri, each in wanted.items()})
        stepped = False
    else:
        store = open_copy(known.store, work)
        sizes = {iri: before[iri].triples for iri in wanted if iri not in stale}
        sizes |= {iri: replace(store, iri, wanted[iri], difference) for iri in sorted(stale)}
        for iri in before.keys() - wanted.keys() - {BODIES_GRAPH, BETWEEN_GRAPH}:
            replace(store, iri, None, difference)
        stepped = True
    graphs = {iri: Graph(each.digest, sizes[iri], each.apart) for iri, each in wanted.items()}
    for iri, triples in _following(store, documents):
        digest = digest_of_lines(map(str, triples))
        graphs[iri] = Graph(digest, replace(store, iri, Wanted(digest, partial(iter, triples)), difference))
    settled = settle(store, difference, [iri for iri, each in wanted.items() if each.apart])
    return store, graphs, settled if stepped else None


def _following(store: Store, documents: Mapping[str, KeptDocument]) -> Iterator[tuple[str, list[Triple]]]:
    """What follows from several documents together, by the name of its graph."""
    read = [NamedGraph(store, document_graph(document.slug)) for document in documents.values()]
    yield BODIES_GRAPH, follows_about_bodies([NamedGraph(store, REGISTERS_GRAPH), *read])
    yield BETWEEN_GRAPH, follows_between(read)


def _kept(old: Store, iri: str, wanted: Wanted) -> Wanted:
    return Wanted(wanted.digest, partial(graph_of, old, iri), wanted.apart)


def _placed(dataset: Dataset, making: Path, known: Snapshot | None, manifest: Manifest) -> Snapshot:
    """The version that was made in the folder `making`, on the disk and under its name."""
    for path, digest in manifest.objects().items():
        _keep_object(dataset, path, digest)
    before = (known.store, known.manifest.store) if known is not None else (None, {})
    made = replaced(manifest, store=files_of(making / STORE, *before))
    (making / MANIFEST).write_bytes(made.written())
    (making / HELD).touch()
    sync_tree(making)
    place = dataset.snapshots / made.version
    try:
        there = read_snapshot(place).sound()
    except DatasetError:
        there = False
    if there:
        there_now = replaced(made, store=read_snapshot(place).manifest.store)
        put_file(place / MANIFEST, there_now.written())
        remove_folder(making)
    else:
        remove_folder(place)
        os.replace(making, place)
        sync(dataset.snapshots)
    return read_snapshot(place)


def _keep_object(dataset: Dataset, path: str, digest: str) -> None:
    """Keep the file at `path` under its digest, unless it is kept already or has changed since it was read."""
    file, kept = dataset.root / path, object_file(dataset, digest)
    if not file.is_file() or (kept.is_file() and kept.stat().st_size == file.stat().st_size):
        return
    data = file.read_bytes()
    if sha256(data).hexdigest() == digest:
        put_file(kept, data)


def _forget(dataset: Dataset, current: Snapshot) -> None:
    """Delete the versions beyond those that the settings keep, and what was kept for them only; not one that is held."""
    folders = version_folders(dataset.snapshots)
    for path in folders[read_settings()["kept_versions"] :]:
        if path != current.path and _is_free(path):
            remove_folder(path)
    used: set[str] = set()
    for path in version_folders(dataset.snapshots):
        try:
            used.update(read_manifest(path).objects().values())
        except DatasetError:
            remove_folder(path)
    for path in (dataset.snapshots / OBJECTS).glob("*"):
        if path.name not in used:
            remove_file(path)


def _is_free(version: Path) -> bool:
    """Whether no process has the version open: each that does holds a lock on one file of it."""
    try:
        handle = os.open(version / HELD, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
