"""The application factory."""

from __future__ import annotations

from flask import Flask, Response, g, request

from kgservice.ontology.publishing import prepare
from kgservice.settings import longest_request, read_settings
from kgservice.web import (
    addresses,
    checks,
    compression,
    departments,
    description,
    documents,
    fields,
    find,
    freshness,
    headers,
    help,
    home,
    languages,
    layout,
    legal_bases,
    linked_data,
    ontology,
    pages,
    places,
    plans,
    problems,
    proxies,
    questions,
    sparql,
)
from kgservice.web.validators import ETAG
from kgservice.web.versions import Versions

REFUSED = "kgservice.refused"
"""The key in a request's WSGI environment of a KgError, by a server that does not let the request in or failed to answer it."""


def create_app(versions: Versions) -> Flask:
    """An application that answers from `versions`."""
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(read_settings())
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = longest_request(app.config)
    pages.init_app(app, versions)
    compression.init_app(app)
    freshness.init_app(app)
    problems.init_app(app)
    headers.init_app(app)
    proxies.init_app(app)
    languages.init_app(app)
    addresses.init_app(app)
    find.init_app(app)
    layout.init_app(app)
    fields.init_app(app)
    prepare()
    parts = (
        home,
        help,
        find,
        departments,
        plans,
        documents,
        places,
        legal_bases,
        checks,
        questions,
        sparql,
        description,
        linked_data,
        ontology,
    )
    for module in parts:
        app.register_blueprint(module.blueprint)
    app.before_request(_let_in)
    app.after_request(_version)
    return app


def _let_in() -> None:
    """Raise what the server found against the request; NotFoundError if it names a version that is not kept."""
    refusal = request.environ.get(REFUSED)
    if refusal is None or "version" not in request.args:  # a version that is named may have to be opened
        pages.version()
    if refusal is not None:
        raise refusal


def _version(response: Response) -> Response:
    """Say which snapshot answered, and let a client that has the same answer keep it."""
    if "version" in g:
        response.headers["X-Dataset-Version"] = g.version
    if request.method == "GET" and response.status_code == 200 and not response.direct_passthrough:
        if (etag := request.environ.get(ETAG)) is not None:
            response.set_etag(etag)
        else:
            response.add_etag()
        response.make_conditional(request)
    return response
