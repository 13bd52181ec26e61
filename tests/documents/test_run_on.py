"""A text that is all on one line: where its head shows that lines ended."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kgservice.documents.run_on import end_before_authors, line_ends

RED_HEAD = [
    "乙省发展和改革委员会乙省林业局文件",
    "乙发改农〔2021〕34号",
    "乙省发展和改革委员会乙省林业局关于印发《乙省林场道路改造方案》的通知",
    "各市（州）发展改革委、林业局，乙省电力公司：",
    "《乙省林场道路改造方案》已经省政府同意，现印发给你们，请认真贯彻执行。",
    "乙省发展和改革委员会乙省林业局",
    "2021年5月11日",
    "《乙省林场道路改造方案》",
    "为改善林场出行条件，制定本方案。一、主要任务（一）改造道路。",
]
FORWARDED = [
    "乙省人民政府办公厅转发省水利厅关于整修堤防意见的通知",
    "乙政办发〔2016〕9号",
    "各市、县人民政府，省政府各部门：",
    "省水利厅《关于整修堤防的意见》已经省政府同意，现转发给你们，请认真贯彻执行。",
    "乙省人民政府办公厅",
    "2016年2月16日",
    "（此件公开发布）",
    "关于整修堤防的意见",
    "省水利厅",
    "堤防是重要的设施。一、总体要求（一）指导思想。",
]
AN_OPINION = [
    "乙省人民政府关于促进煤炭行业平稳运行的意见",
    "乙政发〔2013〕104号",
    "各市、县人民政府，省政府各部门：",
    "2012年以来，煤炭价格下跌。一、严格准入。停止核准新建煤矿。",
]
WITH_ITS_ANNEX_LISTED = [
    "乙省防汛指挥部办公室关于印发防汛工作分工方案的通知",
    "各市防指、省防指各成员单位：",
    "现将方案印发你们，请抓好落实。附件：防汛工作分工方案",
    "乙省防汛指挥部办公室",
    "2020年11月2日",
    "附件",
    "防汛工作分工方案",
    "一、加强水利工程建设1.加快建设。整修堤防。",
]
LETTER = [
    "乙省水利厅",
    "乙省水利厅关于协助提供抗旱措施的函",
    "省直有关部门、单位：",
    "为做好抗旱工作，请提供措施。",
    "乙省水利厅",
    "2021年7月21日",
    "附件",
    "某县水库名单",
]
NUMBER_BEHIND_ISSUER = [
    "乙省水利厅",
    "乙水农函〔2021〕33号",
    "乙省水利厅关于征集节水项目的通知",
    "各市水利局：",
    "为做好节水工作，现通知如下:一、征集范围。全省。",
]
ANNEX_ALONE = ["附件", "乙省电力有限公司2022年保电工作方案", "为做好保电工作，制定本方案。一、值班。做好。"]
NO_NOTICE = ["甲县2024年道路建设工作方案", "为改善群众出行条件，制定本方案。一、修建道路。"]


@pytest.mark.parametrize(
    "lines",
    [RED_HEAD, FORWARDED, AN_OPINION, WITH_ITS_ANNEX_LISTED, LETTER, NUMBER_BEHIND_ISSUER, ANNEX_ALONE, NO_NOTICE],
    ids=["red", "forwarded", "opinion", "annex", "letter", "number", "annex alone", "plan"],
)
def test_a_head_on_one_line_falls_apart_into_its_lines(lines):
    text = "".join(lines)
    starts = sorted({0, *line_ends(text), len(text)})
    assert [text[start:end] for start, end in pairwise(starts)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "市教育局要落实《乙省人民政府关于办学的意见》（乙政发〔2013〕104号）精神，各县教育局要配合。",
        "按照乙政发〔2013〕104号文件要求，县财政局2021年5月11日印发的办法继续有效。",
        "本方案由县教育局负责解释。甲县教育局2021年5月11日",
        "一、修建道路。各乡镇负责：（一）修建环城路。",
    ],
    ids=["cited", "issued before", "signed at its end", "an item"],
)
def test_a_text_without_a_head_stays_on_its_line(text):
    assert list(line_ends(text)) == []


@pytest.mark.parametrize("authors", ["省水利厅", "省水利厅 省财政厅", "省水利厅省财政厅　乙省电力公司"])
def test_a_title_ends_where_its_authors_begin_on_the_same_line(authors):
    title = "关于整修堤防工作的意见"
    assert end_before_authors(title + authors) == len(title)


@pytest.mark.parametrize(
    "line",
    [
        "关于整修堤防工作的意见",
        "关于整修堤防工作的意见报省水利厅审批",
        "整修堤防方案省水利厅",
        "关于整修堤防工作的意见省水利厅负责解释。",
    ],
)
def test_what_is_no_title_with_its_authors(line):
    assert end_before_authors(line) is None
