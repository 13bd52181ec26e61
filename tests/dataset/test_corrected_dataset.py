"""Corrections in a dataset: applied by build and ingest, reported when no longer needed, refused without any change."""

from __future__ import annotations

import pytest

from kgservice.dataset.building import build, ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.survey import survey
from kgservice.errors import CorrectionError

pytestmark = pytest.mark.slow

PLAN = "南通市工作方案\n一、任务\n（一）甲。做好甲。（市教育局负责）\n（二）乙。做好乙。\n"
WHO = "author: 王敏, date: 2026-11-21, reason: 原文如此"
LEADS = f"- {{{WHO}, path: 一/（一）, change: assignment, surface: 市教育局, to: {{role: lead}}}}\n"
IS_THERE = f"- {{{WHO}, path: 一/（一）, add: assignment, surface: 市教育局, role: responsible}}\n"


@pytest.fixture
def small(tmp_path):
    """A dataset of one small document."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    made = Dataset(tmp_path / "data")
    ingest(made, tmp_path / "plan.txt")
    publish(made)
    made.corrections.mkdir()
    return made


@pytest.fixture
def graph(small):
    return lambda: (small.graphs / "plan.ttl").read_text(encoding="utf-8")


def files(root):
    """All but what is remembered of when files were touched."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.name != "seen.json"}


def correct(dataset, text, name="plan.txt.yaml"):
    (dataset.corrections / name).write_text(text, encoding="utf-8")


def test_a_correction_makes_the_snapshot_outdated_and_a_build_applies_it(small, graph):
    before = graph()
    correct(small, LEADS)
    assert survey(small).pending
    build(small)
    assert not survey(small).pending
    assert "pol:lead" in graph()
    assert 'pol:foundBy "correction"' in graph()
    (small.corrections / "plan.txt.yaml").unlink()
    build(small)
    assert graph() == before


def test_ingesting_applies_what_changed_in_the_corrections(small, graph, tmp_path):
    before = graph()
    correct(small, LEADS)
    assert ingest(small, tmp_path / "plan.txt").outcome == "replaced"
    corrected = graph()
    assert "pol:lead" in corrected
    assert ingest(small, tmp_path / "plan.txt").outcome == "unchanged"
    build(small)
    assert graph() == corrected
    (small.corrections / "plan.txt.yaml").unlink()
    assert ingest(small, tmp_path / "plan.txt").outcome == "replaced"
    assert graph() == before


def test_a_correction_no_longer_needed_is_reported_and_the_build_succeeds(small, graph, tmp_path):
    before = graph()
    correct(small, IS_THERE)
    line = "plan.txt.yaml, line 1: no longer needed: add assignment “市教育局” (responsible); delete it"
    said = []
    ingest(small, tmp_path / "plan.txt", report=said.append)
    assert said == [line]
    said.clear()
    build(small, said.append)
    assert line in said
    assert graph() == before


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("plan.txt.yaml", LEADS.replace("（一）", "（三）"), r"^plan\.txt\.yaml, line 1: .* no item '一/（三）'"),
        ("plan.txt.yaml", LEADS.replace("surface", "surfcae"), "the entry has no 'surface'"),
        ("other.txt.yaml", LEADS, r"^other\.txt\.yaml: corrects no source of this dataset"),
        ("plan.txt.yml", LEADS, r"^plan\.txt\.yml: corrects no source of this dataset"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing(small, name, text, says):
    correct(small, text, name)
    before = files(small.root)
    with pytest.raises(CorrectionError, match=says):
        build(small)
    assert files(small.root) == before
