"""Tables of plain text, a cell or a row a line, whose columns only the words tell."""

from __future__ import annotations

import pytest
from tables_said import TITLE, said, targets_of, unread

from kgservice.documents.reading import Source
from kgservice.extraction.facts import Cause, Kind
from kgservice.extraction.reader import read_facts


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", TITLE + body, ""), registers)


def test_a_cell_a_line_whose_rows_are_not_alike_is_read_by_what_the_cells_say(registers):
    lines = "序号 任务 责任单位 备注 1 修路 县交通局 续建 2 植树 县林业局 3 清淤 县水利局 新建 4 架桥 县住建局 新建"
    read = read_facts(Source("x.txt", TITLE + "\n\n".join(lines.split()), ""), registers)
    assert [heading for _, heading, _ in said(read)] == ["修路", "植树", "清淤", "架桥"]


HEADER_OF_LINES = "序号\n项目内容\n牵头单位\n完成情况\n"


def rows_of_lines(*rows):
    lines = HEADER_OF_LINES + "".join(f"{number}\n{row}\n" for number, row in enumerate(rows, start=1))
    return lines.replace("\n", "\n\n")


def parties_of(facts):
    return [[surface for surface, _ in parties] for *_, parties in said(facts)]


def test_a_party_merged_over_most_rows_of_lines_answers_for_each(facts):
    rows = ["新建步道3公里。\n县水利局\n已完成。", "新建驿站5个。\n已完成。", "疏浚河道6公里。\n推进中。"]
    rows += ["新增床位20张。\n县卫健局\n推进中。", "新建诊室8间。\n推进中。"]
    assert parties_of(facts(rows_of_lines(*rows))) == [["县水利局"]] * 3 + [["县卫健局"]] * 2


@pytest.mark.parametrize(
    "rows",
    [
        [
            "新建步道3公里。\n县水利局\n已完成。",
            "新建驿站5个。\n县文旅局\n已完成。",
            "疏浚河道6公里。\n推进中。",
            "新增床位20张。\n县卫健局\n推进中。",
        ],
        [
            "新建步道3公里。\n已完成。",
            "新建驿站5个。\n已完成。",
            "疏浚河道6公里。\n县水利局\n推进中。",
            "新增床位20张。\n推进中。",
            "新建诊室8间。\n县卫健局\n推进中。",
        ],
    ],
    ids=["few rows lack theirs", "the first row lacks its own"],
)
def test_a_row_of_lines_without_a_party_has_none_elsewhere(facts, rows):
    found = parties_of(facts(rows_of_lines(*rows)))
    assert [bool(each) for each in found] == ["局" in row for row in rows]


def test_the_points_of_a_list_on_lines_of_their_own_are_one_cell(facts):
    rows = [
        "1）培训护工60人；\n2）培训月嫂40人。\n县人社局\n已完成。",
        "新建驿站5个。\n县文旅局\n已完成。",
        "新增床位20张。\n县卫健局\n推进中。",
    ]
    assert said(facts(rows_of_lines(*rows)))[0] == ("1", "1）培训护工60人；2）培训月嫂40人", [("县人社局", "lead")])


ONCE_APART = "序号 实事项目名称 责任单位 目标任务 1-6月完成情况   完成率% 备注\n"


def test_a_gap_between_two_names_that_single_spaces_part_from_the_others_is_a_chance(facts):
    read = facts(
        f"{ONCE_APART}1 新建社区食堂 民政局 12家 5 42% 进展顺利\n2 改造背街小巷   住建局 30条 18 60%\n"
        "3 新增停车泊位 城管局 900个 设备采购中\n4 帮扶就业 人社局 2400 1900 79%\n"
    )
    assert [parties for *_, parties in said(read)] == [
        [(office, "responsible")] for office in ("民政局", "住建局", "城管局", "人社局")
    ]
    assert targets_of(read) == [("1", "12 家"), ("2", "30 条"), ("3", "900 个"), ("4", "2400")]


def test_two_rows_under_one_number_are_listed_and_not_run_together(facts):
    read = facts(
        f"{ONCE_APART}1 新建社区食堂 民政局 12家 5 42%\n2 关爱老人 新建托老所2家 民政局 2家 1 50%\n体检5000人次 卫健局 5000人次 4100 82%\n"
        "3 新增停车泊位 城管局 900个 400 44%\n"
    )
    assert [number for number, *_ in said(read)] == ["1", "3"]
    (left,) = unread(read, Cause.TABLE_NOT_READ)
    assert left.startswith("2关爱老人")
    assert "卫健局" in left


