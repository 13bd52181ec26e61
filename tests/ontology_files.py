"""The ontology as it is loaded into a dataset, for the tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator

from conftest import ROOT
from rdflib import OWL, RDF, Graph, URIRef

from kgservice.iris import TERMS

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
MODULES = tuple(sorted(path for path in (ROOT / "ontology").glob("*.ttl") if path.name != "shapes.ttl"))


def read_ontology() -> Graph:
    """All modules in one graph."""
    graph = Graph()
    for path in MODULES:
        graph.parse(path)
    return graph


def terms(graph: Graph, *kinds: URIRef) -> Iterator[URIRef]:
    """The ontology's own terms of the kinds, all of them if none is named."""
    declared = {term for kind in kinds or KINDS for term in graph.subjects(RDF.type, kind)}
    return (term for term in sorted(declared) if isinstance(term, URIRef) and str(term).startswith(TERMS))
