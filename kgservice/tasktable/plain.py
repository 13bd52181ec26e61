"""Writes task tables as CSV and as Markdown: each row complete in itself, with its sections in a column of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from kgservice.tasktable.table import IN_NO_SECTION, TaskTable

_BETWEEN = " / "
_GROUP, _TABLE = "类别", "计划"


def as_csv(tables: Sequence[TaskTable]) -> bytes:
    """The tables, UTF-8, a header line for each change of columns; each row says which plan's it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    header: tuple[str, ...] = ()
    for table in tables:
        columns = (_TABLE, *_columns(table))
        if columns != header:
            writer.writerow(columns)
            header = columns
        writer.writerows((table.titled, *row) for row in _complete(table))
    return out.getvalue().encode()


def as_markdown(tables: Sequence[TaskTable]) -> bytes:
    """A heading and a table for each plan."""
    return "\n".join(map(_markdown, tables)).encode()


def _markdown(table: TaskTable) -> str:
    columns = _columns(table)
    rows = [columns, ("---",) * len(columns), *(map(_escaped, row) for row in _complete(table))]
    return f"# {table.title}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _columns(table: TaskTable) -> tuple[str, ...]:
    return (_GROUP, *table.columns) if any(row.sections for row in table.rows) else table.columns


def _complete(table: TaskTable) -> Iterator[tuple[str, ...]]:
    grouped = any(row.sections for row in table.rows)
    none = ""
    for row in table.rows:
        yield (_BETWEEN.join(row.sections) or none, *row.cells) if grouped else row.cells
        none = IN_NO_SECTION if row.sections else none


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
