"""The commands for the versions of a dataset: which there are, and going back to one."""

from __future__ import annotations

import sys

import click
from pyoxigraph import Literal

from kgservice.cli.opening import open_snapshot, say
from kgservice.cli.output import write_table
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.snapshots import Snapshot, find_snapshot, kept_snapshots
from kgservice.store.engine import Solutions

COLUMNS = ("version", "made", "documents", "triples", "current")


@click.command()
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@click.pass_obj
def versions(dataset: Dataset, form: str) -> None:
    """List the versions of the dataset that are kept, the one that was served last first."""
    current = dataset.current()
    table = Solutions(COLUMNS, tuple(_row(each, current) for each in kept_snapshots(dataset.snapshots)))
    write_table(table, form, "versions")


@click.command()
@click.argument("version", metavar="VERSION")
@click.pass_obj
def rollback(dataset: Dataset, version: str) -> None:
    """Take the whole dataset back, or forward, to a VERSION that is kept; the first characters of its name will do."""
    from kgservice.dataset.rollback import roll_back

    snapshot = roll_back(dataset, version, say)
    say(f"snapshot {snapshot.version}: {snapshot.triples} triples in {len(snapshot.graphs)} graphs")


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B", required=False)
@click.option(
    "--format", "form", type=click.Choice(("table", "csv", "json", "xlsx")), default="table", show_default=True
)
@click.pass_obj
def diff(dataset: Dataset, before: str, after: str | None, form: str) -> None:
    """Say which documents, facts and findings are in version A or in version B only; B is the current one if it is left out.

    The first characters of a version's name will do. What only stands elsewhere in the text is not told.
    """
    from kgservice.dataset.differing import ADDED, differences

    now = open_snapshot(dataset) if after is None else find_snapshot(dataset.snapshots, after)
    table = differences(find_snapshot(dataset.snapshots, before), now)
    write_table(table, form, "diff")
    came = sum(change == ADDED for change, *_ in table.texts())
    say(f"{came} came and {len(table.rows) - came} went until version {now.version}")


@click.command()
@click.pass_obj
def verify(dataset: Dataset) -> None:
    """Prove the dataset sound: every file of every version that is kept has the bytes that were written.

    Exit code 0: sound; 1: faults, one a line.
    """
    from kgservice.dataset.verifying import faults

    found = list(faults(dataset))
    for fault in found:
        click.echo(fault)
    kept = len(kept_snapshots(dataset.snapshots))
    say(f"{len(found)} faults in {kept} versions" if found else f"sound: {kept} versions, every byte as it was written")
    sys.exit(1 if found else 0)


def _row(snapshot: Snapshot, current: Snapshot | None) -> tuple[Literal, ...]:
    manifest = snapshot.manifest
    is_current = current is not None and current.version == snapshot.version
    values = (manifest.version, manifest.made, len(manifest.documents), manifest.triples, is_current)
    return tuple(Literal(value) for value in values)
