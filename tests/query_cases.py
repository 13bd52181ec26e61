"""W3C's tests of SPARQL queries: each put to an endpoint over its data, and to the engine alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import (
    CanonicalizationAlgorithm,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from pyoxigraph import Dataset as Quads
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kgservice.iris import BASE
from kgservice.settings import read_settings
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.limits import Limits
from kgservice.web.app import create_app
from kgservice.web.versions import Opened

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
SYNTAX = {MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11, MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11}
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}

SAME = "answered through the endpoint as by the engine alone"
BOTH_REFUSED = "refused by both"
SERVICE_REFUSED = "call another endpoint and are refused"
DIFFERENT = "answered otherwise"
NOT_READ = "with data that the engine does not read"


class Test(NamedTuple):
    """A query, and the files of the default graph and of named graphs that it is put to."""

    name: str
    query: Path
    data: tuple[Path, ...]
    graphs: tuple[Path, ...]


class _Fixed:
    """Versions of which there is one."""

    are_fixed = True

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def current(self) -> str:
        return self._engine.version

    def opened(self, version: str) -> Opened:
        return Opened.over(self._engine, None)


def query_tests(manifest: Path) -> Iterator[Test]:
    """The tests of a manifest that put a query."""
    base = manifest.as_uri()
    graph = Graph().parse(manifest, format="turtle", publicID=base)
    for entries in graph.objects(None, MF.entries):
        for test in Collection(graph, entries):
            kinds = set(graph.objects(test, RDF.type))
            action = graph.value(test, MF.action)
            name = str(graph.value(test, MF.name))
            if kinds & SYNTAX and (query := _path(action)) and query.suffix == ".rq":
                yield Test(name, query, (), ())
            elif kinds & EVALUATION and (query := _path(graph.value(action, QT.query))):
                data, graphs = (
                    tuple(filter(None, map(_path, graph.objects(action, each)))) for each in (QT.data, QT.graphData)
                )
                yield Test(name, query, data, graphs)


def _path(iri: object) -> Path | None:
    return Path(str(iri).removeprefix("file://")) if isinstance(iri, URIRef) else None


def outcome_of(test: Test) -> str:
    """What became of a test."""
    try:
        text = test.query.read_text(encoding="utf-8")
        store = _store(test)
    except (OSError, SyntaxError, UnicodeDecodeError):
        return NOT_READ
    client = create_app(_Fixed(EmbeddedEngine(store, "w3c").within(Limits.of(read_settings())))).test_client()
    try:
        alone = store.query(text, base_iri=BASE)
    except (SyntaxError, RuntimeError, OSError) as error:
        response = client.post("/sparql", data={"query": text})
        if response.status_code in (400, 403):
            return SERVICE_REFUSED if response.status_code == 403 else BOTH_REFUSED
        # The endpoint declares some prefixes that the engine alone does not.
        return BOTH_REFUSED if "refix" in str(error) else DIFFERENT
    media_type = "application/n-triples" if isinstance(alone, QueryTriples) else "application/sparql-results+json"
    response = client.post("/sparql", data={"query": text}, headers={"Accept": media_type})
    if response.status_code == 403 and "SERVICE" in response.json["detail"]:
        return SERVICE_REFUSED
    if response.status_code != 200:
        return DIFFERENT
    if isinstance(alone, QueryTriples):
        said = parse(response.data, format=RdfFormat.N_TRIPLES)
        return SAME if _canonical(alone) == _canonical(quad.triple for quad in said) else DIFFERENT
    told = parse_query_results(response.data, format=QueryResultsFormat.JSON)
    if isinstance(alone, QueryBoolean):
        return SAME if isinstance(told, QueryBoolean) and bool(told) is bool(alone) else DIFFERENT
    columns = [variable.value for variable in alone.variables]
    if isinstance(told, QueryBoolean) or columns != [variable.value for variable in told.variables]:
        return DIFFERENT
    mine, theirs = (
        Counter(tuple(_shown(row[column]) for column in columns) for row in table) for table in (alone, told)
    )
    return SAME if mine == theirs else DIFFERENT


def _store(test: Test) -> Store:
    store = Store()
    for path in (*test.data, *test.graphs):
        graph = DefaultGraph() if path in test.data else NamedNode(f"{BASE}{path.name}")
        form = RdfFormat.from_extension(path.suffix[1:])
        for quad in parse(path=str(path), format=form, base_iri=f"{BASE}{path.name}", rename_blank_nodes=True):
            store.add(Quad(quad.subject, quad.predicate, quad.object, graph))
    return store


def _canonical(triples: object) -> Quads:
    quads = Quads(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)  # type: ignore[attr-defined]
    quads.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return quads


def _shown(term: object) -> str:
    """A term without the name of its blank nodes, which is another each time; a random value is any."""
    shown = str(term)
    return "_:" if shown.startswith("_:") else shown
