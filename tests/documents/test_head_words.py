"""The words of `data/lexicon/heads.yaml`: each label is read from its example, each word of a page makes its example one of a page."""

from __future__ import annotations

import pytest
from conftest import ROOT
from heads import BODY
from yaml_files import yaml_of

from kgservice.documents.issue_numbers import number_in
from kgservice.documents.labels import PageLabel, is_furniture, read_labels
from kgservice.documents.titles import ends_as_title, is_closing, is_inner_heading

LISTS = yaml_of(ROOT / "data" / "lexicon" / "heads.yaml")
LABELS = [(name, each["word"], each["example"]) for name in PageLabel for each in LISTS[name]]
OF_PAGES = [(each["word"], each["example"]) for name in ("crumbs", "buttons") for each in LISTS[name]]
ENDS = [(each["word"], each["example"]) for name in ("kinds", "letters") for each in LISTS[name]]


@pytest.mark.parametrize(("name", "word", "example"), LABELS, ids=[word for _, word, _ in LABELS])
def test_each_label_is_read_from_its_example(name, word, example):
    (labelled,) = read_labels(example)
    words = example[labelled.words.start : labelled.words.end].rstrip("：")
    assert (labelled.label, "".join(words.split())) == (name, word)


@pytest.mark.parametrize(("word", "example"), OF_PAGES, ids=[word for word, _ in OF_PAGES])
def test_each_word_of_pages_makes_a_line_of_one(word, example):
    assert word in example
    assert is_furniture(example) or read_labels(example)


@pytest.mark.parametrize(("word", "example"), ENDS, ids=[word for word, _ in ENDS])
def test_each_kind_of_document_ends_a_title(word, example):
    assert example.endswith(word)
    assert ends_as_title(example)


@pytest.mark.parametrize("entry", LISTS["things"], ids=lambda entry: entry["word"])
def test_each_thing_that_is_listed_ends_a_title_that_begins_with_a_year(read_text, entry):
    assert entry["example"].endswith(entry["word"])
    facts = read_text(f"{entry['example']}\n{BODY}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == [entry["example"]]


@pytest.mark.parametrize("entry", LISTS["ends_in_line"], ids=lambda entry: entry["word"])
def test_each_such_word_ends_a_title_before_the_number(entry):
    number = number_in(entry["example"])
    assert number is not None
    assert entry["example"][: number.start].endswith(entry["word"])


@pytest.mark.parametrize("entry", LISTS["under_documents"] + LISTS["notes"], ids=lambda entry: entry["word"])
def test_each_such_word_begins_a_line_under_a_document(entry):
    assert entry["word"] in entry["example"]
    assert is_closing(entry["example"])


@pytest.mark.parametrize("entry", LISTS["anew"], ids=lambda entry: entry["word"])
def test_each_such_word_begins_what_follows_a_list_of_paragraphs(read_text, entry):
    assert entry["example"].startswith(entry["word"])
    document = read_text(f"某县治水计划\n一、治水。\n二、节水。\n三、护水。\n{entry['example']}\n").document
    assert "".join(document.text[document.plans[0].ending].split()) == entry["example"]


@pytest.mark.parametrize("entry", LISTS["ends_notice"], ids=lambda entry: entry["word"])
def test_each_such_line_is_none_of_the_plans_title(read_text, entry):
    facts = read_text(f"现将《某县治水规划》印发给你们。\n{entry['example']}\n某县治水规划\n{BODY}")
    assert [facts.document.text[plan.title] for plan in facts.plans] == ["某县治水规划"]


@pytest.mark.parametrize("entry", LISTS["cut"], ids=lambda entry: entry["word"])
def test_each_such_word_says_that_a_text_is_a_part(read_text, entry):
    assert read_text(f"{entry['example']}\n一、治水。治水。\n二、节水。节水。\n").document.fragment
    assert not read_text("（另行通知）\n一、治水。治水。\n二、节水。节水。\n").document.fragment


@pytest.mark.parametrize("entry", LISTS["parts"] + LISTS["of_parts"], ids=lambda entry: entry["word"])
def test_each_such_word_makes_a_heading_that_is_no_title(entry):
    assert entry["word"] in entry["example"]
    assert is_inner_heading(entry["example"])


@pytest.mark.parametrize("heading", ["某县治水措施", "治水", "主要", "抄送县委办公室"])
def test_what_is_no_such_heading_and_no_such_line(heading):
    assert not is_inner_heading(heading)
    assert not is_closing(heading)


@pytest.mark.parametrize("line", ["", "某县人民政府", "某县2024年食品安全", "目录", "关于节水的函数"])
def test_what_ends_no_title(line):
    assert not ends_as_title(line)


@pytest.mark.parametrize(
    "line",
    ["名称和地址要写明。", "时间紧，任务重", "序号 指标 单位 2024年", "分类指导", "一、总则", "主题词汇", "发布实施"],
)
def test_what_only_looks_like_one(line):
    assert not read_labels(line)
    assert not is_furniture(line)
