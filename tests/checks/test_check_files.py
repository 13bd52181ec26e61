"""The catalogue of checks: order, choice, and headers that do not tell the truth."""

from __future__ import annotations

import runpy
from dataclasses import replace

import pytest
from conftest import ROOT, SOURCES
from scoring import GOLD

from kgservice.checks.catalogue import COLUMNS, FIRST, SEVERITIES, choose, load_checks
from kgservice.checks.running import Checks
from kgservice.errors import NotFoundError, QueryError, UsageError
from kgservice.graph.building import describe_document
from kgservice.graph.registers import describe_registers
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

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


@pytest.fixture(scope="module")
def sources(read):
    """The text of every document of the project, by file name; those in `tests/gold` under the name of their folder."""
    found = {path.name: path for path in SOURCES.iterdir() if path.suffix == ".txt"}
    for folder in GOLD.iterdir():
        for path in folder.glob("source.*"):
            found[f"{folder.name}{path.suffix}"] = path
    return {name: read(path) for name, path in found.items()}


@pytest.fixture(scope="module")
def all_documents(sources, registers):
    """An engine over all of them, without what follows from them."""
    triples = set()
    for name, facts in sources.items():
        named = replace(facts, document=replace(facts.document, source=replace(facts.document.source, name=name)))
        triples.update(describe_document(named, registers).triples())
    triples.update(describe_registers(registers, [place.id for place in registers.jurisdictions]).triples())
    return EmbeddedEngine.of_triples(triples)


def test_every_finding_says_what_its_place_in_the_source_says(sources, all_documents, engine):
    results = [*Checks(all_documents, CHECKS).results(), *Checks(engine, CHECKS).results()]
    assert sum(len(result.findings) for result in results) > 500
    for result in results:
        for finding in result.findings:
            text = sources[finding["source"]].document.source.text
            assert tuple(finding) == COLUMNS
            for words, start, end in (("sentence", "start", "end"), ("other", "other_start", "other_end")):
                if finding[words]:
                    place = text[int(finding[start]) : int(finding[end])]
                    assert "".join(place.split()) == "".join(finding[words].split()), result.check.id


def test_a_finding_is_about_words_and_not_about_a_whole_item(all_documents):
    whole = {
        tuple(row)
        for row in all_documents.select(
            "PREFIX pol: <https://w3id.org/policy-kg/ontology#>"
            "SELECT ?source ?start ?end { ?item pol:path ?path ; pol:readFrom ?span ; pol:hasHeadingSpan ?own . FILTER(?own != ?span)"
            " FILTER NOT EXISTS { ?item a pol:Row } ?span pol:start ?start ; pol:end ?end ; pol:inSource/pol:sourceName ?source }"
        ).texts()
    }
    for result in Checks(all_documents, CHECKS).results():
        places = {(finding["source"], finding["start"], finding["end"]) for finding in result.findings}
        assert not whole & places, result.check.id


def test_the_checks_find_the_slips_of_the_five_that_they_are_known_to_find(engine):
    measured = runpy.run_path(str(ROOT / "benchmarks" / "checking.py"))["table"](engine)
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").splitlines()
    for row in measured:
        assert any(line.startswith(row) for line in page), row
