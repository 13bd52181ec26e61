"""What the rows of a table say, whatever its columns are called."""

from __future__ import annotations

import pytest
from tables_said import TITLE, said, targets_of, unread

from kgservice.documents.reading import Source
from kgservice.extraction.facts import Cause, Kind
from kgservice.extraction.reader import read_facts


@pytest.fixture
def facts(registers):
    return lambda body: read_facts(Source("x.txt", TITLE + body, ""), registers)


@pytest.mark.parametrize("goal", ["工作目标", "年度目标", "整改目标", "2024年目标", "目标", "2024年", "数量", "任务数"])
def test_a_column_of_goals_makes_no_table_of_figures(facts, goal):
    read = facts(
        f"序号\t工作任务\t{goal}\t责任单位\n1\t开展检查\t检查企业50家\t县公安局\n2\t建设中心\t完成主体\t县民政局\n"
    )
    assert said(read) == [
        ("1", "开展检查", [("县公安局", "responsible")]),
        ("2", "建设中心", [("县民政局", "responsible")]),
    ]
    assert [(str(each.value), each.unit) for each in read.plans[0].items[0].targets] == [("50", "家")]


@pytest.mark.parametrize(
    "name",
    [
        "民生实事",
        "整改问题",
        "隐患",
        "问题清单",
        "主要目标",
        "重点",
        "推进计划",
        "会议决定",
        "提案建议",
        "重大决策部署",
        "办理事宜",
        "建设地点及规模",
    ],
)
def test_what_is_to_be_done_is_found_whatever_its_column_is_called(facts, name):
    read = facts(f"序号\t{name}\t责任单位\n1\t新建2座人行天桥。\t县住建局\n2\t启动新馆建设。\t县文旅局\n")
    assert said(read) == [
        ("1", "新建2座人行天桥", [("县住建局", "responsible")]),
        ("2", "启动新馆建设", [("县文旅局", "responsible")]),
    ]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("责任股室", "responsible"),
        ("责任镇街", "responsible"),
        ("建设单位", "responsible"),
        ("经办部门", "responsible"),
        ("包抓单位", "responsible"),
        ("单位", "responsible"),
        ("参加单位", "support"),
        ("会办单位", "support"),
        ("主办单位", "lead"),
    ],
)
def test_a_column_of_parties_is_one_whatever_it_is_called(facts, name, role):
    read = facts(f"序号\t重点任务\t{name}\n1\t推进数字档案建设\t县档案馆\n2\t建设平台\t县公安局\n")
    assert [parties for _, _, parties in said(read)] == [[("县档案馆", role)], [("县公安局", role)]]


def test_a_word_for_leading_beside_one_for_those_who_lead_is_for_those_who_answer(facts):
    read = facts("序号\t任务\t牵头部门\t主责单位\n1\t治理大气\t县生态环境局\t县公安局\n")
    assert said(read)[0][2] == [("县生态环境局", "lead"), ("县公安局", "responsible")]


def test_persons_are_no_parties(facts):
    read = facts("序号\t重点任务\t牵头领导\t责任人\t牵头单位\n1\t推进水库\t王甲\t李乙\t县水利局\n")
    assert said(read)[0][2] == [("县水利局", "lead")]


def test_a_column_that_nothing_tells_of_is_listed_with_its_name(facts):
    read = facts("序号\t重点任务\t责任单位\t标签\n1\t推进水库\t县水利局\t甲乙\n2\t建平台\t县公安局\t丙丁\n")
    assert unread(read, Cause.COLUMN_NOT_READ) == ["标签", "甲乙", "丙丁"]
    assert len(said(read)) == 2


def test_a_column_that_its_cells_tell_of_is_read(facts):
    read = facts("序号\t重点任务\t责任单位\t何时\n1\t推进水库\t县水利局\t6月底前\n2\t建平台\t县公安局\t2024年底前\n")
    assert unread(read, Cause.COLUMN_NOT_READ) == []
    assert [len(item.deadlines) for item in read.plans[0].items] == [1, 1]


def test_a_table_that_is_not_read_is_listed_whole(facts):
    read = facts("一、任务\n（一）办甲。做好甲。（县教育局负责）\n甲\t乙\t丙\n丁\t戊\t己\n")
    assert unread(read, Cause.TABLE_NOT_READ) == ["甲乙丙丁戊己"]


def test_a_table_of_which_nothing_is_understood_is_listed_whole(facts):
    read = facts("序号\t任务\t责任单位\n1\t招商\t县商务局\n附件\n联系表\n姓名\t联系电话\t备注\n王甲\t无\t无\n")
    assert unread(read, Cause.TABLE_NOT_READ) == ["姓名联系电话备注王甲无无"]


