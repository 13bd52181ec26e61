"""Unassigned tasks: HermiT, SHACL and SPARQL find the same ones, and no reasoner fails in silence."""

from __future__ import annotations

import os
import subprocess
import sys

import pyshacl
import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, Triple
from rdflib import Graph
from rdflib.namespace import SH

from kgservice.errors import EngineError, InvalidGraphError
from kgservice.graph.triples import RDF_TYPE, read_turtle, term
from kgservice.reasoning.gaps import UNASSIGNED_TASK, unassigned_tasks
from kgservice.reasoning.hermit import realize

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


def test_an_assignment_is_inherited_from_the_item_above():
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
    assert unassigned_tasks(triples) == {node("2").value}


def test_a_section_or_a_goal_is_no_unassigned_task():
    assert unassigned_tasks(graph(("1", "a", "Section"), ("2", "a", "Goal"))) == frozenset()


def test_a_thing_of_two_disjoint_classes_is_an_error():
    with pytest.raises(InvalidGraphError, match="inconsistent"):
        unassigned_tasks(graph(("1", "a", "Task"), ("1", "a", "Goal")))


def test_a_reasoner_that_finds_nothing_is_an_error():
    with pytest.raises(EngineError, match="canary"):
        realize(graph(("1", "a", "Task")), term("UnassignedTask"), node("canary"))


def test_a_reasoner_that_takes_too_long_is_stopped_and_says_so():
    with pytest.raises(EngineError, match=r"stopped after 0\.01 seconds"):
        unassigned_tasks(graph(("1", "a", "Task")), time_limit=0.01)


def test_chinese_iris_are_found_in_a_c_locale():
    code = (
        "from kgservice.graph.triples import RDF_TYPE, term\n"
        "from kgservice.reasoning.gaps import unassigned_tasks\n"
        "from pyoxigraph import NamedNode, Triple\n"
        "task = NamedNode('https://example.org/\\u4efb\\u52a1')\n"
        "assert unassigned_tasks([Triple(task, RDF_TYPE, term('Task'))]) == {task.value}\n"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUTF8"))}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={**kept, "LC_ALL": "C"})
