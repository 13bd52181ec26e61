"""Errors over HTTP: what a program and what a person is told, at limits and at defects."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest
from flask import Flask, request

from kgservice.errors import BusyError, QueryError
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

PAGE = {"Accept": "text/html"}
READER = "/documents/002-d2f6364ae68a650d"
SENTENCE = "the request is far longer than a query of %(value)s bytes (%(limit)s); shorten it."


@pytest.fixture(scope="module")
def failing(dataset) -> Flask:
    """An application with addresses that fail in each way."""
    made = create_app(LocalVersions(dataset.snapshots))

    @made.route("/limit", methods=["GET", "POST"])
    def limit():
        request.values.get("query")
        raise BusyError(SENTENCE, "KG_QUERY_SECONDS", 20, 7)

    @made.route("/refused")
    def refused():
        raise QueryError("100%(limit)s <b>wrong</b>; mend it.")

    @made.route("/defect")
    def defect():
        raise ZeroDivisionError("secret words")

    return made


def test_a_limit_names_itself_and_when_to_come_back(failing):
    answer = failing.test_client().get("/limit")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Retry-After"] == "7"
    assert answer.json["limit"] == "KG_QUERY_SECONDS"
    assert answer.json["value"] == 20
    assert answer.json["detail"] == SENTENCE % {"value": 20, "limit": "KG_QUERY_SECONDS"}


def test_what_is_no_limit_names_none(failing):
    answer = failing.test_client().get("/refused")
    assert not {"limit", "value"} & set(answer.json)
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "上限 20 字节（KG_QUERY_SECONDS）"), ("en", "of 20 bytes (KG_QUERY_SECONDS)")]
)
@pytest.mark.parametrize("send", ["get", "post"])
def test_a_page_tells_the_limit_in_its_language_and_keeps_the_query(failing, language, words, send):
    client = failing.test_client()
    query = "SELECT * { ?s ?p '</textarea>' }"
    how = {"query_string": {"lang": language}, "headers": PAGE}
    if send == "get":
        how["query_string"]["query"] = query
        answer = client.get("/limit", **how)
    else:
        answer = client.post("/limit", data={"query": query}, **how)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "7"
    assert words in answer.text
    assert "SELECT * { ?s ?p &#39;&lt;/textarea&gt;&#39; }</textarea>" in answer.text


def test_a_page_without_a_query_has_no_form_for_one(failing):
    answer = failing.test_client().get("/refused", headers=PAGE)
    assert "100%(limit)s &lt;b&gt;wrong" in answer.text
    assert "<textarea" not in answer.text


@pytest.mark.parametrize(
    ("headers", "words"), [({}, "its log says where"), (PAGE, "日志中有记录")], ids=["program", "person"]
)
def test_a_defect_is_logged_and_its_words_stay_inside(failing, headers, words, caplog):
    with caplog.at_level(logging.ERROR):
        answer = failing.test_client().get("/defect", headers=headers)
    assert answer.status_code == 500
    assert answer.mimetype == ("text/html" if headers else "application/problem+json")
    assert words in answer.text
    for inside in ("secret", "Traceback", "ZeroDivision", ".py"):
        assert inside not in answer.text
    assert "secret words" in caplog.text


@pytest.mark.parametrize("headers", [{}, PAGE], ids=["program", "person"])
def test_a_body_that_is_too_long_is_not_read_and_names_its_limit(client, headers):
    answer = client.post("/sparql", data={"query": "ASK {} #" + "x" * 500_000}, headers=headers)
    assert answer.status_code == 413
    assert "KG_MAX_QUERY_BYTES" in answer.text
    assert "100000" in answer.text


def test_a_method_that_is_not_allowed_says_which_are(client):
    answer = client.put("/plans")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("address", "asked", "chinese", "english"),
    [
        ("/plans/nowhere/1", {}, "没有叫“nowhere/1”的计划", "no plan is called 'nowhere/1'"),
        ("/departments/nowhere", {}, "没有叫“nowhere”的部门", "no department and no group is called 'nowhere'"),
        ("/checks", {"only": "nowhere"}, "没有叫“nowhere”的检查", "no check is called 'nowhere'"),
        ("/plans", {"version": "nowhere"}, "没有保留版本“nowhere”", "no version 'nowhere' is kept here"),
        ("/departments/nantong-customs", {"due": "2020"}, "不能按 due=2020 选择任务", "cannot be chosen by due=2020"),
        ("/find", {"kind": "nowhere"}, "没有“nowhere”这一类事物", "there is no kind 'nowhere'"),
        ("/plans", {"page": "0"}, "“0”不是页码", "'0' is no page"),
        ("/plans", {"page": "99"}, "末页是第 1 页", "its last page is 1"),
        (READER, {"page": "99"}, "全文末页是第 1 页", "the last of the text is 1"),
        (READER, {"item": "i-1-3.2.99"}, "没有条目“i-1-3.2.99”；条目见其目录，例如 i-1-3.2.9", "such as i-1-3.2.9"),
        ("/queries/tasks", {"where.kind": "tasks"}, "没有 kind 为“tasks”的行", "no row has 'tasks' as kind"),
    ],
)
def test_what_is_wrong_is_told_in_the_language_of_the_page(client, address, asked, chinese, english):
    pages = {
        language: unescape(client.get(address, query_string={"lang": language, **asked}, headers=PAGE).text)
        for language in ("zh", "en")
    }
    assert chinese in pages["zh"]
    assert english not in pages["zh"]
    assert english in pages["en"]
    assert english in client.get(address, query_string=asked).json["detail"]


@pytest.mark.parametrize(
    ("address", "asked", "meant"),
    [
        ("/departments", {"place": "南桶市"}, "南通市"),
        ("/departments", {"function": "市场"}, "市场监管"),
        ("/departments/nantong-ocean-fisheries", {"campaign": "强基固本"}, "强基固本行动"),
        ("/departments/nantong-ocean-fisheries/ledger.csv", {"plan": "南通行动"}, "食品安全战略南通行动计划"),
        ("/checks", {"plan": "食品安全战略"}, "食品安全战略南通行动计划"),
        ("/api/checks", {"document": "002_d2f6364ae68a650d.tx"}, "002_d2f6364ae68a650d.txt"),
    ],
)
def test_a_name_that_nothing_has_is_told_with_what_comes_near_and_where_that_is(client, address, asked, meant):
    (value,) = asked.values()
    answer = client.get(address, query_string=asked, headers=PAGE)
    assert answer.status_code == 404
    assert f"没有叫“{value}”的。这不等于文件没有说明。" in answer.text
    links = [(unescape(link), name) for link, name in re.findall(r'<li><a href="([^"]*)">([^<]*)</a>', answer.text)]
    link = next(link for link, name in links if name.startswith(meant))
    assert client.get(link).status_code == 200
    assert any(name.startswith(meant) for name in client.get(address, query_string=asked).json["near"])


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/checks?only=no-leads", "/checks?only=no-lead"),
        ("/queries/taskz", "/queries/tasks"),
        ("/queries/tasks?where.kind=tasks&sort=path", "/queries/tasks?where.kind=task&sort=path"),
    ],
)
def test_a_word_that_is_none_of_a_few_leads_to_the_one_that_comes_near(client, address, meant):
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 404
    assert meant in re.findall('<li><a href="([^"]*)"', answer.text.replace("&amp;", "&"))
    assert client.get(address).json["near"][0] in meant
    assert client.get(meant, headers=PAGE).status_code == 200


def test_a_name_to_which_none_comes_near_can_be_looked_for_elsewhere(client):
    assert 'href="/find?q=%E7%81%AB%E6%98%9F"' in client.get("/departments?place=火星", headers=PAGE).text


@pytest.mark.parametrize("address", ["/help", "/plans", "/queries/tasks", "/find", "/checks/findings.csv"])
def test_a_language_that_the_site_does_not_speak_is_refused(client, address):
    answer = client.get(f"{address}?lang=fr", headers=PAGE)
    assert answer.status_code == 400
    assert "本站没有“fr”这种语言；可选：zh, en。" in answer.text


def test_a_query_in_an_unknown_language_is_asked_all_the_same(client):
    assert client.get("/sparql", query_string={"query": "ASK {}", "lang": "fr"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/departments?plcae=南通市", "place"),
        ("/queries/tasks?where.plna=x", "where.plan"),
        ("/help?pages=2", ""),
        ("/plans/002-d2f6364ae68a650d/1?sort=path", ""),
    ],
)
def test_a_field_that_means_nothing_is_told_with_the_one_that_comes_near(client, address, meant):
    html = client.get(address, headers=PAGE).text
    (note,) = re.findall('<p class="empty" role="note">(.*?)</p>', html)
    assert re.findall("是不是 <code>([^<]*)</code>", note) == [meant] * bool(meant)


@pytest.mark.parametrize(
    "address",
    ["/departments?plcae=南通市", "/checks?file=x", "/queries/tasks?foo=1", "/departments/nantong-customs?von=1"],
)
def test_a_field_that_means_nothing_is_told_on_the_page(client, address):
    field = address.partition("?")[2].partition("=")[0]
    assert f"没有起作用： <code>{field}</code>" in client.get(address, headers=PAGE).text


def test_a_page_whose_fields_all_mean_something_says_nothing_of_them(client):
    for address in ("/departments?place=南通市&lang=zh", "/queries/tasks?where.kind=task&sort=path", "/find?q=餐饮"):
        assert "没有起作用" not in client.get(address, headers=PAGE).text


def test_a_program_that_asks_for_nothing_is_told_how_to_ask(client):
    answer = client.get("/api/find")
    assert answer.status_code == 400
    assert "q=市监局" in answer.json["detail"]


@pytest.mark.parametrize("address", ["/api/find?words=x", "/api/checks?file=x", "/queries/tasks?format=json&foo=1"])
def test_a_program_that_asks_by_a_field_that_there_is_not_is_refused(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "nothing here is asked by" in answer.json["detail"]
