"""What a text reports of a time before its plan is no target of the plan."""

from __future__ import annotations

import pytest

from kgservice.documents.layout import lay_out
from kgservice.documents.text import Span
from kgservice.extraction.targets.in_passages import find_targets
from kgservice.extraction.targets.years import Years


def targets_of(text: str, since: int) -> list[tuple[str, int]]:
    layout = lay_out(text)
    found = find_targets(layout, Span(0, len(layout.text.text)), Years(since=since)).targets
    return [(each.indicator, int(each.value)) for each in found]


@pytest.mark.parametrize(
    "report",
    [
        "2024年，全县新登记企业320家，覆盖率达到61%。",
        "“十三五”期间，全区累计造林45万亩，覆盖率达到62%。",
        "2025年全市接待游客突破63万人次。",
        "“十四五”时期，改造老旧小区64个。",
    ],
)
def test_what_was_done_before_the_plan_is_reported(report):
    assert targets_of(report, since=2026) == []


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("2026年，新登记企业320家。", [("新登记企业", 320)]),
        ("“十五五”期间，改造老旧小区64个。", [("改造老旧小区", 64)]),
        ("2024年，覆盖率达到61%，到2027年，覆盖率达到75%。", [("覆盖率", 75)]),
        ("2024年，覆盖率达到61%，力争今年达到70%。", [("覆盖率", 70)]),
    ],
)
def test_what_is_to_be_is_not(sentence, read):
    assert targets_of(sentence, since=2026) == read


def test_a_plan_of_no_known_year_reports_nothing_by_its_years():
    layout = lay_out("2024年，覆盖率达到61%。")
    assert len(find_targets(layout, Span(0, len(layout.text.text))).targets) == 1
