"""What is kept of the checks with a version is what they find in it, however the version came about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT

from kgservice.checks.catalogue import load_checks
from kgservice.checks.kept_findings import KeptFindings
from kgservice.checks.running import Checks, find
from kgservice.dataset.building import ingest
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load
from kgservice.store.embedded import EmbeddedEngine

CHECKS = load_checks(ROOT / "queries" / "checks")
FIRST = "甲市工作方案\n一、任务\n1.办好甲事。落实《甲市关于加强宣传工作的意见》（甲政发〔2020〕1号）。（市教育局、市财政局负责）\n2.办好乙事。\n"
SECOND = (
    "乙市工作方案\n一、任务\n1.办好丙事。落实《甲市关于加强宣传工作的意见》。（市教育局、市财政局负责）\n2.办好丁事。\n"
)
CHANGED = "甲市工作方案\n一、任务\n1.办好甲事。（市教育局牵头）\n"
OTHER = """@prefix pol: <https://w3id.org/policy-kg/ontology#> .
<https://w3id.org/policy-kg/id/item/two/1/1.2> a pol:UnassignedTask ."""


def kept_and_found(dataset):
    snapshot = dataset.current()
    kept, engine = KeptFindings(snapshot.derived), EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    for name, check in CHECKS.items():
        found = find(engine, check)
        assert kept.number(check) == len(found), name
        assert kept.findings(check) == found, name
    return {name: [(row["source"], row["path"]) for row in kept.findings(check)] for name, check in CHECKS.items()}


def test_what_is_kept_of_the_five_is_what_the_checks_find(dataset):
    assert any(kept_and_found(dataset).values())


@pytest.mark.slow
def test_what_is_kept_follows_every_change(tmp_path, monkeypatch):
    monkeypatch.setattr("kgservice.dataset.inferring._unassigned_tasks", lambda name, graph, hermit: frozenset())
    dataset = Dataset(tmp_path / "data")
    file = tmp_path / "one.txt"
    file.write_text(FIRST, encoding="utf-8")
    ingest(dataset, file)
    assert kept_and_found(dataset)["no-lead"] == [("one.txt", "一/1")]
    other = tmp_path / "two.txt"
    other.write_text(SECOND, encoding="utf-8")
    ingest(dataset, other)
    found = kept_and_found(dataset)
    assert found["no-lead"] == [("one.txt", "一/1"), ("two.txt", "一/1")]
    assert found["citation-without-number"] == [("two.txt", "一/1")], "one document’s number is not the other’s"
    file.write_text(CHANGED, encoding="utf-8")
    ingest(dataset, file)
    assert kept_and_found(dataset)["no-lead"] == [("two.txt", "一/1")]
    more = tmp_path / "more.ttl"
    more.write_text(OTHER, encoding="utf-8")
    load(dataset, more, "urn:other")
    assert kept_and_found(dataset)["unassigned-tasks"] == [("two.txt", "一/2")], "RDF from elsewhere counts too"


def test_a_check_that_is_asked_for_alone_is_run_alone(engine):
    asked = []

    class Counting:
        version, is_fixed = engine.version, True

        def select(self, query, **limits):
            asked.append(query)
            return engine.select(query, **limits)

    Checks(Counting(), CHECKS).results(only=("no-lead",))
    assert asked == [CHECKS["no-lead"].text]


def test_what_a_check_found_before_it_was_changed_is_not_its_findings(dataset):
    kept = KeptFindings(dataset.current().derived)
    changed = replace(CHECKS["no-lead"], text=CHECKS["no-lead"].text + "# other")
    assert kept.findings(changed) is None
    assert kept.number(changed) is None


@pytest.mark.parametrize("harm", ["", "{", "[]", '{"no-lead": 1}'])
def test_a_damaged_file_of_findings_is_as_none(tmp_path, harm):
    (tmp_path / "findings.json").write_text(harm, encoding="utf-8")
    assert KeptFindings(tmp_path).findings(CHECKS["no-lead"]) is None
