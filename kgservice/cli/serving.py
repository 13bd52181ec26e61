"""The command that serves."""

from __future__ import annotations

import socket

import click

from kgservice.cli.opening import say
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.survey import is_served
from kgservice.errors import UsageError
from kgservice.settings import read_settings
from kgservice.web.proxies import script_name


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on, 0 for any that is free. [default: 8000, or KG_PORT]",
)
@click.option("--endpoint", metavar="URL", help="Serve from this SPARQL 1.1 endpoint instead of the dataset.")
@click.pass_obj
def serve(dataset: Dataset, host: str, port: int | None, endpoint: str | None) -> None:
    """Serve the dataset over HTTP; a snapshot that is out of date is built anew first, one that comes later is switched to."""
    settings = read_settings()
    wanted = settings["port"] if port is None else port
    if endpoint is not None:
        from kgservice.store.remote import read_address

        read_address(endpoint)  # said here in one sentence, not by every worker
    prefix = script_name()
    with _listening(host, wanted) as listener:
        if endpoint is None and not is_served(dataset):
            from kgservice.dataset.building import publish  # takes long to import, and is seldom needed

            publish(dataset, say)
        say(f"serving on http://{host}:{listener.getsockname()[1]}{prefix}/")
        from kgservice.serving.supervisor import serve as serve_until_stopped

        serve_until_stopped(listener, dataset.snapshots, endpoint, settings, say)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=_family(host, port), backlog=1024)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port or KG_PORT."
        ) from None


def _family(host: str, port: int) -> socket.AddressFamily:
    """IPv4 or IPv6, by the address that the host has."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
