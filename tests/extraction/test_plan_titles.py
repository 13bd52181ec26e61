"""What a plan is called, and what stands over it that is none of its title."""

from __future__ import annotations

import pytest
from heads import BODY, squeezed


def test_who_signed_a_notice_is_none_of_the_plans_title(read_text):
    notice = (
        "甲县人民政府关于印发甲县治水方案的通知\n\n各乡镇：\n\n现将《甲县治水方案》印发给你们。\n\n甲县人民政府\n\n"
    )
    facts = read_text(f"{notice}甲县治水方案\n\n为治水，制定本方案。\n\n" + BODY.replace("\n", "\n\n"))
    assert facts.document.text[facts.plans[0].title] == "甲县治水方案"


PARTS = "一、稳投资。推进项目。\n二、稳就业。促进就业。\n"


@pytest.mark.parametrize(
    ("second", "plans"),
    [
        ("保障措施", ["甲县稳增长行动方案"]),
        ("工作要求", ["甲县稳增长行动方案"]),
        ("实施步骤安排", ["甲县稳增长行动方案"]),
        ("产业提升行动", ["甲县稳增长行动方案"]),
        ("甲县2024年治水工作要点", ["甲县稳增长行动方案", "甲县2024年治水工作要点"]),
        ("甲县消费促进行动", ["甲县稳增长行动方案", "甲县消费促进行动"]),
        ("治水若干措施", ["甲县稳增长行动方案", "治水若干措施"]),
    ],
)
def test_a_heading_without_a_number_is_no_second_plans_title(read_text, second, plans):
    facts = read_text(f"甲县稳增长行动方案\n为稳增长，制定本方案。\n{PARTS}{second}\n{PARTS}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == plans


@pytest.mark.parametrize(
    ("first", "title"),
    [("原则要求", ""), ("重点工作任务", ""), ("基本原则", ""), ("甲县治水重点任务", "甲县治水重点任务")],
)
def test_the_heading_that_an_excerpt_begins_with_is_no_title(read_text, first, title):
    facts = read_text(f"{first}\n{PARTS}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == [title]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("甲县稳增长行动方案\n（征求意见稿）\n（2024年5月6日）\n", "甲县稳增长行动方案"),
        ("甲县稳增长行动方案（试行）\n", "甲县稳增长行动方案（试行）"),
        ("甲县稳增长行动方案（征求意见稿）\n", "甲县稳增长行动方案（征求意见稿）"),
        ("（送审稿）\n甲县稳增长行动方案\n", "甲县稳增长行动方案"),
        (
            "甲县治水办关于印发2024年治水计划的函\n各成员单位：\n请落实。\n2024年治水计划\n",
            "甲县治水办关于印发2024年治水计划的函",
        ),
        ("附2\n甲县稳增长行动方案\n", "甲县稳增长行动方案"),
        ("附一：\n甲县稳增长行动方案\n", "甲县稳增长行动方案"),
        ("甲县稳增长行动方案\n（6月5日讨论稿）\n", "甲县稳增长行动方案"),
        ("甲县稳增长行动方案\n（第二次征求意见稿）\n", "甲县稳增长行动方案"),
        ("甲县稳增长行动方案\n（2023年修订）\n", "甲县稳增长行动方案（2023年修订）"),
        ("甲县稳增长行动方案\n\n（2022-2024）\n\n", "甲县稳增长行动方案（2022-2024）"),
        ("甲县水利局\n关于做好河道清理工作的函\n各乡镇：\n", "甲县水利局关于做好河道清理工作的函"),
        ("甲县任务分解表\n（注：A类指责任目标；B类指激励目标）\n", "甲县任务分解表"),
        ("甲政发〔2024〕3号 甲县人民政府关于稳增长的意见\n", "甲县人民政府关于稳增长的意见"),
        ("甲县人民政府关于稳增长的意见（甲政发〔2024〕3号）\n", "甲县人民政府关于稳增长的意见"),
        ("", None),
    ],
)
def test_what_is_of_the_title(read_text, head, title):
    assert read_text(head + "为稳增长，制定本方案。\n" + BODY).title == title


