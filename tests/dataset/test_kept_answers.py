"""What is kept of the questions with a version is what they give, however the version came about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT

from kgservice.dataset.building import ingest
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load
from kgservice.finding.index_files import FILE
from kgservice.finding.meaning import names_of_these_alone, things_meant
from kgservice.finding.searching import Index
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.kept_tables import read_table, rows_of, written
from kgservice.store.embedded import EmbeddedEngine

QUESTIONS = load_catalogue(ROOT / "queries")
FIRST = "甲市2024年道路工作要点\n甲市人民政府办公室 2024年1月1日\n一、修建道路\n（一）修建环城路。到6月底前建成10公里。（市交通局负责）\n（二）养护乡村路。\n"
SECOND = "乙县2024年学校工作要点\n乙县人民政府办公室 2024年2月1日\n一、改善学校\n（一）改建学校食堂。落实《中华人民共和国食品安全法》。（县教育局、市监局负责）\n"
SHORTER = SECOND.replace("改建学校食堂。", "扩建操场。")
OTHER = """@prefix pol: <https://w3id.org/policy-kg/ontology#> .
<https://w3id.org/policy-kg/id/item/one/1/1.2> a pol:UnassignedTask ."""


def kept_and_given(dataset):
    snapshot = dataset.current()
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    kept = {name: read_table(query, snapshot.derived) for name, query in QUESTIONS.items()}
    assert {name for name, table in kept.items() if table is None} == {
        name for name, query in QUESTIONS.items() if any(parameter.required for parameter in query.params)
    }
    for name, table in kept.items():
        if table is not None:
            assert table.whole() == engine.select(QUESTIONS[name].bound({})), name
    return {name: table.whole().texts() for name, table in kept.items() if table is not None}


@pytest.mark.slow
def test_what_is_kept_of_the_five_is_what_the_questions_give(dataset):
    assert all(kept_and_given(dataset)[name] for name in ("assignments", "indicator-targets", "tasks", "parties"))


@pytest.mark.slow
def test_what_is_kept_follows_every_change(tmp_path, monkeypatch):
    monkeypatch.setattr("kgservice.dataset.inferring._unassigned_tasks", lambda name, graph, hermit: frozenset())
    dataset = Dataset(tmp_path / "data")
    for name, text in (("two.txt", SECOND), ("one.txt", FIRST), ("two.txt", SHORTER)):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        ingest(dataset, file)
        given = kept_and_given(dataset)
    assert [row[3] for row in given["tasks"]] == ["修建环城路", "养护乡村路", "扩建操场"]
    more = tmp_path / "more.ttl"
    more.write_text(OTHER, encoding="utf-8")
    load(dataset, more, "urn:other")
    assert [row[3] for row in kept_and_given(dataset)["unassigned-tasks"]] == ["养护乡村路"]


CHOOSING = [(query, each) for query in QUESTIONS.values() for each in query.params if each.chooses]


@pytest.mark.slow
@pytest.mark.parametrize(("query", "parameter"), CHOOSING, ids=lambda each: getattr(each, "id", None))
def test_what_a_name_chooses_is_what_the_question_gives_for_it(dataset, engine, query, parameter):
    snapshot = dataset.current()
    table, finder = read_table(query, snapshot.derived), Index(snapshot.derived / FILE)
    names = sorted(table.values.get(parameter.chooses) or {row[0] for row in table.whole().texts()})
    assert len(names) > 10, query.id
    for name in names[:12]:
        meant = things_meant(finder, query, {parameter.name: name})
        chosen = table.having(parameter.chooses, names_of_these_alone(finder, meant[parameter.name]))
        assert chosen.whole() == engine.select(query.bound({parameter.name: name}, meant)), name
        assert chosen.part(0, 2).rows == chosen.whole().rows[:2]
        assert chosen.at_most(1).whole() == engine.select(query.bound({parameter.name: name}, meant), most_rows=1)


@pytest.mark.parametrize(("first", "last"), [(0, 100), (100, 200), (150, 260), (199, 201), (300, 900)])
def test_some_rows_are_had_without_the_others(dataset, first, last):
    table = read_table(QUESTIONS["assignments"], dataset.current().derived)
    assert table.total > 300
    assert table.part(first, last).rows == table.whole().rows[first:last]


def test_a_table_may_be_cut_as_an_engine_cuts_it(dataset, engine):
    query = QUESTIONS["assignments"]
    table = read_table(query, dataset.current().derived)
    assert table.at_most(120).whole() == engine.select(query.bound({}), most_rows=120)
    assert table.at_most(table.total).whole() == table.whole()


def test_the_values_of_a_column_are_told_where_they_are_few(dataset):
    table = read_table(QUESTIONS["tasks"], dataset.current().derived)
    assert set(table.values["kind"]) == {row[4] for row in table.whole().texts()}
    assert "text" not in table.values


def test_what_a_question_gave_before_it_was_changed_is_not_its_answer(dataset):
    query = QUESTIONS["tasks"]
    assert read_table(replace(query, text=query.text + "# other"), dataset.current().derived) is None


def test_an_answer_that_is_too_large_is_not_kept(monkeypatch):
    parts = {"": rows_of(b'?a\n"x"\n"y"\n')}
    query = replace(QUESTIONS["tasks"], columns=("a",))
    assert written(query, parts)
    monkeypatch.setattr("kgservice.queries.kept_tables._MOST_BYTES", 7)
    assert written(query, parts) == {}


@pytest.mark.parametrize("harm", ["", "{", "[]", '{"digest": 1}'])
def test_a_damaged_head_is_as_none(tmp_path, harm):
    (tmp_path / "answer-tasks.json").write_text(harm, encoding="utf-8")
    assert read_table(QUESTIONS["tasks"], tmp_path) is None
