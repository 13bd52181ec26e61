"""What the named queries answer about the five documents."""

from __future__ import annotations

from conftest import ROOT


def test_one_indicator_is_compared_across_places_whatever_they_call_it(answer):
    rows = answer("indicator-comparison", indicator="食品抽检总体合格率")
    assert {row["jurisdiction"] for row in rows} == {"东昌府区", "河北省", "济源产城融合示范区"}
    assert {row["indicator"] for row in rows} == {"食品抽检合格率"}
    assert rows == answer("indicator-comparison", indicator="食品抽检合格率")


def test_an_indicator_keeps_the_name_its_text_gives_it(answer):
    assert "食品抽检总体合格率" in {row["indicator"] for row in answer("indicator-targets")}


def test_a_collective_is_answered_as_its_text_calls_it_and_found_by_that_name(answer):
    called = {row["surface"]: row["department"] for row in answer("assignments") if row["source"].startswith("000")}
    assert called["街道办事处"] == "东昌府区街道办事处"
    assert answer("department-obligations", department="东昌府区街道办事处") == answer(
        "department-obligations", department="东昌府区各街道办事处"
    )


def test_a_plan_without_clauses_names_who_is_spoken_to(answer, task_numbers):
    reasons = {row["path"]: row["reason"] for row in answer("unassigned-tasks") if row["source"].startswith("003")}
    assert len(reasons) == task_numbers["003_6ec0ee0796e11f2d.txt"]
    assert reasons["六/20"] == (
        "整个计划没有责任条款；文中点名：河北省公安部门、河北省农业农村部门、河北省市场监管部门"
    )
    assert reasons["二/3"] == "整个计划没有责任条款"


def test_a_statement_tells_how_it_binds_and_whom_it_names(answer):
    rows = {row["quote"]: row for row in answer("statements")}
    row = rows["公安、农业农村、市场监管等部门要落实重大案件联合督办制度"]
    assert (row["path"], row["force"], row["names"]) == (
        "六/20",
        "must",
        "河北省公安部门、河北省农业农村部门、河北省市场监管部门",
    )
    assert {row["force"] for row in rows.values()} == {"", "must", "encourage", "forbid"}


def test_unread_text_is_listed_with_its_place(answer):
    (row,) = answer("unread")
    assert row["cause"] == "outside-outline"
    source = (ROOT / "data" / "sources" / row["source"]).read_text(encoding="utf-8")
    assert "".join(source[int(row["start"]) : int(row["end"])].split()) == "".join(row["quote"].split())


def test_a_law_is_one_whether_or_not_its_state_is_named(engine):
    rows = engine.select("SELECT ?l WHERE { ?b a pol:LegalBasis ; rdfs:label ?l }").texts()
    assert not [label for (label,) in rows if label.startswith("中华人民共和国")]
