"""The SPARQL 1.1 Protocol endpoint, query operation."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from kgservice.errors import (
    NotAcceptableError,
    QueryError,
    RefusedQueryError,
    TooLargeError,
    UnsupportedMediaTypeError,
    UsageError,
)
from kgservice.iris import PREFIXES
from kgservice.store.engine import GRAPH_FORMATS, TABLE_FORMATS, TRUTH_FORMATS, Table
from kgservice.store.syntax import Form, check
from kgservice.web.cut import CUT, cut_after, marked
from kgservice.web.pages import MOST_ROWS_ON_A_PAGE, engine

blueprint = Blueprint("sparql", __name__)

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_ALSO_KNOWN_AS = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
_EXAMPLE = """PREFIX pol: <https://w3id.org/policy-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?department (COUNT(DISTINCT ?item) AS ?items)
WHERE {
  ?assignment pol:assignsTo ?party ; pol:assigns ?item .
  ?party a pol:Department ; rdfs:label ?department .
  FILTER(LANG(?department) = "zh")
}
GROUP BY ?department
ORDER BY DESC(?items)
LIMIT 20
"""


@blueprint.get("/sparql")
def query_by_get() -> Response | str:
    """The query given as `?query=`, or, for a browser that gives none, a page to write one."""
    if "query" not in request.args and request.accept_mimetypes.accept_html and "update" not in request.args:
        return _page(request.args.get("edit") or _EXAMPLE)
    if "update" in request.args:
        raise RefusedQueryError("updates are refused, this endpoint is read-only; send a query.")
    return _answer(
        _one(request.args.getlist("query")),
        request.args.getlist("default-graph-uri"),
        request.args.getlist("named-graph-uri"),
    )


@blueprint.post("/sparql")
def query_by_post() -> Response | str:
    """The query in a form's field `query`, or, as application/sparql-query, as the body itself."""
    if request.mimetype == _FORM:
        if "update" in request.form:
            raise RefusedQueryError("updates are refused, this endpoint is read-only; send a query.")
        return _answer(
            _one(request.form.getlist("query")),
            [*request.form.getlist("default-graph-uri"), *request.args.getlist("default-graph-uri")],
            [*request.form.getlist("named-graph-uri"), *request.args.getlist("named-graph-uri")],
        )
    if request.mimetype == _DIRECT:
        try:
            text = request.get_data().decode("utf-8")
        except UnicodeDecodeError:
            raise QueryError("the query is not UTF-8; send it as UTF-8.") from None
        return _answer(text, request.args.getlist("default-graph-uri"), request.args.getlist("named-graph-uri"))
    if request.mimetype == "application/sparql-update":
        raise RefusedQueryError("updates are refused, this endpoint is read-only; send a query.")
    raise UnsupportedMediaTypeError(
        f"a query cannot be posted as '{request.mimetype or 'nothing'}'; use {_FORM} or {_DIRECT}."
    )


def _one(queries: list[str]) -> str:
    if len(queries) != 1:
        raise UsageError(f"{len(queries)} queries were sent; send exactly one as 'query'.")
    return queries[0]


def _page(
    text: str, table: Table | None = None, truth: bool | None = None, graph: str = "", cut: int | None = None
) -> str:
    """The page to write a query on, with its answer if it was asked; `cut` is the number of rows that are shown of more."""
    return render_template(
        "sparql.html",
        text=text,
        table=table,
        rows=table.texts() if table else [],
        cut=cut,
        most_rows=current_app.config["max_rows"],
        truth=truth,
        graph=graph,
        prefixes=PREFIXES,
    )


def _answered_page(text: str, form: Form) -> str:
    if form.gives_graph:
        answer = engine().answer(text, "text/turtle", most_rows=MOST_ROWS_ON_A_PAGE)
        return _page(text, graph=answer.data.decode(), cut=answer.cut)
    if form is Form.ASK:
        return _page(text, truth=engine().ask(text))
    table = engine().select(text, most_rows=MOST_ROWS_ON_A_PAGE)
    return _page(text, table=table, cut=MOST_ROWS_ON_A_PAGE if table.cut else None)


def _answer(text: str, default_graphs: list[str], named_graphs: list[str]) -> Response | str:
    most = current_app.config["max_query_bytes"]
    if len(text.encode()) > most:
        raise TooLargeError(
            "the query is longer than %(value)s bytes (%(limit)s); shorten it.", "KG_MAX_QUERY_BYTES", most
        )
    form = check(text, max_nesting=current_app.config["max_nesting"])
    if request.values.get("format") == "html":
        return _answered_page(text, form)
    media_type = _media_type(form)
    answer = engine().answer(
        text,
        media_type,
        default_graphs=default_graphs,
        named_graphs=named_graphs,
        most_rows=current_app.config["max_rows"],
    )
    response = Response(marked(answer, media_type), mimetype=media_type)
    if media_type.startswith("text/"):
        response.content_type = f"{media_type}; charset=utf-8"
    if answer.cut is not None:
        response.headers[CUT] = cut_after(answer.cut)
    return response


def _media_type(form: Form) -> str:
    """The best media type for an answer to a query of `form` that the client accepts."""
    offered = GRAPH_FORMATS if form.gives_graph else TRUTH_FORMATS if form is Form.ASK else TABLE_FORMATS
    if wanted := request.values.get("format"):
        for media_type, short in offered.items():
            if wanted in (short, media_type):
                return media_type
        raise NotAcceptableError(f"a {form} cannot be written as '{wanted}'; choose {', '.join(offered.values())}.")
    if not request.headers.get("Accept"):
        return next(iter(offered))
    choices = [*offered, *(alias for alias, meant in _ALSO_KNOWN_AS.items() if meant in offered)]
    if request.accept_mimetypes.accept_html and not request.accept_mimetypes.accept_json:
        return next(iter(offered))
    best = request.accept_mimetypes.best_match(choices)
    if best is None:
        raise NotAcceptableError(f"a {form} can be had as {', '.join(offered)}; accept one of these.")
    return _ALSO_KNOWN_AS.get(best, best)
