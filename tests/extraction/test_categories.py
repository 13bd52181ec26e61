"""Collectives named by what their bodies are for: which function, in places of which levels, and which words name none."""

from __future__ import annotations

import pytest

from kgservice.extraction.facts import AgentGroup
from kgservice.extraction.resolution import Names


@pytest.fixture
def category(registers):
    def of(place: str, surface: str) -> tuple[str, str]:
        group = Names(registers, registers.places_named(place)[0]).resolve(surface)
        assert isinstance(group, AgentGroup)
        return " ".join(group.functions), " ".join(group.levels)

    return of


@pytest.mark.parametrize(
    ("place", "surface", "function", "levels"),
    [
        ("河北省", "市场监管部门", "market-regulation", "province"),
        ("河北省", "省市场监管部门", "market-regulation", "province"),
        ("河北省", "各级市场监管部门", "market-regulation", "province prefecture county township"),
        ("河北省", "县级以上农业农村主管部门", "agriculture", "province prefecture county"),
        ("河北省", "县级以上地方人民政府教育行政部门", "education", "province prefecture county"),
        ("河北省", "市县市场监管部门", "market-regulation", "prefecture county"),
        ("河北省", "省市县三级市场监管部门", "market-regulation", "province prefecture county"),
        ("河北省", "各县（市、区）市场监管局", "market-regulation", "county"),
        ("河北省", "各级公安机关", "public-security", "province prefecture county township"),
        ("南通市", "市县两级市场监管部门", "market-regulation", "prefecture county"),
        ("南通市", "全市各级教育部门", "education", "prefecture county township"),
        ("南通市", "各区教育局", "education", "county"),
        ("南通市", "各级人民法院", "adjudication", "prefecture county township"),
        ("东昌府区", "市级市场监管部门", "market-regulation", "prefecture"),
        ("中华人民共和国", "国家药品监督管理部门", "drug-regulation", "national"),
        ("中华人民共和国", "各省（区、市）邮政管理局", "post", "province"),
        ("中华人民共和国", "地方各级教育部门", "education", "province prefecture county township"),
        ("中华人民共和国", "县级以上地方人民政府气象主管部门", "meteorology", "province prefecture county"),
    ],
)
def test_a_group_named_by_a_function(category, place, surface, function, levels):
    assert category(place, surface) == (function, levels)


@pytest.mark.parametrize(
    "surface",
    [
        "监管部门",
        "有关部门",
        "相关市场监管部门",
        "各县（市、区）人民政府",
        "各医疗机构",
        "各镇政府",
        "行政执法部门",
        "食品经营者",
    ],
)
def test_a_group_named_by_none(category, surface):
    assert category("河北省", surface) == ("", "")