def test_numbers_behind_tabs_are_prose(facts):
    read = facts("一、\t任务\n（一）\t办甲。做好甲。（县教育局负责）\n（二）\t办乙。做好乙。（县公安局负责）\n")
    assert unread(read, Cause.TABLE_NOT_READ) == []


def test_a_row_that_lacks_cells_is_aligned_where_their_kinds_leave_one_way_and_else_listed(facts):
    read = facts("序号\t重点任务\t责任单位\t完成时限\n1\t推进水库\t县水利局\n2\t建平台\t好的\n")
    assert said(read) == [("1", "推进水库", [("县水利局", "responsible")])]
    assert unread(read, Cause.TABLE_NOT_READ) == ["2建平台好的"]


def test_tables_under_numbered_headings_are_their_sections(facts):
    read = facts(
        "一、经济类\n序号\t任务\t责任单位\n1\t招商引资\t县商务局\n二、民生类\n序号\t任务\t责任单位\n1\t养老服务\t县民政局\n"
    )
    assert [(path, heading) for path, heading, _ in said(read)] == [("一/1", "招商引资"), ("二/1", "养老服务")]
    text, items = read.document.text, read.plans[0].items
    assert [text[item.heading] for item in items if item.kind is Kind.SECTION] == ["经济类", "民生类"]
    assert [item.parent for item in items if item.kind is Kind.TASK] == [0, 1]


def test_the_kind_of_rows_is_that_of_their_section(facts):
    read = facts("序号\t任务\t责任单位\n一、主要目标\n1\t投资增长7%\t县发改局\n二、重点工作\n2\t招商\t县商务局\n")
    assert [item.kind for item in read.plans[0].items if item.kind is not Kind.SECTION] == [Kind.GOAL, Kind.TASK]


@pytest.mark.parametrize(("column", "kind"), [("2022年预期目标", Kind.GOAL), ("2022年工作目标", Kind.TASK)])
def test_the_rows_of_what_is_expected_are_goals(facts, column, kind):
    read = facts(f"序号\t{column}\t责任单位\n1\t固定资产投资增长7%\t县发改局\n2\t进出口总额增长5%\t县商务局\n")
    assert [item.kind for item in read.plans[0].items] == [kind, kind]


@pytest.mark.parametrize(
    "stated",
    [
        ("责任单位（列第一位的为牵头单位）", ""),
        ("责任单位", "注：责任单位列第一位的为牵头单位。\n"),
    ],
    ids=["header", "note"],
)
def test_who_leads_may_be_stated_in_the_header_or_under_the_table(facts, stated):
    header, note = stated
    read = facts(f"序号\t任务\t{header}\n1\t招商引资\t县商务局、县公安局\n{note}")
    assert said(read)[0][2] == [("县商务局", "lead"), ("县公安局", "responsible")]


def test_the_words_of_a_cell_are_parted_by_spaces_numbers_and_the_cell_above(facts):
    read = facts("序号\t任务\t责任单位\n1\t招商\t县商务局　县公安局\n2\t养老\t1.县民政局 2.县财政局\n3\t助残\t同上\n")
    assert [[name for name, _ in parties] for _, _, parties in said(read)] == [
        ["县商务局", "县公安局"],
        ["县民政局", "县财政局"],
        ["县民政局", "县财政局"],
    ]


def test_columns_of_quarters_set_a_deadline_where_their_cells_say_something(facts):
    read = facts("序号\t工作任务\t一季度\t二季度\t责任单位\n1\t雨污分流改造\t完成招标\t\t县住建局\n")
    (row,) = read.plans[0].items
    assert [read.document.text[each.when] for each in row.deadlines] == ["一季度"]


def test_what_is_said_in_two_cells_is_one_deadline(facts):
    read = facts("序号\t任务\t措施\t责任单位\t完成时限\n1\t治理\t10月底前，完成替代。\t县住建局\t10月底前\n")
    assert len(read.plans[0].items[0].deadlines) == 1


def test_a_cell_may_say_itself_who_leads(facts):
    read = facts("序号\t任务\t责任单位\n1\t招商\t县司法局为牵头单位\n2\t行为规范\t县公安局\n")
    assert [parties for _, _, parties in said(read)] == [[("县司法局", "lead")], [("县公安局", "responsible")]]


