"""What falls away from the words around a figure, so that what is left is the name a person would put into a table."""

from __future__ import annotations

import pytest

from kgservice.documents.reading import Source
from kgservice.extraction.reader import read_facts
from kgservice.extraction.targets.proper import STEPS, proper


@pytest.mark.parametrize(("step", "example"), [pytest.param(step, example, id=id) for id, step, example in STEPS])
def test_each_step_changes_its_example(step, example):
    assert step(example) not in ("", example)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("存量占压隐患2025年6月底前整改", "存量占压隐患整改"),
        ("事故起数比2023年下降", "事故起数比2023年下降"),
        ("2027年度储备项目", "2027年度储备项目"),
        ("市财政安排储能产业发展专项资金", "储能产业发展专项资金"),
        ("财政性教育经费占比", "财政性教育经费占比"),
        ("引进和培养高层次人才", "高层次人才"),
        ("培训新型农民", "培训新型农民"),
        ("建设用地面积", "建设用地面积"),
        ("取消审批、改为备案或实行告知承诺的事项", "取消审批、改为备案或实行告知承诺的事项"),
        ("社区运动会、广场舞展演等系列活动", "社区运动会、广场舞展演等系列活动"),
        ("入海排污口整治完成率", "入海排污口整治完成率"),
    ],
)
def test_a_name_loses_what_is_none_of_it_and_keeps_the_rest(words, name):
    assert proper(words) == name


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("各市(州)至少建立2座粮油(调味品)仓库。", [("粮油(调味品)仓库", "座/市(州)")]),
        ("各市（州）至少建立2座粮油（调味品）仓库。", [("粮油（调味品）仓库", "座/市（州）")]),
        ("发放粮油券3万户(人)。建成磨坊4座（由县（区）粮食局负责）。", [("粮油券", "万户(人)"), ("磨坊", "座")]),
    ],
)
def test_names_and_units_have_the_brackets_of_the_page(text, read, registers):
    facts = read_facts(Source("x.txt", f"昌乐县2026年粮油工作要点\n一、{text}\n", ""), registers)
    found = [(each.indicator, each.unit) for item in facts.plans[0].items for each in item.targets]
    assert found == read
