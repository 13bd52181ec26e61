"""Which words of a document's tables are in no fact, no heading, no structure and no list of what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgservice.documents.table_parts import Table
from kgservice.documents.text import Span
from kgservice.extraction.column_kinds import ROLES, Column
from kgservice.extraction.columns import columns_of
from kgservice.extraction.facts import DocumentFacts, ItemFacts, Kind, PlanFacts
from kgservice.extraction.persons import phones_in
from kgservice.extraction.upright import upright
from kgservice.registers.lookup import Registers

# Words that point to the cell above, and times that set no day: understood, and no fact.
NO_FACT = re.compile(
    "（?同上）?|[〃″]|(?:长期|常态化?|持续|全年|常年|立即|立行立改|[^，。；]{0,2}坚持|推进|整改|[，、])+"
)
BETWEEN_CELLS = " |"
SUMS = re.compile("合计|总计|小计|共计|总数|总分")
# A row of sums may have a cell a line.
SUM = re.compile(r"[\d.,]+")

# What stands in these columns is understood only if something was made of it; of the others the item keeps the words.
TOLD = (*ROLES, Column.TIME, Column.PERSON, Column.MARK)


def lost(facts: DocumentFacts, registers: Registers) -> list[str]:
    """The words of tables that are nowhere, and the cells of parties, times and persons of which nothing was made."""
    text = facts.document.text
    found = []
    for plan, read in zip(facts.document.plans, facts.plans, strict=True):
        for labelled in plan.tables:
            covered = _covered(facts, read, labelled.table)
            missing = [
                place
                for place in range(*labelled.table.span)
                if place not in covered and text.text[place] not in BETWEEN_CELLS
            ]
            found += ["".join(text.text[place] for place in missing)] if missing else []
            made = set().union(*(range(*span) for item in read.items for span in _made(item)))
            made |= set().union(*(range(*each.span) for each in read.unread))
            found += [
                text[cell]
                for cell in _told_cells(facts, labelled.table, registers)
                if made.isdisjoint(range(*cell)) and not NO_FACT.fullmatch(text.folded, *cell)
            ]
    return found


def _made(item: ItemFacts) -> Iterator[Span]:
    yield from (span for each in item.assignments for span in (each.surface, each.clause))
    yield from (each.when for each in item.deadlines)
    yield from (each.surface for each in item.persons)
    yield from (named.surface for each in item.targets for named in each.responsible)
    if item.kind is Kind.ROW and item.targets:
        yield item.heading  # figures of parties: the row is named by its party


def _covered(facts: DocumentFacts, plan: PlanFacts, table: Table) -> set[int]:
    """The places that are in an item, a header, a section, a number, a row of sums, a note, or listed as not understood."""
    layout, text = facts.document.layout, facts.document.text
    spans = [item.span for item in plan.items] + [each.span for each in plan.unread]
    spans += [span for item in plan.items for span in (item.heading, *_made(item))]
    spans += [span for span in (*table.header, table.notes) if span is not None]
    spans += [section.span for section in table.sections]
    spans += [Span(row.span.start, row.words[0].start) for row in table.rows if row.words]
    spans += [phone for row in table.rows for word in row.words for phone in phones_in(text, word)]
    of_lines = layout.lines[layout.lines_in(table.span)[0]].is_row
    if not (
        table.header and of_lines
    ):  # names on lines of their own may stand over parts, or over cells that all rows lack
        spans.append(Span(table.span.start, table.rows[0].span.start))
    of_sums = False
    for line in layout.lines_in(table.span):
        whole = Span(layout.start_of(line), layout.start_of(line + 1))
        said = layout.lines[line].folded
        of_sums = SUMS.match(said) is not None or (of_sums and SUM.fullmatch(said) is not None)
        if line == layout.lines_in(table.span)[0] or of_sums or _again(facts, table, line):
            spans.append(whole)
    return set().union(*(range(*span) for span in spans))


def _again(facts: DocumentFacts, table: Table, line: int) -> bool:
    """Whether the line says the header again, or only that the table goes on (续表)."""
    layout = facts.document.layout
    return layout.lines[line].folded in (layout.lines[layout.lines_in(table.span)[0]].folded, "续表", "（续）")


def _told_cells(facts: DocumentFacts, table: Table, registers: Registers) -> Iterator[Span]:
    text = facts.document.text
    table = upright(text, table, registers)
    kinds = columns_of(text, table, registers)
    if not any(kind in kinds for kind in (*ROLES, Column.MARK)):
        return
    for row in table.rows:
        for kind, cell in zip(kinds, row.cells or (), strict=False):
            if cell is not None and kind in TOLD and any(each.isalnum() for each in text[cell]):
                yield cell
