"""The ontology is in OWL 2 DL, as the OWL API judges it, and the OWL API notices when it is not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from ontology_files import MODULES, read_ontology
from owl_api import violations
from pyoxigraph import RdfFormat, Triple, parse, serialize
from rdflib import OWL, RDF, Graph, URIRef

from kgservice.iris import ONTOLOGY
from kgservice.ontology.files import ontology_as

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


IMPORTED = {
    "policy": (),
    "alignments": ("policy",),
    "gaps": ("policy",),
    "inference": ("policy", "gaps"),
    "schemes": ("policy",),
}


def as_rdf_xml(triples: Iterable[Triple], path: Path) -> Path:
    """A form that the OWL API reads."""
    data = serialize(triples, format=RdfFormat.RDF_XML)
    assert data is not None
    path.write_bytes(data)
    return path


def written(folder: Path, *more: str) -> Path:
    """The ontology and `more` in one file."""
    parts = [ontology_as("ttl"), *(f"{PREFIXES}{text}".encode() for text in more)]
    triples = [
        Triple(quad.subject, quad.predicate, quad.object)
        for part in parts
        for quad in parse(part, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    return as_rdf_xml(triples, folder / "ontology.rdf")


def test_the_ontology_is_in_owl_2_dl(tmp_path):
    assert len(read_ontology()) > 1000
    assert violations(written(tmp_path)) == []


@pytest.mark.parametrize("name", IMPORTED)
def test_a_module_with_what_it_imports_is_in_owl_2_dl(tmp_path, name):
    """An OWL tool that is given one file, and finds its imports, has all that it needs."""
    file, *imported = (
        as_rdf_xml(
            [quad.triple for quad in parse(path=str(ROOT / "ontology" / f"{each}.ttl"), format=RdfFormat.TURTLE)],
            tmp_path / f"{each}.rdf",
        )
        for each in (name, *IMPORTED[name])
    )
    assert violations(file, *imported) == []


def test_the_catalog_says_where_each_module_is():
    entries = ElementTree.parse(ROOT / "ontology" / "catalog-v001.xml").getroot()
    files = {entry.get("uri"): URIRef(str(entry.get("name"))) for entry in entries}
    assert set(files) == {path.name for path in MODULES}
    for path in MODULES:
        assert (files[path.name], RDF.type, OWL.Ontology) in Graph().parse(path)


def test_every_module_is_tried_and_the_whole_has_one_header_that_imports_nothing():
    assert {path.stem for path in MODULES} == set(IMPORTED)
    for form in ("ttl", "nt"):
        whole = Graph().parse(data=ontology_as(form), format=form)
        assert list(whole.subjects(RDF.type, OWL.Ontology)) == [URIRef(ONTOLOGY)]
        assert not list(whole.triples((None, OWL.imports, None)))


@pytest.mark.parametrize(("axiom", "named"), SLIPS.values(), ids=SLIPS)
def test_what_is_not_owl_2_dl_is_noticed(tmp_path, axiom, named):
    assert any(named in line for line in violations(written(tmp_path, axiom)))
