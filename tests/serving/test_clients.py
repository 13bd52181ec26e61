"""What client programs make of the answers: SPARQLWrapper, rdflib, curl, Jena, and the requests of others as they send them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from conftest import GRAPH_FROM_ELSEWHERE
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import serving
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDF,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

SUBJECT = "urn:x1"
SELECT = "SELECT ?s ?o { ?s <urn:in> ?o FILTER(?o = 1) }"
ASK = "ASK { ?s <urn:in> 1 }"
CONSTRUCT = "CONSTRUCT { ?s <urn:in> ?o } WHERE { ?s <urn:in> ?o FILTER(?o = 1) }"
DESCRIBE = f"DESCRIBE <{SUBJECT}>"
STATEMENT = (URIRef(SUBJECT), URIRef("urn:in"), Literal(1))
CURL = shutil.which("curl")
JAVA = shutil.which("java")
JENA = sorted(Path.home().glob(".m2/repository/org/apache/jena/jena-cmds/*/jena-cmds-*.jar"))

# rdflib has not yet done away with what it warns of itself; SPARQLWrapper warns of formats that a form of query has not.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*(returned format|Format requested was):RuntimeWarning"),
]


@pytest.fixture(scope="module")
def service(small_dataset):
    with serving("--dataset", small_dataset.root, "serve", KG_WORKERS=1) as made:
        yield made


@pytest.fixture(scope="module")
def address(service):
    return f"http://127.0.0.1:{service.port}/sparql"


# SPARQLWrapper


def wrapped(address, query, form, method=GET, encoding=URLENCODED):
    wrapper = SPARQLWrapper(address)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(encoding)
    return wrapper.query()


def rows(result):
    """The rows of a SELECT's answer, in whichever format it came."""
    kind, made = result.info()["content-type"].partition(";")[0], result.convert()
    if kind.endswith("json"):
        return [[row["s"]["value"], row["o"]["value"]] for row in made["results"]["bindings"]]
    if kind.endswith("xml"):
        return [
            [cell.firstChild.firstChild.data for cell in row.getElementsByTagName("binding")]
            for row in made.getElementsByTagName("result")
        ]
    if kind.endswith("csv"):
        return list(csv.reader(io.StringIO(made.decode())))[1:]
    return [[cell.strip("<>") for cell in line.split("\t")] for line in made.decode().splitlines()[1:]]


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV, TURTLE, N3, RDF, RDFXML, JSONLD])
@pytest.mark.parametrize(("method", "encoding"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_reads_a_table_and_a_truth_value(address, form, method, encoding):
    assert rows(wrapped(address, SELECT, form, method, encoding)) == [[SUBJECT, "1"]]
    made = wrapped(address, ASK, form, method, encoding).convert()
    text = made.toxml() if form == XML else made.decode() if isinstance(made, bytes) else json.dumps(made)
    assert "true" in text


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV, TURTLE, N3, RDF, RDFXML, JSONLD])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_reads_a_graph(address, form, query, method):
    made = wrapped(address, query, form, method).convert()
    graph = made if isinstance(made, Graph) else Graph().parse(data=made, format="turtle")
    assert STATEMENT in (graph if not isinstance(graph, Dataset) else graph.default_context)


def test_sparqlwrapper_is_told_of_an_error(address):
    with pytest.raises(Exception, match="line 1, column 18"):
        wrapped(address, "SELECT * { ?s ?p }", JSON)


# rdflib


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_as_if_it_had_the_graph(address, form, method):
    store = SPARQLStore(address, returnFormat=form, method=method)
    graph = Graph(store)
    ((subject, value),) = graph.query(SELECT)
    assert (str(subject), str(value)) == (SUBJECT, "1")  # CSV does not tell an IRI or a number from a text
    assert form == "csv" or (subject, value) == (URIRef(SUBJECT), Literal(1))


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_statements_and_named_graphs(address, method):
    store = SPARQLStore(address, method=method, context_aware=True)
    assert list(Graph(store).triples((URIRef(SUBJECT), None, None))) == [STATEMENT]
    assert bool(Graph(store).query(ASK))
    second = Graph(store, identifier=URIRef(GRAPH_FROM_ELSEWHERE.format(2)))
    assert [int(value) for value in second.objects(None, URIRef("urn:in"))] == [2]
    graph = Graph(SPARQLStore(address, method=method, returnFormat="turtle")).query(CONSTRUCT).graph
    assert list(graph) == [STATEMENT]


# curl


