"""A check that can be decided three ways is: HermiT, SHACL and SPARQL point at the same things."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations

import pyshacl
import pytest
from conftest import ROOT, SOURCES
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import Graph
from rdflib.namespace import SH

from kgservice.checks.catalogue import load_checks
from kgservice.checks.running import Checks
from kgservice.graph.building import describe_document
from kgservice.graph.triples import RDF_TYPE, read_turtle, term
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.conclusions import conclude
from kgservice.reasoning.gaps import unassigned_tasks
from kgservice.reasoning.rules import Scope, of_scope, shipped_rules
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

SHAPES = {path.stem: path for path in (ROOT / "ontology" / "checks").glob("*.ttl")}
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
DIFFERENT = NamedNode("http://www.w3.org/2002/07/owl#differentFrom")
CANARY = NamedNode("https://example.org/canary")
FIVE = {path.stem for path in SOURCES.glob("*.txt")}
ANNOTATED = sorted((ROOT / "tests" / "gold").glob("*/source.txt"))
ELSEWHERE = [path for path in ANNOTATED if path.parent.name not in FIVE][::4]
CLASSES = {
    "fragment": "FragmentaryDocument",
    "no-lead": "LeaderlessItem",
}  # whose checks find other things than the class has
PLACE_GOVERNMENT = re.compile("(?:政府|[区园港]管(?:理委员|委)会|街道(?:办事处)?|[县市区州镇乡])(?:（.*）)?$")
UNASSIGNED = """PREFIX pol: <https://w3id.org/policy-kg/ontology#>
SELECT ?task { ?task a pol:Task FILTER NOT EXISTS { ?task pol:inItem*/pol:toldAgainIn?/pol:inItem*/^pol:assigns ?any } }"""


def documents(dataset):
    return [read_turtle(path.read_bytes()) for path in dataset.document_graphs()]


def unassigned(dataset, hermit):
    return {task for graph in documents(dataset) for task in unassigned_tasks(graph, hermit)}


def leaderless(dataset, hermit):
    return {item for graph in documents(dataset) for item in leaderless_of(graph, hermit)}


def leaderless_of(graph, hermit):
    """The world is closed over who leads an item, and two assignments are two."""
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
        Triple(one, DIFFERENT, other) for assignments in of_item.values() for one, other in combinations(assignments, 2)
    ]
    axioms = [*ontology("policy.ttl", "gaps.ttl"), *asked, *closed, *different, *canary()]
    return hermit.individuals(axioms, term("LeaderlessItem"), CANARY)


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
    by_shacl = broken(check, data)
    (result,) = Checks(engine, load_checks(ROOT / "queries" / "checks")).results(only=(check,))
    by_sparql = {finding["item"] for finding in result.findings}
    assert by_shacl
    assert WAYS[check](dataset, hermit) == by_shacl
    if check in CLASSES:
        of_class = {row[0] for row in engine.select(f"SELECT ?d {{ ?d a pol:{CLASSES[check]} }}").texts()}
        if check == "no-lead":
            triples = [triple for graph in documents(dataset) for triple in graph]
            assert by_sparql == of_class & with_two_in_one_clause(triples)
        by_sparql = of_class
    assert by_sparql == by_shacl


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: path.parent.name)
def test_the_three_ways_agree_on_documents_the_rules_were_not_made_on(path, read, registers, hermit):
    triples = describe_document(read(path), registers).triples()
    data = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    store = Store()
    store.bulk_extend(Quad(each.subject, each.predicate, each.object) for each in triples)
    by_sparql = {row["task"].value for row in store.query(UNASSIGNED)}
    assert unassigned_tasks(list(triples), hermit) == broken("unassigned-tasks", data) == by_sparql
    concluded = list(conclude(of_scope(shipped_rules(), Scope.DOCUMENT), triples, "x"))
    by_rule = {
        each.subject.value for each in concluded if each.object == term("LeaderlessItem") and each.predicate == RDF_TYPE
    }
    assert leaderless_of(triples, hermit) == broken("no-lead", data) == by_rule
    engine = EmbeddedEngine.of_triples([*triples, *concluded])
    (result,) = Checks(engine, load_checks(ROOT / "queries" / "checks")).results(only=("no-lead",))
    assert {finding["item"] for finding in result.findings} == by_rule & with_two_in_one_clause(triples)


def with_two_in_one_clause(triples):
    """The items of which a clause of their own, or where they have none any clause, names two that are responsible.

    The governments of places are responsible each in its own, and leave one department beside them the lead.
    """
    of = {
        name: {each.subject: each.object for each in triples if each.predicate == term(name)}
        for name in ("assigns", "givesRole", "assignsTo", "hasClause", "readFrom", "start", "quote")
    }
    named = {each.subject: each.object for each in triples if each.predicate == LABEL and each.object.language == "zh"}
    groups = {each.subject for each in triples if each.object == term("AgentGroup")}
    governments = {party for party, name in named.items() if PLACE_GOVERNMENT.search(name.value)}
    clauses = defaultdict(lambda: defaultdict(set))
    for assignment, item in of["assigns"].items():
        if of["givesRole"][assignment] == term("responsible"):
            clauses[item][of["hasClause"][assignment]].add(of["assignsTo"][assignment])
    found = set()
    for item, naming in clauses.items():
        begins = int(of["start"][of["readFrom"][item]].value)
        starts = {clause: int(of["start"][clause].value) for clause in naming}
        has_own = any(
            int(of["start"][of["hasClause"][each]].value) >= begins
            for each, assigned in of["assigns"].items()
            if assigned == item
        )
        if any(
            len(parties) > 1
            and (len(parties - governments) > 1 or (parties - governments) & groups)
            and not re.search("分别负责|[★☆▲△*]", of["quote"][clause].value)
            and (starts[clause] >= begins or not has_own)
            for clause, parties in naming.items()
        ):
            found.add(item.value)
    return found


def test_these_are_twenty_documents():
    assert len(ELSEWHERE) >= 20


def broken(check, data):
    """What breaks the shape of a check."""
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(SHAPES[check]))
    return {str(focus) for focus in report.objects(None, SH.focusNode)}
