"""The application factory."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, current_app, request

from kgservice.checks.catalogue import load_checks
from kgservice.checks.running import Checks
from kgservice.dataset.snapshots import Snapshot, current_snapshot
from kgservice.errors import DatasetError
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.resources import folder
from kgservice.settings import read_settings
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.remote import RemoteEngine
from kgservice.web import (
    addresses,
    checks,
    departments,
    home,
    languages,
    linked_data,
    ontology,
    plans,
    problems,
    questions,
    sparql,
)


def create_app(snapshots: Path, *, endpoint: str | None = None) -> Flask:
    """An application that answers from the newest snapshot under `snapshots`, or from the SPARQL 1.1 endpoint given."""
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(read_settings())
    app.config["MAX_CONTENT_LENGTH"] = 2 * app.config["max_query_bytes"]
    if endpoint is None:
        snapshot = _snapshot(snapshots)
        app.extensions["engine"] = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
        app.extensions["uses"] = snapshot.uses
    else:
        app.extensions["engine"] = RemoteEngine(endpoint)
        app.extensions["uses"] = None
    app.extensions["catalogue"] = load_catalogue(folder("queries"))
    app.extensions["pages"] = Pages(app.extensions["engine"], load_catalogue(folder("queries") / "pages"))
    app.extensions["checks"] = Checks(app.extensions["engine"], load_checks(folder("queries") / "checks"))
    problems.init_app(app)
    languages.init_app(app)
    addresses.init_app(app)
    for module in (home, departments, plans, checks, questions, sparql, linked_data, ontology):
        app.register_blueprint(module.blueprint)
    app.after_request(_version)
    return app


def _snapshot(snapshots: Path) -> Snapshot:
    snapshot = current_snapshot(snapshots)
    if snapshot is None:
        raise DatasetError(f"{snapshots}: no snapshot to serve; run 'kgservice build' first.")
    return snapshot


def _version(response: Response) -> Response:
    """Say which snapshot answered, and let a client that has the same answer keep it."""
    response.headers["X-Dataset-Version"] = current_app.extensions["engine"].version
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.method == "GET" and response.status_code == 200 and not response.direct_passthrough:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag()
        response.make_conditional(request)
    return response
