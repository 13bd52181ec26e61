"""One change of a dataset: written into a journal first, then carried out to its end, if need be by the next run.

The journal gets its name when all of it is on the disk: from then on the change will be, before it none of it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import holds, link_file, make_folder, put_file, remove_file, remove_folder, sync, sync_tree
from kgservice.dataset.manifest import KeptDocument, read_document
from kgservice.dataset.snapshots import Snapshot, read_snapshot
from kgservice.dataset.versions import make_version, object_file, sweep, switch
from kgservice.errors import DatasetError, KgError

_PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file's content that is kept among the objects, by its SHA-256."""

    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different: files by their path in the dataset, documents by their source; None: to be taken out.

    The next version is made with `program` from the current one, or `anew` from `documents` alone; or it is `version`, one
    that is kept.
    """

    program: str
    documents: Mapping[str, KeptDocument | None] = field(default_factory=dict)
    files: Mapping[str, bytes | Stored | None] = field(default_factory=dict)
    anew: bool = False
    version: str | None = None


def commit(dataset: Dataset, change: Change) -> Snapshot:
    """Make `change`, all of it or nothing, and serve the version with it; only under the dataset's lock, after `recover`.

    What stops it after the journal has its name, a full disk or the end of the process, is gone on with by the next run.
    """
    _write_journal(dataset, change)
    return _carry_out(dataset)


def recover(dataset: Dataset) -> None:
    """Bring what a run before this one left unfinished to its end, or away; only under the dataset's lock."""
    remove_folder(_unnamed(dataset))
    sweep(dataset)
    if dataset.journal.is_dir():
        try:
            _carry_out(dataset)
        except KgError:
            # The files are in their places, and the next version is made from what lies there.
            return


def _write_journal(dataset: Dataset, change: Change) -> None:
    made = _unnamed(dataset)
    remove_folder(made)
    make_folder(made)
    files: dict[str, object] = {}
    for number, (path, content) in enumerate(change.files.items()):
        if isinstance(content, Stored):
            files[path] = {"object": content.digest}
        elif content is None:
            files[path] = None
        elif not holds(dataset.root / path, content):
            files[path] = {"journal": str(number)}
            (made / str(number)).write_bytes(content)
    plan = {
        "program": change.program,
        "documents": {name: document and asdict(document) for name, document in change.documents.items()},
        "files": files,
        "anew": change.anew,
        "version": change.version,
    }
    (made / _PLAN).write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    sync_tree(made)
    os.replace(made, dataset.journal)
    sync(dataset.root)


def _carry_out(dataset: Dataset) -> Snapshot:
    """Do what the journal says, from its start, whichever part of it is done already."""
    try:
        plan = json.loads((dataset.journal / _PLAN).read_bytes())
    except (FileNotFoundError, ValueError):
        _end_journal(dataset)
        raise DatasetError(f"{dataset.journal}: was damaged; run 'kgservice build'.") from None
    for path, content in plan["files"].items():
        place = dataset.root / path
        if content is None:
            remove_file(place)
        elif "object" in content:
            put_file(place, object_file(dataset, content["object"]).read_bytes())
        else:
            link_file(dataset.journal / content["journal"], place)
    try:
        snapshot = _version(dataset, plan)
    except KgError:
        _end_journal(dataset)
        raise
    switch(dataset, snapshot)
    _end_journal(dataset)
    return snapshot


def _version(dataset: Dataset, plan: Mapping[str, object]) -> Snapshot:
    if plan["version"] is not None:
        return read_snapshot(dataset.snapshots / str(plan["version"]))
    base = None if plan["anew"] else dataset.current()
    if {dataset.program(), base.manifest.program if base is not None else plan["program"]} != {plan["program"]}:
        raise DatasetError(
            f"{dataset.root}: the registers or the program changed while documents were read; run 'kgservice build'."
        )
    changed = plan["documents"]
    assert isinstance(changed, dict)
    documents = dict(base.manifest.documents) if base is not None else {}
    for name, entry in changed.items():
        if entry is None:
            documents.pop(name, None)
        else:
            documents[name] = read_document(entry)
    return make_version(dataset, base, str(plan["program"]), documents, anew=bool(plan["anew"]))


def _end_journal(dataset: Dataset) -> None:
    os.replace(dataset.journal, _unnamed(dataset))
    sync(dataset.root)
    remove_folder(_unnamed(dataset))


def _unnamed(dataset: Dataset) -> Path:
    return dataset.root / ".journal.new"
