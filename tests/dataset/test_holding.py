"""Other people's RDF: each fault is refused in a sentence with the file, the line and the term; what is sound comes in."""

from __future__ import annotations

import re

import pytest

from kgservice.dataset.building import ingest, reason_over_draft
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load, loaded_graphs
from kgservice.dataset.removing import unload
from kgservice.errors import KgError
from kgservice.iris import DATA, TERMS

pytestmark = pytest.mark.slow

HEAD = f"""@prefix pol: <{TERMS}> .
@prefix d: <{DATA}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/> .
"""
LINE = HEAD.count("\n") + 1
TEXT = "贵阳市工作方案\n一、主要任务\n（一）修路。修路。（市财政局负责）\n（二）架桥。架桥。（市水务局负责）\n"
ITEM, OTHER, SECTION = "<{d}item/plan/1/1.1>", "<{d}item/plan/1/1.2>", "<{d}item/plan/1/1>"
ASSIGNMENT, PLAN = "<{d}assignment/plan/1/1.1/1>", "<{d}plan/plan/1>"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("holding")
    made = Dataset(folder / "data")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    ingest(made, folder / "plan.txt")
    return made


@pytest.fixture
def write(tmp_path):
    def write_one(text, name="x.ttl"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else (HEAD + filled(text)).encode())
        return path

    return write_one


def filled(text):
    return re.sub(r"\{d\}", DATA, text)


