"""Reads one plan of a document: the kind of each item, who is responsible for it, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgservice.documents.outline import Item
from kgservice.documents.parts import Document
from kgservice.documents.plan_text import LabelledTable, PlanText
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.annexed import with_annexed_duties
from kgservice.extraction.assigning import Duty, assign
from kgservice.extraction.calendar import Calendar
from kgservice.extraction.campaigns import find_campaign
from kgservice.extraction.cited import ShortTitles
from kgservice.extraction.clause import Clause
from kgservice.extraction.clause_places import labelled_points, owned_clauses
from kgservice.extraction.clauses import find_clauses
from kgservice.extraction.deadlines import DeadlinesRead
from kgservice.extraction.facts import Cause, ItemFacts, Kind, PersonInCharge, PlanFacts, Statement, Unread
from kgservice.extraction.kinds import kinds_of_items
from kgservice.extraction.party_lines import PartyLines
from kgservice.extraction.passages import Passage, Passages
from kgservice.extraction.resolution import Names
from kgservice.extraction.rows import Above, holds_tasks, read_table
from kgservice.extraction.stated import Coverage, StatedRule, find_stated, stated_by_heading
from kgservice.extraction.statements import read_statements
from kgservice.extraction.targets.in_passages import TargetsRead
from kgservice.extraction.targets.written import with_own_brackets
from kgservice.extraction.told_twice import with_rows_that_tell_again
from kgservice.extraction.unread import outside_outline, tables_not_read, unknown_parties, unread_clauses
from kgservice.extraction.upright import upright
from kgservice.registers.lookup import Registers

_LED_IN = re.compile("，(?:[^，。；、]{0,4}由)?$")
_LONGEST_LEAD_IN = 8
_LONGEST_RULE = 60  # （排在首位的为牵头单位，其余为配合单位，下同）


def read_plan(document: Document, plan: PlanText, names: Names, short_titles: ShortTitles) -> PlanFacts:
    """All that `plan` says."""
    text = document.text
    turned = (replace(each, table=upright(text, each.table, names.registers)) for each in plan.tables)
    plan = replace(plan, tables=tuple(turned))
    plan = with_annexed_duties(document, _with_rows_as_items(text, plan, names.registers), names.registers)
    lines = PartyLines.of(document.layout, names.registers)
    clauses = [
        (*find_clauses(document.layout, item.body, names.registers), *(lines.clauses(item.body) if lines else ()))
        for item in plan.items
    ]
    owned = owned_clauses(document.layout, plan.items, clauses)
    points = labelled_points(plan.items, clauses)
    headings = [_heading(text, item, found) for item, found in zip(plan.items, clauses, strict=True)]
    duties = [
        Duty(Kind.SECTION if index in points else kind, item.body, found)
        for index, (item, kind, found) in enumerate(
            zip(plan.items, kinds_of_items(text.folded, plan.items, owned), owned, strict=True)
        )
    ]
    stated = _stated(text, plan, clauses, names.registers)
    assignments = assign(text, names, duties, stated)
    passages = Passages(document, plan, short_titles, Calendar.of(document, plan))
    items: list[ItemFacts] = []
    unread: list[Unread] = []
    for item, duty, heading, told, assigned in zip(plan.items, duties, headings, clauses, assignments, strict=True):
        above = items[item.parent] if item.parent is not None else None
        over = above.text if above is not None and above.kind is Kind.SECTION else None
        passage = Passage(duty.kind, item.body, heading, told, over, _headings_above(items, item.parent))
        targets = passages.targets(passage)
        deadlines = passages.deadlines(passage)
        unread += _not_read(document, passage, targets, deadlines, names.registers)
        items.append(
            ItemFacts(
                path=item.path,
                kind=duty.kind,
                parent=item.parent,
                span=item.span,
                heading=heading,
                text=item.body,
                campaign=find_campaign(text, heading)
                or (find_campaign(text, item.section) if item.section else None)
                or (above.campaign if above is not None else None),
                assignments=assigned,
                targets=tuple(targets.targets),
                citations=passages.citations(item.body, done=duty.kind is Kind.BACKGROUND),
                deadlines=tuple(deadlines.deadlines),
                statements=tuple(_statements(passages, passage, names)),
                persons=tuple(PersonInCharge("person.clause", each) for each in _people(duty.clauses)),
            )
        )
    rows: list[ItemFacts] = []
    for labelled in plan.tables:
        stands_in = _above(items, labelled) if holds_tasks(text, labelled, names.registers) else Above(_label(labelled))
        table = read_table(passages, labelled, names, stated, stands_in, len(items) + len(rows))
        rows += table.items
        unread += table.unread
    is_prose = not (plan.items or plan.tables)
    opening = _prose(passages, plan.preamble, names, unread) if is_prose else None
    outside = [opening or _outside(passages, plan.preamble, opening=True)]
    outside += [_outside(passages, plan.notice, opening=True)] if plan.notice else []
    outside += [_outside(passages, plan.ending, opening=False)] if plan.ending else []
    unread += unknown_parties(assignment for item in (*items, *rows) for assignment in item.assignments)
    lost = list(tables_not_read(document, plan))
    outside = [_without_tables(each, [table.span for table in lost]) for each in outside]
    unread += lost
    unread += (
        each for each in outside_outline(document, plan) if not any(_covers(table.span, each.span) for table in lost)
    )
    return PlanFacts(
        plan.title,
        passages.calendar.period,
        tuple(with_own_brackets(text, each) for each in (*with_rows_that_tell_again(text, items, rows), *rows)),
        tuple(with_own_brackets(text, each) for each in outside),
        tuple(sorted(unread, key=lambda each: (each.span, each.cause))),
    )


def _headings_above(items: Sequence[ItemFacts], parent: int | None) -> tuple[Span, ...]:
    """The headings over an item, the nearest first."""
    above = []
    while parent is not None:
        above.append(items[parent].heading)
        parent = items[parent].parent
    return tuple(above)


def _covers(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


def _without_tables(said: ItemFacts, lost: Sequence[Span]) -> ItemFacts:
    """What is said outside the items, without the figures and times of tables that were not read, whose cells run together there."""
    return replace(
        said,
        targets=tuple(each for each in said.targets if not any(_covers(table, each.quote) for table in lost)),
        deadlines=tuple(each for each in said.deadlines if not any(_covers(table, each.quote) for table in lost)),
    )


def _with_rows_as_items(text: CleanText, plan: PlanText, registers: Registers) -> PlanText:
    """`plan` with the items under which tasks stand in a table as items that hold others."""
    tables = (each for each in plan.tables if each.item is not None and holds_tasks(text, each, registers))
    holders = {labelled.item for labelled in tables}
    items = (replace(item, has_items=True) if index in holders else item for index, item in enumerate(plan.items))
    return replace(plan, items=tuple(items)) if holders else plan


def _label(labelled: LabelledTable) -> tuple[str, ...]:
    return (labelled.label,) if labelled.label else ()


def _above(items: Sequence[ItemFacts], labelled: LabelledTable) -> Above:
    """The item that the table of tasks stands in, else the annex."""
    if labelled.item is None:
        return Above(_label(labelled))
    item = items[labelled.item]
    return Above(item.path, labelled.item, item.campaign)


def _outside(passages: Passages, span: Span, *, opening: bool) -> ItemFacts:
    return ItemFacts(
        path=(),
        kind=Kind.SECTION,
        parent=None,
        span=span,
        heading=Span(span.start, span.start),
        text=span,
        targets=tuple(passages.targets_outside(span).targets),
        citations=passages.citations(span, opening=opening),
        deadlines=passages.deadlines_outside(span),
    )


def _prose(passages: Passages, span: Span, names: Names, unread: list[Unread]) -> ItemFacts:
    """What a text without items says: its sentences, figures, citations and times, of the plan as a whole; what is not read goes to `unread`."""
    start = Span(span.start, span.start)
    second = passages.document.layout.paragraph_break_in(span) or span.end
    passage = Passage(Kind.TASK, span, start, (), None)
    targets, deadlines = passages.targets(passage), passages.deadlines(passage)
    unread += _not_read(passages.document, passage, targets, deadlines, names.registers)
    return ItemFacts(
        path=(),
        kind=Kind.SECTION,
        parent=None,
        span=span,
        heading=start,
        text=span,
        targets=tuple(targets.targets),
        citations=(
            *passages.citations(Span(span.start, second), opening=True),
            *passages.citations(Span(second, span.end)),
        ),
        deadlines=tuple(deadlines.deadlines),
        statements=tuple(_statements(passages, passage, names)),
    )


def _not_read(
    document: Document, passage: Passage, targets: TargetsRead, deadlines: DeadlinesRead, registers: Registers
) -> Iterator[Unread]:
    """What was not understood of the clauses, figures and times of a passage."""
    yield from unread_clauses(document, passage.span, passage.clauses, registers)
    yield from (Unread(Cause.NUMBER_WITHOUT_INDICATOR, number) for number in targets.unread)
    yield from (Unread(Cause.TIME_NOT_READ, time) for time in deadlines.unread)


def _statements(passages: Passages, passage: Passage, names: Names) -> Iterator[Statement]:
    """The sentences of a passage behind its heading; of one that is all heading, that."""
    if passage.kind in (Kind.SECTION, Kind.BACKGROUND):
        return
    clauses = [clause.told for clause in passage.clauses]
    behind = Span(passage.heading.end, passage.span.end)
    found = list(read_statements(passages.text, behind, clauses, names))
    yield from found or read_statements(passages.text, passage.span, clauses, names)


def _people(clauses: Sequence[Clause]) -> Iterator[Span]:
    """Who answers in person by the clauses of an item (责任人：王甲)."""
    return (person for clause in clauses for person in clause.content.people)


def _heading(text: CleanText, item: Item, clauses: Sequence[Clause]) -> Span:
    """The item's heading without a clause that stands in it."""
    starts = (clause.span.start for clause in clauses if clause.told == clause.span and not _goes_on(text, clause))
    end = min([item.heading.end, *(start for start in starts if start > item.heading.start)])
    return text.strip(Span(item.heading.start, end), "：；")


