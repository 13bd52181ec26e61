"""What is read from the heads of documents: real ones (`tests/gold/heads`), and each layout of labels, signatures and titles."""

from __future__ import annotations

import csv

import pytest
from conftest import ROOT

from kgservice.documents.reading import Source, read_source
from kgservice.extraction.reader import read_facts

HEADS = ROOT / "tests" / "gold" / "heads"
with (HEADS / "heads.csv").open(encoding="utf-8", newline="") as file:
    ANNOTATED = list(csv.DictReader(file))

BODY = "一、主要任务\n（一）稳增长。推进项目。（责任单位：县发展和改革局）\n"


@pytest.fixture
def read(registers):
    return lambda text: read_facts(Source("x.txt", text, ""), registers)


def squeezed(words):
    return "".join((words or "").split())


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
        "• 索引号:\n\n113/2024-1\n • 发文机构:\n\n甲县人民政府\n • 发文字号:\n\n甲政发〔2024〕3号\n • 发文日期:\n\n2024年05月06日\n • 内容概述:\n\n甲县2024年稳增长工作要点\n",
        "当前位置：首页 > 政务公开 > 政府文件\n甲县2024年稳增长工作要点\n发布时间：2024-05-06 来源：甲县人民政府 浏览次数：31 字体：【大 中 小】\n甲政发〔2024〕3号\n",
        "甲县2024年稳增长工作要点\n文章属性\n•【制定机关】甲县人民政府\n•【公布日期】2024.05.06\n•【字号】甲政发[2024]3号\n•【时效性】现行有效\n正文\n（甲政发〔2024〕3号）\n",
    ],
    ids=["lines", "spaces", "two a line", "cells", "value below", "bullets", "title over the labels", "brackets"],
)
def test_labels_are_read_in_any_layout(read, labels):
    facts = read(labels + BODY)
    assert (squeezed(facts.title), facts.number, str(facts.issued_on)) == (
        "甲县2024年稳增长工作要点",
        "甲政发〔2024〕3号",
        "2024-05-06",
    )
    assert (facts.issuer, facts.jurisdiction.name) == ("甲县人民政府", "甲县")
    assert squeezed(facts.document.text[facts.plans[0].title]) == "甲县2024年稳增长工作要点"


def test_a_text_that_speaks_of_names_and_times_has_no_labels(read):
    facts = read("乙县工作方案\n名称和地址要写明，时间紧，任务重。\n" + BODY)
    assert (facts.title, facts.number, facts.issued_on) == ("乙县工作方案", None, None)


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
        ("甲县科技局\n（甲县科教工作办公室）\n甲县财政局\n2024年5月6日\n", "甲县科技局、甲县财政局", "2024-05-06"),
    ],
    ids=["lines", "space", "together", "Chinese numerals", "seal and imprint", "second name"],
)
def test_several_sign(read, signature, issuer, day):
    notice = (
        "关于印发《甲县2024年稳增长工作要点》的通知\n各乡镇人民政府：\n现将《甲县2024年稳增长工作要点》印发给你们。\n"
    )
    facts = read(f"{notice}{signature}甲县2024年稳增长工作要点\n{BODY}")
    assert (facts.issuer, str(facts.issued_on), facts.jurisdiction.name) == (issuer, day, "甲县")


@pytest.mark.parametrize(
    ("line", "day"),
    [("2024-05-06", "2024-05-06"), ("2024/5/6", "2024-05-06"), ("2024-2026", "None"), ("截至2024-05-06", "None")],
)
def test_a_day_on_a_line_of_its_own_under_the_title_is_when_it_was_put_up(read, line, day):
    assert str(read(f"甲县稳增长工作方案\n{line}\n为做好稳增长工作，制定本方案。\n{BODY}").issued_on) == day
    assert (
        str(read(f"甲县稳增长工作方案\n{line}\n为做好工作。\n{BODY}甲县人民政府\n2024年6月1日\n").issued_on)
        == "2024-06-01"
    )


