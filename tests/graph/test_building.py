"""Facts as RDF: steady IRIs, canonical bytes, spans that give back their words."""

from __future__ import annotations

import pytest
from conftest import CORRECTIONS, ROOT, SOURCES
from pyoxigraph import NamedNode

from kgservice.corrections.applying import correct
from kgservice.corrections.correction_files import load_corrections
from kgservice.documents.reading import Source
from kgservice.errors import InvalidGraphError
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document, path_slug
from kgservice.graph.registers import describe_registers
from kgservice.graph.superclasses import superclasses
from kgservice.graph.triples import LABEL, RDF_TYPE, read_turtle, term, turtle
from kgservice.graph.validation import validate
from kgservice.registers.entries import Level

FILES = sorted(SOURCES.glob("*.txt"))


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        (("三", "（一）", "2"), "3.1.2"),
        (("一", "11"), "1.11"),
        (("附件1", "3"), "annex1.3"),
        (("第一章", "第十二条"), "1.12"),
        (("①",), "1"),
    ],
)
def test_paths_in_iris_are_readable(path, slug):
    assert path_slug(path) == slug


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_the_committed_graph_is_what_a_fresh_build_gives(path, read, registers):
    corrections = load_corrections(CORRECTIONS / f"{path.name}.yaml")
    triples = describe_document(correct(read(path), corrections, registers).facts, registers).triples()
    (committed,) = (ROOT / "data" / "graphs").glob(f"{path.stem[:3]}-*.ttl")
    data = committed.read_bytes()
    assert data.startswith(b"# Built by 'kgservice build'")
    assert turtle(triples, data.split(b"\n", 1)[0].decode().removeprefix("# ")) == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_turtle_read_back_is_the_same_graph(path, read, registers):
    triples = describe_document(read(path), registers).triples()
    assert set(read_turtle(turtle(triples, "x"))) == triples


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_every_text_span_gives_back_its_quote(path, read, registers):
    source = path.read_text(encoding="utf-8")
    spans: dict[str, dict[str, str]] = {}
    for triple in describe_document(read(path), registers).triples():
        if triple.predicate in (term("start"), term("end"), term("quote")):
            spans.setdefault(triple.subject.value, {})[triple.predicate.value.split("#")[1]] = triple.object.value
    assert len(spans) > 100
    for span in spans.values():
        stretch = source[int(span["start"]) : int(span["end"])]
        assert "".join(stretch.split()) == "".join(span["quote"].split())


def test_the_five_documents_hold_all_their_tasks(read, registers, task_numbers):
    number = sum(
        triple.predicate == RDF_TYPE and triple.object == term("Task")
        for path in FILES
        for triple in describe_document(read(path), registers).triples()
    )
    assert number == sum(task_numbers.values())


def test_a_thing_is_stated_to_be_of_the_classes_above_its_own(read, registers):
    described = describe_document(read(FILES[0]), registers).triples()
    classes = {}
    for triple in described:
        if triple.predicate == RDF_TYPE:
            classes.setdefault(triple.subject, set()).add(triple.object)
    kinds = set(map(frozenset, classes.values()))
    assert {term("Task"), term("Item")} in kinds
    assert {term("Assignment"), term("Fact")} in kinds
    assert {term("AgentGroup"), term("Party")} in kinds
    assert {term("Plan")} in kinds
    assert not {kind for kind in kinds if kind <= {term("Item"), term("Fact"), term("Party")}}


def test_a_fact_is_called_by_a_few_words_of_its_own(read, registers):
    described = describe_document(read(FILES[0]), registers).triples()
    labels = {triple.subject: triple.object.value for triple in described if triple.predicate == LABEL}
    facts = {triple.subject for triple in described if triple.predicate == RDF_TYPE and triple.object == term("Fact")}
    assert facts <= set(labels)
    assert {"区食药安办（牵头）", "2025年集中消毒餐饮具抽检合格率≥97%", "到2025年"} <= set(labels.values())
    assert max(len(labels[fact]) for fact in facts if "/statement/" in fact.value) == 30


def test_classes_above_are_the_ontologys_own(read):
    assert superclasses(term("UnassignedTask")) == (term("Task"), term("Item"))
    assert superclasses(term("Correction")) == ()
    assert superclasses(NamedNode("https://example.org/Task")) == ()


def test_a_graph_that_breaks_a_shape_is_named(read, registers):
    described = describe_document(read(FILES[0]), registers).triples()
    triples = [triple for triple in described if triple.predicate != term("givesRole")]
    known = describe_registers(registers, [place.id for place in registers.jurisdictions]).triples()
    with pytest.raises(InvalidGraphError, match=r"000.*breaks a shape at <.*assignment.*>: .*roles.*and \d+ more"):
        validate([*triples, *known], FILES[0].name)


def test_facts_of_one_item_are_told_apart_by_their_statements(registers):
    text = "绿林市2026年工作要点\n一、主要任务\n1.抓好工作。抓好工作。2026年6月底前修订《甲办法》。2026年底前出台《乙细则》，合格率达到98%。\n"
    triples = describe_document(read_facts(Source("x.txt", text, "0" * 64), registers), registers).triples()
    said = {triple.subject: triple.object for triple in triples if triple.predicate == term("inStatement")}
    told = {
        triple.object.value: said.get(triple.subject)
        for triple in triples
        if triple.predicate in (term("citedTitle"), term("when"), term("indicatorName"))
    }
    assert told["甲办法"] == told["2026年6月底前"] is not None
    assert told["乙细则"] == told["2026年底前"] == told["合格率"] is not None
    assert told["甲办法"] != told["乙细则"]


def test_a_document_says_whether_its_text_was_recognised(registers):
    for recognised in (True, False):
        source = Source("x.txt", "绿林市2026年工作要点\n1.抓好工作。\n", "0" * 64, recognised)
        triples = describe_document(read_facts(source, registers), registers).triples()
        (said,) = (triple.object.value for triple in triples if triple.predicate == term("isRecognised"))
        assert said == str(recognised).lower()


def test_a_document_of_no_known_place_but_a_level_holds_to_the_shapes(registers):
    text = "一、任务\n（一）治水。做好全区治水工作，提高全区水平。（责任单位：区水务局、区财政局）\n"
    facts = read_facts(Source("x.txt", text, "0" * 64), registers)
    assert (facts.jurisdiction, facts.level) == (None, Level.COUNTY)
    known = describe_registers(registers, [place.id for place in registers.jurisdictions]).triples()
    validate([*describe_document(facts, registers).triples(), *known], "x.txt")


def test_an_indicator_is_one_whatever_brackets_its_pages_write(registers):
    def measured(brackets):
        text = "昌乐县2026年粮油工作要点\n一、粮油（调味品）入库率达到90%。\n"
        facts = read_facts(Source("x.txt", text.translate(brackets), ""), registers)
        return {each[2] for each in describe_document(facts, registers).triples() if each[1] == term("measures")}

    wide, narrow = measured({}), measured(str.maketrans("（）", "()"))
    assert wide == narrow
    assert len(wide) == 1
