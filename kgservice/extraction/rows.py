"""Reads the rows of a plan's tables: those of a task table as tasks, those of any other as rows that may set targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kgservice.documents.parts import LabelledTable
from kgservice.documents.text import Span
from kgservice.extraction.assigning import assign_clause, named_parties
from kgservice.extraction.calendar import last_year
from kgservice.extraction.campaigns import find_campaign
from kgservice.extraction.clauses import Clause
from kgservice.extraction.deadlines import DeadlinesRead
from kgservice.extraction.facts import Assignment, Cause, IndicatorTarget, ItemFacts, Kind, Unread
from kgservice.extraction.parties import read_clause
from kgservice.extraction.passages import Passages
from kgservice.extraction.resolution import Names
from kgservice.extraction.tables import ROLES, Column, ReadRow, columns_of, read_rows
from kgservice.extraction.targets.rows import row_targets

_LONGEST_TITLE = 50
_SAME = re.compile("（?同上）?|[〃″]|同前")
_NUMBER = re.compile(r"^\d{1,2}[.、](?!\d)")


@dataclass(slots=True)
class TableRead:
    """What the rows of a table say, and what in them was not understood."""

    rows: list[ItemFacts] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_table(passages: Passages, labelled: LabelledTable, names: Names) -> TableRead:
    """What each row of the table says."""
    columns = columns_of(labelled.table, names.registers)
    is_task_table = Column.TASK in columns and Column.FIGURE not in columns and not ROLES.keys().isdisjoint(columns)
    start = labelled.table.span.start
    year = last_year(passages.text, [Span(max(0, start - _LONGEST_TITLE), start)])
    read = TableRead()
    above: dict[tuple[Column, str], Span] = {}
    for row in read_rows(passages.text, labelled.table, names.registers):
        clauses = tuple(_clauses(passages, row, names, above))
        if is_task_table:
            read.unread += (Unread(Cause.CLAUSE_HALF_READ, left) for each in clauses for left in each.content.leftovers)
        heading = row.first(Column.TASK, Column.INDICATOR, Column.CONTENT) or row.row.span
        deadlines = _deadlines(passages, row, is_task_table)
        read.unread += (Unread(Cause.TIME_NOT_READ, time) for time in deadlines.unread)
        read.rows.append(
            ItemFacts(
                path=(labelled.label, row.row.number) if labelled.label else (row.row.number,),
                kind=Kind.TASK if is_task_table else Kind.ROW,
                parent=None,
                span=row.row.span,
                heading=heading,
                text=row.row.span,
                campaign=find_campaign(passages.text, heading) if is_task_table else None,
                assignments=tuple(_assignments(passages, clauses, names)) if is_task_table else (),
                targets=tuple(_targets(passages, row, clauses, names, is_task_table, year)),
                citations=passages.citations(row.row.span),
                deadlines=tuple(deadlines.deadlines),
            )
        )
    return read


def _deadlines(passages: Passages, row: ReadRow, is_task_table: bool) -> DeadlinesRead:
    """The times in a row's column for them, and in the words of a task."""
    read = DeadlinesRead()
    for column, _, cell in row.cells:
        if column is Column.TIME:
            read += passages.deadlines_in(cell, [cell])
        elif is_task_table and column in (Column.TASK, Column.CONTENT, Column.NOTE):
            read += passages.deadlines_in(cell)
    return read


def _assignments(passages: Passages, clauses: Sequence[Clause], names: Names) -> Iterator[Assignment]:
    for clause in clauses:
        yield from assign_clause(passages.text, names, clause)


def _clauses(passages: Passages, row: ReadRow, names: Names, above: dict[tuple[Column, str], Span]) -> Iterator[Clause]:
    """The cells of a row that name parties, as clauses; 同上 says what the cell above does, which `above` has by column."""
    for column, name, cell in row.cells:
        if column in ROLES:
            said = above.get((column, name), cell) if _SAME.fullmatch(passages.text.folded, *cell) else cell
            above[column, name] = said
            content = read_clause(passages.text, said, names.registers, default=ROLES[column])
            yield Clause("assignment.table", cell, content, cell)


def _targets(
    passages: Passages, row: ReadRow, clauses: Sequence[Clause], names: Names, is_task_table: bool, year: int | None
) -> list[IndicatorTarget]:
    """The targets in the words of a task, or in a row's columns of figures with the parties of its other columns."""
    if is_task_table:
        due = last_year(passages.text, [cell for column, _, cell in row.cells if column is Column.TIME])
        words = [cell for column, _, cell in row.cells if column in (Column.TASK, Column.CONTENT)]
        return passages.cell_targets(words, due).targets
    kinds = {column for column, _, _ in row.cells}
    if Column.FIGURE not in kinds and (name := row.first(Column.INDICATOR)):
        what = _NUMBER.sub("", passages.text.folded[name.start : name.end])
        words = [cell for column, _, cell in row.cells if column in (Column.TASK, Column.CONTENT)]
        return passages.cell_targets(words, year, what).targets
    parties = [named for clause in clauses for named in named_parties(passages.text, names, clause)]
    return row_targets(passages.text, row, tuple(parties), year=year, since=passages.calendar.since)
