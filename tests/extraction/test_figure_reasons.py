"""The reasons for which a figure sets a target, or none: each holds of its example."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT

from kgservice.documents.layout import lay_out
from kgservice.documents.text import Span
from kgservice.extraction.quantities import find_quantities
from kgservice.extraction.targets import no_target
from kgservice.extraction.targets.count_targets import COUNT_REASONS
from kgservice.extraction.targets.in_passages import find_targets
from kgservice.extraction.targets.level_targets import LEVEL_REASONS
from kgservice.extraction.targets.no_target import REASONS
from kgservice.extraction.targets.qualifiers import QUALIFIERS, quantified


def examples(reasons):
    return [pytest.param(reason.example, id=reason.id) for reason in reasons]


def rules_of(text: str, *, of_row: bool = False) -> list[str]:
    layout = lay_out(text)
    read = find_targets(layout, Span(0, len(layout.text.text)), of_row=of_row)
    return [target.rule for target in read.targets]


@pytest.mark.parametrize("example", examples(reason for reason in COUNT_REASONS if reason.id != "row"))
def test_so_many_of_something_is_a_target(example):
    assert rules_of(f"{example}。")[-1:] == ["target.count"]


@pytest.mark.parametrize("example", examples(reason for reason in COUNT_REASONS if reason.id == "row"))
def test_so_many_at_the_end_of_a_cell_is_a_target_and_in_prose_none(example):
    assert rules_of(example, of_row=True) == ["target.count"]
    assert rules_of(f"{example}。") == []


@pytest.mark.parametrize("example", examples(LEVEL_REASONS))
def test_a_level_is_a_target(example):
    assert rules_of(f"{example}。") == ["target.level"]


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.id)
def test_what_is_no_target_is_none_for_its_reason(monkeypatch, reason):
    held = []

    def noted(each):
        return replace(each, holds=lambda at: each.holds(at) and not held.append(each.id))

    monkeypatch.setattr(no_target, "REASONS", tuple(map(noted, REASONS)))
    assert not {"target.level", "target.count"} & set(rules_of(f"{reason.example}。"))
    assert reason.id in held


@pytest.mark.parametrize("reason", QUALIFIERS, ids=lambda reason: reason.id)
def test_what_only_qualifies_does_so_for_its_reason(reason):
    whole = Span(0, len(reason.example))
    found = find_quantities(reason.example, whole)
    quantities = (quantified(reason.example, whole, each, each is found[-1]) for each in found)
    assert reason in [next((each for each in QUALIFIERS if each.holds(at)), None) for at in quantities]


def test_the_page_lists_every_reason_in_order():
    rows = [f"| {reason.id} | {reason.example} |" for reason in REASONS]
    assert "\n".join(rows) in (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
