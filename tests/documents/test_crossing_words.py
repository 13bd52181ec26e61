"""What a cell of a table that is read both ways says, each word of the register by its example."""

from __future__ import annotations

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.documents.crossings import is_duty

LISTS = yaml_of(ROOT / "data" / "lexicon" / "crossings.yaml")
ROLES = [(each["word"], each["example"]) for each in LISTS["role"]]


@pytest.mark.parametrize(("word", "example"), ROLES, ids=[word for word, _ in ROLES])
def test_each_word_makes_its_example_a_cell_that_tells_a_part(word, example):
    assert word in example
    assert is_duty(example)


@pytest.mark.parametrize("words", ["●", "★☆", "牵头单位", "配合部门"])
def test_marks_and_offices_with_a_role_tell_a_part(words):
    assert is_duty(words)


@pytest.mark.parametrize("words", ["", "县教育局", "县教育局牵头", "牵头领导", "85%", "●●●"])
def test_what_only_looks_like_one(words):
    assert not is_duty(words)
