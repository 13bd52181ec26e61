"""The task table of a plan, downloaded from its page."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import unquote

import docx
import openpyxl
import pytest

PLAN = "/plans/002-d2f6364ae68a650d/1"


@pytest.fixture
def links(client):
    """The addresses of the downloads on the plan's page, by format."""
    text = client.get(PLAN, headers={"Accept": "text/html"}).text
    return {link.rsplit(".", 1)[1]: unescape(link) for link in re.findall(r'href="([^"]*tasks-table[^"]*)"', text)}


def test_the_page_offers_excel_word_and_csv(client, links):
    assert list(links) == ["xlsx", "docx", "csv"]
    assert "任务分解表" in client.get(PLAN).text
    assert "Task table" in client.get(f"{PLAN}?lang=en").text


def test_the_files_hold_the_plans_tasks(client, links, task_numbers):
    tasks = task_numbers["002_d2f6364ae68a650d.txt"]
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(links["xlsx"]).data))
    document = docx.Document(io.BytesIO(client.get(links["docx"]).data))
    assert sum(isinstance(cell.value, int) for cell in workbook.active["A"]) == tasks
    assert sum(line.cells[0].text.isdecimal() for line in document.tables[0].rows) == tasks
    assert "市农委、市海洋渔业局" in client.get(links["csv"]).text


def test_a_file_has_the_plans_name(client, links):
    response = client.get(links["xlsx"])
    assert response.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = unquote(response.headers["Content-Disposition"].partition("filename*=UTF-8''")[2])
    assert name == "食品安全战略南通行动计划（2018~2020年）任务分解表.xlsx"


@pytest.mark.parametrize("address", [f"{PLAN}/tasks-table.pdf", "/plans/002-d2f6364ae68a650d/9/tasks-table.csv"])
def test_what_there_is_not_is_not_found(client, address):
    assert client.get(address).status_code == 404
