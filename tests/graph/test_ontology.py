"""The ontology holds together and says what each term is, in two languages."""

from __future__ import annotations

import pytest
from conftest import ROOT
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kgservice.iris import ONTOLOGY, TERMS
from kgservice.reasoning.gaps import unsatisfiable_classes

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


def terms(graph: Graph) -> list[URIRef]:
    declared = {term for kind in KINDS for term in graph.subjects(RDF.type, kind)}
    return sorted(term for term in declared if isinstance(term, URIRef) and str(term).startswith(TERMS))


def is_individual(graph: Graph, term: URIRef) -> bool:
    return (term, RDF.type, OWL.NamedIndividual) in graph


def test_hermit_finds_it_consistent_and_every_class_satisfiable():
    assert unsatisfiable_classes() == frozenset()


def test_every_term_has_one_label_a_language_and_says_where_it_is_defined(ontology):
    for term in terms(ontology):
        assert sorted(label.language for label in ontology.objects(term, RDFS.label)) == ["en", "zh"], term
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [URIRef(ONTOLOGY)], term


def test_every_class_and_property_is_defined_in_both_languages(ontology):
    for term in terms(ontology):
        if not is_individual(ontology, term):
            assert sorted(text.language for text in ontology.objects(term, SKOS.definition)) == ["en", "zh"], term


def test_no_two_terms_of_a_kind_share_a_label(ontology):
    seen: dict[tuple[str, str], URIRef] = {}
    for term in terms(ontology):
        kind = "individual" if is_individual(ontology, term) else str(ontology.value(term, RDF.type))
        for label in ontology.objects(term, RDFS.label):
            assert seen.setdefault((kind, str(label)), term) == term, label


def test_every_term_of_the_data_is_declared(ontology, engine):
    rows = (
        engine.select("SELECT DISTINCT ?p { ?s ?p ?o }").texts()
        + engine.select("SELECT DISTINCT ?c { ?s a ?c }").texts()
    )
    assert {row[0] for row in rows if row[0].startswith(TERMS)} <= {str(term) for term in terms(ontology)}
