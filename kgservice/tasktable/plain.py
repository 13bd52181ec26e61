"""Writes task tables as CSV and as Markdown: each row complete in itself, with its sections before its task."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from kgservice.tasktable.table import COLUMNS, TaskTable

_BETWEEN = " / "


def as_csv(tables: Sequence[TaskTable]) -> bytes:
    """The tables under one header line, UTF-8; where there are several, the plan stands before its sections."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for table in tables:
        above = (table.plan,) if len(tables) > 1 else ()
        writer.writerows(_complete(table, above))
    return out.getvalue().encode()


def as_markdown(tables: Sequence[TaskTable]) -> bytes:
    """A heading and a table for each plan."""
    return "\n".join(_markdown(table) for table in tables).encode()


def _markdown(table: TaskTable) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(map(_escaped, row) for row in _complete(table))]
    return f"# {table.title}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _complete(table: TaskTable, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        number, task, *others = row.cells
        yield number, _BETWEEN.join((*above, *row.sections, task)), *others


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
