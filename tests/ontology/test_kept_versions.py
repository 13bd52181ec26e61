"""Versions of the ontology: the one before is kept as it was, and every term of it is there still or deprecated."""

from __future__ import annotations

import pytest
from conftest import ROOT
from ontology_files import read_ontology, terms
from rdflib import OWL, RDF, Graph, URIRef

FROZEN = sorted((ROOT / "ontology" / "versions").glob("*.ttl"))
ONTOLOGY = URIRef("https://w3id.org/policy-kg/ontology")


def test_the_version_before_is_kept():
    current = read_ontology()
    before = current.value(ONTOLOGY, OWL.priorVersion)
    assert str(before).rpartition("/")[2] == FROZEN[-1].stem
    assert before != current.value(ONTOLOGY, OWL.versionIRI)


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_a_kept_version_is_the_one_it_is_named_for(path):
    kept = Graph().parse(path)
    assert kept.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{path.stem}")
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in kept


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_no_term_of_a_kept_version_is_lost(path):
    assert sorted(set(terms(Graph().parse(path))) - set(terms(read_ontology()))) == []
