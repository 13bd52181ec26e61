"""Reads a source document: its place, its plans, and what each item says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kgservice.documents.metadata import Metadata
from kgservice.documents.outline import Item
from kgservice.documents.parts import Document, LabelledTable, PlanText, take_apart
from kgservice.documents.reading import Source
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.assigning import Duty, assign, assign_clause
from kgservice.extraction.campaigns import find_campaign
from kgservice.extraction.citations import ShortTitles, find_citations
from kgservice.extraction.clauses import Clause, find_clauses
from kgservice.extraction.deadlines import find_deadlines
from kgservice.extraction.facts import (
    Assignment,
    Citation,
    Deadline,
    DocumentFacts,
    IndicatorTarget,
    ItemFacts,
    Kind,
    PlanFacts,
)
from kgservice.extraction.kinds import kind_of_section
from kgservice.extraction.parties import read_clause
from kgservice.extraction.places import issuer_of, place_of
from kgservice.extraction.resolution import Names, named_place
from kgservice.extraction.stated import StatedRule, find_stated
from kgservice.extraction.tables import ROLES, Column, ReadRow, columns_of, parties_in, read_rows
from kgservice.extraction.targets import find_targets, row_targets
from kgservice.registers.lookup import Registers

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_TRAILING_BRACKETS = re.compile("（([^（）]*)）$")
_PERIOD = re.compile(r"(?P<first>20\d\d)年?(?:[-~至到](?P<last>20\d\d))?年(?:度)?(?!\d*月)")


def read_facts(source: Source, registers: Registers, metadata: Metadata = Metadata()) -> DocumentFacts:  # noqa: B008
    """All facts of `source`; `metadata` counts where its text says nothing.

    Deterministic: the same bytes, registers and metadata give the same facts in the same order.
    """
    document = take_apart(source)
    short_titles = ShortTitles.of(document.text)
    place = place_of(document, registers)
    if place is None and metadata.jurisdiction is not None:
        place = named_place(registers, metadata.jurisdiction, None)
    names = Names(registers, place or registers.national())
    return DocumentFacts(
        document=document,
        title=document.text[document.title] if document.title else metadata.title,
        number=document.text[document.number] if document.number else metadata.document_number,
        jurisdiction=place,
        issuer=issuer_of(document, place) or metadata.issuer,
        issued_on=_issued_on(document) or metadata.issued_on,
        plans=tuple(_plan(document, plan, names, short_titles) for plan in document.plans),
        unread=(),
    )


def _plan(document: Document, plan: PlanText, names: Names, short_titles: ShortTitles) -> PlanFacts:
    text = document.text
    kinds = _kinds(text, plan.items)
    clauses = [tuple(find_clauses(document.layout, item.body)) for item in plan.items]
    headings = [_heading(text, item, found) for item, found in zip(plan.items, clauses, strict=True)]
    stated = _stated(text, plan, clauses)
    duties = []
    for item, kind, found in zip(plan.items, kinds, clauses, strict=True):
        if item.has_items and any(clause.content.parties for clause in found):
            kind = kind if kind is not Kind.SECTION else _kind_above(kinds, plan.items, item)
        elif item.has_items:
            kind = Kind.SECTION
        duties.append(Duty(kind, item.body, found))
    assignments = assign(text, names, duties, stated)
    about = _About(document, plan, short_titles, _this_year(document, plan))
    items: list[ItemFacts] = []
    for index, item in enumerate(plan.items):
        own = find_campaign(text, headings[index])
        above = items[item.parent].campaign if item.parent is not None else None
        items.append(
            ItemFacts(
                path=item.path,
                kind=duties[index].kind,
                parent=item.parent,
                span=item.span,
                heading=headings[index],
                text=item.body,
                campaign=own or above,
                assignments=assignments[index],
                targets=about.targets(item, duties[index], items[item.parent] if item.parent is not None else None),
                citations=about.citations(item.body, opening=False),
                deadlines=about.deadlines(item.body, _times(text, duties[index], headings[index])),
            )
        )
    rows = [row for labelled in plan.tables for row in _rows(text, labelled, names, about)]
    return PlanFacts(
        title=plan.title,
        period=_period(text, plan),
        items=(*items, *rows),
        preamble=_preamble(plan, about),
    )


@dataclass(frozen=True, slots=True)
class _About:
    """What reading a passage needs to know of its document: whose titles are its own, and which year this is."""

    document: Document
    plan: PlanText
    short_titles: ShortTitles
    this_year: int | None

    def citations(self, span: Span, *, opening: bool) -> tuple[Citation, ...]:
        """The citations in `span`."""
        own = tuple(self.document.text.folded[title.start : title.end] for title in self._titles())
        return tuple(
            find_citations(
                self.document.text,
                span,
                self.short_titles,
                opening=opening,
                own_titles=own,
                own_number=self.document.number,
            )
        )

    def targets(self, item: Item, duty: Duty, above: ItemFacts | None) -> tuple[IndicatorTarget, ...]:
        """The targets that an item sets in its own text, its clauses left out."""
        text = self.document.text
        year = _goal_year(text, above) if above is not None else None
        found: list[IndicatorTarget] = []
        for stretch in _without(item.body, [clause.span for clause in duty.clauses]):
            carry = duty.kind is Kind.GOAL
            found.extend(find_targets(text, stretch, year=year, this_year=self.this_year, carry_year=carry))
        return tuple(found)

    def deadlines(self, span: Span, times: tuple[Span, ...] = ()) -> tuple[Deadline, ...]:
        """The deadlines in `span`."""
        return tuple(find_deadlines(self.document.text, span, said_to_be_times=times, this_year=self.this_year))

    def _titles(self) -> Iterator[Span]:
        yield from (plan.title for plan in self.document.plans)
        if self.document.title is not None:
            yield self.document.title


_GOALS_BELOW = re.compile(r"(20\d\d)年(?:底|末|前|底前)?，[^。]{0,20}(?:以下|下列|如下)[^。]{0,10}：?$")


def _goal_year(text: CleanText, above: ItemFacts) -> int | None:
    """The year that the section above sets for the goals below it (至2022年底，实现以下主要目标：)."""
    match = _GOALS_BELOW.search(text.folded, *above.text)
    return int(match.group(1)) if match and above.kind is Kind.SECTION else None


def _without(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for hole in holes:
        if hole.start > start:
            yield Span(start, hole.start)
        start = hole.end
    if span.end > start:
        yield Span(start, span.end)


def _times(text: CleanText, duty: Duty, heading: Span) -> tuple[Span, ...]:
    """The stretches of an item that can only be times: in its clauses, and in brackets behind a step's heading."""
    times = [time for clause in duty.clauses for time in clause.content.deadlines]
    if duty.kind is Kind.STEP and (brackets := _TRAILING_BRACKETS.search(text.folded, *heading)):
        times.append(Span(*brackets.span(1)))
    return tuple(times)


