"""A notice and the table that it has for its annex: which is the plan, and what one says for the other."""

from __future__ import annotations

import pytest
from tables_said import TITLE, said

from kgservice.documents.reading import Source
from kgservice.extraction.reader import read_facts


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", TITLE + body, ""), registers)


def test_the_table_of_an_annex_is_the_plan_where_the_notice_only_lists_annexes(facts):
    read = facts(
        "官塘县人民政府办公室关于印发2022年报告目标任务的通知\n各镇人民政府：\n现印发给你们。请认真落实。\n"
        "附件：1.2022年预期目标分解表\n2.2022年重点任务分解表\n官塘县人民政府办公室\n2022年1月21日\n附件1\n"
        "2022年预期目标分解表\n序号\t工作任务\t责任单位\n1\t招商\t县商务局\n2\t修路\t县交通运输局\n"
    )
    assert [read.document.text[plan.title] for plan in read.plans] == ["2022年预期目标分解表"]


NOTICE_OF_TABLE = (
    "昌乐县人民政府办公室关于印发2024年重点工作任务分解表的通知\n各镇街：\n"
    "现将《2024年重点工作任务分解表》印发给你们，{}\n昌乐县人民政府办公室\n2024年3月1日\n附件\n2024年重点工作任务分解表\n{}"
)


def test_a_notice_keeps_its_own_numbers_and_the_table_it_issues_is_the_plan(registers):
    asked = "并提出如下要求。\n一、提高认识。各单位要高度重视。\n二、强化落实。抓好落实。"
    source = NOTICE_OF_TABLE.format(asked, "序号\t任务\t牵头单位\n1\t招商引资\t县商务局\n")
    read = read_facts(Source("x.txt", source, ""), registers)
    assert [read.document.text[plan.title] for plan in read.plans] == ["2024年重点工作任务分解表"]
    assert [path for path, _, _ in said(read)] == ["附件/1"]


def test_what_a_notice_says_of_the_parties_of_its_annex_counts(registers):
    told = "请抓好落实。各项任务责任单位中排在首位的为牵头单位，其余为主要配合单位。"
    source = NOTICE_OF_TABLE.format(told, "序号\t任务\t责任单位\n1\t招商引资\t县商务局、县财政局\n")
    read = read_facts(Source("x.txt", source, ""), registers)
    assert said(read) == [("附件/1", "招商引资", [("县商务局", "lead"), ("县财政局", "support")])]


ASKS = "一、提高认识。高度重视。\n二、做好宣传。广泛宣传。\n"
HAS_ITEMS = "一、内容\n（一）讲解。办赛。\n（二）开放。开放实验室。\n二、做好宣传。广泛宣传。\n"
GIVES_DUTIES = "一、办好讲解赛。办好。（县科协负责）\n二、做好宣传。广泛宣传。\n"
NOTICE = "昌乐县人民政府办公室关于做好2024年科技周工作的通知"


@pytest.mark.parametrize(
    ("says", "annex", "titles"),
    [
        (ASKS, "2024年科技周活动安排表", ["2024年科技周活动安排表"]),
        (ASKS, "科技周活动安排表", ["科技周活动安排表"]),
        (HAS_ITEMS, "2024年科技周活动安排表", [NOTICE, "2024年科技周活动安排表"]),
        (GIVES_DUTIES, "2024年科技周活动安排表", [NOTICE, "2024年科技周活动安排表"]),
        (GIVES_DUTIES, "科技周活动安排表", [NOTICE]),
    ],
    ids=[
        "only asks",
        "only asks for what is of no year",
        "has items of items",
        "gives duties",
        "is alone one of a year",
    ],
)
def test_the_table_of_tasks_is_a_plan_beside_a_notice_that_gives_duties_if_it_is_of_a_year(
    registers, says, annex, titles
):
    source = (
        f"{NOTICE}\n各镇街：\n现将有关事项通知如下：\n{says}附件：{annex}\n昌乐县人民政府办公室\n2024年3月1日\n"
        f"附件\n{annex}\n序号\t任务\t责任单位\n1\t办讲解赛\t县科协\n2\t开放实验室\t县科技局\n"
    )
    assert read_facts(Source("x.txt", source, ""), registers).title == NOTICE
    read = read_facts(Source("x.txt", source, ""), registers)
    assert [read.document.text[plan.title] for plan in read.plans] == titles
