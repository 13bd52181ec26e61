"""Writes tables to standard output, in the formats that commands offer."""

from __future__ import annotations

import sys

import click

from kgservice.errors import UsageError
from kgservice.queries.formats import as_csv, as_json, as_text, as_xlsx
from kgservice.store.engine import Solutions

FORMATS = ("table", "csv", "tsv", "json", "xlsx")


def write_table(table: Solutions, form: str, title: str) -> None:
    """Write `table` in one of `FORMATS`; `title` names a workbook's sheet. Raises UsageError for a workbook on a terminal."""
    if form == "xlsx":
        if sys.stdout.isatty():
            raise UsageError("a workbook does not fit on a terminal; write it to a file with > NAME.xlsx.")
        sys.stdout.buffer.write(as_xlsx(table, title))
    elif form == "json":
        click.echo(as_json(table), nl=False)
    elif form == "table":
        click.echo(as_text(table), nl=False)
    else:
        click.echo(as_csv(table, delimiter="\t" if form == "tsv" else ","), nl=False)
