"""Every IRI of the data answers."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kgservice.iris import BASE

EXAMPLES = """
SELECT ?class (SAMPLE(?thing) AS ?example)
{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "https://w3id.org/policy-kg/id/")) }
GROUP BY ?class
"""


@pytest.mark.slow
def test_a_thing_of_every_class_answers_people_and_programs(client, engine):
    things = [row[1] for row in engine.select(EXAMPLES).texts()]
    assert len(things) >= 19
    for iri in things:
        path = "/" + iri.removeprefix(BASE)
        page = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert page.status_code == 200, iri
        assert page.mimetype == "text/html"
        data = client.get(path, headers={"Accept": "text/turtle"})
        assert data.mimetype == "text/turtle"
        assert NamedNode(iri) in {quad.subject for quad in parse(data.data, format=RdfFormat.TURTLE)}


def test_a_page_of_its_own_is_a_redirect(client):
    response = client.get("/id/item/000-088e11d987ff7cca/1/3.1", headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.location == "/plans/000-088e11d987ff7cca/1#3.1"


def test_all_that_is_stated_of_a_thing(client):
    html = client.get("/id/department/nantong-health?all", headers={"Accept": "text/html"}).text
    assert "南通市卫生和计划生育委员会" in html
    assert "担负职能" in html


def test_what_was_inferred_is_marked(client):
    html = client.get("/id/item/003-6ec0ee0796e11f2d/1/2.3?all", headers={"Accept": "text/html"}).text
    assert "推理得出" in html


@pytest.mark.parametrize(
    "path", ["/graph/registers", "/graph/document/000-088e11d987ff7cca", "/graph/ontology", "/ontology?format=ttl"]
)
def test_graphs_and_ontology_come_as_rdf(client, path):
    response = client.get(path)
    assert response.mimetype == "text/turtle"
    assert list(parse(response.data, format=RdfFormat.TURTLE))


@pytest.mark.parametrize("media_type", ["application/trig", "application/n-quads"])
def test_a_graph_has_its_name_where_the_format_has_a_place_for_it(client, media_type):
    response = client.get("/graph/registers", headers={"Accept": media_type})
    assert response.mimetype == media_type
    names = {quad.graph_name for quad in parse(response.data, format=RdfFormat.from_media_type(media_type))}
    assert names == {NamedNode(f"{BASE}graph/registers")}


def test_json_of_a_thing_is_json_ld(client):
    response = client.get("/id/department/nantong-health", headers={"Accept": "application/json"})
    assert response.mimetype == "application/ld+json"


def test_how_often_a_thing_is_spoken_of_is_a_count(client):
    address = "/id/department/nantong-customs?all"
    assert '<th class="number">数量</th>' in client.get(address, headers={"Accept": "text/html"}).text
    assert '<th class="number">Count</th>' in client.get(f"{address}&lang=en", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", ["/id/x>y", "/id/item/%3E%20%7D", "/graph/x>y", "/graph/none"])
def test_an_address_that_leads_nowhere_is_a_clear_error(client, path):
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    "thing", ["document/000-088e11d987ff7cca", "department/nantong-customs", "item/000-088e11d987ff7cca/1/3.1"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_has_an_iri_for_a_title(client, thing, language):
    html = client.get(f"/id/{thing}?all&lang={language}", headers={"Accept": "text/html"}).text
    assert "w3id.org" not in re.search("<title>([^<]*)", html)[1] + re.search("<h1[^>]*>([^<]*)", html)[1]


def test_what_is_stated_is_named_in_the_language_of_the_page(client):
    html = client.get("/id/department/nantong-customs?all&lang=en", headers={"Accept": "text/html"}).text
    assert "of jurisdiction</a>" in html
    assert ">Nantong City</a>" in html
