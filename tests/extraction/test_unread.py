"""What was not understood is listed with its cause and its place; what was read is not."""

from __future__ import annotations

import pytest

from kgservice.documents.reading import Source
from kgservice.extraction.facts import Cause
from kgservice.extraction.reader import read_facts


@pytest.fixture
def unread(registers):
    def listed(text: str):
        facts = read_facts(Source("x.txt", text, "0" * 64), registers)
        return [(each.cause, facts.document.text[each.span]) for plan in facts.plans for each in plan.unread]

    return listed


def test_a_plan_that_is_understood_leaves_nothing(unread):
    assert (
        unread(
            "某市工作方案\n一、任务\n（一）研发。覆盖率达到90%以上。（市科技局牵头，市财政局配合）\n（二）推广。做好推广。\n"
        )
        == []
    )


def test_a_bracket_that_speaks_of_duties_and_is_no_clause(unread):
    text = "某市工作方案\n一、任务\n（一）研发。做好（具体办法由市科技局牵头另行商定后报批）。\n（二）推广。做好。（市财政局负责）\n"
    assert unread(text) == [(Cause.CLAUSE_HALF_READ, "（具体办法由市科技局牵头另行商定后报批）")]


def test_a_place_named_as_a_party_is_its_government(unread):
    assert unread("某市工作方案\n一、任务\n（一）研发。做好。（市科技局、荣成市、乳山市政府负责）\n") == []


@pytest.mark.parametrize(
    "bracket",
    ["（人民政府负责）", "（谁审批、谁负责）", "（下同，负责落实）", "（的是须经办理，2024年底前完成，并负责）"],
)
def test_a_bracket_that_ends_in_a_duty_and_names_nobody(unread, bracket):
    text = f"某市工作方案\n一、任务\n（一）研发。做好{bracket}。\n（二）推广。做好。（市财政局负责）\n"
    assert (Cause.CLAUSE_HALF_READ, bracket) in unread(text)


def test_a_sentence_that_ends_in_a_duty_behind_a_name_that_nobody_knows(unread):
    text = "某市工作方案\n一、任务\n（一）研发。做好研发，由乡贤理事会负责。\n（二）推广。做好。（市财政局负责）\n"
    assert unread(text) == [(Cause.CLAUSE_HALF_READ, "做好研发，由乡贤理事会负责")]


def test_what_is_left_of_a_clause_that_was_read(unread):
    text = "某市工作方案\n一、任务\n（一）研发。做好。（市科技局、下同、市财政局负责统筹资金）\n（二）推广。做好。\n"
    assert unread(text) == [(Cause.CLAUSE_HALF_READ, "下同"), (Cause.CLAUSE_HALF_READ, "资金")]


def test_a_figure_of_nothing(unread):
    text = "某市工作方案\n一、任务\n（一）研发。山区乡镇可两个以上建制村联建共享。（市科技局负责）\n"
    assert unread(text) == [(Cause.NUMBER_WITHOUT_INDICATOR, "两个")]


def test_what_a_torn_document_says_before_its_first_number(unread):
    text = "（上接第一版）合格率稳定在98%以上，风险得到控制。\n二、任务\n3.研发。做好研发。\n4.推广。做好推广。\n"
    assert unread(text) == [(Cause.OUTSIDE_OUTLINE, "（上接第一版）合格率稳定在98%以上，风险得到控制。")]


def test_an_annex_without_numbers_or_table(unread):
    text = (
        "某市工作方案\n一、任务\n（一）研发。做好研发。（市科技局负责）\n（二）推广。做好推广。\n\n"
        "附件\n\n专班成员名单\n\n组长由分管副市长担任。\n"
    )
    assert unread(text) == [(Cause.OUTSIDE_OUTLINE, "组长由分管副市长担任。")]


@pytest.mark.parametrize("table", ["甲 | 乙 | 丙 |\n丁 | 戊 | 己 |\n", "甲 |\n乙 |\n丙 |\n丁 |\n"])
def test_cells_between_bars_under_no_header_are_a_table_that_was_not_read(unread, table):
    ((cause, words),) = unread(f"某市工作方案\n一、任务\n（一）研发。做好研发。\n{table}")
    assert cause is Cause.TABLE_NOT_READ
    assert words == "".join(table.split())


def test_rows_of_cells_behind_a_plans_one_sentence_are_listed(unread):
    ((cause, words),) = unread("甲县治水任务分解表\n做好全县治水工作。\n修渠\t县水利局\t6月\n清淤\t县住建局\t7月\n")
    assert (cause, words) == (Cause.TABLE_NOT_READ, "修渠县水利局6月清淤县住建局7月")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("周末报送进展", ["周末"]),
        ("季初完成部署", ["季初"]),
        ("月底前、季度末前、下周五前报送进展", []),
        ("上月底前已办结，上学年末天气炎热", []),
    ],
)
def test_an_end_that_no_form_reads(unread, words, left):
    text = f"某市2025年工作方案\n一、任务\n（一）研发。{words}。（市科技局负责）\n某市人民政府\n2025年3月1日\n"
    assert unread(text) == [(Cause.TIME_NOT_READ, each) for each in left]


BROKEN = """某县发展规划
一、目标
（一）提升实力。做大总量。
某县主要指标
序 “十四五”目标
指 标 单位 属性
号
2025年 年均[累计]
1 经济增长率 % 预期性 - 5左右
万元/
2 劳动生产率 预期性 36左右 -
人
研发经费支出相当于
3 % 预期性 4.5左右 -
生产总值比例
4 失业率 % 预期性 - <5.5
安全事故死亡率
5 约束性 <0.01 -
元
"""


def test_rows_that_only_count_up_are_a_table_that_was_not_read(unread):
    (told,) = [words for cause, words in unread(BROKEN) if cause is Cause.TABLE_NOT_READ]
    assert told.startswith("某县主要指标")
    assert told.endswith("元")


@pytest.mark.parametrize(
    "lines",
    [
        "1 总 则 3\n2 组织体系 职责 5\n3 监测 预警 7\n4 应急 响应 9\n",
        "1 甲镇 修路 架桥。\n2 乙镇 修路 架桥。\n3 丙镇 修路 架桥。\n4 丁镇 修路 架桥。\n",
    ],
    ids=["contents", "sentences"],
)
def test_lines_that_count_up_under_no_names_of_columns_are_none(unread, lines):
    text = f"某县工作方案\n一、任务\n（一）研发。做好研发。\n{lines}"
    assert not [words for cause, words in unread(text) if cause is Cause.TABLE_NOT_READ]


NAMES = "项目\n分值\n目标任务\n监考单位\n"
CELLS = "栽树\n3\n区林业局\n清淤\n2\n18\n区水利局\n修路\n4\n按省定\n区交通局\n改厕\n1\n"


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (NAMES + CELLS, 1),
        (NAMES + "栽树\n区林业局\n区人民政府\n2024年5月6日\n", 0),
        (NAMES + CELLS.replace("3", "三分").replace("2", "二分").replace("1", "一分").replace("局", ""), 0),
    ],
    ids=["cells", "a short list", "nothing that tells"],
)
def test_a_table_of_a_cell_a_line_that_was_not_read_is_listed(unread, body, lost):
    text = f"某区政府各部门：\n现将2024年目标任务下达你们，请抓好落实。\n请按月报送进度。\n附件\n某区目标任务分解表\n{body}"
    assert [cause for cause, _ in unread(text)].count(Cause.TABLE_NOT_READ) == lost
