"""Which place a county lies in that a document is of, and what its bodies and those of the places above it are called."""

from __future__ import annotations

import pytest

from kgservice.documents.metadata import Metadata
from kgservice.documents.reading import Source
from kgservice.extraction.named_places import named_place
from kgservice.extraction.reader import read_facts
from kgservice.extraction.resolution import Names
from kgservice.graph.building import describe_document
from kgservice.iris import entity
from kgservice.slugs import slug

TASKS = "一、任务\n（一）治水。做好全{level}工作。（责任单位：{bodies}）\n"


def plan(place, bodies, more=""):
    return f"{place}人民政府办公室关于节水的意见\n{more}{TASKS.format(level=place[-1], bodies=bodies)}"


def parties(facts):
    return [duty.party.name for plan in facts.plans for item in plan.items for duty in item.assignments]


@pytest.mark.parametrize(
    ("place", "body", "name"),
    [
        ("平川区", "市公安局平川分局", "白银市公安局平川分局"),
        ("平川区", "市税务局", "国家税务总局白银市税务局"),
        ("望江县", "市生态环境局望江县分局", "安庆市生态环境局望江县分局"),
        ("望江县", "市自然资源和规划局", "安庆市自然资源和规划局"),
        ("望江县", "省水利厅", "安徽省水利厅"),
        ("望江县", "县水利局", "望江县水利局"),
        ("东阳市", "市水务局", "东阳市水务局"),
        ("东阳市", "省水利厅", "浙江省水利厅"),
        ("琼海市", "省水利厅", "海南省水利厅"),
        ("望江镇", "市水利局", "市水利局"),
        ("官塘区", "市水利局", "市水利局"),
    ],
)
def test_a_body_of_the_place_above_has_its_name(registers, place, body, name):
    assert Names(registers, named_place(registers, place, None)).resolve(body).name == name


@pytest.mark.parametrize(
    ("place", "more", "above"),
    [
        ("望江县", "", "安庆市"),
        ("东阳市", "", "金华市"),
        ("官塘区", "", None),
        ("望江镇", "", None),
        ("鼓楼区", "", None),
        ("鼓楼区", "按照南京市鼓楼区的要求，建设福州市水网。\n", "南京市"),
        ("鼓楼区", "按照徐州鼓楼区的要求，建设福州市水网。\n", "徐州市"),
        ("鼓楼区", "转发福州市方案的通知\n", "福州市"),
        ("鼓楼区", "按照福州市、南京市的要求。\n", None),
        ("鼓楼区", "加快建设开封水网。\n", "开封市"),
        ("鼓楼区", "赴开封招商，对接南京企业。\n", None),
        ("鼓楼区", "闽政办〔2024〕3号\n", "福州市"),
        ("东区", "", None),
        ("东区", "按照攀枝花市的要求。\n", "攀枝花市"),
    ],
)
def test_the_county_lies_where_the_register_or_its_own_text_says(read_text, place, more, above):
    found = read_text(plan(place, f"{place[-1]}水务局", more)).jurisdiction
    assert (found.name, found.parent and found.parent.name) == (place, above)


def test_what_a_title_names_counts_before_what_the_text_does(read_text):
    title = "鼓楼区人民政府办公室关于转发福州市节水方案的通知\n"
    facts = read_text(title + TASKS.format(level="区", bodies="区水务局、报南京市"))
    assert facts.jurisdiction.parent.name == "福州市"


def test_bodies_are_named_by_the_place_that_the_text_names(read_text):
    facts = read_text(plan("鼓楼区", "市公安局鼓楼分局", "按照南京市的要求。\n"))
    assert parties(facts) == ["南京市公安局鼓楼分局"]


def test_a_county_has_one_iri_whether_or_not_the_place_above_is_written(read_text):
    assert read_text(plan("望江县", "县水利局")).jurisdiction.id == slug("望江县")
    alone = read_text(plan("鼓楼区", "区水务局", "按照南京市的要求。\n")).jurisdiction
    assert alone.id == read_text(plan("南京市鼓楼区", "区水务局")).jurisdiction.id == f"nanjing-{slug('鼓楼区')}"
    assert read_text(plan("鼓楼区", "区水务局")).jurisdiction.id == slug("鼓楼区")


def test_a_town_lies_in_the_county_that_lies_in_the_place_named(read_text):
    town = read_text(plan("鼓楼区官塘镇", "镇水利站", "按照南京市的要求。\n")).jurisdiction
    assert [place.name for place in town.chain()] == ["官塘镇", "鼓楼区", "南京市", "江苏省", "中华人民共和国"]
    assert town.id == f"nanjing-{slug('鼓楼区')}-{slug('官塘镇')}"


def test_what_is_written_above_a_county_stands_against_the_register(read_text):
    place = read_text(plan("莱芜市钢城区", "区水务局")).jurisdiction
    assert [each.name for each in place.chain()] == ["钢城区", "莱芜市"]


def test_a_county_that_is_spoken_of_lies_where_the_register_says(registers):
    (nantong,) = registers.places_named("南通市")
    party = Names(registers, nantong).resolve("望江县人民政府")
    assert party.jurisdiction.parent.name == "安庆市"


def test_a_county_told_by_whoever_gives_the_document_has_a_place_above_it(registers):
    source = Source("x.txt", "一、任务\n（一）治水。治水。（责任单位：市税务局）\n", "")
    facts = read_facts(source, registers, Metadata(jurisdiction="望江县"))
    assert parties(facts) == ["国家税务总局安庆市税务局"]


def test_the_graph_states_the_place_above_and_those_above_it(registers, read_text):
    triples = describe_document(read_text(plan("望江县", "县水利局")), registers).triples()
    located = {
        triple.subject.value: triple.object.value for triple in triples if triple.predicate.value.endswith("locatedIn")
    }
    assert located[entity("jurisdiction", slug("望江县"))] == entity("jurisdiction", "anqing")
