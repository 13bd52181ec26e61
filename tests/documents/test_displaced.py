"""Rows whose cells stand too far to the left, and what their cells tell of it."""

from __future__ import annotations

import pytest

from kgservice.documents.displaced import fitting_columns
from kgservice.documents.headers import heading_of


def moved(header, row, *, sure=False):
    """The row with - for what is missing or empty; None if it stays as it is."""
    kinds = tuple(map(heading_of, header.split()))
    words = row.split()
    columns = fitting_columns(tuple("" if cell == "-" else cell for cell in words), kinds, sure=sure)
    if columns is None:
        return None
    cells = dict(zip(columns, words, strict=False))
    return " ".join(cells.get(column, "-") for column in range(len(kinds)))


@pytest.mark.parametrize(
    "party", ["县教育局", "经济发展办", "云峰乡", "各镇街", "县城投公司、县财政局", "区级相关部门"]
)
def test_a_body_makes_its_cell_one_of_parties(party):
    assert moved("序号 类别 任务 责任单位 完成时限", f"1 招商 {party} 6月底 -") == f"1 - 招商 {party} 6月底"


@pytest.mark.parametrize("office", ["县教育局", "市发改委、市财政局", "各镇人民政府", "各街道办事处"])
def test_an_office_under_the_tasks_stands_too_far_to_the_left(office):
    assert moved("序号 类别 任务 责任单位", f"2 扩建高中1所 {office} -") == f"2 - 扩建高中1所 {office}"
    assert moved("序号 类别 任务 责任单位", f"2 扩建高中1所 {office} -", sure=True) is None
    row = f"2 扩建高中1所 {office} 县住建局"
    assert moved("序号 类别 任务 牵头单位 责任单位", f"{row} -") == row.replace(" ", " - ", 1)


@pytest.mark.parametrize(
    ("header", "row", "put"),
    [
        ("序号 主要任务 目标任务 分管领导 牵头单位 说明", "24 修路 王甲 县交通局 - -", "24 - 修路 王甲 县交通局 -"),
        ("类别 序号 任务 责任单位 时限", "招商 县商务局、各镇 6月底 - -", "- - 招商 县商务局、各镇 6月底"),
        ("序号 类别 任务 责任人 单位", "3 养老 李乙 县民政局 -", "3 - 养老 李乙 县民政局"),
    ],
)
def test_the_cells_tell_how_many_are_missing_and_where(header, row, put):
    assert moved(header, row) == put


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("序号 任务 责任单位 备注", "1 招商 县商务局 -"),
        ("序号 任务 责任单位 完成时限", "1 招商 有关各方 -"),
        ("序号 类别 任务 责任单位", "1 民生 建设服务中心 -"),
        ("序号 类别 任务 责任单位", "1 民生 县人民医院 -"),
        ("序号 类别 任务 责任单位", "1 民生 督促县教育局办理 -"),
        ("序号 任务 牵头单位 配合单位 备注", "1 招商 县商务局 - -"),
    ],
)
def test_a_row_that_lacks_only_what_stands_last_stays(header, row):
    assert moved(header, row) is None


def test_of_several_ways_none_is_sure():
    header, row = "序号 类别 内容 责任单位 时限 备注", "1 招商 县商务局 6月底 - -"
    assert moved(header, row) == "1 - 招商 县商务局 6月底 -"
    assert moved(header, row, sure=True) is None


@pytest.mark.parametrize(
    ("header", "row", "put"),
    [
        ("序号 项目 任务 牵头领导 责任单位", "扩建高中1所 县林业局 - - -", "- - 扩建高中1所 - 县林业局"),
        ("任务 责任单位 时限 措施 联系人", "造林 6月底 李乙 - -", "造林 - 6月底 - 李乙"),
    ],
)
def test_cells_may_be_missing_in_two_places(header, row, put):
    assert moved(header, row) == put
