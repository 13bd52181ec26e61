"""What the checks found."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, render_template

from kgservice.web.pages import pages

blueprint = Blueprint("checks", __name__)


@blueprint.get("/checks")
def checks() -> str:
    """The findings by plan, each with its sentence."""
    findings = pages().rows("findings")
    plans = [(key, list(rows)) for key, rows in groupby(findings, key=lambda row: (row["source"], row["plan"]))]
    return render_template("checks.html", plans=plans, number=len(findings))
