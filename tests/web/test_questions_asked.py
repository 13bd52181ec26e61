"""Questions on the site: names that mean something or nothing, rows chosen and sorted by the address, cells that lead on, files to read."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from shown import page, pages_of

OBLIGATIONS = "/queries/department-obligations"


def listed(client, address):
    """How many rows the list at `address` has, page by page."""
    number = 0
    for html in pages_of(client, address):
        main = html[html.index("<main") :]
        assert "<tbody>" in main or '<ol class="items">' in main
        number += main.count("<tr><td") if "<tbody>" in main else len(re.findall(r"<li><p><a href", main))
    return number


@pytest.mark.parametrize(
    "words", ["个计划", "项任务", "个部门和责任群体", "条责任分工", "个目标值", "个时限", "处引用"]
)
def test_a_number_on_the_first_page_opens_exactly_that_list(client, words):
    address, number = re.search(rf'<a href="([^"]*)"><b>(\d+)</b> {words}</a>', page(client, "/")).groups()
    assert listed(client, unescape(address)) == int(number)


def test_a_name_that_nothing_has_is_not_an_empty_answer(client):
    html = page(client, OBLIGATIONS, status=404, department="海洋与鱼业局")
    assert "没有叫“海洋与鱼业局”的。这不等于文件没有说明。" in html
    near = unescape(re.search(r'<li><a href="([^"]*)">南通市海洋与渔业局</a>', html)[1])
    assert "推进农业标准制定实施" in page(client, near)
    problem = client.get(OBLIGATIONS, query_string={"department": "海洋与鱼业局", "format": "json"})
    assert problem.status_code == 404
    assert problem.json["near"] == ["南通市海洋与渔业局"]


@pytest.mark.parametrize("part", ["南通行动", "000_", "https://w3id.org/policy-kg/id/plan/000-088e11d987ff7cca/1"])
def test_some_words_of_a_plan_are_enough(client, part):
    assert "推进" in page(client, "/queries/outline", plan=part)


def test_words_of_no_plan_are_not_an_empty_answer(client):
    html = page(client, "/queries/outline", status=404, plan="食品安全战略济源行动计划")
    assert "没有叫“食品安全战略济源行动计划”的。这不等于文件没有说明。" in html
    assert re.search(r'<li><a href="/queries/outline[^"]*">食品安全战略南通行动计划', html)


def test_a_body_to_which_nothing_is_given_has_an_empty_answer_that_says_what_is_loaded(client):
    html = page(client, OBLIGATIONS, department="昌乐县市场监督管理局")
    assert "已收录的5份文件对此没有说明" in html
    assert re.search(r'<a href="/queries/unread">另有\d+处文字未读懂</a>', html)
    assert "未收录的文件如何，不得而知" in html


def test_a_name_that_several_have_gives_the_rows_of_all_with_whose_they_are(client):
    rows = client.get(OBLIGATIONS, query_string={"department": "市监局", "format": "json"}).json
    assert {row["department"] for row in rows} >= {"东昌府区市场监督管理局", "济源产城融合示范区市场监督管理局"}
    assert list(rows[0])[-1] == "department"


@pytest.mark.parametrize("indicator", ["受污染耕地安全利用率", "受污染耕地  安全利用率"])
def test_an_indicator_is_known_by_its_name(client, indicator):
    assert client.get("/queries/indicator-comparison", query_string={"indicator": indicator, "format": "json"}).json


def test_the_address_says_which_rows_are_shown_and_in_which_order(client):
    asked = {"format": "json", "where.plan": "南通", "where.year": "2020", "sort": "-value"}
    rows = client.get("/queries/indicator-targets", query_string=asked).json
    assert {row["year"] for row in rows} == {"2020"}
    values = [float(row["value"]) for row in rows]
    assert values == sorted(values, reverse=True)
    assert len(values) > 5


@pytest.mark.parametrize("field", ["where.plan", "plan"])
def test_a_name_that_nothing_has_chooses_no_rows_in_silence(client, field):
    html = page(client, "/queries/tasks", status=404, **{field: "食品安全战略南桶行动"})
    assert "没有叫“食品安全战略南桶行动”的。这不等于文件没有说明。" in html
    near = unescape(re.search(r'<li><a href="([^"]*)">食品安全战略南通行动计划', html)[1])
    assert "推进农业标准制定实施" in page(client, near)
    assert client.get("/queries/tasks", query_string={field: "食品安全战略南桶行动", "format": "json"}).json["near"]


def test_a_code_that_there_is_not_is_told_with_those_that_there_are(client):
    asked = {"where.role": "leader", "format": "json"}
    answer = client.get("/queries/assignments", query_string=asked)
    assert (answer.status_code, set(answer.json["near"])) == (404, {"lead", "responsible"})
    assert client.get("/queries/assignments", query_string={**asked, "where.role": "牵头"}).json


def test_a_name_that_there_is_and_no_row_has_is_an_empty_answer(client):
    assert "没有符合所选条件的行；不加筛选有" in page(
        client, "/queries/tasks", **{"where.campaign": "质量兴农行动", "where.kind": "safeguard"}
    )
    assert client.get("/queries/deadlines", query_string={"where.year": "1999", "format": "json"}).json == []


def test_a_column_to_sort_by_that_there_is_not_is_told(client):
    answer = client.get("/queries/tasks", query_string={"sort": "-size", "format": "json"})
    assert answer.status_code == 400
    assert "choose source, plan, path" in answer.json["detail"]


def test_a_page_of_a_long_answer_has_its_rows(client):
    rows = client.get("/queries/assignments?format=json").json
    second = page(client, "/queries/assignments", page="2")
    assert second.count("<tr><td") == 100
    assert f">{rows[100]['surface']}<" in second.split("<tbody>")[1].split("</tr>")[0]


def test_chosen_rows_stay_chosen_in_what_the_page_leads_to(client):
    html = page(client, "/queries/tasks", **{"where.kind": "task", "sort": "path"})
    links = [unescape(link) for link in re.findall(r'href="(/queries/tasks\?[^"]*)"', html)]
    kept = [link for link in links if "where.kind=task" in link]
    assert any("format=xlsx" in link for link in kept)
    assert any("page=2" in link for link in kept)
    assert any("sort=-path" in link for link in kept)


def test_cells_lead_to_what_they_name(client):
    html = page(client, OBLIGATIONS, department="南通市海洋与渔业局")
    assert re.search(r'<a href="/departments/nantong-ocean-fisheries">南通市海洋与渔业局</a>', html)
    assert re.search(r'<a href="/plans/002-[^"]*/1">食品安全战略南通行动计划（2018~2020年）</a>', html)
    assert re.search(r'<a href="/plans/002-[^"]*/1#[^"]*">二/（二）/1</a>|<a href="/plans/002-[^"]*#[^"]+">', html)


def test_codes_are_words_in_the_language_of_the_page(client):
    chinese, english = (page(client, OBLIGATIONS, department="南通市海洋与渔业局", lang=code) for code in ("zh", "en"))
    assert ">负责<" in chinese
    assert ">responsible<" not in chinese
    assert ">Role<" in english
    assert ">goal<" not in page(client, "/queries/tasks", lang="zh")
    assert ">false<" not in page(client, "/queries/assignments", lang="zh")


def test_an_inferred_year_is_shown_as_inferred(client):
    html = page(client, "/queries/deadlines", sort="-inferred_year")
    assert re.search(r'2024 <span class="tag">推理得出</span>', html)
    assert "推定年份" not in html


def test_a_workbook_to_read_has_headings_and_words_and_numbers_that_are_numbers(client):
    asked = {"format": "xlsx", "words": 1, "lang": "zh", "where.plan": "南通"}
    book = load_workbook(BytesIO(client.get("/queries/indicator-targets", query_string=asked).data))
    assert book.active.title == "指标目标值"
    heading, *rows = list(book.active.iter_rows(values_only=True))
    assert "指标" in heading
    assert all(isinstance(row[heading.index("数值")], int | float) for row in rows)
    assert {row[heading.index("比较")] for row in rows} >= {"≥"}


def test_a_file_for_programs_keeps_its_columns(client):
    assert client.get("/queries/tasks?format=csv").text.startswith("source,plan,path,heading,kind,campaign,text\n")


def test_rows_are_not_chosen_by_a_column_that_is_the_same_in_all(client):
    every = page(client, "/queries/function-obligations")
    one = page(client, "/queries/function-obligations", function="市场监管")
    assert 'name="where.function"' in every
    assert 'name="where.function"' not in one
    assert 'name="where.department"' in one


@pytest.mark.parametrize(
    "asked",
    [
        [("where.jurisdiction", "南通市、东昌府区")],
        [("where.jurisdiction", "南通市"), ("where.jurisdiction", "东昌府区")],
        [("jurisdiction", "南通、东昌府")],
    ],
)
def test_rows_of_several_places_are_chosen_together(client, asked):
    rows = client.get("/queries/function-obligations", query_string=[*asked, ("format", "json")]).json
    assert {row["jurisdiction"] for row in rows} == {"南通市", "东昌府区"}


@pytest.mark.parametrize("link", ["format=json", "sort="])
def test_the_links_of_a_page_keep_all_that_was_chosen(client, link):
    asked = [("where.role", "lead"), ("where.role", "responsible")]
    page = client.get("/queries/assignments", query_string=asked).text
    address = next(unescape(found) for found in re.findall('href="([^"]*)"', page) if link in found)
    rows = client.get(address if "format=json" in address else f"{address}&format=json").json
    assert {row["role"] for row in rows} == {"lead", "responsible"}


def test_one_wrong_name_of_several_is_told(client):
    asked = {"where.jurisdiction": "东昌府区、南桶市", "format": "json"}
    answer = client.get("/queries/function-obligations", query_string=asked)
    assert answer.status_code == 404
    assert "南通市" in answer.json["near"]


def test_a_name_with_a_comma_in_it_is_one_name(client, answer):
    group = next(row["department"] for row in answer("assignments") if "、" in row["department"])
    rows = client.get("/queries/assignments", query_string={"where.department": group, "format": "json"}).json
    assert {row["department"] for row in rows} == {group}


@pytest.mark.parametrize("column", ["value", "year", "plan", "unit"])
def test_rows_are_sorted_as_numbers_where_they_are_and_empty_cells_stand_last(client, answer, column):
    rows = answer("indicator-targets")

    def rank(row):
        try:
            return 0, float(row[column]), ""
        except ValueError:
            return 1, 0.0, row[column]

    for sign, descending in (("", False), ("-", True)):
        filled = sorted((row for row in rows if row[column]), key=rank, reverse=descending)
        shown = client.get("/queries/indicator-targets", query_string={"sort": sign + column, "format": "json"}).json
        empty = [row for row in rows if not row[column]]
        assert [row["quote"] for row in shown] == [row["quote"] for row in (*filled, *empty)]
