"""Reads the targets of a table's rows: one for each column of figures, its year from the column's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Comparator, IndicatorTarget, NamedParty
from kgservice.extraction.quantities import Quantity, bare_quantity, find_quantities, unit_pattern
from kgservice.extraction.tables import Column, ReadRow
from kgservice.extraction.targets.passages import Figure
from kgservice.extraction.targets.setting import comparator_of
from kgservice.extraction.targets.units import unit_of
from kgservice.extraction.targets.words import SUFFIX, cue

_UNIT_BEHIND_NAME = re.compile("（(?:单位：)?([^（）]*)）$")
_NO_UNIT = re.compile("[-—/]*")
_YEAR = re.compile(r"20\d\d")


def row_targets(
    text: CleanText, row: ReadRow, parties: tuple[NamedParty, ...], *, year: int | None, since: int | None
) -> list[IndicatorTarget]:
    """The targets of a row; `year` is the table's own, for columns that name none; what was before `since` is no target."""
    name = row.first(Column.INDICATOR, Column.TASK, Column.CONTENT)
    if name is None:
        return []
    words = text.folded[name.start : name.end]
    unit_cell = row.first(Column.UNIT)
    unit = text.folded[unit_cell.start : unit_cell.end] if unit_cell else ""
    if _NO_UNIT.fullmatch(unit):
        unit = ""
    own_unit = unit
    if (bracket := _UNIT_BEHIND_NAME.search(words)) and re.fullmatch(unit_pattern(), bracket.group(1)):
        unit = unit or bracket.group(1)
        words = words[: bracket.start()]
    was, then = _baseline(text, row, unit, since)
    found = []
    for column, title, cell in row.cells:
        if column is not Column.FIGURE:
            continue
        named = _YEAR.search(title)
        if named and since and int(named.group()) < since:
            continue
        for quantity, comparator in _figures(text.folded, cell, unit):
            found.append(
                IndicatorTarget(
                    "target.table",
                    words,
                    comparator,
                    quantity.value,
                    own_unit
                    if not quantity.unit and own_unit
                    else unit_of(replace(quantity, unit=quantity.unit or unit), words),
                    int(named.group()) if named else year,
                    Span(min(name.start, cell.start), max(name.end, cell.end)),
                    parties,
                    baseline=was,
                    baseline_year=then,
                    approximate=quantity.about is not None,
                )
            )
    return found


def _baseline(text: CleanText, row: ReadRow, unit: str, since: int | None) -> tuple[Decimal | None, int | None]:
    """What the row says that the indicator was, and when: in a column for it (2020年实际), or one of a year before `since`."""
    for column, title, cell in row.cells:
        year = _YEAR.search(title)
        was = column is Column.FIGURE and year is not None and since is not None and int(year.group()) < since
        if (column is Column.BASELINE or was) and (figure := next(_figures(text.folded, cell, unit), None)):
            return figure[0].value, int(year.group()) if year else None
    return None, None


def _figures(folded: str, cell: Span, unit: str) -> Iterator[tuple[Quantity, Comparator]]:
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
        if quantity.upper is None:
            yield quantity, comparator_of(figure)
        else:
            yield quantity, Comparator.AT_LEAST
            yield replace(quantity, value=quantity.upper), Comparator.AT_MOST
    if not quantities and re.search("全覆盖|全部", folded[cell.start : cell.end]):
        yield Quantity(cell, Decimal(100), None, "%", False), Comparator.EXACTLY
