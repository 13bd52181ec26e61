"""The files, opened again with the libraries that others open them with."""

from __future__ import annotations

import csv
import io

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT

from kgservice.tasktable.exports import FORMATS
from kgservice.tasktable.table import COLUMNS, TaskRow, TaskTable


def row(number, *sections, **cells):
    values = {"序号": number, "重点任务": "办学", "具体内容": "办好学校。"} | cells
    return TaskRow(sections, tuple(values.get(column, "") for column in COLUMNS))


TABLE = TaskTable(
    "某市工作方案",
    (
        row("1", "一、任务", "（一）甲", 责任单位="市教育局、市财政局"),
        row("2", "一、任务", "（一）甲", 指标="入学率 ≥98%（2025年）\n学校 3个"),
        row("3", "一、任务", "（二）乙", 重点任务="=SUM(A1)", 具体内容="@甲|乙", 依据="-1"),
    ),
)
SECTIONS = ["一、任务", "（一）甲", "1", "2", "（二）乙", "3"]


def sheets(*tables):
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(tables)))


def test_the_workbook_has_title_header_sections_and_tasks():
    sheet = sheets(TABLE).active
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][0] == "某市工作方案任务分解表"
    assert lines[1] == COLUMNS
    assert [str(line[0]) for line in lines[2:]] == SECTIONS
    assert lines[4][:5] == (1, "办学", "办好学校。", None, "市教育局、市财政局")
    assert lines[5][6] == "入学率 ≥98%（2025年）\n学校 3个"
    assert "A3:I3" in map(str, sheet.merged_cells.ranges)


def test_the_workbook_prints_on_a4_across_with_its_header_on_each_page():
    sheet = sheets(TABLE).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert "&P" in sheet.oddFooter.center.text


def test_a_long_text_has_a_high_row():
    long = TaskTable("某市工作方案", (row("1"), row("2", 具体内容="办好学校。" * 80)))
    heights = sheets(long).active.row_dimensions
    assert heights[3].height < 30
    assert heights[4].height > 80


def test_what_says_most_stands_in_the_widest_column():
    rows = tuple(row(str(number), 重点任务="建立健全各项工作制度，" * 6, 具体内容="") for number in range(1, 4))
    made = sheets(TaskTable("某市工作方案", rows)).active.column_dimensions
    assert max(made, key=lambda letter: made[letter].width) == "B"
    assert made["C"].width < 10


def test_a_text_too_long_for_the_highest_row_has_a_wider_column():
    usual, wide = (
        sheets(TaskTable("某市工作方案", (row("1", 具体内容="办" * length),))).active.column_dimensions["C"].width
        for length in (500, 3000)
    )
    assert wide > usual
    assert 3000 * 2 / wide * 13.5 < 409


def test_what_looks_like_a_formula_is_text_in_the_workbook():
    sheet = sheets(TABLE).active
    cells = [sheet.cell(8, column) for column in (2, 3, 9)]
    assert [cell.value for cell in cells] == ["=SUM(A1)", "@甲|乙", "-1"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_each_plan_has_a_sheet_of_its_own():
    other = TaskTable("某市关于[办学]的工作方案" + "甲" * 40, TABLE.rows)
    book = sheets(TABLE, TABLE, other)
    assert book.sheetnames[:2] == ["某市工作方案", "某市工作方案（2）"]
    assert len(book.sheetnames[2]) <= 31


def test_the_word_document_has_the_same_rows():
    document = docx.Document(io.BytesIO(FORMATS["docx"].write([TABLE])))
    assert document.paragraphs[0].text == "某市工作方案任务分解表"
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS)
    assert [line.cells[0].text for line in table.rows[1:]] == SECTIONS
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[-1]._tc
    assert table.rows[4].cells[6].text == "入学率 ≥98%（2025年）\n学校 3个"
    assert "w:tblHeader" in table.rows[0]._tr.xml
    section = document.sections[0]
    assert (section.orientation, section.page_width.mm) == (WD_ORIENT.LANDSCAPE, pytest.approx(297, abs=0.1))
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


def test_each_plan_has_a_section_of_its_own_in_the_word_document():
    document = docx.Document(io.BytesIO(FORMATS["docx"].write([TABLE, TABLE])))
    assert len(document.tables) == len(document.sections) == 2


def test_csv_rows_are_complete_and_stay_as_they_are():
    data = FORMATS["csv"].write([TABLE])
    lines = list(csv.reader(io.StringIO(data.decode())))
    assert data.startswith("计划,".encode())
    assert lines[0] == ["计划", "类别", *COLUMNS]
    assert lines[1][:4] == ["某市工作方案", "一、任务 / （一）甲", "1", "办学"]
    assert lines[3][1:5] == ["一、任务 / （二）乙", "3", "=SUM(A1)", "@甲|乙"]


def test_csv_of_several_plans_says_which():
    other = TaskTable("某县工作方案", TABLE.rows)
    lines = list(csv.reader(io.StringIO(FORMATS["csv"].write([TABLE, other]).decode())))
    assert [line[0] for line in lines] == ["计划", *["某市工作方案"] * 3, *["某县工作方案"] * 3]


def test_markdown_is_a_table():
    lines = FORMATS["md"].write([TABLE]).decode().splitlines()
    assert lines[0] == "# 某市工作方案任务分解表"
    assert lines[3] == "| " + " | ".join(["---"] * 10) + " |"
    assert "入学率 ≥98%（2025年）<br>学校 3个" in lines[5]
    assert "@甲\\|乙" in lines[6]


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_without_tasks_is_an_empty_table(form):
    assert FORMATS[form].write([TaskTable("某市工作方案", ())])
