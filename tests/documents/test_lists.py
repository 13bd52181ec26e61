"""Lists inside a cell: where they are cut."""

from __future__ import annotations

import pytest

from kgservice.documents.formats.number_forms import number_text
from kgservice.documents.lists import points
from kgservice.documents.text import Span


def said(cell):
    return [cell[point.words.start : point.words.end] for point in points(cell, Span(0, len(cell)))]


@pytest.mark.parametrize("mark", ["{}.", "（{}）", "{}）"])
def test_figures_count_to_twenty(mark):
    assert said("".join(f"{mark.format(number)}做某事" for number in range(1, 21))) == ["做某事"] * 20


@pytest.mark.parametrize(
    ("form", "mark"), [("chineseCounting", "{}、"), ("chineseCounting", "（{}）"), ("decimalEnclosedCircle", "{}")]
)
def test_chinese_and_circled_numbers_count_to_twenty(form, mark):
    numbers = [mark.format(number_text(number, form)) for number in range(1, 21)]
    assert said("".join(f"{number}做某事" for number in numbers)) == ["做某事"] * 20


def test_a_cell_that_begins_with_no_first_number_is_no_list():
    assert said("2.做某事3.做别的") == []


def test_a_figure_is_no_number_of_the_list():
    assert said("1.降低2.5个百分点2.2024年底前完成") == ["降低2.5个百分点", "2024年底前完成"]
