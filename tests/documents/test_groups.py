"""The sections of a table: merged cells, rows of their own, and headings above."""

from __future__ import annotations

import pytest

from kgservice.documents.layout import lay_out
from kgservice.documents.tables import find_tables


def outline(source):
    """The sections with their own and the rows with all their numbers and the first of their words, of the one table in `source`."""
    layout = lay_out(source)
    (table,) = find_tables(layout)

    def path(index):
        section = table.sections[index] if index is not None else None
        return [*path(section.parent), section.number] if section else []

    sections = [(each.number, layout.text[each.heading]) for each in table.sections]
    rows = [("/".join([*filter(None, path(row.section)), row.number]), layout.text[row.words[0]]) for row in table.rows]
    return sections, rows


HEADER = "序号\t任务\t牵头单位\t完成时限\n"
LONG = "二、" + "坚持统筹协调，深入实施乡村振兴战略，" * 3 + "加快农业现代化。"


@pytest.mark.parametrize(
    "source",
    [
        HEADER + "一、甲类\n1\t招商\t县商务局\t6月底前\n二、乙类\n1\t养老\t县民政局\t长期\n",
        HEADER + "一、甲类\t\t\t\n1\t招商\t县商务局\t6月底前\n二、乙类。\t\t\t\n1\t养老\t县民政局\t长期\n",
        HEADER + "一\t甲类\t\t\n1\t招商\t县商务局\t6月底前\n二\t乙类\t\t\n1\t养老\t县民政局\t长期\n",
        HEADER + "一\t甲类\n1\t招商\t县商务局\t6月底前\n二\t乙类\n1\t养老\t县民政局\t长期\n",
        HEADER + "\t一、甲类\t共1项\t\n1\t招商\t县商务局\t6月底前\n\t二、乙类\t共1项\t\n1\t养老\t县民政局\t长期\n",
        "任务\t要求\t牵头单位\n一、甲类\t1.招商。\t县商务局\n二、乙类\t1.养老。\t县民政局\n",
        "类别\t序号\t任务\t牵头单位\n一、甲类\t1\t招商\t县商务局\n二、乙类\t1\t养老\t县民政局\n",
    ],
    ids=[
        "own row",
        "own row of empty cells",
        "number column",
        "number column alone",
        "second column",
        "merged",
        "category",
    ],
)
def test_groups_are_sections_and_numbers_that_start_again_stay_apart(source):
    sections, rows = outline(source)
    assert [number for number, _ in sections] == ["一", "二"]
    assert [heading for _, heading in sections] == ["甲类", "乙类"]
    assert [(path, words.rstrip("。")) for path, words in rows] == [("一/1", "招商"), ("二/1", "养老")]


def test_a_group_may_be_long_and_end_in_a_full_stop():
    _, rows = outline(HEADER + f"一、甲类\n1\t招商\t县商务局\t6月底前\n{LONG}\n2\t养老\t县民政局\t长期\n")
    assert [path for path, _ in rows] == ["一/1", "二/2"]


def test_three_levels_of_a_row_a_merged_cell_and_a_number():
    source = (
        "工作任务\t工作要求\t牵头单位\n一、公开\n（一）规划\t1.甲。\t县发改局\n（一）规划\t2.乙。\t县发改局\n"
        "（二）监管\t3.丙。\t县市场监管局\n二、提升\n（一）专栏\t4.丁。\t县政府办\n"
    )
    assert [path for path, _ in outline(source)[1]] == ["一/（一）/1", "一/（一）/2", "一/（二）/3", "二/（一）/4"]


def test_a_cell_merged_over_several_numbers_names_none_of_them():
    source = "序号\t重点工作\t具体任务\t牵头单位\n1\t工业\t招商\t县商务局\n2\t工业\t技改\t县工信局\n3\t民生\t养老\t县民政局\n"
    assert outline(source) == ([("", "工业"), ("", "民生")], [("1", "招商"), ("2", "技改"), ("3", "养老")])


def test_a_cell_merged_over_rows_of_one_number_names_both():
    source = "序号\t项目\t目标任务\t牵头单位\n3\t老城厢\t修缮\t县住建局\n3\t老城厢\t运营\t县文旅局\n4\t养老\t建站\t县民政局\n"
    assert outline(source) == ([], [("3", "老城厢"), ("3", "老城厢"), ("4", "养老")])


