"""The checks' pages: chosen by their address, each finding at its characters, open plans in a line, and as files."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from openpyxl import load_workbook
from shell import run
from shown import page


def total(client, fields):
    return client.get(f"/api/checks?{fields}").get_json()["total"]


def test_every_finding_leads_to_its_characters(client):
    html = page(client, "/checks?only=doubled-words")
    found = client.get("/api/checks?only=doubled-words").get_json()["checks"][0]["findings"]
    places = re.findall(r'href="/documents/[^"?]*\?at=(\d+)-(\d+)#c', html)
    assert places == [(str(each["start"]), str(each["end"])) for each in found]


def test_findings_are_chosen_by_document_and_plan(client):
    every = client.get("/api/checks").get_json()
    rows = [row for check in every["checks"] for row in check["findings"]]
    source, plan = rows[0]["source"], rows[0]["plan"]
    assert total(client, f"document={source}") == sum(row["source"] == source for row in rows) < len(rows)
    assert total(client, f"plan={plan}") == sum(row["plan"] == plan for row in rows)
    assert f"<option selected>{source}</option>" in page(client, f"/checks?document={source}")
    clean = next(check["id"] for check in every["checks"] if source not in {row["source"] for row in check["findings"]})
    assert total(client, f"document={source}&only={clean}") == 0
    assert "没有发现问题" in page(client, f"/checks?document={source}&only={clean}")
    assert client.get("/api/checks?document=nowhere.txt").status_code == 404


def test_a_plan_that_assigns_nothing_is_one_line(client, answer):
    rows = answer("unassigned-tasks")
    whole = {(row["source"], row["plan"]) for row in rows if row["reason"].startswith("整个计划")}
    html = page(client, "/checks")
    section = html[html.index('<section id="unassigned-tasks">') :]
    section = section[: section.index("</section>")]
    assert len(re.findall("整个计划的[0-9]+项任务都没有责任条款", section)) == len(whole)
    assert section.count("<li>") == 0
    assert f"{len(whole)}个整个没有分工的计划" in html
    address = unescape(re.search(r'<p><a href="([^"]*)">整个计划的(\d+)项', section)[1])
    number = int(re.search(r"整个计划的(\d+)项", section)[1])
    assert page(client, address).count("<li><p><a href=") == number


def test_the_files_have_all_that_is_chosen(client):
    number = total(client, "severity=error")
    html = page(client, "/checks?severity=error")
    addresses = [unescape(each) for each in re.findall(r'href="(/checks/findings[^"]*)"', html)]
    assert len(addresses) == 3
    book = load_workbook(io.BytesIO(client.get(addresses[0]).data)).active
    lines = [[cell.value for cell in row] for row in book.iter_rows()]
    assert len(lines) == number + 1
    assert lines[0][:2] == ["检查", "级别"]
    assert all(isinstance(line[lines[0].index("起")], int) for line in lines[1:])
    assert len(list(csv.reader(io.StringIO(client.get(addresses[2]).text)))) == number + 1
    assert client.get("/checks/findings.doc").status_code == 404


def test_the_json_comes_a_page_at_a_time(client, monkeypatch):
    monkeypatch.setattr("kgservice.web.checks._FINDINGS_OF_AN_ANSWER", 50)
    address, seen, pages = "/api/checks", 0, 0
    while address:
        answer = client.get(address).get_json()
        number = sum(len(check["findings"]) for check in answer["checks"])
        assert number <= 50
        seen, pages, address = seen + number, pages + 1, answer["next"]
    assert seen == answer["total"]
    assert pages == answer["pages"] > 1


@pytest.mark.parametrize("fields", ["page=99", "only=nope", "since=nope"])
def test_what_is_not_there_is_told(client, fields):
    assert client.get(f"/api/checks?{fields}").status_code == 404


def example(html, name):
    return unescape(re.search(f'<pre class="example-{name}"[^>]*>(.*?)</pre>', html, re.S)[1])


@pytest.mark.slow
def test_a_drafter_is_shown_what_to_run_and_what_it_says(client, dataset, tmp_path):
    html = page(client, "/checks?lang=zh")
    assert "kgservice check 文稿.docx" in html
    draft = tmp_path / "文稿.txt"
    draft.write_text(example(html, "draft"), encoding="utf-8")
    said = run("--dataset", dataset.root, "check", draft)
    assert said.returncode == 1
    assert said.stdout.strip() == example(html, "findings")


def test_the_way_to_check_a_draft_stands_on_the_first_page_and_in_the_guide(client):
    assert 'href="/checks#draft"' in page(client, "/")
    assert "kgservice check DRAFT.docx" in page(client, "/help?lang=en")
    assert "kgservice check" not in page(client, "/checks?only=no-lead")
