"""Lists what was not understood: what could not be read is never taken for what the document does not say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.loose_tables import loose_tables
from kgservice.documents.not_read import is_not_read
from kgservice.documents.numbering import number_at
from kgservice.documents.parts import Document
from kgservice.documents.plan_text import PlanText
from kgservice.documents.text import Span, fold
from kgservice.extraction.clause import Clause
from kgservice.extraction.facts import Assignment, Cause, Unread
from kgservice.levels import LEVELS
from kgservice.registers.entries import Department
from kgservice.registers.lookup import Registers

_BRACKETS = re.compile("[（〔](?P<words>(?:[^（）〔〕]|[（〔][^（）〔〕]{0,80}[）〕]){2,3000})[）〕]")
_SENTENCE = re.compile("[^。；]+")
_SEPARATORS = re.compile("[、，；。：]")
_NO_OFFICE = re.compile(f"[{LEVELS}村园港]$|街道$|[的对将及并]|进行|.{{30}}")
_TORN = re.compile("（(?:上接|接上|接第)")
_BARS = "|｜"
_CELL_END = re.compile(f"[\t{_BARS}]")
_STANDS_FOR_NOTHING = re.compile("[\\d\\s.、，。；：（）-]*")


def unread_clauses(document: Document, body: Span, clauses: Sequence[Clause], registers: Registers) -> Iterator[Unread]:
    """What the clauses of an item leave over, and brackets and sentences that say who has a duty and were read as no clause."""
    for clause in clauses:
        for leftover in clause.content.leftovers:
            yield Unread(Cause.CLAUSE_HALF_READ, leftover)
    folded = document.text.folded
    told = sorted(clause.span for clause in clauses)
    bracketed: list[Span] = []
    for bracket in _BRACKETS.finditer(folded, *body):
        span = Span(*bracket.span())
        if _is_free(span, told):
            words = Span(*bracket.span("words"))
            if _ends_in_duty(folded, words, registers) or _names_who(folded, words, registers):
                yield Unread(Cause.CLAUSE_HALF_READ, span)
            bracketed.append(span)
    taken = sorted((*told, *bracketed))
    for sentence in _SENTENCE.finditer(folded, *body):
        span = Span(*sentence.span())
        if _is_free(span, taken) and _ends_with_who(folded, span, registers):
            yield Unread(Cause.CLAUSE_HALF_READ, document.text.strip(span, "，"))


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    """Whether `span` meets none of `taken`, which are in order and do not meet each other."""
    behind = bisect_left(taken, (span.end,))
    return behind == 0 or taken[behind - 1].end <= span.start


def _ends_in_duty(folded: str, span: Span, registers: Registers) -> bool:
    return registers.roles.ends_in_duty.search(folded, *span) is not None


def _names_who(folded: str, span: Span, registers: Registers) -> bool:
    """Whether a duty in `span` stands behind the name of a body, or a label of parties in it."""
    if registers.roles.label_of_parties.search(folded, *span):
        return True
    return any(
        registers.bodies.ending(_SEPARATORS.split(folded[span.start : duty.start()])[-1]) is not None
        for duty in registers.roles.duty.finditer(folded, *span)
    )


def _ends_with_who(folded: str, sentence: Span, registers: Registers) -> bool:
    """Whether `sentence` ends with who has a duty: a name, known or not, and nothing but the duty behind it."""
    last = Span(max(sentence.start, folded.rfind("，", *sentence) + 1), sentence.end)
    duty = registers.roles.ends_in_sure_duty.search(folded, *last)
    if duty is None:
        return False
    lead_in = registers.roles.lead_in.match(folded, last.start, duty.start())
    words = folded[lead_in.end() if lead_in else last.start : duty.start()]
    return registers.is_body(words) or registers.bodies.may_be_body(words)


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
    """The paragraphs of the annexes that stand in no table, notes, and what a torn document says before its first number."""
    for note in plan.notes:
        yield Unread(Cause.OUTSIDE_OUTLINE, note)
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
        end = annex.items[0].number.start if annex.items else annex.span.end
        if start < end:
            yield from _paragraphs(document, Span(start, end))


def tables_not_read(document: Document, plan: PlanText) -> Iterator[Unread]:
    """Lines of cells, two or more in a row, that were read as no table, rows that only count up, and lines that name a picture or a table without lines."""
    layout = document.layout
    tables = [labelled.table.span for labelled in plan.tables]
    in_tables = {line for table in tables for line in layout.lines_in(table)}
    behind = document.closing if plan.span == document.plans[-1].span else ()
    lines = list(dict.fromkeys(line for span in (plan.span, *behind) for line in layout.lines_in(span)))
    for first, last in loose_tables(layout, [line for line in lines if line not in in_tables]):
        yield Unread(Cause.TABLE_NOT_READ, Span(layout.start_of(first), layout.start_of(last + 1)))
    run: list[int] = []
    for line in (*lines, None):
        if line is not None and is_not_read(layout.lines[line].folded):
            yield Unread(Cause.TABLE_NOT_READ, Span(layout.start_of(line), layout.start_of(line + 1)))
        if (
            line is not None
            and _is_cells(layout, line)
            and not any(_holds(each, layout.start_of(line)) for each in tables)
        ):
            run.append(line)
            continue
        if len(run) > 1:
            yield Unread(Cause.TABLE_NOT_READ, Span(layout.start_of(run[0]), layout.start_of(run[-1] + 1)))
        run = []


def _is_cells(layout: Layout, line: int) -> bool:
    """Whether the line has cells between tabs or bars, and not a number and its text."""
    span, text = layout.lines[line].span, layout.text.source
    words = text[span.start : span.end]
    if words[0] in _BARS or words[-1] in _BARS:
        return True
    cells = [cell for cell in _CELL_END.split(words) if cell.strip()]
    if len(cells) != 2:
        return len(cells) > 2
    first = fold(cells[0].strip())
    number = number_at(first, Span(0, len(first)))
    return not _STANDS_FOR_NOTHING.fullmatch(first) and (number is None or number[2] < len(first))


def _holds(span: Span, place: int) -> bool:
    return span.start <= place < span.end


def _paragraphs(document: Document, span: Span) -> Iterator[Unread]:
    layout = document.layout
    start = span.start
    while start < span.end:
        end = layout.paragraph_break_in(Span(start, span.end)) or span.end
        if not _STANDS_FOR_NOTHING.fullmatch(layout.text.folded, start, end):
            yield Unread(Cause.OUTSIDE_OUTLINE, Span(start, end))
        start = end
