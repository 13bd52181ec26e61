"""HermiT tells what clashes and where it was read, and never fails in silence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import ROOT
from pyoxigraph import BlankNode, Literal, Triple
from small_graphs import graph, node

from kgservice.errors import EngineError, InvalidGraphError
from kgservice.graph.triples import RDF_TYPE, read_turtle, term
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.consistency import hold_to_axioms
from kgservice.reasoning.gaps import unassigned_tasks
from kgservice.reasoning.hermit import Hermit

pytestmark = pytest.mark.slow

TWO_CLASSES = "1 a Task\n1 a Goal"


def clash(triples, hermit):
    with pytest.raises(InvalidGraphError) as error:
        hold_to_axioms(triples, "plan.ttl", hermit)
    return str(error.value).splitlines()


def denied(triple):
    owl = "http://www.w3.org/2002/07/owl#"
    said = {
        RDF_TYPE: node(f"{owl}NegativePropertyAssertion"),
        node(f"{owl}sourceIndividual"): triple.subject,
        node(f"{owl}assertionProperty"): triple.predicate,
        node(f"{owl}targetIndividual"): triple.object,
    }
    denial = BlankNode()
    return [Triple(denial, predicate, value) for predicate, value in said.items()]


def test_a_thing_of_two_disjoint_classes_is_told_with_the_axioms_and_where_it_was_read(dataset, hermit):
    read = read_turtle(dataset.document_graphs()[0].read_bytes())
    task = next(
        triple.subject for triple in read if triple.predicate == term("heading") and "特殊食品" in triple.object.value
    )
    assert clash([*read, Triple(task, RDF_TYPE, term("Goal"))], hermit) == [
        "plan.ttl: contradicts the ontology, for these cannot all be true; mend one of them:",
        "  目标 goal DisjointWith 任务 task",
        "  深入开展特殊食品“双升”工程 Type 目标 goal",
        "  深入开展特殊食品“双升”工程 Type 任务 task",
        f"  {task} 000_088e11d987ff7cca.txt 4580-4733 “（七）深入开展特殊食品“双升”工程。提升特殊食品企业质量安全管理水平，深化“三标”行动，督促企业建立禁用原料目录和问题供”",
    ]


def test_a_clash_through_the_range_of_a_property_names_it(hermit):
    lines = clash(graph("a assignsTo p\np a Plan"), hermit)
    assert any("assigns to Range 责任主体 party" in line for line in lines)
    assert any(line.startswith("  <https://example.org/p>") for line in lines)


def test_two_values_of_a_property_that_has_one_clash(hermit):
    two = [Triple(node("t"), term("year"), Literal(year)) for year in (2024, 2025)]
    assert "  Functional: 年份 year" in clash(two, hermit)


def test_a_body_that_was_not_read_is_found_where_it_is_named(hermit):
    text = "a assignsTo p\na readFrom s\ns inSource d\np a Department\np a AgentGroup"
    known = [
        Triple(node("d"), term("sourceName"), Literal("plan.txt")),
        Triple(node("s"), term("start"), Literal(3)),
        Triple(node("s"), term("end"), Literal(7)),
        Triple(node("s"), term("quote"), Literal("市教育局")),
    ]
    assert clash([*graph(text), *known], hermit)[-1] == "  <https://example.org/p> plan.txt 3-7 “市教育局”"


def test_the_office_that_made_a_plan_for_itself_carries_its_items_and_not_its_campaigns(hermit):
    plan = "own a Plan\nown ownPlanOf education\neducation a Department\n1 a Task\n1 inPlan own\nc a Campaign\nc inPlan own"
    carried = Triple(node("education"), term("carries"), node("1"))
    assert hermit.is_consistent([*ontology(), *graph(plan)])
    assert not hermit.is_consistent([*ontology(), *graph(plan), *denied(carried)])


@pytest.mark.parametrize(
    ("above", "kinds"),
    [("Party", ["Department", "AgentGroup"]), ("Item", ["Section", "Task", "Goal", "Step", "Safeguard", "Row"])],
)
def test_nothing_else_is_a_party_or_an_item(above, kinds, hermit):
    disjoint = node("http://www.w3.org/2002/07/owl#disjointWith")
    strange = [*ontology(), *graph(f"x a {above}"), Triple(node("x"), RDF_TYPE, node("Strange"))]
    apart = [Triple(node("Strange"), disjoint, term(kind)) for kind in kinds]
    assert hermit.is_consistent([*strange, *apart[1:]])
    assert not hermit.is_consistent([*strange, *apart])


def test_foreign_statements_are_none_of_the_ontologys_business(hermit):
    foreign = node("http://www.w3.org/2002/07/owl#imports")
    hold_to_axioms([*graph("1 a Task"), Triple(node("x"), foreign, node("y"))], "plan.ttl", hermit)


def test_a_reasoner_that_finds_nothing_is_an_error(hermit):
    with pytest.raises(EngineError, match="canary"):
        hermit.individuals(graph("1 a Task"), term("UnassignedTask"), node("canary"))


def test_a_reasoner_that_takes_too_long_is_stopped_and_the_next_question_is_answered():
    with Hermit(time_limit=0.01) as hermit:
        with pytest.raises(EngineError, match=r"stopped after 0\.01 seconds"):
            unassigned_tasks(graph("1 a Task"), hermit)
        hermit.time_limit = 60
        assert unassigned_tasks(graph("1 a Task"), hermit) == {node("1").value}


def test_a_clash_that_is_not_found_in_time_is_still_a_contradiction(hermit, monkeypatch):
    def slow(axioms):
        raise EngineError("too long")

    monkeypatch.setattr(hermit, "clash", slow)
    (line,) = clash(graph(TWO_CLASSES), hermit)
    assert "not found in time" in line


def test_axioms_that_no_reasoner_takes_are_an_error(hermit):
    axioms = """
        @prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        :p a owl:ObjectProperty , owl:TransitiveProperty . :c a owl:Class ;
            <http://www.w3.org/2000/01/rdf-schema#subClassOf> [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] ."""
    with pytest.raises(EngineError, match="HermiT failed"):
        hermit.is_consistent(read_turtle(axioms.encode()))


def test_a_process_that_ends_is_an_error_and_the_next_question_is_answered():
    with Hermit() as hermit:
        assert hermit.is_consistent(graph("1 a Task"))
        hermit._all[0]._process.kill()
        with pytest.raises(EngineError, match="process ended"):
            hermit.is_consistent(graph("1 a Task"))
        assert hermit.is_consistent(graph("1 a Task"))


def test_chinese_iris_are_found_in_a_c_locale():
    code = (
        "from kgservice.graph.triples import RDF_TYPE, term\n"
        "from kgservice.reasoning.gaps import unassigned_tasks\n"
        "from kgservice.reasoning.hermit import Hermit\n"
        "from pyoxigraph import NamedNode, Triple\n"
        "task = NamedNode('https://example.org/\\u4efb\\u52a1')\n"
        "with Hermit() as hermit:\n"
        "    assert unassigned_tasks([Triple(task, RDF_TYPE, term('Task'))], hermit) == {task.value}\n"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUTF8"))}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={**kept, "LC_ALL": "C"})
