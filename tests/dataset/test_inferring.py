"""What follows from documents: from each by itself, at the cost of itself, and from how they cite each other."""

from __future__ import annotations

import pytest

from kgservice.dataset import inferring
from kgservice.dataset.building import build, ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.iris import BETWEEN_GRAPH
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

CITY = """市政办〔2023〕1号
某市食品安全行动计划
一、任务
（一）甲。做好甲。（市教育局、市财政局负责）
"""
COUNTY = """某县食品安全工作方案
根据《某市食品安全行动计划》，制定本方案。
一、任务
（一）乙。做好乙。（县教育局负责）
"""
TASKS_OF_CITED = """SELECT ?heading { ?citation pol:cites/pol:heldAs ?other ; pol:readFrom/pol:inSource/pol:sourceName 'county.txt' .
    ?task a pol:Task ; pol:inPlan/pol:inDocument ?other ; pol:heading ?heading }"""
BASED = "SELECT ?on { ?document pol:sourceName 'county.txt' ; pol:basedOn/pol:sourceName ?on }"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Without HermiT: only what the rules conclude makes a difference here."""
    monkeypatch.setattr(inferring, "_unassigned_tasks", lambda name, graph, hermit: frozenset())


@pytest.fixture
def dataset(tmp_path):
    (tmp_path / "city.txt").write_text(CITY, encoding="utf-8")
    (tmp_path / "county.txt").write_text(COUNTY, encoding="utf-8")
    return Dataset(tmp_path / "data")


def asked(dataset, query):
    snapshot = dataset.current()
    return EmbeddedEngine.of_store(snapshot.store, snapshot.version).select(query).texts()


@pytest.mark.parametrize("order", [("city", "county"), ("county", "city")], ids="-".join)
def test_a_document_is_based_on_another_whichever_came_first(dataset, tmp_path, order):
    for name in order:
        ingest(dataset, tmp_path / f"{name}.txt")
    assert BETWEEN_GRAPH in publish(dataset).graphs
    assert asked(dataset, BASED) == [["city.txt"]]
    assert build(dataset).version == dataset.current().version


def test_what_a_document_cites_leads_to_the_tasks_of_the_one_that_is_held(dataset, tmp_path):
    ingest(dataset, tmp_path / "county.txt")
    assert asked(dataset, TASKS_OF_CITED) == []
    ingest(dataset, tmp_path / "city.txt")
    assert asked(dataset, TASKS_OF_CITED) == [["甲"]]


def test_what_was_concluded_goes_with_the_document_it_came_from(dataset, tmp_path):
    for name in ("city", "county"):
        ingest(dataset, tmp_path / f"{name}.txt")
    (dataset.sources / "city.txt").unlink()
    build(dataset)
    assert asked(dataset, BASED) == []
    assert asked(dataset, "SELECT * { ?one pol:worksWith ?other }") == []


def test_to_ingest_a_document_no_other_documents_graph_is_read(dataset, tmp_path):
    ingest(dataset, tmp_path / "city.txt")
    for folder in (dataset.graphs, dataset.inferred):
        (folder / "city.ttl").write_text("not to be read", encoding="utf-8")
    assert ingest(dataset, tmp_path / "county.txt").outcome == "new"
    assert "carries" in (dataset.inferred / "county.ttl").read_text(encoding="utf-8")


def test_between_documents_only_names_and_citations_are_looked_at(dataset, tmp_path, monkeypatch):
    seen = []
    conclude = inferring.conclude
    monkeypatch.setattr(
        inferring,
        "conclude",
        lambda rules, read, place: seen.append((place, len(read))) or conclude(rules, read, place),
    )
    ingest(dataset, tmp_path / "city.txt")
    publish(dataset)
    by_itself, between = seen
    ingest(dataset, tmp_path / "county.txt")
    publish(dataset)
    assert (between[0], by_itself[0]) == ("between", "city")
    assert between[1] < 10 < by_itself[1]
    assert seen[2][0] == "county"
    assert seen[3][1] < 25
