"""Look-ups take a short way, and what was asked before is not worked out again: the answers are those of the long way."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import quote, urlencode

import pytest
from serving import serving

ITEMS = "SELECT ?i ?t {?i a pol:Task ; pol:heading ?t} ORDER BY ?i"
PLAINLY = {
    "a table": (ITEMS, "application/sparql-results+json"),
    "a table in XML": (ITEMS, "application/sparql-results+xml"),
    "a table in CSV": (ITEMS, "text/csv;q=0.9, text/html;q=0.1"),
    "a table that is cut": ("SELECT * {?a ?b ?c}", "*/*"),
    "a table that is cut and said so": ("SELECT * {?a ?b ?c}", "text/tab-separated-values"),
    "a truth": ("ASK {?i a pol:Task}", "application/json"),
    "a graph": ("CONSTRUCT {?i a pol:Item} WHERE {?i a pol:Task}", "text/turtle"),
    "a graph with quads": ("DESCRIBE ?d {?d a pol:Department} LIMIT 1", "application/n-quads"),
    "nothing": ("SELECT ?x {?x a pol:NoSuchThing}", "text/csv"),
    "a mistake": ("SELECT * {?a ?b }", "*/*"),
    "an update": ("DELETE WHERE {?a ?b ?c}", "*/*"),
    "a function that nobody knows": ("SELECT (<http://example.org/f>(1) AS ?x) {}", "*/*"),
    "a format that there is not": ("ASK {}", "image/png"),
}


@pytest.fixture(scope="module")
def service(small_dataset):
    with serving("--dataset", small_dataset.root, "serve", KG_WORKERS=1, KG_MAX_ROWS=200) as made:
        assert made.ask("ASK {}").status == 200  # the first one opens the version
        yield made


def asked(service, method: str, address: str, body: str | None = None, **headers: str):
    """Status, headers without the date, and body."""
    connection = HTTPConnection("127.0.0.1", service.port, timeout=60)
    connection.request(method, address, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    data = response.read()
    connection.close()
    told = {name.lower(): value for name, value in response.headers.items() if name.lower() != "date"}
    return response.status, told, data


@pytest.mark.parametrize(("query", "accept"), PLAINLY.values(), ids=PLAINLY)
def test_a_look_up_is_answered_as_what_goes_the_long_way(service, query, accept):
    plain = asked(service, "GET", f"/sparql?query={quote(query)}", Accept=accept)
    long_way = asked(service, "GET", f"/sparql?query={quote(query)}&unknown=x", Accept=accept)
    assert plain[0] == long_way[0]
    assert plain[2] == long_way[2]
    for _, headers, _ in (plain, long_way):
        headers.pop("etag", None)
    assert plain[1] == long_way[1]


@pytest.mark.parametrize(("query", "accept"), PLAINLY.values(), ids=PLAINLY)
def test_a_look_up_may_be_posted_in_both_ways(service, query, accept):
    got = asked(service, "GET", f"/sparql?query={quote(query)}", Accept=accept)
    form = {"Accept": accept, "Content_Type": "application/x-www-form-urlencoded"}
    assert asked(service, "POST", "/sparql", urlencode({"query": query}), **form)[::2] == got[::2]
    direct = {"Accept": accept, "Content_Type": "application/sparql-query"}
    assert asked(service, "POST", "/sparql", query, **direct)[::2] == got[::2]


@pytest.mark.parametrize("address", [f"/sparql?query={quote(ITEMS)}", "/plans", "/queries/tasks?format=csv"])
def test_a_client_that_has_the_answer_is_told_so(service, address):
    status, headers, data = asked(service, "GET", address)
    assert status == 200
    assert data
    again = asked(service, "GET", address, If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")
    assert again[1]["etag"] == headers["etag"]
    assert again[1]["x-dataset-version"] == headers["x-dataset-version"]
    assert again[1]["cache-control"] == headers["cache-control"]


@pytest.mark.parametrize(
    "other",
    [
        {"Accept": "text/csv"},
        {"Accept": "text/html", "Cookie": "lang=en"},
        {"Accept": "text/html", "Cookie": "other=1; lang=zh"},
    ],
)
def test_another_representation_has_another_etag(service, other):
    address = f"/sparql?query={quote(ITEMS)}"
    _, headers, data = asked(service, "GET", address, Accept="application/sparql-results+json")
    status, others, other_data = asked(service, "GET", address, If_None_Match=headers["etag"], **other)
    assert status == 200
    assert others["etag"] != headers["etag"]
    assert other_data != data


def test_what_is_kept_is_given_as_it_was(service):
    for accept in ("text/html", "application/sparql-results+json"):
        first = asked(service, "GET", f"/sparql?query={quote(ITEMS)}&format=html", Accept=accept)
        assert asked(service, "GET", f"/sparql?query={quote(ITEMS)}&format=html", Accept=accept) == first
    chosen = asked(service, "GET", "/plans?lang=en", Accept="text/html")
    assert asked(service, "GET", "/plans?lang=en", Accept="text/html")[1]["set-cookie"] == chosen[1]["set-cookie"]


def test_a_program_or_a_version_of_its_own_has_its_own_etags(service, small_dataset):
    address = f"/sparql?query={quote('ASK {}')}"
    with serving("--dataset", small_dataset.root, "serve", KG_WORKERS=1, KG_KEPT_ANSWERS_MB=0) as other:
        assert asked(other, "GET", address)[1]["etag"] == asked(service, "GET", address)[1]["etag"]
        version = asked(other, "GET", address)[1]["x-dataset-version"]
        pinned = asked(other, "GET", f"{address}&version={version}")
        assert (pinned[0], pinned[2]) == (200, asked(other, "GET", address)[2])
        assert pinned[1]["etag"] != asked(other, "GET", address)[1]["etag"]