def _goes_on(text: CleanText, clause: Clause) -> bool:
    """Whether the sentence before goes on in `clause` (关于…的问题，分别由…负责落实), which then is part of what it says."""
    return _LED_IN.search(text.folded, max(0, clause.span.start - _LONGEST_LEAD_IN), clause.span.start) is not None


def _stated(
    text: CleanText, plan: PlanText, clauses: Sequence[Sequence[Clause]], registers: Registers
) -> list[StatedRule]:
    """The rules about roles that the plan states, each with the section that it is limited to, if it is."""
    around = (*([plan.notice] if plan.notice else ()), _under_title(plan), *plan.notes)
    rules = [rule for span in around for rule in find_stated(text, span, registers, in_clause=False)]
    for index, (item, found) in enumerate(zip(plan.items, clauses, strict=True)):
        if item.has_items and (whose := stated_by_heading(text, item.heading, registers)) is not None:
            rules.append(replace(whose, section=_below(plan.items, index)))
        for rule in find_stated(text, item.body, registers, in_clause=False):
            inside = any(clause.span.start <= rule.span.start < clause.span.end + 40 for clause in found)
            for stated in find_stated(text, rule.span, registers, in_clause=True) if inside else [rule]:
                whole = stated.covers is Coverage.SECTION or (item.has_items and not inside)
                rules.append(replace(stated, section=_section(plan.items, index)) if whole else stated)
    return rules


def _under_title(plan: PlanText) -> Span:
    """What a plan says before its first item, with what stands behind its title on its line."""
    beside = 0 <= plan.preamble.start - plan.title.end <= _LONGEST_RULE
    return Span(plan.title.end, plan.preamble.end) if beside else plan.preamble


def _below(items: Sequence[Item], index: int) -> Span:
    """The stretch of the item at `index` and of all items below it."""
    last, inside = index, {index}
    while last + 1 < len(items) and items[last + 1].parent in inside:
        last += 1
        inside.add(last)
    return Span(items[index].number.start, items[last].body.end)


def _section(items: Sequence[Item], index: int) -> Span:
    """The stretch of the top-level section that the item at `index` stands in."""
    top = index
    while (parent := items[top].parent) is not None:
        top = parent
    after = (item.number.start for item in items[top + 1 :] if item.parent is None)
    return Span(items[top].number.start, next(after, items[-1].body.end))
