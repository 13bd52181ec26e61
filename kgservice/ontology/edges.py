"""The axioms between classes that a picture can show: where properties lead, and which class is below which."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kgservice.ontology.terms import Ontology, OntologyTerm

BELOW = "subClassOf"


@dataclass(frozen=True, slots=True)
class Edge:
    """An axiom from one class to another, both by name: of the property `name`, or `subClassOf`.

    `concluded` is true of a property that only inference rules state.
    """

    source: str
    name: str
    target: str
    concluded: bool = False


def edges_between(ontology: Ontology, classes: Collection[str], concluded: Collection[str]) -> Iterator[Edge]:
    """Every edge between two of `classes`; `concluded` are the IRIs of the properties that inference rules state."""
    for term in ontology.of_kind("object property"):
        for source in _names(ontology, term.domain_classes, classes):
            for target in _names(ontology, term.range_classes, classes):
                yield Edge(source, term.name, target, term.iri in concluded)
    for term in ontology.of_kind("class"):
        if term.name in classes:
            for parent in _names(ontology, term.above, classes):
                yield Edge(term.name, BELOW, parent)


def open_properties(ontology: Ontology, name: str) -> Iterator[OntologyTerm]:
    """The object properties that lead from the class called `name` to anything: those without a range."""
    for term in ontology.of_kind("object property"):
        if not term.range and name in {ontology.by_iri[iri].name for iri in term.domain_classes}:
            yield term


def _names(ontology: Ontology, iris: Collection[str], classes: Collection[str]) -> list[str]:
    found = (ontology.by_iri[iri].name for iri in iris if iri in ontology.by_iri)
    return [name for name in found if name in classes]
