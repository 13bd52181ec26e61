"""Which targets the figures of a table set, whose they are, and for which year."""

from __future__ import annotations

import pytest
from growth import assert_grows_linearly

from kgservice.documents.reading import Source
from kgservice.documents.text import Span
from kgservice.extraction.facts import Cause
from kgservice.extraction.reader import read_facts
from kgservice.extraction.targets.cell_figures import figures_of_cell


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", f"昌乐县2024年重点工作任务分解表\n{body}", ""), registers)


def test_figures_of_each_party_are_its_targets(facts):
    read = facts(
        "序号\t责任单位\t签约额（亿元）\t到位资金（亿元）\n1\t县发改局\t10\t5\n2\t县商务局\t15\t8\n合计\t\t25\t13\n"
    )
    found = [(each.indicator, int(each.value), each.unit) for item in read.plans[0].items for each in item.targets]
    of_parties = [("签约额", 10, "亿元"), ("到位资金", 5, "亿元"), ("签约额", 15, "亿元"), ("到位资金", 8, "亿元")]
    assert found == [*of_parties, ("签约额", 25, "亿元"), ("到位资金", 13, "亿元")]
    assert [len(each.responsible) for item in read.plans[0].items for each in item.targets] == [1, 1, 1, 1, 0, 0]


def test_the_year_of_a_row_s_time_is_that_of_its_figures(facts):
    read = facts("序号\t项目\t建设时间\t建设内容\t责任单位\n1\t公园\t2023\t新建公园2处\t县住建局\n")
    ((target,),) = [item.targets for item in read.plans[0].items]
    assert target.year == 2023


def test_what_a_score_is_given_for_is_no_target_and_the_table_is_listed(registers):
    title, body = (
        "昌乐县乡镇考核指标\n",
        "序号\t考核指标\t评分标准\t分值\n1\t垃圾分类覆盖率\t达到90%得5分，低1个百分点扣0.5分\t5\n",
    )
    read = read_facts(Source("x.txt", title + body, ""), registers)
    assert not [target for plan in read.plans for item in plan.items for target in item.targets]
    assert Cause.TABLE_NOT_READ in {each.cause for plan in read.plans for each in plan.unread}


@pytest.mark.parametrize(("title", "year"), [("健康指标（2024年版）", None), ("2024年健康指标", 2024)])
def test_an_edition_is_not_the_year_of_the_targets(registers, title, year):
    body = "\n指标\t评价标准\n体检率\t≥70%\n管理率\t不低于65%\n"
    read = read_facts(Source("x.txt", title + body, ""), registers)
    assert {target.year for plan in read.plans for item in plan.items for target in item.targets} == {year}


@pytest.mark.parametrize(("name", "count"), [("水库数量", 3), ("改造数量", 6)])
def test_how_many_there_are_beside_what_was_is_no_target(registers, name, count):
    rows = "".join(f"{place}\t9\t4\t5\n" for place in ("甲县", "乙县", "丙县"))
    body = f"县区\t{name}\t2023年（已改造）\t2024年\n{rows}"
    read = read_facts(Source("x.txt", "云岭市水库改造计划表\n" + body, ""), registers)
    assert sum(len(item.targets) for plan in read.plans for item in plan.items) == count


@pytest.mark.parametrize("words", ["市区8个县城9个", "东区新增8；"])
def test_a_cell_of_many_figures_is_not_tried_in_every_way(words):
    def read(size):
        cell = f"{words * (size // len(words))}。"
        return list(figures_of_cell(cell, Span(0, len(cell)), ""))

    assert_grows_linearly(read, 800)


def test_a_figure_left_of_what_it_is_of_is_read(facts):
    read = facts("序号\t2024年目标\t指标\n1\t85%以上\t修复率\n")
    (row,) = read.plans[0].items
    assert [str(each.value) for each in row.targets] == ["85"]


def test_a_goal_with_a_figure_left_of_the_measures_refuses_nothing(facts):
    read = facts("序号\t问题\t整改目标\t整改措施\t责任单位\n1\t管网破损\t修复率达到85%以上\t修复管网\t县住建局\n")
    assert [str(each.value) for each in read.plans[0].items[0].targets] == ["85"]


def test_a_bare_year_before_that_of_the_goals_is_what_was_already(facts):
    read = facts("序号\t指标\t单位\t2020年\t2025年目标\n1\t合格率\t%\t95\t98\n")
    (row,) = read.plans[0].items
    assert [(str(each.value), str(each.baseline)) for each in row.targets] == [("98", "95")]


@pytest.mark.parametrize(("words", "comparator"), [("＞95", ">"), ("＜95", "<"), ("≥95", ">="), ("95", "=")])
def test_full_width_signs_compare(facts, words, comparator):
    (row,) = facts(f"序号\t指标\t单位\t2025年目标\n1\t报告率\t%\t{words}\n").plans[0].items
    assert [each.comparator.value for each in row.targets] == [comparator]


def test_the_unit_is_that_of_its_column(facts):
    (row,) = facts("序号\t指标\t单位\t2025年目标\n1\t每千人口执业医师数\t人\t3.2\n").plans[0].items
    assert [each.unit for each in row.targets] == ["人"]


def test_a_figure_alone_is_of_the_task(facts):
    read = facts("序号\t项目\t数量\t责任单位\n1\t建学校\t3所\t县教育局\n2\t建公园\t5\t县住建局\n")
    assert [[(each.indicator, str(each.value), each.unit) for each in row.targets] for row in read.plans[0].items] == [
        [("建学校", "3", "所")],
        [("建公园", "5", "")],
    ]


