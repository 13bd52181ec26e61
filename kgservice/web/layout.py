"""What stands around every page: its section, and the link under which it stays as it is."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Flask, g, request

from kgservice.web.pages import are_fixed, pages, version

SECTIONS = {
    "departments": "departments.search",
    "plans": "plans.listing",
    "documents": "documents.listing",
    "checks": "checks.checks",
    "questions": "questions.listing",
    "sparql": "sparql.query_by_get",
    "ontology": "ontology.ontology",
    "help": "help.help",
}
"""The page on which each section begins, by the blueprint that its pages are of."""


def init_app(app: Flask) -> None:
    """Let the layout say where one is."""
    app.jinja_env.globals.update(
        statistics=lambda: pages().row("statistics"),
        sections=SECTIONS,
        section=section,
        permanent=permanent,
        scripts=_scripts(Path(app.static_folder or "")),
    )


def section() -> str:
    """The section of the page that is asked for; none of the first page and of errors."""
    return request.blueprint or ""


def permanent() -> str | None:
    """The address of this page in the version that it is of; None where nothing has versions, or not the one that is asked for."""
    if not are_fixed() or "version" not in g:
        return None
    values = [(name, value) for name, value in request.args.items(multi=True) if name != "version"]
    path = quote(request.path.lstrip("/"))
    return f"{request.script_root}/{path}?{urlencode([*values, ('version', version())])}"


def _scripts(folder: Path) -> list[str]:
    """The scripts that were put beside the pages when the program was installed; without them all works, but nothing is suggested."""
    return sorted(f"scripts/{path.name}" for path in (folder / "scripts").glob("*.js"))
