"""What whole documents say of parties, where the layout, odd characters or the place make it hard."""

from __future__ import annotations

import pytest

from kgservice.documents.reading import Source
from kgservice.extraction.facts import AgentGroup, Cause, Kind
from kgservice.extraction.reader import read_facts


@pytest.fixture
def facts(registers):
    return lambda text: read_facts(Source("x.txt", text, "0" * 64), registers)


@pytest.fixture
def parties(facts):
    def of(text: str) -> dict[str, list[str]]:
        (plan,) = facts(text).plans
        return {"/".join(item.path): [each.party.name for each in item.assignments] for item in plan.items}

    return of


def test_a_cell_that_says_the_same_as_above(parties):
    read = parties(
        "贵阳市工作方案\n一、任务\n（一）做。做。\n附件\n任务分解表\n"
        "序号\t重点任务\t责任单位\n1\t加强教育\t市教育局、市财政局\n2\t加强卫生\t同上\n3\t加强养老\t市民政局\n"
    )
    assert read["附件/2"] == read["附件/1"] == ["贵阳市教育局", "贵阳市财政局"]
    assert read["附件/3"] == ["贵阳市民政局"]


@pytest.mark.parametrize(
    "surface", ["市⼈⼒资源和社会保障局", "市人力资源\u200b和社会保障局", "\ufeff市人社局", "市人力社保局"]
)
def test_odd_characters_do_not_make_another_department(parties, surface):
    read = parties(
        f"贵阳市工作方案\n一、任务\n（一）稳就业。稳就业。（{surface}负责）\n（二）做。做。（市水务局负责）\n"
    )
    assert read["一/（一）"] == ["贵阳市人力资源和社会保障局"]


def test_a_duty_list_keeps_its_heading_and_its_figures(facts):
    read = facts(
        "贵阳市创建方案\n一、职责分工\n（一）市教育局：负责文明创建工作，2024年底前完成整治。\n"
        "（二）市公安局：负责秩序整治，查处率达到100%。\n"
    )
    text, items = read.document.text, read.plans[0].items
    assert text[items[2].heading] == "市公安局：负责秩序整治，查处率达到100%"
    assert [each.value for each in items[2].targets] == [100]
    assert [each.party.name for each in items[2].assignments] == ["贵阳市公安局"]


@pytest.mark.parametrize(
    ("title", "own", "place"),
    [
        ("桐梓县河长制工作方案", "县水务局", "桐梓县"),
        ("谯城区教育局2025年工作要点", "区教育局", "谯城区"),
        ("石门乡河长制工作方案", "乡财政所", "石门乡"),
        ("加强县级河长制工作方案", "县水务局", None),
    ],
)
def test_the_place_of_a_title_that_no_register_knows(facts, title, own, place):
    read = facts(f"{title}\n一、任务\n（一）做。做。（责任单位：{own}）\n（二）做。做。\n")
    assert (read.jurisdiction.name if read.jurisdiction else None) == place


def test_a_text_whose_offices_are_a_countys_is_not_of_the_province_that_it_cites(facts):
    read = facts(
        "优化营商环境措施\n为落实省委、省政府部署和《湖北省优化营商环境条例》，省级湖北省政策一并落实，全省推进。\n一、任务\n"
        "（一）做。做。（责任单位：县行政审批局、县财政局）\n（二）做。做。\n"
    )
    assert read.jurisdiction is None
    assert [each.party.name for each in read.plans[0].items[1].assignments] == ["县行政审批局", "县财政局"]


def test_a_district_whose_name_ends_in_town(facts):
    read = facts(
        "杭州市上城区人民政府办公室关于印发工作方案的通知\n一、任务\n（一）做。做。（区财政局负责）\n（二）做。做。\n"
    )
    assert read.jurisdiction.name == "上城区"
    assert [each.party.name for each in read.plans[0].items[1].assignments] == ["上城区财政局"]


def test_a_title_that_begins_with_its_own_notice_has_no_issuer(facts):
    assert facts("关于印发《贵阳市工作方案》的通知\n一、任务\n（一）做。做。\n（二）做。做。\n").issuer is None


CUT_IN_PARTS = """贵阳市应急体系任务分解
一、体系建设
1.完善预案。
（1）加强管理。规范编制。
（2）加强演练。完善制度。
责任单位：市应急局、各区政府
2.健全机制。
（1）推进建设。建设机构。
（2）{other}
（责任单位：市政府办公室）
"""


def test_a_line_behind_the_last_part_of_an_item_is_of_the_whole(parties):
    read = parties(CUT_IN_PARTS.format(other="落实人员。落实编制。"))
    assert read["一/1"] == ["贵阳市应急管理局", "贵阳市各区人民政府"]
    assert read["一/2"] == ["贵阳市人民政府办公室"]
    assert read["一/1/（2）"] == read["一/2/（2）"] == []


