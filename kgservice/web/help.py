"""The guide for those who use the site."""

from __future__ import annotations

from flask import Blueprint, render_template

from kgservice.web.languages import language

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def help() -> str:
    """The guide in the language of the request."""
    return render_template(f"help.{language()}.html")
