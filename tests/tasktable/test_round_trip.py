"""A task table that was written is read back as what it was written from."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import ROOT

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.graphs import ontology_triples
from kgservice.dataset.reading import open_draft, places_of, read_document
from kgservice.documents.reading import source_of
from kgservice.extraction.reader import read_facts
from kgservice.graph.registers import describe_registers
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.store.embedded import EmbeddedEngine
from kgservice.tasktable.choosing import all_plans
from kgservice.tasktable.exports import FORMATS
from kgservice.tasktable.table import read_task_tables

SOURCES = sorted((ROOT / "data" / "sources").glob("*.txt"))
TABLE = (
    "青岭县2024年重点工作任务分解表\n"
    "类别\t序号\t工作任务\t工作目标\t牵头领导\t牵头单位\t责任单位\t完成时限\t备注\n"
    "一、民生\t1\t建设综合服务中心\t新建2个\t王甲\t县民政局\t县财政局、县住建局\t2024年6月底前\t市级重点\n"
    "一、民生\t2\t改造老旧小区\t完成率达到98%以上\t李乙\t县住建局\t各乡镇人民政府\t2024年底前\t\n"
    "二、产业\t3\t培育企业\t新增20家\t王甲\t县工信局\t县财政局\t长期\t\n"
)
LEADS_BY_NOTE = (
    "青岭县2024年食品安全工作任务分工表\n"
    "序号\t主要工作\t责任部门\t进度要求\n"
    "1\t开展农产品抽检4000批次\t县农业农村局、县市场监管局\t2024年11月底\n"
    "2\t建设示范点10个\t县市场监管局、县卫健局、各镇街\t2024年10月底\n"
    "备注：责任部门中排在首位的为牵头部门，其余为配合部门。\n"
)
LISTED = (
    "青岭县2024年工业专班成员单位分工\n"
    "成员单位\t分工\n"
    "县工信局\t1.制定行动计划。2.培育企业12家。\n"
    "县税务局\t1.落实减税政策。2.送政策上门。\n"
)
MIXED = (
    "青岭县2024年河长制考评办法\n一、考评方式\n（一）日常监测。每月监测水质。（县水利局负责）\n二、结果应用。通报结果。（县政府办负责）\n"
    "附件\n河长制考评指标\n一、管护\n（一）组织巡查。做好巡查。（责任单位：县水利局）\n（二）清理漂浮物。保持清洁。（责任单位：县城管局）\n"
)
OWN = {"table": TABLE, "note": LEADS_BY_NOTE, "listed": LISTED, "mixed": MIXED}


@pytest.fixture(scope="module", params=[*SOURCES, *OWN.values()], ids=[*(path.stem[:3] for path in SOURCES), *OWN])
def written(request, registers, tmp_path_factory):
    """What a document says, and its task tables."""
    path = request.param
    if isinstance(path, str):
        path = tmp_path_factory.mktemp("own") / "own.txt"
        path.write_text(request.param, encoding="utf-8")
    document = read_document(open_draft(Dataset(path.parent / "none"), path), registers)
    known = describe_registers(registers, places_of(document.triples)).triples()
    engine = EmbeddedEngine.of_triples([*document.triples, *known, *ontology_triples()])
    pages = Pages(engine, load_catalogue(ROOT / "queries" / "pages"))
    return document.facts, [table for plan in all_plans(pages) for table in read_task_tables(pages, plan)]


def said(facts):
    """What every task says: its heading, parties with their roles, times, figures, and how many have a year."""
    text = facts.document.text
    tasks = [item for plan in facts.plans for item in plan.items if item.kind == "task" or item.assignments]
    return {
        "headings": [text[item.heading] for item in tasks],
        "parties": [sorted((each.party.name, each.role) for each in item.assignments) for item in tasks],
        "times": [sorted({text[each.when] for each in item.deadlines}) for item in tasks],
        "figures": [Counter((each.comparator, each.value, each.unit) for each in item.targets) for item in tasks],
    }


def years(facts):
    return Counter(
        (each.value, each.year) for plan in facts.plans for item in plan.items for each in item.targets if each.year
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_reads_back(written, form, registers):
    facts, tables = written
    back = read_facts(source_of(FORMATS[form].write(tables), f"back.{form}"), registers)
    assert said(back) == said(facts)
    # A figure without a year of its own is due when the row's column of times says.
    tasks = [item for plan in facts.plans for item in plan.items if item.kind == "task" or item.assignments]
    own = Counter((each.value, each.year) for item in tasks for each in item.targets if each.year)
    assert not own - years(back)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("written", [MIXED], indirect=True, ids=["mixed"])
def test_a_task_in_no_section_reads_back_in_none(written, form, registers):
    _, tables = written
    back = read_facts(source_of(FORMATS[form].write(tables), f"back.{form}"), registers)
    text = back.document.text
    depths = {text[item.heading]: len(item.path) for plan in back.plans for item in plan.items if item.kind == "task"}
    assert (depths["日常监测"], depths["结果应用"]) == (2, 1)
