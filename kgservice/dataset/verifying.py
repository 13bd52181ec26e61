"""Proves a dataset sound: that every file of every version that is kept has the bytes that were written."""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import digest_of
from kgservice.dataset.snapshots import Snapshot, read_snapshot, version_folders
from kgservice.dataset.survey import survey
from kgservice.dataset.versions import object_file
from kgservice.errors import DatasetError


def faults(dataset: Dataset) -> Iterator[str]:
    """What is wrong, a sentence each; nothing, if all is as it was written. Reads every byte of the versions that are kept."""
    try:
        current = dataset.current()
    except DatasetError as error:
        yield str(error)
        current = None
    for path in version_folders(dataset.snapshots):
        try:
            yield from _faults_of(dataset, read_snapshot(path))
        except DatasetError as error:
            yield str(error)
    if current is None:
        return
    state = survey(dataset)
    for name in (*state.read, *state.gone):
        yield f"{name}: the folder and the version that is served differ; run 'kgservice build'."
    if state.changed and not state.anew:
        yield f"{dataset.root}: a file beside the sources is not as the version that is served has it; run 'kgservice build'."


def _faults_of(dataset: Dataset, snapshot: Snapshot) -> Iterator[str]:
    if not snapshot.sound():
        yield f"{snapshot.path}: its store is not as it was written; run 'kgservice build' or choose another version."
    for path, digest in sorted(snapshot.manifest.objects().items()):
        kept = object_file(dataset, digest)
        if not kept.is_file() or digest_of(kept) != digest:
            yield f"{snapshot.version}: what it keeps as {path} is gone or damaged; put that file back and run 'kgservice build'."
