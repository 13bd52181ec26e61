"""A department's obligations ledger: as a table that can be chosen from, sorted and grouped by its address, and as files."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from html import unescape
from urllib.parse import quote

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse
from shown import page

OCEAN = "/departments/nantong-ocean-fisheries"
ROW = re.compile(r'<tr><td><a href="/plans/.*?</tr>', re.DOTALL)


def duties(client, address):
    return ROW.findall(page(client, address))


def cells(row):
    return [unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in re.findall("<td.*?</td>", row, re.DOTALL)]


def downloaded(client, form, fields=""):
    response = client.get(f"{OCEAN}/ledger.{form}{fields}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    return response.data


def sheets(client, fields=""):
    book = load_workbook(io.BytesIO(downloaded(client, "xlsx", fields)))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_every_obligation_is_a_row_with_its_deadline_figures_and_who_else_has_it(client, answer):
    rows = duties(client, OCEAN)
    assert len(rows) == len(answer("department-obligations", department="南通市海洋与渔业局"))
    first = cells(rows[0])
    assert "推进农业标准制定实施" in first[0]
    assert first[1] == "负责"
    assert first[2] == "到2020年 2020-12-31"
    assert "≥ 55 % (2020)" in first[3]
    assert "南通市农业委员会" in first[-1]
    assert '<a href="/departments/nantong-agriculture">' in rows[0]
    assert re.search(r'<a class="in-text" href="/documents/002-d2f6364ae68a650d\?at=(\d+-\d+)#c\1">', rows[0])


def test_the_totals_are_of_the_rows(client, answer):
    html = page(client, OCEAN)
    numbers = [int(number) for number in re.findall(r"<li><b>(\d+)</b>", html)]
    assert numbers[0] == len(ROW.findall(html))
    assert numbers[1] == 1
    assert numbers[2] == int(
        next(r["campaigns"] for r in answer("departments-across-campaigns") if r["department"] == "南通市海洋与渔业局")
    )


@pytest.mark.parametrize(
    ("field", "column", "pattern"),
    [
        ("campaign=质量兴农行动", 0, "质量兴农行动"),
        ("due=2020-Q4", 2, "2020-12-31"),
        ("due=dated", 2, r"\d{4}-\d\d-\d\d"),
        ("due=none", 2, "^[^-]*$"),
        ("role=responsible", 1, "负责"),
    ],
)
def test_a_filter_leaves_what_fits_it_and_only_that(client, field, column, pattern):
    chosen, every = duties(client, f"{OCEAN}?{field}"), duties(client, OCEAN)
    fitting = [row for row in every if re.search(pattern, cells(row)[column])]
    assert 0 < len(fitting) <= len(every)
    assert chosen == fitting


def test_filters_are_kept_by_the_form_and_by_the_files(client):
    html = page(client, f"{OCEAN}?campaign={quote('质量兴农行动')}&sort=due")
    assert '<option value="质量兴农行动" selected>' in html
    assert '<option value="due" selected>' in html
    (address,) = [unescape(each) for each in re.findall(r'href="([^"]*ledger\.xlsx[^"]*)"', html)]
    rows = load_workbook(io.BytesIO(client.get(address).data))["任务"]
    assert {row[4].value for row in list(rows.iter_rows())[1:]} == {"质量兴农行动"}


def test_the_rows_are_sorted_by_day_those_without_one_last(client):
    days = [re.findall(r"\d{4}-\d\d-\d\d", cells(row)[2]) for row in duties(client, f"{OCEAN}?sort=due&group=none")]
    first = [min(each) if each else "9999" for each in days]
    assert first == sorted(first)
    assert first[0] < "9999" == first[-1]


@pytest.mark.parametrize("group", ["plan", "campaign", "role", "year", "none"])
def test_however_rows_are_grouped_all_are_there(client, group):
    items, grouped = (
        sorted(re.search('href="([^"]*)"', row)[1] for row in duties(client, address))
        for address in (OCEAN, f"{OCEAN}?group={group}")
    )
    assert grouped == items != []


def test_what_nothing_fits_is_told(client):
    html = page(client, f"{OCEAN}?role=lead")
    assert "没有任务同时符合所选各项" in html
    assert '<option value="lead" selected>牵头 (0)</option>' in html


@pytest.mark.parametrize("field", ["sort=nothing", "group=nothing", "page=x"])
def test_an_order_that_there_is_not_is_refused(client, field):
    assert client.get(f"{OCEAN}?{field}").status_code == 400


def test_this_quarter_leads_to_the_quarter_that_it_is(client):
    response = client.get(f"{OCEAN}?due=this-quarter&sort=due")
    today = date.today()
    assert response.status_code == 303
    assert response.headers["Cache-Control"] == "no-store"
    assert re.search(rf"due={today.year}-Q[1-4]", response.headers["Location"])
    assert "sort=due" in response.headers["Location"]


def test_what_a_successor_and_a_groups_body_has_is_told_apart(client):
    old = page(client, "/departments/nantong-food-drug-administration")
    (address,) = re.findall(r'<dt>后继部门</dt>\s*<dd><a href="([^"]*)">南通市市场监督管理局</a>', old)
    assert "由前身承担的任务" in page(client, address)
    assert duties(client, f"{address}?as=successor")
    assert not duties(client, f"{address}?as=own")


def test_the_workbook_has_chinese_headings_numbers_and_dates(client):
    tasks, figures = (sheets(client)[name] for name in ("任务", "指标"))
    row = dict(zip(tasks[0], tasks[1], strict=True))
    assert (row["序号"], row["任务"], row["角色"]) == (1, "推进农业标准制定实施", "负责")
    assert row["截止日期"] == datetime(2020, 12, 31)
    assert row["年度"] == 2020
    values = [line[figures[0].index("数值")] for line in figures[1:]]
    assert values
    assert all(isinstance(value, int | float) for value in values)


def test_the_table_as_csv_says_what_the_workbook_says(client):
    rows = list(csv.reader(io.StringIO(downloaded(client, "csv").decode())))
    book = sheets(client)["任务"]
    assert rows[0] == book[0]
    assert [row[3] for row in rows[1:]] == [row[3] for row in book[1:]]
    assert downloaded(client, "csv-excel").startswith(b"\xef\xbb\xbf")


def test_the_word_document_has_the_duties_under_their_plan(client):
    document = Document(io.BytesIO(downloaded(client, "docx")))
    words = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert document.paragraphs[0].text == "南通市海洋与渔业局任务分解表"
    assert "食品安全战略南通行动计划（2018~2020年）" in words
    assert "推进农业标准制定实施" in words


def test_the_calendar_has_each_day_once(client):
    calendar = Calendar.from_ical(downloaded(client, "ics"))
    events = calendar.walk("VEVENT")
    assert len(events) == len({str(event["uid"]) for event in events}) > 1
    assert date(2020, 12, 31) in {event.decoded("dtstart") for event in events}
    assert downloaded(client, "ics") == downloaded(client, "ics")


def test_the_turtle_is_of_the_assignments(client):
    triples = list(parse(downloaded(client, "ttl"), format=RdfFormat.TURTLE))
    classes = {quad.object.value.rpartition("#")[2] for quad in triples if quad.predicate.value.endswith("#type")}
    assert {"Assignment", "Task", "Deadline", "IndicatorTarget"} <= classes


@pytest.mark.parametrize("form", ["exe", "xls", "../x"])
def test_a_form_that_there_is_not_is_told(client, form):
    assert client.get(f"{OCEAN}/ledger.{form}").status_code == 404


def test_a_ledger_without_legal_bases_says_so_and_has_no_column_for_them(client):
    assert "<b>0</b> 份依据文件" in page(client, OCEAN)
    assert "<th>依据</th>" not in page(client, OCEAN)
    cited = "/departments/jiyuan-demonstration-zone-market-regulation"
    assert "<th>依据</th>" in page(client, cited)
