"""Every word of roles.yaml does what its example says, and leaves alone what only looks like it."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.registers.loading import load_registers

REGISTERS = load_registers(ROOT / "data" / "registers")
ROLES = REGISTERS.roles


def words(*what: str):
    chosen = [word for word in ROLES.words if word.what in what]
    return pytest.mark.parametrize("word", chosen, ids=lambda word: word.word)


@words("duty")
def test_a_duty_gives_its_role_and_no_near_miss_does(word):
    assert word.near_misses
    label = ROLES.label.match(word.example)
    found = [label] if label else [duty for duty in ROLES.duty.finditer(word.example) if word.word in duty.group()]
    assert [match.lastgroup for match in found] == [word.role]
    assert [near for near in word.near_misses if ROLES.duty.search(near)] == []


@words("manner", "by", "whose", "share", "doing")
def test_what_stands_around_a_duty_is_part_of_it(word):
    last = list(ROLES.duty.finditer(word.example))[-1]
    assert word.word in last.group()
    assert last.end() == len(word.example)


@words("unit")
def test_a_unit_makes_a_label(word):
    label = ROLES.label.match(word.example)
    assert label is not None
    assert label.group().endswith(f"{word.word}：")


@words("join")
def test_a_joining_word_is_told_and_its_near_misses_are_names(word):
    assert word.near_misses
    assert ROLES.told.search(word.example)
    assert word.word in word.example
    starts = [near for near in word.near_misses if near.startswith(word.word) and near != word.word]
    assert [near for near in starts if (led := ROLES.lead_in.match(near)) and led.group() == word.word] == []


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("牵头单位", "lead"),
        ("牵头（责任）单位", "lead"),
        ("牵头负责部门", "lead"),
        ("主责部门", "lead"),
        ("主办单位", "lead"),
        ("配合单位", "support"),
        ("协办部门", "support"),
        ("参加单位", "support"),
        ("责任单位", "responsible"),
        ("承办单位", "responsible"),
        ("完成单位", "responsible"),
        ("责任分工", "responsible"),
        ("责任人", None),
        ("牵头领导", None),
        ("完成时限", None),
        ("主要任务", None),
    ],
)
def test_the_role_of_a_column(name, role):
    assert ROLES.role_of_column(name) == role


@pytest.mark.parametrize("words", ["承办科室：综合科", "（市教育局牵头）", "（市财政局协助做好）", "由市残联负责评定"])
def test_a_duty_is_given_by_whichever_word(words):
    assert ROLES.gives_duty.search(words)


@pytest.mark.parametrize("words", ["联系电话：8012", "（学校负责人）", "费用由企业承担", "由市残联负责人签字"])
def test_what_only_has_the_words_gives_no_duty(words):
    assert ROLES.gives_duty.search(words) is None