def test_several_sign_under_a_plan(read):
    facts = read(f"甲县2024年稳增长工作要点\n{BODY}中共甲县委员会\n甲县人民政府\n2024年5月6日\n")
    assert (facts.issuer, str(facts.issued_on)) == ("中共甲县委员会、甲县人民政府", "2024-05-06")


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("甲县教育局关于做好2024年招生工作的通知", "甲县教育局"),
        ("甲县人民政府2024年稳增长工作计划", "甲县人民政府"),
        ("中共甲县委甲县人民政府关于稳增长的实施意见", "中共甲县委、甲县人民政府"),
        ("甲县人民政府贯彻国务院关于稳增长的意见的实施意见", "甲县人民政府"),
        ("甲县政府关于稳增长的意见", "甲县人民政府"),
        ("全面贯彻国务院稳增长意见的工作要点", None),
        ("关于印发《甲县2024年稳增长工作要点》的通知", None),
        ("甲县2024年稳增长工作要点", None),
    ],
)
def test_the_title_names_the_issuer_where_nobody_signed(read, title, issuer):
    assert read(f"{title}\n{BODY}").issuer == issuer


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
    ],
    ids=["published", "published at", "explained by", "red head", "red head of ministries", "the plan's title"],
)
def test_who_issued_what_nobody_signed(read, head, ending, issuer, day):
    facts = read(f"{head or '甲县稳增长若干举措'}\n为稳增长，制定本举措。\n{BODY}{ending}")
    assert (facts.issuer, str(facts.issued_on)) == (issuer, day)


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
def test_the_head_of_a_letter_on_one_line(read, text, title, issuer):
    facts = read(text + "一、主要任务（一）稳增长。推进项目。" * 3)
    assert (facts.title, facts.issuer) == (title, issuer)


def test_white_space_in_a_number_on_one_line(read):
    facts = read(
        "乙省水利厅关于控制开采的通知乙水发 〔2010〕1号各市水利局：为控制开采，现通知如下：一、总量。控制。"
        + "（一）分工。各市负责。" * 20
    )
    assert (squeezed(facts.number), facts.addressees) == ("乙水发〔2010〕1号", "各市水利局")


def test_a_title_that_is_not_finished_goes_on_behind_a_blank_line(read):
    head = "甲县人民政府办公室\n\n关于印发贯彻落实县第十次会议精神涉及\n\n政府工作任务分工方案的通知\n\n"
    facts = read(f"来源：甲县\n时间：2024-05-06\n{head}各乡镇：\n请落实。\n{BODY}")
    assert squeezed(facts.title) == squeezed(head)


def test_signers_without_a_date_that_can_be_read(read):
    notice = "关于印发甲县规划的通知\n各乡镇：\n现印发给你们。\n中共甲县委\n甲县人民政府\n201999\n"
    assert read(f"{notice}甲县规划\n{BODY}").issuer == "中共甲县委、甲县人民政府"


def test_who_a_text_without_its_notices_title_is_sent_to(read):
    notice = "各镇人民政府、城关街道办事处，县政府各部门：\n《甲县规划》已经同意，现印发给你们。\n甲县人民政府\n2024年5月6日\n"
    assert read(f"{notice}甲县规划\n{BODY}").addressees == "各镇人民政府、城关街道办事处，县政府各部门"


def test_an_office_of_the_party_is_no_ministry(read):
    assert read(f"中共甲县委组织部2024年人才工作要点\n{BODY}").jurisdiction.name == "甲县"


def test_signers_on_one_line_with_the_text_stand_apart(read):
    facts = read(
        "甲县教育局关于印发招生方案的通知甲教发〔2020〕3号各乡镇：现将招生方案印发给你们，请遵照执行。电话85551234 "
        "甲县教育局　　甲县财政局2020年1月8日招生方案为做好招生工作，制定本方案。一、主要任务（一）招生。做好招生。"
    )
    assert (facts.issuer, str(facts.issued_on)) == ("甲县教育局、甲县财政局", "2020-01-08")


def test_a_title_that_begins_with_its_issuer_on_a_line_of_its_own(read):
    head = "中共甲县委员会\n关于开展“稳就业、稳投资、稳外贸”\n活动的实施方案\n"
    facts = read("第一篇：甲县活动方案\n" + head + "根据通知要求，制定如下方案。\n" + BODY)
    assert (squeezed(facts.title), facts.issuer) == (squeezed(head), "中共甲县委员会")


def test_a_notice_on_one_line_with_what_it_issues(read):
    facts = read(
        "甲县教育局关于印发甲县招生工作方案的通知各乡镇，县直各学校：现将甲县招生工作方案印发给你们，请遵照执行。 "
        "甲县教育局 2020年1月8日甲县招生工作方案为做好招生工作，制定本方案。一、主要任务（一）招生。做好招生。"
    )
    assert (facts.title, facts.issuer, str(facts.issued_on)) == (
        "甲县教育局关于印发甲县招生工作方案的通知",
        "甲县教育局",
        "2020-01-08",
    )


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
def test_a_number_and_a_date_right_before_the_text(read, text, number, day):
    facts = read(f"甲县人民政府关于稳增长的实施意见\n{text}\n{BODY}")
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
def test_what_a_site_adds_to_a_head(read, head, title, issuer, day):
    facts = read(head + "为稳增长，制定本要点。\n" + BODY)
    assert (facts.title, facts.issuer, str(facts.issued_on)) == (title, issuer, day)


