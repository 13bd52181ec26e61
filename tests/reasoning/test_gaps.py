"""Unassigned tasks: HermiT, SHACL and SPARQL find the same ones."""

from __future__ import annotations

import pyshacl
from conftest import ROOT
from pyoxigraph import NamedNode, Triple
from rdflib import Graph
from rdflib.namespace import SH

from kgservice.graph.triples import RDF_TYPE, read_turtle, term
from kgservice.reasoning.gaps import UNASSIGNED_TASK, unassigned_tasks

SHAPE = ROOT / "ontology" / "checks" / "unassigned-task.ttl"
QUERY = "SELECT ?task { ?task a pol:Task FILTER NOT EXISTS { ?task pol:inItem*/^pol:assigns ?assignment } }"


def node(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def graph(*statements: tuple[str, str, str]) -> list[Triple]:
    return [
        Triple(node(subject), RDF_TYPE, term(value))
        if predicate == "a"
        else Triple(node(subject), term(predicate), node(value))
        for subject, predicate, value in statements
    ]


def test_the_reasoner_shacl_and_sparql_agree_on_the_five_documents(dataset, engine):
    by_reasoner = {
        triple.subject.value
        for path in dataset.inferred.glob("*.ttl")
        for triple in read_turtle(path.read_bytes())
        if triple.predicate == RDF_TYPE and triple.object == UNASSIGNED_TASK
    }
    data = Graph()
    for path in dataset.document_graphs():
        data.parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(SHAPE))
    by_shacl = {str(focus) for focus in report.objects(None, SH.focusNode)}
    by_sparql = {row[0] for row in engine.select(QUERY).texts()}
    assert by_reasoner == by_shacl == by_sparql
    assert len(by_reasoner) == 117


def test_an_assignment_is_inherited_from_the_item_above(hermit):
    triples = graph(
        ("p", "a", "Plan"),
        ("1", "a", "Task"),
        ("1", "inPlan", "p"),
        ("1.1", "a", "Task"),
        ("1.1", "inPlan", "p"),
        ("1.1", "inItem", "1"),
        ("2", "a", "Task"),
        ("2", "inPlan", "p"),
        ("a", "a", "Assignment"),
        ("a", "assigns", "1"),
    )
    assert unassigned_tasks(triples, hermit) == {node("2").value}


def test_a_section_or_a_goal_is_no_unassigned_task(hermit):
    assert unassigned_tasks(graph(("1", "a", "Section"), ("2", "a", "Goal")), hermit) == frozenset()