def test_a_plan_without_a_title_has_that_which_its_notice_names(read_text):
    notice = "各乡镇人民政府：\n《甲县稳增长行动方案》已经县政府同意，现印发给你们。\n甲县人民政府\n2024年5月6日\n"
    facts = read_text(notice + "为稳增长，制定本方案。\n" + BODY)
    assert facts.title == "甲县稳增长行动方案"
    assert facts.document.text[facts.document.head.addressees] == "各乡镇人民政府"


def test_the_items_of_a_notice_are_none_of_the_plan_that_it_issues(read_text):
    notice = "关于印发《甲县稳增长行动方案》的通知\n各乡镇：\n《甲县稳增长行动方案》印发给你们，要求如下：\n一、高度重视。\n二、狠抓落实。\n"
    facts = read_text(f"{notice}甲县人民政府\n2024年5月6日\n甲县稳增长行动方案\n{BODY}")
    assert [item.path for plan in facts.plans for item in plan.items] == [("一",), ("一", "（一）")]


def test_the_first_of_a_plans_headings_is_not_its_title(read_text):
    preamble = "为提高应对突发事件的能力，维护公众生命财产安全，促进我县经济社会健康发展，根据有关规定，结合实际，制定本方案，请遵照执行。"
    facts = read_text(
        f"甲县应急体系建设责任分解\n{preamble}\n9个具体建设任务\n（一）建设体系。健全预案。\n（二）加强演练。演练。\n"
    )
    assert facts.document.text[facts.plans[0].title] == "甲县应急体系建设责任分解"


def test_a_rule_about_roles_under_the_title_is_none_of_it(read_text):
    facts = read_text(
        "甲县2024年重点工作\n（列首位的为牵头单位，其余为配合单位）\n一、任务\n1.修路。修路。（县交通局、县财政局）\n"
    )
    assert facts.title == "甲县2024年重点工作"
    assert [each.role.value for item in facts.plans[0].items for each in item.assignments] == ["lead", "support"]


def test_a_rule_about_roles_behind_the_title_is_none_of_it(read_text):
    facts = read_text(
        "甲县2024年重点任务（排在首位的部门为牵头部门）\n一、修路\n1.修路。修路。（县交通局、县财政局）\n"
    )
    assert facts.title == "甲县2024年重点任务"
    assert [each.role.value for item in facts.plans[0].items for each in item.assignments] == ["lead", "responsible"]


def test_a_public_notice_is_none_of_the_plan_that_it_shows(read_text):
    head = "关于公开征求《甲县停车管理措施（草案）》意见的公告\n现公开征求意见。\n甲县公安局\n2024年5月6日\n"
    facts = read_text(f"{head}甲县停车管理措施（草案）\n{BODY}")
    assert facts.title == "关于公开征求《甲县停车管理措施（草案）》意见的公告"
    assert facts.document.text[facts.plans[0].title] == "甲县停车管理措施（草案）"
    assert (facts.issuer, str(facts.issued_on)) == ("甲县公安局", "2024-05-06")


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("甲县人民政府办公室关于印发《甲县2024年养老工作要点》的通知", "甲县2024年养老工作要点"),
        ("甲县人民政府办公室关于做好2024年养老工作的通知", "甲县人民政府办公室关于做好2024年养老工作的通知"),
        ("甲县人民政府关于落实《养老条例》的通知", "甲县人民政府关于落实《养老条例》的通知"),
        ("印发推动敬老院高质量发展十条措施的通知", "推动敬老院高质量发展十条措施"),
        ("转印发放敬老院补贴实施方案的通知", "转印发放敬老院补贴实施方案的通知"),
    ],
)
def test_a_plan_under_the_notices_title_alone_is_called_what_that_issues(read_text, title, plan):
    facts = read_text(
        f"{title}\n甲政办发〔2024〕3号\n各乡镇人民政府：\n现印发给你们。\n甲县人民政府办公室\n2024年5月2日\n{BODY}"
    )
    assert (facts.title, facts.document.text[facts.document.plans[0].title]) == (title, plan)


