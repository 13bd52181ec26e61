"""The command that checks a dataset, or a draft in none."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from kgservice.cli.opening import open_engine, say
from kgservice.dataset.dataset import Dataset
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.formats import as_csv, as_json
from kgservice.resources import folder
from kgservice.store.engine import Engine, Table


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--format", "form", type=click.Choice(("table", "json", "csv")), default="table", show_default=True)
@click.pass_obj
def check(dataset: Dataset, file: Path | None, form: str) -> None:
    """Say which tasks nobody was given, of the dataset or of a draft FILE that is in none.

    Exit code 0: nothing found; 1: findings; 2: could not check.
    """
    findings = _findings(open_engine(dataset)) if file is None else _check_draft(dataset, file)
    if form == "json":
        click.echo(as_json(findings), nl=False)
    elif form == "csv":
        click.echo(as_csv(findings), nl=False)
    else:
        for source, plan, path, heading, reason, sentence, _ in findings.texts():
            click.echo(f"{source} {plan} {path} {heading}\n    {reason}\n    {sentence}")
    say(f"{len(findings.rows)} unassigned tasks")
    sys.exit(1 if findings.rows else 0)


def _check_draft(dataset: Dataset, file: Path) -> Table:
    """The findings of a draft alone, read with the dataset's registers."""
    from kgservice.dataset.building import ingest, publish

    with tempfile.TemporaryDirectory(prefix="kgservice-check-") as root:
        draft = Dataset(Path(root))
        if (dataset.root / "registers").is_dir():
            (Path(root) / "registers").symlink_to((dataset.root / "registers").resolve())
        ingest(draft, file)
        publish(draft)
        return _findings(open_engine(draft))


def _findings(engine: Engine) -> Table:
    return engine.select(load_catalogue(folder("queries") / "pages")["findings"].text)
