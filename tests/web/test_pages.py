"""The pages: what a person finds on them, in Chinese and in English."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest
from conftest import ROOT
from shown import page, pages_of

from kgservice.errors import MEANINGS
from kgservice.queries.catalogue import load_catalogue
from kgservice.translations import translations
from kgservice.web.problems import problem
from kgservice.web.questions import TOPICS, by_topic

QUERIES = load_catalogue(ROOT / "queries")
ADDRESSES = (
    "/",
    "/departments",
    "/departments/dongchangfu-agriculture",
    "/plans",
    "/plans/001-b4ad9b68bca269ff/3",
    "/documents",
    "/documents/000-088e11d987ff7cca",
    "/checks",
    "/queries",
    "/queries/tasks",
    "/find",
    "/sparql",
    "/ontology",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_speaks_both_languages(client, address):
    chinese, english = page(client, f"{address}?lang=zh"), page(client, f"{address}?lang=en")
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    assert "政策知识图谱" in chinese
    assert "Policy Knowledge Graph" in english


def test_a_language_chosen_is_kept(client):
    page(client, "/?lang=en")
    assert "Departments" in page(client, "/plans")


@pytest.mark.parametrize("words", ["区市场监管局", "东昌府区市场监督管理局", "市场监管", "Dongchangfu District Admin"])
def test_a_department_is_found_by_name_or_alias(client, words):
    assert "/departments/dongchangfu-market-regulation" in page(client, f"/departments?q={quote(words)}")


@pytest.mark.parametrize("words", ["南通市市场监督管理局", "南通市市场监管局"])
def test_an_old_department_is_found_by_the_name_of_its_successor(client, words):
    html = page(client, f"/departments?q={quote(words)}")
    assert "/departments/nantong-food-drug-administration" in html
    assert "/departments/nantong-industry-commerce-administration" in html
    assert re.search(r'今</span> <a href="/departments/nantong-[^"]*">南通市市场监督管理局</a>', html)
    assert "dongchangfu" not in html


def test_a_department_and_its_successor_lead_to_each_other(client):
    old = page(client, "/departments/nantong-food-drug-administration")
    (address,) = re.findall(r'<dt>后继部门</dt>\s*<dd><a href="([^"]*)">南通市市场监督管理局</a>', old)
    assert "2018《深化党和国家机构改革方案》" in old
    new = page(client, address)
    formerly = new[new.index("<dt>由此整合而来</dt>") : new.index("</dl>")]
    assert "/departments/nantong-food-drug-administration" in formerly
    assert "/departments/nantong-quality-supervision" in formerly
    assert re.search('由前身承担的任务： <a href="/departments/nantong-food-drug-administration">', new)
    assert "推理得出" in new
    assert "As successor of" in page(client, f"{address}?lang=en")


def test_a_successor_that_no_document_names_is_not_said_to_be_written_so(client):
    new = page(client, "/departments/nantong-nantongshishichangjianduguanliju-dbb0ce")
    assert "<dt>原文写法</dt>" not in new
    (aliases,) = re.findall("<dt>别名</dt><dd>([^<]*)</dd>", new)
    assert {"南通市市场监督局", "南通市市场监管局", "南通市市监局"} <= set(aliases.split("、"))
    assert "没有文件提到该部门，其名称由机构沿革名录推得。" in new
    assert "依规则按原文命名" not in new


def test_the_names_that_documents_write_are_told_from_other_names(client):
    html = page(client, "/departments/dongchangfu-market-regulation")
    assert re.search(r"<dt>原文写法</dt><dd>[^<]*区市场监管局", html)
    assert "<dt>别名</dt>" not in html
    html = page(client, "/departments/cac")
    assert "<dt>原文写法</dt>" not in html
    assert "<dt>别名</dt><dd>中央网信办</dd>" in html


def test_bodies_of_the_same_function_are_told_by_whether_they_are_of_the_same_place(client):
    html = page(client, "/departments/nantong-food-drug-administration")
    (words,) = re.findall(r"<dd>(<a [^>]*>市场监管</a>；.*)</dd>", html)
    here, elsewhere = re.sub("<[^>]*>", "", words).removeprefix("市场监管；同地：").split("；其他地方：")
    assert here == "南通市工商行政管理局、南通市质量技术监督局"
    assert elsewhere == "东昌府区市场监督管理局、济源产城融合示范区市场监督管理局"
    assert "；同地：" not in page(client, "/departments/cac")
    assert "; elsewhere: <a" in page(client, "/departments/cac?lang=en")


def test_who_took_a_part_of_the_duties_is_said_to_have_a_part(client):
    html = page(client, "/departments/nantong-ocean-fisheries")
    after = html[html.index("<dt>后继部门</dt>") : html.index("</dl>")]
    assert after.count("部分职责") == 3


def test_a_group_named_by_a_function_shows_its_bodies(client):
    html = page(client, "/groups/hebei-shichangjianguanbumen-9697b9")
    assert "<dt>包括部门</dt>" in html
    assert "/departments/hebei-market-regulation" in html
    assert "/departments/hebei-agriculture" not in html


def test_a_group_of_which_no_body_is_known_says_so(client):
    address = "/groups/nantong-county-governments-and-zones"
    assert "<dt>包括部门</dt><dd>成员未知：尚不知包括哪些部门。</dd>" in page(client, address)
    assert "Which bodies belong to it is not known." in page(client, f"{address}?lang=en")
    assert "包括部门" not in page(client, "/departments/nantong-customs")


def test_a_search_without_result_says_so(client):
    assert "承担责任的部门和责任群体中没有叫“火星局”的" in page(client, f"/departments?q={quote('火星局')}")


def test_a_departments_obligations_stand_by_plan_campaign_and_role_with_their_sentence(client):
    html = page(client, "/departments/dongchangfu-market-regulation")
    assert re.search(
        r'<h3><a href="/plans/000-[^"]*/1">东昌府区贯彻落实“食安山东”建设提升行动计划（2024-2025年）</a>', html
    )
    assert '<span class="muted">特殊食品“双升”工程</span>' in html
    assert '<span class="role lead">牵头</span>' in html
    assert "（区市场监管局牵头，各镇政府、街道办事处按职责分工负责）" in html
    assert "深化“三标”行动，督促企业建立禁用原料目录" in html


def test_a_plan_shows_its_items_with_parties_targets_deadlines_and_citations(client):
    html = page(client, "/plans/000-088e11d987ff7cca/1")
    item = html[html.index('id="3.1"') : html.index('id="3.2"')]
    assert "深入实施产地环境治理行动" in item
    assert "/departments/dongchangfu-agriculture" in item
    assert "受污染耕地安全利用率 ≥ 93 %" in item
    assert "2024-08-13" in html


def test_a_plan_shows_only_its_own_facts(client):
    html = page(client, "/plans/000-088e11d987ff7cca/1")
    assert html.count("到2025年，全区区域性、系统性重大食品安全风险更加得到有效防范") == 2, (
        "in the text and at the deadline"
    )
    assert "冬奥会" not in html


def test_the_checks_name_each_task_and_why(client, answer):
    number = len(answer("unassigned-tasks"))
    assert f"有{number}项任务自身没有" in page(client, "/checks")
    html = "".join(pages_of(client, "/checks?only=unassigned-tasks"))
    assert "加快制修订标准" in html
    assert "整个计划没有责任条款" in html
    assert "The whole plan has no responsibility clause." in page(client, "/checks?only=unassigned-tasks&lang=en")


def test_each_finding_stands_on_one_page_and_the_address_says_which(client):
    (check,) = client.get("/api/checks?only=unassigned-tasks").get_json()["checks"]
    pages = list(pages_of(client, "/checks?only=unassigned-tasks"))
    assert len(pages) > 1
    assert check["number"] == len(check["findings"])
    shown = [re.findall(r'<li><p><a href="([^"]*)">', html) for html in pages]
    assert all(len(each) <= 100 for each in shown)
    assert sum(map(len, shown)) == len(check["findings"])
    assert f"共{len(check['findings'])}处发现" in pages[0]
    assert client.get("/checks?only=unassigned-tasks&page=99").status_code == 404
    assert client.get("/checks?only=unassigned-tasks&page=x").status_code == 400


@pytest.mark.parametrize("name", ["assignments", "tasks"])
def test_a_long_answer_is_shown_a_page_at_a_time_with_how_many_rows_there_are(client, answer, name):
    rows = answer(name)
    pages = list(pages_of(client, f"/queries/{name}"))
    assert len(pages) == -(-len(rows) // 100)
    assert sum(html.split("<tbody>")[1].count("<tr>") for html in pages) == len(rows)
    assert f"{len(rows)}行" in pages[-1]


def test_the_checks_are_listed_with_what_they_found_in_both_languages(client):
    html = page(client, "/checks")
    assert "公众食品安全基本知识知晓率达到80%以上" in html, "the first findings of each check are shown"
    assert "编号跳号或重号" in html, "a check that found nothing is listed too"
    english = page(client, "/checks?lang=en")
    assert "An indicator with two figures" in english
    assert "Numbering that skips or repeats" in english


def test_the_checks_answer_in_json(client):
    answer = client.get("/api/checks?only=doubled-words").get_json()
    (check,) = answer["checks"]
    assert answer["version"]
    assert check["severity"] == "error"
    assert check["title"]["en"] == "Words doubled"
    assert [finding["path"] for finding in check["findings"]] == ["三/（三）/6", "三/（三）/8"]
    assert isinstance(check["findings"][0]["start"], int)
    assert {check["severity"] for check in client.get("/api/checks?severity=warning").get_json()["checks"]} == {
        "error",
        "warning",
    }
    assert client.get("/api/checks?only=nope").status_code == 404
    assert client.get("/api/checks?severity=grave").status_code == 400


def test_the_checks_page_is_chosen_from_as_the_json_is(client):
    def sections(address):
        return re.findall(r'<section id="([^"]*)"', page(client, address))

    every = client.get("/api/checks").get_json()["checks"]
    listed = re.findall(
        r'<a href="/checks\?only=([^"]*)">[^<]*</a> <span class="muted">(\d+) ·', page(client, "/checks")
    )
    assert listed == [(check["id"], str(len(check["findings"]))) for check in every]
    for asked in ("only=doubled-words", "only=doubled-words&only=punctuation", "severity=error"):
        chosen = client.get(f"/api/checks?{asked}").get_json()["checks"]
        assert sections(f"/checks?{asked}") == [check["id"] for check in chosen if check["findings"]]
    one = page(client, "/checks?only=doubled-words")
    assert "项任务自身没有" not in one
    assert '<a href="/checks">显示全部</a>' in one
    assert "显示全部" not in page(client, "/checks")


@pytest.mark.parametrize(("asked", "status"), [("only=nope", 404), ("severity=grave", 400)])
def test_a_check_that_is_not_there_is_refused_as_in_the_json(client, asked, status):
    response = client.get(f"/checks?{asked}&lang=en", headers={"Accept": "text/html"})
    assert response.status_code == status
    assert unescape(response.text).count(client.get(f"/api/checks?{asked}").json["detail"]) == 1


def test_a_question_is_a_form_and_its_answer_a_table(client):
    form = page(client, "/queries/department-obligations")
    assert 'name="department"' in form
    assert "<tbody>" not in form
    answer = page(client, f"/queries/department-obligations?department={quote('南通海关')}")
    assert answer.count("<tr>") > 5
    assert "VALUES ?_department" in answer


def test_every_question_stands_under_a_topic(client):
    html = page(client, "/queries?lang=en")
    assert html.index(">Who does what<") < html.index('href="/queries/joint-work"') < html.index(">Figures and times<")
    assert set(QUERIES) == {name for names in TOPICS.values() for name in names}
    assert "More questions" not in html


def test_a_question_of_no_topic_is_listed_last():
    extra = replace(QUERIES["tasks"], id="extra")
    assert list(by_topic({**QUERIES, "extra": extra}).items())[-1] == ("More questions", [extra])


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_column_of_a_question_has_a_chinese_name(query):
    words = translations("zh")
    assert [column for column in query.columns if words.gettext(f"column.{column}") == f"column.{column}"] == []


@pytest.mark.parametrize(
    ("form", "starts"),
    [
        ("csv", b"function,plans"),
        ("csv-excel", b"\xef\xbb\xbffunction"),
        ("tsv", b"function\t"),
        ("json", b"["),
        ("xlsx", b"PK"),
    ],
)
def test_an_answer_can_be_taken_along(client, form, starts):
    response = client.get(f"/queries/functions-across-plans?format={form}")
    assert response.status_code == 200
    assert response.data.startswith(starts)
    ending = "excel.csv" if form == "csv-excel" else form
    assert f'"functions-across-plans.{ending}"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize("accept", ["text/csv", "application/json", "text/tab-separated-values;q=0.5"])
def test_a_program_gets_an_answer_as_it_accepts_it(client, accept):
    assert (
        client.get("/queries/functions-across-plans", headers={"Accept": accept}).mimetype == accept.partition(";")[0]
    )
    assert (
        client.get("/queries/functions-across-plans", headers={"Accept": f"text/html,{accept}"}).mimetype == "text/html"
    )
    assert client.get("/queries/functions-across-plans", headers={"Accept": "*/*"}).mimetype == "text/html"


def test_an_unknown_format_is_named(client):
    response = client.get("/queries/tasks?format=pdf")
    assert response.status_code == 400
    assert "choose html, csv" in response.json["detail"]


def test_every_link_on_the_site_answers(client):
    seen, waiting = set(), ["/"]
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        with client.get(address, headers={"Accept": "text/html"}) as response:
            assert response.status_code in (200, 303), address
            links = re.findall(r'href="(/[^"#]*)', response.text) if response.mimetype == "text/html" else []
        new = {link.replace("&amp;", "&") for link in links if "lang=" not in link} - seen
        seen |= new
        waiting += sorted(new)
    assert len(seen) > 100


@pytest.mark.parametrize(
    "address", ["/departments/nobody", "/plans/none/1", "/queries/none", "/id/nothing", "/nowhere"]
)
def test_what_is_not_here_is_a_clear_404(client, address):
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "<h1>404" in response.text
    problem = client.get(address, headers={"Accept": "application/json"})
    assert problem.mimetype == "application/problem+json"
    assert problem.json["status"] == 404


def test_an_error_is_told_in_the_language_of_the_site_with_its_precise_message(client):
    def told(address):
        response = client.get(address, headers={"Accept": "text/html"})
        return re.findall(r"<(?:h1|p)[^>]*>([^<]*)</", response.text)[:3]

    assert told("/id/nothing?lang=zh") == [
        "404 未找到",
        "请检查网址，或从本站的列表和搜索中查找。",
        "这里没有关于“https://w3id.org/policy-kg/id/nothing”的陈述；请检查网址。",
    ]
    assert told("/id/nothing?lang=en")[2].startswith("nothing is stated of ")
    assert told("/checks?severity=grave&lang=zh")[:2] == ["400 请求有误", "请按以下说明修改请求后再试。"]
    assert told("/nowhere?lang=en")[0] == "404 Not Found"


@pytest.mark.parametrize("status", sorted({405, 413, *(found.status for found in MEANINGS.values())}))
def test_every_error_has_a_chinese_heading_and_advice(app, status):
    with app.test_request_context("/?lang=zh", headers={"Accept": "text/html"}):
        html = problem(status, "detail").get_data(as_text=True)
    heading, advice = re.findall(r"<(?:h1|p)>([^<]*)</", html)[:2]
    assert heading.startswith(f"{status} ")
    assert not re.search("[A-Za-z]", heading + advice)


def test_every_answer_names_its_snapshot(client, dataset):
    version = dataset.current().version
    assert client.get("/").headers["X-Dataset-Version"] == version
    assert client.get("/health").json == {"status": "ok", "version": version}


def test_an_answer_that_is_known_is_not_sent_again(client):
    etag = client.get("/plans").headers["ETag"]
    assert client.get("/plans", headers={"If-None-Match": etag}).status_code == 304
