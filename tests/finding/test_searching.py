"""What is found by which words, and that an index says the same as questions to the engine do."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.finding.findables import Findable, FindableKind
from kgservice.finding.index_files import FILE, changed, written
from kgservice.finding.plain_words import words_of
from kgservice.finding.searching import Index
from kgservice.finding.unindexed import Unindexed
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages

FISHERIES = "南通市海洋与渔业局"


@pytest.fixture(scope="module")
def index(dataset):
    return Index(dataset.current().derived / FILE)


@pytest.fixture(scope="module")
def asker(engine):
    return Unindexed(Pages(engine, load_catalogue(ROOT / "queries" / "pages")))


def names(found, kind=FindableKind.DEPARTMENT):
    return [hit.thing.name for hit in found.hits.get(kind, ())]


@pytest.mark.parametrize(
    "words",
    [
        "海洋渔业局",
        "haiyang",
        "hyyyj",
        "HYYYJ",
        "ntshyyyyj",
        "海洋渔业局 南通",
        "南通 渔",
        "南通市海洋与渔业局",
        "海 洋 渔业局",
    ],
)
def test_a_department_is_found_by_what_people_know_of_its_name(index, words):
    assert names(index.find(words))[0] == FISHERIES


@pytest.mark.parametrize("words", ["市监局", "scjgj", "市场监管局", "市场监督管理局"])
def test_a_short_name_finds_the_bodies_of_all_places(index, words):
    found = names(index.find(words, FindableKind.DEPARTMENT, 0, 100))
    assert {"东昌府区市场监督管理局", "济源产城融合示范区市场监督管理局", "昌乐县市场监督管理局"} <= set(found)


def test_a_short_name_with_a_place_finds_that_places(index):
    assert names(index.find("市监局 东昌府")) == ["东昌府区市场监督管理局"]
    assert names(index.find("东昌府市监局")) == ["东昌府区市场监督管理局"]


def test_a_short_name_with_the_province_finds_those_that_lie_in_it(index):
    assert names(index.find("江苏 海洋渔业局")) == ["南通市海洋与渔业局"]
    assert names(index.find("山东 海洋渔业局")) == []


def test_an_old_body_and_its_successor_are_found_by_each_others_names(index):
    assert "南通市食品药品监督管理局" in names(index.find("南通市市场监督管理局"))
    assert "南通市市场监督管理局" in names(index.find("南通市食品药品监督管理局"))


@pytest.mark.parametrize("words", ["市", "餐", "餐饮", "学校 餐饮", "98%", "受污染耕地安全利用率", "2024年"])
def test_everything_that_has_the_words_is_found_and_nothing_else(index, dataset, words):
    """Held against a plain search through all that is in the index."""
    found = index.find(words)
    rows = index._rows("SELECT id, name, name_en, text, context, context_en FROM thing")
    called = {number: "" for number, *_ in rows}
    for number, name in index._rows("SELECT thing, name FROM name"):
        called[number] += f"\n{name}"
    wanted = words_of(words)

    def has(texts, word):
        return any(word in "".join(words_of(text)) or word in text.casefold().replace(" ", "") for text in texts)

    expected = 0
    for number, name, name_en, text, context, context_en in rows:
        own = [name, name_en, text, *called[number].split("\n")]
        expected += all(has([*own, context, context_en], word) for word in wanted) and any(
            has(own, word) for word in wanted
        )
    assert found.total == expected > 0


def test_what_is_said_is_found_after_what_is_called_so(index):
    hits = index.find("餐饮质量安全提升行动", FindableKind.TASK, 0, 50).hits[FindableKind.TASK]
    called = ["餐饮质量安全提升行动" in hit.thing.name for hit in hits]
    assert called[0]
    assert called == sorted(called, reverse=True)


@pytest.mark.parametrize("most", [1, 3, 7])
def test_pages_of_results_leave_nothing_out_and_show_nothing_twice(index, most):
    whole = [hit.thing.iri for hit in index.find("食品安全", FindableKind.TASK, 0, 1000).hits[FindableKind.TASK]]
    parts = [
        hit.thing.iri
        for first in range(0, len(whole), most)
        for hit in index.find("食品安全", FindableKind.TASK, first, most).hits[FindableKind.TASK]
    ]
    assert parts == whole
    assert len(set(whole)) == len(whole) == index.find("食品安全").numbers[FindableKind.TASK]


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("海洋与鱼业局", FISHERIES),
        ("东昌府区市场监督管里局", "东昌府区市场监督管理局"),
        ("受污染耕地安全利用律", "受污染耕地安全利用率"),
        ("济原产城融合示范区农业农村局", "济源产城融合示范区农业农村局"),
    ],
)
def test_a_typo_finds_nothing_but_what_comes_near(index, asker, typo, meant):
    for finder in (index, asker):
        assert finder.find(typo).total == 0
        assert finder.near(typo)[0].thing.name == meant


@pytest.mark.parametrize(
    "words", ["", " ", '"', "'", "*", "AND", "a OR b", "NEAR(", "names:", "火星", "%", "\x00", "市" * 500]
)
def test_nothing_that_somebody_types_breaks_it(index, words):
    index.find(words)
    index.suggested(words)
    index.near(words)


def test_suggestions_are_names_departments_first(index):
    hits = index.suggested("市监")
    assert hits[0].thing.kind is FindableKind.DEPARTMENT
    assert {hit.thing.kind for hit in index.suggested("餐饮质量", (FindableKind.CAMPAIGN,))} == {FindableKind.CAMPAIGN}


@pytest.mark.slow
@pytest.mark.parametrize("words", ["海洋渔业局", "餐饮 学校", "受污染耕地"])
def test_without_an_index_the_engine_is_asked(index, asker, words):
    there, here = asker.find(words, most=1000), index.find(words, most=1000)
    for kind in (FindableKind.DEPARTMENT, FindableKind.TASK):
        assert set(names(there, kind)) <= set(names(here, kind))
    assert names(there, FindableKind.TASK)


def test_an_index_that_is_changed_answers_as_one_that_is_made_anew(tmp_path):
    old = [
        Findable("urn:a", FindableKind.DEPARTMENT, "甲市教育局", weight=1),
        Findable("urn:b", FindableKind.TASK, "修路", text="修路。到年底修完。"),
    ]
    new = [
        Findable("urn:a", FindableKind.DEPARTMENT, "甲市教育局", names=("市教育局",), weight=2),
        Findable("urn:c", FindableKind.TASK, "造桥", text="造桥。"),
    ]
    (tmp_path / "changed").write_bytes(changed(written(old), ["urn:b"], new))
    (tmp_path / "anew").write_bytes(written(new))
    for words in ("教育局", "市教育局", "修路", "年底", "造桥", "jyj", "桥"):
        first, second = (Index(tmp_path / name).find(words) for name in ("changed", "anew"))
        assert first == second, words
