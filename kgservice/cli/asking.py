"""The commands that ask: named queries, and any SPARQL."""

from __future__ import annotations

import sys

import click

from kgservice.cli.opening import engine_of, finder_of, open_engine, open_snapshot
from kgservice.cli.output import FORMATS, write_table
from kgservice.dataset.dataset import Dataset
from kgservice.errors import UsageError
from kgservice.finding.meaning import hold_parts, things_meant
from kgservice.queries.catalogue import find_query, load_catalogue
from kgservice.resources import folder
from kgservice.store.engine import Solutions
from kgservice.store.syntax import QueryForm, check

_FORMATS = (*FORMATS, "ttl")


@click.command()
@click.argument("name")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the query.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.pass_obj
def query(dataset: Dataset, name: str, params: tuple[str, ...], form: str) -> None:
    """Run a named query; 'kgservice queries' lists them."""
    named = find_query(load_catalogue(folder("queries")), name)
    values = dict(_pair(param) for param in params)
    named.bound(values)  # a parameter that is wrong or missing is told before anything is opened
    snapshot = open_snapshot(dataset)
    meant = things_meant(finder_of(snapshot), named, values) if any(each.of for each in named.params) else {}
    table = engine_of(snapshot).select(named.bound(values, meant))
    if not table.rows:
        hold_parts(finder_of(snapshot), named, values)
    _write(table, form, named.id)


@click.command()
def queries() -> None:
    """List the named queries with their parameters."""
    for named in load_catalogue(folder("queries")).values():
        params = " ".join(
            f"-p {parameter.name}=…" if parameter.required else f"[-p {parameter.name}=…]" for parameter in named.params
        )
        click.echo(f"{named.id} {params}".rstrip())
        click.echo(f"    {named.title['zh']}: {named.description['zh']}")
        click.echo(f"    {named.title['en']}: {named.description['en']}")


@click.command()
@click.argument("text", metavar="QUERY|-")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.pass_obj
def sparql(dataset: Dataset, text: str, form: str) -> None:
    """Run any SPARQL 1.1 query, given as an argument or, as '-', on standard input."""
    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode()
        except UnicodeDecodeError:
            raise UsageError("the query on standard input is not in UTF-8; write it in UTF-8.") from None
    shape = check(text)
    engine = open_engine(dataset)
    if shape.gives_graph:
        if form not in ("table", "ttl"):
            raise UsageError(f"a {shape} gives a graph, which is written as ttl, not {form}.")
        click.echo(engine.answer(text, "text/turtle").data, nl=False)
    elif shape is QueryForm.ASK:
        click.echo(engine.ask(text))
    else:
        _write(engine.select(text), form, "sparql")


def _pair(param: str) -> tuple[str, str]:
    name, sign, value = param.partition("=")
    if not sign or not name:
        raise UsageError(f"the parameter '{param}' has no value; write {name or 'KEY'}=VALUE.")
    return name, value


def _write(table: Solutions, form: str, title: str) -> None:
    if form == "ttl":
        raise UsageError("a table cannot be written as ttl; choose table, csv, tsv, json or xlsx.")
    write_table(table, form, title)