def test_the_longer_of_two_titles_that_say_the_same_names_the_issuer(read_text):
    page = "标题：甲县水利局、甲县林业局关于印发甲县治水方案的通知\n文号：甲水〔2024〕8号\n发布单位：甲县水利局\n"
    own = "县水利局、县林业局关于印发甲县治水方案的通知\n各乡镇：\n请落实。\n甲县水利局\n2024年3月5日\n"
    assert read_text(f"{page}\n{own}甲县治水方案\n{BODY}").title == "甲县水利局、甲县林业局关于印发甲县治水方案的通知"


def test_a_letter_that_is_the_plan_itself_is_called_by_its_longer_title(read_text):
    page = "关于做好河道清理工作的函\n\n索引号\n1234/2024-1\n发布机构\n甲县水利局\n文件编号\n甲水〔2024〕8号\n"
    own = "甲县水利局\n关于做好河道清理工作的函\n各乡镇：\n"
    assert read_text(page + own + BODY).title == "甲县水利局关于做好河道清理工作的函"


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("为推动全县一季度经济平稳开局，制定本方案。", []),
        ("为推动全县水利提升，力争一季度开工10处，制定本方案。", ["一季度"]),
        ("为推动全县水利提升，6月底前全部开工，制定本方案。", ["6月底前"]),
    ],
)
def test_a_quarter_that_a_plan_is_made_for_is_no_time_of_it(read_text, said, times):
    facts = read_text(f"甲县治水方案\n{said}\n{BODY}")
    (plan,) = facts.plans
    assert [facts.document.text[each.when] for part in plan.outside for each in part.deadlines] == times


def test_who_put_a_page_up_and_when_is_no_time_of_the_notice(read_text):
    notice = (
        "关于印发《甲县治水方案》的通知\n甲县水利局    2024-03-06\n各乡镇：\n请落实。\n甲县治水办公室\n2024年3月5日\n"
    )
    facts = read_text(f"{notice}甲县治水方案\n{BODY}")
    assert facts.issuer == "甲县治水办公室"
    assert not [each for plan in facts.plans for part in plan.outside for each in part.deadlines]


def test_a_date_that_a_page_broke_over_lines_is_one(read_text):
    notice = "甲县人民政府关于印发甲县治水方案的通知\n各乡镇：\n请落实。\n甲县人民政府\n\n2024\n年3月5日\n\n"
    facts = read_text(f"{notice}甲县治水方案\n{BODY}（二）控水。\n2024\n年11月5日\n前，完成清理。\n")
    text = facts.document.text
    assert [text[plan.title] for plan in facts.plans] == ["甲县治水方案"]
    assert [text[each.when] for each in facts.plans[0].items[-1].deadlines] == ["2024年11月5日前"]


def test_a_title_that_is_not_finished_goes_on_behind_a_blank_line(read_text):
    head = "甲县人民政府办公室\n\n关于印发贯彻落实县第十次会议精神涉及\n\n政府工作任务分工方案的通知\n\n"
    facts = read_text(f"来源：甲县\n时间：2024-05-06\n{head}各乡镇：\n请落实。\n{BODY}")
    assert squeezed(facts.title) == squeezed(head)