NAMED = "序号\n目标任务\n责任单位\n完成时限\n"
EVEN = "1\n扩建粮库2座\n县发改局\n6月底\n2\n新修机井9眼\n县水利局\n8月底\n3\n增设路灯80盏\n县住建局\n9月底\n"
READ = [
    ("1", "扩建粮库2座", [("县发改局", "responsible")]),
    ("2", "新修机井9眼", [("县水利局", "responsible")]),
    ("3", "增设路灯80盏", [("县住建局", "responsible")]),
]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("bar", ["", "|\n"])
def test_a_cell_a_line_makes_rows_as_wide_as_the_header_with_numbers_or_without(facts, numbered, bar):
    body = NAMED + EVEN if numbered else "".join(f"{line}\n" for line in (NAMED + EVEN).split() if not line.isdecimal())
    body = (body if numbered else body.removeprefix("序号\n")).replace("\n", f"\n{bar}")
    assert said(facts(body)) == READ


@pytest.mark.parametrize(
    "change",
    [("县水利局\n8月底\n", "8月底\n县水利局\n"), ("县水利局\n", ""), ("县住建局\n", "县住建局\n县城管局\n")],
    ids=["out of order", "one lacks a cell", "the last has one more"],
)
def test_rows_without_numbers_that_do_not_suit_their_names_are_no_table(facts, change):
    body = "".join(f"{line}\n" for line in (NAMED + EVEN).replace(*change).split()[1:] if not line.isdecimal())
    assert said(facts(body)) == []


def test_cells_of_lines_that_say_one_group_again_and_again_stand_in_it(facts):
    names = "序号\n类别\n目标任务\n责任单位\n"
    rows = "1\n农业\n扩建粮库2座\n县发改局\n2\n农业\n新修机井9眼\n县水利局\n3\n市政\n增设路灯80盏\n县住建局\n"
    read = facts(names + rows)
    sections = [item.heading for item in read.plans[0].items if item.kind is Kind.SECTION]
    assert [read.document.text[heading] for heading in sections] == ["农业", "市政"]


TWO_LEVELS = "1\n扩建粮库2座\n县发改局\n县财政局\n6月底\n2\n新修机井9眼\n县水利局\n各镇\n8月底\n3\n增设路灯80盏\n县住建局\n县城管局\n9月底\n"


@pytest.mark.parametrize(
    "names",
    ["工作任务 责任单位 完成时限 牵头单位 配合单位", "工作任务 责任单位 牵头单位 配合单位 完成时限"],
    ids=["line by line", "under it"],
)
def test_names_over_parts_are_told_by_the_cells_of_the_rows(facts, names):
    read = facts("\n".join(["序号", *names.split()]) + f"\n{TWO_LEVELS}")
    assert said(read)[0] == ("1", "扩建粮库2座", [("县发改局", "lead"), ("县财政局", "support")])
    assert [len(item.deadlines) for item in read.plans[0].items] == [1, 1, 1]


def test_a_name_that_goes_on_below_is_over_no_parts(facts):
    read = facts("序号\n工作任务\n责任单\n位\n配合单位\n完成\n时限\n" + TWO_LEVELS)
    assert said(read)[0] == ("1", "扩建粮库2座", [("县发改局", "responsible"), ("县财政局", "support")])


def test_the_cell_of_a_group_before_the_first_number_is_no_name_of_a_column(facts):
    lines = "重点领域 序号 目标任务 责任单位 科技创新 1 组建粮库研究院 县科技局 2 新增企业14家 县科技局、各镇 3 开通班列 县商务局"
    assert [path for path, *_ in said(facts("\n".join(lines.split())))] == ["1", "2", "3"]


ONE_SPACE = "序号 巡查事项 巡查对象 事项类别 巡查频次 对象风险等级 巡查时间 责任科室 巡查主体\n"
PATROLS = "".join(
    f"{number} {what} 城区、镇的经营单位 一般事项 每年1次 低风险7家 5-9月 {office} 县渔业主管部门\n"
    for number, (what, office) in enumerate([("巡查渔港", "渔政科"), ("巡查码头", "港监科"), ("巡查水库", "水产科")], 1)
)


def test_rows_that_all_have_as_many_words_as_there_are_names_with_one_space_between_have_a_word_a_cell(facts):
    assert said(facts(ONE_SPACE + PATROLS)) == [
        ("1", "巡查渔港", [("渔政科", "responsible"), ("县渔业主管部门", "responsible")]),
        ("2", "巡查码头", [("港监科", "responsible"), ("县渔业主管部门", "responsible")]),
        ("3", "巡查水库", [("水产科", "responsible"), ("县渔业主管部门", "responsible")]),
    ]


def test_where_one_row_has_a_word_more_spaces_may_stand_in_cells_of_any(facts):
    read = facts(ONE_SPACE + PATROLS.replace("巡查码头 城区、镇的", "巡查码头 城区、镇的 "))
    assert len(unread(read, Cause.TABLE_NOT_READ)) == 2
