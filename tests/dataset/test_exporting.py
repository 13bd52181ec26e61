"""What is written out: in every format the same, and for a reasoner of one's own what it can take whole."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from shell import run

from kgservice.graph.triples import RDF_TYPE, term

pytestmark = pytest.mark.slow

ORGANIZATION = NamedNode("http://www.w3.org/ns/org#Organization")
FORMATS = {"ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML, "ttl": RdfFormat.TURTLE}


def exported(dataset, *arguments):
    done = run("--dataset", dataset.root, "export", *arguments)
    assert done.returncode == 0, done.stderr
    return done


def triples(dataset, *arguments, form):
    done = exported(dataset, "--format", form, *arguments)
    return {quad.triple for quad in parse(done.stdout.encode(), format=FORMATS[form], rename_blank_nodes=True)}


def of(graph, name):
    return {triple.subject for triple in graph if triple.predicate == RDF_TYPE and triple.object == term(name)}


@pytest.fixture(scope="module")
def whole(dataset):
    return triples(dataset, form="ntriples")


@pytest.fixture(scope="module")
def for_owlready2(dataset):
    return triples(dataset, "--for", "owlready2", form="rdfxml")


def test_every_merged_format_says_the_same(dataset, whole):
    named = {triple for triple in whole if isinstance(triple.subject, NamedNode)}
    for form in ("rdfxml", "ttl"):
        assert len(triples(dataset, form=form)) == len(whole)
        assert {each for each in named if each.predicate == RDF_TYPE} <= triples(dataset, form=form)


def test_the_closure_has_the_classes_of_aligned_vocabularies(dataset, whole):
    closed = triples(dataset, "--closure", form="ntriples")
    organizations = {triple.subject for triple in closed if triple.object == ORGANIZATION}
    assert of(whole, "Department") <= organizations
    assert not of(whole, "Department") & {triple.subject for triple in whole if triple.object == ORGANIZATION}


def test_the_closed_world_is_a_graph_of_its_own_where_graphs_have_names(dataset):
    done = exported(dataset, "--format", "trig", "--closed-world")
    graphs = {quad.graph_name.value for quad in parse(done.stdout.encode(), format=RdfFormat.TRIG)}
    assert "https://w3id.org/policy-kg/graph/closed-world" in graphs


@pytest.mark.parametrize(
    "name", ["Task", "Section", "Goal", "Step", "Safeguard", "Row", "Assignment", "Department", "AgentGroup"]
)
def test_for_owlready2_has_every_item_party_and_assignment(name, whole, for_owlready2):
    assert of(for_owlready2, name) == of(whole, name)
    for predicate in (term("assigns"), term("assignsTo"), term("givesRole"), term("inItem")):
        assert {each for each in whole if each.predicate == predicate} <= for_owlready2


def test_for_owlready2_has_no_conclusion_and_no_datatype(for_owlready2):
    assert of(for_owlready2, "ItemWithoutClause")
    assert not of(for_owlready2, "UnassignedTask")
    values = [each.object for each in for_owlready2 if isinstance(each.object, Literal) and not each.object.language]
    assert {value.datatype.value.rpartition("#")[2] for value in values} == {"nonNegativeInteger"}


def test_what_is_left_out_is_counted(dataset):
    told = exported(dataset, "--for", "owlready2").stderr
    assert "TextSpan (" in told
    assert "dueOn (" in told
    refused = run("--dataset", dataset.root, "export", "--for", "owlready2", "--format", "trig")
    assert refused.returncode == 2
