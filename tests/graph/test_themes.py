"""Campaigns of several plans are about the same where their names differ in the words for a campaign only."""

from __future__ import annotations

import pytest

from kgservice.graph.themes import theme_of
from kgservice.lexicon import lexicon


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("校园食品安全守护行动", "校园食品安全守护工程"),
        ("“优质粮食工程”行动", "“优质粮食工程”"),
        ("污染防治攻坚战", "污染防治攻坚行动"),
        ("城市更新行动计划", "城市更新行动"),
        ("“你点我检”活动", "“你点我检”专项行动"),
    ],
)
def test_the_same_business_is_one_theme(one, other):
    assert theme_of(one) == theme_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("餐饮质量安全提升行动", "粮食质量安全提升行动"),
        ("工程质量提升行动", "质量提升行动"),
        ("农村假冒伪劣食品治理工程", "农村假冒伪劣食品治理提升行动"),
    ],
)
def test_another_business_is_another(one, other):
    assert theme_of(one) != theme_of(other)


def test_a_name_that_only_says_campaign_has_none():
    assert theme_of("专项行动计划") is None


@pytest.mark.parametrize(
    "word", [*lexicon("campaigns")["kinds"], *lexicon("campaigns")["kinds_too"]], ids=lambda each: each.word
)
def test_each_word_for_a_campaign_is_left_out(word):
    assert theme_of(f"食品安全{word.word}") == "食品安全"
