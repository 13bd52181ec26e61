"""The command group, and how errors reach a shell: one line on standard error and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from kgservice.dataset.dataset import Dataset
from kgservice.errors import KgError, UsageError, meaning
from kgservice.resources import default_dataset

_COMMANDS = {
    "ingest": "writing",
    "build": "writing",
    "remove": "writing",
    "load": "writing",
    "unload": "writing",
    "export": "writing",
    "query": "asking",
    "queries": "asking",
    "sparql": "asking",
    "check": "checking",
    "explain": "explaining",
    "tasks-table": "tabling",
    "versions": "versioning",
    "rollback": "versioning",
    "diff": "versioning",
    "verify": "versioning",
    "serve": "serving",
}


class _Commands(click.Group):
    """The commands, each imported when it is called: what one needs takes others long to load."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The commands' names."""
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command that is called `name`."""
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"kgservice.cli.{_COMMANDS[name]}"), name.replace("-", "_"))
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--dataset",
    "root",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The dataset's folder; an empty or new one is made. [default: data/]",
)
@click.version_option(package_name="kgservice", message="%(version)s")
@click.pass_context
def kgservice(context: click.Context, root: Path | None) -> None:
    """Policy documents as a knowledge graph: read them, ask them, check them, serve them."""
    context.obj = Dataset(root if root is not None else default_dataset())


def main() -> None:
    """Run the command line; an error that is the input's fault is one line and an exit code, never a traceback."""
    try:
        _must_be_text(sys.argv[1:])
        kgservice(standalone_mode=False)
    except KgError as error:
        click.echo(f"kgservice: {error}", err=True)
        sys.exit(meaning(error).exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("kgservice: stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _must_be_text(arguments: Sequence[str]) -> None:
    """Raise UsageError for bytes that are not in the terminal's encoding, unless they name a file that is there."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            if os.path.lexists(argument):
                continue
            raise UsageError(f"the argument '{argument}' is not in UTF-8; write it in UTF-8.") from None
