"""A sample of `benchmarks/mutating.py`: mutated documents of every format end in facts or a sentence."""

from __future__ import annotations

import runpy

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

CASES = range(100_000, 100_060)


@pytest.fixture(scope="module")
def mutating():
    return runpy.run_path(str(ROOT / "benchmarks" / "mutating.py"))


def test_each_case_ends_in_facts_or_a_sentence(mutating):
    tally = mutating["run"](CASES)
    assert tally.wrong == []
    assert tally.outcomes.total() == len(CASES)
    assert 10 < tally.outcomes["read"] < len(CASES) - 10


def test_a_case_is_its_number(mutating):
    assert [mutating["case"](number) for number in CASES[:10]] == [mutating["case"](number) for number in CASES[:10]]
    assert len({mutating["case"](number)[1] for number in CASES[:10]}) == 10
