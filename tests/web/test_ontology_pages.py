"""The ontology's page in the site, and the same as files that need no program."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from pyoxigraph import RdfFormat, parse

from kgservice.iris import TERMS
from kgservice.ontology.publishing import ontology_files
from kgservice.ontology.reference import shipped_reference
from kgservice.settings import read_settings
from kgservice.web.app import create_app
from kgservice.web.styles import site_style
from kgservice.web.versions import RemoteVersion

pytestmark = pytest.mark.slow

ONTOLOGY = shipped_reference().ontology
PAGES = {"zh": "index.html", "en": "en.html"}


class _Page(HTMLParser):
    """The ids, links and sources of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src") if name in values]


@pytest.fixture(scope="module")
def files(dataset):
    return ontology_files(dataset.current().uses, site_style())


def served(client, language):
    return client.get(f"/ontology?lang={language}", headers={"Accept": "text/html"}).text


def entry(html, name):
    return html.partition(f'<section class="term" id="{name}">')[2].partition("</section>")[0]


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.parametrize("language", PAGES)
def test_each_term_has_an_entry_with_label_definition_and_example(client, language):
    html = served(client, language)
    for term in ONTOLOGY.terms:
        told = text_of(entry(html, term.name))
        for words in (*term.label.values(), term.definition[language], *term.examples, term.iri):
            assert " ".join(words.split()) in told.replace("&#39;", "'"), f"{term.name}: {words}"


def test_an_entry_tells_how_the_term_stands_to_others(client):
    html = served(client, "en")
    task = entry(html, "Task")
    assert 'href="#Item"' in task
    assert 'href="#UnassignedTask"' in task
    assert "http://www.w3.org/ns/prov#Activity" in task
    relation = entry(html, "concerns")
    for name in ("Fact", "Item", "Plan", "assigns"):
        assert f'href="#{name}"' in relation
    assert "inverse assigns some assignment" in text_of(entry(html, "AssignedItem"))
    assert "属于条目 至少有一个 已分工条目" in text_of(entry(served(client, "zh"), "AssignedItem"))
    carries = entry(html, "carries")
    assert "carries-as-member" in carries
    assert "carries ∘ under campaign" in text_of(entry(html, "carriesDutyUnder"))
    assert 'href="/queries/assignments"' in entry(html, "givesRole")
    assert 'href="/checks#no-lead"' in entry(html, "LeaderlessItem")


def test_an_entry_counts_the_uses_in_the_data(client, engine):
    for name, pattern in (
        ("Task", f"?s a <{TERMS}Task>"),
        ("readFrom", f"?s <{TERMS}readFrom> ?o"),
        ("lead", f"?s <{TERMS}givesRole> <{TERMS}lead>"),
    ):
        number = engine.select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}").texts()[0][0]
        assert f"In the data{number} times" in text_of(entry(served(client, "en"), name)).replace("</dt><dd>", "")


def test_a_page_over_an_endpoint_tells_all_but_the_uses(tmp_path):
    app = create_app(RemoteVersion("http://127.0.0.1:9/sparql", read_settings()))
    with app.test_request_context("/ontology?lang=en"):
        html = str(app.view_functions["ontology.ontology"]())
    assert "Restrictions" in entry(html, "Assignment")
    assert "In the data" not in html


@pytest.mark.parametrize("language", PAGES)
def test_no_link_of_the_page_leads_nowhere(client, language):
    page = _Page(served(client, language))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    for address in {link.partition("#")[0] for link in page.links if link.startswith("/")}:
        with client.get(address, headers={"Accept": "text/html"}) as response:
            assert response.status_code == 200, address


@pytest.mark.parametrize("language", PAGES)
def test_the_files_need_nothing_but_each_other(files, language):
    page = _Page(files[PAGES[language]].decode())
    assert "script" not in page.tags
    outside = {"https://creativecommons.org/licenses/by/4.0/"}
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        elif "://" not in link:
            assert link in files, link
        else:
            assert (
                link in outside
                or any(link == iri for term in ONTOLOGY.terms for _, iri in term.elsewhere)
                or link.startswith(tuple(ONTOLOGY.prefixes.values()))
            ), link
    assert "url(" not in files[PAGES[language]].decode()


@pytest.mark.parametrize("language", PAGES)
def test_the_site_shows_what_the_files_show(client, files, language):
    inside, alone = (
        text_of(html.partition('<main id="main"')[2].partition(">")[2].partition("</main>")[0])
        for html in (served(client, language), files[PAGES[language]].decode())
    )
    assert len(inside) > 20_000
    assert inside == alone


def test_the_pages_are_in_the_language_they_say(files):
    chinese, english = (files[name].decode() for name in PAGES.values())
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    for html, words in ((chinese, "定义域"), (english, "Domain")):
        assert f"<dt>{words}</dt>" in html
    assert "<dt>Domain</dt>" not in chinese


@pytest.mark.parametrize(("form", "syntax"), [("ttl", "ttl"), ("nt", "nt"), ("rdf", "rdf"), ("jsonld", "jsonld")])
def test_the_ontology_is_downloaded_in_each_syntax(client, files, form, syntax):
    data = client.get(f"/ontology?format={form}").data
    assert data == files[f"ontology.{form}"]
    assert len(list(parse(data, format=RdfFormat.from_extension(syntax)))) > 1000


def test_the_version_and_the_shapes_answer(client):
    assert client.get(f"/ontology/{ONTOLOGY.header.version}").location == "/ontology"
    assert client.get("/ontology/0.0.0").status_code == 404
    shapes = client.get("/shapes")
    assert shapes.mimetype == "text/turtle"
    assert b"sh:NodeShape" in shapes.data


@pytest.mark.parametrize("name", ["Assignment", "assignsTo", "lead"])
def test_a_term_asked_for_by_path_leads_to_its_entry(client, name):
    response = client.get(f"/ontology/{name}")
    assert (response.status_code, response.location) == (303, f"/ontology#{name}")
    assert f'id="{name}"' in client.get("/ontology", headers={"Accept": "text/html"}).text


def test_a_name_that_is_no_term_says_so(client):
    response = client.get("/ontology/Assignmnt")
    assert response.status_code == 404
    assert "no term and no version 'Assignmnt'" in response.json["detail"]


def test_the_files_are_the_same_when_they_are_made_again(dataset, files):
    assert ontology_files(dataset.current().uses, site_style()) == files
