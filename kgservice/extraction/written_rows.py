"""Tells what each cell of a task's row says, as it is written, for a table that is sent on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgservice.documents.table_parts import Table
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.column_kinds import ROLES, Column
from kgservice.extraction.party_cells import PartyCells
from kgservice.extraction.persons import phones_in
from kgservice.extraction.stated import FirstIsLead, StatedRule
from kgservice.extraction.tables import ReadRow

OF_PERSONS = (Column.PERSON, *ROLES)
"""The columns in whose cells the numbers of telephones may stand behind names."""
_LONGEST_RULE = 30


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """The writer of one table's rows; `stated` are the rules that the words around the table state of its parties."""

    text: CleanText
    table: Table
    columns: Sequence[Column]
    stated: Sequence[StatedRule]
    cells: PartyCells

    def of(self, row: ReadRow) -> Iterator[tuple[str, str]]:
        """The names of the columns and what stands under each in `row`; telephones are left out."""
        headers = dict(zip(self.table.columns, self.table.header, strict=False))
        read = {name: (column, cell) for column, name, cell in row.cells}
        for name in self.table.columns:
            header = headers.get(name)
            column, cell = read.get(name, (Column.UNKNOWN, None))
            if column is Column.PHONE:
                continue
            words = self._as_written(column, cell) if cell is not None else ""
            for phone in phones_in(self.text, cell) if cell is not None and column in OF_PERSONS else ():
                words = words.replace(self.text[phone], "")
            yield (self.text[header] if header is not None else name) + self._stated_under(column), words

    def _stated_under(self, column: Column) -> str:
        """What the words around the table say of the parties in `column`, in brackets as behind its name: a table is sent on without them."""
        rules = self.stated if column is Column.RESPONSIBLE and Column.LEAD not in self.columns else ()
        said = [rule.span for rule in rules if isinstance(rule, FirstIsLead)]
        short = len(said) == 1 and said[0].end - said[0].start <= _LONGEST_RULE
        return f"（{self.text[said[0]]}）" if short else ""

    def _as_written(self, column: Column, cell: Span) -> str:
        """What a cell says; parties that only white space, lines or numbers keep apart have a comma between them."""
        if column not in ROLES:
            return self.text[cell]
        return "、".join(self.text[self.text.strip(part, "、，；")] for part in self.cells.parts(cell))