def test_a_table_of_one_cell_a_line_keeps_its_parties_apart(facts):
    cells = "序号 工作任务 责任单位 完成时限 1 启动湿地公园。 县水务局 县住建局 2024年9月底前 2 新建2座天桥。 县住建局 2024年底前"
    read = facts("\n\n".join(cells.split()) + "\n")
    assert [[name for name, _ in parties] for _, _, parties in said(read)] == [["县水务局", "县住建局"], ["县住建局"]]
    assert [len(item.deadlines) for item in read.plans[0].items] == [1, 1]


@pytest.mark.parametrize("title", ["2024年重点工作推进计划表", "2024年重点工作情况汇总", "2024年重点工作任务分解"])
def test_the_title_is_no_line_that_says_when_it_was_published(registers, title):
    source = f"发布时间：2023-04-01\n来源：县政府办\n昌乐县{title}\n序号\t任务\t责任单位\n1\t招商\t县商务局\n"
    read = read_facts(Source("x.txt", source, ""), registers)
    assert read.document.text[read.plans[0].title] == f"昌乐县{title}"
    assert read.jurisdiction.name == "昌乐县"


def test_a_row_of_lines_that_holds_two_is_listed_not_run_together(facts):
    cells = "序号 民生实事 责任单位 完成时限 1 建成养老护楼。 县民政局 5月底前 开工建设老年大学。 12月底前 2 新建2座天桥。 县住建局 年底前"
    read = facts("\n\n".join(cells.split()) + "\n")
    assert said(read) == [("2", "新建2座天桥", [("县住建局", "responsible")])]
    assert len(unread(read, Cause.TABLE_NOT_READ)) == 1


def test_the_heading_of_a_row_ends_at_its_first_full_stop(facts):
    read = facts("序号\t任务\t责任单位\n1\t推进节水。改造管网，严查漏损。\t县水利局\n")
    assert [heading for _, heading, _ in said(read)] == ["推进节水"]


def test_rows_of_one_number_with_names_of_their_own_stay_apart(facts):
    read = facts("序号\t任务\t责任单位\t完成时限\n5\t建养老楼\t县民政局\t5月底前\n\t建老年大学\t\t12月底前\n")
    assert said(read) == [
        ("5", "建养老楼", [("县民政局", "responsible")]),
        ("5", "建老年大学", [("县民政局", "responsible")]),
    ]


def test_an_empty_name_in_a_row_that_goes_on_is_the_one_above(facts):
    read = facts("序号\t实事\t任务\t责任领导\t单位\n2\t健康\t接种\t王甲\t县卫健局\n\t\t签约\t\t县医保局\n")
    assert said(read) == [("2", "健康", [("县卫健局", "responsible")]), ("2", "健康", [("县医保局", "responsible")])]
    assert [len(item.persons) for item in read.plans[0].items] == [1, 1]


def test_the_numbers_of_proposals_and_problems_are_the_rows_own(facts):
    assert said(facts("建议编号\t建议标题\t主办单位\n第12号\t完善慢行系统\t县住建局\n第3号\t扶持中医\t县卫健局\n")) == [
        ("第12号", "完善慢行系统", [("县住建局", "lead")]),
        ("第3号", "扶持中医", [("县卫健局", "lead")]),
    ]


def test_fields_over_contents_are_their_categories(facts):
    read = facts(
        "序号\t公开领域\t公开内容\t责任单位\n1\t规划信息\t公开规划\t县发改局\n2\t民生信息\t公开政策\t县教育局\n"
    )
    assert [heading for _, heading, _ in said(read)] == ["公开规划", "公开政策"]


@pytest.mark.parametrize("words", ["常态化", "常态化推进", "长期坚持", "立行立改"])
def test_words_for_no_day_in_a_column_of_times_are_understood(facts, words):
    read = facts(f"序号\t任务\t责任单位\t完成时限\n1\t招商\t县商务局\t{words}\n2\t养老\t县民政局\t6月底前\n")
    assert not unread(read, Cause.TIME_NOT_READ)


def test_names_of_works_beside_figures_and_parties_are_tasks_and_those_of_goods_are_not(facts):
    works = facts("小区名称\t改造户数（户）\t责任单位\n春晖苑\t860\t县住建局\n和平里\t120\t县住建局\n")
    assert [heading for _, heading, _ in said(works)] == ["春晖苑", "和平里"]
    goods = facts("物资名称\t数量（件）\t责任单位\n帐篷\t860\t县应急局\n棉被\t120\t县应急局\n")
    assert said(goods) == []
    assert [int(each.value) for item in goods.plans[0].items for each in item.targets] == [860, 120]


