"""The ontology is in OWL 2 DL, as the OWL API judges it, and the OWL API notices when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from ontology_files import MODULES, read_ontology
from owl_api import violations
from pyoxigraph import RdfFormat, Triple, parse, serialize

pytestmark = pytest.mark.slow

PREFIXES = """
@prefix : <https://w3id.org/policy-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SLIPS = {
    "a property of two kinds": (":inItem a owl:DatatypeProperty .", "Cannot pun between properties"),
    "a number of a transitive property": (
        ":inItem a owl:TransitiveProperty .",
        "non-simple property in ObjectMaxCardinality",
    ),
    "a class that is not declared": (":Task rdfs:subClassOf :Undeclared .", "Use of undeclared class"),
    "a property that is not declared": (
        ":undeclared rdfs:subPropertyOf :concerns .",
        "Use of undeclared object property",
    ),
    "reserved vocabulary": ("owl:Slip a owl:Class .", "Use of reserved vocabulary"),
}


def written(folder: Path, *more: str) -> Path:
    """The ontology and `more` in one file of a form that the OWL API reads."""
    parts = [*(path.read_bytes() for path in MODULES), *(f"{PREFIXES}{text}".encode() for text in more)]
    triples = [
        Triple(quad.subject, quad.predicate, quad.object)
        for part in parts
        for quad in parse(part, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    path = folder / "ontology.rdf"
    data = serialize(triples, format=RdfFormat.RDF_XML)
    assert data is not None
    path.write_bytes(data)
    return path


def test_the_ontology_is_in_owl_2_dl(tmp_path):
    assert len(read_ontology()) > 1000
    assert violations(written(tmp_path)) == []


@pytest.mark.parametrize(("axiom", "named"), SLIPS.values(), ids=SLIPS)
def test_what_is_not_owl_2_dl_is_noticed(tmp_path, axiom, named):
    assert any(named in line for line in violations(written(tmp_path, axiom)))
