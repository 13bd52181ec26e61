"""Requests that no browser sends: each is a page or a status below 500, in one sentence."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

ROOTS = ["/id/", "/graph/", "/departments/", "/groups/", "/plans/", "/ontology/", "/queries/", "/static/", "/"]
TAILS = [
    "item", "item/", "item/foo", "item/a/b", "item/a/b/", "item/a/b/c/d/e", "item///", "item//a", "department/", "plan", "plan/a",
    "group/a/b", "../../etc/passwd", "..", ".", "%2e%2e/%2e%2e", "a%2Fb", "%", "%zz", "%00", "%0d%0aX:%20y", "%ff%fe", "%c3%28", "%ed%a0%80",
    "%f0%9f%98%80", "a b", "<>", "%3C%3E", '"', "{}", "|", "\\", "^", "`", "%7f", "%e2%80%ae", "?", "?all", "?all=%ff", "?format=", "?format=%00",
    "?format=jsonld&format=ttl", "#x", "x" * 9000, "/".join("x" * 2000), "甲/乙", "javascript:alert(1)", "http://example.org/", "tasks-table.xlsx",
    "tasks-table.exe", "a/1/tasks-table.xlsx", "a/tasks-table.%00", ";x=1", "~", "*", "%25", "%2525", "null", "NaN", "-1",
]  # fmt: skip
ACCEPTS = [
    "", "*", "*/*", "text/html", "text/html;q=0", "text/html;q=nan", "text/html;q=inf", "text/html;q=-1", "text/html;q=1e999", "text/html;q=x", ";;;", ",,,",
    "/", "a", "a/b/c", "text/*;q=0.1,*/*;q=0", "application/ld+json;profile=\"x\"", "text/turtle;charset=undefined", "application/*", "\xff", '"', "text/html;",
    "text/html;q", "x/" + "y" * 9000, ",".join(f"a/b{n}" for n in range(2000)), "text/html;level=1;q=0.5;q=0.7", "application/xhtml+xml", "image/png",
]  # fmt: skip
PLACES = [
    "/",
    "/plans",
    "/sparql?query=ASK{}",
    "/sparql?query=DESCRIBE<x:y>",
    "/id/department/nantong-health",
    "/ontology",
    "/no-such-page",
    "/api/checks",
]


def sound(answer):
    """Whether an answer is one that a client can live with."""
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text
    if answer.status_code >= 400:
        assert answer.mimetype in ("text/html", "application/problem+json")
        if answer.mimetype == "application/problem+json" and answer.data:  # HEAD has no body
            assert answer.json["status"] == answer.status_code
            assert "\n" not in answer.json["detail"]
    return True


@pytest.mark.parametrize("root", ROOTS)
def test_an_address_of_any_shape(client, root):
    for tail in TAILS:
        for accept in ("text/html", "text/turtle", "*/*"):
            with client.get(root + tail, headers={"Accept": accept}) as answer:
                assert sound(answer), root + tail


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "/",
        "//",
        "///",
        "plans",
        "*",
        "\xff",
        "/\xff\xfe",
        "/\x00",
        "/id/\x00",
        "/id/\xed\xa0\x80",
        "/plans\n",
        "/../plans",
        "http://h/plans",
    ],
)
def test_a_path_of_any_bytes(client, raw):
    for method in (
        "GET",
        "HEAD",
        "POST",
        "OPTIONS",
        "TRACE",
        "PUT",
        "DELETE",
        "PATCH",
        "CONNECT",
        "FOO",
        "get",
        "",
        "G\xe9T",
    ):
        with client.open(
            "/", method=method or "GET", environ_overrides={"PATH_INFO": raw, "REQUEST_METHOD": method}
        ) as answer:
            assert sound(answer), (method, raw)


@pytest.mark.parametrize("place", PLACES)
def test_an_accept_header_of_any_kind(client, place):
    for accept in ACCEPTS:
        with client.get(place, headers={"Accept": accept}) as answer:
            assert sound(answer), accept


@pytest.mark.parametrize(
    "name",
    [
        "format",
        "lang",
        "query",
        "default-graph-uri",
        "named-graph-uri",
        "only",
        "severity",
        "q",
        "edit",
        "update",
        "all",
        "department",
    ],
)
def test_a_parameter_of_any_value(client, name):
    values = [
        "",
        "%",
        "%zz",
        "%ff",
        "%00",
        "%0a",
        "x" * 20_000,
        "html",
        "ttl",
        "text/turtle",
        "../x",
        "甲",
        "<>",
        "x&" + name + "=y",
        "%ed%a0%80",
        "%F0%28%8C%BC",
        "[]",
        "'",
    ]
    for path in (
        "/",
        "/plans",
        "/departments",
        "/checks",
        "/api/checks",
        "/queries/department-obligations",
        "/sparql",
        "/ontology",
        "/id/department/nantong-health",
    ):
        for value in values:
            for more in ("", "&query=ASK%20%7B%7D") if path == "/sparql" else ("",):
                with client.get(f"{path}?{name}={value}{more}", headers={"Accept": "text/html"}) as answer:
                    assert sound(answer), (path, name, value)


@pytest.mark.parametrize("query", [
    "SELECT (<http://x/f>(1) AS ?x) {}",
    "SELECT (<http://x/f>(?x) AS ?y) { VALUES ?x { 1 } }",
    "SELECT (STRDT('x', <x:y>) AS ?x) (1/0 AS ?y) {}",
    "SELECT ?x { VALUES ?x { <<( <x:a> <x:b> 1 )>> } }",
    "ASK { FILTER(<http://x/f>(1)) }",
    "CONSTRUCT { <x:a> <x:b> <<( <x:c> <x:d> 1 )>> } {}",
    "CONSTRUCT { ?s ?p ?o } { VALUES (?s ?p ?o) { (1 2 3) } }",
    "DESCRIBE ?x {}",
    "DESCRIBE <x:y>",
    "SELECT * FROM <> {}",
    "SELECT * FROM <http://none/> { ?s ?p ?o }",
    "BASE <x:> SELECT * { <a> <b> <c> }",
    "PREFIX : <> SELECT * { :a ?p ?o }",
    "SELECT ('\\ud800' AS ?x) {}",
    "SELECT ('\\U0011ffff' AS ?x) {}",
    "SELECT\x00* {}",
    "SELECT * { ?s ?p '\x00' }",
    "\ufeffSELECT * {}",
    "SELECT (REGEX('a', '(') AS ?x) {}",
    "SELECT (REGEX('aaaa', '(a*)*b') AS ?x) {}",
    "SELECT (GROUP_CONCAT(?x) AS ?y) (SUM(?x) AS ?z) { VALUES ?x { 'a' 1 <x:y> } }",
    "{", "", "SELECT", "select * { } limit -1", "SELECT * {} LIMIT 99999999999999999999999", "SELECT * {} OFFSET 1e9",
])  # fmt: skip
def test_a_query_that_is_odd(client, query):
    for form in ("", "html", "json", "xml", "csv", "tsv", "ttl", "nt", "rdf", "jsonld", "text/turtle", "x"):
        values = {"query": query, **({"format": form} if form else {})}
        for send in (client.get("/sparql", query_string=values), client.post("/sparql", data=values)):
            with send as answer:
                assert sound(answer), (query, form)


@pytest.mark.parametrize("kind", [
    "application/sparql-query; charset=undefined", "application/sparql-query; charset=utf-16", "application/sparql-query;charset=\"", "application/sparql-query;charset=\x00",
    "application/x-www-form-urlencoded; charset=undefined", "application/x-www-form-urlencoded;charset=utf-7", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "x" * 5000, "application/json", "text/xml", "", ";", "/", "\xff", "a" * 9000,
])  # fmt: skip
def test_a_body_of_any_kind(client, kind):
    for body in (
        b"query=ASK{}",
        b"ASK {}",
        b"",
        b"\xff\xfe",
        b"query=%ff%zz",
        b"--x\r\n\r\n",
        b"--x\r\nContent-Disposition: form-data; name=query\r\n\r\nASK{}\r\n--x--",
        b"a=1&" * 3000,
    ):
        for length in (None, "0", "-1", "x", "99999999999", "5"):
            more = {"environ_overrides": {"CONTENT_LENGTH": length}} if length is not None else {}
            with client.post(
                "/sparql", data=body, content_type=kind, headers={"Accept": "text/html"}, **more
            ) as answer:
                assert sound(answer), (kind, body, length)


@pytest.mark.parametrize(
    "name",
    [
        "Cookie",
        "Host",
        "Referer",
        "If-None-Match",
        "If-Modified-Since",
        "Range",
        "Accept-Language",
        "Authorization",
        "Expect",
        "Transfer-Encoding",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "Origin",
    ],
)
def test_a_header_of_any_value(client, name):
    values = [
        "",
        "lang=xx",
        "lang=zh; lang=en",
        "lang=" + "x" * 5000,
        "\xff",
        "=",
        ";;;",
        "a b",
        "a/b",
        "[::1",
        "evil.example:99999999",
        '"',
        "W/",
        "bytes=0-",
        "bytes=5-1",
        "bytes=-99999",
        "*",
        "Basic x",
        "Basic ////",
        "Thu, 99 Foo 9999",
        "chunked",
        "100-continue",
        'lang="\\377"',
    ]
    for place in ("/", "/static/site.css", "/id/department/nantong-health", "/sparql?query=ASK{}"):
        for value in values:
            with client.get(place, headers={name: value}) as answer:
                assert sound(answer), (name, value)
