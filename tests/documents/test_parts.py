"""The parts of a document: notice, plans, annexes, what closes it."""

from __future__ import annotations

import pytest

from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source

NOTICE = """甲市人民政府办公室关于印发甲市养老服务行动计划
（2024—2026年）的通知

甲政办发〔2024〕8号

各县区人民政府：
现将《甲市养老服务行动计划（2024—2026年）》印发给你们，请认真贯彻执行。

甲市人民政府办公室
2024年5月6日
（此件公开发布）

甲市养老服务行动计划
（2024—2026年）
根据《某条例》，制定本计划。
一、总体目标
到2026年，体系完善。
二、主要任务
（一）建设床位。新增床位100张。（市民政局负责）
附件：指标表

附件
指标表
序号 指标 2025年目标 责任单位
1 床位数 90张 市民政局
2 护理率 80%以上 市民政局、市卫生健康委

甲市人民政府办公室 2024年5月6日印发
"""


def document(text: str):
    return take_apart(Source("x.txt", text, "0" * 64))


def test_the_notice_gives_title_number_signature_and_date():
    made = document(NOTICE)
    assert made.text[made.title] == "甲市人民政府办公室关于印发甲市养老服务行动计划（2024—2026年）的通知"
    assert made.text[made.head.number] == "甲政办发〔2024〕8号"
    assert [made.text[body] for body in made.head.signers] == ["甲市人民政府办公室"]
    assert made.text[made.head.date] == "2024年5月6日"


def test_the_plan_ends_where_the_annex_list_begins():
    (plan,) = document(NOTICE).plans
    made = document(NOTICE)
    assert made.text[plan.title] == "甲市养老服务行动计划（2024—2026年）"
    assert made.text[plan.items[-1].body].endswith("（市民政局负责）")


def test_an_annex_table_has_its_rows_without_the_imprint():
    made = document(NOTICE)
    (labelled,) = made.plans[0].tables
    assert labelled.label == "附件"
    assert labelled.table.columns == ("指标", "2025年目标", "责任单位")
    assert [made.text[row.words[-1]] for row in labelled.table.rows] == ["市民政局", "市民政局、市卫生健康委"]


@pytest.mark.parametrize(("date", "items"), [("2022121日", 0), ("2022年121日", 0), ("2022个点位", 1)])
def test_a_list_of_annexes_ends_at_a_date_that_a_scan_damaged(date, items):
    text = f"某县关于下达目标任务的通知\n各单位：\n请抓好落实。\n附件：1.某县目标任务分解表\n2.某县重点工作分解表\n某县人民政府\n{date}\n"
    (plan,) = document(text).plans
    assert len(plan.items) == items


def test_several_plans_in_one_file_are_kept_apart():
    made = document("2024年协调工作要点\n一、制度。\n1.抓落实。\n\n2024年监管工作要点\n一、责任。\n1.抓检查。\n")
    assert [made.text[plan.title] for plan in made.plans] == ["2024年协调工作要点", "2024年监管工作要点"]
    assert made.title is None


def test_a_text_without_numbers_has_no_items():
    made = document("关于放假的通知\n各单位：\n元旦放假一天。请做好值班。\n某市人民政府\n2024年12月1日\n")
    (plan,) = made.plans
    assert (made.text[plan.title], made.text[plan.preamble]) == ("关于放假的通知", "元旦放假一天。请做好值班。")
    assert plan.items == ()


def test_a_sentence_by_itself_is_no_document():
    assert document("今天天气很好。\n").plans == ()


LIST = "甲县2024年五件实事\n一、修缮危桥五座，方便出行。\n二、新建便桥两座。\n三、改造校舍三栋。\n"


@pytest.mark.parametrize(
    "after",
    ["为了办好上述实事，县政府制定了方案。", "各乡镇、各部门要加强领导。", "请各单位按季度报告进展。"],
)
def test_what_follows_a_list_of_paragraphs_is_none_of_its_last(after):
    document = take_apart(Source("a", f"{LIST}{after}\n务必抓好落实。\n", ""))
    plan = document.plans[0]
    assert document.text[plan.ending] == f"{after}务必抓好落实。"
    assert document.text[plan.items[-1].body] == "改造校舍三栋。"


@pytest.mark.parametrize(
    "text",
    [
        f"{LIST}校舍由县教育局选定。\n",
        "甲县修桥方案\n一、修缮危桥。\n各乡镇要摸清底数。\n二、选址。\n选好桥址。\n三、新建便桥。\n各乡镇要抓紧动工。\n",
    ],
    ids=["a paragraph of the last", "items of several paragraphs"],
)
def test_what_follows_the_last_of_other_lists_is_its_own(text):
    assert take_apart(Source("a", text, "")).plans[0].ending is None
