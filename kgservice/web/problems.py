"""Errors over HTTP: a page for people, application/problem+json for programs."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from kgservice.errors import KgError, LimitError, NoSuchChoiceError, NoSuchNameError, TooLargeError, meaning, one_line
from kgservice.web.languages import worded

_ADVICE = {
    404: "Check the address, or look for what you want in the lists and the search of this site.",
    4: "Correct the request as is said here, then try again.",
    5: "Try again later; if it stays so, tell whoever runs this site.",
}
_DEFECT = "the program failed over this request and its log says where; tell whoever runs this site."
_SAID = {404: "nothing is at this address.", 405: "this address is not for requests of this kind."}
_NO_SUCH_NAME = "No document and no register here has anything called “%(name)s”. That is not the same as the documents saying nothing."


def init_app(app: Flask) -> None:
    """Answer every error in the form that the client reads; Flask logs the ones that nobody foresaw before they come here."""
    app.register_error_handler(KgError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(InternalServerError, lambda error: problem(500, _DEFECT))


def _known(error: KgError) -> Response:
    return problem(meaning(error).status, str(error), error)


def _http(error: HTTPException) -> Response:
    response = problem(error.code or 500, _SAID.get(error.code or 500, error.description or error.name))
    for name, value in error.get_headers():
        response.headers.setdefault(name, value)
    return response


def _too_large(error: RequestEntityTooLarge) -> Response:
    most = current_app.config["max_query_bytes"]
    sentence = "the request is far longer than a query of %(value)s bytes (%(limit)s); shorten it."
    return _known(TooLargeError(sentence, "KG_MAX_QUERY_BYTES", most))


def problem(status: int, detail: str, error: KgError | None = None) -> Response:
    """The answer to a request that cannot be met (RFC 9457).

    A limit adds its members `limit` and `value`, and Retry-After; a name that nothing has adds `near`, the names that come near.
    """
    limit = error if isinstance(error, LimitError) else None
    near = error.near if isinstance(error, NoSuchNameError | NoSuchChoiceError) else None
    sentence = error.sentence if error else detail
    title = HTTPStatus(status).phrase
    detail = " ".join(detail.split())  # what it names from the request may hold line breaks
    wants_page = request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) == "text/html"
    if wants_page and "text/html" in request.headers.get("Accept", ""):
        advice = _ADVICE.get(status, _ADVICE[4 if status < 500 else 5])
        response = make_response(
            render_template(
                "problem.html",
                status=status,
                title=title,
                advice=advice,
                told=told(error) if error else worded(detail),
                is_english=worded(sentence) == sentence and near is None,
                nameless=error.name if isinstance(error, NoSuchNameError) and not near else "",
                meant=[(name, _meant(error, name)) for name in near or ()],
                query=_query_sent(),
            ),
            status,
        )
    else:
        more: dict[str, object] = {"limit": limit.limit, "value": limit.value} if limit else {}
        if near is not None:
            more["near"] = list(near)
        response = jsonify(type="about:blank", title=title, status=status, detail=detail, **more)
        response.status_code = status
        response.mimetype = "application/problem+json"
    if limit and limit.retry_after is not None:
        response.headers["Retry-After"] = str(limit.retry_after)
    return response


def told(error: KgError) -> str:
    """What an error says, in the language of the page where its sentence is there in that."""
    if isinstance(error, NoSuchNameError):
        return worded(_NO_SUCH_NAME) % {"name": one_line(error.name)}
    sentence = worded(error.sentence)
    return one_line(sentence % error.words if error.words else sentence)


def _meant(error: KgError | None, name: str) -> str:
    """The address that was asked for, with `name` where it has the one that nothing has."""
    wrong = error.name if isinstance(error, NoSuchNameError | NoSuchChoiceError) else ""
    values = [(field, name if value.strip() == wrong else value) for field, value in request.args.items(multi=True)]
    if values == list(request.args.items(multi=True)):
        path, _, last = request.path.rpartition("/")
        if isinstance(error, NoSuchChoiceError) and last == wrong:
            return f"{request.script_root}{quote(path)}/{quote(name)}"
        return url_for("find.find", q=name)
    return f"{request.script_root}/{quote(request.path.lstrip('/'))}?{urlencode(values)}"


def _query_sent() -> str:
    """The query that came with the request, so that whoever wrote it does not lose it."""
    try:
        return request.values.get("query", "")
    except HTTPException:  # the body itself cannot be read, which may be what is told
        return ""