@pytest.mark.parametrize(
    ("item", "heading"),
    [
        ("市应急局牵头，市公安局配合。", "市应急局牵头，市公安局配合"),
        ("造林3万亩，分别由市林业局、各区政府负责。", "造林3万亩，分别由市林业局、各区政府负责"),
        ("造林3万亩。（市林业局负责）", "造林3万亩"),
        ("造林3万亩（市林业局负责）", "造林3万亩"),
    ],
)
def test_a_clause_that_an_items_only_sentence_is_or_goes_on_in_is_of_its_heading(facts, item, heading):
    read = facts(f"贵阳市治水方案\n一、任务\n1.{item}\n2.修渠。做好。\n")
    assert read.document.text[read.plans[0].items[1].heading] == heading


@pytest.mark.parametrize("line", ["以上任务由市林业局牵头。", "（以上任务由市林业局牵头）"])
def test_a_line_that_speaks_of_all_above_is_of_the_section(parties, line):
    read = parties(
        f"贵阳市古树保护方案\n一、任务\n（一）建立档案。\n（二）修复复壮。\n{line}\n二、保障\n（一）经费。落实。\n"
    )
    assert (read["一"], read["一/（二）"]) == (["贵阳市林业局"], [])


def test_it_is_of_the_last_part_where_other_parts_have_their_own(parties):
    read = parties(CUT_IN_PARTS.format(other="落实人员。（市教育局负责）\n（3）落实编制。"))
    assert read["一/1/（2）"] == ["贵阳市应急管理局", "贵阳市各区人民政府"]
    assert read["一/2/（3）"] == ["贵阳市人民政府办公室"]


def test_what_a_plan_says_has_been_issued_is_not_to_be(facts):
    (plan,) = facts(
        "贵阳市治水工作方案\n一、工作基础\n（一）制度。出台《河道保护规则》，修订《取水办法》。\n二、主要任务\n（一）制度。出台《水库保护规则》。\n"
    ).plans
    assert [each.relation for item in plan.items for each in item.citations] == ["mentions", "mentions", "to-be-issued"]


def test_half_width_brackets_stay_out_of_names(parties):
    read = parties(
        "贵阳市若干措施\n一、任务\n（一）做。做。\n责任单位:市发改委、市财政局(第一责任单位为牵头单位,下同)\n（二）办。办。\n责任单位:市住建局\n"
    )
    assert read["一/（一）"] == ["贵阳市发展和改革委员会", "贵阳市财政局"]


def test_a_task_of_the_text_is_told_again_in_the_annex_under_the_same_heading(facts):
    (plan,) = facts(
        "贵阳市助企方案\n一、主要任务\n（一）降低融资成本。推动让利。\n（二）减免房屋租金。\n（三）清理拖欠账款。\n（四）优化环境。\n"
        "附件\n任务分工表\n序号\t工作任务\t牵头单位\n1\t（一）降低融资成本\t市财政局\n2\t减免房屋租金。扩大范围。\t市国资委\n"
        "3\t清理民营企业拖欠账款\t市工信局\n4\t优化环境\t市商务局\n5\t优化环境\t市教育局\n"
    ).plans
    told = {"/".join(item.path): ["/".join(plan.items[row].path) for row in item.told_again] for item in plan.items}
    assert told["一/（一）"] == ["附件/1"]
    assert told["一/（二）"] == ["附件/2"]
    assert told["一/（三）"] == []
    assert told["一/（四）"] == ["附件/4", "附件/5"]
    assert told["附件/1"] == told["一"] == []


def test_headings_without_numbers_part_the_items_below_them(facts):
    read = facts(
        "贵阳市重点工作方案\n经济建设\n1.稳增长。稳投资。（市发改委负责）\n2.促消费。办活动。（市商务局负责）\n"
        "社会事业\n1.强教育。建学校。（市教育局负责）\n农村人居环境整治行动\n2.改厕所。建厕所。（市农业农村局负责）\n"
        "组织保障\n3.加强领导。成立专班。（市政府办公室负责）\n"
    )
    text, (plan,) = read.document.text, read.plans
    assert [(item.path, text[item.heading], item.kind) for item in plan.items] == [
        (("1",), "稳增长", "task"),
        (("2",), "促消费", "task"),
        (("1",), "强教育", "task"),
        (("2",), "改厕所", "task"),
        (("3",), "加强领导", "safeguard"),
    ]
    assert not any("组织保障" in text[item.text] for item in plan.items)
    assert [item.campaign.name if item.campaign else None for item in plan.items] == [
        None,
        None,
        None,
        "农村人居环境整治行动",
        None,
    ]


