"""Every IRI of the data and of its graphs answers here: as a page to people, as RDF to programs."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kgservice.errors import NotFoundError
from kgservice.explanation.explaining import explain
from kgservice.iris import DATA, GRAPHS
from kgservice.store.engine import GRAPH_FORMATS
from kgservice.web.addresses import address_of, page_of
from kgservice.web.pages import engine, pages

blueprint = Blueprint("linked_data", __name__)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> AnyResponse | str:
    """What is stated of a thing: its page, all statements about it, or RDF, by what the client accepts."""
    iri = f"{DATA}{name}"
    statements = pages().rows("resource", resource=iri)
    if not statements:
        raise NotFoundError(f"nothing is stated of <{iri}> here; check the address.")
    media_type = rdf_wanted()
    if media_type is not None:
        return _rdf(f"DESCRIBE {_node(iri)}", media_type)
    page = page_of(iri)
    if page is not None and page != address_of(iri) and "all" not in request.args:
        return redirect(page, code=303)
    return render_template(
        "resource.html",
        iri=iri,
        statements=statements,
        inverse=pages().rows("resource-inverse", resource=iri),
        explanation=explain(pages(), iri),
    )


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> AnyResponse:
    """A named graph as RDF."""
    iri = f"{GRAPHS}{name}"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {_node(iri)} {{ ?s ?p ?o }} }}"
    if not engine().answer(query, "application/n-triples", most_rows=1).data:
        raise NotFoundError(f"no graph is called <{iri}> here; check the address.")
    return _rdf(query, rdf_wanted() or "text/turtle")


def _node(iri: str) -> NamedNode:
    """`iri` as a term, whose text is safe in a query; NotFoundError if it is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError:
        raise NotFoundError(f"'{iri}' is no IRI; check the address.") from None


def rdf_wanted() -> str | None:
    """The RDF media type that the client prefers over a page; None if it prefers the page."""
    if wanted := request.args.get("format"):
        return next((media_type for media_type, short in GRAPH_FORMATS.items() if wanted in (short, media_type)), None)
    if not request.headers.get("Accept"):
        return None
    best = request.accept_mimetypes.best_match(["text/html", *GRAPH_FORMATS])
    return best if best in GRAPH_FORMATS else None


def rdf_response(data: bytes, media_type: str) -> Response:
    """RDF as it is written in `media_type`."""
    response = Response(data, mimetype=media_type)
    if media_type.startswith("text/"):
        response.content_type = f"{media_type}; charset=utf-8"
    return response


def _rdf(query: str, media_type: str) -> Response:
    return rdf_response(engine().answer(query, media_type).data, media_type)
