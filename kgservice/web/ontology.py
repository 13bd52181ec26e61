"""The ontology and its shapes in the site: a page of reference, RDF, and where its terms lead."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from kgservice.errors import NotFoundError
from kgservice.iris import TERMS
from kgservice.ontology.drawing import picture_style
from kgservice.ontology.files import DOWNLOADS, ontology_as
from kgservice.ontology.files import shapes as shapes_file
from kgservice.ontology.publishing import Links, reference_body
from kgservice.ontology.reference import shipped_reference
from kgservice.store.formats import GRAPHS
from kgservice.web.languages import language
from kgservice.web.linked_data import rdf_response, rdf_wanted
from kgservice.web.pages import asked

blueprint = Blueprint("ontology", __name__)


@blueprint.get("/ontology")
def ontology() -> AnyResponse | str:
    """The ontology: its terms on a page, or as RDF."""
    wanted = rdf_wanted()
    if wanted is not None:
        return rdf_response(ontology_as(wanted.ending), wanted)
    address = url_for("ontology.ontology")
    links = Links(
        downloads={name: f"{address}?format={ending}" for name, ending in DOWNLOADS.items()},
        shapes=url_for("ontology.shapes"),
        question=lambda name: url_for("questions.question", name=name),
        check=lambda name: url_for("checks.checks", _anchor=name),
    )
    return render_template("ontology.html", body=_body(links), links=links)


@blueprint.get("/ontology/pictures.css")
def pictures() -> Response:
    """The style sheet of the pictures, which the page names: a page's own styles would not be let in."""
    return Response(picture_style(), content_type="text/css; charset=utf-8")


@blueprint.get("/ontology/<name>")
def version_or_term(name: str) -> AnyResponse:
    """The version that is served leads to its page, the name of a term to its entry there."""
    ontology = shipped_reference().ontology
    if any(term.iri == f"{TERMS}{name}" for term in ontology.terms):
        return redirect(url_for("ontology.ontology", _anchor=name), code=303)
    served = ontology.header.version
    if name != served:
        raise NotFoundError(
            "the ontology has no term and no version '%(name)s' here; version %(served)s is at /ontology.",
            name=name,
            served=served,
        )
    return redirect(url_for("ontology.ontology"), code=303)


@blueprint.get("/shapes")
def shapes() -> Response:
    """What every graph must satisfy, in SHACL."""
    return rdf_response(shapes_file(), GRAPHS[0])


def _body(links: Links) -> Markup:
    """What stands in the frame of the page; while a version is served, only a proxy's other prefix changes it, so it is kept for each language."""
    made: dict[str, tuple[str, Markup]] = asked().kept.setdefault("ontology", {})
    root, body = made.get(language(), ("", None))
    if body is None or root != request.script_root:
        body = reference_body(language(), links, asked().opened.uses)
        made[language()] = request.script_root, body
    return body
