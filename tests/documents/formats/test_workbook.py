"""Excel workbooks: sheets, merged cells, dates and figures as they are shown."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from kgservice.documents.formats.sheets import shown_date
from kgservice.documents.reading import text_of
from kgservice.errors import SourceError


def read(book):
    file = BytesIO()
    book.save(file)
    return text_of(file.getvalue(), "x.xlsx").splitlines()


@pytest.fixture
def book():
    book = Workbook()
    for row in (
        ["某县2024年任务表"],
        ["序号", "类别", "任务", "责任单位", "时限", "比例"],
        [1, "经济", "招商", "县商务局\n县公安局", date(2024, 6, 30), 0.5],
        ["=A3+1", None, "技改", "县工信局", "年底前", None],
    ):
        book.active.append(row)
    book.active.merge_cells("B3:B4")
    book.active["E3"].number_format = 'yyyy"年"m"月"d"日"'
    book.active["F3"].number_format = "0%"
    return book


def test_a_sheet_is_a_table_under_its_title(book):
    assert read(book) == [
        "某县2024年任务表",
        "序号\t类别\t任务\t责任单位\t时限\t比例",
        "1\t经济\t招商\t县商务局 县公安局\t2024年6月30日\t50%",
        "2\t经济\t技改\t县工信局\t年底前\t",
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("yyyy/m/d", "2024/6/3"),
        ("yyyy/mm/dd h:mm", "2024/06/03"),
        ("mm-dd-yy", "2024/6/3"),
        ("yyyy-mm-dd", "2024-06-03"),
        ("yyyy年m月", "2024年6月"),
        ('m"月"d"日"', "6月3日"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2024年6月3日"),
        ("yyyy\\.m\\.d", "2024.6.3"),
        ("m/d;@", "2024-06-03"),
        ("d-mmm", "2024-06-03"),
        ("General", "2024-06-03"),
    ],
)
def test_a_day_is_as_its_format_shows_it(form, shown):
    assert shown_date(date(2024, 6, 3), form) == shown


def test_what_is_hidden_is_named_as_not_read(book):
    book.create_sheet("草稿").append(["序号", "任务"])
    book["草稿"].sheet_state = "hidden"
    book.active.row_dimensions[3].hidden = True
    lines = read(book)
    assert [line for line in lines if "招商" in line] == []
    assert lines[-2:] == ["脚注1：工作表“Sheet”隐藏的第3行没有读。", "脚注2：隐藏的工作表“草稿”没有读。"]


def test_every_sheet_is_read_and_one_without_a_title_has_its_name(book):
    other = book.create_sheet("整改清单")
    for row in (["序号", "问题", "责任单位"], [1, "管网破损", "县住建局"]):
        other.append(row)
    assert read(book)[-3:] == ["整改清单", "序号\t问题\t责任单位", "1\t管网破损\t县住建局"]


def test_a_damaged_workbook_is_one_sentence(book):
    file = BytesIO()
    book.save(file)
    with pytest.raises(SourceError, match=r"x\.xlsx: .*(?:again|damaged)"):
        text_of(file.getvalue()[:2000], "x.xlsx")


@pytest.mark.parametrize("name", ["book.xls", "book.ods"])
def test_workbooks_of_other_formats_say_the_same(name):
    data = (Path(__file__).with_name("samples") / name).read_bytes()
    assert text_of(data, name).splitlines() == [
        "某县2024年任务表",
        "序号\t类别\t任务\t责任单位\t时限\t比例",
        "1\t经济\t招商\t县商务局 县公安局\t2024年6月30日\t50%",
        "2\t经济\t技改\t县工信局\t年底前\t12.5%",
        "脚注1：工作表“Sheet”隐藏的第5行没有读。",
        "脚注2：隐藏的工作表“草稿”没有读。",
    ]


@pytest.mark.parametrize("name", ["book.xls", "book.ods"])
@pytest.mark.parametrize("kept", [600, 3000, 6000])
def test_a_torn_workbook_is_one_sentence(name, kept):
    data = (Path(__file__).with_name("samples") / name).read_bytes()[:kept]
    with pytest.raises(SourceError, match=rf"{name}: .*(?:again|damaged)") as error:
        text_of(data, name)
    assert "\n" not in str(error.value)
