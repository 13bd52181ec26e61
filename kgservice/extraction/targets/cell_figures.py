"""Reads the figures of a table's cell: one alone (≥95), or several under names of their own (市区≤8；县城≤9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator
from kgservice.extraction.quantities import Quantity, bare_quantity, find_quantities, unit_pattern
from kgservice.extraction.targets.figure_context import comparator_of, is_approximate
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.words import SUFFIX, cue

_LEADING = "(?:五年|年均|累计|新增|新建|达到|达|不低于|不少于|不高于|不超过|超过|高于|低于|控制在|稳定在|保持在|约|≥|≤|[><]=?|=)"
_ALL = re.compile("全覆盖|全部")


class CellFigure(NamedTuple):
    """A figure of a cell, how it is meant, whether it is only about right, and the part that it is of, empty for the whole."""

    quantity: Quantity
    comparator: Comparator
    approximate: bool
    part: str = ""


@cache
def _named() -> re.Pattern[str]:
    """A part and its figure: 市区≤8, 成片：五年累计约110."""
    name = rf"(?!{_LEADING})[\u4e00-\u9fff（）]{{2,8}}?"
    return re.compile(
        rf"(?P<part>{name})：?"
        rf"(?P<figure>{_LEADING}*\d[\d.]*(?:{unit_pattern()}|%|‰)?(?:左右|以上|以下|以内)?)"
        rf"(?:[；，、/]|(?=〕?$|{name}：?{_LEADING}*\d))"
    )


@cache
def _several() -> re.Pattern[str]:
    part = re.sub(r"\(\?P<\w+>", "(?:", _named().pattern)
    return re.compile(rf"〔?(?P<all>(?>{part}){{2,}})〕?")  # cut as `_named` cuts, and in no second way


def figures_of_cell(folded: str, cell: Span, unit: str) -> Iterator[CellFigure]:
    """The figures of a cell whose `unit` stands elsewhere; the two ends of a range are two."""
    words = folded[cell.start : cell.end]
    several = _several().fullmatch(words)
    if several is None:
        yield from _figure(folded, cell, unit)
        return
    for named in _named().finditer(words, *several.span("all")):
        start, end = named.span("figure")
        for each in _figure(folded, Span(cell.start + start, cell.start + end), unit):
            yield each._replace(part=named["part"])


def _figure(folded: str, cell: Span, unit: str) -> Iterator[CellFigure]:
    quantities = find_quantities(folded, cell)
    bare = bare_quantity(folded, cell, unit)
    if bare and (not quantities or bare.span.start < quantities[0].span.start):
        quantities = [bare]
    for quantity in quantities[:1]:
        place = quantity.span
        figure = Figure(
            quantity,
            cell,
            0,
            Span(cell.start, place.start),
            Span(place.end, cell.end),
            cue().search(folded, cell.start, place.start),
            SUFFIX.match(folded, place.end, cell.end),
        )
        about = is_approximate(figure)
        if quantity.upper is None:
            yield CellFigure(quantity, comparator_of(figure), about)
        else:
            yield CellFigure(quantity, Comparator.AT_LEAST, about)
            yield CellFigure(replace(quantity, value=quantity.upper), Comparator.AT_MOST, about)
    if not quantities and _ALL.search(folded, *cell):
        yield CellFigure(Quantity(cell, Decimal(100), None, "%", False), Comparator.EXACTLY, approximate=False)
