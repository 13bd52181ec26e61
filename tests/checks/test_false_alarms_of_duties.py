"""What real documents say of who does what raises no alarm, and a duty that is really open is found."""

from __future__ import annotations

import pytest
from drafts import CITY, CUT, NORM, TABLE, UNCUT, told_apart

pytestmark = pytest.mark.slow

NOTICE = "甲市人民政府关于分解落实目标任务的通知\n各县（市、区）：\n一、落实责任。各单位做好甲。\n二、加强督查。各单位做好乙。\n"
OPEN = "一、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。\n"
OWNED = "甲市工作方案\n一、目标\n（一）总体目标。粮油覆盖率达到90%以上。\n二、任务\n1.办甲。做好甲。（市教育局牵头）\n三、组织实施\n"

# Each false alarm of real documents by its kind: a text that is in order, and one near it in which the slip is real.
FALSE_ALARMS = {
    "the clause may stand in what is missing": ("unassigned-tasks", CUT, CUT + UNCUT),
    "who owns a figure may stand in what is missing": ("nobody-owns-indicator", CUT, CUT + UNCUT),
    "a notice speaks to all its addressees": ("unassigned-tasks", NOTICE, NOTICE.replace("的通知", "的方案")),
    "a reply speaks to the one who asked": (
        "unassigned-tasks",
        NOTICE.replace("的通知", "的批复"),
        NOTICE.replace("的通知", "的意见"),
    ),
    "an item that shares out the duties of all": (
        "unassigned-tasks",
        CITY
        + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、组织保障\n（一）明确责任分工。做好分工。（市教育局、市财政局负责）\n（二）加强宣传。宣传。\n",
        CITY
        + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、组织保障\n（一）加强组织领导。做好协调。（市教育局、市财政局负责）\n（二）加强宣传。宣传。\n",
    ),
    "how much is granted": (
        "nobody-owns-indicator",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n二、支持政策\n发放检测券补贴企业，检测费用抵扣比例不高于30%。\n",
        CITY + "一、任务\n1.办甲。做好甲。（市教育局负责）\n二、支持政策\n企业检测费用抽查不合格比例不高于30%。\n",
    ),
    "the terms of a loan": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。购买保障性住房的，首付款比例不低于15%。\n",
        CITY + "一、任务\n1.办甲。新建住房中，装配式建筑比例不低于15%。\n",
    ),
    "what a department does may stand in what is missing": (
        "party-never-addressed",
        CUT + "到位。（市教育局、市邮政管理局负责）",
        CUT + "到位。（市教育局、市邮政管理局负责）" + UNCUT.removeprefix("到位。"),
    ),
    "who only supports has no words of its own": (
        "party-never-addressed",
        CITY
        + "一、任务\n1.查处网店。打击假冒食品。（市公安局负责，市邮政管理局配合）\n2.办好学校。做好食堂。（市教育局负责）\n",
        CITY
        + "一、任务\n1.查处网店。打击假冒食品。（市公安局、市邮政管理局负责）\n2.办好学校。做好食堂。（市教育局负责）\n",
    ),
    "the articles of a regulation are no tasks": ("unassigned-tasks", "甲市校车管理办法(试行)\n" + OPEN, CITY + OPEN),
    "the figures of a regulation are norms": ("nobody-owns-indicator", "甲市服务站管理规定\n" + NORM, CITY + NORM),
    "a sentence tells an office to do it": (
        "unassigned-tasks",
        CITY + OPEN.replace("做好乙", "市公安局要做好乙"),
        CITY + OPEN.replace("做好乙", "企业要做好乙"),
    ),
    "all are told to do it": (
        "unassigned-tasks",
        CITY + OPEN.replace("办乙。", "各县（市、区）、各部门要办乙。"),
        CITY + OPEN.replace("办乙。", "各类企业要办乙。"),
    ),
    "a plan that says in a sentence or two who has a duty": (
        "unassigned-tasks",
        CITY + OPEN.replace("做好甲。（市教育局负责）", "市教育局负责做好甲。"),
        CITY + OPEN,
    ),
    "a plan with a clause for fewer than one task in ten": (
        "unassigned-tasks",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n"
        + "".join(f"{n}.补贴{n}类。每户补贴。\n" for n in range(2, 14)),
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n"
        + "".join(f"{n}.补贴{n}类。每户补贴。\n" for n in range(2, 9)),
    ),
    "offices under a heading that shares out duties": (
        "unassigned-tasks",
        CITY
        + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、职责分工\n（一）市教育局。负责甲。\n（二）市公安局。负责乙。\n",
        CITY + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、学校安全\n（一）办丙。做好丙。（市教育局负责）\n",
    ),
    "from when a plan is valid": (
        "unassigned-tasks",
        CITY + OPEN.replace("办乙。做好乙", "本方案自印发之日起施行"),
        CITY + OPEN.replace("办乙。做好乙", "自印发之日起开展自查"),
    ),
    "an office's own plan": (
        "nobody-owns-indicator",
        "昌乐县水利局2025年工作要点\n一、任务\n1.清河道。清理河道30公里。\n",
        "昌乐县2025年水利工作要点\n一、任务\n1.清河道。清理河道30公里。\n",
    ),
    "what is granted, with its amount": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。对年产值增长10%以上的企业每户补助20万元。\n",
        CITY + "一、任务\n1.办甲。企业年产值增长10%以上。\n",
    ),
    "an office whose function is not known": (
        "party-never-assigned",
        CITY + "一、任务\n1.办甲。住建部门要做好乙。（市便民事务中心、市财政局负责）\n",
        CITY + "一、任务\n1.办甲。住建部门要做好乙。（市公安局、市财政局负责）\n",
    ),
    "two whom sentences of their own give duties": (
        "no-lead",
        CITY + "一、任务\n1.办甲。市教育局负责宣传食品安全知识。市公安局负责查处违法行为。\n",
        CITY + "一、任务\n1.办甲。市教育局、市公安局负责宣传食品安全知识。\n",
    ),
    "two of whom each has its part": (
        "no-lead",
        CITY + "一、任务\n1.办甲。市教育局、市公安局分别负责校内和校外食品安全。\n",
        CITY + "一、任务\n1.办甲。市教育局、市公安局负责校内和校外食品安全。\n",
    ),
    "one, and all places by a rule for all items": (
        "no-lead",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责。以下均需各县（市、区）政府落实，不再列出）\n2.办乙。做好乙。（市公安局负责）\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责。以下均需各县（市、区）政府落实，不再列出）\n2.办乙。做好乙。（市公安局、市财政局负责）\n",
    ),
    "what there is already is nobody's task": (
        "unassigned-tasks",
        CITY
        + "一、现状分析\n（一）短板。甲不足。\n（二）优势。乙较强。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
        CITY
        + "一、补齐短板\n（一）办丙。做好丙。\n（二）办丁。做好丁。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
    ),
    "an annex that shares out all tasks": (
        "unassigned-tasks",
        CITY + "一、任务\n1.抓甲。做好甲。\n2.抓乙。做好乙。\n" + TABLE + "1\t办丙事\t市教育局\n2\t办丁事\t市公安局\n",
        CITY
        + "一、任务\n1.抓甲。做好甲。\n2.抓乙。做好乙。\n3.抓戊。做好戊。（市财政局负责）\n"
        + TABLE
        + "1\t办丙事\t市教育局\n",
    ),
    "places, each in its own, and one department": (
        "no-lead",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局，各县（市、区）政府负责）\n2.办乙。做好乙。（各镇政府、街道办事处负责）\n",
        CITY + "一、任务\n1.办甲。做好甲。（市教育局、市财政局，各县（市、区）政府负责）\n",
    ),
    "with whom another works": (
        "party-never-assigned",
        CITY + "一、任务\n1.办甲。市教育局会同市公安局组织检查。（市教育局负责）\n",
        CITY + "一、任务\n1.办甲。市公安局要组织检查。（市教育局负责）\n",
    ),
    "figures of each place in a table": (
        "nobody-owns-indicator",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n各地整治任务\n序号\t县（市、区）\t整治任务（个）\n1\t昌乐县\t20\n2\t临朐县\t30\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n指标一览表\n序号\t指标\t2022年目标\n1\t受污染耕地安全利用率\t93%以上\n",
    ),
    "how much is allowed": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。担保机构平均担保费率原则上不超过1%。\n",
        CITY + "一、任务\n1.办甲。担保机构平均担保费率控制在1%以内。\n",
    ),
    "a mark tells who leads": (
        "no-lead",
        CITY + "一、任务\n1.办甲。做好甲。（责任单位：*市教育局、市财政局）\n",
        CITY + "一、任务\n1.办甲。做好甲。（责任单位：市教育局、市财政局）\n",
    ),
    "how long at least": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。改建的租赁住房运营期限达到5年以上。\n",
        CITY + "一、任务\n1.办甲。改建的租赁住房达到500套以上。\n",
    ),
    "what the projects of a table cost": (
        "nobody-owns-indicator",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n项目清单\n序号\t项目名称\t总投资（亿元）\n1\t甲地苗圃项目\t1.2\n2\t乙地苗圃项目\t2.3\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n指标一览表\n序号\t指标\t2022年目标\n1\t受污染耕地安全利用率\t93%以上\n",
    ),
    "what a table of requests proposes": (
        "no-lead",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n诉求清单\n序号\t事项\t建议责任单位\n1\t支持甲地苗圃\t省林业厅、省财政厅\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n任务清单\n序号\t事项\t责任单位\n1\t建设甲地苗圃\t市林业局、市财政局\n",
    ),
    "where something is tried": (
        "unassigned-tasks",
        CITY
        + "一、试点范围\n全市学校。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
        CITY
        + "一、扩大试点范围\n全市学校。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
    ),
    "each place is told to do it, in whichever words": (
        "unassigned-tasks",
        CITY + "一、任务\n1.办甲。各地应采取多种方式办好甲。\n2.办乙。由各地根据实际组织开展乙。\n",
        CITY + "一、任务\n1.办甲。各有关单位应采取多种方式办好甲。\n2.办乙。各部门做好乙。\n",
    ),
    "somebody answers for the whole plan": (
        "nobody-owns-indicator",
        OWNED + "（一）加强领导。各项工作由县级人民政府负总责。\n（二）加强宣传。做好宣传。\n",
        OWNED + "（一）加强领导。市粮食局要会同有关部门对各项工作开展督查。\n（二）加强宣传。做好宣传。\n",
    ),
    "somebody carries out the whole plan": (
        "nobody-owns-indicator",
        OWNED + "（一）加强领导。本方案由市粮食局负责组织实施。\n（二）加强宣传。做好宣传。\n",
        OWNED + "（一）加强领导。储备仓库由市粮食局负责组织实施。\n（二）加强宣传。做好宣传。\n",
    ),
    "whom a plan is for is nobody's task": (
        "unassigned-tasks",
        CITY
        + "一、适用范围\n本方案适用于全市学校。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
        CITY
        + "一、扩大范围\n全市学校都要办食堂。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
    ),
}


@pytest.mark.parametrize("kind", FALSE_ALARMS)
def test_what_real_documents_say_of_duties_raises_no_alarm(kind, tmp_path):
    assert told_apart(tmp_path, *FALSE_ALARMS[kind]) == ([], True)
