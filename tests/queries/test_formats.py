"""Tables as files: nothing is lost or altered on the way."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode

from kgservice.queries.formats import as_csv, as_excel_csv, as_json, as_text, as_xlsx
from kgservice.store.engine import Solutions

TABLE = Solutions(("a", "b"), ((Literal('x,"y"\nz'), None), (NamedNode("https://example.org/a"), Literal("甲" * 50))))
TEXTS = [['x,"y"\nz', ""], ["https://example.org/a", "甲" * 50]]


def test_csv_reads_back():
    assert list(csv.reader(io.StringIO(as_csv(TABLE)))) == [["a", "b"], *TEXTS]


def test_tsv_reads_back():
    assert list(csv.reader(io.StringIO(as_csv(TABLE, delimiter="\t")), delimiter="\t")) == [["a", "b"], *TEXTS]


def test_json_tells_nothing_from_empty():
    assert json.loads(as_json(TABLE)) == [{"a": TEXTS[0][0], "b": None}, {"a": TEXTS[1][0], "b": TEXTS[1][1]}]


def test_a_workbook_opens_with_its_header():
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE, "tasks"))).active
    assert sheet.title == "tasks"
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [["a", "b"], *TEXTS]
    assert sheet.freeze_panes == "A2"


def test_the_terminal_sees_aligned_columns_and_a_count():
    table = Solutions(("a", "b"), ((Literal("甲"), Literal("x")), (Literal("bc"), Literal("y"))))
    assert as_text(table).splitlines() == ["a   b", "--  -", "甲  x", "bc  y", "(2 rows)"]


def test_what_looks_like_a_formula_stays_text_in_a_workbook():
    table = Solutions(("a",), ((Literal("=1+1"),),))
    cell = load_workbook(io.BytesIO(as_xlsx(table, "t"))).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (Literal(12), 12),
        (Literal("98.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), 98.5),
        (Literal("12"), "12"),  # a text of digits, such as a number of a document
        (Literal("2024", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")), "2024"),
        (Literal("1234567890123456", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")), "1234567890123456"),
        (Literal("INF", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#double")), "INF"),
    ],
)  # fmt: skip
def test_a_number_is_one_in_a_workbook_if_it_stays_what_it_is(literal, value):
    cell = load_workbook(io.BytesIO(as_xlsx(Solutions(("a",), ((literal,),)), "t"))).active["A2"]
    assert cell.value == value
    assert type(cell.value) is type(value)


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", " =1"])
def test_no_cell_of_a_table_for_excel_is_computed(text):
    assert list(csv.reader(io.StringIO(as_excel_csv(Solutions(("a",), ((Literal(text),),))))))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1,200", "-5%", "a=b", "1-2", "（-1）"])
def test_a_cell_that_is_only_a_number_or_a_text_stays_as_it_is(text):
    assert list(csv.reader(io.StringIO(as_excel_csv(Solutions(("a",), ((Literal(text),),))))))[1] == [text]


def test_a_sheet_is_no_wider_than_can_be_read_and_its_rows_are_as_high_as_their_words():
    words = "甲" * 200
    table = Solutions(
        tuple("abcdefgh"), (tuple(Literal(words) for _ in range(8)), tuple(Literal("乙") for _ in range(8)))
    )
    sheet = load_workbook(io.BytesIO(as_xlsx(table, "x"))).active
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) <= 200
    assert sheet.row_dimensions[2].height / sheet.row_dimensions[3].height >= 400 / widths[0]
    assert sheet.auto_filter.ref == "A1:H3"
