"""A place: what it lies in and what lies in it, its plans, and the departments and groups of it that have duties."""

from __future__ import annotations

from flask import Blueprint, render_template

from kgservice.errors import NotFoundError
from kgservice.iris import entity
from kgservice.web.pages import pages
from kgservice.web.paging import asked_page

blueprint = Blueprint("places", __name__)


@blueprint.get("/places/<name>")
def place(name: str) -> str:
    """What there is of a place."""
    iri = entity("jurisdiction", name)
    about = pages().row("place", place=iri)
    if about is None:
        raise NotFoundError("no place is called '%(name)s' here; look for it with the box.", name=name)
    sources = {row["source"] for row in pages().rows("place-documents", place=iri)}
    parties = [row for row in pages().rows("departments") if row["place"] == iri]
    page = asked_page(len(parties))
    return render_template(
        "place.html",
        iri=iri,
        about=about,
        parts=pages().rows("place-parts", place=iri),
        plans=[row for row in pages().rows("plans") if row["source"] in sources],
        parties=page.of(parties),
        page=page,
    )
