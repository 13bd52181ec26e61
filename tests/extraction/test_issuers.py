"""Who issued a document and when: who signed it, whom its title begins with, whom its letterhead names."""

from __future__ import annotations

import pytest
from heads import BODY, squeezed


@pytest.mark.parametrize(
    ("signature", "issuer", "day"),
    [
        ("甲县教育局\n甲县财政局\n2024年5月6日\n", "甲县教育局、甲县财政局", "2024-05-06"),
        ("甲县教育局 甲县财政局\n2024年5月6日\n", "甲县教育局、甲县财政局", "2024-05-06"),
        ("甲县教育局甲县财政局2024年5月6日\n", "甲县教育局、甲县财政局", "2024-05-06"),
        (
            "中共甲县委办公室\n甲县人民政府办公室\n二○二四年五月六日\n",
            "中共甲县委办公室、甲县人民政府办公室",
            "2024-05-06",
        ),
        ("甲县教育局（代章）\n2024年5月6日\n甲县教育局办公室 2024年5月6日印发\n", "甲县教育局", "2024-05-06"),
        ("甲县“清水”行动\n工作专班办公室（代章）\n2024年5月6日\n", "甲县“清水”行动工作专班办公室", "2024-05-06"),
        ("甲县科技局\n（甲县科教工作办公室）\n甲县财政局\n2024年5月6日\n", "甲县科技局、甲县财政局", "2024-05-06"),
        (
            "甲县推进“山水林田”综合治理领导小组河湖长制工作专班办公室\n2024年5月6日\n",
            "甲县推进“山水林田”综合治理领导小组河湖长制工作专班办公室",
            "2024-05-06",
        ),
    ],
    ids=[
        "lines",
        "space",
        "together",
        "Chinese numerals",
        "seal and imprint",
        "broken name",
        "second name",
        "name with marks in it",
    ],
)
def test_several_sign(read_text, signature, issuer, day):
    notice = (
        "关于印发《甲县2024年稳增长工作要点》的通知\n各乡镇人民政府：\n现将《甲县2024年稳增长工作要点》印发给你们。\n"
    )
    facts = read_text(f"{notice}{signature}甲县2024年稳增长工作要点\n{BODY}")
    assert (facts.issuer, str(facts.issued_on), facts.jurisdiction.name) == (issuer, day, "甲县")


def test_several_sign_under_a_plan(read_text):
    facts = read_text(f"甲县2024年稳增长工作要点\n{BODY}中共甲县委员会\n甲县人民政府\n2024年5月6日\n")
    assert (facts.issuer, str(facts.issued_on)) == ("中共甲县委员会、甲县人民政府", "2024-05-06")


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("甲县教育局关于做好2024年招生工作的通知", "甲县教育局"),
        ("甲县人民政府2024年稳增长工作计划", "甲县人民政府"),
        ("中共甲县委甲县人民政府关于稳增长的实施意见", "中共甲县委、甲县人民政府"),
        ("甲县人民政府贯彻国务院关于稳增长的意见的实施意见", "甲县人民政府"),
        ("甲县政府关于稳增长的意见", "甲县人民政府"),
        ("2024年甲县政府民生实事项目", "甲县人民政府"),
        ("2024年甲县教育局重点工作安排", "甲县教育局"),
        ("2024年甲县民生实事项目", None),
        ("甲县关于稳增长的意见", None),
        ("全面贯彻国务院稳增长意见的工作要点", None),
        ("关于印发《甲县2024年稳增长工作要点》的通知", None),
        ("甲县2024年稳增长工作要点", None),
    ],
)
def test_the_title_names_the_issuer_where_nobody_signed(read_text, title, issuer):
    assert read_text(f"{title}\n{BODY}").issuer == issuer