@pytest.mark.parametrize("title", ["2024年度重大事项目录", "2023年民生实事推进情况（1-11月）", "重大事项一览"])
def test_what_stands_right_over_a_table_is_the_title_of_its_plan(registers, title):
    notice = "昌乐县人民政府关于公布重大事项的通知\n各镇街：\n现将重大事项印发给你们。\n昌乐县人民政府\n2024年3月1日\n"
    table = "序号\t事项\t责任单位\n1\t招商引资\t县商务局\n"
    for before in ("", notice):
        read = read_facts(Source("x.txt", f"{before}{title}\n{table}", ""), registers)
        assert [read.document.text[plan.title] for plan in read.plans] == [title]


def test_a_name_over_two_columns_has_the_first_row_for_its_width_where_merged_cells_are_left_out_below(facts):
    read = facts(
        "重点方向\t具体内容\t责任单位\n一、改善出行\t（一）修路\t1.拓宽北环路\t县交通局\n2.修补南环路\t县住建局\n"
        "（二）建站\t3.新建候车亭\t县公交公司\n二、改善就医\t（一）建院\t4.扩建门诊楼\t县卫健局\n"
    )
    assert said(read) == [
        ("一/（一）/1", "拓宽北环路", [("县交通局", "responsible")]),
        ("一/（一）/2", "修补南环路", [("县住建局", "responsible")]),
        ("一/（二）/3", "新建候车亭", [("县公交公司", "responsible")]),
        ("二/（一）/4", "扩建门诊楼", [("县卫健局", "responsible")]),
    ]


def test_a_later_row_that_is_the_widest_tells_of_no_name_over_two_columns(facts):
    body = "重点方向\t具体内容\t责任单位\n改善出行\t拓宽北环路\t县交通局\n修补南环路\t县住建局\n改善就医\t扩建门诊楼\t县卫健局\t新增床位\n"
    assert said(facts(body)) == []


def test_how_far_tasks_are_is_no_figure_of_theirs(facts):
    read = facts(
        "序号\t实事名称\t牵头单位\t目标任务\t完成情况\n1\t新建泵站\t县水利局\t3座\t2\n2\t新建路灯\t县住建局\t80盏\t75\n"
    )
    assert targets_of(read) == [("1", "3 座"), ("2", "80 盏")]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2024年实事完成情况", 2024),
        ("2024年1-8月实事完成情况", None),
        ("2024年10月实事完成情况", None),
        ("2024年实事完成情况\n2024年9月6日", 2024),
    ],
)
def test_months_behind_the_year_of_a_title_tell_how_far_its_rows_are_reported(registers, title, year):
    table = "序号\t指标\t计量单位\t目标值\n1\t新建泵站数\t座\t3\n2\t新建路灯数\t盏\t80\n"
    read = read_facts(Source("x.txt", f"昌乐县{title}\n{table}", ""), registers)
    found = [each.year for plan in read.plans for item in plan.items for each in item.targets]
    assert found == [year, year]


@pytest.mark.parametrize(
    ("above", "group", "year"),
    [("", "", None), ("", "一、2025年建成的项目\t\t\t\n", 2025), ("附件\n2024年实事目标\n", "", 2024)],
)
def test_the_year_of_a_plan_is_not_that_of_the_figures_of_its_tasks(registers, above, group, year):
    rows = "1\t新建泵站\t县水利局\t3座\n2\t新建路灯\t县住建局\t80盏\n"
    table = f"{above}序号\t实事名称\t牵头单位\t目标任务\n{group}{rows}"
    read = read_facts(Source("x.txt", f"昌乐县2024年实事分解表\n{table}", ""), registers)
    assert [each.year for plan in read.plans for item in plan.items for each in item.targets] == [year, year]


def test_a_table_that_is_not_read_sets_no_targets(registers):
    rows = "1\t维修公路12公里\t路基已完工，铺设中。\n2\t改造食堂3家\t选址完成，招标中。\n3\t培训900人次\t举办6期，培训430人次。\n"
    read = read_facts(Source("x.txt", f"全年修建水库5座。\n{rows}", ""), registers)
    assert len(unread(read, Cause.TABLE_NOT_READ)) == 1
    found = [each.quote for plan in read.plans for said in plan.outside for each in said.targets]
    assert [read.document.text[quote] for quote in found] == ["修建水库5座"]


SPACED = "序号 任务名称 巡查事项 巡查对象 巡查比例\n及频次\n巡查时间\n发起部门 配合部门\n"


