"""Reads what sentences in the cells of a row say of its indicator (较上年提高，2026年达到80%，2030年达到95%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgservice.extraction.column_kinds import Column
from kgservice.extraction.columns import FIGURE
from kgservice.extraction.facts import IndicatorTarget
from kgservice.extraction.passages import Passages
from kgservice.extraction.tables import ReadRow
from kgservice.times.words import YEAR_OF_PLANS

_NUMBER = re.compile(r"^\d{1,2}[.、](?!\d)")
_COMPARED = re.compile("[较比或]|同比|占比")
_GOALS = (Column.CONTENT, Column.FIGURE)


def sentences_of_indicators(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns in which sentences may say what an indicator is to reach; none in a table without a column of indicators."""
    return _GOALS if Column.INDICATOR in columns else ()


def said_of_indicator(passages: Passages, row: ReadRow, year: int | None) -> tuple[list[IndicatorTarget], ReadRow]:
    """The targets that sentences set for the indicator of `row`, and the row with the cells that are figures alone.

    A table without a column of figures may have them among its standards (评价标准: ≥50%).
    """
    indicator = row.first(Column.INDICATOR)
    if indicator is None:
        return [], row
    text = passages.text
    name = _NUMBER.sub("", text.folded[indicator.start : indicator.end])
    said: list[IndicatorTarget] = []
    figures = []
    for column, header, cell in row.cells:
        sentence = YEAR_OF_PLANS.search(text.folded, *cell) or not FIGURE.fullmatch(text.folded, *cell)
        if column in (Column.TASK, *_GOALS) and sentence:
            here = passages.cell_targets([cell], year, name).targets
            said += (_named(each, name) for each in here)
            if here or column is not Column.FIGURE:
                continue
        figures.append((Column.FIGURE if column is Column.CONTENT else column, header, cell))
    return said, replace(row, cells=tuple(figures))


def _named(target: IndicatorTarget, name: str) -> IndicatorTarget:
    """`target` under the name of its row, where its own is only what it is compared with (较上年提高，2026年达到80%)."""
    return replace(target, indicator=name, baseline_year=None) if _COMPARED.match(target.indicator) else target