FAULTS = {
    "misspelt property": (
        f"{ASSIGNMENT} pol:assingsTo ex:a .",
        "pol:assingsTo is no term of the ontology; did you mean assignsTo",
    ),
    "misspelt class": (
        "ex:a a pol:Departement .",
        "pol:Departement is no term of the ontology; did you mean Department",
    ),
    "misspelt individual": (f"{ASSIGNMENT} pol:givesRole pol:laed .", "pol:laed is no term of the ontology"),
    "a class as a property": ("ex:a pol:Task ex:b .", "has pol:Task for a property, which is a class"),
    "a property as a class": (
        "ex:a a pol:assigns .",
        "has pol:assigns for a class, which is a property between things",
    ),
    "an individual as a class": ("ex:a a pol:lead .", "has pol:lead for a class, which is an individual"),
    "text where a thing belongs": (
        f'{ASSIGNMENT} pol:assignsTo "市财政局" .',
        "gives pol:assignsTo the text '市财政局'",
    ),
    "a thing where text belongs": (f"{PLAN} pol:title ex:a .", "gives pol:title the thing"),
    "text for a class": ('ex:a a "Task" .', 'has "Task" for a class'),
    "a day that is none": ('ex:a pol:dueOn "2024-02-30"^^xsd:date .', "'2024-02-30' is no xsd:date"),
    "a number that is none": ('ex:a pol:value "many"^^xsd:decimal .', "'many' is no xsd:decimal"),
    "a year as text": ('ex:a pol:year "2024" .', "gives pol:year '2024' as xsd:string; write it as xsd:integer"),
    "a term made empty": ("pol:Task rdfs:subClassOf owl:Nothing .", "says rdfs:subClassOf of pol:Task"),
    "a term renamed": ('pol:Task rdfs:label "差事"@zh .', "says rdfs:label of pol:Task"),
    "a term as the same as another's": (
        "ex:Duty owl:equivalentClass pol:Task .",
        "says owl:equivalentClass of pol:Task",
    ),
    "a built-in changed": ("owl:Thing rdfs:subClassOf ex:a .", "says rdfs:subClassOf of owl:Thing"),
    "an axiom about a class without a name": (
        "[ a owl:Restriction ; owl:onProperty pol:inPlan ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf owl:Nothing .",
        "says rdfs:subClassOf of a class without a name",
    ),
    "a thing of the dataset as a class": (f"{ITEM} a owl:Class .", "a owl:Class, which is a thing of the dataset"),
    "an assignment to two": (
        f"{ASSIGNMENT} pol:assignsTo <{{d}}department/guiyang-guiyangshishuiwuju-df95cc> .",
        "has pol:assignsTo twice",
    ),
    "an item in two plans": (f"{ITEM} pol:inPlan ex:plan .", "has pol:inPlan twice"),
    "two in the same file": (
        "ex:a pol:value 1.0 , 2.0 .",
        "has pol:value twice, '1.0' in this file and '2.0' in this file",
    ),
    "a second name": (
        '<{d}department/guiyang-guiyangshicaizhengju-d03fc4> rdfs:label "贵阳市钱局"@zh .',
        "has a name in 'zh' twice",
    ),
    "a second preferred label": (
        '<{d}department/guiyang-guiyangshicaizhengju-d03fc4> skos:prefLabel "贵阳市钱局"@zh .',
        "has a name in 'zh' twice",
    ),
    "an item in itself": ("ex:a pol:inItem ex:a .", "lies in itself by pol:inItem"),
    "an item in itself by another": (f"{SECTION} pol:inItem {ITEM} .", "lies in itself by pol:inItem"),
    "an assignment of nothing": ("ex:a a pol:Assignment .", "breaks a shape at <https://example.org/a>"),
    "one without a name": ("[] a pol:Assignment .", "breaks a shape at a thing without a name: An assignment"),
    "of two classes": (f"{ITEM} a pol:Goal .", "contradicts the ontology"),
    "the same as one of another class": (f"{ITEM} owl:sameAs {PLAN} .", "contradicts the ontology"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_line_and_term(dataset, write, fault):
    text, why = FAULTS[fault]
    with pytest.raises(KgError) as refused:
        load(dataset, write(text), "https://example.org/g")
    told = str(refused.value)
    assert why in told
    assert told.startswith((f"x.ttl, line {LINE}: ", "x.ttl: contradicts"))
    assert loaded_graphs(dataset) == {}


def test_a_draft_is_held_as_well(dataset, write):
    for fault in ("an assignment to two", "one without a name", "of two classes"):
        text, why = FAULTS[fault]
        with pytest.raises(KgError, match=re.escape(why)):
            reason_over_draft(dataset, write(text))


SOUND = {
    "what others say of an item": f'{ITEM} rdfs:seeAlso ex:a ; rdfs:comment "见报道"@zh .',
    "another name": '<{d}department/guiyang-guiyangshicaizhengju-d03fc4> skos:altLabel "钱局"@zh .',
    "a class of their own": "ex:Duty rdfs:subClassOf pol:Task . ex:a a ex:Duty .",
    "a restriction of their own": (
        "ex:Late rdfs:subClassOf [ a owl:Restriction ; owl:onProperty pol:dueOn ; owl:someValuesFrom xsd:date ] ."
    ),
    "the same value again": f"{ITEM} pol:inPlan {PLAN} .",
    "nodes without names": '[] ex:b [ ex:c "d" ] .',
    "a note on a term": "pol:Task rdfs:seeAlso ex:a .",
}


@pytest.mark.parametrize("sound", SOUND)
def test_what_is_sound_comes_in(dataset, write, sound):
    assert load(dataset, write(SOUND[sound]), "https://example.org/g") > 0
    unload(dataset, "https://example.org/g", lambda line: None)


def test_two_loaded_graphs_that_contradict_each_other_are_refused(dataset, write):
    load(dataset, write("ex:a pol:dueOn '2024-01-31'^^xsd:date ."), "https://example.org/one")
    with pytest.raises(KgError, match=r"in this file and '2024-01-31' in <https://example.org/one>"):
        load(dataset, write("ex:a pol:dueOn '2024-02-29'^^xsd:date ."), "https://example.org/other")
    with pytest.raises(KgError, match="contradicts the ontology"):
        load(dataset, write("ex:b pol:worksWith ex:a ."), "https://example.org/other")
    load(dataset, write("ex:a pol:dueOn '2024-02-29'^^xsd:date ."), "https://example.org/one")
    unload(dataset, "https://example.org/one", lambda line: None)


def test_a_byte_order_mark_and_other_syntaxes_are_read(dataset, write):
    text = (HEAD + filled(f"{ITEM} pol:assings ex:a .")).encode()
    for name, data in (
        ("x.ttl", b"\xef\xbb\xbf" + text),
        ("x.nt", filled(f"{ITEM} <{TERMS}assings> <urn:a> .").encode()),
        ("x.jsonld", f'{{"@id": "{DATA}item/plan/1/1.1", "{TERMS}assings": {{"@id": "urn:a"}}}}'.encode()),
    ):
        with pytest.raises(KgError, match=rf"^{name}, line \d+: pol:assings is no term"):
            load(dataset, write(data, name), "https://example.org/g")