def test_a_header_of_several_lines_whose_names_single_spaces_part_has_rows_parted_so(facts):
    read = facts(
        f"{SPACED}1 巡查渔港  对渔港停泊的巡查 渔业公司 3%；2次/年 3月—5月 县农业农村局 县水利局、\n县公安局\n"
        "2 巡查林场 对林场防火的巡查  林业公司 5%；1次/年 4月—6月 县林业局 县应急管理局\n"
    )
    assert [(heading, parties) for _, heading, parties in said(read)] == [
        ("巡查渔港", [("县农业农村局", "responsible"), ("县水利局", "support"), ("县公安局", "support")]),
        ("巡查林场", [("县林业局", "responsible"), ("县应急管理局", "support")]),
    ]


def test_who_answers_in_person_may_stand_behind_figures_by_place(facts):
    read = facts("乡镇\t造林（亩）\t育林（亩）\t责任人\n城关镇\t500\t1200\t王五\n大河乡\t800\t2000\t赵六\n")
    found = [(each.scope, int(each.value)) for item in read.plans[0].items for each in item.targets]
    assert found == [("城关镇", 500), ("城关镇", 1200), ("大河乡", 800), ("大河乡", 2000)]


def test_a_party_in_a_row_that_does_not_say_whom_it_is_about_may_be_that(facts):
    read = facts(
        f"{SPACED}1 巡查渔港 对渔港停泊的巡查 渔业公司 3%；2次/年 3月—5月 县农业农村局 县水利局\n"
        "2 巡查林场 对林场防火的巡查 县林业局\n"
    )
    assert [heading for _, heading, _ in said(read)] == ["巡查渔港"]
    assert [words[:5] for words in unread(read, Cause.TABLE_NOT_READ)] == ["2巡查林场"]


def test_a_column_of_file_numbers_names_no_task(facts):
    read = facts(
        "序号\t案号\t提案内容\t主办单位\n1\t第014号\t关于停车难的建议\t县住建局\n2\t第027号\t关于托管机构的提案\t县教育局\n"
    )
    assert [heading for _, heading, _ in said(read)] == ["关于停车难的建议", "关于托管机构的提案"]


def test_the_year_over_stages_is_no_time_of_its_own(facts):
    read = facts(
        "序号\t任务\t责任单位\t2024年推进计划一季度\t2024年推进计划二季度\n1\t修路\t县交通局\t开工\t完工\n2\t建园\t县住建局\t设计\t—\n"
    )
    text = read.document.text
    assert [[text[each.when] for each in item.deadlines] for item in read.plans[0].items] == [
        ["一季度", "二季度"],
        ["一季度"],
    ]


def test_a_table_that_begins_a_text_has_no_title(registers):
    table = "序号    工作任务              牵头单位    完成时限\n1       编制旅游规划          市文旅局    6月底前\n2       建设旅游驿站          市交通局    9月底前\n"
    assert [path for path, _, _ in said(read_facts(Source("x.txt", table, ""), registers))] == ["1", "2"]


def test_what_is_said_of_a_table_under_it_is_no_task(facts):
    read = facts(
        "序号\t任务\t牵头单位\n1\t招商引资\t县商务局\n2\t修路\t县交通局\n一、本表由牵头单位填写。\n二、按月更新。\n"
    )
    assert [path for path, _, _ in said(read)] == ["1", "2"]


@pytest.mark.parametrize(
    "table",
    [
        "序号\t参加单位\t时限要求\n1\t县林业局\t3月底前完成\n2\t县水利局\t4月底前完成\n",
        "上线时间\t接访单位\t备注\n3月\t县林业局\t\n4月\t县水利局\n",
    ],
)
def test_who_and_when_alone_are_tasks_for_the_plan_says_what(facts, table):
    read = facts(table)
    assert [(number, [surface for surface, _ in parties]) for number, _, parties in said(read)] == [
        ("1", ["县林业局"]),
        ("2", ["县水利局"]),
    ]
    assert [len(item.deadlines) for item in read.plans[0].items] == [1, 1]
    assert not unread(read, Cause.TABLE_NOT_READ)


@pytest.mark.parametrize(
    "table",
    [
        "序号\t责任单位\t联系电话\n1\t县林业局\t5550101\n2\t县水利局\t5550102\n",
        "序号\t责任单位\t造林（亩）\t完成时限\n1\t县林业局\t300\t3月底前\n2\t县水利局\t200\t4月底前\n",
        "序号\t值班单位\t值班时间\t联系电话\n1\t县林业局\t3月1日\t5550101\n2\t县水利局\t3月2日\t5550102\n",
    ],
    ids=["no time", "figures", "a roster"],
)
def test_who_without_when_or_with_figures_is_no_task(facts, table):
    assert said(facts(table)) == []
