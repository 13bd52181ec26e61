"""Opens a dataset for reading: its snapshot, built first if there is none yet."""

from __future__ import annotations

import click

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.snapshots import Snapshot
from kgservice.finding.index_files import FILE
from kgservice.finding.searching import Finder, Index
from kgservice.finding.unindexed import Unindexed
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine


def say(line: str) -> None:
    """Tell a person: on standard error, so that standard output holds data only."""
    click.echo(line, err=True)


def open_snapshot(dataset: Dataset) -> Snapshot:
    """The dataset's snapshot; the first one is built now."""
    snapshot = dataset.current()
    if snapshot is None:
        from kgservice.dataset.building import build

        say(f"{dataset.root}: no snapshot yet, building one")
        snapshot = build(dataset, say)
    return snapshot


def open_engine(dataset: Dataset) -> EmbeddedEngine:
    """An engine over the dataset's snapshot."""
    return engine_of(open_snapshot(dataset))


def engine_of(snapshot: Snapshot) -> EmbeddedEngine:
    """An engine over a snapshot."""
    return EmbeddedEngine.of_store(snapshot.store, snapshot.version)


def finder_of(snapshot: Snapshot) -> Finder:
    """What finds things in a snapshot by their names."""
    index = snapshot.derived / FILE
    return Index(index) if index.is_file() else Unindexed(pages_of(snapshot))


def pages_of(snapshot: Snapshot) -> Pages:
    """The page queries of a snapshot."""
    return Pages(engine_of(snapshot), load_catalogue(folder("queries") / "pages"))
