"""The outline: which numbers count, how items nest, what their headings are."""

from __future__ import annotations

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.documents.layout import lay_out
from kgservice.documents.numbering import find_numbers
from kgservice.documents.outline import outline
from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source
from kgservice.documents.text import Span


def read(source: str) -> list[tuple[str, str]]:
    layout = lay_out(source)
    items = outline(layout, list(find_numbers(layout)), Span(0, len(layout.text.text)))
    return [("/".join(item.path), layout.text[item.heading]) for item in items]


@pytest.mark.parametrize(
    "entry",
    [pytest.param(entry, id=entry["why"]) for entry in yaml_of(ROOT / "tests" / "corpus" / "outlines.yaml")],
)
def test_outlines(entry):
    document = take_apart(Source("x.txt", f"某市工作方案\n{entry['text']}\n", "0" * 64))
    read = {"/".join(item.path): document.text[item.heading] for plan in document.plans for item in plan.items}
    assert read == entry["expect"]


def test_numbers_nest_as_their_styles_first_appear():
    source = "一、任务\n（一）甲。做甲。\n1.甲一。\n2.甲二。\n（二）乙。做乙。\n二、保障\n（一）丙。做丙。\n"
    assert [path for path, _ in read(source)] == [
        "一",
        "一/（一）",
        "一/（一）/1",
        "一/（一）/2",
        "一/（二）",
        "二",
        "二/（一）",
    ]


def test_articles_in_figures_stand_inside_all_that_is_open():
    source = "一、支持\n第1条设立资金。\n二、范围\n（一）奖励。\n第2条给予奖励。\n（二）补助。\n第 3 条给予补助。\n三、兑现\n第 1 0 条申报。\n"
    assert [path for path, _ in read(source)] == [
        "一",
        "一/第1条",
        "二",
        "二/（一）",
        "二/（一）/第2条",
        "二/（二）",
        "二/（二）/第3条",
        "三",
    ]


def test_sections_without_numbers_end_the_lists_before_them():
    source = "总体要求\n认真做好。\n整治内容\n1.排查。查。\n2.整改。改。\n工作安排\n分两个阶段进行。\n（一）攻坚。攻坚。\n（二）巩固。巩固。\n工作要求\n（一）重视。重视。\n"
    assert [path for path, _ in read(source)] == ["1", "2", "（一）", "（二）", "（一）"]


def test_a_heading_without_number_inside_numbered_sections_ends_no_section():
    source = "一、任务\n经济建设\n1.稳增长。稳。\n2.促消费。促。\n社会建设\n3.保就业。保。\n"
    assert [path for path, _ in read(source)] == ["一", "一/1", "一/2", "一/3"]


def test_a_list_may_go_on_under_the_next_heading():
    assert [path for path, _ in read("一、甲\n1.子。\n2.丑。\n二、乙\n3.寅。\n")] == [
        "一",
        "一/1",
        "一/2",
        "二",
        "二/3",
    ]


def test_a_fragment_starts_with_the_number_it_has():
    assert [
        path for path, _ in read("（上接第一版）实现目标。\n二、标准\n3.修订标准。做好。\n4.实施标准。做好。\n")
    ] == ["二", "二/3", "二/4"]


def test_an_excerpt_may_start_with_any_section_that_has_a_line_of_its_own():
    source = "第三节　加强建设\n做好建设。\n第五节　治理农村\n开展治理。\n第四节的规定另有要求的，从其规定。\n"
    assert read(source) == [("第三节", "加强建设"), ("第五节", "治理农村")]


def test_numbers_glued_to_the_sentence_before_count():
    first = (
        "一、把政策落实好（一）落实减税政策。（财政部负责）具体措施：1．总结经验。（财政部负责）2．2020年底前完成治理。"
    )
    source = f"{first}（财政部负责）二、放出活力（二）精简审批。（司法部负责）"
    assert [path for path, _ in read(source)] == ["一", "一/（一）", "一/（一）/1", "一/（一）/2", "二", "二/（二）"]


@pytest.mark.parametrize(
    "source",
    [
        "一、目标\n粮食产量达到\n3.5万吨以上，面积稳定。\n二、任务\n做好。\n",
        "一、目标\n依照《防洪法》\n第六十条处罚。\n二、任务\n做好。\n",
        "一、目标\n开展“3.15”活动，实现一是，二是。\n二、任务\n做好。\n",
        "一、目标\n推进一、二、三产业融合。\n二、任务\n做好。\n",
    ],
)
def test_other_numbers_are_no_items(source):
    assert [path for path, _ in read(source)] == ["一", "二"]


def test_a_heading_is_the_first_sentence_or_its_own_line():
    items = dict(
        read(
            "一、总体目标\n到2025年，体系完善。\n二、加强监管，防控风险。做好检查。\n三、重点行动\n（一）产地行动。做好。\n"
        )
    )
    assert items["一"] == "总体目标"
    assert items["二"] == "加强监管，防控风险"
    assert items["三"] == "重点行动"
    assert items["三/（一）"] == "产地行动"


def test_circled_numbers_inside_a_paragraph_are_no_items():
    assert [path for path, _ in read("一、任务\n1.盘活资源。①梳理厂房；②改建设施。\n2.培训人才。做好。\n")] == [
        "一",
        "一/1",
        "一/2",
    ]


def test_a_text_on_one_line_is_read_as_one_on_many():
    lines = (
        "贵阳市人民政府办公室关于印发贵阳市养老服务实施方案的通知\n各区县人民政府，市直各部门：\n《贵阳市养老服务实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。\n"
        "贵阳市人民政府办公室\n2024年6月3日\n贵阳市养老服务实施方案\n一、总体要求\n坚持以人为本，到2025年全部建成，形成体系，做到事事有人管、人人有事做，群众满意。\n"
        "二、重点任务\n（一）建设设施。建设中心。（市民政局负责）\n1.选址。选好地址。\n2.建设。按期建成。\n（二）培养人才。做好培训。（市人社局负责）\n"
    )
    many, one = (take_apart(Source("x.txt", text, "0" * 64)) for text in (lines, lines.replace("\n", " ")))
    assert many.title is not None
    assert one.title is not None
    assert one.text[one.title] == many.text[many.title]
    assert [item.path for item in one.plans[0].items] == [item.path for item in many.plans[0].items]
    assert [one.text[item.heading] for item in one.plans[0].items] == [
        many.text[item.heading] for item in many.plans[0].items
    ]
