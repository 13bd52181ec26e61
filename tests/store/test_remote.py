"""A remote engine that misbehaves is told in one sentence, in time, and nothing of it is passed on."""

from __future__ import annotations

import base64
import threading
import time
from contextlib import suppress

import pytest
from endpoints import JSON, answering, endpoint
from growth import assert_grows_linearly
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from kgservice.errors import EngineError, KgError, QueryError, QueryTimeoutError, TooLargeError, UsageError
from kgservice.settings import read_settings
from kgservice.store.limits import MEBIBYTE, Limits
from kgservice.store.remote import RemoteEngine
from kgservice.web.app import create_app
from kgservice.web.versions import RemoteVersion

SELECT = "SELECT * { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
TABLE = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a/"}}]}}'
TRUTH = b'{"head":{},"boolean":true}'


def engine(url, *, seconds=5, megabytes=1):
    limits = Limits(seconds, memory_mb=100, rows=1000, answer_mb=megabytes, nesting=100)
    return RemoteEngine(url, limits)


def ask_for(url, query=SELECT, media_type=JSON, **limits):
    return engine(url, **limits).answer(query, media_type).data


def test_the_login_is_sent_and_never_shown():
    with endpoint(lambda asked: asked.say(TABLE)) as server:
        host = server.url.removeprefix("http://")
        asking = engine(f"http://us%40er:p%3Aw@{host}?key=secret")
        assert asking.select(SELECT).texts() == [["http://a/"]]
        sent = server.asked[0]
    assert base64.b64decode(sent.headers["Authorization"].removeprefix("Basic ")) == b"us@er:p:w"
    assert sent.path == "/sparql?key=secret"
    assert asking.version == host
    with pytest.raises(EngineError) as told:
        asking.select(SELECT)
    for secret in ("us@er", "us%40er", "p:w", "p%3Aw", "secret"):
        assert secret not in str(told.value) + asking.version


def test_without_a_login_none_is_sent():
    with endpoint(lambda asked: asked.say(TABLE)) as server:
        engine(server.url).select(SELECT)
        assert "Authorization" not in server.asked[0].headers


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://host/sparql",
        "javascript:alert(1)",
        "host/sparql",
        "//host/sparql",
        "http:///sparql",
        "http://user:secret@/sparql",
        "http://user:secret@host:port/sparql",
        "http://user:secret@host:99999/sparql",
        "http://user:secret@ho%0d%0ast/sparql",
        "http://user:secret@a..b/sparql",
        "http://user@host/sparql",
        "http://:secret@host/sparql",
        "http://user:secret@[::1/sparql",
        "http://user:secret@host/a b",
        "http://user:secret@host/a\r\nX: y",
        "http://例子/sparql",
        "",
    ],
)
def test_what_is_no_address_is_refused_at_once_and_not_repeated(url):
    with pytest.raises(UsageError) as told:
        engine(url)
    assert "secret" not in str(told.value)
    assert "give one such as" in str(told.value)


@pytest.mark.parametrize("url", ["HTTP://h/s", "https://[::1]:1/s", "http://h:80", "http://u:p@h/s?x=1#y"])
def test_what_is_an_address_is_taken(url):
    assert engine(url).version


