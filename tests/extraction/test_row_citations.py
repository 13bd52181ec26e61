"""The documents that the rows of a table name: what they rest on, and what they are to make."""

from __future__ import annotations

import pytest
from tables_said import TITLE

from kgservice.documents.headers import tells_source
from kgservice.documents.reading import Source
from kgservice.extraction.reader import read_facts


@pytest.fixture
def cited(registers):
    def read(body):
        facts = read_facts(Source("x.txt", TITLE + body, ""), registers)
        text = facts.document.text
        return [
            (each.title and text[each.title], each.number and text[each.number], each.relation.value)
            for plan in facts.plans
            for item in plan.items
            for each in item.citations
        ]

    return read


def test_a_column_of_sources_tells_what_a_row_rests_on(cited):
    assert cited(
        "序号\t工作任务\t责任单位\t决策依据\n1\t拓宽北路\t县交通局\t《甲省公路条例》《甲县路网规划》等\n"
        "2\t修补南路，落实《乙导则》\t县住建局\t《乙省条例》\n"
    ) == [
        ("甲省公路条例", None, "basis"),
        ("甲县路网规划", None, "basis"),
        ("乙导则", None, "implements"),
        ("乙省条例", None, "basis"),
    ]


def test_a_title_without_marks_is_that_of_its_number_in_a_column_of_sources(cited):
    assert cited(
        "序号\t工作任务\t责任单位\t任务来源\n1\t清理网箱\t县水利局\t1、甲县2026年工作要点（甲委〔2026〕5号）；2、关于治水的意见（甲发〔2026〕2号）\n"
    ) == [
        ("甲县2026年工作要点", "甲委〔2026〕5号", "basis"),
        ("关于治水的意见", "甲发〔2026〕2号", "basis"),
    ]


def test_the_year_of_a_source_is_no_deadline(registers):
    body = "序号\t工作任务\t责任单位\t任务来源\n1\t清理网箱\t县水利局\t甲县2026年水利现场会；2026年6月底前\n"
    facts = read_facts(Source("x.txt", TITLE + body, ""), registers)
    assert [each for plan in facts.plans for item in plan.items for each in item.deadlines] == []


def test_a_row_that_is_only_titles_is_to_make_them(cited):
    assert cited(
        "序号\t决策事项\t责任单位\n1\t《甲县妇女发展规划》《甲县儿童发展规划》\t县妇联\n2\t宣传《乙条例》\t县司法局\n"
    ) == [
        ("甲县妇女发展规划", None, "to-be-issued"),
        ("甲县儿童发展规划", None, "to-be-issued"),
        ("乙条例", None, "mentions"),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [("决策依据", True), ("任务来源", True), ("备注", False), ("资金来源", False), ("评分依据", False)],
)
def test_names_of_columns_of_sources(name, told):
    assert tells_source(name) is told
