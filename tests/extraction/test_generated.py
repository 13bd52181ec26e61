"""Documents made up at random, with what they say known: it is read, whole, and every fact gives back its words."""

from __future__ import annotations

import string
from dataclasses import dataclass
from decimal import Decimal

import pytest
from conftest import ROOT
from growth import assert_grows_linearly
from hypothesis import given, settings
from hypothesis import strategies as st

from kgservice.documents.reading import Source
from kgservice.documents.text import Span
from kgservice.extraction.facts import DocumentFacts
from kgservice.extraction.reader import read_facts
from kgservice.registers.loading import load_registers

pytestmark = pytest.mark.slow

REGISTERS = load_registers(ROOT / "data" / "registers")
TITLE = "临江市推动高质量发展实施方案（2024—2026年）"
OFFICES = ("市发展改革委", "市财政局", "市教育局", "市公安局", "市市场监管局", "市生态环境局", "各县（市、区）政府")
SECTIONS = ("夯实发展基础", "优化服务供给", "强化监督管理", "完善支撑体系")
HEADINGS = ("加强设施建设", "提升服务质量", "规范市场秩序", "健全工作机制", "推进数据共享")
SENTENCES = (
    "持续完善政策体系，健全部门协同、上下联动、齐抓共管的工作格局，形成推动工作的强大合力。",
    "坚持问题导向，聚焦群众反映强烈的突出问题，补齐短板弱项，让群众有更多的获得感和满意感。",
    "加强宣传引导，充分运用各类媒体广泛宣传先进典型和经验做法，营造全社会共同参与的良好氛围。",
)
RATES = ("设施完好率", "群众满意率", "按期办结率", "检测合格率")
CHINESE = "一二三四五六七八九十"
FORMS = {
    "（{0}牵头，{1}、{2}按职责分工负责）": ("lead", "responsible", "responsible"),
    "〔责任单位：{0}、{1}，{2}〕": ("responsible", "responsible", "responsible"),
    "（牵头单位：{0}；责任单位：{1}；配合单位：{2}）": ("lead", "responsible", "support"),
    "（{0}、{1}负责，{2}配合）": ("responsible", "responsible", "support"),
    "\n责任单位：{0}、{1}、{2}": ("responsible", "responsible", "responsible"),
    "（{0}负责）": ("responsible",),
    "": (),
}


@dataclass(frozen=True)
class Task:
    """What one made-up task says."""

    heading: str
    text: str
    parties: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, Decimal, int], ...]


@st.composite
def tasks(draw) -> Task:
    heading = draw(st.sampled_from(HEADINGS))
    form = draw(st.sampled_from(sorted(FORMS)))
    names = draw(st.permutations(OFFICES))
    words, targets = [draw(st.sampled_from(SENTENCES))], []
    if draw(st.booleans()):
        rate, value, year = draw(st.sampled_from(RATES)), draw(st.integers(10, 99)), draw(st.integers(2024, 2026))
        words.append(f"到{year}年，{rate}达到{value}%以上。")
        targets.append((rate, Decimal(value), year))
    return Task(
        heading,
        f"{heading}。{''.join(words)}{form.format(*names)}",
        tuple(zip(names, FORMS[form], strict=False)),
        tuple(targets),
    )


plans = st.lists(st.lists(tasks(), min_size=2, max_size=5), min_size=3, max_size=4)


def written(sections: list[list[Task]], width: int | None) -> str:
    """The document, each paragraph a line, or broken at `width` with a page number after every 25 lines."""
    paragraphs = [TITLE, "为推动高质量发展，制定本方案。"]
    for number, section in enumerate(sections):
        paragraphs.append(f"{CHINESE[number]}、{SECTIONS[number]}")
        for place, task in enumerate(section):
            paragraphs.extend(f"（{CHINESE[place]}）{task.text}".split("\n"))
    if width is None:
        return "\n".join(f"　　{paragraph}" for paragraph in paragraphs)
    lines = []
    for paragraph in paragraphs:
        words = f"　　{paragraph}"
        lines.extend(words[start : start + width] for start in range(0, len(words), width))
    pages = [lines[start : start + 25] for start in range(0, len(lines), 25)]
    return "\n".join("\n".join([*page, f"— {number} —"]) for number, page in enumerate(pages, 1))


