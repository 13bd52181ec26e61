"""Every IRI of the data and of its graphs answers here: as a page to people, as RDF to programs."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kgservice.errors import NotFoundError
from kgservice.explanation.explaining import explain
from kgservice.iris import DATA, PREFIXES
from kgservice.iris import GRAPHS as GRAPHS_BASE
from kgservice.queries.pages import Row
from kgservice.store.formats import GRAPHS, PAGE, QUADS, Format
from kgservice.store.writing import in_graph
from kgservice.web.addresses import address_of, page_of
from kgservice.web.languages import either, language
from kgservice.web.negotiation import accepted, asked_for
from kgservice.web.pages import engine, pages

blueprint = Blueprint("linked_data", __name__)

_LABEL = f"{PREFIXES['rdfs']}label"
_TYPE = f"{PREFIXES['rdf']}type"


@blueprint.get("/id/<path:name>")
def thing(name: str) -> AnyResponse | str:
    """What is stated of a thing: its page, all statements about it, or RDF, by what the client accepts."""
    iri = f"{DATA}{name}"
    statements = pages().rows("resource", resource=iri)
    if not statements:
        raise NotFoundError("nothing is stated of '%(iri)s' here; check the address.", iri=iri)
    wanted = rdf_wanted()
    if wanted is not None:
        return _rdf(f"DESCRIBE {_node(iri)}", wanted)
    page = page_of(iri)
    if page is not None and page != address_of(iri) and "all" not in request.args:
        return redirect(page, code=303)
    return render_template(
        "resource.html",
        iri=iri,
        title=_title(iri, statements),
        statements=statements,
        inverse=pages().rows("resource-inverse", resource=iri),
        explanation=explain(pages(), iri),
    )


def _title(iri: str, statements: Sequence[Row]) -> str:
    """What a thing is called in the language of the page, else its class and the end of its IRI."""
    names = [row["value"] for row in statements if row["property"] == _LABEL]
    names.sort(key=lambda name: name.isascii() != (language() == "en"))
    classes = [row for row in statements if row["property"] == _TYPE and row["value_label"]]
    kind = either(classes[0]["value_label"], classes[0]["value_label_en"]) if classes else ""
    return names[0] if names else f"{kind} {iri.rpartition('/')[2]}".strip()


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> AnyResponse:
    """A named graph as RDF, under its name where the format has a place for one."""
    iri = f"{GRAPHS_BASE}{name}"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {_node(iri)} {{ ?s ?p ?o }} }}"
    if not engine().answer(query, "application/n-triples", most_rows=1).data:
        raise NotFoundError("no graph is called '%(iri)s' here; check the address.", iri=iri)
    offered = (*GRAPHS, *QUADS)
    wanted = asked_for(offered) or accepted(offered) or GRAPHS[0]
    if wanted not in QUADS:
        return _rdf(query, wanted)
    triples = engine().answer(query, "application/n-triples").data
    return rdf_response(in_graph(triples, iri, wanted.media_type), wanted)


def _node(iri: str) -> NamedNode:
    """`iri` as a term, whose text is safe in a query; NotFoundError if it is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError:
        raise NotFoundError("'%(iri)s' is no IRI; check the address.", iri=iri) from None


def rdf_wanted() -> Format | None:
    """The RDF format that the client prefers over a page; None if it prefers the page."""
    wanted = asked_for(GRAPHS) or accepted((PAGE, *GRAPHS))
    return None if wanted is PAGE else wanted


def rdf_response(data: bytes, form: Format) -> Response:
    """RDF as it is written in `form`."""
    return Response(data, content_type=form.content_type)


def _rdf(query: str, form: Format) -> Response:
    return rdf_response(engine().answer(query, form.media_type).data, form)