def test_a_cell_left_empty_below_a_merged_one_belongs_to_it():
    source = (
        "工作任务\t工作要求\t牵头单位\n一、公开\t1.甲。\t县发改局\n\t2.乙。\t县财政局\n二、提升\t3.丙。\t县政府办\n"
    )
    assert [path for path, _ in outline(source)[1]] == ["一/1", "一/2", "二/3"]


def test_a_section_with_parties_of_its_own_keeps_its_row():
    layout = lay_out(HEADER + "一\t甲类\t县政府办\t长期\n1\t招商\t县商务局\t6月底前\n")
    (table,) = find_tables(layout)
    (section,) = table.sections
    assert section.row is not None
    assert [row.section for row in table.rows] == [0]


def test_chinese_numbers_alone_are_the_rows_own():
    _, rows = outline(HEADER + "一\t招商\t县商务局\t长期\n二\t养老\t县民政局\t长期\n")
    assert [path for path, _ in rows] == ["一", "二"]


@pytest.mark.parametrize("total", ["合计\t\t\t", "\t合 计\t\t100", "总计\t\t3项\t"])
def test_a_row_of_totals_is_no_row(total):
    _, rows = outline(HEADER + f"1\t招商\t县商务局\t长期\n{total}\n")
    assert [path for path, _ in rows] == ["1"]


def test_a_group_goes_on_over_a_page():
    source = HEADER + "一、甲类\n1\t招商\t县商务局\t长期\n一、甲类（续）\t\t\t\n2\t养老\t县民政局\t长期\n"
    assert outline(source)[0] == [("一", "甲类")]


def test_a_row_that_lacks_the_merged_cell_is_told_by_its_number():
    source = "类别\t序号\t任务\t牵头单位\n甲类\t1\t招商\t县商务局\n2\t养老\t县民政局\n"
    assert outline(source) == ([("", "甲类")], [("1", "招商"), ("2", "养老")])


@pytest.mark.parametrize("end", ["", "\t"], ids=["short", "padded"])
def test_rows_whose_merged_cells_are_left_out_or_put_at_their_end_are_told_by_their_numbers(end):
    named = f"工作任务\t要求\t单位\n一、公开\t1.甲。\t县政府办\n2.乙。\t县财政局{end}\n二、解读\t3.丙。\t县司法局\n"
    assert [path for path, _ in outline(named)[1]] == ["一/1", "一/2", "二/3"]
    own = f"类别\t序号\t任务\t单位\n甲类\t1\t招商\t县商务局\n2\t养老\t县民政局{end}\n"
    assert outline(own) == ([("", "甲类")], [("1", "招商"), ("2", "养老")])


def test_an_empty_cell_at_the_end_of_a_row_in_its_place_stays_there():
    ((_, rows),) = [outline("序号\t任务\t单位\t备注\n1\t招商\t县商务局\t\n2\t养老\t县民政局\t\n")]
    assert rows == [("1", "招商"), ("2", "养老")]


def test_numbers_under_a_name_over_two_columns_are_the_rows_own():
    source = "重点\t要求\t\t单位\n公开\t1\t招商\t县商务局\n公开\t2\t养老\t县民政局\n解读\t4\t助残\t县残联\n"
    assert [path for path, _ in outline(source)[1]] == ["1", "2", "4"]
    figures = "任务\t数量\t\t单位\n招商\t3\t个\t县商务局\n养老\t8\t处\t县民政局\n"
    assert [path for path, _ in outline(figures)[1]] == ["1", "2"]


def test_numbers_of_two_levels_stand_in_each_other():
    sections, rows = outline(
        HEADER + "1\t经济\t\t\n1.1\t招商\t县商务局\t长期\n2\t民生\t\t\n2.1\t养老\t县民政局\t长期\n"
    )
    assert [number for number, _ in sections] == ["1", "2"]
    assert [path for path, _ in rows] == ["1/1.1", "2/2.1"]


def test_rows_without_numbers_are_counted_within_a_numbered_group():
    source = "任务\t措施\t责任单位\n一、甲\t压时间\t县商务局\n一、甲\t减材料\t县商务局\n二、乙\t双随机\t县公安局\n"
    assert [path for path, _ in outline(source)[1]] == ["一/1", "一/2", "二/1"]
