"""Errors over HTTP: a page for people, application/problem+json for programs."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kgservice.errors import KgError, meaning


def init_app(app: Flask) -> None:
    """Answer every error in the form that the client reads."""
    app.register_error_handler(KgError, _known)
    app.register_error_handler(HTTPException, _http)


def _known(error: KgError) -> Response:
    return problem(meaning(error).status, str(error))


def _http(error: HTTPException) -> Response:
    return problem(error.code or 500, error.description or error.name)


def problem(status: int, detail: str) -> Response:
    """The answer to a request that cannot be met (RFC 9457)."""
    title = HTTPStatus(status).phrase
    wants_page = request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) == "text/html"
    if wants_page and "text/html" in request.headers.get("Accept", ""):
        return make_response(render_template("problem.html", status=status, title=title, detail=detail), status)
    response = jsonify(type="about:blank", title=title, status=status, detail=detail)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
