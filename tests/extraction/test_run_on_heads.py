"""Heads that stand on one line with the text."""

from __future__ import annotations

import pytest
from heads import squeezed


@pytest.mark.parametrize(
    ("text", "title", "issuer"),
    [
        (
            "乙省水利厅乙省水利厅关于协助提供措施的函省直各部门：请提供。",
            "乙省水利厅关于协助提供措施的函",
            "乙省水利厅",
        ),
        (
            "乙省水利厅发文稿纸乙省水利厅关于报送材料的函各市水利局：请报送。",
            "乙省水利厅关于报送材料的函",
            "乙省水利厅",
        ),
        (
            "附件国网乙省电力有限公司2022年保电方案为保电，制定本方案。一、值班。做好。",
            "国网乙省电力有限公司2022年保电方案",
            "国网乙省电力有限公司",
        ),
    ],
    ids=["name twice", "paper's name", "a company's annex"],
)
def test_the_head_of_a_letter_on_one_line(read_text, text, title, issuer):
    facts = read_text(text + "一、主要任务（一）稳增长。推进项目。" * 3)
    assert (facts.title, facts.issuer) == (title, issuer)


def test_white_space_in_a_number_on_one_line(read_text):
    facts = read_text(
        "乙省水利厅关于控制开采的通知乙水发 〔2010〕1号各市水利局：为控制开采，现通知如下：一、总量。控制。"
        + "（一）分工。各市负责。" * 20
    )
    assert (squeezed(facts.number), facts.addressees) == ("乙水发〔2010〕1号", "各市水利局")


def test_signers_on_one_line_with_the_text_stand_apart(read_text):
    facts = read_text(
        "甲县教育局关于印发招生方案的通知甲教发〔2020〕3号各乡镇：现将招生方案印发给你们，请遵照执行。电话85551234 "
        "甲县教育局　　甲县财政局2020年1月8日招生方案为做好招生工作，制定本方案。一、主要任务（一）招生。做好招生。"
    )
    assert (facts.issuer, str(facts.issued_on)) == ("甲县教育局、甲县财政局", "2020-01-08")


def test_a_notice_on_one_line_with_what_it_issues(read_text):
    facts = read_text(
        "甲县教育局关于印发甲县招生工作方案的通知各乡镇，县直各学校：现将甲县招生工作方案印发给你们，请遵照执行。 "
        "甲县教育局 2020年1月8日甲县招生工作方案为做好招生工作，制定本方案。一、主要任务（一）招生。做好招生。"
    )
    assert (facts.title, facts.issuer, str(facts.issued_on)) == (
        "甲县教育局关于印发甲县招生工作方案的通知",
        "甲县教育局",
        "2020-01-08",
    )


def test_a_document_on_one_line(read_text):
    text = (
        "各县（市、区）人民政府：为优化环境，经省政府同意，现提出以下意见。一、提升便利（一）优化流程。优化审批流程。"
        "（省发展改革委牵头，省财政厅负责）（二）提升效率。2021年6月底前接入平台。（省住房城乡建设厅负责）"
        "贵州省人民政府办公厅2020年7月15日（此件公开发布）"
    )
    facts = read_text(text)
    assert (facts.title, facts.issuer, str(facts.issued_on)) == (None, "贵州省人民政府办公厅", "2020-07-15")
    assert facts.jurisdiction.name == "贵州省"
    assert facts.plans[0].period is None


@pytest.mark.parametrize(
    ("title", "number", "body"),
    [
        ("省政府转发省粮食局、甲市人民政府关于粮食收购意见的通知", "某政发〔1996〕22号", "一、收购（一）资金。落实。"),
        ("省政府批转省水利厅关于整修堤防的报告", "某政发〔1987〕9号", "一、整修（一）经费。落实。"),
    ],
)
def test_a_forwarded_text_on_one_line_is_issued_by_who_forwards_it(read_text, title, number, body):
    notice = "《意见》已经省政府同意，现转发给你们，请遵照执行。贵州省人民政府一九九六年七月二日"
    facts = read_text(
        f"{title}{number}各市、州人民政府，省政府各部门：{notice}省政府：现将有关情况报告如下。{body}某厅1996年6月1日"
    )
    assert (facts.title, facts.number, facts.issuer) == (title, number, "贵州省人民政府")
    assert (str(facts.issued_on), facts.addressees) == ("1996-07-02", "各市、州人民政府，省政府各部门")
