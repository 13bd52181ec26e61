"""Layout: broken lines are joined, page furniture is left out."""

from __future__ import annotations

import pytest

from kgservice.documents.layout import lay_out

WRAPPED = """一、主要任务

（一）加强产地环境保护治理，受污染耕地安全利用率达到
93%以上。严格限制污染型企业进入农产品主产区，持续推
进耕地周边涉镉等重金属行业企业排查整治。落实信息记录、

— 10 —

保存制度，建立质量安全追溯体系，强化追溯关联企业之间
的追溯信息有效衔接，促进企业不断完善追溯体系建设。
（二）工作要求
各部门要加强组织领导，明确责任分工，细化工作措施，确
保各项任务落到实处，取得实效，按时完成年度目标任务。
"""


def test_a_page_number_in_mid_sentence_is_left_out():
    layout = lay_out(WRAPPED)
    assert "信息记录、保存制度" in layout.text.text
    assert [WRAPPED[start:end] for start, end in layout.furniture] == ["— 10 —"]


def test_broken_lines_make_one_paragraph():
    layout = lay_out(WRAPPED)
    paragraphs = [layout.text.text[start:].split("，")[0][:6] for start in layout.paragraph_starts]
    assert paragraphs == ["一、主要任务", "（一）加强产", "（二）工作要", "各部门要加强"]


def test_lines_that_are_paragraphs_stay_apart():
    layout = lay_out("一、总体目标\n到2025年，体系更加完善。\n二、任务\n1.做好甲。\n2.做好乙。\n")
    assert len(layout.paragraph_starts) == 5


@pytest.mark.parametrize(
    ("following", "stays_apart"),
    [("县委、县政府高度重视这项工作。", True), ("》已经县政府同意，现印发给你们。", False), ("的通知", False)],
    ids=["a sentence", "the title's mark", "the rest of the notice's title"],
)
def test_nothing_goes_on_from_a_long_title(following, stays_apart):
    title = "甲县深化“放管服”改革优化营商环境电视电话会议重点任务分工方案"
    layout = lay_out(f"某办发〔2020〕43号\n{title}\n{following}\n一、任务\n抓好落实。\n")
    assert layout.opens_paragraph(2) is stays_apart


def test_lines_of_one_length_that_each_begin_something_stay_apart():
    lines = [
        "官塘县安置点2023年后续扶持工作方案",
        "一、目标任务",
        "1.新增就业。扩建车间。",
        "责任单位：县人力资源和社会保障局",
        "2.补齐设施。改造管道。",
        "责任单位：县住建局、县自然资源局",
        "3.做优服务。建理事会。",
        "责任单位：县退役军人事务局、县民政局",
        "二、工作要求",
        "1.压实责任。定期报告。",
    ]
    assert len(lay_out("\n".join(lines)).paragraph_starts) == len(lines)


def test_a_short_text_on_one_line_has_its_paragraphs_where_spaces_stand_before_numbers():
    layout = lay_out("官塘县管护方案 一、任务 （一）划定。上图。（县水利局 县财政局负责） （二）维修。完成。")
    paragraphs = [layout.text.text[start:][:4] for start in layout.paragraph_starts]
    assert paragraphs[1:3] == ["一、任务", "（一）划"]
    assert len(lay_out("清理河道。（市水务局 市公安局负责）").paragraph_starts) == 1


def test_row_numbers_of_a_table_are_no_page_numbers():
    layout = lay_out("序号 指标 目标\n1\n合格率\n98%\n2\n覆盖率\n90%\n")
    assert layout.furniture == ()


def test_numbers_under_the_name_of_their_column_are_of_rows_however_far_apart():
    cell = "本行是一个单元格中的内容。\n" * 13
    assert [line.text for line in lay_out(f"序号\n任务\n1\n{cell}2\n{cell}").lines].count("1") == 1
    assert "1" not in [
        line.text for line in lay_out(f"任务\n序号见表，此处是较长的正文内容。\n1\n{cell}2\n{cell}").lines
    ]


def test_page_numbers_alone_on_their_lines_are_left_out_where_they_count_up():
    page = "\n".join(["本行是正文内容，用来占位，长度大致相同。"] * 14)
    layout = lay_out(f"{page}\n1\n{page}\n2\n{page}\n3\n")
    assert len(layout.furniture) == 3


def test_a_table_of_contents_is_left_out_up_to_where_its_first_heading_comes_again():
    contents = "目　　录\n1　总则……1\n2　响应(Ⅰ级)……3\n3　附则……9\n"
    layout = lay_out(
        f"甲县供水应急预案\n{contents}1　总则\n为保障供水，制定本预案。\n2　响应（Ⅰ级）\n启动。\n3　附则\n解释。\n"
    )
    assert [line.folded for line in layout.lines][:3] == ["甲县供水应急预案", "1总则", "为保障供水，制定本预案。"]


def test_a_list_called_contents_whose_headings_do_not_come_again_is_kept():
    layout = lay_out("甲县权责事项\n目录\n行政许可\n行政处罚\n行政强制\n")
    assert [line.folded for line in layout.lines] == ["甲县权责事项", "目录", "行政许可", "行政处罚", "行政强制"]


def test_a_running_head_beside_the_page_numbers_is_left_out():
    page = "各地区、各部门要认真贯彻落实\n党中央、国务院决策部署"
    source = "\n".join(f"{page}\n- {number} -\n某某市人民政府公报" for number in range(1, 5))
    assert "公报" not in lay_out(source).text.text