def read(text: str) -> DocumentFacts:
    return read_facts(Source("made-up.txt", text, "0" * 64), REGISTERS)


def spans(facts: DocumentFacts):
    for plan in facts.plans:
        yield plan.title
        yield from (unread.span for unread in plan.unread)
        for item in (*plan.outside, *plan.items):
            yield from (item.span, item.heading, item.text)
            yield from (span for each in item.assignments for span in (each.surface, each.clause))
            yield from (each.quote for each in (*item.targets, *item.citations, *item.deadlines))
            yield from (each.when for each in item.deadlines)
            yield from (each.span for each in item.statements)
            yield from (made.surface for each in item.statements for made in each.mentions)


def assert_spans_give_back_their_words(facts: DocumentFacts) -> None:
    text = facts.document.text
    for span in spans(facts):
        if span.start < span.end:
            place = text.source_of(Span(*span))
            stretch = facts.document.source.text[place.start : place.end]
            squeezed, words = "".join(stretch.split()), "".join(text[span].split())
            assert (squeezed[0], squeezed[-1]) == (words[0], words[-1])
            in_order = iter(squeezed)
            assert all(character in in_order for character in words)


@given(plans, st.sampled_from([None, 28, 34, 41]))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_what_is_written_is_read(sections, width):
    facts = read(written(sections, width))
    (plan,) = facts.plans
    text = facts.document.text
    said = {
        f"{CHINESE[number]}/（{CHINESE[place]}）": task
        for number, section in enumerate(sections)
        for place, task in enumerate(section)
    }
    found = {"/".join(item.path): item for item in plan.items if len(item.path) == 2}
    assert list(found) == list(said)
    for path, task in said.items():
        item = found[path]
        assert text[item.heading] == task.heading
        assert [(text[each.surface], each.role) for each in item.assignments] == list(task.parties)
        assert [(each.indicator, each.value, each.year) for each in item.targets] == list(task.targets)
    assert not plan.unread
    assert_spans_give_back_their_words(facts)


@given(
    plans,
    st.text(alphabet="（）〔〕《》“”、，。；：一二1.①（\n\t　" + string.digits + "年月日负责牵头达到全部", max_size=60),
    st.data(),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_whatever_stands_in_a_document_its_facts_give_back_their_words(sections, noise, data):
    text = written(sections, None)
    place = data.draw(st.integers(0, len(text)))
    assert_spans_give_back_their_words(read(text[:place] + noise + text[place:]))


HOSTILE = (
    "（",
    "）",
    "《",
    "“",
    "1.",
    "一、",
    "（一）",
    "，",
    "。",
    "市财政局、",
    "市财政局牵头",
    "责任单位：",
    "责任单位：市财政局\n",
    "牵头单位：市财政局；",
    "2024年",
    "2024年、2025年",
    "到2025年，",
    "达到90%",
    "增长10%、",
    "新建10个，",
    "全部",
    "所有",
    "每",
    "中",
    "国家",
    "《甲》（国发〔2020〕1号）",
    "（以下简称《甲》）",
    "序号\t任务\t单位\n1\t甲\t乙\n",
    "附件1\n",
    "2024年5月1日\n",
    "通知\n",
    "目录\n",
    "各级党委、政府要",
    "列第一位者为牵头单位",
    "以下均需各片区配合落实，不再列出",
    "\n",
    "　",
)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words)[1:-1])
def test_no_text_costs_the_rules_more_than_its_length(words):
    def read_many(size):
        text = f"某市工作方案\n一、任务\n（一）研发。做好研发。\n{words * (size // len(words))}"
        assert_spans_give_back_their_words(read(text))

    assert_grows_linearly(read_many, 24_000)
