"""What is read from the heads of documents: real ones (`tests/gold/heads`), and each layout of labels, signatures and titles."""

from __future__ import annotations

import csv

import pytest
from conftest import ROOT
from heads import BODY, squeezed
from topics import TOPICS

from kgservice.documents.reading import read_source
from kgservice.extraction.reader import read_facts

HEADS = ROOT / "tests" / "gold" / "heads"
with (HEADS / "heads.csv").open(encoding="utf-8", newline="") as file:
    ANNOTATED = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ANNOTATED, ids=[row["source"] for row in ANNOTATED])
def test_the_head_of_a_real_document(registers, row):
    facts = read_facts(read_source(HEADS / row["source"]), registers)
    place = facts.jurisdiction
    found = (
        squeezed(facts.title),
        squeezed(facts.number),
        squeezed(facts.issuer),
        str(facts.issued_on or ""),
        place.name if place else "",
        place.level.value if place else "",
        str(facts.document.fragment).lower(),
    )
    names = ("title", "document_number", "issuer", "issued_on", "jurisdiction", "level", "fragment")
    assert dict(zip(names, found, strict=True)) == {name: row[name] for name in names}


@pytest.mark.parametrize(
    "labels",
    [
        "标题：甲县2024年稳增长工作要点\n发文字号：甲政发〔2024〕3号\n成文日期：2024-05-06\n发文机关：甲县人民政府\n",
        "索 引 号 113/2024-1 发文日期 2024-05-06\n发布机构 甲县人民政府 文　　号 甲政发〔2024〕3号\n名 称 甲县2024年稳增长工作要点\n",
        "索引号: 113/2024-1 组配分类: 要点\n发布机构: 甲县人民政府 文号: 甲政发〔2024〕3号\n名称: 甲县2024年稳增长工作要点 成文日期: 2024年5月6日\n",
        "| 索引号 | 113/2024-1 | 文号 | 甲政发〔2024〕3号 |\n| 发布机构 | 甲县人民政府 | 生成日期 | 2024-05-06 |\n| 名称 | 甲县2024年稳增长工作要点 | |\n",
        "索引号\n113/2024-1\n发文机关\n甲县人民政府\n成文日期\n2024-05-06\n标题\n甲县2024年稳增长工作要点\n发文字号\n甲政发〔2024〕3号\n",
        "索引号\n113/2024-1\n发文机关\n甲县人民政府\n成文日期\n2024-05-06\n发文字号\n甲政发〔2024〕3号\n有效性\n有效\n甲县2024年稳增长工作要点\n",
        "• 索引号:\n\n113/2024-1\n • 发文机构:\n\n甲县人民政府\n • 发文字号:\n\n甲政发〔2024〕3号\n • 发文日期:\n\n2024年05月06日\n • 内容概述:\n\n甲县2024年稳增长工作要点\n",
        "当前位置：首页 > 政务公开 > 政府文件\n甲县2024年稳增长工作要点\n发布时间：2024-05-06 来源：甲县人民政府 浏览次数：31 字体：【大 中 小】\n甲政发〔2024〕3号\n",
        "甲县2024年稳增长工作要点\n文章属性\n•【制定机关】甲县人民政府\n•【公布日期】2024.05.06\n•【字号】甲政发[2024]3号\n•【时效性】现行有效\n正文\n（甲政发〔2024〕3号）\n",
    ],
    ids=[
        "lines",
        "spaces",
        "two a line",
        "cells",
        "value below",
        "last value below",
        "bullets",
        "title over the labels",
        "brackets",
    ],
)
def test_labels_are_read_in_any_layout(read_text, labels):
    facts = read_text(labels + BODY)
    assert (squeezed(facts.title), facts.number, str(facts.issued_on)) == (
        "甲县2024年稳增长工作要点",
        "甲政发〔2024〕3号",
        "2024-05-06",
    )
    assert (facts.issuer, facts.jurisdiction.name) == ("甲县人民政府", "甲县")
    assert squeezed(facts.document.text[facts.plans[0].title]) == "甲县2024年稳增长工作要点"


def test_a_text_that_speaks_of_names_and_times_has_no_labels(read_text):
    facts = read_text("乙县工作方案\n名称和地址要写明，时间紧，任务重。\n" + BODY)
    assert (facts.title, facts.number, facts.issued_on) == ("乙县工作方案", None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [("2024-05-06", "2024-05-06"), ("2024/5/6", "2024-05-06"), ("2024-2026", "None"), ("截至2024-05-06", "None")],
)
def test_a_day_under_the_title_is_the_documents(read_text, line, day):
    assert str(read_text(f"甲县稳增长工作方案\n{line}\n为做好稳增长工作，制定本方案。\n{BODY}").issued_on) == day


