"""The words of `data/lexicon/heads.yaml`: each label is read from its example, each word of a page makes its example one of a page."""

from __future__ import annotations

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.documents.labels import PageLabel, is_furniture, read_labels
from kgservice.documents.titles import ends_as_title

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


@pytest.mark.parametrize("line", ["某县人民政府", "某县2024年食品安全", "目录", "关于节水的函数"])
def test_what_ends_no_title(line):
    assert not ends_as_title(line)


@pytest.mark.parametrize(
    "line",
    ["名称和地址要写明。", "时间紧，任务重", "序号 指标 单位 2024年", "分类指导", "一、总则", "主题词汇", "发布实施"],
)
def test_what_only_looks_like_one(line):
    assert not read_labels(line)
    assert not is_furniture(line)
