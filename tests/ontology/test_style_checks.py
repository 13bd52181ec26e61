"""Each style rule in `ontology/checks` finds nothing in the ontology, and finds the slip it is for."""

from __future__ import annotations

import pytest
from conftest import ROOT
from ontology_files import MODULES
from pyoxigraph import QuerySolutions, RdfFormat, Store

RULES = {
    path.stem.removesuffix("-violation"): path for path in sorted((ROOT / "ontology/checks").glob("*-violation.rq"))
}
PREFIXES = """
@prefix : <https://w3id.org/policy-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vs: <http://www.w3.org/2003/06/sw-vocab-status/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Slips, by the rule that must find each: a few statements about `:Slip` or `:slip` in a graph of their own.
SLIPS = {
    "built-in-redefined": ["rdfs:label rdfs:comment 'what a thing is called' .", "owl:Thing rdfs:subClassOf :Slip ."],
    "class-cycle": [
        ":Slip rdfs:subClassOf :Other . :Other rdfs:subClassOf :Slip .",
        ":slip rdfs:subPropertyOf :slip .",
    ],
    "class-unrelated": [":Slip a owl:Class ; rdfs:subClassOf [ a owl:Restriction ] ."],
    "comment-in-one-language": [
        ":slip rdfs:comment 'No range.'@en .",
        ":slip rdfs:comment '没有值域。'@zh , 'No range.' .",
    ],
    "concept-out-of-scheme": [
        ":Slip owl:equivalentClass [ owl:oneOf ( :one ) ] .",
        ":Slip owl:equivalentClass [ owl:oneOf ( :one ) ] . :one skos:inScheme ex:s , ex:t ; skos:topConceptOf ex:s . ex:s a skos:ConceptScheme ; skos:hasTopConcept :one .",
        ":Slip owl:equivalentClass [ owl:oneOf ( :one ) ] . :one skos:inScheme ex:s ; skos:topConceptOf ex:s . ex:s a skos:ConceptScheme .",
    ],
    "datatype-unsupported": [":slip a owl:DatatypeProperty ; rdfs:range xsd:date ."],
    "defined-by-missing": [
        ":Slip a owl:Class .",
        ":Slip a owl:Class ; rdfs:isDefinedBy <https://w3id.org/policy-kg/ontology> , ex:ontology .",
        ":slip a owl:NamedIndividual .",
    ],
    "definition-circular": [
        ":Slip rdfs:label 'plan'@en ; skos:definition 'document that holds a plan'@en .",
        ":Slip rdfs:label 'plan'@en ; skos:definition 'Plan of a public body'@en .",
        ":Slip rdfs:label '计划'@zh ; skos:definition '载有计划的文件。'@zh .",
        ":slip a owl:NamedIndividual ; rdfs:label '牵头'@zh ; skos:definition '牵头做某事的角色。'@zh .",
    ],
    "definition-duplicate": [":Slip skos:definition '文件。'@zh . :T skos:definition '文件。'@zh ."],
    "definition-format": [
        ":slip skos:definition '没有句号'@zh .",
        ":slip skos:definition 'with a full stop.'@en .",
        ":slip skos:definition 'With a capital'@en .",
        ":slip skos:definition 'two  spaces'@en .",
        ":slip skos:definition '''two\nlines'''@en .",
    ],
    "definition-genus": [
        ":Slip a owl:Class ; rdfs:subClassOf :Item ; skos:definition 'thing to be done'@en . :Item rdfs:label 'item'@en ."
    ],
    "definition-missing": [
        ":Slip a owl:Class ; skos:definition 'in one language only'@en .",
        ":slip a owl:ObjectProperty ; skos:definition '只有一种语言。'@zh .",
        ":slip a owl:NamedIndividual ; rdfs:label '牵头'@zh , 'lead'@en .",
        ":slip a owl:AnnotationProperty ; skos:definition 'in one language only'@en .",
    ],
    "definition-multiple": [
        ":Slip skos:definition 'one thing'@en , 'another thing'@en .",
        ":Slip skos:definition 'in no language' .",
    ],
    "definition-of-individual-genus": [
        ":slip a owl:NamedIndividual , :Role ; skos:definition 'party that heads others'@en . :Role rdfs:label 'role'@en .",
        ":slip a owl:NamedIndividual , :Role ; skos:definition 'roleless'@en . :Role rdfs:label 'role'@en .",
        ":slip a owl:NamedIndividual , :Role ; skos:definition '统领他人。'@zh . :Role rdfs:label '角色'@zh .",
    ],
    "deprecated-in-use": [":Slip owl:deprecated true . :Other rdfs:subClassOf :Slip ."],
    "deprecated-not-boolean": [":Slip owl:deprecated 'true' ."],
    "deprecated-without-replacement": [
        ":Slip owl:deprecated true ; rdfs:comment 'Nobody asks for it.' .",
        ":Slip owl:deprecated true ; dcterms:isReplacedBy :Other .",
    ],
    "domain-or-range-missing": [
        ":slip a owl:ObjectProperty ; rdfs:domain :Item .",
        ":slip a owl:DatatypeProperty ; rdfs:range rdfs:Literal .",
    ],
    "domain-or-range-multiple": [":slip rdfs:domain :Item , :Plan .", ":slip rdfs:range :Item , :Plan ."],
    "equivalence-multiple": [
        ":Slip rdfs:subClassOf :Item ; owl:equivalentClass ex:one , ex:two .",
        ":Slip owl:equivalentClass ex:one .",
    ],
    "example-missing": [
        ":Slip a owl:Class .",
        ":slip a owl:DatatypeProperty ; skos:example 'in English only'@en .",
        ":slip a owl:NamedIndividual .",
        ":Slip a owl:Class ; rdfs:comment 'Only an individual may be without.'@en .",
    ],
    "individual-without-class": [
        ":slip a owl:NamedIndividual ; skos:notation 'slip' .",
        ":slip a owl:NamedIndividual , :Role .",
    ],
    "inverse-named": [":slip owl:inverseOf :other ."],
    "kind-multiple": [
        ":slip a owl:ObjectProperty , owl:DatatypeProperty .",
        ":Slip a owl:Class , owl:NamedIndividual .",
    ],
    "label-duplicate": [
        ":Slip a owl:Class ; rdfs:label 'plan'@en . :T a owl:Class ; rdfs:label 'plan'@en .",
        ":slip a owl:NamedIndividual ; rdfs:label '牵头'@zh . :t a owl:NamedIndividual ; rdfs:label '牵头'@zh .",
    ],
    "label-format": [
        ":Slip rdfs:label ' plan'@en .",
        ":Slip rdfs:label '计划 '@zh .",
        ":Slip rdfs:label 'a  plan'@en .",
        ":Slip rdfs:label 'Plan'@en .",
    ],
    "label-missing": [
        ":Slip a owl:Class ; rdfs:label '计划'@zh .",
        ":slip a owl:NamedIndividual ; rdfs:label 'x'@en .",
    ],
    "label-multiple": [":Slip rdfs:label 'plan'@en , 'scheme'@en .", ":Slip rdfs:label 'plan' ."],
    "label-obsolete": [
        ":Slip rdfs:label 'obsolete plan'@en .",
        ":Slip rdfs:label '（已废止）计划'@zh .",
        ":Slip rdfs:label 'plan'@en ; owl:deprecated true .",
    ],
    "metadata-missing": ["", "<https://w3id.org/policy-kg/ontology> a owl:Ontology ; dcterms:title 'Ontology'@en ."],
    "module-header": [
        "ex:o a owl:Ontology .",
        "ex:o a owl:Ontology ; owl:versionIRI ex:v ; owl:versionInfo '1' ; dcterms:license ex:l .",
        (
            "<https://w3id.org/policy-kg/ontology> owl:versionInfo '2' . ex:o owl:versionIRI ex:v ; owl:versionInfo '1' ;"
            " a owl:Ontology ; dcterms:title '模块'@zh , 'module'@en ; dcterms:license ex:l ."
        ),
    ],
    "name-format": [
        ":slip a owl:Class .",
        ":Slip a owl:ObjectProperty .",
        ":slip_it a owl:DatatypeProperty .",
        ":计划 a owl:Class .",
    ],
    "name-label-mismatch": [":slip a owl:ObjectProperty ; rdfs:label 'has slip'@en ."],
    "replaced-but-not-deprecated": [
        ":Slip dcterms:isReplacedBy :Other . :Other a owl:Class .",
        ":Slip owl:deprecated true ; dcterms:isReplacedBy :Other .",
    ],
    "scheme-member-not-listed": [
        ":slip a :List ; skos:inScheme ex:s . :List rdfs:subClassOf skos:Concept .",
        ":slip skos:inScheme ex:s . ex:s a skos:ConceptScheme .",
        (
            ":slip a :List ; skos:inScheme ex:s . :other a :Another ; skos:inScheme ex:s . ex:s a skos:ConceptScheme ."
            " :List rdfs:subClassOf skos:Concept . :Another rdfs:subClassOf skos:Concept ."
        ),
    ],
    "term-status-missing": [
        ":Slip a owl:Class .",
        ":Slip a owl:Class ; vs:term_status 'settled' .",
        ":Slip a owl:Class ; vs:term_status 'stable' , 'testing' .",
        ":Slip a owl:Class ; vs:term_status 'archaic' .",
        ":Slip a owl:Class ; vs:term_status 'stable' ; owl:deprecated true .",
    ],
    "undeclared-foreign-term": [
        ":Slip rdfs:subClassOf ex:Thing .",
        ":slip rdfs:subPropertyOf ex:relates .",
        ":Slip ex:note 'x' .",
    ],
    "undeclared-term": [
        ":Task rdfs:subClassOf :Slip . :Task a owl:Class .",
        ":Task :slip 1 ; a owl:Class .",
        ":Slip rdfs:label 'plan'@en .",
    ],
    "version-mismatch": ["ex:o owl:versionIRI <https://example.org/o/0.1.0> ; owl:versionInfo '0.2.0' ."],
}


def violations(rule: str, store: Store) -> list[str]:
    rows = store.query(RULES[rule].read_text(encoding="utf-8"))
    assert isinstance(rows, QuerySolutions)
    return [str(row) for row in rows]


@pytest.fixture(scope="module")
def ontology() -> Store:
    store = Store()
    for path in MODULES:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("rule", RULES)
def test_the_ontology_keeps_the_rule(rule, ontology):
    assert violations(rule, ontology) == [], RULES[rule].read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(("rule", "slip"), [(rule, slip) for rule, slips in SLIPS.items() for slip in slips])
def test_the_rule_finds_a_slip(rule, slip):
    store = Store()
    store.load(f"{PREFIXES}{slip}".encode(), format=RdfFormat.TURTLE)
    assert violations(rule, store)


def test_every_rule_has_a_slip_and_opens_with_itself_as_a_sentence():
    assert set(SLIPS) == set(RULES)
    for path in RULES.values():
        sentence = path.read_text(encoding="utf-8").splitlines()[0]
        assert sentence.startswith("# "), path.name
        assert sentence.endswith("."), path.name
