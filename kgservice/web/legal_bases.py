"""A legal basis: what became of it, and each plan that cites it, with how and where."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, render_template

from kgservice.errors import NotFoundError
from kgservice.iris import entity
from kgservice.web.pages import pages
from kgservice.web.paging import asked_page

blueprint = Blueprint("legal_bases", __name__)


@blueprint.get("/legal-bases/<name>")
def legal_basis(name: str) -> str:
    """What cites a legal basis, by plan."""
    iri = entity("legal-basis", name)
    rows = pages().rows("legal-basis", basis=iri)
    if not rows:
        raise NotFoundError("no legal basis is called '%(name)s' here; look for it with the box.", name=name)
    plans = {row["plan"]: row for row in pages().rows("plans")}
    citations = pages().rows("legal-basis-citations", basis=iri)
    page = asked_page(len(citations))
    documents = {row["document"]: row for row in pages().rows("documents")}
    return render_template(
        "legal_basis.html",
        iri=iri,
        about=rows[0],
        others=list(dict.fromkeys(row["other"] for row in rows if row["other"])),
        numbers=list(dict.fromkeys(row["number"] for row in citations if row["number"])),
        held=[documents[each] for each in dict.fromkeys(row["document"] for row in rows) if each in documents],
        cited=[
            (plans[plan], list(several))
            for plan, several in groupby(page.of(citations), key=lambda row: row["plan"])
            if plan in plans
        ],
        citing=len({row["plan"] for row in citations}),
        page=page,
    )
