"""The SPARQL 1.1 Protocol: forms, formats, refusals."""

from __future__ import annotations

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

SELECT = "SELECT ?t { ?t a <https://w3id.org/policy-kg/ontology#Task> } LIMIT 3"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
DESCRIBE = "DESCRIBE <https://w3id.org/policy-kg/id/department/nantong-health>"
DIRECT = "application/sparql-query"


def get(client, query, accept=None, **values):
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **values}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, application/sparql-results+xml;q=0.5", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+xml;q=0.1, text/turtle, */*;q=0.2", "application/sparql-results+json"),
    ],
)
def test_a_table_in_every_format(client, accept, media_type):
    response = get(client, SELECT, accept)
    assert response.status_code == 200
    assert response.mimetype == media_type
    if media_type == "text/csv":
        assert len(response.text.splitlines()) == 4
    else:
        solutions = parse_query_results(response.data, format=QueryResultsFormat.from_media_type(media_type))
        assert len(list(solutions)) == 3


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_a_graph_in_every_format(client, query, media_type):
    response = get(client, query, media_type)
    assert response.mimetype == media_type
    assert list(parse(response.data, format=RdfFormat.from_media_type(media_type)))


def test_a_truth_value(client):
    assert get(client, ASK).json["boolean"] is True
    assert b"<boolean>true</boolean>" in get(client, ASK, "application/sparql-results+xml").data


def test_both_post_forms(client):
    form = client.post("/sparql", data={"query": ASK})
    direct = client.post("/sparql", data=ASK, content_type=DIRECT)
    assert form.json == direct.json
    assert form.json["boolean"] is True


def test_graphs_named_by_the_protocol(client):
    graph = "https://w3id.org/policy-kg/graph/document/000-088e11d987ff7cca"
    count = "SELECT (COUNT(*) AS ?n) { ?t a <https://w3id.org/policy-kg/ontology#Task> }"
    assert get(client, count, "text/csv", **{"default-graph-uri": graph}).text.split() == ["n", "17"]
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?t a <https://w3id.org/policy-kg/ontology#Task> } }"
    assert get(client, inside, "text/csv", **{"named-graph-uri": graph}).text.split() == ["n", "17"]


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda client: get(client, "SELECT * { ?s ?p }"), 400),
        (lambda client: get(client, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 403),
        (lambda client: get(client, "INSERT DATA { <a:a> <a:b> <a:c> }"), 403),
        (lambda client: client.get("/sparql", query_string={"update": "CLEAR ALL"}), 403),
        (lambda client: client.post("/sparql", data={"update": "CLEAR ALL"}), 403),
        (lambda client: client.post("/sparql", data="CLEAR ALL", content_type="application/sparql-update"), 403),
        (lambda client: client.get("/sparql?query=ASK{}&query=ASK{}"), 400),
        (lambda client: client.post("/sparql", data=ASK, content_type="text/plain"), 415),
        (lambda client: client.post("/sparql", data=ASK), 415),
        (lambda client: client.post("/sparql", data="ASK { ?é ?p ?o }".encode("latin-1"), content_type=DIRECT), 400),
        (lambda client: get(client, SELECT, "image/png"), 406),
        (lambda client: get(client, SELECT, format="ttl"), 406),
        (lambda client: client.put("/sparql", data=ASK), 405),
        (lambda client: get(client, "ASK {} #" + "x" * 100_000), 413),
        (lambda client: client.post("/sparql", data={"query": "ASK {} #" + "x" * 500_000}), 413),
        (lambda client: client.get("/sparql", headers={"Accept": "application/json"}), 400),
    ],
)
def test_what_cannot_be_answered_has_a_status_and_one_sentence(client, send, status):
    response = send(client)
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    assert response.json["detail"]
    assert "\n" not in response.json["detail"]


def test_a_browser_gets_a_page_to_write_a_query(client):
    response = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert "<textarea" in response.text
