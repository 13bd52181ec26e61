"""The pages of data IRIs: where on this site a thing can be read, and which IRIs may be links at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask, g, request, url_for
from markupsafe import Markup

from kgservice.iris import BASE, DATA, GRAPHS, ONTOLOGY, PREFIXES, TERMS, entity
from kgservice.web.pages import pages

# The things that have pages of their own, by the rest of their IRI. RDF from elsewhere may hold any other shape.
_PAGES = (
    (re.compile(r"(?P<kind>department|group)/(?P<name>[^/]+)"), "departments.department"),
    (re.compile(r"document/(?P<name>[^/]+)"), "documents.document"),
    (re.compile(r"jurisdiction/(?P<name>[^/]+)"), "places.place"),
    (re.compile(r"legal-basis/(?P<name>[^/]+)"), "legal_bases.legal_basis"),
    (re.compile(r"plan/(?P<place>[^/]+/[^/]+)"), "plans.plan"),
    (re.compile(r"item/(?P<place>[^/]+/[^/]+)/(?P<_anchor>[^/]+)"), "plans.plan"),
)
_SPAN = re.compile(r"span/(?P<name>[^/]+)/(?P<at>\d+-\d+)")
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
# RDF may name things javascript:, data: or file:, in any case and with control characters; none of them becomes a link.
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`]+", re.IGNORECASE)
# These stand for themselves in a path; all others are escaped, so that the path is read as the IRI it was made from.
_SAFE = "/:@!$&'()*+,;="


def init_app(app: Flask) -> None:
    """Let templates turn IRIs into links and short names: `<a{{ iri | to_page }}>` is no link if the IRI may not be one."""
    app.jinja_env.filters.update(
        to_page=to_page,
        to_plan=lambda item: _href(plan_page_of(item)),
        to_itself=to_itself,
        anchor=anchor_of,
        item_anchor=item_anchor,
        to_item_text=to_item_text,
        short=short,
        without=without,
        to_text=to_text,
    )


def page_of(iri: str) -> str | None:
    """The address here of a data IRI: its own page where it has one, else the page of all that is stated of it.

    An IRI of elsewhere is its own address; None if it may not be a link.
    """
    if iri.startswith(TERMS):
        return url_for("ontology.ontology", _anchor=iri.removeprefix(TERMS))
    if iri.startswith(DATA):
        if match := _SPAN.fullmatch(iri.removeprefix(DATA)):
            return text_page(match["name"], match["at"])
        for pattern, endpoint in _PAGES:
            if match := pattern.fullmatch(iri.removeprefix(DATA)):
                parts: dict[str, Any] = match.groupdict()
                return url_for(endpoint, **parts)
    return address_of(iri)


def to_page(iri: str) -> Markup:
    """The attribute that leads to the page of an IRI; a page names the same ones over and over, so it is worked out once for each."""
    known: dict[str, Markup] = g.setdefault("hrefs", {})
    if iri not in known:
        known[iri] = _href(page_of(iri))
    return known[iri]


def address_of(iri: str) -> str | None:
    """Where this site answers for an IRI: a path under this host; an IRI of elsewhere as it is, None if it may not be a link."""
    if iri.startswith(TERMS):
        return url_for("ontology.version_or_term", name=iri.removeprefix(TERMS))
    if iri.startswith((DATA, GRAPHS, ONTOLOGY)):
        return f"{request.script_root}/{quote(iri.removeprefix(BASE), safe=_SAFE)}"
    return iri if _WEB.fullmatch(iri) else None


def document_of(source: str) -> str | None:
    """What stands for the document of `source` in addresses."""
    if "documents" not in g:
        rows = pages().rows("documents")
        g.documents = {row["source"]: row["document"].removeprefix(entity("document", "")) for row in rows}
    known: Mapping[str, str] = g.documents
    return known.get(source)


def plan_page_of(item: str) -> str | None:
    """The page of the plan that an item is in."""
    page = page_of(item)
    return page and page.partition("#")[0]


def to_itself(iri: str, after: str = "") -> Markup:
    """The attribute that leads to what this site says of an IRI, with `after` (a query or a fragment) on addresses of this site."""
    address = address_of(iri)
    return _href(address if address is None or address == iri else address + after)


def text_page(document: str, at: str) -> str:
    """Where the characters `at` (120-145) of a document are shown."""
    return url_for("documents.document", name=document, at=at, _anchor=f"c{at}")


def place_in(at: str) -> tuple[int, int] | None:
    """The characters that `at` names; None if it names none."""
    match = _PLACE.fullmatch(at)
    place = (int(match[1]), int(match[2])) if match else (0, 0)
    return place if place[0] < place[1] else None


def to_text(source: str, start: str, end: str) -> Markup:
    """The attribute that leads to characters in the text of the document of `source`; none where that is not known."""
    known = document_of(source)
    at = f"{start}-{end}"
    return _href(text_page(known, at) if known is not None and place_in(at) else None)


def _href(address: str | None) -> Markup:
    return Markup("") if address is None else Markup(' href="{}"').format(address)


def short(iri: str) -> str:
    """An IRI with its known prefix."""
    for prefix, start in {**PREFIXES, "": DATA}.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}" if prefix else iri.removeprefix(start)
    return iri


def anchor_of(item: str) -> str:
    """The anchor of an item on its plan's page."""
    return item.rpartition("/")[2]


def to_item_text(iri: str) -> Markup:
    """The attribute that leads to where an item begins in the text of its document."""
    kind, _, place = iri.removeprefix(DATA).partition("/")
    document, _, rest = place.partition("/")
    if not iri.startswith(DATA) or kind != "item" or not rest:
        return Markup("")
    anchor = item_anchor(iri)
    return _href(url_for("documents.document", name=document, item=anchor, _anchor=anchor))


def item_anchor(iri: str) -> str:
    """The anchor of an item or a plan in the text of its document: `i-1-3.2` of the item 3.2 of the first plan."""
    return "-".join(["i", *iri.removeprefix(DATA).split("/")[2:]])


def without(text: str, heading: str) -> str:
    """An item's text without the heading it begins with."""
    return text.removeprefix(heading).removeprefix("。")
