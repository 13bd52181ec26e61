"""Reads a source document: its place, its plans, and what each item says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kgservice.documents.outline import Item
from kgservice.documents.parts import Document, PlanText, take_apart
from kgservice.documents.reading import Source
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.assigning import Duty, assign
from kgservice.extraction.campaigns import find_campaign
from kgservice.extraction.clauses import Clause, find_clauses
from kgservice.extraction.facts import DocumentFacts, ItemFacts, Kind, PlanFacts
from kgservice.extraction.kinds import kind_of_section
from kgservice.extraction.places import issuer_of, place_of
from kgservice.extraction.resolution import Names
from kgservice.extraction.stated import StatedRule, find_stated
from kgservice.registers.lookup import Registers

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_PERIOD = re.compile(r"(?P<first>20\d\d)年?(?:[-~至到](?P<last>20\d\d))?年(?:度)?(?!\d*月)")


def read_facts(source: Source, registers: Registers) -> DocumentFacts:
    """All facts of `source`. Deterministic: the same bytes and registers give the same facts in the same order."""
    document = take_apart(source)
    place = place_of(document, registers)
    names = Names(registers, place or registers.national())
    return DocumentFacts(
        document=document,
        jurisdiction=place,
        issuer=issuer_of(document, place),
        issued_on=_issued_on(document),
        plans=tuple(_plan(document, plan, names) for plan in document.plans),
        unread=(),
    )


def _plan(document: Document, plan: PlanText, names: Names) -> PlanFacts:
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
    items = []
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
            )
        )
    return PlanFacts(
        title=plan.title,
        period=_period(text, plan),
        items=tuple(items),
        preamble=_preamble(plan),
    )


def _preamble(plan: PlanText) -> ItemFacts:
    start = Span(plan.preamble.start, plan.preamble.start)
    return ItemFacts((), Kind.SECTION, None, plan.preamble, start, plan.preamble)


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