def test_an_issuer_without_its_place_is_given_it(read):
    facts = read(
        "县人民政府办公室关于印发稳增长工作方案的通知\n发布机构：甲县人民政府办公室\n文号：甲政办发〔2024〕3号\n" + BODY
    )
    assert facts.issuer == "甲县人民政府办公室"


def test_a_date_in_brackets_under_the_title_is_the_documents(read):
    assert str(read("甲县稳增长行动方案\n（2024年5月6日）\n" + BODY).issued_on) == "2024-05-06"


def test_a_document_on_one_line(read):
    text = (
        "各县（市、区）人民政府：为优化环境，经省政府同意，现提出以下意见。一、提升便利（一）优化流程。优化审批流程。"
        "（省发展改革委牵头，省财政厅负责）（二）提升效率。2021年6月底前接入平台。（省住房城乡建设厅负责）"
        "贵州省人民政府办公厅2020年7月15日（此件公开发布）"
    )
    facts = read(text)
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
def test_a_forwarded_text_on_one_line_is_issued_by_who_forwards_it(read, title, number, body):
    notice = "《意见》已经省政府同意，现转发给你们，请遵照执行。贵州省人民政府一九九六年七月二日"
    facts = read(
        f"{title}{number}各市、州人民政府，省政府各部门：{notice}省政府：现将有关情况报告如下。{body}某厅1996年6月1日"
    )
    assert (facts.title, facts.number, facts.issuer) == (title, number, "贵州省人民政府")
    assert (str(facts.issued_on), facts.addressees) == ("1996-07-02", "各市、州人民政府，省政府各部门")


@pytest.mark.parametrize("addressees", ["各市、县人民政府，省政府各部门", "甲市人民政府、乙市人民政府"])
def test_a_circular_whose_title_runs_over_lines_and_names_a_place_first(read, addressees):
    title = "贵州省人民政府办公厅关于甲市、乙市\n四起事故调查处理\n情况的通报"
    facts = read(
        f"{title}\n某政办发〔2014〕7号\n{addressees}：\n现通报如下。\n{BODY}贵州省人民政府办公厅\n2014年1月16日\n"
    )
    assert squeezed(facts.title) == squeezed(title)
    assert (facts.number, facts.addressees, facts.issuer) == ("某政办发〔2014〕7号", addressees, "贵州省人民政府办公厅")


def test_a_report_is_issued_by_who_forwards_it_and_not_by_who_wrote_it(read):
    facts = read(
        "甲县人民政府办公室转发县水利局关于整修堤防意见报告的通知\n甲政办发〔1996〕5号\n各乡镇人民政府：\n现转发给你们，请认真执行。\n"
        "甲县人民政府办公室\n1996年5月2日\n县政府：\n现将意见报告如下。\n一、整修（一）经费。落实。（县财政局负责）\n县水利局\n1996年4月8日\n"
    )
    assert (facts.issuer, str(facts.issued_on), facts.office) == ("甲县人民政府办公室", "1996-05-02", None)


def test_the_first_item_is_not_whom_the_document_is_sent_to(read):
    assert read("甲县分工方案\n一、职责分工\n（一）县教育局：负责宣传。\n").addressees is None


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
def test_where_a_text_breaks_off(read, ending, fragment):
    goals = "一、总体目标\n" + "".join(
        f"（{n}）第{n}个目标。" + "推进各项工作取得实效。" * 12 + "\n" for n in "一二三四五"
    )
    assert read("甲县稳增长行动方案\n" + goals + ending).document.fragment is fragment


@pytest.mark.parametrize(
    ("ending", "fragment"),
    [("名单如下：\n组长：王甲\n成员：", True), ("请认真执行。\n甲县人民政府\n", False)],
    ids=["in a list", "signed"],
)
def test_where_prose_breaks_off(read, ending, fragment):
    text = "甲县人民政府关于成立领导小组的通知\n各乡镇人民政府：\n为加强领导，成立领导小组。"
    assert read(text + ending).document.fragment is fragment


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
def test_whom_a_document_is_sent_to(read, line, addressees):
    assert (
        read(f"甲县人民政府关于稳增长的意见\n甲政发〔2024〕3号\n{line}\n为稳增长，提出意见。\n{BODY}").addressees
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
def test_a_number_on_a_line_of_its_own(read, line, number):
    facts = read(f"关于印发工作要点的通知\n{line}\n各乡镇：\n现印发给你们。\n工作要点\n{BODY}")
    assert facts.number == number
