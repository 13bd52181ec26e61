"""Which year a goal is of: what its section begins with, or its heading names."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("到2025年，治水体系更加完善。", 2025),
        ("到2025年底前，治水体系更加完善。具体如下：", 2025),
        ("治水体系更加完善，到2025年见效。", None),
        ("2020年，全县河道干净。", 2020),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "。"], ids=["a line of its own", "run in"])
def test_the_goals_below_a_section_are_of_the_year_that_it_begins_with(read_text, opening, year, ends):
    (plan,) = read_text(
        f"甲县治水方案\n一、工作目标{ends}{opening}\n1.水质。达标率达到98%。\n2.河道。整治率达到90%。\n"
    ).plans
    assert [target.year for item in plan.items[1:] for target in item.targets] == [year, year]


def test_what_a_section_of_tasks_begins_with_is_not_the_year_of_all_of_them(read_text):
    (plan,) = read_text("甲县治水方案\n一、主要任务\n到2025年，体系更加完善。\n1.水质。达标率达到98%。\n").plans
    assert [target.year for target in plan.items[1].targets] == [None]
