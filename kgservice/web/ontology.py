"""The ontology, its shapes and its pages: in the site, and as files that any web server can publish."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from kgservice.errors import NotFoundError
from kgservice.iris import TERMS
from kgservice.ontology.drawing import picture_style
from kgservice.ontology.files import SHAPES, ontology_as
from kgservice.ontology.reference import shipped_reference
from kgservice.resources import folder
from kgservice.store.formats import GRAPHS
from kgservice.web.languages import LANGUAGES, language
from kgservice.web.linked_data import rdf_response, rdf_wanted
from kgservice.web.pages import asked

blueprint = Blueprint("ontology", __name__)

_NAMES = {"ttl": "Turtle", "nt": "N-Triples", "rdf": "RDF/XML", "jsonld": "JSON-LD"}
_PAGES = {"zh": "index.html", "en": "en.html"}


@blueprint.get("/ontology")
def ontology() -> AnyResponse | str:
    """The ontology: its terms on a page, or as RDF."""
    wanted = rdf_wanted()
    if wanted is not None:
        return rdf_response(ontology_as(wanted.ending), wanted)
    address = url_for("ontology.ontology")
    downloads = {_NAMES[form.ending]: f"{address}?format={form.ending}" for form in GRAPHS}
    return _page("ontology.html", downloads, url_for("ontology.shapes"), served=True)


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
        raise NotFoundError(f"the ontology has no term and no version '{name}' here; version {served} is at /ontology.")
    return redirect(url_for("ontology.ontology"), code=303)


@blueprint.get("/shapes")
def shapes() -> Response:
    """What every graph must satisfy, in SHACL."""
    return rdf_response(_shapes_file().read_bytes(), GRAPHS[0])


def ontology_files(app: Flask) -> dict[str, bytes]:
    """The ontology's pages, pictures and downloads by file name; they link to each other only and need no program to be served."""
    files = {SHAPES: _shapes_file().read_bytes()}
    files |= {f"ontology.{form.ending}": ontology_as(form.ending) for form in GRAPHS}
    downloads = {_NAMES[form.ending]: f"ontology.{form.ending}" for form in GRAPHS}
    for code in LANGUAGES:
        with app.test_request_context(f"/ontology?lang={code}"):
            files[_PAGES[code]] = _page("ontology-alone.html", downloads, SHAPES, served=False).encode()
        for figure in shipped_reference().figures(code, page=_PAGES[code], alone=True):
            for size, svg in figure.svg.items():
                files[f"{figure.id}.{size}.{code}.svg"] = svg.encode()
    return files


def _page(template: str, downloads: Mapping[str, str], shapes: str, *, served: bool) -> str:
    header = shipped_reference().ontology.header
    return render_template(
        template,
        body=_body(downloads, shapes, served=served),
        header=header,
        downloads=downloads,
        pages=_PAGES,
        style="" if served else _site_style() + picture_style(),
    )


def _body(downloads: Mapping[str, str], shapes: str, *, served: bool) -> Markup:
    """What stands in the frame of a page; it never changes while a version is served, so it is made once a language."""
    made: dict[tuple[str, bool], Markup] = asked().kept.setdefault("ontology", {})
    known = (language(), served)
    if known not in made:
        reference = shipped_reference()
        made[known] = Markup(
            render_template(
                "ontology-body.html",
                ontology=reference.ontology,
                header=reference.ontology.header,
                uses={term.iri: reference.uses.of(term.iri) for term in reference.ontology.terms},
                counts=asked().opened.uses,
                figures=list(reference.figures(language())),
                downloads=downloads,
                shapes=shapes,
                served=served,
            )
        )
    return made[known]


def _site_style() -> str:
    return (Path(current_app.static_folder or "") / "site.css").read_text(encoding="utf-8")


def _shapes_file() -> Path:
    return folder("ontology") / SHAPES
