"""Reads the targets of a table's rows: one for each column of figures, its year, unit, place or name from the column's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kgservice.documents.headers import Heading, has_unit, heading_of, is_amount, rate_in, unit_counted
from kgservice.documents.sums import WHOLE_PLACE
from kgservice.documents.table_parts import Table
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.column_kinds import Column
from kgservice.extraction.columns import YEAR_AND_PART
from kgservice.extraction.facts import IndicatorTarget, NamedParty
from kgservice.extraction.quantities import unit_pattern
from kgservice.extraction.tables import ReadRow, named_by
from kgservice.extraction.targets.cell_figures import figures_of_cell
from kgservice.extraction.targets.units import unit_of
from kgservice.lexicon import meanings
from kgservice.times.words import FIRST_YEARS

_UNIT_BEHIND_NAME = re.compile("（(?:单位：)?([^（）]*?)(?:人民币)?）$")
_UNITS_ABOVE = re.compile(
    "（?(?:单位|面积|金额|数量|产量|里程)：(?P<units>[^（）：，。；、]{1,8}?(?:[、，][^（）：，。；、]{1,8}?){0,3})）?$"
)
_LONGEST_UNITS = 24
_OTHER_AMOUNT = re.compile("(?:数量?|额|投资|资金)$")
_NO_UNIT = re.compile("[-—/]*")
_YEAR = re.compile(r"20\d\d")
_OF_YEAR = re.compile(r"(?:20\d\d|[“\"]?十[一二三四五]五[”\"]?)(?:年度?|期间|时期)?")
_FIVE_YEARS = re.compile("十(?P<number>[一二三四五])五")
_OF_PLAN = re.compile(r".*(?:20\d\d年度?|省|市|县|区)(?=.{2,}(?:任务|目标|指标|计划|分解|分配|安排))")
_OF_TABLE = re.compile(
    "(?:任务|目标|指标|计划|责任)*(?:分解|分配|下达|安排|分工)?(?:任务|目标|情况|计划|一览|汇总)*(?:分解)?[表单]?$"
)
_BINDING = re.compile(r"[（〔](?:约束|预期|导向|引导|指导)性(?:指标)?[）〕]$")
_FIGURES = (Column.FIGURE, Column.FIGURE_OF_PLACE)
_GROWTH = re.compile(
    r"(?:20\d\d年度?|“?十[一二三四五]五”?)?(?:计划|预期|目标|同比|年均|[比较]上年)*(?P<word>增长|增幅|增速|降幅)率?(?:[/或]?〔累计〕)?"
)
_SUMMED = "〔"  # 〔1200〕: over the years of a plan
_OVER_YEARS = re.compile("累计|年均|十[一二三四五]五")
_SAYS_LITTLE = (Heading.FIGURE, Heading.GOAL, Heading.TASK, Heading.INDICATOR)
_LONGEST_OF_LITTLE = 5
_LONGEST_CAPTION = 40


@dataclass(frozen=True, slots=True)
class TableContext:
    """What is around a table: the year of its own, the year before which figures are none, what its title and the line above say.

    `goal` is the last year that its columns are of, for those that are of several years (年均增速/〔累计〕); `units` are those over
    the table, by the names of the columns.
    """

    year: int | None = None
    since: int | None = None
    goal: int | None = None
    about: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


def table_context(text: CleanText, title: Span, table: Table, year: int | None, since: int | None) -> TableContext:
    """The context of `table`, in a plan called `title`."""
    called = text.folded[title.start : title.end]
    words = _OF_PLAN.sub("", called)
    start = table.span.start
    caption = text.folded[max(0, start - _LONGEST_CAPTION) : start]
    if since is None and (plan := _FIVE_YEARS.search(f"{called}。{caption}")):
        since = FIRST_YEARS[plan["number"]]
    told = _UNITS_ABOVE.search(text.folded, max(0, start - _LONGEST_UNITS), start)
    units = _units(table.columns, re.split("[、，]", told["units"])) if told else {}
    years = [int(named) for name in table.columns for named in _YEAR.findall(name)]
    return TableContext(year, since, max(years, default=None), _OF_TABLE.sub("", words), units)


def _units(names: Sequence[str], units: Sequence[str]) -> dict[str, str]:
    """The unit of each column where `units` stand over a table: of several the one that its name tells, else that of the column before (造林面积, 其中封育, 植树)."""
    if not all(re.fullmatch(unit_pattern(), unit) for unit in units):
        return {}
    if len(units) == 1:
        return dict.fromkeys(names, units[0])
    found: dict[str, str] = {}
    last = ""
    for name in names:
        ends = tuple(str(end) for word, end in meanings("units", "measured").items() if word in name)
        last = next(
            (unit for unit in units if f"{unit[-1]}数" in name or unit.endswith(ends)),
            "" if _OTHER_AMOUNT.search(name) else last,
        )
        found[name] = last
    return found


def row_targets(
    text: CleanText, row: ReadRow, context: TableContext, parties: tuple[NamedParty, ...] = ()
) -> list[IndicatorTarget]:
    """The targets of a row; what was before the context's `since` is no target.

    In a table that names places instead of indicators, each column of figures is an indicator, and the row's place its scope.
    """
    name = named_by(row)
    if name is None:
        return []
    of_task = row.first(Column.TASK) == name
    by_place = row.first(Column.TASK, Column.INDICATOR, Column.CONTENT) is None
    words = text.folded[name.start : name.end]
    place = row.first(Column.PLACE)
    scope = text.folded[place.start : place.end] if place else ""
    unit_cell = row.first(Column.UNIT)
    own_unit = text.folded[unit_cell.start : unit_cell.end] if unit_cell else ""
    if _NO_UNIT.fullmatch(own_unit):
        own_unit = ""
    words, unit = _without_unit(words)
    unit = own_unit or unit
    before = _baselines(text, row, unit, context.since)
    found = []
    for column, title, cell in row.cells:
        if column not in _FIGURES:
            continue
        named = _YEAR.findall(title)
        year = int(named[-1]) if named else context.year or (context.goal if _OVER_YEARS.search(title) else None)
        if named and context.since and int(named[-1]) < context.since:
            continue
        top, unit_of_top = _without_unit(title)
        unit_of_top = unit_of_top or unit_counted(title)
        growth = _GROWTH.fullmatch(top) if text.folded[cell.start] != _SUMMED else None
        tells = is_amount(top) or (has_unit(title) and heading_of(top) is None)  # 治理长度（公里）
        amount = _behind(words, rate_in(top) or top) if of_task and (tells or rate_in(top)) else ""
        of_it = growth["word"] if growth and growth["word"] not in words else amount
        indicator = _indicator(top, context.about) if by_place else f"{words}{of_it}"
        where = top if column is Column.FIGURE_OF_PLACE else scope or _part_in(title)
        given = (unit_of_top or "%" if growth else unit_of_top if amount else unit or unit_of_top) or context.units.get(
            title, ""
        )
        for quantity, comparator, approximate, part in figures_of_cell(text.folded, cell, given):
            was, then = before.get(part, (None, None))
            found.append(
                IndicatorTarget(
                    "target.table",
                    indicator,
                    comparator,
                    quantity.value,
                    own_unit
                    if not quantity.unit and own_unit and not (growth or amount)
                    else unit_of(replace(quantity, unit=quantity.unit or given), indicator),
                    year,
                    Span(min(name.start, cell.start), max(name.end, cell.end)),
                    parties,
                    baseline=was,
                    baseline_year=then,
                    scope=part or (where if where and not WHOLE_PLACE.fullmatch(where) else None),
                    approximate=approximate,
                )
            )
    return found


def _behind(words: str, name: str) -> str:
    """What `name` says behind `words`, which may end as it begins (渔港检查, 检查频次: 频次)."""
    return next(name[length:] for length in range(len(name), -1, -1) if words.endswith(name[:length]))


def _without_unit(words: str) -> tuple[str, str]:
    """A name without what stands in brackets behind it, its unit and whether it binds (约束性), and that unit."""
    words = _BINDING.sub("", words)
    bracket = _UNIT_BEHIND_NAME.search(words)
    if bracket and re.fullmatch(unit_pattern(), bracket.group(1)):
        return words[: bracket.start()], bracket.group(1)
    return words, ""


def _part_in(title: str) -> str:
    """The part that a column of a year's figures is of (2030年城区), empty for the whole or where other words stand there (2030年目标)."""
    named = YEAR_AND_PART.fullmatch(title)
    return named["part"] if named and heading_of(named["part"]) is None else ""


def _indicator(top: str, about: str) -> str:
    """What a column of figures by place measures: as it is called, or, where that says little (任务数), as the table is."""
    bare = _OF_YEAR.sub("", top)
    little = not bare or (len(bare) < _LONGEST_OF_LITTLE and heading_of(bare) in _SAYS_LITTLE and not is_amount(bare))
    return about if little and about else bare or top


def _baselines(
    text: CleanText, row: ReadRow, unit: str, since: int | None
) -> dict[str, tuple[Decimal | None, int | None]]:
    """What the row says that each part of the indicator was, and when: in a column for it (2020年实际), or one of a year before `since`."""
    for column, title, cell in row.cells:
        year = _YEAR.search(title)
        was = column is Column.FIGURE and year is not None and since is not None and int(year.group()) < since
        if column is Column.BASELINE or was:
            figures = list(figures_of_cell(text.folded, cell, unit))
            if figures:
                return {
                    each.part: (each.quantity.value, int(year.group()) if year else None) for each in reversed(figures)
                }
    return {}
