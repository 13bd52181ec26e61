"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template

from kgservice.web.pages import pages, version

blueprint = Blueprint("home", __name__)

_MOST_PLANS = 20


@blueprint.get("/")
def home() -> str:
    """What is here, and the ways in."""
    return render_template(
        "home.html",
        numbers=pages().row("statistics"),
        parties=len(pages().rows("departments")),
        plans=pages().rows("plans")[:_MOST_PLANS],
        version=version(),
    )


@blueprint.get("/health")
def health() -> dict[str, str]:
    """Says that the service answers, and from which snapshot."""
    return {"status": "ok", "version": version()}
