"""Who answers for the rows of a table: bodies, inner offices and persons in its cells."""

from __future__ import annotations

import pytest
from tables_said import TITLE, said

from kgservice.documents.reading import Source
from kgservice.extraction.facts import Kind
from kgservice.extraction.reader import read_facts


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", TITLE + body, ""), registers)


def test_persons_behind_a_body_are_not_of_its_name(facts):
    read = facts(
        "序号\t任务\t责任单位及责任人\n1\t招商引资\t县商务局 李乙\n2\t技改\t县工信局（王甲）\n3\t养老\t县民政局\n"
    )
    assert [[name for name, _ in parties] for _, _, parties in said(read)] == [["县商务局"], ["县工信局"], ["县民政局"]]


def test_levels_with_another_in_brackets_are_one_collective(facts):
    read = facts("序号\t任务\t责任单位\n1\t改造小区\t县住建局、各区、县（市）政府\n2\t办甲\t县公安局、各区（县）\n")
    assert [[name for name, _ in parties] for _, _, parties in said(read)] == [
        ["县住建局", "各区、县（市）政府"],
        ["县公安局", "各区（县）"],
    ]


def test_a_row_with_its_own_number_and_no_party_has_none(facts):
    read = facts("序号\t任务\t责任单位\n5\t建养老楼\t县民政局\n6\t建老年大学\t\n")
    assert said(read)[1] == ("6", "建老年大学", [])


@pytest.mark.parametrize(
    ("header", "department"),
    [
        ("县卫生健康局内牵头处室", "昌乐县卫生健康局基层科"),
        ("县卫生健康局责任科室", "昌乐县卫生健康局基层科"),
        ("县卫生健康局机关配合处室", "昌乐县卫生健康局基层科"),
        ("牵头科室", "昌乐县基层科"),
        ("县级牵头部门", "昌乐县基层科"),
    ],
    ids=["内", "nothing between", "机关", "nothing told", "a level"],
)
def test_inner_offices_are_of_the_office_that_their_column_tells(facts, header, department):
    read = facts(f"序号\t工作任务\t责任单位\t{header}\n1\t开展签约\t县民政局\t基层科\n2\t开展随访\t各镇\t基层科\n")
    parties = [item.assignments for plan in read.plans for item in plan.items if item.kind is Kind.TASK]
    assert [[each.party.name for each in said] for said in parties] == [
        ["昌乐县民政局", department],
        ["昌乐县各镇人民政府", department],
    ]


@pytest.mark.parametrize("name", ["本局责任处（单位）", "牵头科", "责任股", "协办处"])
def test_inner_offices_under_a_word_for_duty_are_parties(facts, name):
    read = facts(f"任务\t{name}\n1.清查台账\t法规处牵头，各处配合\n2.开放场馆\t法规处\n")
    assert [[surface for surface, _ in parties] for *_, parties in said(read)] == [["法规处", "各处"], ["法规处"]]


@pytest.mark.parametrize("name", ["主要用处", "存在好处"])
def test_a_word_that_only_ends_as_offices_do_names_none(facts, name):
    read = facts(f"任务\t责任单位\t{name}\n1.清查台账\t县档案局\t摸清底数\n2.开放场馆\t县体育局\t方便群众\n")
    assert [[surface for surface, _ in parties] for *_, parties in said(read)] == [["县档案局"], ["县体育局"]]


def test_a_line_between_names_and_what_they_do_parts_them_not(facts):
    read = facts("序号\t任务\t责任单位\n1\t清查台账\t县档案局、县统计局 牵头落实\n2\t开放场馆\t县体育局 各学校\n")
    assert [parties for *_, parties in said(read)] == [
        [("县档案局", "lead"), ("县统计局", "lead")],
        [("县体育局", "responsible"), ("各学校", "responsible")],
    ]
