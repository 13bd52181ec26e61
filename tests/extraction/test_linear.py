"""No rule takes longer than its text is long: four times the text takes about four times the work."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from growth import assert_grows_linearly

from kgservice.documents.layout import lay_out
from kgservice.documents.reading import Source
from kgservice.documents.text import Span
from kgservice.extraction.citations import find_citations
from kgservice.extraction.cited import ShortTitles
from kgservice.extraction.deadlines import find_deadlines
from kgservice.extraction.reader import read_facts
from kgservice.extraction.targets.in_passages import find_targets

pytestmark = pytest.mark.slow

SHORT, LONG = 6_000, 24_000
SQUARE = LONG / SHORT * 2.5
READERS: dict[str, Callable] = {
    "citations": lambda text, span, _: list(find_citations(text, span, ShortTitles.of(text), opening=True)),
    "deadlines": lambda text, span, _: find_deadlines(text, span),
    "targets": lambda _, span, layout: find_targets(layout, span),
}
WORDS = (
    "《甲》（国发〔2020〕1号）",
    "（以下简称《甲》）",
    "国发〔2020〕1号",
    "《甲",
    "2024年、2025年",
    "每月10日和",
    "自印发之日起3日内",
    "3月至",
    "春节、",
    "“十四五”",
    "新建10个，",
    "增长10%、",
    "1万5千",
    "全部",
    "比2015年",
    "达到",
)


def work(reader: Callable, words: str, length: int) -> float:
    layout = lay_out(words * (length // len(words)))
    spent = []
    for _ in range(3):
        begun = time.process_time()
        reader(layout.text, Span(0, len(layout.text.text)), layout)
        spent.append(time.process_time() - begun)
    return min(spent)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("topic", READERS)
def test_four_times_the_text_is_about_four_times_the_work(topic, words):
    short, long = work(READERS[topic], words, SHORT), work(READERS[topic], words, LONG)
    assert long < SQUARE * max(short, 0.002)


ITEMS = (
    "（一）做好工作{}。\n",
    "（一）做好工作{}。（责任单位：市教育局）\n",
    "（一）做好工作{}。\n市教育局、市财政局\n",
    "责任单位：市教育局\n",
    "市教育局、市财政局\n",
)


@pytest.mark.parametrize("item", ITEMS)
def test_items_cost_what_they_are_long(registers, item):
    def read(count: int) -> None:
        text = "贵阳市工作方案\n一、任务\n（一）治水。\n" + "".join(item.format(number) for number in range(count))
        read_facts(Source("x.txt", text, ""), registers)

    assert_grows_linearly(read, 2000)
