"""The command that serves."""

from __future__ import annotations

import socket

import click

from kgservice.cli.opening import say
from kgservice.dataset.dataset import Dataset
from kgservice.errors import UsageError
from kgservice.settings import read_settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on. [default: 8000, or KG_PORT]")
@click.option("--endpoint", metavar="URL", help="Serve from this SPARQL 1.1 endpoint instead of the dataset.")
@click.pass_obj
def serve(dataset: Dataset, host: str, port: int | None, endpoint: str | None) -> None:
    """Serve the dataset over HTTP; a snapshot that is out of date is built anew first."""
    from kgservice.web.server import run

    settings = read_settings()
    address = port or settings["port"]
    _must_be_free(host, address)
    if endpoint is None:
        from kgservice.dataset.building import publish

        publish(dataset, say)
    say(f"serving on http://{host}:{address}/")
    run(dataset.snapshots, endpoint, host=host, port=address, settings=settings)


def _must_be_free(host: str, port: int) -> None:
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port or KG_PORT."
        ) from None
