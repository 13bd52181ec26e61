"""The SPARQL 1.1 Protocol endpoint, query operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.datastructures import MultiDict

from kgservice.errors import QueryError, RefusedQueryError, TooLargeError, UnsupportedMediaTypeError, UsageError
from kgservice.iris import PREFIXES
from kgservice.queries.formats import as_excel_csv, as_xlsx
from kgservice.queries.labels import RESULTS, with_labels
from kgservice.store.engine import Answer, Solutions, read_results, solutions_of
from kgservice.store.formats import EXCEL, GRAPHS, PAGE, QUADS, TABLES, Format
from kgservice.store.syntax import QueryForm, check
from kgservice.store.writing import write_answer
from kgservice.web.cut import CUT, cut_after, marked
from kgservice.web.description import service_description
from kgservice.web.negotiation import accepted, asked_for, chosen
from kgservice.web.pages import MOST_ROWS_ON_A_PAGE, engine
from kgservice.web.workbooks import made_here, most_rows_here

blueprint = Blueprint("sparql", __name__)

OFFERED = {
    QueryForm.SELECT: (*TABLES, *EXCEL, PAGE),
    QueryForm.ASK: (*TABLES, PAGE),
    QueryForm.CONSTRUCT: (*GRAPHS, *QUADS, PAGE),
    QueryForm.DESCRIBE: (*GRAPHS, *QUADS, PAGE),
}
"""What each form of query can be answered as."""

# Who asks for JSON or XML forgot the query, and shall hear so.
_DESCRIPTIONS = (*(replace(each, types=(), words=()) for each in (*GRAPHS, *QUADS)), PAGE)
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
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


@dataclass(frozen=True, slots=True)
class _Query:
    """A query as it was sent, and the graphs that were named beside it."""

    text: str
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]

    def answer(self, media_type: str, most_rows: int) -> Answer:
        return engine().answer(
            self.text,
            media_type,
            default_graphs=self.default_graphs,
            named_graphs=self.named_graphs,
            most_rows=most_rows,
        )


@blueprint.get("/sparql")
def query_by_get() -> Response | str:
    """The query given as `?query=`; without one, what the service is as RDF, or a page to write a query on."""
    _refuse_updates(request.args)
    if "query" in request.args:
        return _answer(_query(_one(request.args.getlist("query")), request.args))
    wanted = asked_for(_DESCRIPTIONS) or accepted(_DESCRIPTIONS)
    if wanted is None:
        raise _number_of_queries(0)
    return _page(request.args.get("edit") or _EXAMPLE) if wanted is PAGE else service_description(wanted)


@blueprint.post("/sparql")
def query_by_post() -> Response | str:
    """The query in a form's field `query`, or, as application/sparql-query, as the body itself."""
    _refuse_updates(request.args)
    if request.mimetype == _UPDATE:
        raise _update_refused()
    if request.mimetype not in (FORM, DIRECT):
        raise UnsupportedMediaTypeError(
            "a query cannot be posted as '%(type)s'; use %(form)s or %(direct)s.",
            type=request.mimetype or "nothing",
            form=FORM,
            direct=DIRECT,
        )
    if "query" in request.args:
        raise UsageError("a query was sent in the address and another in the body; send one, in one of them.")
    if request.mimetype == FORM:
        _refuse_updates(request.form)
        return _answer(_query(_one(request.form.getlist("query")), request.form, request.args))
    try:
        text = request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None
    return _answer(_query(text, request.args))


def _refuse_updates(fields: MultiDict[str, str]) -> None:
    if "update" in fields:
        raise _update_refused()


def _update_refused() -> RefusedQueryError:
    return RefusedQueryError("updates are refused, this endpoint is read-only; send a query.")


def _not_utf8() -> QueryError:
    return QueryError("the query is not UTF-8; send it as UTF-8.")


