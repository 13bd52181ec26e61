"""What the checks found, as a page and as JSON."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from kgservice.checks.catalogue import FIRST, SEVERITIES
from kgservice.checks.running import Checks, Result
from kgservice.queries.pages import Row
from kgservice.web.pages import asked, version
from kgservice.web.paging import Page, asked_page

blueprint = Blueprint("checks", __name__)

_FIRST_FINDINGS = 10
_COUNT = re.compile(r"[0-9]{1,15}")


@blueprint.get("/checks")
def checks() -> str:
    """The findings of one check a page at a time, or the first of each check; `?only=` and `?severity=` choose some."""
    results = _chosen()
    page = asked_page(len(results[0].findings) if len(results) == 1 else 0)
    return render_template(
        "checks.html",
        first=FIRST,
        catalogue=_checks().numbers(),
        chosen=[result.check.id for result in results],
        page=page,
        found=[
            (result, _by_plan(result, page if len(results) == 1 else Page(1, len(result.findings), _FIRST_FINDINGS)))
            for result in results
            if result.findings
        ],
        clean=[result.check for result in results if not result.findings],
        unassigned=next((len(result.findings) for result in results if result.check.id == FIRST), None),
    )


@blueprint.get("/api/checks")
def api() -> Response:
    """Every check with its findings; `?only=` and `?severity=` choose some."""
    return jsonify(version=version(), checks=[_as_json(result) for result in _chosen()])


def _chosen() -> list[Result]:
    """The results that the request asks for; NotFoundError or UsageError if it names what there is not."""
    return _checks().results(only=request.args.getlist("only"), severity=request.args.get("severity", SEVERITIES[-1]))


def _checks() -> Checks:
    return asked().checks


def _by_plan(result: Result, page: Page) -> list[tuple[int, list[Row]]]:
    """The findings on `page` by plan, and how many each plan has in all."""
    numbers = Counter(map(_plan, result.findings))
    return [(numbers[plan], list(rows)) for plan, rows in groupby(page.of(result.findings), key=_plan)]


def _plan(finding: Row) -> tuple[str, str]:
    return finding["source"], finding["plan"]


def _as_json(result: Result) -> dict[str, Any]:
    check = result.check
    return {
        "id": check.id,
        "severity": check.severity,
        "title": dict(check.title),
        "message": dict(check.message),
        "decided": dict(check.decided),
        "findings": [
            {column: _value(column, words) for column, words in finding.items()} for finding in result.findings
        ],
    }


def _value(column: str, words: str) -> str | int | None:
    if not words:
        return None
    counts = column.endswith(("start", "end")) and _COUNT.fullmatch(words)  # RDF from elsewhere may say anything there
    return int(words) if counts else words