def _this_year(document: Document, plan: PlanText) -> int | None:
    """The year that 年底前 means: the plan's own, where it is of one year, else the year of issue."""
    period = _period(document.text, plan)
    if period is not None and period[0] == period[1]:
        return period[0]
    issued = _issued_on(document)
    return issued.year if issued else None


def _rows(text: CleanText, labelled: LabelledTable, names: Names, about: _About) -> Iterator[ItemFacts]:
    """The rows of a task table as tasks; those of any other table as sections that may hold targets."""
    columns = columns_of(labelled.table)
    is_task_table = Column.TASK in columns and Column.FIGURE not in columns
    for read in read_rows(text, labelled.table):
        path = (labelled.label, read.row.number) if labelled.label else (read.row.number,)
        heading = read.first(Column.TASK, Column.INDICATOR, Column.CONTENT) or read.row.span
        assignments: list[Assignment] = []
        if is_task_table:
            for column, _, cell in read.cells:
                if column in ROLES:
                    clause = Clause(
                        "assignment.table", cell, read_clause(text, cell, default=ROLES[column], spaced=True)
                    )
                    assignments.extend(assign_clause(text, names, clause))
        yield ItemFacts(
            path=path,
            kind=Kind.TASK if is_task_table else Kind.ROW,
            parent=None,
            span=read.row.span,
            heading=heading,
            text=read.row.span,
            campaign=find_campaign(text, heading) if is_task_table else None,
            assignments=tuple(assignments),
            targets=tuple(_row_targets(text, read, about, is_task_table)),
            citations=about.citations(read.row.span, opening=False),
            deadlines=tuple(
                deadline
                for column, _, cell in read.cells
                if column is Column.TIME
                for deadline in about.deadlines(cell, (cell,))
            ),
        )


