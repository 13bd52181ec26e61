"""What follows about bodies across documents: who succeeded whom, and who belongs to a group named by a function."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.dataset import inferring
from kgservice.dataset.building import build, ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.iris import BODIES_GRAPH
from kgservice.queries.catalogue import load_catalogue
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

QUERIES = load_catalogue(ROOT / "queries")
OLD = """扬州市2016年工作要点
一、任务
（一）甲。做好甲。（市食药监局牵头，市海洋与渔业局、市教育局配合）
（二）乙。做好乙。（市工商局、市食药监局负责）
"""
NEW = """无锡市2024年工作要点
一、任务
（一）丙。做好丙。（市市场监管局、市教育局负责）
"""
PROVINCE = """江苏省2024年实施方案
一、任务
（一）丁。做好丁。（各级市场监管部门、各设区市教育局负责）
（二）戊。做好戊。（有关部门负责）
"""
DOCUMENTS = {"old": OLD, "new": NEW, "province": PROVINCE}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Without HermiT: only what the rules conclude makes a difference here."""
    monkeypatch.setattr(inferring, "_unassigned_tasks", lambda name, graph, hermit: frozenset())


@pytest.fixture
def dataset(tmp_path):
    for name, text in DOCUMENTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return Dataset(tmp_path / "data")


@pytest.fixture
def answer(dataset, tmp_path):
    def rows(name, **params):
        for each in DOCUMENTS:
            ingest(dataset, tmp_path / f"{each}.txt")
        snapshot = publish(dataset)
        engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
        table = engine.select(QUERIES[name].bound(params))
        return [dict(zip(table.columns, row, strict=True)) for row in table.texts()]

    return rows


@pytest.mark.parametrize("name", ["扬州市市场监督管理局", "扬州市市场监管局"])
def test_a_department_that_no_document_names_has_the_tasks_of_those_merged_into_it(answer, name):
    rows = answer("department-obligations", department=name)
    assert [(row["source"], row["path"], row["role"]) for row in rows] == [
        ("old.txt", "一/（一）", "lead"),
        ("old.txt", "一/（二）", "responsible"),
        ("province.txt", "一/（一）", "responsible"),
    ]


def test_whom_each_task_was_given_to_is_told(answer):
    rows = answer("obligation-capacities", department="扬州市市场监督管理局")
    assert [(row["capacity"], row["given_to"], row["path"]) for row in rows] == [
        ("member", "江苏省各级市场监管部门", "一/（一）"),
        ("successor", "扬州市工商行政管理局", "一/（二）"),
        ("successor", "扬州市食品药品监督管理局", "一/（一）"),
        ("successor", "扬州市食品药品监督管理局", "一/（二）"),
    ]


def test_who_took_a_part_of_the_duties_does_not_answer_for_the_tasks_but_is_named(answer):
    assert answer("department-obligations", department="扬州市农业农村局") == []
    (row,) = answer("obligation-capacities", department="扬州市农业农村局")
    assert (row["capacity"], row["given_to"]) == ("successor-in-part", "扬州市海洋与渔业局")


def test_the_old_department_has_its_own_tasks_only(answer):
    rows = answer("obligation-capacities", department="扬州市食品药品监督管理局")
    assert {row["capacity"] for row in rows} == {"itself"}


def test_a_function_is_shared_through_succession(answer):
    rows = {row["function"]: row for row in answer("functions-across-plans")}
    assert rows["市场监管"] == {
        "function": "市场监管",
        "plans": "3",
        "jurisdictions": "扬州市、无锡市、江苏省",
        "tasks": "4",
    }
    assert set(rows) == {"市场监管", "教育"}


def test_a_group_has_the_bodies_of_its_place_and_of_those_in_it(answer):
    rows = answer("bodies-of-group", group="各级市场监管部门")
    assert {row["reaches"] for row in rows} == {"county、prefecture、province、township"}
    assert [(row["department"], row["level"], row["reviewed"]) for row in rows] == [
        ("南通市市场监督管理局", "prefecture", "false"),
        ("扬州市市场监督管理局", "prefecture", "false"),
        ("无锡市市场监督管理局", "prefecture", "false"),
    ]
    assert {row["department"] for row in answer("bodies-of-group", group="江苏省各设区市教育局")} == {
        "南通市教育局",
        "扬州市教育局",
        "无锡市教育局",
    }
    assert answer("bodies-of-group", group="有关部门") == []


def test_a_member_has_the_tasks_of_its_group_said_to_be_so(answer):
    rows = answer("obligation-capacities", department="无锡市市场监督管理局")
    assert [(row["capacity"], row["given_to"], row["path"]) for row in rows] == [
        ("itself", "无锡市市场监督管理局", "一/（一）"),
        ("member", "江苏省各级市场监管部门", "一/（一）"),
    ]
    assert len(answer("department-obligations", department="无锡市市场监督管理局")) == 2


@pytest.mark.parametrize("order", [list(DOCUMENTS), list(DOCUMENTS)[::-1]], ids="-".join)
def test_it_is_the_same_whichever_document_came_first(dataset, tmp_path, order):
    for name in order:
        ingest(dataset, tmp_path / f"{name}.txt")
    assert BODIES_GRAPH in publish(dataset).graphs
    assert build(dataset).version == dataset.current().version


def test_what_was_concluded_goes_with_the_document_that_named_the_body(dataset, tmp_path, answer):
    answer("documents")
    (dataset.sources / "old.txt").unlink()
    build(dataset)
    snapshot = dataset.current()
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    rows = engine.select(QUERIES["bodies-of-group"].bound({"group": "各级市场监管部门"})).texts()
    assert [row[2] for row in rows] == ["南通市市场监督管理局", "无锡市市场监督管理局"]