def test_the_day_of_a_signature_goes_before_the_one_under_the_title(read_text):
    facts = read_text(f"甲县稳增长工作方案\n2024-05-06\n为做好工作。\n{BODY}甲县人民政府\n2024年6月1日\n")
    assert str(facts.issued_on) == "2024-06-01"


def test_who_a_text_without_its_notices_title_is_sent_to(read_text):
    notice = "各镇人民政府、城关街道办事处，县政府各部门：\n《甲县规划》已经同意，现印发给你们。\n甲县人民政府\n2024年5月6日\n"
    assert read_text(f"{notice}甲县规划\n{BODY}").addressees == "各镇人民政府、城关街道办事处，县政府各部门"


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        (
            "甲政发[2009]69号 2009-11-03 为贯彻《乙省人民政府关于稳增长的意见》，提出以下意见。",
            "甲政发[2009]69号",
            "2009-11-03",
        ),
        ("乙政发[2008]30号文件印发以来，我县稳增长，提出以下意见。", None, "None"),
    ],
    ids=["its own", "another's"],
)
def test_a_number_and_a_date_right_before_the_text(read_text, text, number, day):
    facts = read_text(f"甲县人民政府关于稳增长的实施意见\n{text}\n{BODY}")
    assert (facts.number, str(facts.issued_on)) == (number, day)


@pytest.mark.parametrize(
    ("head", "title", "issuer", "day"),
    [
        ("新闻详情\n甲县2024年工作要点〔已废止〕\n", "甲县2024年工作要点", None, "None"),
        (
            "甲县2024年工作要点\n时间：2024-05-06 11:21\n来源：甲县人民政府\n",
            "甲县2024年工作要点",
            "甲县人民政府",
            "2024-05-06",
        ),
        ("甲县2024年工作要点\n〔甲县人民政府〕2024-05-06字号：\n", "甲县2024年工作要点", "甲县人民政府", "None"),
        (
            "甲县关于印发工作要点的通知\n各乡镇：\n现印发给你们。\n?\n??? 甲县人民政府办公室\n???? 2024年5月6日\n工作要点\n",
            "甲县关于印发工作要点的通知",
            "甲县人民政府办公室",
            "2024-05-06",
        ),
        (
            "甲县2024年工作要点\n2024-05-06 10:41 来源：甲县人民政府\n",
            "甲县2024年工作要点",
            "甲县人民政府",
            "2024-05-06",
        ),
        ("甲县2024年工作要点_政策文件_甲县人民政府网\n", "甲县2024年工作要点", None, "None"),
        ("甲县绿地实施方案（试行） - 甲县政府信息公开平台\n", "甲县绿地实施方案（试行）", None, "None"),
        ("甲县绿地管理办法--乡镇版\n", "甲县绿地管理办法--乡镇版", None, "None"),
    ],
    ids=[
        "site's words around",
        "a time beside one label",
        "who put it up in brackets",
        "marks that broke",
        "a time before a label",
        "site's name and section behind",
        "site's name behind a dash",
        "a dash of the title's own",
    ],
)
def test_what_a_site_adds_to_a_head(read_text, head, title, issuer, day):
    facts = read_text(head + "为稳增长，制定本要点。\n" + BODY)
    assert (facts.title, facts.issuer, str(facts.issued_on)) == (title, issuer, day)


def test_a_date_in_brackets_under_the_title_is_the_documents(read_text):
    assert str(read_text("甲县稳增长行动方案\n（2024年5月6日）\n" + BODY).issued_on) == "2024-05-06"


def test_the_first_item_is_not_whom_the_document_is_sent_to(read_text):
    assert read_text("甲县分工方案\n一、职责分工\n（一）县教育局：负责宣传。\n").addressees is None


@pytest.mark.parametrize(
    ("ending", "fragment"),
    [
        ("二、保障措施\n（一）加强领导。落实责任。\n（二）加强督查。严格考核。\n", False),
        ("二、重点任务\n（一）深化改革。\n1.简化流程。压减材料，", True),
        ("二、重点任务\n（一）深化改革。\n1.简化流程。压减材料。", True),
        ("二、重点任务\n（一）深化改革。深化。\n甲县人民政府\n2024年5月6日\n", False),
        (
            "二、重点任务\n（一）简化流程。简化。\n（二）压减材料。压减。\n附则\n本方案自发布之日起施行，由县科技局负责解释。\n",
            False,
        ),
        ("二、重点任务\n（一）简化流程。简化。\n（二）压减材料。压减不必要的附则", True),
    ],
    ids=["closed", "in mid-sentence", "a list of one", "signed", "supplementary", "in mid-word"],
)
def test_where_a_text_breaks_off(read_text, ending, fragment):
    goals = "一、总体目标\n" + "".join(
        f"（{n}）第{n}个目标。" + "推进各项工作取得实效。" * 12 + "\n" for n in "一二三四五"
    )
    assert read_text("甲县稳增长行动方案\n" + goals + ending).document.fragment is fragment


