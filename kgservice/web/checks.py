"""What the checks found, as a page, as JSON and as files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from pyoxigraph import Literal

from kgservice.checks.catalogue import COLUMNS, FIRST, SEVERITIES
from kgservice.checks.kept_findings import KeptFindings
from kgservice.checks.narrowing import Place, narrowed, new_since, plan_of, wholly_open
from kgservice.checks.running import Checks, Result
from kgservice.dataset.snapshots import find_snapshot, kept_snapshots
from kgservice.errors import NoSuchNameError, NotFoundError
from kgservice.finding.findables import FindableKind
from kgservice.finding.meaning import called
from kgservice.queries.formats import as_csv, as_excel_csv
from kgservice.queries.pages import Row
from kgservice.store.engine import Solutions
from kgservice.web.languages import column_name, language, worded
from kgservice.web.pages import asked, finder, pages, version
from kgservice.web.paging import Page, asked_page
from kgservice.web.workbooks import workbook

blueprint = Blueprint("checks", __name__)

_FIRST_FINDINGS = 10
_FINDINGS_OF_AN_ANSWER = 1000
_COUNT = re.compile(r"[0-9]{1,15}")
_FIELDS = ("severity", "document", "plan", "since")
_FILES = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "csv-excel": ("csv", "text/csv; charset=utf-8"),
}


@blueprint.get("/checks")
def checks() -> str:
    """The findings of one check a page at a time, or the first of each check; the address chooses some.

    `?only=` and `?severity=` choose checks, `?document=`, `?plan=` and `?since=` a version findings.
    """
    every = _chosen()
    results = _narrowed(every)
    one = len(results) == 1
    page = asked_page(len(results[0].findings) if one else 0)
    first = next((result for result in results if result.check.id == FIRST), None)
    whole = wholly_open(first.findings) if first else {}
    fields = {name: request.args[name] for name in _FIELDS if request.args.get(name)}
    return render_template(
        "checks.html",
        first=FIRST,
        catalogue=_checks().numbers(),
        chosen=[result.check.id for result in results],
        fields=fields,
        page=page,
        found=[
            (result, _by_plan(result, page) if one else _first_of(result, whole if result is first else {}))
            for result in results
            if result.findings
        ],
        clean=[result.check for result in results if not result.findings],
        unassigned=len(first.findings) if first and not fields else None,
        whole=whole,
        total=sum(len(result.findings) for result in results),
        documents=sorted({row["source"] for result in every for row in result.findings}),
        plans=sorted({row["plan"] for result in every for row in result.findings if row["plan"]}),
        severities=SEVERITIES,
        before=_before(),
        files={form: _file_address(form) for form in _FILES},
    )


@blueprint.get("/checks/findings.<form>")
def findings(form: str) -> Response:
    """The findings that the address chooses as a file, with headings and the checks' titles in the language of the site."""
    if form not in _FILES:
        raise NotFoundError(
            "there is no file of this list as .%(form)s; ask for %(forms)s.", form=form, forms=", ".join(_FILES)
        )
    ending, media_type = _FILES[form]
    table = _table(_narrowed(_chosen()))
    response = Response(_written(table, form), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="findings.{ending}"'
    return response


@blueprint.get("/api/checks")
def api() -> Response:
    """Every check with its findings, a thousand of all on a page; the address chooses some as on the page."""
    results = _narrowed(_chosen())
    every = [(result.check.id, row) for result in results for row in result.findings]
    page = asked_page(len(every), _FINDINGS_OF_AN_ANSWER)
    shown = page.of(every)
    return jsonify(
        version=version(),
        total=len(every),
        page=page.number,
        pages=page.last,
        next=page.address(page.number + 1) if page.number < page.last else None,
        checks=[_as_json(result, [row for name, row in shown if name == result.check.id]) for result in results],
    )


def _file_address(form: str) -> str:
    """Where the findings that are shown are a file."""
    values: dict[str, Any] = {name: request.args.getlist(name) for name in ("only", *_FIELDS)}
    return url_for("checks.findings", form=form, **values)


def _written(table: Solutions, form: str) -> str | bytes:
    if form == "xlsx":
        return workbook(table, worded("Findings"))
    return as_csv(table) if form == "csv" else as_excel_csv(table)


def _chosen() -> list[Result]:
    """The results that the request asks for; NotFoundError or UsageError if it names what there is not."""
    return _checks().results(only=request.args.getlist("only"), severity=request.args.get("severity") or SEVERITIES[-1])


def _narrowed(results: list[Result]) -> list[Result]:
    """The results with those findings that the request asks for."""
    document, plan = request.args.get("document", ""), request.args.get("plan", "")
    found = narrowed(results, document=document, plan=plan)
    if not any(result.findings for result in found):
        sources = [row["source"] for row in pages().rows("documents")] if document else []
        if document not in ("", *sources):
            raise NoSuchNameError("document", document, tuple(get_close_matches(document, sources)))
        if plan:
            called(finder(), plan, (FindableKind.PLAN,))
    since, snapshot = request.args.get("since"), asked().opened.snapshot
    if not since or snapshot is None:
        return found
    kept = KeptFindings(find_snapshot(snapshot.path.parent, since).derived)
    return new_since(found, lambda result: kept.recorded(result.check))


def _before() -> str | None:
    """The version that was served before this one, if it is kept."""
    snapshot, kept = asked().opened.snapshot, asked().kept
    if snapshot is None:
        return None
    if "before" not in kept:
        others = (each.version for each in kept_snapshots(snapshot.path.parent) if each.version != snapshot.version)
        kept["before"] = next(others, None)
    before: str | None = kept["before"]
    return before


def _checks() -> Checks:
    return asked().checks


def _by_plan(result: Result, page: Page) -> list[tuple[Place, int, list[Row]]]:
    """The findings on `page` by plan, and how many each plan has in all."""
    numbers = Counter(map(plan_of, result.findings))
    return [(plan, numbers[plan], list(rows)) for plan, rows in groupby(page.of(result.findings), key=plan_of)]


def _first_of(result: Result, whole: Mapping[Place, int]) -> list[tuple[Place, int, list[Row]]]:
    """As `_by_plan`, the first findings, of which those of a plan in `whole` count as one."""
    found: list[tuple[Place, int, list[Row]]] = []
    room = _FIRST_FINDINGS
    for plan, number, rows in _by_plan(result, Page(1, len(result.findings), max(1, len(result.findings)))):
        shown = rows[: 1 if plan in whole else room]
        if not room:
            break
        found.append((plan, number, shown))
        room -= len(shown)
    return found


def _table(results: list[Result]) -> Solutions:
    """The findings with the check's title and severity first; places in the text are numbers."""
    columns = ("check", "severity", *COLUMNS)
    rows = (
        (
            Literal(result.check.title[language()]),
            Literal(worded(result.check.severity)),
            *(_cell(column, row[column]) for column in COLUMNS),
        )
        for result in results
        for row in result.findings
    )
    return Solutions(tuple(map(column_name, columns)), tuple(rows))


def _cell(column: str, words: str) -> Literal | None:
    value = _value(column, words)
    return None if value is None else Literal(value)


def _as_json(result: Result, findings: list[Row]) -> dict[str, Any]:
    check = result.check
    return {
        "id": check.id,
        "severity": check.severity,
        "title": dict(check.title),
        "message": dict(check.message),
        "decided": dict(check.decided),
        "number": len(result.findings),
        "findings": [{column: _value(column, words) for column, words in finding.items()} for finding in findings],
    }


def _value(column: str, words: str) -> str | int | None:
    if not words:
        return None
    counts = column.endswith(("start", "end")) and _COUNT.fullmatch(words)  # RDF from elsewhere may say anything there
    return int(words) if counts else words
