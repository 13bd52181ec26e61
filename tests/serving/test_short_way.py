"""A look-up that comes plainly and in one piece goes the short way; how it comes changes nothing in the answer."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from serving import serving

from kgservice.serving.short_way import environment_of_plain

THINGS = quote("SELECT ?thing ?kind {?thing a ?kind} ORDER BY ?thing ?kind LIMIT 30")
PLAIN = f"GET /sparql?query={THINGS} HTTP/1.1\r\nHost: a:1\r\nAccept: text/csv\r\nX-Other:\r\n\r\n"
LEFT_TO_THE_PARSER = {
    "another request behind it": f"{PLAIN}GET /health HTTP/1.1\r\n\r\n",
    "half a request": PLAIN[:-2],
    "another field": PLAIN.replace(" HTTP/1.1", "&format=csv HTTP/1.1"),
    "a fragment": PLAIN.replace(" HTTP/1.1", "#a HTTP/1.1"),
    "an old protocol": PLAIN.replace("HTTP/1.1", "HTTP/1.0"),
    "another method": PLAIN.replace("GET", "HEAD", 1),
    "a connection that is to be closed": PLAIN.replace("X-Other:", "Connection: close"),
    "a body": PLAIN.replace("X-Other:", "Content-Length: 3"),
    "a body in pieces": PLAIN.replace("X-Other:", "Transfer-Encoding: chunked"),
    "a header twice": PLAIN.replace("X-Other:", "Accept: text/html"),
    "a header that goes on": PLAIN.replace("X-Other:", "X-Other: a\r\n b"),
    "a header that could pass for another": PLAIN.replace("X-Other:", "X_Forwarded_For: b"),
    "a header with a space before the colon": PLAIN.replace("X-Other:", "Content-Length : 3"),
    "a line that ends otherwise": PLAIN.replace("X-Other:", "X-Other: a\nContent-Length: 3"),
    "what the client has": PLAIN.replace("X-Other:", 'If-None-Match: "a"'),
    "letters that are not escaped": PLAIN.replace("SELECT", "食"),
    "no header": PLAIN[: PLAIN.index("\r\n")] + "\r\n\r\n",
}


@pytest.fixture(scope="module")
def service(small_dataset):
    with serving("--dataset", small_dataset.root, "serve", KG_WORKERS=1, KG_KEPT_ANSWERS_MB=0) as made:
        assert made.ask("ASK {}").status == 200  # the first one opens the version
        yield made


def test_what_is_plainly_a_look_up_goes_the_short_way():
    assert environment_of_plain(PLAIN.encode()) == {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/sparql",
        "QUERY_STRING": f"query={THINGS}",
        "HTTP_HOST": "a:1",
        "HTTP_ACCEPT": "text/csv",
        "HTTP_X_OTHER": "",
    }
    under = environment_of_plain(PLAIN.replace("/sparql", "/kg/sparql").encode(), "/kg")
    assert under is not None
    assert (under["SCRIPT_NAME"], under["PATH_INFO"]) == ("/kg", "/sparql")


@pytest.mark.parametrize("data", LEFT_TO_THE_PARSER.values(), ids=LEFT_TO_THE_PARSER)
def test_what_is_written_otherwise_is_left_to_the_parser(data):
    assert environment_of_plain(data.encode()) is None


def responses(service, *pieces: str, number: int = 1) -> list[tuple[bytes, set[bytes]]]:
    """What comes back: the body and the lines of the head, without the date, of each."""
    found = []
    with service.connect() as connection, connection.makefile("rb") as answers:
        for piece in pieces:
            connection.sendall(piece.encode())
        for _ in range(number):
            head = set()
            while (line := answers.readline().strip()) and line:
                head.add(line)
            length = next(int(line.split()[1]) for line in head if line.lower().startswith(b"content-length"))
            found.append((answers.read(length), {line for line in head if not line.lower().startswith(b"date")}))
    return found


@pytest.mark.slow
def test_the_answer_is_that_of_the_parsers_way(service):
    short = responses(service, PLAIN)
    assert short[0][0].count(b"\n") > 10
    assert re.search(rb"^HTTP/1.1 200 OK$", b"\n".join(short[0][1]), re.MULTILINE)
    assert responses(service, PLAIN.replace("X-Other:", "X_Other:")) == short


@pytest.mark.slow
def test_requests_that_come_before_the_answer_are_answered_in_their_order(service):
    health = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
    short = responses(service, PLAIN)
    for pieces in (
        [PLAIN, health, PLAIN],
        [PLAIN + health + PLAIN],
        [PLAIN, health + PLAIN],
        [PLAIN[:50], PLAIN[50:] + health, PLAIN],
    ):
        found = responses(service, *pieces, number=3)
        assert [found[0], found[2]] == [*short, *short]
        assert found[1][0].startswith(b"{")


@pytest.mark.slow
def test_a_client_that_leaves_at_once_harms_nobody(service):
    for _ in range(20):
        with service.connect() as connection:
            connection.sendall(PLAIN.encode())
    assert responses(service, PLAIN, number=1)[0][0].count(b"\n") > 10