def _row_targets(text: CleanText, row: ReadRow, about: _About, is_task_table: bool) -> list[IndicatorTarget]:
    """The targets of a table row: in its task's words, or in its columns of figures, with the parties of its other columns."""
    if not is_task_table:
        cells = [(ROLES[column], cell) for column, _, cell in row.cells if column in ROLES]
        parties = tuple(span for role, cell in cells for span in parties_in(text, cell, role))
        return row_targets(text, row, parties)
    spans = [cell for column, _, cell in row.cells if column in (Column.TASK, Column.CONTENT)]
    return [target for span in spans for target in find_targets(text, span, this_year=about.this_year)]


def _preamble(plan: PlanText, about: _About) -> ItemFacts:
    nowhere = Span(plan.preamble.start, plan.preamble.start)
    return ItemFacts(
        (),
        Kind.SECTION,
        None,
        plan.preamble,
        nowhere,
        plan.preamble,
        targets=tuple(find_targets(about.document.text, plan.preamble, this_year=about.this_year)),
        citations=about.citations(plan.preamble, opening=True),
        deadlines=about.deadlines(plan.preamble),
    )


def _kinds(text: CleanText, items: Sequence[Item]) -> list[Kind]:
    """The kind of each item as if it were a leaf: that of the nearest section above that tells, else task."""
    kinds: list[Kind] = []
    for item in items:
        own = None
        heading = text.folded[item.heading.start : item.heading.end]
        if item.parent is None or item.has_items:
            own = kind_of_section(heading)
        above = kinds[item.parent] if item.parent is not None else Kind.TASK
        kinds.append(above if above is not Kind.TASK else own or Kind.TASK)
    return kinds


def _kind_above(kinds: Sequence[Kind], items: Sequence[Item], item: Item) -> Kind:
    return kinds[item.parent] if item.parent is not None else Kind.TASK


def _heading(text: CleanText, item: Item, clauses: Sequence[Clause]) -> Span:
    """The item's heading without a clause that stands in it."""
    end = min([item.heading.end, *(clause.span.start for clause in clauses)])
    return text.strip(Span(item.heading.start, max(end, item.heading.start)), "：；")


def _stated(text: CleanText, plan: PlanText, clauses: Sequence[Sequence[Clause]]) -> list[StatedRule]:
    rules = list(find_stated(text, plan.preamble, in_clause=False))
    for item, found in zip(plan.items, clauses, strict=True):
        for rule in find_stated(text, item.body, in_clause=False):
            inside = any(clause.span.start <= rule.span.start < clause.span.end + 40 for clause in found)
            rules.extend(find_stated(text, rule.span, in_clause=True) if inside else [rule])
    return rules


def _issued_on(document: Document) -> date | None:
    if document.date is None:
        return None
    match = _DATE.search(document.text.folded, *document.date)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _period(text: CleanText, plan: PlanText) -> tuple[int, int] | None:
    match = _PERIOD.search(text.folded, *plan.title)
    if match is None:
        return None
    first = int(match["first"])
    return first, int(match["last"] or first)
