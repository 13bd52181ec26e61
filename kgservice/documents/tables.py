"""Finds tables in text: rows that are lines of cells between tabs, or stand in a stream of cells, spaced or linearised from a PDF."""

from __future__ import annotations

from kgservice.documents.layout import Layout
from kgservice.documents.rows import find_table_of_rows
from kgservice.documents.streams import find_table_of_cells
from kgservice.documents.table_parts import Table


def find_tables(layout: Layout) -> tuple[Table, ...]:
    """The tables, in order: rows of cells under a header, or rows numbered from 1 under one that begins with 序号."""
    tables: list[Table] = []
    line = 0
    while line < len(layout.lines):
        found = find_table_of_rows(layout, line) or find_table_of_cells(layout, line)
        if found is None:
            line += 1
            continue
        table, line = found
        tables.append(table)
    return tuple(tables)
