"""The alignments refer to terms that exist, and each says why it is there."""

from __future__ import annotations

import pytest
from conftest import ROOT
from ontology_files import read_ontology, terms
from rdflib import OWL, RDFS, SKOS, Graph, Namespace
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, PROV, SDO, TIME

from kgservice.iris import ONTOLOGY

ALIGNMENTS = ROOT / "ontology" / "alignments.ttl"
RELATIONS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
# rdflib knows the terms of these vocabularies; those of the other two were looked up by hand.
KNOWN = (DCAT, DCTERMS, FOAF, ORG, PROV, SDO, SKOS, TIME)
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
LOOKED_UP = {
    *(
        ELI[name]
        for name in [
            "LegalResource",
            "amends",
            "based_on",
            "cites",
            "date_document",
            "id_local",
            "implements",
            "jurisdiction",
            "passed_by",
            "repealed_by",
            "repeals",
        ]
    ),
    *(OA[name] for name in ["Annotation", "TextPositionSelector", "end", "exact", "hasSource", "hasTarget", "start"]),
}


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(ALIGNMENTS)


def test_each_aligns_a_term_of_ours_with_one_that_exists(alignments):
    ours = set(terms(read_ontology()))
    pairs = {(ours_, theirs) for relation in RELATIONS for ours_, theirs in alignments.subject_objects(relation)}
    assert len(pairs) > 50
    for subject, value in pairs:
        assert subject in ours
        assert value in LOOKED_UP or any(
            str(value).startswith(str(vocabulary)) and str(value).removeprefix(str(vocabulary)) in vocabulary
            for vocabulary in KNOWN
        ), value


def test_each_vocabulary_of_the_plan_is_aligned(alignments):
    values = [str(value) for relation in RELATIONS for value in alignments.objects(None, relation)]
    for vocabulary in (DCAT, ELI, OA, ORG, PROV, SDO, SKOS, TIME):
        assert any(value.startswith(str(vocabulary)) for value in values), vocabulary


def test_each_is_preceded_by_a_comment_that_says_why():
    for block in ALIGNMENTS.read_text(encoding="utf-8").split("\n\n"):
        if any(line.startswith(":") for line in block.splitlines()):
            assert block.startswith("# "), block


def test_no_vocabulary_of_others_is_imported(alignments):
    assert [str(iri) for iri in alignments.objects(None, OWL.imports)] == [ONTOLOGY]
