"""Finding a department, and what it must do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from flask import Blueprint, render_template, request

from kgservice.errors import NotFoundError
from kgservice.finding.findables import FindableKind
from kgservice.iris import entity
from kgservice.queries.pages import Row
from kgservice.web.pages import finder, pages
from kgservice.web.paging import asked_page

blueprint = Blueprint("departments", __name__)

_ROLES = ("lead", "responsible", "support")
_PARTIES = (FindableKind.DEPARTMENT, FindableKind.GROUP)


@blueprint.get("/departments")
def search() -> str:
    """The departments and groups that answer to the words asked for, or are of the place; all, if neither is given."""
    words, place = request.args.get("q", "").strip(), request.args.get("place", "").strip()
    rows = pages().rows("departments")
    if words:
        answering = finder().find(words, most=len(rows)).hits
        called = {hit.thing.iri for kind in _PARTIES for hit in answering.get(kind, ())}
        rows = [row for row in rows if row["party"] in called]
    if place:
        rows = [row for row in rows if place in (row["jurisdiction"], row["jurisdiction_en"])]
    page = asked_page(len(rows))
    places = [(place, list(rows)) for place, rows in groupby(page.of(rows), key=lambda row: row["jurisdiction"])]
    near = finder().near(words, _PARTIES) if words and not rows else []
    return render_template("departments.html", words=words, place=place, places=places, page=page, near=near)


@blueprint.get("/departments/<name>", defaults={"kind": "department"})
@blueprint.get("/groups/<name>", defaults={"kind": "group"})
def department(kind: str, name: str) -> str:
    """A department's obligations by plan, campaign and role, each with the sentence it comes from."""
    party = entity(kind, name)
    about = pages().row("department", party=party)
    if about is None:
        raise NotFoundError(f"no {kind} is called '{name}' here; look for it under /departments.")
    names = pages().rows("department-names", party=party)
    written = _called(names, written="true")
    peers: defaultdict[str, list[Row]] = defaultdict(list)
    for row in pages().rows("department-peers", party=party):
        peers[row["function"]].append(row)
    successions = pages().rows("department-successions", party=party)
    return render_template(
        "department.html",
        about=about,
        party=party,
        written=written,
        aliases=[name for name in _called(names, written="false") if name not in written],
        functions=[(row, peers[row["function"]]) for row in pages().rows("department-functions", party=party)],
        before=[row for row in successions if row["later"] == "false"],
        after=[row for row in successions if row["later"] == "true"],
        bodies=pages().rows("group-bodies", party=party),
        duties=list(_duties(party)),
    )


def _called(names: Iterable[Row], *, written: str) -> list[str]:
    """The names that documents write (`written` is "true"), or that registers know ("false"); each once."""
    return list(dict.fromkeys(row["called"] for row in names if row["written"] == written))


def _duties(party: str) -> Iterator[tuple[Row | None, list[tuple[Row, dict[str, int], list[tuple[str, list[Row]]]]]]]:
    """What was given to the party itself (None), then to each that it succeeded or is one of, by plan; none is left empty."""
    for given in (None, *pages().rows("department-capacities", party=party)):
        plans = list(_by_plan(pages().rows("department-items", party=given["given"] if given else party)))
        if plans:
            yield given, plans


def _by_plan(rows: Iterable[Row]) -> Iterable[tuple[Row, dict[str, int], list[tuple[str, list[Row]]]]]:
    """For each plan: one of its rows, the number of items by role, and its rows by campaign."""
    for _, group in groupby(rows, key=lambda row: row["plan"]):
        items = list(group)
        roles = {role: sum(item["role"] == role for item in items) for role in _ROLES}
        campaigns: dict[str, list[Row]] = {}
        for item in items:
            campaigns.setdefault(item["campaign"], []).append(item)
        yield items[0], roles, list(campaigns.items())
