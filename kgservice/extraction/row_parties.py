"""Reads who answers for a table's row: the parties in its columns, by the rules that headers, notes and the plan state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgservice.documents.table_parts import Table
from kgservice.documents.text import CleanText
from kgservice.extraction.assigning import Duty, assign, named_parties
from kgservice.extraction.clause import Clause
from kgservice.extraction.column_kinds import ROLES, Column
from kgservice.extraction.facts import Assignment, Kind, NamedParty, Role
from kgservice.extraction.inner_offices import names_under
from kgservice.extraction.party_cells import PartyCells
from kgservice.extraction.resolution import Names
from kgservice.extraction.stated import FirstIsLead, StatedRule, find_stated
from kgservice.extraction.tables import ReadRow

Clauses = Sequence[tuple[int, Clause]]


class RowParties:
    """The reader of the parties of one table's rows; `stated` are the rules that the words around the table state."""

    def __init__(
        self,
        text: CleanText,
        table: Table,
        columns: Sequence[Column],
        names: Names,
        stated: Sequence[StatedRule],
        cells: PartyCells,
    ) -> None:
        self.text = text
        self.table = table
        self.names = names
        self.stated = stated
        self.cells = cells
        self.names_under = [names_under(name, names) for name in table.columns]
        roles = names.registers.roles
        called = zip(table.columns, columns, strict=True)
        self.of_two_roles = {name for name, kind in called if kind in ROLES and roles.supports_or_answers(name)}

    def clauses(self, row: ReadRow) -> Iterator[tuple[int, Clause]]:
        """The cells of a row that name parties, as clauses, each with the place of its column."""
        places = {name: place for place, name in enumerate(self.table.columns)}
        for column, name, cell in row.cells:
            if column in ROLES:
                content = self.cells.read(row.row, cell, self._role(row, column, name))
                yield places[name], Clause("assignment.table", cell, content, cell)
            elif column is Column.MARK and (party := self.table.header[places[name]]) is not None:
                content = self.cells.marked(party, cell)
                yield places[name], Clause("assignment.table", cell, content, cell)

    def _role(self, row: ReadRow, column: Column, name: str) -> Role:
        """The role under a column; under 配合/责任单位 they support who leads the row, and answer for it where nobody does."""
        if name in self.of_two_roles:
            return Role.SUPPORT if self._has_lead(row) else Role.RESPONSIBLE
        return ROLES[column]

    @staticmethod
    def _has_lead(row: ReadRow) -> bool:
        return any(column is Column.LEAD for column, _, _ in row.cells)

    def assignments(self, row: ReadRow, clauses: Clauses) -> tuple[Assignment, ...]:
        """The parties of a row's columns, by the rules that its header, the table's notes and the plan state."""
        stated = [rule for rule in self.stated if not (self._has_lead(row) and isinstance(rule, FirstIsLead))]
        found: list[Assignment] = []
        inner: list[Assignment] = []
        general: list[Clause] = []
        for place, clause in clauses:
            rules, names = self._stated_in_header(place), self.names_under[place]
            if rules or names is not self.names:
                (own,) = assign(self.text, names, [Duty(Kind.ROW, row.row.span, (clause,))], rules)
                (found if rules else inner).extend(own)
            else:
                general.append(clause)
        (rest,) = assign(self.text, self.names, [Duty(Kind.TASK, row.row.span, tuple(general))], stated)
        return (*found, *rest, *inner)

    def _stated_in_header(self, place: int) -> list[StatedRule]:
        header = self.table.header[place] if place < len(self.table.header) else None
        return list(find_stated(self.text, header, self.names.registers, in_clause=False)) if header else []

    def named(self, clauses: Clauses) -> tuple[NamedParty, ...]:
        """Who answers for the figures of a row whose parties are in `clauses`."""
        return tuple(
            named for place, clause in clauses for named in named_parties(self.text, self.names_under[place], clause)
        )
