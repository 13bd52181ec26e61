"""Task tables divided by department, campaign or deadline: a table for each, as a supervision office sends them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kgservice.errors import UsageError
from kgservice.tasktable.table import TaskRow, TaskTable

GROUPS: Mapping[str, tuple[Callable[[TaskRow], Sequence[str]], str]] = {
    "department": (lambda row: row.departments, "未明确责任单位"),
    "campaign": (lambda row: (row.campaign,) if row.campaign else (), "其他任务"),
    "deadline": (lambda row: row.deadlines, "未明确时限"),
}
"""What tables may be divided by: what of a row tells its groups, and what those are called that have none."""


def divided(tables: Sequence[TaskTable], by: str) -> list[TaskTable]:
    """A table for each group of the rows of each of `tables`, in the order in which groups are first named; a row may be in several."""
    names, otherwise = GROUPS[by]
    made = []
    for table in tables:
        groups: dict[str, list[TaskRow]] = {}
        for row in table.rows:
            for name in names(row) or (otherwise,):
                groups.setdefault(name, []).append(row)
        rest = groups.pop(otherwise, None)
        if rest is not None:
            groups[otherwise] = rest
        made += [replace(table, rows=tuple(rows), part=name) for name, rows in groups.items()]
    return made


def under_columns(tables: Sequence[TaskTable], names: Sequence[str]) -> list[TaskTable]:
    """`tables` under the columns `names` only. Raises UsageError for one that no table has."""
    known = dict.fromkeys(name for table in tables for row in table.rows for name in row.values)
    for name in names:
        if name not in known:
            raise UsageError(f"no column '{name}'; there are {'、'.join(known)}.")
    return [table.under(names) for table in tables]
