"""The documents: the source text laid out as it is, with what was read marked in it; the file as it was handed in."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from urllib.parse import quote

import yaml
from flask import Blueprint, Response, render_template, request

from kgservice.errors import NotFoundError, UsageError
from kgservice.iris import entity
from kgservice.queries.pages import Row
from kgservice.web.addresses import item_anchor, place_in
from kgservice.web.marking import Mark, Marker, Marks, as_read, marks_of
from kgservice.web.notes import KINDS, Notes
from kgservice.web.pages import asked, pages, version
from kgservice.web.paging import Page, asked_page
from kgservice.web.reports import entry_of
from kgservice.web.sources import LaidOut, SourceText, read_text, runs

blueprint = Blueprint("documents", __name__)

_MOST_ENTRIES = 300


@blueprint.get("/documents")
def listing() -> str:
    """Every document with its number, issuer and date."""
    documents = pages().rows("documents")
    page = asked_page(len(documents))
    return render_template("documents.html", documents=page.of(documents), page=page)


@blueprint.get("/documents/<name>")
def document(name: str) -> str:
    """The text of a document, a page at a time, with marks; `?at=START-END` is the page with these characters, marked."""
    iri, about = _document(name)
    outline = pages().rows("document-outline", document=iri)
    text = read_text(asked().opened.snapshot, name)
    return render_template(
        "document.html",
        about=about,
        correspondents=pages().rows("document-correspondents", document=iri),
        iri=iri,
        name=name,
        text=text,
        outline=outline,
        **(_laid_out(text, name, outline, about["source"]) if text is not None else {"contents": []}),
    )


def _laid_out(text: SourceText, name: str, outline: Sequence[Row], source: str) -> Mapping[str, object]:
    """What the page shows of the asked part of the `text`: its blocks with marks, and the notes to them."""
    place = _asked_place(text)
    page = _asked_page(text, place, outline)
    blocks = text.page(page.number)
    stretch = (blocks[0].start, blocks[-1].end)
    marks = _marks(outline, source, stretch, place)
    notes = Notes(name)
    titles = {mark.number: "；".join(dict.fromkeys(map(notes.title, mark.facts))) for mark in marks}
    marker, placed = Marker(text.text, marks, titles), Marks(marks)
    anchors = _anchors(outline, blocks)
    return {
        "contents": _contents(outline, text),
        "page": page,
        "runs": [
            (kind, [(block, anchors.get(block.start, ()), _pieces(marker, block)) for block in several])
            for kind, several in runs(blocks)
        ],
        "notes": [
            (mark, as_read(text.text[mark.start : mark.end]), map(notes.told, mark.facts), _around(mark, placed, notes))
            for mark in marks
            if mark.facts
        ],
        "kinds": KINDS,
        "counts": _counts(marks),
        "plans": [row for row in outline if row["kind"] == "plan"],
    }


@blueprint.get("/documents/<name>/original")
def original(name: str) -> Response:
    """The file as it was handed in: to be kept, never to be shown as a page of this site."""
    _document(name)
    snapshot = asked().opened.snapshot
    kept = snapshot.original(name) if snapshot is not None else None
    if kept is None or not kept[1].is_file():
        raise NotFoundError("the file of the document '%(name)s' is not kept here.", name=name)
    response = Response(kept[1].read_bytes(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f"attachment; filename=\"document\"; filename*=UTF-8''{quote(kept[0])}"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@blueprint.get("/documents/<name>/report")
def report(name: str) -> str:
    """What to hand on when a fact is wrong: where it stands, what was read by which rule, and the correction as an entry of its file."""
    iri, about = _document(name)
    outline = pages().rows("document-outline", document=iri)
    item = next((row for row in outline if row["thing"] == request.args.get("about")), None)
    facts = pages().rows("document-facts", about=item["thing"]) if item else []
    fact = next((row for row in facts if row["fact"] == request.args.get("fact")), None)
    text = read_text(asked().opened.snapshot, name)
    if item is None or fact is None or text is None:
        raise NotFoundError("the document '%(name)s' has no such fact; choose one in its text.", name=name)
    plan = next(row for row in outline if row["thing"] == item["plan"])
    surface = as_read(text.text[int(fact["start"]) : int(fact["end"])])
    entry = entry_of(fact, surface, plan=plan["heading"], path=item["path"])
    return render_template(
        "report.html",
        about=about,
        iri=iri,
        name=name,
        fact=fact,
        item=item,
        surface=surface,
        told=Notes(name).told(fact, reported=True),
        version=version(),
        entry=entry and yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000),
    )


def _document(name: str) -> tuple[str, Row]:
    """The IRI of the document called `name` and what is known of it."""
    iri = entity("document", name)
    about = pages().row("document", document=iri)
    if about is None:
        raise NotFoundError(
            "no document is called '%(name)s' here; the documents are listed under /documents.", name=name
        )
    return iri, about


def _asked_place(text: SourceText) -> tuple[int, int] | None:
    """The characters that `?at=` names; UsageError if that is no place in the text."""
    if (wanted := request.args.get("at")) is None:
        return None
    place = place_in(wanted)
    if place is None or place[1] > len(text.text):
        raise UsageError(
            "'%(place)s' is no place in the text; write at=120-145 for characters 120 to 145.", place=wanted[:40]
        )
    return place


def _asked_page(text: SourceText, place: tuple[int, int] | None, outline: Iterable[Row]) -> Page:
    """The page that the address names, else the one with the characters or the item (`?item=i-1-3.2`) that it names.

    Raises NotFoundError if there is no such page or item.
    """
    start = place[0] if place is not None else _start_of_item(outline)
    if start is not None and "page" not in request.args:
        return Page(text.page_at(start), len(text.pages), 1)
    return asked_page(len(text.pages), size=1)


def _start_of_item(outline: Iterable[Row]) -> int | None:
    """Where the item or plan that `?item=` names begins; NotFoundError if there is no such."""
    if (wanted := request.args.get("item")) is None:
        return None
    starts = {item_anchor(row["thing"]): int(row["start"]) for row in outline}
    if wanted not in starts:
        raise NotFoundError(
            "the document has no item '%(item)s'; its table of contents leads to those it has, such as %(near)s.",
            item=wanted[:40],
            near=", ".join(get_close_matches(wanted, starts, cutoff=0) or ("—",)),
        )
    return starts[wanted]


def _marks(outline: Sequence[Row], source: str, stretch: tuple[int, int], place: tuple[int, int] | None) -> list[Mark]:
    """The marks of what begins in `stretch`: what its items say, what the checks found, and the `place` that was asked for."""
    about = [row["thing"] for row in outline if int(row["start"]) < stretch[1] and int(row["end"]) > stretch[0]]
    plans = dict.fromkeys(row["plan"] for row in outline)
    facts = pages().rows("document-facts", about=" ".join(dict.fromkeys([*about, *plans]))) if outline else []
    clauses = [
        fact | {"kind": "clause", "start": fact["clause_start"], "end": fact["clause_end"]}
        for fact in facts
        if fact["clause_start"]
    ]
    found = [*facts, *clauses, *_findings(source)]
    marks = marks_of(fact for fact in found if stretch[0] <= int(fact["start"] or -1) < stretch[1])
    if place is not None and all((mark.start, mark.end) != place for mark in marks):
        marks.append(Mark(*place, (), len(marks) + 1))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _findings(source: str) -> Sequence[Row]:
    """What the checks found in the document of `source`, as facts."""
    kept = asked().kept
    if "findings" not in kept:
        by_source: defaultdict[str, list[Row]] = defaultdict(list)
        for result in asked().checks.results():
            named = {"words": result.check.title["zh"], "words_en": result.check.title["en"], "rule": result.check.id}
            for row in result.findings:
                if row["start"].isdigit() and row["end"].isdigit():
                    told = {"kind": "finding", "fact": f"{result.check.id} {row['item']}", "about": row["item"]}
                    by_source[row["source"]].append(row | named | told)
        kept["findings"] = by_source
    found: Sequence[Row] = kept["findings"].get(source, ())
    return found


def _pieces(marker: Marker, block: LaidOut) -> list[str]:
    return [marker.piece(*piece) for piece in block.pieces]


def _anchors(outline: Iterable[Row], blocks: Sequence[LaidOut]) -> Mapping[int, list[str]]:
    """The ids of the items and plans that begin with a block, by its first character."""
    found: dict[int, list[str]] = {}
    starts = [block.start for block in blocks]
    for row in outline:
        start = int(row["start"])
        if starts[0] <= start < blocks[-1].end:
            found.setdefault(starts[bisect_right(starts, start) - 1], []).append(item_anchor(row["thing"]))
    return found


def _contents(outline: Sequence[Row], text: SourceText) -> list[tuple[Row, int, int]]:
    """The plans and items for the table of contents, with their depth and page; of a long document only the outer ones."""
    entries = [(row, row["path"].count("/") + 1 if row["path"] else 0) for row in outline]
    depth = next((most for most in (9, 3, 2) if sum(each <= most for _, each in entries) <= _MOST_ENTRIES), 1)
    return [(row, level, text.page_at(int(row["start"]))) for row, level in entries if level <= depth]


def _around(mark: Mark, marks: Marks, notes: Notes) -> list[tuple[int, str]]:
    """The number and the kinds of each mark that `mark` lies in or runs into."""
    return [
        (other.number, "、".join(map(notes.kind, other.kinds)))
        for other in marks.reaching_into(mark.start, mark.start + 1)
        if other is not mark and other.facts
    ]


def _counts(marks: Iterable[Mark]) -> Counter[str]:
    return Counter(fact["kind"] for mark in marks for fact in mark.facts)
