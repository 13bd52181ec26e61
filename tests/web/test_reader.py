"""The document reader: the text as it stands, what was read marked in it, and places that every address can lead to."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from conftest import SOURCES
from hypothesis import given
from hypothesis import strategies as st
from shown import page

from kgservice.dataset.building import ingest
from kgservice.dataset.dataset import Dataset
from kgservice.web.app import create_app
from kgservice.web.marking import Mark, Marker, as_read, marks_of
from kgservice.web.sources import LaidOut, SourceText, _pages
from kgservice.web.versions import LocalVersions

NANTONG = "002-d2f6364ae68a650d"


def bare(text):
    return "".join(text.split())


def words_of(html):
    return bare(unescape(re.sub("<[^>]*>", "", html)))


def article_of(html):
    return html[html.index("<article") : html.index("</article>") + len("</article>")]


class Elements(HTMLParser):
    """The words of an HTML fragment, and of each element with an id; raises ValueError if elements do not nest."""

    def __init__(self, html):
        super().__init__()
        self.words, self.by_id, self.open = "", {}, []
        self.feed(html)
        self.close()
        if self.open:
            raise ValueError(self.open)

    def handle_starttag(self, tag, attributes):
        if tag not in ("br", "input", "meta", "link"):
            self.open.append((tag, dict(attributes).get("id"), len(self.words)))
            if tag == "a" and any(other == "a" for other, _, _ in self.open[:-1]):
                raise ValueError("a link in a link")

    def handle_endtag(self, tag):
        opened, name, start = self.open.pop()
        if opened != tag:
            raise ValueError(f"{tag} ends in {opened}")
        if name:
            self.by_id[name] = self.words[start:]

    def handle_data(self, data):
        self.words += data


def fact(start, end, kind="target"):
    return {"fact": f"{kind}{start}", "kind": kind, "start": str(start), "end": str(end)}


TEXT = "<甲>&乙\n丙 丁，戊己庚辛壬癸。"


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    st.lists(st.integers(0, len(TEXT)), max_size=3),
)
def test_however_marks_lie_the_text_is_whole_and_elements_nest(places, cuts):
    marks = marks_of(fact(*sorted(place)) for place in places if max(place) <= len(TEXT))
    marker = Marker(TEXT, marks, {})
    bounds = sorted({0, *cuts, len(TEXT)})
    html = "".join(marker.piece(start, end) for start, end in pairwise(bounds))
    read = Elements(html)
    assert read.words == as_read(TEXT)
    for mark in marks:
        assert as_read(TEXT[mark.start : mark.end]).startswith(read.by_id[mark.anchor])


def test_a_mark_in_a_mark_leads_to_its_own_note():
    html = Marker("由市教育局负责", marks_of([fact(0, 7, "clause"), fact(1, 5, "party")]), {}).piece(0, 7)
    assert html == (
        '<span class="mark of-clause" id="c0-7"><a href="#n1" title="">由</a><span class="mark of-party" id="c1-5">'
        '<a href="#n2" title="">市教育局</a></span><a href="#n1" title="">负责</a></span>'
    )


def test_marks_that_cross_both_have_their_place():
    html = Marker("零一二三四五", [Mark(0, 4, (fact(0, 4),), 1), Mark(2, 6, (fact(2, 6),), 2)], {}).piece(0, 6)
    assert [html.count(f'id="{name}"') for name in ("c0-4", "c2-6")] == [1, 1]
    assert Elements(html).words == "零一二三四五"


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_whole_text_of_a_document_stands_on_its_page(client, source):
    html = page(client, f"/documents/{source.stem.replace('_', '-')}")
    article = article_of(html)
    text = bare(source.read_text(encoding="utf-8"))
    for line in re.findall('<p class="furniture">.*?</p>', article):
        article, text = article.replace(line, "", 1), text.replace(words_of(line), "", 1)
    assert words_of(article) == text


def test_every_fact_has_its_place_and_its_note(client, answer):
    html = page(client, f"/documents/{NANTONG}")
    elements = Elements(article_of(html))
    rows = [row for row in answer("indicator-targets") if row["source"].startswith("002")]
    quotes = set(map(bare, elements.by_id.values()))
    assert rows
    # one that goes over the end of a line begins on the line it begins on
    assert all(any(words and bare(row["quote"]).startswith(words) for words in quotes) for row in rows)
    assert set(re.findall('href="#(n[0-9]+)"', html)) <= set(re.findall('id="(n[0-9]+)"', html))
    assert "assignment.clause.bracketed-label" in html
    assert "报告有误" in html


def test_unread_text_and_findings_are_marked(client, answer):
    (unread,) = answer("unread")
    html = page(client, f"/documents/{unread['source'].removesuffix('.txt').replace('_', '-')}")
    assert "of-unread" in html
    assert "of-finding" in html


def test_any_characters_have_an_address(client):
    html = page(client, f"/documents/{NANTONG}?at=3000-3040")
    text = (SOURCES / "002_d2f6364ae68a650d.txt").read_text(encoding="utf-8")
    marked = Elements(article_of(html)).by_id["c3000-3040"]
    assert bare(text[3000:3040]).startswith(marked)


@pytest.mark.parametrize("at", ["x", "5-5", "9-5", "0-99999999", "1-2-3", "-1-4"])
def test_a_place_that_is_none_is_told(client, at):
    assert client.get(f"/documents/{NANTONG}?at={at}").status_code == 400


def test_a_span_of_the_graph_leads_to_its_characters(client, engine):
    ((iri,),) = engine.select(
        "SELECT ?s { ?s a <https://w3id.org/policy-kg/ontology#TextSpan> } ORDER BY ?s LIMIT 1"
    ).texts()
    path = iri.removeprefix("https://w3id.org/policy-kg")
    document, place = path.split("/")[-2:]
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.headers["Location"] == f"/documents/{document}?at={place}#c{place}"


def test_an_items_address_leads_into_the_contents(client):
    html = page(client, f"/documents/{NANTONG}")
    places = re.findall('<a href="#(i-[^"]*)"', html)
    assert len(places) > 40
    assert all(f'id="{place}"' in html for place in places)


def test_the_original_is_handed_out_and_never_shown(client):
    response = client.get(f"/documents/{NANTONG}/original")
    assert response.data == (SOURCES / "002_d2f6364ae68a650d.txt").read_bytes()
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers.getlist("Content-Security-Policy")


@pytest.mark.parametrize("name", ["nowhere", "..%2F..%2Fmanifest.json", "002-d2f6364ae68a650d%2F.."])
def test_what_is_no_document_has_no_file(client, name):
    for address in (f"/documents/{name}", f"/documents/{name}/original", f"/documents/{name}/report"):
        assert client.get(address).status_code == 404


def test_a_wrong_reading_is_reported_as_an_entry_of_a_correction_file(client):
    html = page(client, f"/documents/{NANTONG}")
    addresses = [unescape(each) for each in re.findall('href="(/documents/[^"]*/report[^"]*)"', html)]
    reported = page(client, next(each for each in addresses if "assignment%2F" in each))
    assert "corrections/002_d2f6364ae68a650d.txt.yaml" in reported
    assert "remove: assignment" in reported
    assert re.search("surface: .+", reported)


def test_a_long_document_is_cut_where_its_parts_begin():
    blocks = [
        LaidOut("heading" if n % 50 == 0 else "paragraph", 1 if n % 50 == 0 else 0, ((n * 400, n * 400 + 400),))
        for n in range(4000)
    ]
    text = SourceText("x", "字" * 1_600_000, tuple(blocks), _pages(blocks))
    sizes = [sum(block.end - block.start for block in text.page(number + 1)) for number in range(len(text.pages))]
    assert sum(sizes) == 1_600_000
    assert max(sizes) <= 25_000
    assert all(text.page(number + 1)[0].kind == "heading" for number in range(len(text.pages)))
    assert all(text.page_at(text.page(number + 1)[0].start) == number + 1 for number in range(len(text.pages)))


TABLE = (
    "临江市教育局关于印发临江市教育任务分解表的通知\n临江市教育任务分解表\n序号\t任务\t责任单位\t责任人\t完成时限\n"
    "1\t新建学校\t市教育局\t张三\t2024年12月底\n2\t修缮校舍\t市住建局\t\t2025年\n"
)


@pytest.fixture(scope="module")
def tabled(tmp_path_factory):
    """A site with one document, which is a table of tasks."""
    root = tmp_path_factory.mktemp("tabled")
    (root / "table.txt").write_text(TABLE, encoding="utf-8")
    dataset = Dataset(root / "data")
    ingest(dataset, root / "table.txt")
    return create_app(LocalVersions(dataset.snapshots)).test_client()


@pytest.mark.slow
def test_a_table_is_a_table_with_marks_in_its_cells(tabled):
    article = article_of(page(tabled, "/documents/table"))
    rows = [re.findall("<t[dh]>.*?</t[dh]>", row) for row in re.findall("<tr>.*?</tr>", article, re.DOTALL)]
    assert [[words_of(cell) for cell in row] for row in rows] == [line.split("\t") for line in TABLE.split("\n")[2:-1]]
    kinds = [re.findall("of-[a-z]+", cell)[:1] for cell in rows[1]]
    assert kinds[1:5] == [["of-task"], ["of-party"], ["of-person"], ["of-deadline"]]


@pytest.mark.slow
def test_a_person_in_charge_is_told_with_what_for(tabled):
    assert '<span class="tag of-person">责任人</span> 责任人：张三' in page(tabled, "/documents/table")
