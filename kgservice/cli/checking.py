"""The command that checks a dataset, or a draft in none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kgservice.checks.catalogue import FIRST, SEVERITIES, load_checks
from kgservice.checks.kept_findings import KeptFindings
from kgservice.checks.narrowing import plan_of, wholly_open
from kgservice.checks.running import Checks, Result, as_table
from kgservice.cli.opening import engine_of, open_snapshot, say
from kgservice.cli.output import write_table
from kgservice.dataset.dataset import Dataset
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option(
    "--format", "form", type=click.Choice(("table", "json", "csv", "xlsx")), default="table", show_default=True
)
@click.option("--only", multiple=True, metavar="ID", help="Run this check alone; may be given several times.")
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default=SEVERITIES[-1],
    show_default=True,
    help="The least grave to run.",
)
@click.pass_obj
def check(dataset: Dataset, file: Path | None, form: str, only: tuple[str, ...], severity: str) -> None:
    """Say what is wrong or left open in the dataset, or in a draft FILE, a source document or RDF, that is in none.

    Exit code 0: nothing found; 1: findings; 2: could not check.
    """
    from kgservice.dataset.building import reason_over_draft

    catalogue = load_checks(folder("queries") / "checks")
    if file is None:
        snapshot = open_snapshot(dataset)
        checks = Checks(engine_of(snapshot), catalogue, KeptFindings(snapshot.derived))
    else:
        checks = Checks(EmbeddedEngine.of_triples(reason_over_draft(dataset, file)), catalogue)
    results = [result for result in checks.results(only=only, severity=severity) if result.findings]
    if form == "table":
        for result in results:
            click.echo("\n".join(_lines(result)))
    else:
        write_table(as_table(results), form, "checks")
    say(", ".join(_number(result) for result in results) or "nothing found")
    sys.exit(1 if results else 0)


def _lines(result: Result) -> Iterator[str]:
    yield f"[{result.check.severity}] {result.check.title['zh']} ({result.check.id}): {len(result.findings)}"
    yield result.check.message["zh"]
    whole = wholly_open(result.findings) if result.check.id == FIRST else {}
    for plan, number in whole.items():
        yield f"  {' '.join(plan)}"
        yield f"      整个计划的{number}项任务都没有责任条款"
    for finding in result.findings:
        if plan_of(finding) in whole:
            continue
        place = (finding[column] for column in ("source", "plan", "path", "heading"))
        yield f"  {' '.join(words for words in place if words)}"
        yield from (f"      {finding[column]}" for column in ("reason", "sentence", "other") if finding[column])


def _number(result: Result) -> str:
    return f"{len(result.findings)} {result.check.id.replace('-', ' ')}"
