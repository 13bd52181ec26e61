"""Takes a whole dataset back to a version that is kept, and forward again."""

from __future__ import annotations

from pyoxigraph import Store

from kgservice.dataset.building import Report
from kgservice.dataset.dataset import REGISTERS_FILE, Dataset
from kgservice.dataset.files import locked, writing
from kgservice.dataset.graphs import registers_file
from kgservice.dataset.ingesting import bring_up_to_date
from kgservice.dataset.keeping import built_files
from kgservice.dataset.manifest import Manifest
from kgservice.dataset.snapshots import Snapshot, find_snapshot
from kgservice.dataset.stores import graph_of
from kgservice.dataset.survey import survey
from kgservice.dataset.transaction import Change, Stored, commit, recover
from kgservice.errors import DatasetError
from kgservice.iris import REGISTERS_GRAPH, document_graph, inferred_graph


def roll_back(dataset: Dataset, version: str, report: Report) -> Snapshot:
    """Serve the kept version whose name begins with `version`, with sources, corrections and all files as they were then.

    What lies in the folder and is in no version yet is put into one first, so that nothing is lost. Raises NotFoundError if
    there is no such version, DatasetError if it is damaged or something in the folder cannot be read into a version.
    """
    find_snapshot(dataset.snapshots, version)
    bring_up_to_date(dataset, report)
    with locked(dataset.root, report), writing(dataset.root):
        recover(dataset)
        wanted = find_snapshot(dataset.snapshots, version)
        if not wanted.sound():
            raise DatasetError(f"{wanted.path}: the version is damaged; choose another one.")
        state = survey(dataset)
        if state.base is None or state.pending:
            raise DatasetError(
                f"{dataset.root}: holds {', '.join(state.read) or 'files'} that could not be read into a version; "
                "mend or remove what is named above first."
            )
        if wanted.version == state.base.version:
            return wanted
        snapshot = commit(dataset, _change(dataset, state.base, wanted, state.program))
    if snapshot.manifest.program != dataset.program():
        report("made with other registers or by another program: the next ingest or build reads every source again")
    return snapshot


def _change(dataset: Dataset, now: Manifest, wanted: Snapshot, program: str) -> Change:
    """What is different in the folder between the version `now` and the one that is `wanted`."""
    there = {*now.objects(), *(path for document in now.documents.values() for path in document.built)}
    files: dict[str, bytes | Stored | None] = dict.fromkeys(there)
    files.update({path: Stored(digest) for path, digest in wanted.manifest.objects().items()})
    store = Store.read_only(str(wanted.store))
    for name, document in wanted.manifest.documents.items():
        read, inferred = graph_of(store, document_graph(document.slug)), graph_of(store, inferred_graph(document.slug))
        files.update(built_files(name, document.slug, read, inferred))
    files[dataset.inside(dataset.graphs / REGISTERS_FILE)] = registers_file(graph_of(store, REGISTERS_GRAPH))
    return Change(program, files=files, version=wanted.version)
