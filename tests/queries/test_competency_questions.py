"""The competency questions of the documentation are answered as it says."""

from __future__ import annotations

import csv
import re

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "competency-questions.md").read_text(encoding="utf-8")
QUESTION = re.compile(
    r"^### (?P<number>\d+)\. (?P<title>[^\n]+)\n\n"
    r"(?:`(?P<name>[a-z-]+)(?: -p (?P<key>\w+)=(?P<value>[^`]+))?`|```sparql\n(?P<text>.+?)```)\n\n"
    r"```csv\n(?P<answer>.+?)```$",
    re.MULTILINE | re.DOTALL,
)
QUESTIONS = [match.groupdict() for match in QUESTION.finditer(PAGE)]


def test_there_are_forty_in_two_languages():
    assert [question["number"] for question in QUESTIONS] == [str(number) for number in range(1, 41)]
    assert len(re.findall(r"^### ", PAGE, re.MULTILINE)) == 40
    for question in QUESTIONS:
        assert re.search("[一-鿿].*[？] [A-Z].*[?]$", question["title"]), question["title"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["number"])
def test_it_is_answered_as_the_documents_say(question, answer, engine):
    expected = list(csv.DictReader(question["answer"].splitlines()))
    if question["name"]:
        found = answer(question["name"], **({question["key"]: question["value"]} if question["key"] else {}))
    else:
        table = engine.select(question["text"])
        found = [dict(zip(table.columns, row, strict=True)) for row in table.texts()]
    columns = list(expected[0])
    assert rows(found, columns) == rows(expected, columns)


def rows(table, columns):
    return sorted({tuple(row[column] for column in columns) for row in table})