def _one(queries: list[str]) -> str:
    if len(queries) != 1:
        raise _number_of_queries(len(queries))
    if "%" in queries[0]:  # what is no UTF-8 stays escaped
        try:
            unquote_to_bytes(request.query_string if request.method == "GET" else request.get_data()).decode("utf-8")
        except UnicodeDecodeError:
            raise _not_utf8() from None
    return queries[0]


def _number_of_queries(number: int) -> UsageError:
    if not number:
        return UsageError("no queries were sent; send exactly one as 'query'.")
    return UsageError("%(number)s queries were sent; send exactly one as 'query'.", number=number)


def _query(text: str, *fields: MultiDict[str, str]) -> _Query:
    """The query with the graphs that the fields name; TooLargeError if it is too long."""
    most = current_app.config["max_query_bytes"]
    if len(text.encode(errors="surrogatepass")) > most:
        raise TooLargeError(
            "the query is longer than %(value)s bytes (%(limit)s); shorten it.", "KG_MAX_QUERY_BYTES", most
        )
    default_graphs, named_graphs = (
        [graph for each in fields for graph in each.getlist(name)] for name in ("default-graph-uri", "named-graph-uri")
    )
    return _Query(text, default_graphs, named_graphs)


def _answer(query: _Query) -> Response | str:
    form = check(query.text, max_nesting=current_app.config["max_nesting"])
    wanted = chosen(OFFERED[form], f"{'an' if form is QueryForm.ASK else 'a'} {form}")
    if wanted is PAGE:
        return _answered_page(query, form)
    most = current_app.config["max_rows"]
    language = request.values.get("labels") if form is QueryForm.SELECT else None
    if wanted in EXCEL or language:
        return _table(query, wanted, language, most)
    return _response(query.answer(wanted.media_type, most), wanted)


def _table(query: _Query, wanted: Format, language: str | None, most: int) -> Response:
    """A table with columns of names, or as Excel opens it."""
    answer = query.answer(RESULTS, most_rows_here(most))
    with made_here(answer, most_rows_here(most)):
        if language:
            answer = with_labels(answer, engine(), language)
        if wanted not in EXCEL:
            return _response(write_answer(read_results(answer), wanted.media_type), wanted)
        table = solutions_of(read_results(answer))
        is_workbook = wanted.ending == "xlsx"
        data = as_xlsx(table, "SPARQL") if is_workbook else as_excel_csv(table).encode()
    response = _response(Answer(data), wanted)
    name = "answer.xlsx" if is_workbook else "answer.excel.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _response(answer: Answer, wanted: Format) -> Response:
    response = Response(marked(answer, wanted), content_type=wanted.content_type)
    if answer.cut is not None:
        response.headers[CUT] = cut_after(answer.cut)
    return response


def _answered_page(query: _Query, form: QueryForm) -> str:
    if form.gives_graph:
        answer = query.answer("text/turtle", MOST_ROWS_ON_A_PAGE)
        return _page(query.text, form, graph=answer.data.decode(), cut=answer.cut)
    answer = query.answer(RESULTS, MOST_ROWS_ON_A_PAGE)
    if form is QueryForm.ASK:
        return _page(query.text, form, truth=bool(read_results(answer)))
    return _page(query.text, form, table=solutions_of(read_results(answer)), cut=answer.cut)


def _page(
    text: str,
    form: QueryForm | None = None,
    *,
    table: Solutions | None = None,
    truth: bool | None = None,
    graph: str | None = None,
    cut: int | None = None,
) -> str:
    """The page to write a query on, with the answer to one of a `form` if it was asked; `cut` is the number of rows that are shown of more."""
    return render_template(
        "sparql.html",
        text=text,
        forms=[each.ending for each in OFFERED[form] if each is not PAGE] if form else [],
        table=table,
        rows=table.texts() if table else [],
        cut=cut,
        most_rows=current_app.config["max_rows"],
        truth=truth,
        graph=graph,
        prefixes=PREFIXES,
    )
