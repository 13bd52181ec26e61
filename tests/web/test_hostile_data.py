"""RDF from elsewhere says anything of anything: every page of it is a page, and no link of it runs a script or leads astray."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from endpoints import answering, endpoint
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kgservice.settings import read_settings
from kgservice.web.app import create_app
from kgservice.web.versions import RemoteVersion

pytestmark = pytest.mark.slow

GRAPH = NamedNode("https://example.org/foreign")
FOREIGN = r"""
@prefix pol: <https://w3id.org/policy-kg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/policy-kg/id/> .

id:thing rdfs:label "甲"@zh ; <javascript:p()> <JavaScript:alert(1)> , <data:text/html,x> , <vbscript:x> , <file:///etc/passwd> ;
    <http://example.org/p> <http://example.org/good> , "http://example.org/literal" , "javascript:alert(2)" , _:b , <<( id:a id:b 1 )>> ;
    <http://example.org/q> <https://w3id.org/policy-kg//evil.example/> , <https://w3id.org/policy-kg/id/item/foo> , <https://w3id.org/policy-kg/id/item/> .
<javascript:s()> <http://example.org/about> id:thing .
<https://w3id.org/policy-kg/id/item/foo> a pol:Task .
<https://w3id.org/policy-kg/id/item/foo/bar> a pol:Task .
<https://w3id.org/policy-kg/id/department/a/b> a pol:Department .

<javascript:office()> a pol:Department ; rdfs:label "局\u0007"@zh ; pol:ofJurisdiction <javascript:place()> ; pol:isReviewed "maybe" .
<javascript:place()> rdfs:label "地"@zh .
<javascript:rule()> rdfs:label "规"@zh , "rule"@en .
id:conclusion a pol:Conclusion ; pol:hasSubject id:thing ; pol:hasPredicate rdf:type ; pol:hasObject <javascript:o()> , "http://example.org/o" ;
    pol:byRule <javascript:rule()> ; pol:fromPremise id:conclusion , <javascript:premise()> .
<javascript:premise()> rdfs:label "前提"@zh .

<https://w3id.org/policy-kg/id/plan/x/1> a pol:Plan ; pol:title "计划\u0001" ; pol:inDocument id:document ; pol:order "first" .
id:document pol:sourceName "源" ; pol:isFragment "maybe" .
<https://w3id.org/policy-kg/id/item/x/1/1> pol:inPlan <https://w3id.org/policy-kg/id/plan/x/1> ; a pol:Task ; pol:path "一/1" ; pol:heading "做\u0002" ;
    pol:text "做" ; pol:order 1 ; pol:readFrom id:span ; pol:inItem <https://w3id.org/policy-kg/id/item/x/1/2> .
<https://w3id.org/policy-kg/id/item/x/1/2> pol:inPlan <https://w3id.org/policy-kg/id/plan/x/1> ; a pol:Section ; pol:path "一" ; pol:heading "" ;
    pol:text "" ; pol:order "1" ; pol:readFrom id:span ; pol:inItem <https://w3id.org/policy-kg/id/item/x/1/1> .
pol:Task pol:code "task" . pol:Section pol:code "section" .
id:span pol:quote "" ; pol:start "x" .
id:assignment pol:assigns <https://w3id.org/policy-kg/id/item/x/1/1> ; pol:assignsTo <javascript:office()> ; pol:surface "" ; pol:foundBy "r" ;
    pol:givesRole [ skos:notation "boss" ] ; pol:hasClause id:span ; pol:readFrom id:span .
id:target a pol:IndicatorTarget ; pol:concerns <https://w3id.org/policy-kg/id/item/x/1/1> ; pol:readFrom id:span ; pol:indicatorName "率" ;
    pol:hasComparator [ skos:notation "about" ] ; pol:value "much" .
"""
PAGES = [
    "/",
    "/departments",
    "/departments?q=局",
    "/plans",
    "/plans/x/1",
    "/checks",
    "/api/checks",
    "/id/thing?all",
    "/id/thing?format=jsonld",
    "/id/thing?format=rdf",
    "/id/conclusion?all",
    "/id/item/foo",
    "/id/item/foo/bar",
    "/id/item/x/1/1?all",
    "/id/department/a/b",
    "/graph/x",
    *(f"/plans/x/1/tasks-table.{form}" for form in ("xlsx", "docx", "csv", "md")),
    *(f"/queries/tasks?format={form}" for form in ("html", "csv", "xlsx", "json")),
]


class Links(HTMLParser):
    """The addresses that a page leads to or sends to."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src", "action", "formaction")]


@pytest.fixture(scope="module")
def client():
    store = Store()
    for quad in parse(FOREIGN.encode(), format=RdfFormat.TURTLE):
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object, GRAPH))
    with endpoint(answering(store)) as server:
        app = create_app(RemoteVersion(server.url, read_settings()))
        app.testing = True
        yield app.test_client()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_foreign_data_is_a_page(client, path, language):
    address = f"{path}{'&' if '?' in path else '?'}lang={language}"
    with client.get(address, headers={"Accept": "text/html"}) as answer:
        assert answer.status_code in (200, 303, 404, 406), answer.text
        if answer.mimetype == "text/html":
            for link in Links(answer.text).found:
                assert re.match(r"/(?!/)|#|https?://", link), link
                assert "evil" not in link or link.startswith("https://w3id.org/")
                assert "literal" not in link


def test_what_may_be_a_link_is_one_and_what_may_not_is_words(client):
    answer = client.get("/id/thing?all", headers={"Accept": "text/html"})
    links = Links(answer.text).found
    assert "http://example.org/good" in links
    assert "/id/item/foo" in links
    assert "http://example.org/literal" not in links
    assert "http://example.org/o" not in links
    for words in (
        "JavaScript:alert(1)",
        "javascript:p()",
        "data:text/html,x",
        "http://example.org/literal",
        "javascript:s()",
    ):
        assert words in answer.text


def test_an_item_of_an_odd_shape_has_the_page_of_its_statements(client):
    for path in ("/id/item/foo", "/id/item/foo/bar", "/id/department/a/b"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200, path
        assert "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" in answer.text or "rdf:type" in answer.text


def test_a_triple_term_is_refused_where_the_format_has_none(client):
    answer = client.get("/id/thing?format=jsonld")
    assert answer.status_code == 406
    assert "cannot be written as application/ld+json" in answer.json["detail"]
    assert client.get("/id/thing?format=ttl").status_code == 200
