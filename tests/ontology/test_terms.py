"""The ontology holds together, declares what the data uses, and takes its examples from the five documents."""

from __future__ import annotations

import pytest
from conftest import SOURCES
from ontology_files import read_ontology, terms
from pyoxigraph import Literal
from rdflib import OWL, SKOS, Graph

from kgservice.iris import TERMS
from kgservice.reasoning.consistency import unsatisfiable_classes
from kgservice.store.embedded import EmbeddedEngine


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_ontology()


def examples(ontology: Graph):
    for term in terms(ontology):
        yield from ((term, example) for example in ontology.objects(term, SKOS.example))


def test_hermit_finds_it_consistent_and_every_class_satisfiable(hermit):
    assert unsatisfiable_classes(hermit) == frozenset()


def test_an_example_in_chinese_stands_word_for_word_in_one_of_the_five_documents(ontology):
    texts = ["".join(path.read_text(encoding="utf-8").split()) for path in sorted(SOURCES.glob("*.txt"))]
    assert len(texts) == 5
    for term, example in examples(ontology):
        if example.language == "zh":
            assert any("".join(example.split()) in text for text in texts), f"{term}: {example}"


def test_an_example_without_a_language_is_a_value_in_the_graph_of_the_five_documents(ontology, engine: EmbeddedEngine):
    for term, example in examples(ontology):
        if example.language is None:
            value = Literal(str(example))
            stated = f"{{ ?s <{term}> ?o }} UNION {{ ?s a <{term}> ; rdfs:label ?o }} FILTER(STR(?o) = {value})"
            assert engine.ask(f"ASK {{ {stated} }}"), f"{term}: {example}"


def test_an_individual_without_an_example_is_in_none_of_the_five_documents(ontology, engine):
    without = [term for term in terms(ontology, OWL.NamedIndividual) if (term, SKOS.example, None) not in ontology]
    assert without
    for term in without:
        used = f"ASK {{ ?thing ?property <{term}> . ?property a owl:ObjectProperty FILTER(STRSTARTS(STR(?property), '{TERMS}')) }}"
        assert not engine.ask(used), f"{term}: the five documents have an example"


def test_every_concept_of_the_data_is_in_one_scheme_that_has_a_name(engine):
    concepts = engine.select(
        """SELECT ?scheme (COUNT(DISTINCT ?concept) AS ?all) (COUNT(DISTINCT ?top) AS ?tops) (COUNT(DISTINCT ?list) AS ?lists)
        WHERE {
          ?concept a ?class . ?class rdfs:subClassOf skos:Concept .
          OPTIONAL { ?concept skos:inScheme ?list . ?list a skos:ConceptScheme ; rdfs:label ?scheme FILTER(LANG(?scheme) = "en") }
          OPTIONAL { ?top skos:topConceptOf ?list FILTER(?top = ?concept) }
        } GROUP BY ?scheme"""
    ).texts()
    assert {row[0] for row in concepts} == {
        "roles", "administrative levels", "comparators", "forces", "party kinds", "causes of unread text",
        "citation relations", "department functions", "campaign themes", "indicators",
    }  # fmt: skip
    assert all(row[1] == row[2] and row[3] == "1" for row in concepts)


def test_every_term_of_the_data_is_declared(ontology, engine):
    rows = (
        engine.select("SELECT DISTINCT ?p { ?s ?p ?o }").texts()
        + engine.select("SELECT DISTINCT ?c { ?s a ?c }").texts()
    )
    assert {row[0] for row in rows if row[0].startswith(TERMS)} <= {str(term) for term in terms(ontology)}
