"""The SPARQL 1.1 Protocol: forms, formats, refusals."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kgservice.store.formats import GRAPHS, QUADS, TABLES
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

SELECT = "SELECT ?t { ?t a <https://w3id.org/policy-kg/ontology#Task> } LIMIT 3"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
DESCRIBE = "DESCRIBE <https://w3id.org/policy-kg/id/department/nantong-health>"
DIRECT = "application/sparql-query"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


def get(client, query, accept=None, **values):
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **values}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, application/sparql-results+xml;q=0.5", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+xml;q=0.1, text/turtle, */*;q=0.2", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("application/xml;charset=utf-8", "application/sparql-results+xml"),
        ("text/csv;charset=utf-8;header=present", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*", "application/sparql-results+json"),
        ("*/*, text/csv", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("TEXT/CSV", "text/csv"),
        ("text/html;q=0.1, text/csv", "text/csv"),
    ],
)
def test_a_table_in_every_format(client, accept, media_type):
    response = get(client, SELECT, accept)
    assert response.status_code == 200
    assert response.mimetype == media_type
    if media_type == "text/csv":
        assert len(response.text.splitlines()) == 4
    else:
        solutions = parse_query_results(response.data, format=QueryResultsFormat.from_media_type(media_type))
        assert len(list(solutions)) == 3


@pytest.mark.parametrize("media_type", [form.media_type for form in (*GRAPHS, *QUADS)])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_a_graph_in_every_format(client, query, media_type):
    response = get(client, query, media_type)
    assert response.mimetype == media_type
    assert list(parse(response.data, format=RdfFormat.from_media_type(media_type)))


@pytest.mark.parametrize("form", [*TABLES, *GRAPHS, *QUADS], ids=lambda form: form.ending)
def test_every_name_of_a_format_gets_it(client, form):
    query = SELECT if form in TABLES else CONSTRUCT
    for media_type in (form.media_type, *form.types):
        assert get(client, query, media_type).mimetype == form.media_type
    for name in form.names:
        assert get(client, query, "text/html", format=name.upper()).mimetype == form.media_type


@pytest.mark.parametrize(
    ("query", "word", "accept", "media_type"),
    [
        (SELECT, "nonsense", "text/csv", "text/csv"),
        (SELECT, "turtle", "application/xml", "application/sparql-results+xml"),
        (SELECT, "turtle", "*/*", "application/sparql-results+json"),
        (CONSTRUCT, "csv", "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "csv", "text/html", "text/html"),
        (SELECT, "application/sparql-results xml", "text/csv", "application/sparql-results+xml"),
    ],
)
def test_a_format_that_is_none_never_beats_what_is_accepted(client, query, word, accept, media_type):
    assert get(client, query, accept, format=word).mimetype == media_type


def test_a_graph_of_text_and_of_any_xml(client):
    assert get(client, CONSTRUCT, "text/*").mimetype == "text/turtle"
    assert get(client, CONSTRUCT, "application/xml").mimetype == "application/rdf+xml"
    assert get(client, CONSTRUCT, "application/json").mimetype == "application/ld+json"


def test_a_truth_value(client):
    assert get(client, ASK).json["boolean"] is True
    assert get(client, ASK, "text/csv").text.strip() == "true"
    assert b"<boolean>true</boolean>" in get(client, ASK, "application/sparql-results+xml").data


def test_both_post_forms(client):
    form = client.post("/sparql", data={"query": ASK})
    direct = client.post("/sparql", data=ASK, content_type=DIRECT)
    assert form.json == direct.json
    assert form.json["boolean"] is True


def test_graphs_named_by_the_protocol(client, task_numbers):
    counted = ["n", str(task_numbers["000_088e11d987ff7cca.txt"])]
    graph = "https://w3id.org/policy-kg/graph/document/000-088e11d987ff7cca"
    count = "SELECT (COUNT(*) AS ?n) { ?t a <https://w3id.org/policy-kg/ontology#Task> }"
    assert get(client, count, "text/csv", **{"default-graph-uri": graph}).text.split() == counted
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?t a <https://w3id.org/policy-kg/ontology#Task> } }"
    assert get(client, inside, "text/csv", **{"named-graph-uri": graph}).text.split() == counted


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda client: get(client, "SELECT * { ?s ?p }"), 400),
        (lambda client: get(client, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 403),
        (lambda client: get(client, "INSERT DATA { <a:a> <a:b> <a:c> }"), 403),
        (lambda client: client.get("/sparql", query_string={"update": "CLEAR ALL"}), 403),
        (lambda client: client.post("/sparql", data={"update": "CLEAR ALL"}), 403),
        (lambda client: client.post("/sparql", data="CLEAR ALL", content_type="application/sparql-update"), 403),
        (lambda client: client.get("/sparql?query=ASK{}&query=ASK{}"), 400),
        (lambda client: client.post("/sparql?query=ASK{}", data={"query": ASK}), 400),
        (lambda client: client.post("/sparql?query=ASK{}", data=ASK, content_type=DIRECT), 400),
        (lambda client: client.post("/sparql?update=CLEAR+ALL", data={"query": ASK}), 403),
        (lambda client: client.post("/sparql", data=ASK, content_type="text/plain"), 415),
        (lambda client: client.post("/sparql", data=ASK), 415),
        (lambda client: client.post("/sparql", data="ASK { ?é ?p ?o }".encode("latin-1"), content_type=DIRECT), 400),
        (lambda client: get(client, SELECT, "image/png"), 406),
        (lambda client: get(client, SELECT, format="ttl"), 406),
        (lambda client: client.put("/sparql", data=ASK), 405),
        (lambda client: get(client, "ASK {} #" + "x" * 100_000), 413),
        (lambda client: client.post("/sparql", data={"query": "ASK {} #" + "x" * 500_000}), 413),
        (lambda client: client.get("/sparql", headers={"Accept": "application/json"}), 400),
    ],
)
def test_what_cannot_be_answered_has_a_status_and_one_sentence(client, send, status):
    response = send(client)
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    assert response.json["detail"]
    assert "\n" not in response.json["detail"]


def test_a_browser_gets_a_page_to_write_a_query(client):
    assert "<textarea" in client.get("/sparql", headers={"Accept": BROWSER}).text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (SELECT, ">https://w3id.org/policy-kg/id/item/"),
        (ASK, '<p class="empty">是</p>'),
        (CONSTRUCT, "<pre>"),
        ("CONSTRUCT {} {}", "<pre>"),
    ],
)
def test_a_link_with_a_query_leads_a_browser_to_the_page_with_its_answer(client, query, words):
    response = get(client, query, BROWSER)
    assert response.mimetype == "text/html"
    assert words in response.text
    assert "<textarea" in response.text


def test_the_page_answers_from_the_graphs_that_are_named(client):
    graph = "https://w3id.org/policy-kg/graph/document/000-088e11d987ff7cca"
    count = "SELECT (COUNT(*) AS ?n) { ?t a <https://w3id.org/policy-kg/ontology#Task> }"
    assert "<td>17</td>" in get(client, count, BROWSER, **{"default-graph-uri": graph}).text


def test_names_stand_behind_iris_on_request(client):
    query = "SELECT ?x ?n { BIND(<https://w3id.org/policy-kg/id/department/nantong-health> AS ?x) BIND(1 AS ?n) }"
    assert get(client, query, "text/csv", labels="zh").text.split() == [
        "x,x_label,n",
        "https://w3id.org/policy-kg/id/department/nantong-health,南通市卫生和计划生育委员会,1",
    ]
    name = get(client, query, labels="en").json["results"]["bindings"][0]["x_label"]
    assert name["type"] == "literal"
    assert name["xml:lang"] == "en"
    assert get(client, query, labels="fr").status_code == 400


def test_a_table_for_excel_has_another_name_and_no_formulas(client):
    query = 'SELECT ("=1+1" AS ?a) (-5 AS ?b) ("-5%" AS ?c) ("@x" AS ?d) ("＝1" AS ?e) ("a=b" AS ?f) {}'
    table = get(client, query, format="csv-excel")
    assert table.headers["Content-Disposition"] == 'attachment; filename="answer.excel.csv"'
    assert table.text == "\ufeffa,b,c,d,e,f\n'=1+1,-5,-5%,'@x,'＝1,a=b\n"
    assert get(client, query, "text/csv").text == "a,b,c,d,e,f\r\n=1+1,-5,-5%,@x,＝1,a=b\r\n"
    book = get(client, query, format="xlsx")
    assert book.headers["Content-Disposition"] == 'attachment; filename="answer.xlsx"'
    cells = load_workbook(io.BytesIO(book.data)).active[2]
    assert [(cell.value, cell.data_type) for cell in cells][:2] == [("=1+1", "s"), (-5, "n")]
    assert [cell.quotePrefix for cell in cells] == [True, False, False, True, True, False]


def test_where_a_query_goes_wrong_is_a_line_and_a_column(client):
    response = get(client, "SELECT * {\n ?s ?p ?o .\n ?s ?p ?o ?q .\n}")
    assert response.json["detail"] == "the query is not well-formed at line 3, column 11: '?q' cannot stand there."


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "在第1行第18列：此处不能出现“}”"), ("en", "at line 1, column 18: &#39;}&#39; cannot stand there.")],
)
def test_a_page_tells_where_a_query_goes_wrong_in_its_language(client, language, told):
    answer = get(client, "SELECT * { ?s ?p }", "text/html", lang=language)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize("more", [{"format": "xlsx"}, {"format": "csv-excel"}, {"labels": "zh"}])
def test_what_is_made_of_an_answer_is_not_made_of_a_large_one(dataset, monkeypatch, more):
    monkeypatch.setenv("KG_MAX_ROWS", "50")
    small = create_app(LocalVersions(dataset.snapshots)).test_client()
    for rows, status in ((5, 200), (6, 413)):
        response = get(small, f"SELECT ?s {{ ?s a ?c }} LIMIT {rows}", **more)
        assert response.status_code == status
    assert (response.json["limit"], response.json["value"]) == ("KG_MAX_ROWS", 5)


def test_what_an_answer_names_leads_on_and_columns_are_called_as_they_were_asked_for(client):
    asked = {"query": f"SELECT ?task ?myName {{ BIND({DESCRIBE.split()[1]} AS ?task) BIND('x' AS ?myName) }}"}
    html = client.get("/sparql", query_string=asked, headers={"Accept": BROWSER}).text
    assert '<a href="/departments/nantong-health">' in html
    assert '<th title="myName">myName</th>' in html