@pytest.mark.parametrize(
    ("head", "ending", "issuer", "day"),
    [
        ("", "甲县大数据中心2024年5月6日发布，征求意见至6月5日。\n", "甲县大数据中心", "2024-05-06"),
        ("", "甲县民政局于2024年5月6日在养老服务大会上公布。\n", "甲县民政局", "2024-05-06"),
        ("", "本方案由甲县民政局负责解释，自2024年5月6日起施行。\n", None, "None"),
        ("甲县民政局甲县财政局文件\n甲民发〔2024〕3号\n关于印发工作要点的通知\n", "", "甲县民政局、甲县财政局", "None"),
        (
            "教育部国家发展改革委财政部文件\n教发〔2024〕3号\n关于印发工作要点的通知\n",
            "",
            "教育部、国家发展改革委、财政部",
            "None",
        ),
        ("关于印发《甲县民政局2024年工作要点》的通知\n", "", "甲县民政局", "None"),
        (
            "",
            "生态环境部 国家发展和改革委员会财政部\n2024年5月6日\n",
            "生态环境部、国家发展和改革委员会、财政部",
            "2024-05-06",
        ),
        ("", "甲县民政局老龄工作处\n2024年5月6日\n", "甲县民政局老龄工作处", "2024-05-06"),
        (
            "教育部财政部文件教发〔2024〕3号\n关于印发工作要点的通知\n",
            "教育部办公厅 2024年5月6日印发\n",
            "教育部、财政部",
            "2024-05-06",
        ),
        ("关于印发工作要点的通知\n", "甲县教育局 2024年5月6日印发\n", "甲县教育局", "2024-05-06"),
        (
            "甲县教育局甲县招生考试委员会办公室文件\n甲县教育局甲县招考办关于印发工作要点的通知\n",
            "",
            "甲县教育局、甲县招生考试委员会办公室",
            "None",
        ),
        ("2024年度市县实事方案\n", "", None, "None"),
    ],
    ids=[
        "published",
        "published at",
        "explained by",
        "red head",
        "red head of ministries",
        "the plan's title",
        "side by side",
        "an office inside",
        "red head and imprint",
        "imprint alone",
        "red head and title",
        "levels of a year",
    ],
)
def test_who_issued_what_nobody_signed(read_text, head, ending, issuer, day):
    facts = read_text(f"{head or '甲县稳增长若干举措'}\n为稳增长，制定本举措。\n{BODY}{ending}")
    assert (facts.issuer, str(facts.issued_on)) == (issuer, day)


def test_signers_without_a_date_that_can_be_read(read_text):
    notice = "关于印发甲县规划的通知\n各乡镇：\n现印发给你们。\n中共甲县委\n甲县人民政府\n201999\n"
    assert read_text(f"{notice}甲县规划\n{BODY}").issuer == "中共甲县委、甲县人民政府"


def test_a_title_that_begins_with_its_issuer_on_a_line_of_its_own(read_text):
    head = "中共甲县委员会\n关于开展“稳就业、稳投资、稳外贸”\n活动的实施方案\n"
    facts = read_text("第一篇：甲县活动方案\n" + head + "根据通知要求，制定如下方案。\n" + BODY)
    assert (squeezed(facts.title), facts.issuer) == (squeezed(head), "中共甲县委员会")


def test_an_issuer_without_its_place_is_given_it(read_text):
    facts = read_text(
        "县人民政府办公室关于印发稳增长工作方案的通知\n发布机构：甲县人民政府办公室\n文号：甲政办发〔2024〕3号\n" + BODY
    )
    assert facts.issuer == "甲县人民政府办公室"


def test_a_report_is_issued_by_who_forwards_it_and_not_by_who_wrote_it(read_text):
    facts = read_text(
        "甲县人民政府办公室转发县水利局关于整修堤防意见报告的通知\n甲政办发〔1996〕5号\n各乡镇人民政府：\n现转发给你们，请认真执行。\n"
        "甲县人民政府办公室\n1996年5月2日\n县政府：\n现将意见报告如下。\n一、整修（一）经费。落实。（县财政局负责）\n县水利局\n1996年4月8日\n"
    )
    assert (facts.issuer, str(facts.issued_on), facts.office) == ("甲县人民政府办公室", "1996-05-02", None)


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        ("乙市制造业提升（数字经济）\n领导小组办公室（代章）", "乙市制造业提升（数字经济）领导小组办公室"),
        ("乙市推进河长制工作\n领导小组", "乙市推进河长制工作领导小组"),
        ("乙市安全生产\n委员会办公室", "乙市安全生产委员会办公室"),
        ("乙市水利局\n乙市治水领导小组办公室", "乙市水利局、乙市治水领导小组办公室"),
        ("领导小组办公室", "领导小组办公室"),
    ],
)
def test_a_signers_name_that_is_broken_over_two_lines_is_one(read_text, signed, issuer):
    notice = f"关于印发《乙市治水方案》的通知\n各区：\n现将方案印发给你们，请落实。\n{signed}\n2024年5月6日\n"
    assert read_text(f"{notice}乙市治水方案\n为治水，制定本方案。\n{BODY}").issuer == issuer


def test_annexes_listed_under_a_line_of_their_own_are_behind_the_signature(read_text):
    listed = "附件：\n1.2024年河道清理情况汇总表\n2.2024年河道清理进展表\n2024年2月1日\n"
    facts = read_text(f"甲县水利局关于做好河道清理工作的函\n各乡镇：\n{BODY}{listed}")
    assert str(facts.issued_on) == "2024-02-01"