@pytest.mark.parametrize("addressees", ["各市、县人民政府，省政府各部门", "甲市人民政府、乙市人民政府"])
def test_a_circular_whose_title_runs_over_lines_and_names_a_place_first(read_text, addressees):
    title = "贵州省人民政府办公厅关于甲市、乙市\n四起事故调查处理\n情况的通报"
    facts = read_text(
        f"{title}\n某政办发〔2014〕7号\n{addressees}：\n现通报如下。\n{BODY}贵州省人民政府办公厅\n2014年1月16日\n"
    )
    assert squeezed(facts.title) == squeezed(title)
    assert (facts.number, facts.addressees, facts.issuer) == ("某政办发〔2014〕7号", addressees, "贵州省人民政府办公厅")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("关于贯彻《甲省治水条例》\n\n推进治水工作的实施方案\n\n", "关于贯彻《甲省治水条例》推进治水工作的实施方案"),
        (
            "甲县人民政府关于全面推行规范性文件\n审核机制的指导意见\n",
            "甲县人民政府关于全面推行规范性文件审核机制的指导意见",
        ),
        ("甲县人民政府文件\n甲县治水工作方案\n", "甲县治水工作方案"),
    ],
    ids=["broken behind a document's name", "broken behind 文件", "a letterhead"],
)
def test_a_title_on_two_lines(read_text, lines, title):
    facts = read_text(lines + BODY)
    assert squeezed(facts.document.text[facts.plans[0].title]) == title


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["close", "spaced"])
@pytest.mark.parametrize(
    ("lines", "heading", "title"),
    [
        (
            ["2023年甲县《工作报告》任务分解", "和责任分工方案"],
            "一、总体要求",
            "2023年甲县《工作报告》任务分解和责任分工方案",
        ),
        (["甲县人才集聚若干措施", "（2023—2025年）"], "第一章  总体要求", "甲县人才集聚若干措施（2023—2025年）"),
        (["甲县人才集聚若干措施"], "第一章  总体要求", "甲县人才集聚若干措施"),
    ],
    ids=["joined by 和", "a period before a chapter", "a chapter"],
)
def test_a_title_ends_where_its_chapters_begin(read_text, lines, heading, title, between):
    text = between.join([*lines, heading, "第一条  做好培训。培训。", "第二条  做好引才。引才。", ""])
    facts = read_text(f"{text}二、任务\n（一）治水。治水。\n" if heading.startswith("一") else text)
    assert [squeezed(facts.document.text[plan.title]) for plan in facts.plans] == [title]


@pytest.mark.parametrize(
    ("line", "title", "issuer"),
    [
        ("6月12日，甲县教育局发布《关于做好招生工作的通知》，具体内容如下：", "关于做好招生工作的通知", "甲县教育局"),
        ("近日，甲县教育局印发了《招生工作实施方案》，全文如下：", "招生工作实施方案", "甲县教育局"),
        ("6月12日，甲县教育局发布《招生指南》，受到欢迎。", None, None),
    ],
)
def test_what_a_site_says_of_the_document_that_follows(read_text, line, title, issuer):
    facts = read_text(f"{line}\n各学校：\n为做好招生工作，现通知如下。\n{BODY}")
    assert (facts.title, facts.issuer) == (title, issuer)


