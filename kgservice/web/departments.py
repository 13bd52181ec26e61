"""Finding a department, and what it must do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import groupby
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request, url_for
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kgservice.errors import NoSuchNameError, NotFoundError
from kgservice.finding.findables import PARTIES, FindableKind
from kgservice.finding.meaning import called
from kgservice.iris import entity
from kgservice.ledger.choosing import FILTERS, GROUPS, ORDERS, LedgerChoice
from kgservice.ledger.duties import Obligation, quarter_of, read_duties
from kgservice.ledger.ledger_files import FILES
from kgservice.queries.pages import Row
from kgservice.web.pages import engine, finder, pages
from kgservice.web.paging import asked_page

blueprint = Blueprint("departments", __name__)

_THIS_QUARTER = "this-quarter"
_MOST_PEERS = 12
_LIKE = 0.4


@blueprint.get("/departments")
def search() -> str:
    """The departments and groups that answer to the words asked for, are of the place, or have the function; all, if none is given."""
    words, place, function = (request.args.get(field, "").strip() for field in ("q", "place", "function"))
    rows = pages().rows("departments")
    if words:
        answering = finder().find(words, most=len(rows)).hits
        found = {hit.thing.iri for kind in PARTIES for hit in answering.get(kind, ())}
        rows = [row for row in rows if row["party"] in found]
    if place:
        places = {thing.iri for thing in called(finder(), place, (FindableKind.PLACE,))}
        rows = [row for row in rows if row["place"] in places]
    if function:
        having = _having(function)
        rows = [row for row in rows if row["party"] in having]
    page = asked_page(len(rows))
    by_place = [list(several) for _, several in groupby(page.of(rows), key=lambda row: row["place"])]
    near = finder().near(words, PARTIES) if words and not rows else []
    return render_template(
        "departments.html", words=words, only=place or function, places=by_place, page=page, near=near
    )


def _having(function: str) -> set[str]:
    """The parties that have a function; NoSuchNameError if there is none of that name."""
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for row in pages().rows("function-parties"):
        parties[row["function"]].add(row["party"])
    if function not in parties:
        raise NoSuchNameError("function", function, tuple(get_close_matches(function, parties, cutoff=_LIKE)))
    return parties[function]


@blueprint.get("/departments/<name>", defaults={"kind": "department"})
@blueprint.get("/groups/<name>", defaults={"kind": "group"})
def department(kind: str, name: str) -> str | AnyResponse:
    """What a department is, and its obligations ledger: those duties that the address asks for, sorted and grouped as it says."""
    party, about = _party(kind, name)
    if request.args.get("due") == _THIS_QUARTER:
        return _this_quarter()
    duties = read_duties(pages(), party)
    choice = _choice()
    chosen = choice.of_duties(duties)
    page = asked_page(len(chosen))
    names = pages().rows("department-names", party=party)
    written = _called(names, written="true")
    successions = pages().rows("department-successions", party=party)
    return render_template(
        "department.html",
        about=about,
        party=party,
        kind=kind,
        name=name,
        written=written,
        aliases=[name for name in _called(names, written="false") if name not in written],
        functions=[
            (row, *_peers(party, about["place"], row["function"]))
            for row in pages().rows("department-functions", party=party)
        ],
        most_peers=_MOST_PEERS,
        before=[row for row in successions if row["later"] == "false"],
        after=[row for row in successions if row["later"] == "true"],
        bodies=pages().rows("group-bodies", party=party),
        correspondence=pages().rows("department-documents", party=party),
        duties=duties,
        chosen=chosen,
        choice=choice,
        groups=choice.grouped(page.of(chosen)),
        page=page,
        filters={name: choice.offered(duties, name) for name in FILTERS},
        plans={duty.row["plan"]: duty.row["plan_title"] for duty in duties},
        orders=tuple(ORDERS),
        groupings=tuple(GROUPS),
        totals=_totals(chosen),
        changed=_changed,
        files={form: _file_address(form) for form in (*FILES, "ttl")},
        this_quarter=_THIS_QUARTER,
    )


@blueprint.get("/departments/<name>/ledger.<form>", defaults={"kind": "department"})
@blueprint.get("/groups/<name>/ledger.<form>", defaults={"kind": "group"})
def ledger(kind: str, name: str, form: str) -> Response:
    """The duties that the address asks for as a file."""
    party, about = _party(kind, name)
    duties = _choice().of_duties(read_duties(pages(), party))
    files = {**FILES, "ttl": ("ttl", "text/turtle; charset=utf-8", lambda name, duties: _described(duties))}
    if form not in files:
        raise NotFoundError(
            "there is no file of this list as .%(form)s; ask for %(forms)s.", form=form, forms=", ".join(files)
        )
    ending, media_type, write = files[form]
    response = Response(write(about["name"], duties), content_type=media_type)
    called = quote(f"{about['name']}任务台账.{ending}")
    response.headers["Content-Disposition"] = f"attachment; filename=\"ledger.{ending}\"; filename*=UTF-8''{called}"
    return response


def _choice() -> LedgerChoice:
    """Which duties the address asks for; NoSuchNameError if there is no such plan or campaign."""
    values = request.args.to_dict()
    for field, kind in (("plan", FindableKind.PLAN), ("campaign", FindableKind.CAMPAIGN)):
        if values.get(field):
            things = called(finder(), values[field], (kind,))
            if kind is FindableKind.PLAN and len(things) == 1:
                values[field] = things[0].iri
    return LedgerChoice.of(values)


def _party(kind: str, name: str) -> tuple[str, Row]:
    """The IRI of a department or group and what is known of it."""
    party = entity(kind, name)
    about = pages().row("department", party=party)
    if about is None:
        sentence = "no department and no group is called '%(name)s' here; look for it under /departments."
        raise NotFoundError(sentence, name=name)
    return party, about


def _peers(party: str, place: str, function: str) -> tuple[list[Row], list[Row]]:
    """The others with the same function: those of the same place, and those elsewhere."""
    rows = [row for row in pages().rows("function-parties") if row["function"] == function and row["party"] != party]
    return [row for row in rows if row["place"] == place], [row for row in rows if row["place"] != place]


def _called(names: Iterable[Row], *, written: str) -> list[str]:
    """The names that documents write (`written` is "true"), or that registers know ("false"); each once."""
    return list(dict.fromkeys(row["called"] for row in names if row["written"] == written))


def _this_quarter() -> AnyResponse:
    """The way to what is due in the quarter that it is now: a page is the same whenever it is asked for, this answer is not."""
    response = redirect(_changed(due=quarter_of(datetime.now(UTC).date().isoformat())), code=303)
    response.headers["Cache-Control"] = "no-store"
    return response


def _changed(**values: str) -> str:
    """The address of this page with other values in its fields; one that is empty is left out, and the first page is shown."""
    fields = {**request.args.to_dict(), "page": "", **values}
    place = request.view_args or {}
    return url_for(str(request.endpoint), **{**place, **{name: value for name, value in fields.items() if value}})


def _file_address(form: str) -> str:
    """Where the list that is shown is a file."""
    fields = {name: value for name, value in request.args.items() if name in (*FILTERS, "sort", "group") and value}
    place = request.view_args or {}
    return url_for("departments.ledger", **{"form": form, **place, **fields})


def _totals(duties: Sequence[Obligation]) -> dict[str, int]:
    """What the duties that are shown come to."""
    return {
        "tasks": len({duty.row["item"] for duty in duties}),
        "plans": len({duty.row["plan"] for duty in duties}),
        "campaigns": len({(duty.row["plan"], duty.row["campaign"]) for duty in duties if duty.row["campaign"]}),
        "figures": len({target["fact"] for duty in duties for target in duty.targets}),
        "bases": len({each["words"] for duty in duties for each in duty.bases}),
        "dated": len({deadline["fact"] for duty in duties for deadline in duty.deadlines if deadline["due"]}),
    }


def _described(duties: Sequence[Obligation]) -> bytes:
    """All statements about the duties' assignments, items, deadlines and figures as Turtle."""
    named = [
        (duty.row["assignment"], duty.row["item"], *(fact["fact"] for fact in (*duty.deadlines, *duty.targets)))
        for duty in duties
    ]
    nodes = dict.fromkeys(str(NamedNode(iri)) for iris in named for iri in iris)
    return engine().answer(f"DESCRIBE {' '.join(nodes)}", "text/turtle").data if nodes else b""
