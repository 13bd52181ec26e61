"""The plans, and one plan with its items and what they say."""

from __future__ import annotations

from collections import defaultdict

from flask import Blueprint, render_template

from kgservice.errors import NotFoundError
from kgservice.iris import entity
from kgservice.web.pages import Row, pages

blueprint = Blueprint("plans", __name__)


@blueprint.get("/plans")
def listing() -> str:
    """Every plan with its place and numbers."""
    return render_template("plans.html", plans=pages().rows("plans"))


@blueprint.get("/plans/<path:place>")
def plan(place: str) -> str:
    """A plan's outline; at each item its parties, targets, deadlines, citations, corrections and what was not understood."""
    iri = entity("plan", *place.split("/"))
    about = pages().row("plan", plan=iri)
    if about is None:
        raise NotFoundError(f"no plan is called '{place}' here; the plans are listed under /plans.")
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
        items=pages().rows("plan-items", plan=iri),
        parties=parties,
        facts=facts,
        corrections=corrections,
        unread=sum(row["kind"] == "unread" for rows in facts.values() for row in rows),
    )
