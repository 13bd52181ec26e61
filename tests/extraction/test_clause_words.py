"""No word of a clause is lost: each is of a party, a time, a person or a note, is a role or joining word, or is left over."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_files import yaml_of

from kgservice.documents.layout import lay_out
from kgservice.documents.text import Span
from kgservice.extraction.clauses import find_clauses
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import read_clause
from kgservice.registers.loading import load_registers

REGISTERS = load_registers(ROOT / "data" / "registers")
WORDS = {word.word for word in REGISTERS.roles.words}
LABELS = re.compile("[\u4e00-\u9fff]{2,8}(?:（[^（）]{1,12}）)?：")
MARKS = re.compile(r"[\W①-⑩]+")
PARTIES = (
    "市教育局",
    "市科协",
    "乡贤理事会",
    "各镇政府",
    "市发展和改革委员会",
    "各县（市、区）党委和人民政府",
    "单位",
    "下同",
)
NOISE = (
    "受理",
    "资金拨付",
    "2024年底前完成",
    "每季度",
    "",
    "结合实际",
    "（含各功能区）",
    "不再列出",
    "其他事项另行商定",
)
CORPUS = [entry["text"] for entry in yaml_of(ROOT / "tests" / "corpus" / "clauses.yaml")]

piece = st.tuples(
    st.sampled_from(("", "由", "请", "其中", "并由", "本项工作由", "责任单位：", "配合单位：", "责任人：")),
    st.lists(st.sampled_from(PARTIES), min_size=1, max_size=3),
    st.sampled_from(("、", "和", "，", "会同", " ")),
    st.sampled_from(sorted(word.word for word in REGISTERS.roles.words if word.what in ("duty", "manner"))),
    st.sampled_from(NOISE),
)


def words_without_account(text: str, registers=REGISTERS) -> str:
    """What of `text`, read as a clause, is nothing that was read, told or left over."""
    layout = lay_out(text)
    whole = Span(0, len(layout.text.text))
    content = read_clause(layout.text, whole, registers, default=Role.RESPONSIBLE)
    spans = [party.span for party in content.parties]
    spans += [*content.deadlines, *content.people, *content.notes, *content.leftovers]
    rest, start = [], 0
    for span in sorted(spans):
        rest.append(layout.text.folded[start : max(start, span.start)])
        start = max(start, span.end)
    rest.append(layout.text.folded[start:])
    return "".join(map(_without_told, rest))


def _without_told(words: str) -> str:
    words = LABELS.sub("", words)
    for known in sorted(WORDS, key=len, reverse=True):
        words = words.replace(known, "，")
    return MARKS.sub("", words)


@given(st.lists(piece, min_size=1, max_size=4), st.sampled_from("，；。"))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_every_word_of_a_made_up_clause_is_accounted_for(pieces, mark):
    text = mark.join(f"{lead_in}{join.join(names)}{duty}{noise}" for lead_in, names, join, duty, noise in pieces)
    assert words_without_account(text) == ""


@pytest.mark.parametrize("text", CORPUS)
def test_every_word_of_the_corpus_is_accounted_for(text):
    layout = lay_out(text)
    for clause in find_clauses(layout, Span(0, len(layout.text.text)), REGISTERS):
        assert words_without_account(layout.text[clause.told].strip("（）()〔〕")) == ""
