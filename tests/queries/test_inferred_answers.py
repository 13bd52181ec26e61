"""What the questions answer where something is inherited, carried as member of a group, based on another document, or open."""

from __future__ import annotations

import pytest
from conftest import ROOT
from pyoxigraph import Literal, NamedNode, Triple

from kgservice.dataset import inferring
from kgservice.dataset.building import ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.errors import EngineError
from kgservice.graph.triples import read_turtle, term
from kgservice.queries.catalogue import load_catalogue
from kgservice.reasoning.axioms import ontology
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

QUERIES = load_catalogue(ROOT / "queries")
CITY = """聊城市食品安全行动计划
一、任务
（一）甲。做好甲。（市教育局、市财政局负责）
"""
COUNTY = """东昌府区食品安全工作方案
根据《聊城市食品安全行动计划》，制定本方案。
一、任务
（一）开展明厨亮灶行动。做好明厨亮灶。（区教育局牵头，各镇人民政府负责）
1.做好学校食堂。完善制度，2025年底前印发《学校食堂管理办法》。修订《食堂评分办法》，2026年底前施行。
2.做好餐饮单位。
（二）设立站点。做好站点。（侯营镇人民政府负责）
"""
TOWN = """侯营镇食品安全工作方案
根据《东昌府区食品安全工作方案》，制定本方案。
一、任务
（一）丙。做好丙。
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("three")
    dataset = Dataset(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inferring, "_unassigned_tasks", lambda name, graph, hermit: frozenset())
        for name, text in (("city", CITY), ("county", COUNTY), ("town", TOWN)):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            ingest(dataset, folder / f"{name}.txt")
        publish(dataset)
    snapshot = dataset.current()
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)

    def rows(name: str, **params: str) -> list[dict[str, str]]:
        table = engine.select(QUERIES[name].bound(params))
        return [dict(zip(table.columns, row, strict=True)) for row in table.texts()]

    return rows


def test_duties_tell_what_is_assigned_inherited_and_carried_as_a_member(answer):
    kept = ("path", "rule", "inherited_from", "as_member_of")
    assert [tuple(row[key] for key in kept) for row in answer("duties", department="区教育局")] == [
        ("一/（一）", "carries-item", "", ""),
        ("一/（一）/1", "carries-inherited-item", "一/（一）", ""),
        ("一/（一）/2", "carries-inherited-item", "一/（一）", ""),
    ]
    assert [tuple(row[key] for key in kept) for row in answer("duties", department="侯营镇人民政府")] == [
        ("一/（一）", "carries-as-member", "", "东昌府区各镇人民政府"),
        ("一/（一）/1", "carries-as-member", "", "东昌府区各镇人民政府"),
        ("一/（一）/2", "carries-as-member", "", "东昌府区各镇人民政府"),
        ("一/（二）", "carries-item", "", ""),
    ]


def test_a_law_of_the_dataset_has_all_the_documents_that_rest_on_it(answer):
    rows = {row["title"]: (row["basis"], row["held"], row["based_on_it"]) for row in answer("legal-bases")}
    assert rows["聊城市食品安全行动计划"] == ("1", "city.txt", "county.txt、town.txt")
    assert rows["东昌府区食品安全工作方案"] == ("1", "county.txt", "town.txt")


def test_the_outline_tells_what_is_inherited_from_what_is_not(answer):
    rows = {row["path"]: row["standing"] for row in answer("outline", plan="county.txt")}
    assert rows == {
        "一": "无责任分工的条目",
        "一/（一）": "已分工条目",
        "一/（一）/1": "沿用责任分工",
        "一/（一）/2": "沿用责任分工",
        "一/（二）": "已分工条目",
    }


def test_what_a_campaign_inherits_counts_and_so_do_its_members(answer):
    (row,) = answer("campaigns")
    assert (row["campaign"], row["tasks"]) == ("明厨亮灶行动", "3")
    assert row["names"] == "东昌府区各镇人民政府、东昌府区教育局、侯营镇人民政府"


def test_a_document_to_be_issued_has_who_inherits_it_and_the_time_nearest_to_it(answer):
    rows = {row["title"]: row for row in answer("documents-to-issue")}
    assert {title: (row["relation"], row["when"]) for title, row in rows.items()} == {
        "学校食堂管理办法": ("to-be-issued", "2025年底前"),
        "食堂评分办法": ("to-be-revised", "2026年底前"),
    }
    assert rows["学校食堂管理办法"]["responsible"] == "东昌府区各镇人民政府、东昌府区教育局、侯营镇人民政府"


def test_a_township_stands_below_its_county(answer):
    assert answer("jurisdictions")[-1] == {
        "jurisdiction": "侯营镇",
        "level": "乡级",
        "located_in": "东昌府区",
        "documents": "0",
        "parties": "1",
    }


@pytest.mark.parametrize(("slug", "name"), [("001-", "UnassignedTask"), ("000-", "LeaderlessItem")])
def test_the_closed_world_is_all_that_hermit_needs_beside_the_data(slug, name, dataset, engine, hermit):
    """With the answer, HermiT finds in what was read of a document what the checks list; without it, nothing."""
    path = next(path for path in dataset.document_graphs() if path.stem.startswith(slug))
    graph = [triple for triple in read_turtle(path.read_bytes()) if not isinstance(triple.object, Literal)]
    axioms = [*ontology(), *graph]
    table = engine.select(QUERIES["closed-world"].bound({}))
    closing = [Triple(*(NamedNode(text) for text in texts)) for texts in table.texts() if f"/{path.stem}/" in texts[0]]
    listed = {row[0] for row in engine.select(f"SELECT ?item {{ ?item a pol:{name} }}").texts() if path.stem in row[0]}
    canary = NamedNode(min(listed))
    assert hermit.individuals([*axioms, *closing], term(name), canary) == listed - {canary.value}
    with pytest.raises(EngineError, match="canary"):
        hermit.individuals(axioms, term(name), canary)


def test_the_closed_world_says_in_two_ways_that_an_item_has_no_assignment(engine):
    rows = engine.select(QUERIES["closed-world"].bound({})).texts()
    itself = {subject for subject, predicate, value in rows if predicate.endswith("#lacksClause") and value == subject}
    assert itself == {subject for subject, _, value in rows if value.endswith("#ItemWithoutClause")}
