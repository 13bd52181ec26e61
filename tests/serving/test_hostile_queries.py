"""No stranger's query stops the service, takes its memory or gets out of it; what reaches a limit is told which."""

from __future__ import annotations

import csv
import io
import os
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from urllib.parse import urlencode

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from serving import serving
from waiting import runs, wait_until

pytestmark = pytest.mark.slow

CROSS_JOIN = "SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}"
SORTED = "SELECT * {?a ?b ?c. ?d ?e ?f} ORDER BY ?a ?f"
ALL = "SELECT * {?a ?b ?c}"
LOOK_UP = "SELECT ?p ?o {<https://w3id.org/policy-kg/id/item/000-088e11d987ff7cca/1/3.7> ?p ?o}"
PAGES = ("/health", "/", "/departments/dongchangfu-market-regulation", "/queries/functions-across-plans?format=csv")
XML = "application/sparql-results+xml"
SECONDS = 4
MOST_ROWS = 1000


@pytest.fixture(scope="module")
def service(dataset):
    limits = {"KG_QUERY_SECONDS": SECONDS, "KG_QUERY_MEMORY_MB": 64, "KG_MAX_ROWS": MOST_ROWS, "KG_MAX_ANSWER_MB": 1}
    with serving("--dataset", dataset.root, "serve", KG_REQUEST_SECONDS=3, **limits) as made:
        yield made


PATIENCE = {"KG_QUERY_SECONDS": 600, "KG_REQUEST_SECONDS": 600, "KG_QUERY_MEMORY_MB": 64}


@pytest.fixture(scope="module")
def patient(dataset):
    """A service that itself ends nothing while a test runs."""
    with serving("--dataset", dataset.root, "serve", **PATIENCE) as made:
        yield made


def long_ones(service):
    """The processes that answer queries from outside and are at it."""
    return [pid for pid, niceness in service.processes().items() if niceness > 2]


def asked(service, query):
    """A connection over which the query was sent, and on which no answer is awaited."""
    connection, body = service.connect(), urlencode({"query": query})
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    return connection


def assert_pages_answer(service, times=5):
    for _ in range(times):
        assert {address: service.get(address).status for address in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize(
    ("query", "status", "limit", "value"),
    [
        (CROSS_JOIN, 504, "KG_QUERY_SECONDS", SECONDS),
        ("SELECT * {" + "{" * 3200 + "?a ?b ?c" + "}" * 3200 + "}", 413, "KG_MAX_NESTING", 200),
        ("SELECT * {?s ?p ?o FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ")}", 413, "KG_MAX_NESTING", 200),
        ("SELECT * {?s ?p ?o FILTER(" + "!" * 20000 + "true)}", 413, "KG_MAX_NESTING", 200),
        (f"SELECT * {{?a ?b ?c}} #{'x' * 100_000}", 413, "KG_MAX_QUERY_BYTES", 100_000),
    ],
)
def test_what_reaches_a_limit_is_told_which(service, query, status, limit, value):
    response = service.ask(query)
    assert response.status == status, response.data
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.json["limit"], response.json["value"]) == (limit, value)
    assert limit in response.json["detail"]


def test_a_query_that_takes_too_much_memory_is_told_so(patient):
    response = patient.ask(SORTED)
    assert (response.status, response.json["limit"], response.json["value"]) == (413, "KG_QUERY_MEMORY_MB", 64)


def test_an_answer_that_is_too_large_is_refused_and_not_halved(service):
    columns = " ".join(f"(?a AS ?a{number})" for number in range(40))
    assert service.ask(f"SELECT ?b {columns} {{?a ?b ?c}} LIMIT 100").status == 200
    response = service.ask(f"SELECT ?b {columns} {{?a ?b ?c}} LIMIT 1000")
    assert (response.status, response.json["limit"]) == (413, "KG_MAX_ANSWER_MB")


def test_a_query_that_the_engine_cannot_answer_is_one_sentence(service):
    response = service.ask("SELECT (<http://example.org/f>(1) AS ?x) {}")
    assert response.status == 400
    assert "custom function <http://example.org/f> is not supported" in response.json["detail"]


def test_a_query_that_ends_the_engine_is_one_sentence(service):
    values = " ".join([*map(str, range(12)), *(f'"{letter}"' for letter in "qwertyuiopas")])
    for shift in range(24):
        words = values.split()
        response = service.ask(f"SELECT ?x {{ VALUES ?x {{ {' '.join(words[shift:] + words[:shift])} }} }} ORDER BY ?x")
        assert response.status in (200, 400)
        assert response.status == 200 or "the engine fails over this query" in response.json["detail"]


def test_a_table_that_is_cut_says_so_and_is_whole(service):
    for accept, form in (("application/sparql-results+json", QueryResultsFormat.JSON), (XML, QueryResultsFormat.XML)):
        response = service.ask(ALL, accept)
        assert response.status == 200, response.data
        assert response.headers["X-Result-Truncated"] == "rows=1000; limit=KG_MAX_ROWS"
        assert len(list(parse_query_results(response.data, format=form))) == MOST_ROWS
        assert b"KG_MAX_ROWS" in response.data
    response = service.ask(ALL, "text/csv")
    assert response.headers["X-Result-Truncated"]
    assert len(list(csv.reader(io.StringIO(response.data.decode())))) == MOST_ROWS + 1
    response = service.ask("CONSTRUCT {?a ?b ?c} WHERE {?a ?b ?c}", "text/turtle")
    assert response.headers["X-Result-Truncated"]
    assert len(list(parse(response.data, format=RdfFormat.TURTLE))) == MOST_ROWS
    assert response.data.decode().splitlines()[-1].startswith("# cut after 1000")


