"""The command that writes a plan's task table."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import click

from kgservice.cli.opening import finder_of, open_snapshot, pages_of, say
from kgservice.cli.progress import counted
from kgservice.dataset.dataset import Dataset
from kgservice.errors import NoSuchNameError, NotFoundError, UsageError
from kgservice.finding.findables import FindableKind
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine
from kgservice.tasktable.choosing import all_plans, find_plan
from kgservice.tasktable.exports import FORMATS
from kgservice.tasktable.grouping import GROUPS, divided, under_columns
from kgservice.tasktable.table import read_task_tables

_DEFAULT = "xlsx"


@click.command("tasks-table")
@click.argument("plan", metavar="PLAN|FILE")
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMATS)), help="[default: as the output's name ends, or xlsx]"
)
@click.option("--columns", metavar="NAME,…", help="Only these columns, in this order: 序号,重点任务,牵头单位.")
@click.option("--by", type=click.Choice(tuple(GROUPS)), help="A table, in a workbook a sheet, for each of these.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.pass_obj
def tasks_table(
    dataset: Dataset, plan: str, form: str | None, columns: str | None, by: str | None, output: Path | None
) -> None:
    """Write the task table (任务分解表) of a PLAN of the dataset, or of the plans in a FILE that is in none.

    PLAN is a plan's title or a part of it that no other has, its IRI, or its source's name. The table goes to standard
    output: kgservice tasks-table PLAN > TABLE.xlsx, or -o TABLE.docx.
    """
    wanted = form or _ending(output)
    chosen = FORMATS[wanted]
    if output is None and not chosen.is_text and sys.stdout.isatty():
        raise UsageError(
            f"{wanted} does not fit on a terminal; write it to a file with -o NAME.{wanted}, or choose --format md."
        )
    pages, plans = _read_file(dataset, Path(plan)) if Path(plan).is_file() else _find(dataset, plan)
    tables = [table for iri in plans for table in read_task_tables(pages, iri)]
    if not any(table.rows for table in tables):
        raise UsageError(
            f"{plan}: no task was read from it, so there is no table to write; `kgservice query unread` lists what was not understood."
        )
    tasks = Counter(row.is_task for table in tables for row in table.rows)
    if columns is not None:
        tables = under_columns(tables, [name.strip() for name in re.split("[,，、]", columns) if name.strip()])
    data = chosen.write(divided(tables, by) if by else tables)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); choose another file.") from None
    others = f", and {counted(tasks[False], 'other item')} with parties" if tasks[False] else ""
    say(f"{output}: {counted(tasks[True], 'task')} of {counted(len(plans), 'plan')}{others}")


def _ending(output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output is not None else ""
    return ending if ending in FORMATS else _DEFAULT


def _find(dataset: Dataset, words: str) -> tuple[Pages, list[str]]:
    snapshot = open_snapshot(dataset)
    pages = pages_of(snapshot)
    try:
        return pages, [find_plan(pages, words)]
    except NotFoundError:
        finder, kinds = finder_of(snapshot), (FindableKind.PLAN,)
        near = finder.suggested(words, kinds) or finder.near(words, kinds)
        raise NoSuchNameError(
            "file, and no plan", words, tuple(dict.fromkeys(hit.thing.name for hit in near))
        ) from None


def _read_file(dataset: Dataset, path: Path) -> tuple[Pages, list[str]]:
    from kgservice.dataset.building import read_draft

    pages = _pages(EmbeddedEngine.of_triples(read_draft(dataset, path)))
    return pages, all_plans(pages)


def _pages(engine: EmbeddedEngine) -> Pages:
    return Pages(engine, load_catalogue(folder("queries") / "pages"))