@pytest.mark.parametrize(
    ("ending", "fragment"),
    [("名单如下：\n组长：王甲\n成员：", True), ("请认真执行。\n甲县人民政府\n", False)],
    ids=["in a list", "signed"],
)
def test_where_prose_breaks_off(read_text, ending, fragment):
    text = "甲县人民政府关于成立领导小组的通知\n各乡镇人民政府：\n为加强领导，成立领导小组。"
    assert read_text(text + ending).document.fragment is fragment


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("各乡镇人民政府、街道办事处，县政府各部门：", "各乡镇人民政府、街道办事处，县政府各部门"),
        ("各县（市、区）人民政府，市直各单位：", "各县（市、区）人民政府，市直各单位"),
        ("县教育局、财政局：", "县教育局、财政局"),
        ("现就有关事项通知如下：", None),
        ("工作目标、主要任务：", None),
    ],
)
def test_whom_a_document_is_sent_to(read_text, line, addressees):
    assert (
        read_text(f"甲县人民政府关于稳增长的意见\n甲政发〔2024〕3号\n{line}\n为稳增长，提出意见。\n{BODY}").addressees
        == addressees
    )


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("甲政发〔2024〕3", "甲政发〔2024〕3"),
        ("甲政發〔2024〕3號", "甲政發〔2024〕3號"),
        ("甲政发〔2024〕3号　　签发人：王乙", "甲政发〔2024〕3号"),
        ("稳增长（2024）3", None),
        ("投资项目2024年3", None),
    ],
)
def test_a_number_on_a_line_of_its_own(read_text, line, number):
    facts = read_text(f"关于印发工作要点的通知\n{line}\n各乡镇：\n现印发给你们。\n工作要点\n{BODY}")
    assert facts.number == number


def test_a_title_goes_on_with_its_period_and_what_it_is(read_text):
    facts = read_text(f"云溪县水利发展规划纲要\n（2026—2030年）实施分工方案\n{BODY}")
    assert facts.title == "云溪县水利发展规划纲要（2026—2030年）实施分工方案"


def test_a_number_that_lost_its_marks_is_in_no_title(read_text):
    facts = read_text(
        f"云政办函〔202758\n云溪县人民政府办公室\n关于印发2027年工作要点的通知\n各乡镇：\n现印发给你们。\n工作要点\n{BODY}"
    )
    assert facts.title == "云溪县人民政府办公室关于印发2027年工作要点的通知"
    assert facts.issuer == "云溪县人民政府办公室"


def test_who_seals_for_those_who_sign_stands_between_them_and_the_date(read_text):
    facts = read_text(
        "关于印发工作要点的通知\n各乡镇：\n现印发给你们。\n联系人：王甲\n"
        f"云溪县河长制工作领导小组办公室\n（云溪县水利局代章）\n2027年3月5日\n工作要点\n{BODY}"
    )
    assert facts.issuer == "云溪县河长制工作领导小组办公室"


def test_an_autonomous_region_that_only_its_party_committee_names(read_text):
    facts = read_text(f"广西壮族自治区党委 自治区人民政府关于稳增长的意见\n{BODY}")
    assert facts.issuer == "广西壮族自治区党委、广西壮族自治区人民政府"


def test_an_item_whose_number_stands_on_a_line_of_its_own(read_text):
    (plan,) = read_text(
        "1、\n修缮校舍\n由县教育局负责。\n2、修建步道\n由县住建局负责。\n3、清理河道\n由县水利局负责。\n"
    ).plans
    assert [item.path for item in plan.items] == [("1",), ("2",), ("3",)]


def test_a_title_may_have_its_period_and_its_state_in_brackets(read_text):
    facts = read_text(
        "云溪县发展和改革局关于商请会签《云溪县储备能力建设工作方案》的函\n县财政局：\n请予会签。\n云溪县发展和改革局\n"
        f"2027年3月5日\n云溪县储备能力建设工作方案（2027—2030年）（送审稿）\n{BODY}"
    )
    (plan,) = facts.plans
    assert facts.document.text[plan.title] == "云溪县储备能力建设工作方案（2027—2030年）（送审稿）"


def test_a_number_given_in_two_kinds_of_brackets_is_cited_by_neither(registers, tmp_path):
    file = tmp_path / "a.txt"
    head = "《甲县人民政府关于加快节水的意见》（甲政发(2024)3号）\n甲政发〔2024〕3号\n各镇人民政府：\n"
    file.write_text(
        f"{head}为做好节水工作，制定本意见。\n一、推进节水。按照甲政发〔2023〕3号执行。\n", encoding="utf-8"
    )
    facts = read_facts(read_source(file), registers)
    read = TOPICS["citations"].read(facts)
    assert [number for _, _, number, _ in read] == ["甲政发〔2023〕3号"]
