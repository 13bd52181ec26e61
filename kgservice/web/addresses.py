"""The pages of data IRIs: where on this site a thing can be read."""

from __future__ import annotations

from flask import Flask, url_for

from kgservice.iris import BASE, DATA, PREFIXES, TERMS


def init_app(app: Flask) -> None:
    """Let templates turn IRIs into addresses and short names."""
    app.jinja_env.filters.update(
        page=page_of, anchor=anchor_of, plan_page=plan_page_of, address=address_of, short=short, without=without
    )


def page_of(iri: str) -> str:
    """The address here of a data IRI: its own page where it has one, else the page of all that is stated of it."""
    if iri.startswith(TERMS):
        return f"{url_for('ontology.ontology')}#{iri.removeprefix(TERMS)}"
    kind, _, name = iri.removeprefix(DATA).partition("/")
    if kind in ("department", "group"):
        return url_for("departments.department", kind=kind, name=name)
    if kind == "plan":
        return url_for("plans.plan", place=name)
    if kind == "item":
        document, number, path = name.split("/", 2)
        return f"{url_for('plans.plan', place=f'{document}/{number}')}#{path}"
    return address_of(iri)


def address_of(iri: str) -> str:
    """Where this site answers for an IRI: its own path under this host; an IRI of elsewhere as it is."""
    return "/" + iri.removeprefix(BASE) if iri.startswith(BASE) else iri


def plan_page_of(item: str) -> str:
    """The page of the plan that an item is in."""
    return page_of(item).partition("#")[0]


def short(iri: str) -> str:
    """An IRI with its known prefix."""
    for prefix, start in {**PREFIXES, "": DATA}.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}" if prefix else iri.removeprefix(start)
    return iri


def anchor_of(item: str) -> str:
    """The anchor of an item on its plan's page."""
    return item.rsplit("/", 1)[1]


def without(text: str, heading: str) -> str:
    """An item's text without the heading it begins with."""
    return text.removeprefix(heading).removeprefix("。")