def test_an_amount_in_a_column_of_its_own_is_the_amount_of_the_task(facts):
    read = facts(
        "序号\t项目\t建设地点\t年度投资金额（万元）\t责任单位\n"
        "1\t修缮小学\t东关街道\t300\t县教育局\n2\t修缮医院\t西关街道\t500\t县卫健局\n"
    )
    assert [[(each.indicator, str(each.value), each.unit) for each in row.targets] for row in read.plans[0].items] == [
        [("修缮小学年度投资金额", "300", "万元")],
        [("修缮医院年度投资金额", "500", "万元")],
    ]


def test_a_column_of_units_may_hold_places_that_figures_are_of(facts):
    read = facts("单位\t内资（亿元）\t签约项目（个）\n昌乐经济开发区\t30\t15\n宝都街道\t8\t6\n红河镇\t5\t4\n")
    assert sorted(int(each.value) for item in read.plans[0].items for each in item.targets) == [4, 5, 6, 8, 15, 30]
    units = facts("指标\t单位\t2025年目标\n森林覆盖率\t%\t32\n床位\t张\t5\n")
    assert [each.unit for item in units.plans[0].items for each in item.targets] == ["%", "张"]


def test_what_is_done_every_year_has_the_year_of_its_column_of_goals(facts):
    (row,) = (
        facts(
            "乙县任务清单\n序号\t任务\t2026年目标\t2027年目标\t牵头单位\n1\t培训\t每年培养技工500人以上；新建校舍4栋\t每年培养技工600人以上\t县教育局\n"
        )
        .plans[0]
        .items
    )
    assert [(each.value, each.unit, each.year) for each in row.targets] == [
        (500, "人/年", 2026),
        (4, "栋", 2026),
        (600, "人/年", 2027),
    ]
    (row,) = (
        facts("乙县任务清单\n序号\t任务\t目标\t完成时限\t责任单位\n1\t培训\t每年培养技工500人\t2027年底\t县教育局\n")
        .plans[0]
        .items
    )
    assert [(each.value, each.year) for each in row.targets] == [(500, None)]


@pytest.mark.parametrize(
    ("name", "cell", "target"),
    [
        ("巡查比例", "30%", ("渔港巡查比例", 30, "%")),
        ("巡查频次", "2次/半年", ("渔港巡查频次", 2, "次/半年")),
        ("抽查频次", "1次/1年", ("渔港巡查抽查频次", 1, "次/年")),
        ("巡查数量", "4", ("渔港巡查", 4, "")),
    ],
)
def test_a_figure_of_how_much_or_how_often_is_called_after_its_column(facts, name, cell, target):
    read = facts(f"序号\t任务\t{name}\t责任单位\n1\t渔港巡查\t{cell}\t县农业农村局\n")
    ((found,),) = [item.targets for item in read.plans[0].items]
    assert (found.indicator, int(found.value), found.unit) == target


def test_how_often_in_words_is_no_figure(facts):
    read = facts("序号\t任务\t巡查频次\t责任单位\n1\t渔港巡查\t每季度\t县农业农村局\n")
    assert [item.targets for item in read.plans[0].items] == [()]
    assert [read.document.text[each.when] for item in read.plans[0].items for each in item.deadlines] == ["每季度"]


def test_two_figures_in_a_cell_are_two_targets(facts):
    read = facts("序号\t任务\t抽查比例及频次\t责任单位\n1\t渔港巡查\t3%；2次/年\t县农业农村局\n")
    ((*found,),) = [item.targets for item in read.plans[0].items]
    assert [(each.indicator, int(each.value), each.unit) for each in found] == [
        ("渔港巡查抽查比例及频次", 3, "%"),
        ("渔港巡查抽查比例及频次", 2, "次/年"),
    ]


def test_how_often_and_how_many_are_inspected(facts):
    read = facts(
        "序号\t抽查事项\t责任单位\t抽查比例\t抽查频次\t抽查数量\n1\t检查广告发布单位\t县市场监管局\t5%\t=1\t3户（以实际抽查数为准）\n2\t检查保健食品经营者\t县市场监管局\t10%\t>=1\t2户\n"
    )
    assert [[(each.comparator, each.value, each.unit) for each in item.targets] for item in read.plans[0].items] == [
        [("=", 5, "%"), ("=", 1, "次"), ("=", 3, "户")],
        [("=", 10, "%"), (">=", 1, "次"), ("=", 2, "户")],
    ]


def units_of(read):
    return [each.unit for item in read.plans[0].items for each in item.targets]


FOREST = "乡镇\t造林面积\t其中封育\t四旁植树\t投资\n城关镇\t3\t1\t20\t60\n大河乡\t5\t2\t30\t90\n"


@pytest.mark.parametrize(
    ("above", "units"),
    [
        ("单位：万亩、万株、万元", ["万亩", "万亩", "万株", "万元"]),
        ("（单位：亩，株，元）", ["亩", "亩", "株", "元"]),
        ("单位：万亩", ["万亩"] * 4),
        ("单位：县林业局、县财政局", [""] * 4),
    ],
)
def test_of_several_units_over_a_table_the_name_of_a_column_or_of_the_one_before_tells_its_own(facts, above, units):
    assert units_of(facts(f"{above}\n{FOREST}")) == units * 2


def test_a_column_before_all_whose_name_tells_a_unit_has_none_of_several(facts):
    table = "乡镇\t任务数\t培训人数\n城关镇\t3\t40\n大河乡\t5\t50\n"
    assert units_of(facts(f"单位：个、人\n{table}")) == ["", "人"] * 2
