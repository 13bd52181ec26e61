"""What an answer says of how long it may be kept, and how it is compressed."""

from __future__ import annotations

import gzip

import pytest

from kgservice.store.embedded import EmbeddedEngine
from kgservice.web.app import create_app
from kgservice.web.versions import Opened

TASKS = "/sparql?query=SELECT * { ?s a pol:Task ; ?p ?o } LIMIT 100"
SHARED, OF_A_VERSION = "public, max-age=0, s-maxage=30", "public, max-age=3600"


@pytest.mark.parametrize(
    ("address", "freshness"),
    [
        ("/", SHARED),
        ("/plans", SHARED),
        ("/sparql?query=ASK{}", SHARED),
        ("/queries/tasks?format=csv", SHARED),
        ("/id/department/nantong-health?format=ttl", SHARED),
        ("/plans?lang=en", "no-cache"),  # it sets a cookie
        ("/health", "no-store"),
        ("/nothing", "no-store"),
        ("/sparql?query=ASK{", "no-store"),
    ],
)
def test_a_proxy_may_answer_for_a_while(client, address, freshness):
    response = client.get(address, headers={"Accept": "*/*"})
    assert response.headers["Cache-Control"] == freshness
    vary = set(response.headers["Vary"].split(", "))
    assert {"Accept", "Accept-Encoding"} <= vary
    assert ("Cookie" in vary) is (response.mimetype == "text/html")


def test_a_version_that_is_named_may_be_kept_longer(client, engine):
    response = client.get(f"/plans?version={engine.version}")
    assert response.headers["Cache-Control"] == OF_A_VERSION
    again = client.get(f"/plans?version={engine.version}", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, OF_A_VERSION)


class Changing:
    """A version that may change under its name."""

    are_fixed = False

    def current(self):
        return "draft"

    def opened(self, version):
        return Opened.over(EmbeddedEngine.of_triples([]), None)


def test_what_may_change_at_any_time_is_asked_again():
    client = create_app(Changing()).test_client()
    assert client.get("/sparql?query=ASK{}").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    ["/plans", "/static/site.css", TASKS, f"{TASKS}&format=csv", "/graph/registers", "/graph/registers?format=trig"],
)
def test_what_is_large_is_compressed_for_those_who_take_it(client, address):
    with client.get(address) as plain, client.get(address, headers={"Accept-Encoding": "br, gzip;q=0.5"}) as small:
        assert "Content-Encoding" not in plain.headers
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.data) == plain.data
        assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
        assert small.headers["ETag"] != plain.headers["ETag"]
        etag, length = small.headers["ETag"], small.headers["Content-Length"]
    with client.head(address, headers={"Accept-Encoding": "gzip"}) as told:
        assert told.headers["Content-Length"] == length
    with client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": etag}) as again:
        assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "encoding"),
    [
        ("/health", "gzip"),
        ("/sparql?query=ASK{}", "gzip"),
        ("/queries/tasks?format=xlsx", "gzip"),
        ("/plans", "gzip;q=0, br"),
        ("/plans", "identity"),
        ("/nothing", "gzip"),
    ],
)
def test_what_is_small_or_compressed_or_not_wanted_so_is_left_alone(client, address, encoding):
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": encoding}).headers
