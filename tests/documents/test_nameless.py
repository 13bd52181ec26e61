"""Tables whose columns have no names: what is told from the cells, and what is left open."""

from __future__ import annotations

import pytest

from kgservice.documents.layout import lay_out
from kgservice.documents.reading import text_of
from kgservice.documents.tables import find_tables

TASKS = ["维修乡村公路12公里", "改造社区食堂3家并验收", "开展技能培训900人次"]
OFFICES = ["县交通局", "县民政局、县住建局", "县残联"]
STATES = ["路基已完工，路面施工中。", "选址完成，正在招标。", "举办6期，培训430人次。"]


def rows(*columns):
    return [[str(number), *cells] for number, cells in enumerate(zip(*columns, strict=True), start=1)]


def tables(source):
    layout = lay_out(text_of(source.encode(), "x.txt"))
    return [
        (table.columns, [[layout.text[cell] if cell else "" for cell in row.cells] for row in table.rows])
        for table in find_tables(layout)
    ]


def bars(cells):
    return "".join(f"{' | '.join(row)} |\n|\n" for row in cells)


def fenced(cells):
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def tabs(cells):
    return "".join("\t".join(row) + "\n" for row in cells)


@pytest.mark.parametrize("write", [bars, fenced, tabs])
def test_offices_tell_the_column_of_parties_and_words_before_them_that_of_tasks(write):
    ((names, found),) = tables(write(rows(TASKS, OFFICES, STATES)))
    assert names == ("任务", "责任单位", "第4列")
    assert found == [list(cells) for cells in zip(TASKS, OFFICES, STATES, strict=True)]


def test_offices_in_front_have_the_one_column_of_words_behind():
    ((names, _),) = tables(tabs(rows(OFFICES, TASKS)))
    assert names == ("责任单位", "任务")


@pytest.mark.parametrize(
    "cells",
    [
        rows(TASKS, STATES),
        rows(TASKS, STATES, OFFICES),
        rows(OFFICES, TASKS, STATES),
        rows(TASKS, OFFICES, ["县财政局", "县财政局", "县审计局"]),
        rows(["修路工程", "食堂改造", "技能培训"], OFFICES, STATES),
        rows(TASKS, OFFICES, STATES)[:2],
        rows(TASKS, OFFICES, STATES)[1:],
    ],
    ids=[
        "no offices",
        "two of words in front",
        "two behind",
        "two of offices",
        "names alone",
        "two rows",
        "not from 1",
    ],
)
@pytest.mark.parametrize("write", [bars, tabs])
def test_what_the_cells_leave_open_is_no_table(write, cells):
    assert tables(write(cells)) == []
