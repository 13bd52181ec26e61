"""The commands that change a dataset, and the one that writes it out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from kgservice.cli.opening import open_snapshot, say
from kgservice.cli.progress import failure_table, told
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import write_file
from kgservice.dataset.snapshots import Snapshot
from kgservice.errors import DatasetError, meaning, one_line
from kgservice.store.embedded import EXPORT_FORMATS


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
    """Read source documents, or all that lie in a folder, into the dataset: text, Word, WPS, Excel, PDF, OFD, OpenDocument, web pages.

    A document already there is recognised by its name: the same bytes change nothing, others take its place, and what the
    earlier version said is kept as superseded. A bad file leaves the dataset as it was; the others are still read.
    """
    from kgservice.dataset.ingesting import Failed, find_documents, ingest_all

    documents, others = find_documents(files)
    if meta is not None and len(documents) > 1:
        raise click.UsageError("--meta goes with one FILE.")
    if others:
        say(f"not read, no documents by their endings: {', '.join(one_line(path.name) for path in others)}")
    failures: list[Failed] = []
    with (
        telling_version(dataset),
        closing(ingest_all(dataset, documents, meta, say)) as run,
        told(run, len(documents)) as results,
    ):
        failures.extend(result for result in results if isinstance(result, Failed))
    if failures:
        if len(documents) > 1:
            say(failure_table(failures, len(documents)))
        sys.exit(max(meaning(failure.error).exit_code for failure in failures))


@contextmanager
def telling_version(dataset: Dataset) -> Iterator[None]:
    """Say at the end which version is served, if it is another one than before."""
    before = _version(dataset)
    try:
        yield
    finally:
        if (after := _version(dataset)) is not None and after != before:
            say(f"snapshot {after.version}: {after.triples} triples in {len(after.graphs)} graphs")


def _version(dataset: Dataset) -> Snapshot | None:
    try:
        return dataset.current()
    except DatasetError:
        return None


@click.command()
@click.pass_obj
def build(dataset: Dataset) -> None:
    """Rebuild every graph of the dataset from its sources, and the pages of the ontology."""
    from kgservice.dataset.building import build as build_all
    from kgservice.ontology.publishing import ontology_files
    from kgservice.web.styles import site_style

    snapshot = build_all(dataset, say)
    for name, data in ontology_files(snapshot.uses, site_style()).items():
        write_file(dataset.ontology / name, data)
    say(f"snapshot {snapshot.version}: {snapshot.triples} triples in {len(snapshot.graphs)} graphs")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--graph", required=True, metavar="IRI", help="The name of the graph that takes the triples.")
@click.pass_obj
def load(dataset: Dataset, file: Path, graph: str) -> None:
    """Add other RDF to the dataset as a named graph."""
    from kgservice.dataset.loading import load as load_graph

    number = load_graph(dataset, file, graph, say)
    snapshot = open_snapshot(dataset)
    say(f"<{graph}>: {number} triples; snapshot {snapshot.version}")


@click.command()
@click.argument("source", metavar="SOURCE")
@click.pass_obj
def remove(dataset: Dataset, source: str) -> None:
    """Take a document out of the dataset, by its file's name, with its corrections and its earlier versions.

    The versions of the dataset that are kept still hold it: 'kgservice rollback' brings it back.
    """
    from kgservice.dataset.removing import remove as take_out

    snapshot = take_out(dataset, source, say)
    say(
        f"{source}: taken out; snapshot {snapshot.version}: {snapshot.triples} triples in {len(snapshot.graphs)} graphs"
    )


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.pass_obj
def unload(dataset: Dataset, graph: str) -> None:
    """Take a graph out of the dataset that was loaded into it, by its IRI."""
    from kgservice.dataset.removing import unload as take_out

    number = take_out(dataset, graph, say)
    say(f"<{graph}>: {number} triples taken out; snapshot {open_snapshot(dataset).version}")


@click.command()
@click.option("--format", "form", type=click.Choice(EXPORT_FORMATS), help="[default: trig; with --for: rdfxml]")
@click.option(
    "--closure", is_flag=True, help="With the classes and properties above those in it, of aligned vocabularies too."
)
@click.option("--closed-world", is_flag=True, help="With the statements that close the world for an OWL reasoner.")
@click.option("--for", "reasoner", type=click.Choice(("owlready2",)), help="The part that its reasoner can take whole.")
@click.pass_obj
def export(dataset: Dataset, form: str | None, closure: bool, closed_world: bool, reasoner: str | None) -> None:
    """Write the whole dataset to standard output; as ttl, ntriples and rdfxml without the graphs' names.

    --for owlready2 writes every item, party, role and assignment, the axioms about them and those that close the world; what
    is left out is counted on standard error.
    """
    from kgservice.dataset.exporting import export_all, export_reduced

    snapshot = open_snapshot(dataset)
    if reasoner is None:
        export_all(snapshot, form or "trig", sys.stdout.buffer, closure=closure, closed_world=closed_world)
        return
    if closure or form not in (None, "rdfxml", "ntriples"):
        raise click.UsageError("--for owlready2 goes with --format rdfxml or ntriples, and without --closure.")
    left_out = export_reduced(snapshot, form or "rdfxml", sys.stdout.buffer)
    say(f"left out: {', '.join(f'{name} ({number})' for name, number in left_out.items())}")
