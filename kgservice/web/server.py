"""Runs the application under gunicorn, each worker with its own engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication

from kgservice.web.app import create_app


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, snapshots: Path, endpoint: str | None, options: Mapping[str, object]) -> None:
        self.snapshots = snapshots
        self.endpoint = endpoint
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self.snapshots, endpoint=self.endpoint)


def run(snapshots: Path, endpoint: str | None, *, host: str, port: int, settings: Mapping[str, int]) -> None:
    """Serve the newest snapshot under `snapshots`, or the SPARQL endpoint, until stopped."""
    options = {
        "bind": f"{host}:{port}",
        "workers": settings["workers"],
        "threads": settings["threads"],
        "worker_class": "gthread",
        "loglevel": "warning",
        "proc_name": "kgservice",
    }
    _Server(snapshots, endpoint, options).run()
