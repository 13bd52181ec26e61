"""Turns a table of departments × tasks that has the departments at its side, so that its rows are the tasks."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.documents.crossings import is_duty
from kgservice.documents.headers import ends_in_stage
from kgservice.documents.numbering import number_at
from kgservice.documents.table_parts import Row, Table
from kgservice.documents.text import CleanText, Span
from kgservice.registers.lookup import Registers


def upright(text: CleanText, table: Table, registers: Registers) -> Table:
    """`table` with its tasks as rows: turned where they are its columns and bodies stand at its side, else as it is."""
    marked = [place for place, name in enumerate(table.header) if name is not None and _is_marked(text, table, place)]
    side = [place for place in range(len(table.columns)) if place not in marked]
    if len(marked) < 2 or not side:
        return table
    if any(registers.is_body(table.columns[place]) or ends_in_stage(table.columns[place]) for place in marked):
        return table
    bodies = [row.cells[side[-1]] if row.cells is not None else None for row in table.rows]
    if not all(body is not None and registers.is_body(_words(text, body)) for body in bodies):
        return table
    tops = ((place, top) for place, top in enumerate(table.header) if place in marked and top is not None)
    rows = [_row(text, table, place, top, order) for order, (place, top) in enumerate(tops, 1)]
    names = tuple(_words(text, body) for body in bodies if body is not None)
    return Table(("任务", *names), tuple(rows), table.span, (), (None, *bodies), table.notes)


def _is_marked(text: CleanText, table: Table, place: int) -> bool:
    cells = [cell for row in table.rows if row.cells is not None and (cell := row.cells[place]) is not None]
    return bool(cells) and all(is_duty(_words(text, cell)) for cell in cells)


def _row(text: CleanText, table: Table, place: int, name: Span, order: int) -> Row:
    """The column at `place` as a row: its name, with or without a number, is what is to be done."""
    number = number_at(text.folded, name)
    task = Span(number[2], name.end) if number and number[2] < name.end else name
    cells: Sequence[Span | None] = [row.cells[place] if row.cells is not None else None for row in table.rows]
    return Row(number[1] if number else str(order), name, (task,), (task, *cells))


def _words(text: CleanText, span: Span) -> str:
    return text.folded[span.start : span.end]