GARBAGE = {
    "html": lambda asked: asked.say(b"<html>login</html>", "text/html"),
    "html that claims to be JSON": lambda asked: asked.say(b"<html>login</html>"),
    "nothing": lambda asked: asked.say(b""),
    "no media type": lambda asked: asked.say(TABLE, ""),
    "another format": lambda asked: asked.say(b"s\r\nhttp://a/\r\n", "text/csv"),
    "cut": lambda asked: asked.say(TABLE[:-3]),
    "more than one answer": lambda asked: asked.say(TABLE * 2),
    "no IRI": lambda asked: asked.say(TABLE.replace(b"http://a/", b"no iri")),
    "no UTF-8": lambda asked: asked.say(TABLE.replace(b"http://a/", b"http://a/\xff")),
    "a truth value": lambda asked: asked.say(TRUTH),
    "nested without end": lambda asked: asked.say(b'{"head":{"vars":["s"]},"results":' + b"[" * 900_000),
    "an error": lambda asked: asked.say(b"Traceback (most recent call last): secret", "text/plain", 500),
    "no login": lambda asked: asked.say(b"secret", "text/plain", 401, WWW_Authenticate='Basic realm="x"'),
    "no content": lambda asked: asked.say(b"", status=204),
    "a part": lambda asked: asked.say(TABLE, status=206),
    "no HTTP": lambda asked: asked.wfile.write(b"SSH-2.0-OpenSSH_9.0\r\n"),
    "no answer": lambda asked: None,
    "a length that lies": lambda asked: asked.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nContent-Length: 5000\r\n\r\n" + TABLE
    ),
    "chunks that lie": lambda asked: asked.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + TABLE
    ),
    "chunks of no length": lambda asked: asked.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + TABLE
    ),
    "headers without end": lambda asked: asked.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000),
}


