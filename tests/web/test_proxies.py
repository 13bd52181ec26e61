"""Host and X-Forwarded headers: believed from the configured proxies only."""

from __future__ import annotations

import pytest

from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "policies.example.org",
    "X-Forwarded-Prefix": "/policies",
}
LED_ASTRAY = [
    "",
    "/",
    "/plans",
    "/id/department/nantong-health",
    "/ontology",
    "/no-such-page",
    "//plans",
    "/plans/",
    "/sparql",
]
HTML = {"Accept": "text/html"}


@pytest.fixture
def behind(dataset, monkeypatch):
    """Makes a client of the application behind a number of proxies."""

    def made(number):
        monkeypatch.setenv("KG_TRUSTED_PROXIES", str(number))
        return create_app(LocalVersions(dataset.snapshots)).test_client()

    return made


@pytest.mark.parametrize("path", LED_ASTRAY)
def test_no_answer_repeats_a_host_that_a_client_makes_up(client, path):
    forged = {**FORWARDED, "Host": "evil.example", "Forwarded": "host=evil.example", "X-Original-URL": "/evil.example"}
    answer = client.get("/", headers={**HTML, **forged}, environ_overrides={"PATH_INFO": path})
    assert answer.status_code in (200, 303, 404)
    for words in ("evil.example", "policies.example.org", "/policies/"):
        assert words not in answer.text
        assert words not in str(answer.headers)


@pytest.mark.parametrize("path", ["//plans", "/plans/", "///evil.example/"])
def test_slashes_too_many_lead_to_no_other_host(client, path):
    answer = client.get("/", headers=HTML, environ_overrides={"PATH_INFO": path})
    assert answer.status_code == (404 if "evil" in path else 200)
    assert 'href="//' not in answer.text


def test_behind_a_proxy_its_prefix_stands_before_every_link(behind):
    client = behind(1)
    page = client.get("/plans", headers={**HTML, **FORWARDED}).text
    assert 'href="/policies/static/site.css"' in page
    assert 'href="/policies/plans/000-088e11d987ff7cca/1"' in page
    assert 'href="/policies/plans?lang=en"' in page
    away = client.get("/id/department/nantong-health", headers={**HTML, **FORWARDED})
    assert away.location == "/policies/departments/nantong-health"
    statements = client.get("/id/document/000-088e11d987ff7cca?all", headers={**HTML, **FORWARDED})
    assert statements.status_code == 200


@pytest.mark.parametrize("first", [{}, {"X-Forwarded-Prefix": "/others"}])
def test_a_page_that_is_kept_has_the_prefix_of_the_one_who_asks(behind, first):
    client = behind(1)
    client.get("/ontology", headers={**HTML, **first})
    page = client.get("/ontology", headers={**HTML, **FORWARDED}).text
    for path in ("/shapes", "/ontology?format=ttl", "/queries/assignments", "/checks#no-lead"):
        assert f'href="/policies{path}"' in page
    assert "/others/" not in page


def test_of_two_values_the_proxys_own_counts(behind):
    headers = {**HTML, **FORWARDED, "X-Forwarded-Prefix": "/made-up, /policies"}
    assert 'href="/policies/plans?lang=en"' in behind(1).get("/plans", headers=headers).text
    assert "made-up" not in behind(1).get("/plans", headers=headers).text


@pytest.mark.parametrize("prefix", ["//evil.example", "https://evil.example", "/a b", '"/x\\">y"', "evil", "/../x y"])
def test_a_prefix_that_leads_elsewhere_is_refused(behind, prefix):
    answer = behind(1).get("/plans", headers={"X-Forwarded-Prefix": prefix})
    assert answer.status_code == 400
    assert "X-Forwarded-Prefix" in answer.json["detail"]
