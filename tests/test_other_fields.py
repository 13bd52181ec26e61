"""The core knows no field: plans of others are read, loaded and answered without anything of food safety, nor does it speak of it."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from ontology_files import MODULES
from pyoxigraph import Literal, RdfFormat, parse
from scoring import score, source_of

from kgservice.dataset import inferring
from kgservice.dataset.building import ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.documents.reading import read_source
from kgservice.extraction.reader import read_facts
from kgservice.queries.catalogue import load_catalogue
from kgservice.reasoning.rules import shipped_rules
from kgservice.registers.loading import load_registers
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

QUERIES = load_catalogue(ROOT / "queries")
OF_FOOD = re.compile("食品|食药|食安|农产品|food", re.IGNORECASE)
OF_ANY_FIELD = re.compile(
    f"{OF_FOOD.pattern}|药品|市场监|卫生|环境保护|森林|drug|farm|market|health|forest", re.IGNORECASE
)
OTHERS = ("exam-forestfire", "heldout-sports", "later-elevator")


@pytest.fixture
def dataset(tmp_path, monkeypatch):
    """One whose registers have no department that a person reviewed, and nothing of food safety."""
    monkeypatch.setattr(inferring, "_unassigned_tasks", lambda name, graph, hermit: frozenset())
    made = Dataset(tmp_path / "data")
    own = made.root / "registers"
    (own / "food-safety").mkdir(parents=True)
    for name in ("functions", "groups", "indicators", "repeals", "successions"):
        (own / "food-safety" / f"{name}.yaml").write_text("# none\n", encoding="utf-8")
    (own / "departments.yaml").write_text("# none\n", encoding="utf-8")
    return made


def test_the_fields_own_registers_are_all_that_speaks_of_it(dataset):
    registers = load_registers(*dataset.register_folders)
    words = [function.zh for function in registers.functions] + [
        each for group in registers.groups for each in group.forms
    ]
    assert len(words) > 100
    assert [each for each in words if OF_FOOD.search(each)] == []
    assert registers.indicators == ()


@pytest.mark.parametrize("name", OTHERS)
def test_a_plan_of_another_field_is_read_loaded_and_answered(dataset, name, read):
    registers = load_registers(*dataset.register_folders)
    facts = read_facts(read_source(source_of(name)), registers)
    for topic in ("tasks", "assignments", "targets", "deadlines"):
        assert score(name, topic, facts).score.f1 >= score(name, topic, read(source_of(name))).score.f1 > 0.9, topic
    ingest(dataset, source_of(name))
    snapshot = publish(dataset)
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    for query in QUERIES.values():
        engine.select(query.bound(dict.fromkeys(query.example, "x")))
    (party, *_) = engine.select("SELECT ?name { ?a pol:assignsTo/rdfs:label ?name }").texts()[0]
    assert engine.select(QUERIES["department-obligations"].bound({"department": party})).rows
    named = engine.select(
        "SELECT ?words { GRAPH ?g { ?s rdfs:label|skos:altLabel ?words } FILTER(!CONTAINS(STR(?g), '/ontology')) }"
    )
    assert [words for (words,) in named.texts() if OF_FOOD.search(words)] == []


def test_the_ontology_and_the_rules_speak_of_no_field():
    spoken = [
        str(quad.object)
        for path in (*MODULES, ROOT / "ontology" / "shapes.ttl")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if isinstance(quad.object, Literal) and not quad.predicate.value.endswith("#example")
    ]
    spoken += [words for rule in shipped_rules() for words in (rule.zh, rule.en, rule.text)]
    assert len(spoken) > 400
    assert [words for words in spoken if OF_ANY_FIELD.search(words)] == []