NOTICE = "甲县人民政府关于做好修桥工作的通知\n各乡镇人民政府：\n现将《甲县修桥工作计划》印发给你们。\n"


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("中共甲县委\n甲县人民政府\n2021年3月\n", "中共甲县委、甲县人民政府"),
        ("甲县人民政府\n二〇二一年三月\n", "甲县人民政府"),
        ("甲县交通运输局2021年3月\n", "甲县交通运输局"),
        ("甲县交通运输局\n（2021年3月）\n", "甲县交通运输局"),
    ],
)
def test_a_signature_without_a_day_is_none_of_the_plans_title(read_text, signature, issuer):
    facts = read_text(f"{NOTICE}{signature}甲县修桥工作计划\n{BODY}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == ["甲县修桥工作计划"]
    assert (facts.issuer, facts.issued_on) == (issuer, None)


def test_a_month_under_the_title_is_none_of_it_but_a_period_is(read_text):
    assert read_text(f"甲县修桥工作计划\n（2021年3月）\n{BODY}").title == "甲县修桥工作计划"
    assert squeezed(read_text(f"甲县修桥工作计划\n（2021—2022年）\n{BODY}").title) == "甲县修桥工作计划（2021—2022年）"


def test_a_month_over_steps_signs_nothing(read_text):
    facts = read_text(f"甲县修桥工作计划\n{BODY}三、安排。分步推进。\n2021年3月\n摸清底数，3月底前完成。\n")
    assert [deadline.when for deadline in facts.plans[0].items[-1].deadlines]
    assert facts.issuer is None


@pytest.mark.parametrize("title", ["2021年甲县十件民生实事", "甲县2021年重点建设工程", "甲县便民服务事项"])
@pytest.mark.parametrize("opening", ["公布修桥铺路项目的通知", "印发{title}的通知"])
def test_what_a_notice_issues_is_a_title_whatever_it_ends_with(read_text, title, opening):
    notice = f"甲县人民政府关于{opening.format(title=title)}\n各乡镇人民政府：\n现将《{title}》印发给你们。\n甲县人民政府\n2021年3月4日\n"
    facts = read_text(f"{notice}{title}\n{BODY}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == [title]


@pytest.mark.parametrize(
    "line", ["2021年主要目标", "2021年全县重点项目", "2021年，甲县将办好十件实事", "2021年以来甲县办成了十件实事。"]
)
def test_a_line_that_begins_with_a_year_and_names_nobody_is_no_title(read_text, line):
    facts = read_text(f"{line}\n{BODY}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == [""]


def test_a_subject_in_brackets_before_a_title_is_none_of_it(read_text):
    facts = read_text(f"【便民工程】甲县人民政府关于下达修桥任务的通知\n各乡镇：\n现下达给你们。\n{BODY}")
    assert (facts.title, facts.issuer) == ("甲县人民政府关于下达修桥任务的通知", "甲县人民政府")


TABLE = "序号\t任务\t责任单位\n1\t治水\t县水利局\n2\t植树\t县林业局\n"


def plan_title(read):
    return squeezed(read.document.text[read.plans[0].title])


@pytest.mark.parametrize("part", ["（“一事联查”抽查计划）-县直", "（“一事联查”抽查计划）"])
def test_a_line_in_brackets_under_a_title_is_no_title_of_its_own(read_text, part):
    assert plan_title(read_text(f"甲县2024年度联合抽查计划\n{part}\n{TABLE}")) == "甲县2024年度联合抽查计划"


@pytest.mark.parametrize(
    ("page", "own", "title"),
    [
        ("2023年度“一事联查”抽查计划", "一事联查抽查计划", "2023年度“一事联查”抽查计划"),
        ("2023年度巡查计划", "一事联查抽查计划", "一事联查抽查计划"),
    ],
)
def test_a_pages_title_that_says_more_is_that_of_the_table_below(read_text, page, own, title):
    assert plan_title(read_text(f"{page}\n时间：2023-03-01 来源：甲县水利局\n{own}\n{TABLE}")) == title


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("考核依据", "甲县2018年度治水考核细则"),
        ("甲县人民政府办公室", "甲县人民政府办公室甲县2018年度治水考核细则"),
        ("关于印发", "关于印发甲县2018年度治水考核细则"),
    ],
)
def test_a_pages_heading_over_a_title_that_says_whose_and_when_is_none_of_it(read_text, above, title):
    assert plan_title(read_text(f"{above}\n甲县2018年度治水考核细则\n{TABLE}")) == title


@pytest.mark.parametrize(
    ("notice", "title"),
    [
        ("甲县水利局关于公开征求《甲县治水方案》意见的通知", "甲县治水方案"),
        ("甲县发改局关于商请会签《甲县储煤工作方案》的函", "甲县储煤工作方案"),
        ("甲县水利局关于学习《甲县治水方案》的通知", "甲县水利局关于学习《甲县治水方案》的通知"),
    ],
)
def test_what_a_notice_asks_opinions_on_has_its_own_title(read_text, notice, title):
    facts = read_text(f"{notice}\n\n各乡镇：\n\n为治水，通知如下。\n\n" + PARTS.replace("\n", "\n\n"))
    assert [facts.document.text[plan.title] for plan in facts.plans] == [title]