def test_a_text_without_numbers_is_read_as_sentences_and_holds_no_tasks(facts):
    read = facts(
        "上海市民政局关于下达2025年民心工程任务指标的通知\n各区民政局：\n"
        "今年的项目有：新建30家社区综合为老服务中心、新增3000张养老床位、培训3100名养老护理员。\n"
        "请各区于2月20日前正式上报点位信息。市民政局要按照《上海市养老服务条例》做好检查，严禁虚报。\n"
        "上海市民政局\n2025年1月24日\n（此件主动公开）\n（注：1.只接收相关咨询；2.留言时请注明名称）\n"
    )
    (plan,) = read.plans
    assert plan.items == ()
    (said,) = plan.outside
    assert [(each.value, each.unit) for each in said.targets] == [(30, "家"), (3000, "张"), (3100, "名")]
    assert [read.document.text[each.when] for each in said.deadlines] == ["2月20日前"]
    assert [each.names for each in said.citations] == ["上海市养老服务条例"]
    assert ["上海市民政局"] in [[each.party.name for each in one.mentions] for one in said.statements]
    assert (read.issuer, str(read.issued_on)) == ("上海市民政局", "2025-01-24")


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("今年将建设30个示范项目", 2024),
        ("年内建设30个示范项目", 2024),
        ("建设30个示范项目", None),
        ("2024年，示范项目产值同比2023年增长30%", 2024),
    ],
)
def test_the_year_of_a_figure(facts, said, year):
    (plan,) = facts(f"贵阳市2024年治水工作要点\n一、任务\n（一）示范。{said}。\n").plans
    assert [(each.value, each.year) for item in plan.items for each in item.targets] == [(30, year)]


def test_what_stands_before_the_title_of_the_plan_is_read(facts):
    (plan,) = facts(
        "为贯彻落实省政府部署，开展专项行动，到2025年底前整治率达到90%。现就有关事项通知如下。\n"
        "贵阳市噪声治理行动方案\n一、任务\n（一）管控源头。管住施工。（市住建局负责）\n"
    ).plans
    assert [each.value for part in plan.outside for each in part.targets] == [90]
    assert [item.path for item in plan.items] == [("一",), ("一", "（一）")]


def test_a_bracket_of_more_than_a_hundred_parties_is_read(parties):
    towns = [f"第{number}街道办事处" for number in "一二三四五六七八九十"]
    named = [f"{place}{town}" for place in "东西南北中前后左右上下内外" for town in towns]
    clause = f"（市教育局牵头，{'、'.join(named)}配合）"
    assert len(clause) > 900
    read = parties(f"贵阳市重点方案\n一、任务\n（一）做事。做好。{clause}\n（二）做人。做好。（市民政局负责）\n")
    assert len(read["一/（一）"]) == 1 + len(named)


def test_a_heading_that_says_whose_duties_follow_gives_them_to_all_below(facts):
    (plan,) = facts(
        "沁县政府工作任务清单\n一、县教育局牵头工作（8项）\n1.建设学校。\n2.培训教师。\n（1）抓好验收。\n"
        "二、县水利局、县民政局负责的重点任务\n1.修建水渠。（县财政局配合）\n"
        "三、各部门负责推进重点工作\n1.建设公园。\n四、抓好牵头工作\n1.建设广场。\n"
    ).plans
    read = {"/".join(item.path): [(each.role, each.party.name) for each in item.assignments] for item in plan.items}
    leads = [("lead", "沁县教育局")]
    assert read["一/1"] == read["一/2/（1）"] == leads
    assert read["二/1"] == [("support", "沁县财政局"), ("responsible", "沁县水利局"), ("responsible", "沁县民政局")]
    assert read["三/1"] == read["四/1"] == read["一"] == []


@pytest.mark.parametrize(
    ("item", "values"),
    [
        ("二、10万平方米老旧小区改造项目\n改造总建筑面积不少于10万平方米。\n", [10]),
        ("二、10万平方米老旧小区改造项目\n新建充电桩10个。\n", [10, 10]),
        ("二、到2024年，合格率达到80%。到2025年，满意率达到80%。\n", [80, 80]),
    ],
    ids=["again", "another unit", "a heading that the text runs on from"],
)
def test_a_figure_that_a_heading_and_the_text_below_it_tell_is_one(facts, item, values):
    (plan,) = facts(f"贵阳市2024年民生方案\n一、要求\n抓好落实。\n{item}").plans
    assert [each.value for part in plan.items for each in part.targets] == values


