"""Tables of plain text whose cells stand between bars."""

from __future__ import annotations

import pytest

from kgservice.documents.reading import text_of

ROWS = [["序号", "工作任务", "责任单位", "备注"], ["1", "修桥", "县交通局", ""], ["2", "植树", "县林业局", ""]]


def cells(source):
    lines = text_of(source.encode(), "x.txt").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines if "\t" in line]


def row_a_line(rows):
    return "\n".join(" | ".join(row) + " |" for row in rows)


def markdown(rows):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---|:--:|---|---|", *lines[1:]])


def marked_rows(rows):
    return "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in rows)


def cell_a_line(rows):
    return "\n".join(f"{cell} |" if cell else "|" for row in rows for cell in row)


WAYS = [row_a_line, markdown, marked_rows, cell_a_line]


@pytest.mark.parametrize("write", WAYS)
@pytest.mark.parametrize("title", ["", "某县2024年重点工作责任分解表\n"])
def test_cells_between_bars_are_cells_and_every_character_keeps_its_place(write, title):
    source = title + write(ROWS) + "\n抄送：县委办公室。\n"
    assert cells(source) == ROWS
    text = text_of(source.encode(), "x.txt")
    assert len(text) == len(source)
    assert all(new == old for new, old in zip(text, source, strict=True) if not (new.isspace() or old in "|-: "))
    assert text.endswith("\n抄送：县委办公室。\n")


@pytest.mark.parametrize("write", WAYS)
def test_a_cell_may_go_over_lines(write):
    rows = [["序号", "工作任务", "责任单位"], ["1", "修桥\n铺路", "县交通局"], ["2", "植树", "县林业局"]]
    if write is markdown:
        rows[1][1] = "修桥<br>铺路"
    found = cells(write(rows).replace("<br>", " "))
    assert found == [rows[0], ["1", "修桥 铺路", "县交通局"], rows[2]]


def test_a_title_over_all_columns_stands_alone_before_the_rows():
    padded = "|\n某县十件实事 |\n|||\n" + "\n".join("|\n" + " |\n".join(row) + " |" for row in ROWS)
    assert cells(padded) == [["某县十件实事", "", "", ""], *ROWS]


def test_marked_rows_may_lack_the_cell_that_is_merged_over_them():
    rows = [["类别", *ROWS[0]], ["建设", *ROWS[1]], ROWS[2], ["其他", "3", "清淤", "县水利局", "无"]]
    rows = [[cell or "无" for cell in row] for row in rows]
    assert cells(marked_rows(rows)) == rows


def test_a_bar_alone_is_an_empty_cell_under_a_row_that_lacks_a_merged_one_too():
    header = "序号 | 方向 | 任务 | 责任单位 | 备注 |\n"
    rows = "1 | 出行 | 修桥 | 县交通局 |\n|\n2 | 铺路 | 县住建局 |\n|\n"
    assert cells(header + rows)[1:] == [["1", "出行", "修桥", "县交通局", ""], ["2", "铺路", "县住建局", ""]]
    assert cells(header + rows.replace("|\n|\n", "|\n\n"))[2] == ["2", "铺路", "县住建局"]


def test_rows_that_name_a_group_are_rows_too():
    rows = [ROWS[0], ["一、建设类", "", "", ""], ROWS[1], ["二、绿化类", "", "", ""], ROWS[2]]
    assert cells(row_a_line(rows)) == rows


def test_rows_a_cell_a_line_may_lack_the_group_that_is_merged_over_them():
    stream = ["工作任务", "具体要求", "责任科室", "强化公开", "1", "公开目录。", "办公室", "2", "公开预算。", "财务科"]
    stream += ["做好解读", "3", "及时解读。", "各科室"]
    assert cells("\n|\n".join(stream) + "\n|\n") == [
        ["工作任务", "具体要求", "", "责任科室"],
        ["强化公开", "1", "公开目录。", "办公室"],
        ["2", "公开预算。", "财务科"],
        ["做好解读", "3", "及时解读。", "各科室"],
    ]


@pytest.mark.parametrize(
    "source",
    [
        "首页 | 政务公开 | 互动交流\n某县工作要点\n一、修桥。\n",
        "【字体：大 | 中 | 小】 打印 |\n正文。\n",
        "甲|乙\n丙|丁\n",
        "正文。|",
        "正文。\n||||\n||||\n|\n|\n",
        "| | | |\n正文。\n",
    ],
)
def test_bars_under_no_header_stay(source):
    assert text_of(source.encode(), "x.txt") == source


def test_the_bar_at_the_end_of_a_header_closes_no_cell_where_rows_have_none():
    assert cells("序号 | 指标 | 目标值 | |\n1 | 林地 | 30 | 35 | 县林业局\n2 | 湿地 | 3 | 4 | 县水利局\n") == [
        ["序号", "指标", "目标值", "", ""],
        ["1", "林地", "30", "35", "县林业局"],
        ["2", "湿地", "3", "4", "县水利局"],
    ]
    assert cells("序号 | 指标 | 目标值 |\n1 | 林地 | 30 |\n") == [["序号", "指标", "目标值"], ["1", "林地", "30"]]


def test_a_line_over_a_header_that_is_as_wide_and_has_a_known_name_is_its_first():
    rows = "户数 | 时限 | 数量 | 时限 | |\n柳沟村 | 30 | 9月底 | 4 | 8月底 |\n"
    assert cells(f"村 | 改厕 | 清淤 | | |\n{rows}")[0] == ["村", "改厕", "清淤", "", ""]
    assert cells(f"甲 | 乙 |\n{rows}")[0] == ["户数", "时限", "数量", "时限", ""]


def test_rows_whose_numbers_jump_are_as_wide_as_the_header():
    stream = ["序号", "主要任务", "牵头单位", "145", "修缮校舍", "县教育局", "249", "清淤河道", "县水利局"]
    assert cells(" |\n".join(stream) + " |\n") == [stream[:3], stream[3:6], stream[6:]]


def test_rows_filled_up_to_the_width_of_the_header_end_there_though_the_last_is_cut_short():
    header, first = "序号\n|\n项目\n|\n工作任务\n|\n责任单位\n|\n", "1\n|\n教育\n|\n修缮校舍\n|\n县教育局\n|\n"
    rows = cells(f"{header}一、民生\n|\n|||\n{first}培训教师\n|\n县人社局\n|\n||\n建设球场\n|\n县文旅局\n|\n")
    assert [[cell for cell in row if cell] for row in rows] == [
        ["序号", "项目", "工作任务", "责任单位"],
        ["一、民生"],
        ["1", "教育", "修缮校舍", "县教育局"],
        ["培训教师", "县人社局"],
        ["建设球场", "县文旅局"],
    ]


def test_a_title_filled_up_over_the_header_and_rows_that_are_all_empty_are_rows_of_the_same_width():
    filled = "某县项目表 |\n|||\n" + cell_a_line(ROWS) + "\n" + "|\n" * 8
    assert [row for row in cells(filled) if any(row)] == [["某县项目表", "", "", ""], *ROWS]


def test_a_table_that_stands_on_one_line_is_parted_into_rows():
    assert cells(" | ".join(cell for row in ROWS for cell in row) + " |\n") == ROWS
    marked = " |  | ".join(" | ".join(cell or " " for cell in row) for row in (*ROWS, ["3", "清淤", "县水利局", ""]))
    assert cells(f"| {marked} |\n") == [*ROWS, ["3", "清淤", "县水利局", ""]]
    assert cells("甲 | 乙 | 丙 | 丁 | 戊 | 己 |\n") == []
