"""The plans, one plan with its items and what they say, and its task table."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import quote

from flask import Blueprint, Response, render_template

from kgservice.errors import NotFoundError
from kgservice.iris import entity
from kgservice.queries.pages import Row
from kgservice.tasktable.exports import FORMATS
from kgservice.tasktable.table import read_task_tables
from kgservice.web.pages import pages
from kgservice.web.paging import asked_page

blueprint = Blueprint("plans", __name__)


@blueprint.get("/plans")
def listing() -> str:
    """Every plan with its place and numbers."""
    plans = pages().rows("plans")
    page = asked_page(len(plans))
    return render_template("plans.html", plans=page.of(plans), page=page)


@blueprint.get("/plans/<path:place>")
def plan(place: str) -> str:
    """A plan's outline; at each item its parties, targets, deadlines, citations, corrections and what was not understood."""
    iri, about = _plan(place)
    parties: defaultdict[str, list[Row]] = defaultdict(list)
    for row in pages().rows("plan-assignments", plan=iri):
        parties[row["item"]].append(row)
    facts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in pages().rows("plan-facts", plan=iri):
        facts[row["about"]].append(row)
    corrections: defaultdict[str, list[Row]] = defaultdict(list)
    for row in pages().rows("plan-corrections", plan=iri):
        corrections[row["about"]].append(row)
    return render_template(
        "plan.html",
        about=about,
        iri=iri,
        place=place,
        items=pages().rows("plan-items", plan=iri),
        parties=parties,
        facts=facts,
        corrections=corrections,
        unread=sum(row["kind"] == "unread" for rows in facts.values() for row in rows),
    )


@blueprint.get("/plans/<path:place>/tasks-table.<form>")
def tasks_table(place: str, form: str) -> Response:
    """A plan's task table as a file."""
    iri, _ = _plan(place)
    if form not in FORMATS:
        raise NotFoundError(
            "there is no file of this list as .%(form)s; ask for %(forms)s.", form=form, forms=", ".join(FORMATS)
        )
    tables = read_task_tables(pages(), iri)
    response = Response(FORMATS[form].write(tables), content_type=FORMATS[form].media_type)
    name = quote(f"{tables[0].title}.{form}")
    response.headers["Content-Disposition"] = f"attachment; filename=\"tasks-table.{form}\"; filename*=UTF-8''{name}"
    return response


def _plan(place: str) -> tuple[str, Row]:
    """The IRI of the plan at `place` and what is known of it."""
    iri = entity("plan", *place.split("/"))
    about = pages().row("plan", plan=iri)
    if about is None:
        raise NotFoundError("no plan is called '%(name)s' here; the plans are listed under /plans.", name=place)
    return iri, about
