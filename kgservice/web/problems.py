"""Errors over HTTP: a page for people, application/problem+json for programs."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kgservice.errors import KgError, meaning

_ADVICE = {
    404: "Check the address, or look for what you want in the lists and the search of this site.",
    4: "Correct the request as is said here, then try again.",
    5: "Try again later; if it stays so, tell whoever runs this site.",
}


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
        advice = _ADVICE.get(status, _ADVICE[4 if status < 500 else 5])
        page = render_template("problem.html", status=status, title=title, advice=advice, detail=detail)
        return make_response(page, status)
    response = jsonify(type="about:blank", title=title, status=status, detail=detail)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
