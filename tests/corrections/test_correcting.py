"""Corrections: each kind of change is made, tied to the text, and no longer needed once the rules read it so."""

from __future__ import annotations

from collections import defaultdict

import pytest
from conftest import SOURCES

from kgservice.corrections.applying import correct
from kgservice.corrections.correction_files import load_corrections
from kgservice.corrections.facts import RULE
from kgservice.documents.reading import read_source
from kgservice.errors import CorrectionError
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document
from kgservice.graph.registers import describe_registers
from kgservice.graph.triples import term
from kgservice.graph.validation import validate

PLAN = """南通市食品安全工作方案
根据《江苏省食品安全条例》和《食品安全工作评议考核办法》制定本方案。到2023年，抽检合格率达到97%以上。
一、重点任务
（一）深入实施“清风 行动”。会同市财政局做好甲。2024年底前，食品抽检 合格率达到98%以上，落实《乙办法》。（市教育局、市农委负责，
各镇人民政府配合）
1. 做好丙。（市卫健委负责）
（二）乙。做好丁，每季度调度一次，检测五千份。市审计局监督实施。
二、保障措施
（一）加强领导。各部门要加强领导。
"""
HEAD = "- {author: 王敏, date: 2026-11-21, reason: 原文如此, "


@pytest.fixture(scope="module")
def facts(registers, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return read_facts(read_source(path), registers)


@pytest.fixture
def entries(tmp_path):
    """Loads entries that are written here without author, date and reason."""

    def load(*written):
        path = tmp_path / "plan.txt.yaml"
        path.write_text("".join(f"{HEAD}{entry}}}\n" for entry in written), encoding="utf-8")
        return load_corrections(path)

    return load


def say(facts, path):
    """What the item at `path` (empty: outside the items) says, in short."""
    (plan,) = facts.plans
    items = [item for item in plan.items if "/".join(item.path) == path] if path else plan.outside
    text = facts.document.text
    for item in items:
        yield f"kind {item.kind}"
        yield f"campaign {item.campaign.name if item.campaign else None}"
        yield from (
            f"assignment {each.role} {each.party.name} {text[each.surface]} {text[each.clause]}"
            for each in item.assignments
        )
        yield from (
            f"target {each.indicator} {each.comparator} {each.value}{each.unit} {each.year} {text[each.quote]}"
            for each in item.targets
        )
        yield from (f"citation {each.names} {each.relation} {text[each.quote]}" for each in item.citations)
        yield from (f"deadline {text[each.when]} {each.year} {each.day} {text[each.quote]}" for each in item.deadlines)


CLAUSE = "（市教育局、市农委负责，各镇人民政府配合）"
CHANGES = [
    (
        "path: 一/（一）, remove: assignment, surface: 市农委",
        [f"assignment responsible 南通市农业委员会 市农委 {CLAUSE}"],
        [],
    ),
    (
        "path: 一/（一）, add: assignment, surface: 市财政局, role: support",
        [],
        ["assignment support 南通市财政局 市财政局 会同市财政局做好甲"],
    ),
    (
        "path: 一/（二）, add: assignment, surface: 市审计局, role: lead, clause: 市审计局监督实施, department: 江苏省审计厅",
        [],
        ["assignment lead 江苏省审计厅 市审计局 市审计局监督实施"],
    ),
    (
        "path: 一/（二）, add: assignment, surface: 各镇人民政府, role: support, clause: （市教育局、市农委负责，各镇 人民政府配合）",
        [],
        [f"assignment support 南通市各镇人民政府 各镇人民政府 {CLAUSE}"],
    ),
    (
        "path: 一/(一), change: assignment, surface: 市教育局, to: {role: lead}",
        [f"assignment responsible 南通市教育局 市教育局 {CLAUSE}"],
        [f"assignment lead 南通市教育局 市教育局 {CLAUSE}"],
    ),
    (
        "path: 一/（一）, change: assignment, surface: 市教育局, to: {department: 南通市教育体育局}",
        [f"assignment responsible 南通市教育局 市教育局 {CLAUSE}"],
        [f"assignment responsible 南通市教育体育局 市教育局 {CLAUSE}"],
    ),
    ("path: 二/（一）, change: kind, to: task", ["kind safeguard"], ["kind task"]),
    ("path: 一/（一）, change: campaign, to: none", ["campaign “清风行动”"], ["campaign None"]),
    ("path: 一/（二）, change: campaign, to: 重点任务", ["campaign None"], ["campaign 重点任务"]),
    (
        "path: 一/（一）, remove: target, indicator: 食品抽检合格率, value: 98",
        ["target 食品抽检合格率 >= 98% 2024 食品抽检合格率达到98%以上"],
        [],
    ),
    (
        "path: 一/（一）, change: target, indicator: 食品抽检合格率, to: {value: 98.5, year: none}",
        ["target 食品抽检合格率 >= 98% 2024 食品抽检合格率达到98%以上"],
        ["target 食品抽检合格率 >= 98.5% None 食品抽检合格率达到98%以上"],
    ),
    (
        "path: 一/（二）, add: target, indicator: 检测量, comparator: '>=', value: 5000, unit: 份, year: 2024, quote: 检测五千份",
        [],
        ["target 检测量 >= 5000份 2024 检测五千份"],
    ),
    (
        "remove: target, indicator: 抽检合格率",
        ["target 抽检合格率 >= 97% 2023 抽检合格率达到97%以上"],
        [],
    ),
    (
        "path: 一/（一）, change: citation, title: 《乙办法》, to: {relation: mentions}",
        ["citation 乙办法 implements 落实《乙办法》"],
        ["citation 乙办法 mentions 落实《乙办法》"],
    ),
    (
        "remove: citation, title: 食品安全工作评议考核办法",
        ["citation 食品安全工作评议考核办法 basis 根据《江苏省食品安全条例》和《食品安全工作评议考核办法》"],
        [],
    ),
    (
        "add: citation, title: 方案, relation: mentions, quote: 本方案",
        [],
        ["citation 方案 mentions 本方案"],
    ),
    (
        "path: 一/（一）, change: deadline, when: 2024年底前, to: {year: 2025}",
        ["deadline 2024年底前 2024 2024-12-31 2024年底前，食品抽检合格率达到98%以上"],
        ["deadline 2024年底前 2025 2025-12-31 2024年底前，食品抽检合格率达到98%以上"],
    ),
    (
        "path: 一/（二）, remove: deadline, when: 每季度",
        ["deadline 每季度 None None 每季度调度一次"],
        [],
    ),
    (
        "path: 二/（一）, add: deadline, when: 要加强, year: 2024",
        [],
        ["deadline 要加强 2024 None 各部门要加强领导"],
    ),
]


def path_of(entry):
    return entry.split(",")[0].removeprefix("path: ").replace("(", "（").replace(")", "）") if "path" in entry else ""


@pytest.mark.parametrize(("entry", "gone", "new"), CHANGES, ids=[entry for entry, _, _ in CHANGES])
def test_a_change_is_made_and_nothing_else(facts, entries, registers, entry, gone, new):
    before = list(say(facts, path_of(entry)))
    corrected = correct(facts, entries(entry), registers)
    after = list(say(corrected.facts, path_of(entry)))
    assert corrected.obsolete == ()
    assert [words for words in before if words not in after] == gone
    assert [words for words in after if words not in before] == new


@pytest.mark.parametrize("entry", [entry for entry, _, _ in CHANGES])
def test_what_the_rules_read_so_already_is_no_longer_needed(facts, entries, registers, entry):
    corrected = correct(facts, entries(entry), registers).facts
    again = correct(corrected, entries(entry), registers)
    assert [each.place for each in again.obsolete] == ["plan.txt.yaml, line 1"]
    assert again.facts == corrected


@pytest.mark.slow
@pytest.mark.parametrize("entry", [entry for entry, _, _ in CHANGES])
def test_the_graph_says_who_corrected_what_and_why(facts, entries, registers, entry):
    corrected = correct(facts, entries(entry), registers).facts
    triples = describe_document(corrected, registers).triples()
    known = describe_registers(registers, [place.id for place in registers.jurisdictions]).triples()
    validate([*triples, *known], "plan.txt")
    said = {(triple.predicate, triple.object.value) for triple in triples if "/correction/" in str(triple.subject)}
    assert {(term("author"), "王敏"), (term("correctedOn"), "2026-11-21"), (term("reason"), "原文如此")} <= said
    about = {triple.subject for triple in triples if triple.predicate == term("correctedBy")}
    found = {triple.subject for triple in triples if (triple.predicate, triple.object.value) == (term("foundBy"), RULE)}
    assert found < about
    assert any("/item/" in iri.value or "/plan/" in iri.value for iri in about)


@pytest.mark.parametrize("entry", [entry for entry, _, _ in CHANGES])
def test_spans_give_back_their_quotes(facts, entries, registers, entry):
    spans = defaultdict(dict)
    for triple in describe_document(correct(facts, entries(entry), registers).facts, registers).triples():
        if triple.predicate in (term("start"), term("end"), term("quote")):
            spans[triple.subject][triple.predicate.value.split("#")[1]] = triple.object.value
    for span in spans.values():
        stretch = PLAN[int(span["start"]) : int(span["end"])]
        assert "".join(stretch.split()) == span["quote"]


def test_a_campaign_counts_for_the_items_below_that_had_the_same(facts, entries, registers):
    corrected = correct(facts, entries("path: 一, change: campaign, to: 重点任务"), registers).facts
    campaigns = {"/".join(item.path): item.campaign.name for item in corrected.plans[0].items if item.campaign}
    assert campaigns == {
        "一": "重点任务",
        "一/（一）": "“清风行动”",
        "一/（一）/1": "“清风行动”",
        "一/（二）": "重点任务",
    }


def test_a_campaign_of_the_plan_is_joined_not_made_again(facts, entries, registers):
    corrected = correct(facts, entries("path: 一/（一）/1, change: campaign, to: none"), registers)
    back = correct(corrected.facts, entries("path: 一/（一）/1, change: campaign, to: “清风行动”"), registers)
    assert back.facts.plans[0].items[2].campaign == facts.plans[0].items[2].campaign


def test_two_corrections_of_one_item_are_both_made(facts, entries, registers):
    both = entries(
        "path: 一/（一）, remove: assignment, surface: 市农委",
        "path: 一/（一）, add: assignment, surface: 市财政局, role: support",
    )
    (plan,) = correct(facts, both, registers).facts.plans
    parties = [assignment.party.name for assignment in plan.items[1].assignments]
    assert parties == ["南通市教育局", "南通市各镇人民政府", "南通市财政局"]
    assert [correction.zh for correction in plan.items[1].corrections] == [
        "删去责任分工“市农委”",
        "增加责任分工“市财政局”（配合）",
    ]
    assert plan.items[1].corrections[1].en == "add assignment “市财政局” (support)"


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("path: 一/（九）, change: kind, to: goal", "has no item '一/（九）'"),
        ("path: 一/（一）, heading: 别的, change: kind, to: goal", "has no item '一/（一）' headed '别的'"),
        ("plan: 别的方案, path: 一, change: kind, to: goal", "no plan of plan.txt is called '别的方案'"),
        (
            "path: 一/（一）, add: assignment, surface: 市公安局, role: lead",
            "'市公安局' does not stand in the text of 一",
        ),
        (
            "path: 一/（二）, add: assignment, surface: 市公安局, role: lead, clause: 市审计局监督实施",
            "'市公安局' does not stand in the text of the clause",
        ),
        ("path: 一/（一）, remove: assignment, surface: 市公安局", "'市公安局' does not stand"),
        (
            "path: 一/（二）, change: assignment, surface: 市审计局, to: {role: lead}",
            "has no such assignment to change",
        ),
        ("path: 一/（二）, change: campaign, to: 别的行动", "'别的行动' stands neither in the text"),
        ("path: 一/（二）, add: deadline, when: 年底", "'年底' does not stand"),
        ("path: 一/（二）, add: citation, title: 丙办法, relation: basis", "'丙办法' does not stand"),
        ("add: citation, number: 1号, relation: basis", "'1号' does not stand in the text of what stands outside"),
        (
            "path: 一/（二）, add: target, indicator: 量, comparator: '>=', value: 1, quote: 检测六千份",
            "'检测六千份' does not stand",
        ),
    ],
)
def test_what_the_document_does_not_have_is_named(facts, entries, registers, entry, says):
    with pytest.raises(CorrectionError) as error:
        correct(facts, entries(entry), registers)
    assert says in str(error.value)
    assert str(error.value).startswith("plan.txt.yaml, line 1: ")
    assert "\n" not in str(error.value)


def test_a_source_of_several_plans_wants_the_plan_named(registers, entries):
    source = SOURCES / "001_b4ad9b68bca269ff.txt"
    several = read_facts(read_source(source), registers)
    with pytest.raises(CorrectionError, match="holds 5 plans; name one"):
        correct(several, entries("path: 二/6, change: kind, to: goal"), registers)
