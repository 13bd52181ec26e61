"""Tables whose rows are lines of cells between tabs."""

from __future__ import annotations

import pytest

from kgservice.documents.layout import lay_out
from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source
from kgservice.documents.tables import find_tables


def tables(source):
    layout = lay_out(source)
    return [
        (
            table.columns,
            [(row.number, [layout.text[cell] if cell else "" for cell in row.cells]) for row in table.rows],
        )
        for table in find_tables(layout)
    ]


def test_rows_without_numbers_are_numbered_by_their_order():
    assert tables("重点任务\t牵头单位\t完成时限\n净化土壤\t市农业农村局\t6月底前\n抽检\t\t长期\n") == [
        (
            ("重点任务", "牵头单位", "完成时限"),
            [("1", ["净化土壤", "市农业农村局", "6月底前"]), ("2", ["抽检", "", "长期"])],
        )
    ]


def test_a_row_without_its_number_has_that_of_the_row_above():
    ((_, rows),) = tables("序号\t任务\t单位\n1\t甲\t市教育局\n\t乙\t市财政局\n2\t丙\t\n")
    assert rows == [("1", ["甲", "市教育局"]), ("1", ["乙", "市财政局"]), ("2", ["丙", ""])]


def test_a_column_of_numbers_that_is_empty_numbers_by_order():
    ((columns, rows),) = tables("序号\t任务\t单位\n\t甲\t市教育局\n\t乙\t市财政局\n")
    assert columns == ("任务", "单位")
    assert [number for number, _ in rows] == ["1", "2"]


@pytest.mark.parametrize("group", ["一、产地环境", "一、产地环境\t\t", "产地环境"])
def test_a_line_between_rows_names_a_group(group):
    ((_, rows),) = tables(f"序号\t任务\t单位\n{group}\n1\t甲\t市教育局\n二、流通\n2\t乙\t市财政局\n")
    assert [number for number, _ in rows] == ["1", "2"]


@pytest.mark.parametrize("between", ["", "任务分解表（续）\n", "续表\n"])
def test_a_header_that_stands_again_is_no_row(between):
    ((_, rows),) = tables(f"序号\t任务\t单位\n1\t甲\t市教育局\n{between}序号\t任务\t单位\n2\t乙\t市财政局\n")
    assert [number for number, _ in rows] == ["1", "2"]


@pytest.mark.parametrize(
    "header",
    [
        "序号\t任务\t责任单位\t\t时限\n牵头单位\t配合单位\t\t\t\n",
        "序号\t任务\t责任单位\t\t时限\n\t\t牵头单位\t配合单位\t\n",
        "序号\t任务\t责任单位\t时限\t\n牵头单位\t配合单位\t\t\t\n",
    ],
    ids=["pads behind", "in place", "both pad behind"],
)
def test_a_name_may_have_its_parts_on_the_next_line(header):
    ((columns, rows),) = tables(f"{header}1\t甲\t市教育局\t市财政局\t6月底\n")
    assert columns == ("任务", "责任单位牵头单位", "责任单位配合单位", "时限")
    assert rows == [("1", ["甲", "市教育局", "市财政局", "6月底"])]


def test_a_first_row_of_names_is_no_part_of_a_header():
    ((columns, rows),) = tables("序号\t任务\t责任单位\t时限\n1\t市教育局\t市财政局\t\n")
    assert columns == ("任务", "责任单位", "时限")
    assert rows == [("1", ["市教育局", "市财政局", ""])]


def test_a_heading_before_a_header_begins_another_table():
    found = tables("任务\t单位\n甲\t市教育局\n附件2\n事项\t责任部门\n乙\t市财政局\n")
    assert [columns for columns, _ in found] == [("任务", "单位"), ("事项", "责任部门")]


def test_notes_under_a_table_belong_to_it():
    layout = lay_out("任务\t单位\n甲\t市教育局\n注：1.甲为重点。\n2.乙次之。\n3.丙又次之。\n一、其他\n")
    (table,) = find_tables(layout)
    assert layout.text.text[table.span.end :] == "一、其他"


@pytest.mark.parametrize("name", ["备注", "注", "说明", "备注："])
def test_a_row_that_is_called_a_note_is_one(name):
    layout = lay_out(f"序号\t任务\t单位\n1\t甲\t市教育局\n{name}\t每月通报一次。\t\n一、其他\n")
    (table,) = find_tables(layout)
    assert [row.number for row in table.rows] == ["1"]
    assert table.notes is not None
    assert layout.text[table.notes].endswith("每月通报一次。")


def test_rows_go_on_behind_a_note_and_a_row_of_more_cells_is_none():
    ((_, rows),) = tables("序号\t任务\t单位\n1\t甲\t市教育局\n备注\t每月通报。\n2\t乙\t市财政局\n")
    assert [number for number, _ in rows] == ["1", "2"]
    ((_, rows),) = tables("任务\t单位\t时限\n说明\t市教育局\t6月底\n")
    assert rows == [("1", ["说明", "市教育局", "6月底"])]


@pytest.mark.parametrize(
    "source",
    [
        "联系人：张三\t联系电话：123\n李四\t456\n",
        "甲\t乙\n丙\t丁\n",
        "任务\t单位\n",
    ],
)
def test_what_is_no_table(source):
    assert tables(source) == []


def test_the_line_after_a_row_is_a_paragraph_of_its_own():
    source = "某市工作方案\n一、任务\n（一）甲。做好甲。\n任务\t单位\n加强农产品质量安全监管和风险监测预警工作\t市农业农村局\n二、保障\n（一）乙。\n"
    assert ["/".join(item.path) for item in take_apart(Source("x", source, "")).plans[0].items] == [
        "一",
        "一/（一）",
        "二",
        "二/（一）",
    ]


def test_an_annex_may_begin_with_a_table_that_numbers_no_rows():
    source = "某市工作方案\n一、任务\n（一）甲。做好甲。\n附表：任务分解表\n重点任务\t责任单位\n乙\t市教育局\n"
    (table,) = take_apart(Source("x", source, "")).plans[0].tables
    assert table.label == "附表"


def test_groups_of_groups_stand_over_rows_as_lines_or_as_a_number_with_words():
    ((_, rows),) = tables(
        "序号\t任务\t牵头单位\t责任单位\n一、目标\n(1)\t增收6%。\t市财政局\t各县\n二、任务\n(一)把城区建绿，把乡村建美。\n"
        "1\t多栽树。\n(2)\t栽树。\t市林业局\t各县\n"
    )
    assert [number for number, _ in rows] == ["(1)", "(2)"]


def test_two_columns_have_rows_of_a_number_and_words():
    ((_, rows),) = tables("序号\t任务\n一、目标\n1\t多栽树。\n2\t多种草。\n")
    assert [number for number, _ in rows] == ["1", "2"]
