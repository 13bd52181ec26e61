"""The commands that change a dataset, and the one that writes it out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgservice.cli.opening import open_snapshot, say
from kgservice.dataset.dataset import Dataset
from kgservice.errors import KgError, meaning

if TYPE_CHECKING:
    from kgservice.dataset.building import Ingested

EXPORT_FORMATS = ("trig", "nquads", "ttl", "jsonld")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--meta",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="What the text does not say: title, document_number, issuer, issued_on, jurisdiction.",
)
@click.pass_obj
def ingest(dataset: Dataset, files: tuple[Path, ...], meta: Path | None) -> None:
    """Read source documents into the dataset.

    A document already there is recognised by its name: the same bytes change nothing, others take its place. A bad file leaves
    the dataset as it was; the others are still read.
    """
    from kgservice.dataset.building import ingest as ingest_one
    from kgservice.dataset.building import publish

    if meta is not None and len(files) > 1:
        raise click.UsageError("--meta goes with one FILE.")
    failures: list[KgError] = []
    changed = False
    for path in files:
        try:
            result = ingest_one(dataset, path, meta, say)
        except KgError as error:
            say(f"kgservice: {error}")
            failures.append(error)
            continue
        changed = changed or result.outcome != "unchanged"
        say(f"{result.source}: {result.outcome}{_summary(result)}")
    if changed or (dataset.current() is None and not failures):
        snapshot = publish(dataset)
        say(f"snapshot {snapshot.version}: {snapshot.triples} triples")
    if failures:
        if len(files) > 1:
            say(f"{len(failures)} of {len(files)} files could not be read")
        sys.exit(max(meaning(error).exit_code for error in failures))


def _summary(result: Ingested) -> str:
    from kgservice.extraction.facts import Kind

    if (facts := result.facts) is None:
        return ""
    items = [item for plan in facts.plans for item in plan.items]
    tasks = sum(item.kind is Kind.TASK for item in items)
    assignments = sum(len(item.assignments) for item in items)
    place = facts.jurisdiction.name if facts.jurisdiction else "place unknown"
    unread = sum(len(plan.unread) for plan in facts.plans)
    listed = f" (listed in {result.unread_file})" if unread else ""
    return (
        f", {place}, {len(facts.plans)} plans, {tasks} tasks, {assignments} assignments, "
        f"{unread} passages not understood{listed}"
    )


@click.command()
@click.pass_obj
def build(dataset: Dataset) -> None:
    """Rebuild every graph of the dataset from its sources."""
    from kgservice.dataset.building import build as build_all

    snapshot = build_all(dataset, say)
    say(f"snapshot {snapshot.version}: {snapshot.triples} triples in {len(snapshot.graphs)} graphs")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--graph", required=True, metavar="IRI", help="The name of the graph that takes the triples.")
@click.pass_obj
def load(dataset: Dataset, file: Path, graph: str) -> None:
    """Add other RDF to the dataset as a named graph."""
    from kgservice.dataset.building import load as load_graph
    from kgservice.dataset.building import publish

    number = load_graph(dataset, file, graph)
    snapshot = publish(dataset)
    say(f"<{graph}>: {number} triples; snapshot {snapshot.version}")


@click.command()
@click.option("--format", "form", type=click.Choice(EXPORT_FORMATS), default="trig", show_default=True)
@click.pass_obj
def export(dataset: Dataset, form: str) -> None:
    """Write the whole dataset to standard output; as ttl without the graphs' names."""
    from kgservice.store.embedded import export_snapshot

    snapshot = open_snapshot(dataset)
    export_snapshot(snapshot.quads, snapshot.union, form, sys.stdout.buffer)
