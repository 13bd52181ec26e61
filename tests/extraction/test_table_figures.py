"""Which targets the figures of a table set, whose they are, and for which year."""

from __future__ import annotations

import pytest
from growth import assert_grows_linearly

from kgservice.documents.reading import Source
from kgservice.documents.text import Span
from kgservice.extraction.facts import Cause
from kgservice.extraction.reader import read_facts
from kgservice.extraction.targets.cell_figures import figures_of_cell


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", f"昌乐县2024年重点工作任务分解表\n{body}", ""), registers)


def test_figures_of_each_party_are_its_targets(facts):
    read = facts(
        "序号\t责任单位\t签约额（亿元）\t到位资金（亿元）\n1\t县发改局\t10\t5\n2\t县商务局\t15\t8\n合计\t\t25\t13\n"
    )
    found = [(each.indicator, int(each.value), each.unit) for item in read.plans[0].items for each in item.targets]
    assert found == [("签约额", 10, "亿元"), ("到位资金", 5, "亿元"), ("签约额", 15, "亿元"), ("到位资金", 8, "亿元")]
    assert [len(each.responsible) for item in read.plans[0].items for each in item.targets] == [1, 1, 1, 1]


def test_the_year_of_a_row_s_time_is_that_of_its_figures(facts):
    read = facts("序号\t项目\t建设时间\t建设内容\t责任单位\n1\t公园\t2023\t新建公园2处\t县住建局\n")
    ((target,),) = [item.targets for item in read.plans[0].items]
    assert target.year == 2023


def test_what_a_score_is_given_for_is_no_target_and_the_table_is_listed(registers):
    title, body = (
        "昌乐县乡镇考核指标\n",
        "序号\t考核指标\t评分标准\t分值\n1\t垃圾分类覆盖率\t达到90%得5分，低1个百分点扣0.5分\t5\n",
    )
    read = read_facts(Source("x.txt", title + body, ""), registers)
    assert not [target for plan in read.plans for item in plan.items for target in item.targets]
    assert Cause.TABLE_NOT_READ in {each.cause for plan in read.plans for each in plan.unread}


@pytest.mark.parametrize(("title", "year"), [("健康指标（2024年版）", None), ("2024年健康指标", 2024)])
def test_an_edition_is_not_the_year_of_the_targets(registers, title, year):
    body = "\n指标\t评价标准\n体检率\t≥70%\n管理率\t不低于65%\n"
    read = read_facts(Source("x.txt", title + body, ""), registers)
    assert {target.year for plan in read.plans for item in plan.items for target in item.targets} == {year}


@pytest.mark.parametrize(("name", "count"), [("水库数量", 3), ("改造数量", 6)])
def test_how_many_there_are_beside_what_was_is_no_target(registers, name, count):
    rows = "".join(f"{place}\t9\t4\t5\n" for place in ("甲县", "乙县", "丙县"))
    body = f"县区\t{name}\t2023年（已改造）\t2024年\n{rows}"
    read = read_facts(Source("x.txt", "云岭市水库改造计划表\n" + body, ""), registers)
    assert sum(len(item.targets) for plan in read.plans for item in plan.items) == count


@pytest.mark.parametrize("words", ["市区8个县城9个", "东区新增8；"])
def test_a_cell_of_many_figures_is_not_tried_in_every_way(words):
    def read(size):
        cell = f"{words * (size // len(words))}。"
        return list(figures_of_cell(cell, Span(0, len(cell)), ""))

    assert_grows_linearly(read, 800)
