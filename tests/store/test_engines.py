"""The embedded engine and a real remote one give the same answers."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat, Triple, parse, serialize
from small_graphs import (
    CARRIED_OUT,
    CHAIN,
    FRAGMENT,
    HEALTH_BODIES,
    MERGED_TWICE,
    NOBODY_LEADS,
    ONE_YEAR,
    OWN_PLAN,
    TOWN,
    TWO_LEVELS,
    graph,
)

from kgservice.errors import EngineError, NotAcceptableError, QueryError, RefusedQueryError
from kgservice.graph.triples import read_turtle
from kgservice.iris import REGISTERS_GRAPH, document_graph, inferred_graph
from kgservice.queries.catalogue import load_catalogue
from kgservice.reasoning.conclusions import BY_RULE, conclude, named
from kgservice.reasoning.rules import Scope, of_scope, shipped_rules
from kgservice.settings import read_settings
from kgservice.store.embedded import EmbeddedEngine, export_store
from kgservice.store.limits import Limits
from kgservice.store.remote import RemoteEngine

pytestmark = pytest.mark.slow

QUERIES = load_catalogue(ROOT / "queries")


@contextmanager
def serving(store, *files):
    """An Oxigraph server that holds `files`; the package oxigraph brings its binary."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    for file in files:
        subprocess.run([binary, "load", "--location", store, "--file", file], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [binary, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield RemoteEngine(f"http://127.0.0.1:{port}/query", Limits.of(read_settings({"KG_QUERY_SECONDS": "60"})))
        server.terminate()


@pytest.fixture(scope="module")
def remote(dataset, tmp_path_factory):
    """A server that holds the same snapshot."""
    folder = tmp_path_factory.mktemp("oxigraph")
    files = [folder / "all.nq", folder / "default.ttl"]
    for file, form in zip(files, ("nquads", "ttl"), strict=True):
        with file.open("wb") as out:
            export_store(dataset.current().store, form, out)
    with serving(folder / "store", *files) as engine:
        yield engine


@pytest.fixture(scope="module")
def small():
    """A graph from which every rule concludes something, with all that follows from it."""
    documents = TWO_LEVELS + TOWN + ONE_YEAR + NOBODY_LEADS + FRAGMENT + OWN_PLAN + CHAIN + CARRIED_OUT
    read = graph(documents + MERGED_TWICE + HEALTH_BODIES)
    return [*read, *conclude(shipped_rules(), read, "small")]


@pytest.fixture(scope="module")
def remote_small(small, tmp_path_factory):
    """A server that holds the small graph."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "small.nt").write_bytes(serialize(small, format=RdfFormat.N_TRIPLES))
    with serving(folder / "store", folder / "small.nt") as engine:
        yield engine


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_named_query_has_the_same_answer(query, engine, remote):
    text = query.bound(query.example)
    assert sorted(engine.select(text).texts()) == sorted(remote.select(text).texts())


def drawn(rule, engine, place, graphs=()):
    """What `rule` constructs on `engine`, its conclusions named."""
    data = engine.answer(rule.text, "application/n-triples", default_graphs=graphs).data
    return named(rule, (Triple(*quad.triple) for quad in parse(data, format=RdfFormat.N_TRIPLES)), place)


@pytest.mark.parametrize("rule", of_scope(shipped_rules(), Scope.DOCUMENT), ids=lambda rule: rule.id)
def test_every_inference_rule_draws_the_same_conclusions(rule, dataset, engine, remote):
    """Run over a document and all that follows from it, a rule concludes again what it had, and nothing new."""
    for path in dataset.document_graphs():
        graphs = [document_graph(path.stem), inferred_graph(path.stem)]
        kept = frozenset(read_turtle((dataset.inferred / path.name).read_bytes()))
        known = {triple.subject for triple in kept if triple.predicate == BY_RULE and triple.object == rule.node}
        for each in (engine, remote):
            found = drawn(rule, each, path.stem, graphs)
            assert found <= kept
            assert {triple.subject for triple in found if triple.predicate == BY_RULE} == known


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.id)
def test_every_inference_rule_concludes_something_and_the_same(rule, small, remote_small):
    found = drawn(rule, EmbeddedEngine.of_triples(small), "small")
    assert found == drawn(rule, remote_small, "small")
    assert found


def test_a_graph_comes_over_too(remote):
    query = "DESCRIBE <https://w3id.org/policy-kg/id/department/dongchangfu-market-regulation>"
    assert b"Dongchangfu" in remote.answer(query, "text/turtle").data


def test_both_refuse_and_complain_alike(engine, remote):
    for each in (engine, remote):
        with pytest.raises(RefusedQueryError):
            each.select("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
        with pytest.raises(QueryError, match="not well-formed"):
            each.select("SELECT * { ?s ?p }")


def test_an_endpoint_that_is_away_is_one_sentence():
    with pytest.raises(EngineError, match="did not answer"):
        RemoteEngine("http://127.0.0.1:1/", Limits.of(read_settings({}))).select("SELECT * { ?s ?p ?o }")


def test_a_triple_in_two_graphs_counts_once(engine):
    query = "SELECT (COUNT(*) AS ?n) { ?s a pol:Indicator ; rdfs:label '受污染耕地安全利用率'@zh }"
    assert engine.select(query).texts() == [["1"]]


def test_graphs_can_be_chosen(engine, task_numbers):
    query = "SELECT (COUNT(*) AS ?n) { ?s a pol:Task }"
    graph = "https://w3id.org/policy-kg/graph/document/000-088e11d987ff7cca"
    here = str(task_numbers["000_088e11d987ff7cca.txt"])
    assert engine.select(query).texts() == [[str(sum(task_numbers.values()))]]
    assert engine.answer(query, "text/csv", default_graphs=[graph]).data.split() == [b"n", here.encode()]
    assert engine.select(query.replace("{", f"FROM <{graph}> {{", 1)).texts() == [[here]]


def test_a_format_that_does_not_suit_is_refused(engine):
    with pytest.raises(NotAcceptableError):
        engine.answer("SELECT * { ?s ?p ?o } LIMIT 1", "text/turtle")
    with pytest.raises(NotAcceptableError):
        engine.answer("DESCRIBE <https://example.org/a>", "text/csv")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) { gRaPh ?g { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } # GRAPH ?g { ?s ?p ?o }",
        'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o != "FROM #") }',
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(<#> = <#>)GRAPH ?g { ?s ?p ?o } }",
        f"SELECT (COUNT(*) AS ?n) FROM <{REGISTERS_GRAPH}> {{ ?s ?p ?o }}",
        f"SELECT (COUNT(*) AS ?n) from named <{REGISTERS_GRAPH}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ],
)
def test_an_engine_in_memory_sees_the_graphs_that_one_on_disk_sees(engine, query):
    assert engine.within(Limits.of(read_settings({}))).select(query) == engine.select(query)
