"""Lists what was not understood: what could not be read is never taken for what the document does not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kgservice.documents.parts import Document, PlanText
from kgservice.documents.text import Span
from kgservice.extraction.clauses import Clause
from kgservice.extraction.facts import Assignment, Cause, Unread
from kgservice.registers.entries import Department

_BRACKETS = re.compile("[（〔](?P<words>[^（）〔〕]{4,400})[）〕]")
_DUTY = re.compile(
    "牵头|(?:责任|主责|协办|配合)(?:单位|部门)|(?:局|委|办|厅|部|政府|部门|单位|会)[^，；。]{0,8}(?:负责|配合)(?!制|人)"
)
_NO_OFFICE = re.compile("[省市县区镇乡村园港]$|街道$|[的对将及并]|进行|.{30}")
_TORN = re.compile("（(?:上接|接上|接第)")
_STANDS_FOR_NOTHING = re.compile("[\\d\\s.、，。；：（）-]*")


def unread_clauses(document: Document, body: Span, clauses: Sequence[Clause]) -> Iterator[Unread]:
    """What the clauses of an item leave over, and brackets that speak of duties and were read as no clause."""
    for clause in clauses:
        for leftover in clause.content.leftovers:
            yield Unread(Cause.CLAUSE_HALF_READ, leftover)
    for match in _BRACKETS.finditer(document.text.folded, *body):
        span = Span(*match.span())
        if _DUTY.search(match["words"]) and not any(
            clause.span.start <= span.start < clause.span.end for clause in clauses
        ):
            yield Unread(Cause.CLAUSE_HALF_READ, span)


def unknown_parties(assignments: Iterable[Assignment]) -> Iterator[Unread]:
    """Where a party is first named whose name tells no office: a place alone (荣成市), or words that are no name."""
    seen = set()
    for assignment in assignments:
        party = assignment.party
        if isinstance(party, Department) and not (party.reviewed or party.functions or party.name in seen):
            if not _NO_OFFICE.search(party.name):
                continue
            seen.add(party.name)
            yield Unread(Cause.UNKNOWN_PARTY, assignment.surface)


def outside_outline(document: Document, plan: PlanText) -> Iterator[Unread]:
    """The paragraphs of the annexes that stand in no table, and what a torn document says before its first number."""
    begins = plan.items and plan.items[0].ordinal == 1
    if document.fragment and (not begins or _TORN.search(document.text.folded, *plan.preamble)):
        yield from _paragraphs(document, plan.preamble)
    tables = [labelled.table.span for labelled in plan.tables]
    for annex in plan.annexes:
        start = annex.title.end if annex.title else annex.span.start
        for table in (table for table in tables if annex.span.start <= table.start < annex.span.end):
            if table.start > start:
                yield from _paragraphs(document, Span(start, table.start))
            start = max(start, table.end)
        if start < annex.span.end:
            yield from _paragraphs(document, Span(start, annex.span.end))


def _paragraphs(document: Document, span: Span) -> Iterator[Unread]:
    layout = document.layout
    start = span.start
    while start < span.end:
        end = layout.paragraph_break_in(Span(start, span.end)) or span.end
        if not _STANDS_FOR_NOTHING.fullmatch(layout.text.folded, start, end):
            yield Unread(Cause.OUTSIDE_OUTLINE, Span(start, end))
        start = end