def test_numbered_labels_are_no_tasks_but_say_who_answers_for_the_one_above(facts):
    read = facts(
        "云溪县2027年十件实事任务分解方案\n一、修缮敬老院3所\n（一）责任领导：王甲\n（二）责任单位：县民政局\n"
        "（三）协办单位：县财政局、县住建局\n（四）建设内容：修缮屋面和消防设施。\n（五）完成时限：2027年10月底前\n二、修建步道\n（一）责任单位：县住建局\n（二）建设内容：修建步道。\n"
    )
    items = {"/".join(item.path): item for item in read.plans[0].items}
    told = {path: [(each.party.name, each.role.value) for each in item.assignments] for path, item in items.items()}
    assert told["一"] == [
        ("云溪县民政局", "responsible"),
        ("云溪县财政局", "support"),
        ("云溪县住房和城乡建设局", "support"),
    ]
    assert {path for path, item in items.items() if item.kind is Kind.TASK} == {"一", "一/（四）", "二", "二/（二）"}
    assert [read.document.text[each.surface] for each in items["一"].persons] == ["王甲"]


def test_an_item_that_says_more_than_its_label_stays_a_task(facts):
    read = facts(
        "云溪县工作方案\n一、公示制度\n（一）责任单位：县民政局。县民政局每月公示名单。\n（二）完善制度。修订办法。（县财政局负责）\n"
    )
    items = {"/".join(item.path): item for item in read.plans[0].items}
    assert [item.kind for path, item in items.items() if "/" in path] == [Kind.TASK, Kind.TASK]


_BODY = "云溪县河长制考评办法\n一、考评对象\n各镇。\n二、考评方式\n（一）日常监测。每月监测。\n"


def test_an_annex_that_gives_duties_in_prose_holds_tasks(facts):
    read = facts(
        f"{_BODY}附件\n河长制考评指标\n一、河道管护（25分）\n（一）日常巡查（3分）\n1．组织巡查。做好巡查。（6月底完成，牵头单位：县水利局）\n"
        "2．清理漂浮物。保持清洁。（持续推进，牵头单位：县城管局）\n二、宣传（5分）\n（一）普及知识。（责任单位：县教育局）\n"
    )
    items = {"/".join(item.path): item for item in read.plans[0].items}
    told = {path: [each.party.name for each in item.assignments] for path, item in items.items() if item.assignments}
    assert told == {
        "附件/一/（一）/1": ["云溪县水利局"],
        "附件/一/（一）/2": ["云溪县城市管理局"],
        "附件/二/（一）": ["云溪县教育局"],
    }
    assert items["附件"].kind is Kind.SECTION
    assert read.document.text[items["附件"].heading] == "河长制考评指标"
    assert not read.plans[0].unread
    assert [read.document.text[each.when] for each in items["附件/一/（一）/1"].deadlines] == ["6月底"]


def test_an_annex_that_gives_no_duties_is_listed_as_not_read(facts):
    read = facts(f"{_BODY}附件\n申报须知\n一、申报材料\n身份证明。\n二、申报程序\n逐级申报。\n")
    assert ["/".join(item.path) for item in read.plans[0].items] == ["一", "二", "二/（一）"]
    assert {each.cause for each in read.plans[0].unread} == {Cause.OUTSIDE_OUTLINE}


@pytest.mark.parametrize(
    ("listed", "groups"),
    [
        ("各县（区）住建局、财政局、税务局", ["各县（区）住建局", "各县（区）财政局", "各县（区）税务局"]),
        ("各县（区）政府、财政局", ["各区县人民政府"]),
        ("各县（区）住建局、市财政局", ["各县（区）住建局"]),
        ("各县（区）住建局，财政局", ["各县（区）住建局"]),
    ],
    ids=["offices of each", "a government of each", "the city's own", "behind a comma"],
)
def test_each_county_has_the_offices_listed_behind_one_of_them(facts, listed, groups):
    (plan,) = facts(f"贵阳市工作方案\n一、任务\n（一）做。做好。\n责任单位：{listed}\n").plans
    found = [each.party for item in plan.items for each in item.assignments]
    assert [party.name for party in found if isinstance(party, AgentGroup)] == [f"贵阳市{group}" for group in groups]


@pytest.mark.parametrize("closing", ["", "各县区要提高政治站位，确保如期完成各项任务。\n"], ids=["ends", "last words"])
def test_a_line_that_ends_each_chapter_is_the_chapters(read_text, closing):
    chapters = "".join(
        f"{chapter}、{name}\n（{first}）支持企业。给予奖励。\n（{second}）支持平台。给予奖励。\n牵头单位：{office}，责任单位：各县区人民政府，市政府相关单位\n"
        for chapter, name, first, second, office in (
            ("一", "促进消费", "一", "二", "市商务局"),
            ("二", "稳定就业", "三", "四", "市人社局"),
            ("三", "稳定外需", "五", "六", "市商务局"),
        )
    )
    (plan,) = read_text(f"定西市促进经济平稳发展政策措施\n{chapters}{closing}").plans
    given = {"/".join(item.path): len(item.assignments) for item in plan.items if item.assignments}
    assert given == {"一": 3, "二": 3, "三": 3}
