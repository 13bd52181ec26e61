"""What the name of a column says of it, each word of the register by its example."""

from __future__ import annotations

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.documents.headers import Heading, heading_of, looks_like_table, name_of

LISTS = yaml_of(ROOT / "data" / "lexicon" / "headers.yaml")
KINDS = {
    "task_name": Heading.TASK,
    "amount": Heading.FIGURE,
    "office_duty": Heading.PARTY,
    "office": Heading.PARTY,
    "over_parts": None,
    "rate": Heading.FIGURE,
}
WORDS = [(name, entry["word"], entry["example"]) for name, entries in LISTS.items() for entry in entries]


@pytest.mark.parametrize(("kind", "word", "example"), WORDS, ids=[f"{kind}-{word}" for kind, word, _ in WORDS])
def test_each_word_decides_its_example(kind, word, example):
    assert word in name_of(example)
    assert heading_of(name_of(example)) is KINDS.get(kind, Heading[kind.upper()] if kind not in KINDS else None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("责任单位（列第一位的为牵头单位）", Heading.PARTY),
        ("责任单位及责任人", Heading.PARTY),
        ("本局责任处（单位）", Heading.PARTY),
        ("设备用处", None),
        ("单位负责人", Heading.PERSON),
        ("2024年", Heading.FIGURE),
        ("2025年目标", Heading.FIGURE),
        ("2023年（已改造）", Heading.BASELINE),
        ("2024年（计划）", Heading.FIGURE),
        ("2024年重点任务", Heading.TASK),
        ("2024年1月底前", None),
        ("工作目标", Heading.GOAL),
        ("目标任务", Heading.TASK),
        ("任务要求", Heading.CONTENT),
        ("一季度", None),
        ("2026年计划投资（万元）", Heading.FIGURE),
        ("资金来源", Heading.NOTE),
        ("所属细分领域", Heading.CATEGORY),
        ("已完成投资（万元）", None),
    ],
)
def test_names_that_hold_words_of_several_kinds(name, kind):
    assert heading_of(name) is kind


@pytest.mark.parametrize(
    ("source", "looks"),
    [
        ("某县任务表\n序号    工作任务      责任单位\n1   甲   县教育局\n", True),
        ("部门\t源头治理\n县教育局\t○\n", True),
        ("某县通知\n　　各单位要落实工作任务。\n", False),
        ("姓名\t王甲\n", False),
    ],
)
def test_what_looks_like_a_table(source, looks):
    assert looks_like_table(source) is looks
