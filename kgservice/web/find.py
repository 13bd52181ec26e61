"""Finding anything by its name or by what is said: the results by kind, what to suggest while somebody types, and the same as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, jsonify, render_template, request, url_for

from kgservice.errors import UsageError
from kgservice.finding.findables import KINDS, PASSAGES, FindableKind, Found, Hit
from kgservice.finding.marking import marked, sentence
from kgservice.finding.searching import FIRST
from kgservice.web.addresses import page_of
from kgservice.web.pages import finder, version
from kgservice.web.paging import ROWS, Page, asked_page

blueprint = Blueprint("find", __name__)


def init_app(app: Flask) -> None:
    """Let templates mark what was looked for, and know where a thing that was found can be read."""
    app.jinja_env.filters.update(marked=marked, sentence=sentence, to_thing=to_thing, in_text=in_text)


@blueprint.get("/find")
def find() -> str:
    """What answers to the words, the first of each kind, or all of one kind a page at a time; what comes near where nothing does."""
    words, kind = request.args.get("q", "").strip(), _kind(request.args.get("kind", ""))
    found = finder().find(words, kind, most=0 if kind else FIRST)
    page = asked_page(found.numbers.get(kind, 0)) if kind else Page(1, 0)
    if kind:
        found = finder().find(words, kind, page.first_row - 1, ROWS)
    near = finder().near(words) if words and not found.total else []
    return render_template("find.html", words=words, kind=kind, found=found, page=page, near=near, first=FIRST)


@blueprint.get("/find/suggestions")
def suggestions() -> str:
    """What somebody who types into a box may mean, as options of a list: links, or names to put into the box (`?as=names`)."""
    words = request.args.get("q", "")
    hits = finder().suggested(words, _kinds()) or finder().near(words, _kinds())
    return render_template("suggestions.html", hits=hits, names=request.args.get("as") == "names")


@blueprint.get("/api/find")
def api() -> Response:
    """What answers to the words, by kind, as JSON, with what comes near where nothing does."""
    words, kind = request.args.get("q", "").strip(), _kind(request.args.get("kind", ""))
    if not words:
        raise UsageError("nothing was asked for; write what to find, as in q=市监局.")
    most = ROWS if kind else FIRST
    found = finder().find(words, kind, 0, most)
    near = [] if found.total else finder().near(words)
    return jsonify(
        version=version(),
        words=list(found.words),
        numbers={each.value: number for each, number in found.numbers.items()},
        found=[_as_json(hit, found) for hits in found.hits.values() for hit in hits],
        near=[_as_json(hit, found) for hit in near],
    )


def _as_json(hit: Hit, found: Found) -> dict[str, Any]:
    thing = hit.thing
    names = {"name": thing.name, "name_en": thing.name_en or None, "by": hit.by or None}
    text = sentence(thing.text, found.words)[0] if thing.text else None
    return {"iri": thing.iri, "kind": thing.kind.value, **names, "context": thing.context or None, "sentence": text}


def to_thing(hit: Hit) -> str:
    """Where what was found can be read on this site."""
    thing = hit.thing
    if thing.kind is FindableKind.INDICATOR:
        return url_for("questions.question", name="indicator-comparison", indicator=thing.name)
    if thing.kind is FindableKind.FUNCTION:
        return url_for("questions.question", name="function-obligations", function=thing.name)
    return page_of(thing.at if thing.kind is FindableKind.CAMPAIGN and thing.at else thing.iri) or ""


def in_text(hit: Hit) -> str:
    """Where its words stand in the text of the document; empty for what is no passage."""
    thing = hit.thing
    return (page_of(thing.at or thing.iri) or "") if thing.kind in PASSAGES else ""


def _kinds() -> tuple[FindableKind, ...]:
    named = request.args.get("kinds", "")
    wanted = [_kind(name) for name in named.split(",")] if named else KINDS
    return tuple(each for each in KINDS if each in wanted)


def _kind(name: str) -> FindableKind | None:
    if name and name not in KINDS:
        raise UsageError("there is no kind '%(name)s' of things; choose %(kinds)s.", name=name, kinds=", ".join(KINDS))
    return FindableKind(name) if name else None
