"""What became of a department: by its name and place, as a whole or in part, and by no guess."""

from __future__ import annotations

import pytest

from kgservice.extraction.resolution import Names
from kgservice.graph.registers import describe_registers
from kgservice.graph.triples import LABEL
from kgservice.registers.succession import handovers


@pytest.fixture
def became(registers):
    def of(place: str, surface: str) -> list[tuple[str, int, bool]]:
        department = Names(registers, registers.places_named(place)[0]).resolve(surface)
        return [(each.successor.name, each.year, each.whole) for each in handovers(registers, department)]

    return of


@pytest.mark.parametrize(
    ("place", "surface", "successors"),
    [
        ("扬州市", "市食药监局", [("扬州市市场监督管理局", 2018, True)]),
        ("扬州市", "市农委", [("扬州市农业农村局", 2018, True)]),
        ("扬州市", "市安监局", [("扬州市应急管理局", 2018, True)]),
        ("扬州市", "市扶贫办", [("扬州市乡村振兴局", 2021, True)]),
        ("江苏省", "省环保厅", [("江苏省生态环境厅", 2018, True)]),
        ("江苏省", "省地方金融监管局", [("江苏省地方金融管理局", 2023, True)]),
        ("昌乐县", "县卫计局", [("昌乐县卫生健康局", 2018, True)]),
    ],
)
def test_an_office_went_over_by_name(became, place, surface, successors):
    assert became(place, surface) == successors


@pytest.mark.parametrize(
    ("place", "surface", "name"),
    [
        ("东昌府区", "区国土资源局", "聊城市自然资源和规划局东昌府分局"),
        ("东昌府区", "区环保局", "聊城市生态环境局东昌府区分局"),
        ("上海市", "市规划局", "上海市规划和自然资源局"),
        ("重庆市", "市旅游局", "重庆市文化和旅游发展委员会"),
    ],
)
def test_the_successor_is_the_registers_whatever_it_is_called(became, place, surface, name):
    assert [successor for successor, _, _ in became(place, surface)] == [name]


def test_an_office_that_was_split_went_over_to_each_in_part(became):
    parts = became("扬州市", "市海洋与渔业局")
    assert {name for name, _, _ in parts} == {"扬州市农业农村局", "扬州市生态环境局", "扬州市自然资源和规划局"}
    assert not any(whole for _, _, whole in parts)


def test_at_the_level_of_the_province_drugs_went_another_way(became):
    assert became("江苏省", "省食药监局") == [
        ("江苏省市场监督管理局", 2018, True),
        ("江苏省药品监督管理局", 2018, False),
    ]


@pytest.mark.parametrize(
    ("place", "surface"),
    [
        ("扬州市", "市市场监管局"),
        ("扬州市", "市卫生院"),
        ("扬州市", "市环境保护局经济技术开发区分局"),
        ("扬州市", "市旅游集团"),
        ("昌乐县", "县粮食局"),
        ("扬州市", "市人力资源社会保障局"),
    ],
    ids=["the new one", "no office", "a branch", "a company", "a level where places differ", "lived on"],
)
def test_no_other_body_went_over(became, place, surface):
    assert became(place, surface) == []


def test_the_state_has_its_own_names(registers):
    national = {each.id: each for each in registers.departments if each.jurisdiction == registers.national()}
    assert [each.successor.id for each in handovers(registers, national["cfda"])] == [
        "samr",
        "national-medical-products",
    ]
    assert [each.successor.id for each in handovers(registers, national["poverty-alleviation-office"])] == [
        "national-rural-revitalization"
    ]


def test_a_successor_made_by_rule_is_not_reviewed_and_goes_by_short_names_too(registers):
    department = Names(registers, registers.places_named("扬州市")[0]).resolve("市食药监局")
    (handover,) = handovers(registers, department)
    assert not handover.successor.reviewed
    assert "扬州市市场监管局" in handover.successor.aliases
    assert handover.successor.functions == ("market-regulation",)


def test_a_reform_forms_an_office_once_and_enlarges_it_later(registers):
    place = registers.places_named("扬州市")[0]
    for surface, year, new in (("市农委", 2018, True), ("市乡村振兴局", 2023, False), ("市银保监局", None, None)):
        found = [(each.year, each.new) for each in handovers(registers, Names(registers, place).resolve(surface))]
        assert found == ([(year, new)] if year else [])


def test_the_name_of_a_succession_tells_whether_the_office_was_formed(registers):
    triples = describe_registers(registers, [place.id for place in registers.jurisdictions]).triples()
    names = {
        triple.object.value
        for triple in triples
        if "/succession/" in triple.subject.value and triple.predicate == LABEL
    }
    assert {"2018年组建农业农村部", "2023年扩充农业农村部", "2023年组建国家金融监督管理总局"} <= names
    assert "2023年组建农业农村部" not in names
