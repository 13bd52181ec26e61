"""The command that says why the graph says so."""

from __future__ import annotations

import click

from kgservice.cli.opening import open_engine
from kgservice.dataset.dataset import Dataset
from kgservice.explanation.explaining import explain as explain_iri
from kgservice.explanation.wording import as_text
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.resources import folder


@click.command()
@click.argument("iri", metavar="IRI")
@click.pass_obj
def explain(dataset: Dataset, iri: str) -> None:
    """Say why the graph says so of a fact, an item, a department, …, or of a conclusion: rule, premises, source sentences."""
    pages = Pages(open_engine(dataset), load_catalogue(folder("queries") / "pages"))
    click.echo(as_text(explain_iri(pages, iri)), nl=False)
