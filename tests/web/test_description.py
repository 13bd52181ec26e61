"""The service and the dataset say what they are: only what is so, and all numbers as they can be counted."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, VOID

from kgservice.iris import DATASET
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.formats import GRAPHS
from kgservice.web.app import create_app
from kgservice.web.versions import Opened

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
ENDPOINT = URIRef("http://localhost/sparql")


def read(client, address, accept=None):
    response = client.get(address, headers={"Accept": accept} if accept else {})
    assert response.status_code == 200
    triples = [quad.triple for quad in parse(response.data, format=RdfFormat.from_media_type(response.mimetype))]
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("accept", [None, "*/*", *(form.media_type for form in GRAPHS)])
def test_the_endpoint_without_a_query_says_what_it_is(client, accept):
    said = read(client, "/sparql", accept)
    (service,) = said.subjects(RDF.type, SD.Service)
    assert list(said.objects(service, SD.endpoint)) == [ENDPOINT]
    assert list(said.objects(service, SD.supportedLanguage)) == [SD.SPARQL11Query]
    formats = {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"}
    formats |= {"Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"}
    assert set(said.objects(service, SD.resultFormat)) == {FORMATS[name] for name in formats}
    assert set(said.objects(service, SD.feature)) == {SD.UnionDefaultGraph}


def test_its_graphs_have_the_triples_that_are_told(client, engine):
    said = read(client, "/sparql")
    told = {
        str(said.value(named, SD.name)): int(said.value(said.value(named, SD.graph), VOID.triples))
        for named in said.objects(URIRef(DATASET), SD.namedGraph)
    }
    counted = engine.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").texts()
    assert told == {graph: int(number) for graph, number in counted}
    default = said.value(URIRef(DATASET), SD.defaultGraph)
    assert said.value(default, VOID.triples).toPython() == int(
        engine.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").texts()[0][0]
    )


@pytest.mark.parametrize(
    ("partition", "term", "number", "query"),
    [
        ("classPartition", "class", "entities", "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x FILTER(isIRI(?x)) } GROUP BY ?x"),
        ("propertyPartition", "property", "triples", "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
    ],
)  # fmt: skip
def test_the_dataset_tells_its_classes_and_properties(client, engine, partition, term, number, query):
    said = read(client, "/.well-known/void")
    told = {
        str(said.value(part, VOID[term])): said.value(part, VOID[number]).toPython()
        for part in said.objects(URIRef(DATASET), VOID[partition])
    }
    assert told == {iri: int(count) for iri, count in engine.select(query).texts()}


def test_the_dataset_tells_where_and_what_it_is(client, engine):
    said = read(client, "/.well-known/void", "application/rdf+xml")
    dataset = URIRef(DATASET)
    assert list(said.objects(dataset, VOID.sparqlEndpoint)) == [ENDPOINT]
    assert list(said.objects(dataset, OWL.versionInfo)) == [Literal(engine.version)]
    assert {title.language for title in said.objects(dataset, DCTERMS.title)} == {"zh", "en"}
    assert client.get("/dataset").location == "/.well-known/void"


class Elsewhere:
    """An engine of which nothing is known."""

    are_fixed = False

    def __init__(self, engine):
        self.engine = engine

    def current(self):
        return self.engine.version

    def opened(self, version):
        return Opened.over(self.engine, None)


def test_of_an_endpoint_elsewhere_nothing_is_told_that_is_not_known():
    client = create_app(Elsewhere(EmbeddedEngine.of_triples([]))).test_client()
    assert not list(read(client, "/sparql").triples((None, VOID.triples, None)))
    assert not list(read(client, "/.well-known/void").triples((None, VOID.propertyPartition, None)))


def test_it_names_the_address_that_it_was_asked_at(client):
    response = client.get("/sparql", headers={"Host": "policies.example.org"}, environ_overrides={"SCRIPT_NAME": "/a"})
    assert "<http://policies.example.org/a/sparql>" in response.text
    assert client.get("/sparql", headers={"Host": "a b"}).status_code == 400