@pytest.mark.parametrize("behave", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_one_sentence_and_not_passed_on(behave):
    with endpoint(behave) as server:
        for ask in (
            lambda: engine(server.url).select(SELECT),
            lambda: ask_for(server.url),
            lambda: ask_for(server.url, media_type="text/csv"),
        ):
            with pytest.raises(EngineError) as told:
                ask()
            assert "\n" not in str(told.value)
            assert "secret" not in str(told.value)
            assert len(str(told.value)) < 600
            assert str(told.value).startswith(f"127.0.0.1:{server.server_port}/sparql: ")


@pytest.mark.parametrize(
    "body", [b"<html>", b"<http://a/> <http://b/> <http://c/> .\n<http://a/> <htt", b"<a> <b> <c> .", b"\xff"]
)
@pytest.mark.parametrize("claims", ["text/turtle", "application/n-triples", "text/html", JSON])
def test_a_graph_that_is_none_is_not_passed_on(body, claims):
    with (
        endpoint(lambda asked: asked.say(body, claims)) as server,
        pytest.raises(EngineError, match="no answer to a query"),
    ):
        ask_for(server.url, CONSTRUCT, "text/turtle")


def test_a_table_in_place_of_a_truth_value_is_garbage_too():
    with endpoint(lambda asked: asked.say(TABLE)) as server, pytest.raises(EngineError, match="no answer to a query"):
        engine(server.url).ask("ASK {}")
    with endpoint(lambda asked: asked.say(TRUTH)) as server:
        assert engine(server.url).ask("ASK {}") is True


def test_a_complaint_about_the_query_is_passed_on_in_one_line():
    complaint = b"Parse error\n line 1\x00\x1b[31m: " + b"x" * 5000
    with endpoint(lambda asked: asked.say(complaint, "text/plain", 400)) as server, pytest.raises(QueryError) as told:
        ask_for(server.url)
    assert "Parse error line 1[31m: xxx" in str(told.value)
    assert len(str(told.value)) < 400


def trickling(head, drip):
    """Sends a little now and then for as long as the client is there."""

    def behave(asked):
        asked.wfile.write(head)
        while not asked.server.left.wait(0.05):
            asked.wfile.write(drip)

    return behave


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
SLOW = {
    "silence": lambda asked: asked.server.left.wait(),
    "a status line": trickling(b"", b"H"),
    "headers": trickling(b"HTTP/1.1 200 OK\r\n", b"X"),
    "interim answers": trickling(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body": trickling(HEAD + b"Content-Length: 10000\r\n\r\n", b" "),
    "a body until the end": trickling(HEAD + b"Connection: close\r\n\r\n", b" "),
    "chunks": trickling(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("behave", SLOW.values(), ids=SLOW)
def test_whatever_trickles_is_stopped_in_time(behave):
    with endpoint(behave) as server:
        start = time.monotonic()
        with pytest.raises(QueryTimeoutError) as told:
            ask_for(server.url, seconds=1)
        assert time.monotonic() - start > 0.9
    assert (told.value.limit, told.value.value) == ("KG_QUERY_SECONDS", 1)


def test_an_answer_that_comes_in_time_leaves_no_watch_behind():
    with endpoint(lambda asked: asked.say(TABLE)) as server:
        for _ in range(5):
            ask_for(server.url, seconds=60)
        for watch in [each for each in threading.enumerate() if isinstance(each, threading.Timer)]:
            watch.join(10)
            assert not watch.is_alive()


def flood(asked):
    asked.wfile.write(HEAD + b"Connection: close\r\n\r\n")
    while True:
        asked.wfile.write(b" " * 65_536)


BIG = {
    "announced": lambda asked: asked.say(TABLE + b" " * MEBIBYTE),
    "without end": flood,
    "a length below nothing": lambda asked: (
        asked.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
        flood(asked),
    ),
}


@pytest.mark.parametrize("behave", BIG.values(), ids=BIG)
def test_whatever_is_too_large_is_not_taken(behave):
    with endpoint(behave) as server, pytest.raises(TooLargeError) as told:
        ask_for(server.url)
    assert (told.value.limit, told.value.value) == ("KG_MAX_ANSWER_MB", 1)


def test_an_answer_just_below_the_limit_is_taken():
    with endpoint(lambda asked: asked.say(TABLE + b" " * (MEBIBYTE - len(TABLE)))) as server:
        assert ask_for(server.url) == TABLE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "where", ["http://127.0.0.1:{port}/away", "file:///etc/passwd", "/elsewhere", "ftp://127.0.0.1/x"]
)
def test_no_redirect_is_followed(status, where):
    with endpoint(lambda asked: asked.say(TABLE)) as other:
        location = where.format(port=other.server_port)
        with endpoint(lambda asked: asked.say(TABLE, status=status, Location=location)) as server:
            with pytest.raises(EngineError, match="leads elsewhere"):
                ask_for(server.url.replace("//", "//user:secret@"))
            assert len(server.asked) == 1
        assert other.asked == []


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    with (
        endpoint(lambda asked: asked.say(b"", status=502)) as proxy,
        endpoint(lambda asked: asked.say(TABLE)) as server,
    ):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
        assert ask_for(server.url) == TABLE
        assert proxy.asked == []


def test_what_is_asked_goes_as_the_protocol_wants_it():
    query = "PREFIX insert: <http://x/> # DELETE\nSELECT * { ?s insert:a '例' }"
    with endpoint(holding("http://g/1", "http://g/2", "http://g/3")) as server:
        engine(server.url).answer(
            query, "text/csv", default_graphs=["http://g/1", "http://g/2"], named_graphs=["http://g/3"]
        )
        _, sent = server.asked
    assert sent.command == "POST"
    assert sent.form == {
        "query": [query],
        "default-graph-uri": ["http://g/1", "http://g/2"],
        "named-graph-uri": ["http://g/3"],
    }
    assert sent.headers["Accept"] == JSON


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "PREFIX " + ":<" * (size // 2) + "\nSELECT * {}",
        lambda size: "SELECT * { ?s ?p '" + "\ud800" * size + "' }",
        lambda size: "SELECT" + " " * size + "* {}",
    ],
    ids=["a prefix", "half characters", "spaces"],
)
def test_a_hostile_text_costs_no_more_than_its_length_before_it_is_sent(text):
    def ask(size):
        with suppress(KgError):
            ask_for(server.url, text(size))

    with endpoint(lambda asked: asked.say(TABLE)) as server:
        assert_grows_linearly(ask, 80_000)


@pytest.fixture(scope="module")
def store():
    made = Store()
    made.add(Quad(NamedNode("http://a/s"), NamedNode("http://a/p"), Literal('甲,\n"乙"', language="zh")))
    return made


@pytest.mark.parametrize(
    "media_type", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_a_table_comes_in_the_format_asked_for(store, media_type):
    with endpoint(answering(store)) as server:
        expected = store.query(SELECT).serialize(format=QueryResultsFormat.from_media_type(media_type))
        assert ask_for(server.url, SELECT, media_type) == expected


def test_the_answer_changes_when_what_the_endpoint_holds_changes(tmp_path):
    """Pages and checks keep nothing of an engine that has no version."""
    changing = Store()
    with endpoint(answering(changing)) as server:
        app = create_app(RemoteVersion(server.url.replace("//", "//user:secret@"), read_settings()))
        client = app.test_client()
        assert client.get("/departments?q=x").status_code == 200
        before = client.get("/id/thing")
        changing.add(
            Quad(
                NamedNode("https://w3id.org/policy-kg/id/thing"),
                NamedNode("http://a/p"),
                Literal("v"),
                NamedNode("http://g/"),
            )
        )
        changing.add(Quad(NamedNode("https://w3id.org/policy-kg/id/thing"), NamedNode("http://a/p"), Literal("v")))
        after = client.get("/id/thing", headers={"Accept": "text/html"})
        health = client.get("/health")
    assert before.status_code == 404
    assert after.status_code == 200
    away = client.get("/plans", headers={"Accept": "text/html"})
    assert away.status_code == 502
    for answer in (before, after, health, away):
        assert "secret" not in answer.text + str(answer.headers)
    assert health.json["version"] == f"127.0.0.1:{server.server_port}/sparql"


def holding(*graphs):
    store = Store()
    for graph in graphs:
        store.add(Quad(NamedNode("http://a/"), NamedNode("http://a/p"), Literal("v"), NamedNode(graph)))
    return answering(store)


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", ()),
        ("SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }", ()),
        ("SELECT *FROM<http://g/>FROM#\n<http://127.0.0.1:1/>{ ?s ?p ?o }", ()),
        ("PREFIX g: <http://127.0.0.1:1/> SELECT * FROM g: { ?s ?p ?o }", ()),
        ("BASE <http://127.0.0.1:1/> SELECT * FROM <x> { ?s ?p ?o }", ()),
        ("SELECT * FR\\u004FM <http://127.0.0.1:1/> { ?s ?p ?o }", ()),
        ("define get:soft 'replacing' SELECT * { ?s ?p ?o }", ()),
        (SELECT, ("http://127.0.0.1:1/",)),
        (SELECT, ("no iri",)),
    ],
)
def test_an_endpoint_is_sent_to_no_graph_that_it_does_not_hold(query, graphs):
    with endpoint(holding("http://g/")) as server:
        with pytest.raises(QueryError):
            engine(server.url).answer(query, JSON, default_graphs=graphs)
        assert not any("127.0.0.1:1/>" in asked.form["query"][0].partition("VALUES")[0] for asked in server.asked)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <http://g/> { ?s ?p ?o }",
        "PREFIX from: <http://g/> SELECT ?from FROM <http://g/> { ?from from:p 'FROM <http://h/>' } # FROM <http://h/>",
    ],
)
def test_an_endpoint_is_asked_for_graphs_that_it_holds(query):
    with endpoint(holding("http://g/")) as server:
        assert engine(server.url).answer(query, JSON).data
        assert server.asked[-1].form["query"] == [query]


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("ASK { <a> <http://x/p> ?o }", "BASE <https://w3id.org/policy-kg/> ASK { <a> <http://x/p> ?o }"),
        ("ASK { <http://x/s> <urn:p> ?o FILTER(?o < 3) }", "ASK { <http://x/s> <urn:p> ?o FILTER(?o < 3) }"),
    ],
)
def test_relative_iris_are_given_the_base_that_they_have_here(query, sent):
    with endpoint(lambda asked: asked.say(TRUTH)) as server:
        engine(server.url).answer(query, JSON)
        assert server.asked[-1].form["query"] == [sent]