@pytest.mark.skipif(CURL is None, reason="needs curl on the path")
@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        (["--get", "--data-urlencode", f"query={SELECT}"], "application/sparql-results+json", SUBJECT),
        (["--data-urlencode", f"query={SELECT}"], "application/sparql-results+json", SUBJECT),
        (["--data-binary", SELECT, "-H", "Content-Type: application/sparql-query"], "application/sparql-results+json", SUBJECT),
        (["--data-binary", SELECT, "-H", "Content-Type: application/sparql-query;charset=UTF-8", "-H", "Accept: text/csv"], "text/csv", "s,o"),
        (["--get", "--data-urlencode", f"query={CONSTRUCT}", "-H", "Accept: application/n-triples"], "application/n-triples", "<urn:in>"),
        (["--http2", "--data-urlencode", f"query={SELECT}"], "application/sparql-results+json", SUBJECT),
        (["--http2", "--get", "--data-urlencode", f"query={ASK}", "-H", "Accept: text/*"], "text/csv", "true"),
        ([], "text/turtle", "sd:Service"),
    ],
)  # fmt: skip
def test_curl_shows_the_answer(address, arguments, kind, words):
    told = subprocess.run(
        [CURL, "--silent", "--write-out", "\n%{content_type}", *arguments, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    body, _, content_type = told.rpartition("\n")
    assert content_type.partition(";")[0] == kind
    assert words in body


# Jena


@pytest.mark.skipif(not (JAVA and JENA), reason="needs a Java and Jena's commands with all they need in ~/.m2")
def test_jenas_rsparql_shows_the_answer(address):
    jars = ":".join(str(jar) for jar in Path.home().glob(".m2/repository/**/*.jar") if "fuseki" not in jar.name)

    def shown(query, *options):
        command = [JAVA, "-cp", jars, "arq.rsparql", f"--service={address}", *options, query]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert SUBJECT in shown(SELECT)
    assert shown(SELECT, "--results=csv").split() == ["s,o", f"{SUBJECT},1"]
    assert shown(ASK).strip() == "Ask => Yes"
    assert "<urn:x1>" in shown(CONSTRUCT)
    # From 2,048 characters on it posts a form, and offers to go on in HTTP/2 as it does so.
    assert SUBJECT in shown(SELECT.replace("?o = 1", "?o = 1 && ?o != '" + "x" * 3000 + "'"))


# Requests as others send them: the method, what it accepts, more headers

JENA_TABLE = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5,application/json;q=0.2,application/xml;q=0.2,*/*;q=0.1"
)
JENA_TRUTH = "application/sparql-results+json, application/sparql-results+xml;q=0.9,application/json;q=0.2,application/xml;q=0.2,*/*;q=0.1"
JENA_GRAPH = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
H2C = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAEAAEAAAAIAAAAA"}
YASGUI_TABLE, YASGUI_GRAPH = "application/sparql-results+json,*/*;q=0.9", "application/n-triples,*/*;q=0.9"
YASGUI = {"Origin": "https://yasgui.example.org"}
QUADS_FIRST = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6"
BINARY_FIRST = "application/sparql-results+xml;q=0.8, application/x-binary-rdf-results-table, text/csv;q=0.5"
RESULTS_JSON = "application/sparql-results+json"
REQUESTS = {
    "Jena, table": ("GET", SELECT, JENA_TABLE, H2C, RESULTS_JSON),
    "Jena, long table": ("POST", SELECT, JENA_TABLE, H2C, RESULTS_JSON),
    "Jena, truth": ("GET", ASK, JENA_TRUTH, H2C, RESULTS_JSON),
    "Jena, graph": ("GET", CONSTRUCT, JENA_GRAPH, H2C, "text/turtle"),
    "YASGUI, table": ("POST", SELECT, YASGUI_TABLE, YASGUI, RESULTS_JSON),
    "YASGUI, truth": ("POST", ASK, YASGUI_TABLE, YASGUI, RESULTS_JSON),
    "YASGUI, graph": ("POST", CONSTRUCT, YASGUI_GRAPH, YASGUI, "application/n-triples"),
    "binary first": ("POST", SELECT, BINARY_FIRST, {}, "application/sparql-results+xml"),
    "quads first": ("GET", CONSTRUCT, QUADS_FIRST, {}, "application/n-quads"),
    "nothing said": ("GET", SELECT, None, {}, RESULTS_JSON),
}


@pytest.mark.parametrize("client", REQUESTS)
def test_a_request_as_it_is_sent(address, client):
    method, query, accept, more, kind = REQUESTS[client]
    fields, headers = urlencode({"query": query}), more | ({"Accept": accept} if accept else {})
    request = (
        Request(address, fields.encode(), headers)
        if method == "POST"
        else Request(f"{address}?{fields}", None, headers)
    )
    # urllib would send Connection: close in place of what is sent here.
    request.add_unredirected_header("Connection", headers.get("Connection", "close"))
    with urlopen(request, timeout=30) as response:
        assert response.headers.get_content_type() == kind
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        data = response.read()
    if query == CONSTRUCT:
        assert len(list(parse(data, format=RdfFormat.from_media_type(kind)))) == 1
    else:
        assert (SUBJECT if query == SELECT else "true") in data.decode()
