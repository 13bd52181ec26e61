"""A check that can be decided three ways is: HermiT, SHACL and SPARQL point at the same things."""

from __future__ import annotations

from itertools import combinations

import pyshacl
import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, Triple
from rdflib import Graph
from rdflib.namespace import SH

from kgservice.checks.catalogue import load_checks
from kgservice.checks.running import Checks
from kgservice.graph.triples import RDF_TYPE, read_turtle, term
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.gaps import unassigned_tasks

pytestmark = pytest.mark.slow

SHAPES = {path.stem: path for path in (ROOT / "ontology" / "checks").glob("*.ttl")}
DIFFERENT = NamedNode("http://www.w3.org/2002/07/owl#differentFrom")
CANARY = NamedNode("https://example.org/canary")


def documents(dataset):
    return [read_turtle(path.read_bytes()) for path in dataset.document_graphs()]


def unassigned(dataset, hermit):
    return {task for graph in documents(dataset) for task in unassigned_tasks(graph, hermit)}


def leaderless(dataset, hermit):
    """The world is closed over who leads an item, and two assignments are two."""
    found = set()
    for graph in documents(dataset):
        of_item, roles = {}, {}
        for triple in graph:
            if triple.predicate == term("assigns"):
                of_item.setdefault(triple.object, []).append(triple.subject)
            elif triple.predicate == term("givesRole"):
                roles[triple.subject] = triple.object
        asked = [triple for triple in graph if triple.predicate in {term("assigns"), term("givesRole")}]
        closed = [
            Triple(item, RDF_TYPE, term("ItemWithoutLead"))
            for item, assignments in of_item.items()
            if term("lead") not in {roles[each] for each in assignments}
        ]
        different = [
            Triple(one, DIFFERENT, other)
            for assignments in of_item.values()
            for one, other in combinations(assignments, 2)
        ]
        axioms = [*ontology("policy.ttl", "gaps.ttl"), *asked, *closed, *different, *canary()]
        found |= hermit.individuals(axioms, term("LeaderlessItem"), CANARY)
    return found


def canary():
    """An item that two parties are responsible for, which must be found."""
    assignments = [NamedNode(f"https://example.org/{name}") for name in "ab"]
    yield Triple(CANARY, RDF_TYPE, term("ItemWithoutLead"))
    yield Triple(assignments[0], DIFFERENT, assignments[1])
    for assignment in assignments:
        yield Triple(assignment, term("assigns"), CANARY)
        yield Triple(assignment, term("givesRole"), term("responsible"))


def fragmentary(dataset, hermit):
    found = set()
    for graph in documents(dataset):
        truth = next(triple for triple in graph if triple.predicate == term("isFragment"))
        canary = [
            Triple(CANARY, RDF_TYPE, term("PolicyDocument")),
            *read_turtle(f"<{CANARY.value}> <{term('isFragment').value}> true .".encode()),
        ]
        document = Triple(truth.subject, RDF_TYPE, term("PolicyDocument"))
        axioms = [*ontology("policy.ttl", "gaps.ttl"), truth, document, *canary]
        found |= hermit.individuals(axioms, term("FragmentaryDocument"), CANARY)
    return found


WAYS = {
    "unassigned-tasks": unassigned,
    "no-lead": leaderless,
    "fragment": fragmentary,
}


def test_every_check_with_a_shape_is_decided_three_ways():
    assert set(SHAPES) == set(WAYS)


@pytest.mark.parametrize("check", WAYS)
def test_the_three_ways_agree_on_the_five_documents(check, dataset, engine, hermit):
    data = Graph()
    for path in dataset.document_graphs():
        data.parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(SHAPES[check]))
    by_shacl = {str(focus) for focus in report.objects(None, SH.focusNode)}
    (result,) = Checks(engine, load_checks(ROOT / "queries" / "checks")).results(only=(check,))
    by_sparql = {finding["item"] for finding in result.findings}
    assert by_shacl
    assert WAYS[check](dataset, hermit) == by_shacl
    if check == "fragment":
        by_sparql = {row[0] for row in engine.select("SELECT ?d { ?d a pol:FragmentaryDocument }").texts()}
    assert by_sparql == by_shacl
