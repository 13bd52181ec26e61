"""Which year a goal is of: what its section begins with, or its heading names."""

from __future__ import annotations

import pytest

from kgservice.documents.layout import lay_out
from kgservice.documents.text import Span
from kgservice.extraction.told_years import year_of_headings
from kgservice.lexicon import lexicon


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


WORDS = {name: [each.word for each in words] for name, words in lexicon("years").items()}
HEADED = "甲县人民政府\n2026年2月5日\n\n甲县治水方案（2026—2030年）\n{text}"


def years_of(facts):
    """The years of all targets in items, in order."""
    (plan,) = facts.plans
    return [target.year for item in plan.items for target in item.targets]


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("今年全县治水主要预期目标", 2026),
        ("本年度工作目标", 2026),
        ("今冬明春建设任务", 2027),
        ("明年重点工程（共2项）", 2027),
        ("“十五五”末主要指标", 2030),
        ("今年以来重点工作", None),
        ("落实2026年政府工作报告", None),
        ("2026年已完成项目", None),
        ("2024年续建项目", None),
        ("重点任务", None),
    ],
)
def test_a_heading_gives_its_year_to_the_figures_below_it_alone(read_text, heading, year):
    text = f"一、{heading}\n（一）水窖。新建水窖300口。\n（二）渠道。清淤渠道12公里。\n二、日常管护\n（一）道路。新建桥涵30座。\n"
    assert years_of(read_text(HEADED.format(text=text))) == [year, year, None]


def test_the_time_of_a_clause_is_nearer_than_the_heading_above(read_text):
    text = "一、2026年重点任务\n（一）水窖。新建水窖300口。（完成时限：2027年6月）\n（二）渠道。清淤渠道12公里。\n"
    assert years_of(read_text(HEADED.format(text=text))) == [2027, 2026]


@pytest.mark.parametrize("thing", WORDS["things"])
@pytest.mark.parametrize("verb", WORDS["done_to"])
def test_each_word_makes_a_heading_that_gives_its_year(verb, thing):
    text = lay_out(f"{verb}2027年治水重点{thing}").text
    assert year_of_headings(text, [Span(0, len(text.text))], None) == 2027


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        *((f"县政府{word}2027年全县办好2件实事，分别是：", 2027) for word in WORDS["told_before"]),
        ("今年全县治水工作的主要任务是：", 2026),
        ("根据县委部署，2027年全县重点项目安排如下：", 2027),
        ("经票决，以下2个项目为2027年县政府民生实事项目：", None),
        ("为落实2027年民生实事，制定方案如下：", None),
        ("2027年民生实事已经票决。现将方案公布如下：", None),
    ],
)
def test_the_sentence_before_the_items_gives_them_its_year(read_text, opening, year):
    text = f"{opening}\n一、新建水窖300口，方便群众。\n二、清淤渠道12公里，改善灌溉。\n"
    assert years_of(read_text(HEADED.format(text=text))) == [year, year]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2027年惠民治水项目（东村、西村）：", 2027),
        ("今年重点工程：", 2026),
        ("2027年治水项目已列入计划，内容为：", None),
        ("重点工程：", None),
    ],
)
def test_a_line_gives_its_year_to_the_lines_below_it_in_the_item(read_text, line, year):
    text = f"一、重点工程\n{line}\n东村清淤渠道12公里。\n西村新建水窖300口。\n二、管护\n新建桥涵30座。\n"
    assert years_of(read_text(HEADED.format(text=text))) == [year, year, None]
