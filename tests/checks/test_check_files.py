"""The catalogue of checks: order, choice, and headers that do not tell the truth."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.checks.catalogue import COLUMNS, FIRST, SEVERITIES, choose, load_checks
from kgservice.checks.running import Checks
from kgservice.errors import NotFoundError, QueryError, UsageError

FOLDER = ROOT / "queries" / "checks"
CHECKS = load_checks(FOLDER)


def test_the_reasoners_check_is_first_and_the_gravest_follow():
    first, *others = CHECKS.values()
    assert first.id == FIRST
    grades = [SEVERITIES.index(check.severity) for check in others]
    assert grades == sorted(grades)


def test_checks_are_chosen_by_name_and_severity():
    assert [check.id for check in choose(CHECKS, only=("fragment",))] == ["fragment"]
    assert {check.severity for check in choose(CHECKS, severity="warning")} == {"error", "warning"}


def test_an_unknown_check_or_severity_is_refused():
    with pytest.raises(NotFoundError, match="no check is called 'nope'"):
        choose(CHECKS, only=("nope",))
    with pytest.raises(UsageError, match="the severity 'grave' is unknown"):
        choose(CHECKS, severity="grave")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("id: fragment", "id: other", "its id is 'other'"),
        ("severity: warning", "severity: grave", "its severity must be one of"),
        ("#+ severity: warning\n", "", "its keys must be"),
        ("?other_end", "?elsewhere", "its columns must be"),
        ("WHERE {", "WHERE", "broken"),
        ("\n\nPREFIX", "\n#+ reader: nope\n\nPREFIX", "its reader must be one of"),
    ],
)
def test_a_broken_check_is_refused_with_its_file(tmp_path, old, new, why):
    text = (FOLDER / "fragment.rq").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "fragment.rq").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryError, match=f"fragment.rq: .*{why}"):
        load_checks(tmp_path)


def test_every_finding_on_the_five_documents_points_at_the_text(dataset, engine):
    spans = {
        (row[0], row[1])
        for row in engine.select("SELECT ?start ?end { ?span pol:start ?start ; pol:end ?end }").texts()
    }
    for result in Checks(engine, CHECKS).results():
        for finding in result.findings:
            assert tuple(finding) == COLUMNS
            assert (finding["start"], finding["end"]) in spans, result.check.id
            if finding["other"]:
                assert (finding["other_start"], finding["other_end"]) in spans, result.check.id


def test_the_five_documents_have_the_slips_that_were_read_in_them(engine):
    numbers = {result.check.id: len(result.findings) for result in Checks(engine, CHECKS).results()}
    assert numbers == {
        "unassigned-tasks": 117,
        "deadline-out-of-period": 0,
        "doubled-words": 2,
        "figures-differ": 2,
        "annex-party-absent": 0,
        "fragment": 1,
        "level-below-county": 1,
        "numbering": 0,
        "sentence-twice": 4,
        "citation-without-number": 9,
        "department-two-names": 0,
        "no-lead": 72,
        "nobody-owns-indicator": 5,
        "short-title-unused": 2,
        "target-without-year": 7,
    }
