"""The SPARQL 1.1 Protocol over a real connection: W3C's cases, long and raw addresses, HEAD, OPTIONS, what other sites may read."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from protocol_cases import own_cases, send
from serving import serving

pytestmark = pytest.mark.slow

CASES = list(own_cases(Path(__file__).with_name("protocol.yaml")))


@pytest.fixture(scope="module")
def service(small_dataset):
    with serving("--dataset", small_dataset.root, "serve", KG_WORKERS=1) as made:
        yield made


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_the_protocol_case_by_case(service, case):
    assert send(case, "127.0.0.1", service.port) == ""


def test_the_cases_are_those_of_the_standard():
    assert [sum("update" in case.name for case in CASES), len(CASES)] == [14, 34]


def raw(service, head: str, encoding: str = "utf-8", host: str = "localhost") -> tuple[int, bytes]:
    """The status and what came after a request line that is sent as it is."""
    with service.connect() as connection:
        connection.sendall(f"{head}\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode(encoding))
        answer = b""
        while piece := connection.recv(1 << 16):
            answer += piece
    return int(answer.split(None, 2)[1]), answer.partition(b"\r\n\r\n")[2]


def test_an_address_may_hold_chinese_as_it_is(service):
    status, body = raw(service, "GET /sparql?query=SELECT('食品安全'AS?甲){}&format=csv HTTP/1.1")
    assert (status, body.decode().split()) == (200, ["甲", "食品安全"])
    assert raw(service, "GET /plans/没有/1 HTTP/1.1")[0] == 404


def test_an_address_in_another_encoding_is_told(service):
    status, body = raw(service, "GET /sparql?query=SELECT('食品安全'AS?x){} HTTP/1.1", "gbk")
    assert status == 400
    assert b"UTF-8" in body


@pytest.mark.parametrize("sign", ["x", "食"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_query_may_be_as_long_as_the_setting_says(service, method, sign):
    size = len(sign.encode())
    for length, status in ((99_999, 200), (100_010, 413)):
        query = "ASK {}#" + sign * ((length - 7) // size)
        fields = urlencode({"query": query})
        address, body = (f"/sparql?{fields}", None) if method == "GET" else ("/sparql", fields)
        assert service.get(address, method=method, body=body).status == status


@pytest.mark.parametrize(
    "address", ["/sparql?query=ASK{}", "/sparql/?query=ASK{}", "/", "/health", "/ontology?format=ttl"]
)
def test_head_is_get_without_the_body(service, address):
    got, told = service.get(address), service.get(address, method="HEAD")
    assert (told.status, told.data) == (200, b"")
    for name in ("Content-Type", "Content-Length"):
        assert told.headers[name] == got.headers[name]


def test_a_page_of_another_site_may_ask(service):
    asked = service.get("/sparql?query=ASK{}")
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Result-Truncated" in asked.headers["Access-Control-Expose-Headers"]
    before = service.get("/sparql", method="OPTIONS")
    assert before.status == 200
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(before.headers["Access-Control-Allow-Methods"].split(", "))
    assert "Content-Type" in before.headers["Access-Control-Allow-Headers"]
    assert service.get("/sparql?query=ASK{").headers["Access-Control-Allow-Origin"] == "*"
    again = service.get("/sparql?query=ASK{}", has=asked.headers["ETag"])
    assert (again.status, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize("rows", [40, 4_000])
def test_a_look_up_is_compressed_for_those_who_take_it(service, rows):
    address = f"/sparql?{urlencode({'query': f'SELECT * {{ ?s ?p ?o }} LIMIT {rows}'})}"
    plain = service.get(address)
    for _ in range(2):  # the second is one that was kept
        small = service.get(address, encoding="gzip, deflate")
        assert gzip.decompress(small.data) == plain.data
        assert int(small.headers["Content-Length"]) == len(small.data)
        assert small.headers["Vary"] == "Accept, Accept-Encoding"
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert small.headers["Cache-Control"] == plain.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"


def test_one_hosts_description_is_not_anothers(service):
    for host in ("a.example", "b.example"):
        _, body = raw(service, "GET /sparql HTTP/1.1", host=host)
        assert f"http://{host}/sparql".encode() in body


def test_a_query_in_the_address_and_another_in_the_body_is_refused(service):
    response = service.get(f"/sparql?query={quote('ASK {}')}", method="POST", body="query=ASK%20%7B%7D")
    assert response.status == 400
    assert "one of them" in response.json["detail"]


def test_relative_iris_are_relative_to_the_base_of_all_iris(service):
    response = service.ask("SELECT (STR(<id/x>) AS ?x) (STR(<#y>) AS ?y) {}", "text/csv")
    assert response.data.decode().split() == ["x,y", "https://w3id.org/policy-kg/id/x,https://w3id.org/policy-kg/#y"]


def test_a_service_under_a_path_has_it_in_every_link(small_dataset):
    with serving("--dataset", small_dataset.root, "serve", KG_WORKERS=1, SCRIPT_NAME="/policies") as service:
        page = service.get("/policies/plans", accept="text/html").data.decode()
        assert 'href="/policies/static/site.css"' in page
        assert service.get("/policies/sparql?query=ASK{}").json["boolean"] is True
        assert service.get("/sparql?query=ASK{}").json["boolean"] is True  # as a proxy sends it that takes the path off
        said = service.get("/policies/sparql", accept="text/turtle").data.decode()
        assert f"<http://127.0.0.1:{service.port}/policies/sparql>" in said