def test_a_table_of_as_many_rows_as_are_allowed_is_not_cut(service):
    response = service.ask(f"{ALL} LIMIT {MOST_ROWS}", "text/csv")
    assert response.headers["X-Result-Truncated"] is None
    assert len(list(csv.reader(io.StringIO(response.data.decode())))) == MOST_ROWS + 1


def test_the_page_says_why_and_keeps_the_query(service):
    response = service.ask(CROSS_JOIN, "text/html", format="html")
    assert response.status == 504
    assert "KG_QUERY_SECONDS" in response.data.decode()
    assert "?g ?h ?i}" in response.data.decode()


def test_a_client_that_leaves_ends_its_query(patient):
    with asked(patient, CROSS_JOIN):
        wait_until(lambda: long_ones(patient))
    wait_until(lambda: not long_ones(patient))


def test_pages_answer_while_hostile_queries_run(patient):
    with ExitStack() as connections:
        for query in (CROSS_JOIN, SORTED) * 4:
            connections.enter_context(asked(patient, query))
        wait_until(lambda: long_ones(patient))
        assert_pages_answer(patient)
        assert long_ones(patient)
    assert patient.ask(LOOK_UP).status == 200


def test_hostile_queries_end_one_after_another_and_pages_answer(service):
    stop = threading.Event()

    def attack(query):
        seen = set()
        while not stop.is_set():
            seen.add(service.ask(query).status)
        return seen

    with ThreadPoolExecutor(8) as pool:
        attacks = [pool.submit(attack, query) for query in (CROSS_JOIN, SORTED, CROSS_JOIN, SORTED) * 2]
        try:
            assert_pages_answer(service, 20)
        finally:
            stop.set()
    assert set().union(*(each.result() for each in attacks)) <= {413, 503, 504}
    assert service.ask(LOOK_UP).status == 200


def test_a_signal_ends_everything_whatever_runs(dataset):
    with serving("--dataset", dataset.root, "serve", **PATIENCE) as service, asked(service, CROSS_JOIN):
        wait_until(lambda: long_ones(service))
        everything = service.processes()
        service.process.send_signal(signal.SIGTERM)
        service.process.wait(timeout=60)
        wait_until(lambda: not any(map(runs, everything)))


def test_pages_answer_beside_clients_that_dawdle(patient):
    with ExitStack() as connections:
        dawdle(patient, connections)
        assert_pages_answer(patient)


def test_clients_that_dawdle_are_cut(service):
    with ExitStack() as connections:
        for connection in dawdle(service, connections):
            with suppress(ConnectionResetError):
                assert connection.recv(1) == b""


def dawdle(service, connections):
    """Open connections that send nothing, that send a little, and that take no answer; the ones that owe a request."""
    silent, trickling, slow = (
        [connections.enter_context(service.connect()) for _ in range(number)] for number in (300, 8, 8)
    )
    for connection in slow:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(b"GET /ontology HTTP/1.1\r\nHost: x\r\n\r\n")
    for connection in trickling:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Le")
    return (*trickling, *silent)


def test_no_service_clause_reaches_a_listener(service):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        listener.settimeout(0.5)
        call = f"SERVICE <http://127.0.0.1:{port}/> {{?x ?y ?z}}"
        for query in (
            f"SELECT * {{{call}}}",
            f"PREFIX t: <http://t/> SELECT * {{?s a t:.{call}}}",
            f"SELECT * {{?s ?p 1e5{call}}}",
            f"SELECT * {{?s ?p true{call}}}",
            f"SELECT * FROM <http://127.0.0.1:{port}/> {{?s ?p ?o}}",
        ):
            assert service.ask(query).status in (200, 400, 403)
        service.ask(ALL, **{"default-graph-uri": f"http://127.0.0.1:{port}/"})
        with pytest.raises(TimeoutError):
            listener.accept()


def test_noise_is_answered_as_any_bad_request(service):
    for noise, status in (
        (b"\x16\x03\x01\x02\x00\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"400"),
        (b"GET /\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
    ):
        with service.connect() as connection:
            connection.sendall(noise)
            said = connection.makefile("rb").read()
        assert said.startswith(b"HTTP/1.1 %s " % status)
        assert b"application/problem+json" in said
        assert b"content-security-policy" in said.lower()


def test_whatever_is_killed_is_replaced(service):
    supervisor = service.process.pid
    for pid in service.children(supervisor):
        for grandchild in service.children(pid):
            os.kill(grandchild, signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: _healthy(service))
        assert service.ask(LOOK_UP).json["results"]["bindings"]
        assert service.get("/departments").status == 200


def _healthy(service):
    try:
        return service.get("/departments").status == 200 and service.ask(LOOK_UP).status == 200
    except OSError:
        return False


def test_one_client_gets_no_more_than_its_share(dataset):
    with serving("--dataset", dataset.root, "serve", KG_CLIENT_QUERIES=2, KG_QUERY_SECONDS=2, KG_WORKERS=1) as service:
        with ThreadPoolExecutor(6) as pool:
            responses = list(pool.map(service.ask, [CROSS_JOIN] * 6))
        refused = [response for response in responses if response.status == 429]
        assert refused
        assert all(response.headers["Retry-After"] for response in refused)
        assert {response.json["limit"] for response in refused} == {"KG_CLIENT_QUERIES"}
