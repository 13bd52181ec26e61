"""The groups that the rows of a table stand in: what is merged over them, what they count, what sums them up."""

from __future__ import annotations

import pytest
from tables_said import TITLE, said

from kgservice.documents.reading import Source
from kgservice.extraction.reader import read_facts


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", TITLE + body, ""), registers)


def test_parts_that_count_on_over_all_groups_are_their_rows(facts):
    read = facts(
        "序号\t工作任务\t具体措施\t责任单位\n1\t保护水源\t1、划定保护区\t县水利局\n\t\t2、清理网箱\t县农业局\n2\t治理养殖\t3、关停养殖场\t县农业局\n\t\t4、建设粪污池\t县环保局\n"
    )
    assert [(path, heading) for path, heading, _ in said(read)] == [
        ("1/1", "划定保护区"),
        ("1/2", "清理网箱"),
        ("2/3", "关停养殖场"),
        ("2/4", "建设粪污池"),
    ]


def test_a_row_that_names_a_group_before_its_sums_is_a_section(facts):
    read = facts(
        "序号\t项目\t投资（亿元）\t责任单位\n合计（3个）\t\t9.5\t\n一、道路（2个）\t\t7.5\t\n1\t拓宽北路\t5\t县交通局\n2\t修补南路\t2.5\t县住建局\n二、公园（1个）\t\t2\t\n1\t改造东园\t2\t县林业局\n"
    )
    assert [(path, heading) for path, heading, _ in said(read)] == [
        ("一/1", "拓宽北路"),
        ("一/2", "修补南路"),
        ("二/1", "改造东园"),
    ]


def test_who_answers_for_one_group_answers_for_none_of_the_next(facts):
    read = facts(
        "序号\t工作任务\t具体措施\t责任单位\n1\t保护水源\t1、划定保护区\t县水利局\n\t\t2、清理网箱\t\n2\t治理养殖\t3、关停养殖场\t\n\t\t4、建设粪污池\t县环保局\n"
    )
    assert [(path, [name for name, _ in parties]) for path, _, parties in said(read)] == [
        ("1/1", ["县水利局"]),
        ("1/2", ["县水利局"]),
        ("2/3", []),
        ("2/4", ["县环保局"]),
    ]
