"""Every word of bodies.yaml does what its example says, and leaves alone what only looks like it."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from kgservice.extraction.shared_endings import with_shared_endings
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS
from kgservice.registers.bodies import BodyWord, PartyKind
from kgservice.registers.loading import load_registers
from kgservice.registers.place_words import level_by_name, place_word, short_name
from kgservice.registers.shipped import shipped_bodies

REGISTERS = load_registers(ROOT / "data" / "registers")
BODIES = REGISTERS.bodies


def each(words: tuple[BodyWord, ...]):
    return pytest.mark.parametrize("word", words, ids=lambda word: word.word)


def test_there_are_words_of_every_sort():
    assert all(
        (
            BODIES.endings,
            BODIES.levels,
            BODIES.collectives,
            BODIES.nobodies,
            BODIES.verbs,
            BODIES.states,
            BODIES.peoples,
            BODIES.purposes,
        )
    )
    assert {ending.kind for ending in BODIES.endings} == set(PartyKind)


def test_the_characters_for_places_by_their_level_are_words_for_a_level():
    assert {level.word for level in BODIES.levels if len(level.word) == 1} == set(LEVELS)
    assert LEVELS.startswith(ABOVE_TOWNSHIPS)


def test_what_the_program_comes_with_is_what_documents_ask():
    assert shipped_bodies().endings == BODIES.endings


@each(BODIES.endings)
def test_an_ending_makes_its_example_a_body_and_no_near_miss(word):
    assert word.near_misses
    assert BODIES.ending(word.example) is word
    assert BODIES.is_body(word.example)
    assert [near for near in word.near_misses if BODIES.ending(near) is word] == []


@each(BODIES.levels)
def test_a_word_for_a_level_is_not_one_inside_another_word(word):
    assert word.near_misses
    assert BODIES.level_of(word.example) == word.word
    assert [near for near in word.near_misses if BODIES.level_of(near) == word.word] == []


@each(BODIES.collectives)
def test_a_word_for_several_bodies(word):
    assert word.near_misses
    assert BODIES.is_collective(word.example)
    assert [near for near in word.near_misses if BODIES.is_collective(near)] == []


@each(BODIES.states)
def test_a_word_for_the_state_makes_its_example_a_body_of_the_state(word):
    assert word.near_misses
    assert BODIES.is_national(word.example)
    assert [near for near in word.near_misses if BODIES.is_national(near)] == []


@each(BODIES.peoples)
def test_a_people_is_no_part_of_a_short_name(word):
    assert word.word in word.example
    assert word.word not in short_name(word.example)


@each(BODIES.purposes)
def test_what_an_area_is_for_is_shared_by_the_names_of_a_list(word):
    first, last = word.example.split("、")
    assert with_shared_endings([first, last], REGISTERS) == [first + last.removeprefix("大垸"), last]


@pytest.mark.parametrize(
    ("name", "short"), [("神农架林区", "神农架"), ("浦东新区", "浦东新区"), ("鄂伦春自治旗", "鄂伦春")]
)
def test_a_short_name(name, short):
    assert short_name(name) == short


@pytest.mark.parametrize("name", ["市教育局", "教育部", "省卫生健康委员会", "市委组织部", "市委政法委", "市海事局"])
def test_an_office_with_offices_of_its_own(name):
    assert BODIES.is_agency(name)


@pytest.mark.parametrize("name", ["县防汛抗旱指挥部", "市招商专班", "基层处", "区政府"])
def test_what_has_no_offices_of_its_own(name):
    assert not BODIES.is_agency(name)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("琼山省", "province"),
        ("怒江州", "prefecture"),
        ("柳川市", "county"),
        ("三流乡", "township"),
        ("临港功能区", "county"),
    ],
)
def test_the_level_of_a_place_that_no_register_knows(name, level):
    assert level_by_name(name) == level


@pytest.mark.parametrize("word", [word for word in BODIES.endings if word.rank], ids=lambda word: word.word)
def test_words_of_places_in_a_text(word):
    assert set(word.not_in_text) <= set(word.near_misses)
    ends_as_place = re.compile(f"{place_word()}(?=人民政府|$)")
    assert ends_as_place.search(word.example) or word.word == "州"
    assert [near for near in word.not_in_text if ends_as_place.search(f"主{near}以外")] == []


@each(BODIES.nobodies)
def test_what_no_party_is_called(word):
    assert not BODIES.is_body(word.example)
    assert not BODIES.may_be_body(word.example)
    assert [near for near in word.near_misses if word.holds(near)] == []


@each(BODIES.verbs)
def test_what_is_done_is_no_name(word):
    assert BODIES.begins_as_verb(word.example)
    assert [near for near in word.near_misses if near != word.word and word.holds(near)] == []


@pytest.mark.parametrize(
    "name",
    [
        "共青团中央",
        "市人大",
        "市监狱",
        "市作协",
        "地方金融监管局",
        "村镇银行",
        "区委社会工作部",
        "市科协",
        "市公共交通集团有限公司",
        "县人民医院",
        "市第一中学",
        "高新区党工委和管委会",
        "各县（市、区）党委和人民政府",
        "有关部门和单位",
        "各市、县、区政府",
        "县财政局（县国资委）",
    ],
)
def test_ordinary_names_are_bodies(name):
    assert REGISTERS.is_body(name)


@pytest.mark.parametrize(
    "words",
    [
        "单位",
        "下同",
        "不再列出",
        "人民政府",
        "工作格局",
        "治理污染由市农业农村局",
        "修订《办法》办公室",
        "数字政府",
        "谁审批谁",
        "布局",
    ],
)
def test_what_is_no_name_is_no_body(words):
    assert not REGISTERS.is_body(words)


def test_a_name_that_a_register_knows_is_a_body_whatever_it_ends_in():
    assert REGISTERS.is_body("国际发展合作署")
    assert REGISTERS.is_body("市残联")
    assert REGISTERS.is_body("区食药安")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市教育局", PartyKind.PUBLIC_BODY),
        ("企业", PartyKind.ENTERPRISE),
        ("学校", PartyKind.PUBLIC_INSTITUTION),
        ("市人民医院", PartyKind.PUBLIC_INSTITUTION),
        ("市总工会", PartyKind.MASS_ORGANIZATION),
        ("市物业服务行业协会", PartyKind.SOCIAL_ORGANIZATION),
        ("天津港集团", PartyKind.ENTERPRISE),
        ("各类市场主体", PartyKind.ENTERPRISE),
        ("社会公众", PartyKind.PUBLIC),
    ],
)
def test_the_kind_of_a_party(name, kind):
    assert BODIES.kind_of(name) is kind
