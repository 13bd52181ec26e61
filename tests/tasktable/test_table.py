"""What stands in a plan's task table."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.graphs import ontology_triples
from kgservice.dataset.reading import open_draft, places_of, read_document
from kgservice.errors import NotFoundError, UsageError
from kgservice.graph.registers import describe_registers
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.store.embedded import EmbeddedEngine
from kgservice.tasktable.choosing import all_plans, find_plan
from kgservice.tasktable.grouping import divided, under_columns
from kgservice.tasktable.table import read_task_tables

CATALOGUE = load_catalogue(ROOT / "queries" / "pages")


@pytest.fixture(scope="module")
def pages(engine):
    return Pages(engine, CATALOGUE)


@pytest.fixture
def rows_of(tables_of):
    """The rows of a draft, each by column."""
    return lambda text: [
        dict(zip(table.columns, row.cells, strict=True), sections=row.sections)
        for table in tables_of(text)
        for row in table.rows
    ]


@pytest.fixture
def tables_of(tmp_path, registers):
    """The task tables of a draft; it is read in this process, not in one of its own."""

    def read(text):
        path = tmp_path / "draft.txt"
        path.write_text(text, encoding="utf-8")
        read_from = read_document(open_draft(Dataset(tmp_path / "none"), path), registers).triples
        known = describe_registers(registers, places_of(read_from)).triples()
        drafts = Pages(EmbeddedEngine.of_triples([*read_from, *known, *ontology_triples()]), CATALOGUE)
        return [table for plan in all_plans(drafts) for table in read_task_tables(drafts, plan)]

    return read


def test_the_five_documents_have_a_row_for_every_task(pages, task_numbers):
    numbers = {plan: sum(len(each.rows) for each in read_task_tables(pages, plan)) for plan in all_plans(pages)}
    tasks = {row["plan"]: int(row["tasks"]) for row in pages.rows("plans")}
    assert numbers == tasks
    assert sum(numbers.values()) == sum(task_numbers.values())


def test_a_task_of_nantong(pages):
    (table,) = read_task_tables(pages, find_plan(pages, "南通行动计划"))
    row = table.rows[4]
    assert table.title == "食品安全战略南通行动计划（2018~2020年）任务分解表"
    assert row.sections == (
        "三、重点任务",
        "（二）开展以推进农业标准化生产为重点的质量兴农行动，着力解决源头污染、溯源不畅等问题",
    )
    number, task, content, lead, responsible, support, indicators, deadlines, basis = row.cells
    assert (number, task) == ("5", "推进农业标准制定实施")
    assert content.startswith("按照“全产业链”的思维，")
    assert content.endswith("食用农产品产量的55%以上。")
    assert (lead, support, basis) == ("", "", "")
    assert responsible == "各县（市、区）政府（管委会）、市农委、市海洋渔业局"
    assert "≥55%（2020年）" in indicators
    assert deadlines == "到2020年"


def test_a_document_that_is_carried_out_is_the_basis(pages):
    table = read_task_tables(pages, find_plan(pages, "东昌府区"))[0]
    assert table.rows[0].cells[-1] == "《聊城市食品药品安全委员会关于进一步优化食品安全属地管理责任工作机制的通知》"


def test_parties_stand_by_role_and_come_from_the_item_above(rows_of):
    above, own, inherited = rows_of(
        "某市工作方案\n一、任务\n（一）办学行动。办好学校。（市教育局牵头，市财政局、卫生健康委配合）\n"
        "1.建学校。建好学校。（市住房城乡建设局负责）\n2.管学校。管好学校。\n"
    )
    assert (above["牵头单位"], above["责任单位"]) == ("市教育局", "")
    assert (own["牵头单位"], own["责任单位"], own["配合单位"]) == ("", "市住房城乡建设局", "")
    assert inherited["牵头单位"] == "市教育局"
    assert inherited["sections"] == ("一、任务",)


def test_a_safeguard_with_a_clause_is_a_row_and_one_without_is_none(rows_of):
    found = rows_of(
        "某市工作方案\n一、任务\n（一）甲。做好甲。（市教育局负责）\n"
        "二、保障措施\n（一）加强经费保障。落实经费。（市财政局负责）\n（二）加强督导。及时通报。\n"
    )
    assert [row["重点任务"] for row in found] == ["甲", "加强经费保障"]


def test_a_task_of_one_sentence_is_no_content_beside(rows_of):
    (row,) = rows_of("某市工作方案\n一、加强管理\n1.按照《某市办法》要求，每月检查学校食堂。\n")
    assert (row["重点任务"], row["具体内容"]) == ("按照《某市办法》要求，每月检查学校食堂", "")
    assert row["完成时限"] == "每月"


def test_a_clause_broken_by_a_page_number_is_left_out_of_the_content(rows_of):
    found = rows_of(
        "某市工作方案\n一、任务\n（一）甲。做好甲。（市教育局牵头，市财政\n— 2 —\n局、市民政局负责）\n（二）乙。做好乙。\n"
    )
    assert found[0]["具体内容"] == "做好甲。"
    assert found[0]["责任单位"] == "市财政局、市民政局"


def test_figures_of_one_sentence_keep_their_order(rows_of):
    """They begin at one place in the text, and engines gave them in any order."""
    (row,) = rows_of(
        "某市工作方案\n一、任务\n1.管好食品。食品安全事故报告率、调查率、处置及时率、办结率、公开率均达到100%。\n"
    )
    names = [line.removeprefix("食品安全事故").partition(" ")[0] for line in row["指标"].splitlines()]
    assert names == ["报告率", "调查率", "处置及时率", "办结率", "公开率"]


def test_rows_of_a_table_in_the_document(rows_of):
    found = rows_of(
        "某市工作方案\n一、任务\n（一）甲。做好甲。（市教育局负责）\n附件1\n任务分工表\n"
        "序号\t重点任务\t工作内容\t牵头单位\t配合单位\t完成时限\n"
        "1\t建设食堂\t新建学校食堂3个\t市教育局\t市财政局\t2025年6月底前\n"
        "2\t培训人员\t培训食堂人员500人\t市人力资源社会保障局\t市教育局\t2025年12月底前\n"
    )
    assert found[1] == {
        "sections": (),
        "序号": "1",
        "重点任务": "建设食堂",
        "工作内容": "新建学校食堂3个",
        "牵头单位": "市教育局",
        "配合单位": "市财政局",
        "完成时限": "2025年6月底前",
    }


OWN = (
    "青岭县2024年重点工作任务分解表\n"
    "类别\t序号\t工作任务\t牵头领导\t牵头单位\t责任单位\t完成时限\t进展情况\t备注\n"
    "民生\t1\t建设综合服务中心，年内新建2个\t王甲\t县民政局\t县财政局、县住建局\t2024年6月底前\t已开工\t市级重点\n"
    "民生\t2\t改造老旧小区\t李乙 13800000000\t县住建局\t县城管局\t2024年底前\t\t\n"
    "产业\t3\t培育企业\t王甲\t县工信局\t县财政局\t2024年底前\t\t\n"
)


def test_a_table_has_its_own_columns_order_and_numbers(tables_of):
    (table,) = tables_of(OWN)
    assert table.title == "青岭县2024年重点工作任务分解表"
    assert table.columns == ("序号", "工作任务", "牵头领导", "牵头单位", "责任单位", "完成时限", "进展情况", "备注")
    assert [row.sections for row in table.rows] == [("民生",), ("民生",), ("产业",)]
    assert table.rows[0].cells[2:] == ("王甲", "县民政局", "县财政局、县住建局", "2024年6月底前", "已开工", "市级重点")
    assert [row.cells[2] for row in table.rows] == ["王甲", "李乙", "王甲"]


def test_parties_that_white_space_keeps_apart_have_a_comma_between_them(tables_of):
    (table,) = tables_of(
        "青岭县2024年实事任务表\n序号\t工作任务\t牵头单位\t配合单位\n1\t建设 综合服务中心\t县民政局\t县财政局 县住建局、各乡镇\n"
        "2\t改造老旧小区\t县住建局\t各乡镇\n"
    )
    assert [row.cells for row in table.rows] == [
        ("1", "建设综合服务中心", "县民政局", "县财政局、县住建局、各乡镇"),
        ("2", "改造老旧小区", "县住建局", "各乡镇"),
    ]


def test_columns_are_chosen_and_what_a_table_lacks_is_filled_in(tables_of):
    (table,) = under_columns(tables_of(OWN), ["工作任务", "指标"])
    task, target = table.rows[0].cells
    assert task == "建设综合服务中心，年内新建2个"
    assert target.endswith(" 2个（2024年）")
    with pytest.raises(UsageError, match=r"no column '颜色'; there are .*工作任务"):
        under_columns(tables_of(OWN), ["颜色"])


def test_a_table_for_each_department_campaign_or_deadline(tables_of):
    tables = tables_of(OWN)
    by_department = {table.part: [row.cells[0] for row in table.rows] for table in divided(tables, "department")}
    assert by_department["青岭县财政局"] == ["1", "3"]
    assert by_department["青岭县住房和城乡建设局"] == ["1", "2"]
    by_deadline = [(table.part, len(table.rows)) for table in divided(tables, "deadline")]
    assert ("2024年底前", 2) in by_deadline
    assert [table.part for table in divided(tables, "campaign")] == ["其他任务"]
    assert divided(tables, "department")[0].title == "青岭县2024年重点工作任务分解表（青岭县民政局）"


@pytest.mark.parametrize(
    "words",
    [
        "食品安全战略南通行动计划（2018~2020年）",
        "南通",
        "002_d2f6364ae68a650d.txt",
        "https://w3id.org/policy-kg/id/plan/002-d2f6364ae68a650d/1",
    ],
)
def test_a_plan_is_found_by_title_part_source_and_iri(pages, words):
    assert find_plan(pages, words).endswith("/plan/002-d2f6364ae68a650d/1")


def test_words_that_mean_several_plans_are_answered_with_their_titles(pages):
    with pytest.raises(UsageError, match=r"may mean 5 plans; .*2024年食品安全协调工作要点; "):
        find_plan(pages, "001_b4ad9b68bca269ff.txt")
    with pytest.raises(NotFoundError, match="没有"):
        find_plan(pages, "没有")
