"""Unassigned tasks, as HermiT decides."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from kgservice.graph.triples import RDF_TYPE, term
from kgservice.reasoning.gaps import unassigned_tasks


def node(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def graph(*statements: tuple[str, str, str]) -> list[Triple]:
    return [
        Triple(node(subject), RDF_TYPE, term(value))
        if predicate == "a"
        else Triple(node(subject), term(predicate), node(value))
        for subject, predicate, value in statements
    ]


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


def test_an_assignment_is_inherited_from_where_an_annex_tells_the_task_again(hermit):
    triples = graph(
        ("1", "a", "Section"),
        ("1.1", "a", "Task"),
        ("1.1", "inItem", "1"),
        ("1.1", "toldAgainIn", "row1"),
        ("1.1.1", "a", "Task"),
        ("1.1.1", "inItem", "1.1"),
        ("1.2", "a", "Task"),
        ("1.2", "inItem", "1"),
        ("1.2", "toldAgainIn", "row2"),
        ("group", "a", "Section"),
        ("row1", "a", "Task"),
        ("row1", "inItem", "group"),
        ("row2", "a", "Task"),
        ("a", "a", "Assignment"),
        ("a", "assigns", "group"),
    )
    assert unassigned_tasks(triples, hermit) == {node("1.2").value, node("row2").value}
