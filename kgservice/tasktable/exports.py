"""The files that task tables can be sent on as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kgservice.tasktable.plain import as_csv, as_markdown
from kgservice.tasktable.table import TaskTable

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How tables are written in one format; `is_text` if a terminal can show it."""

    media_type: str
    is_text: bool
    write: Callable[[Sequence[TaskTable]], bytes]


def _as_xlsx(tables: Sequence[TaskTable]) -> bytes:
    from kgservice.tasktable.workbook import as_xlsx  # takes long to import, and most programs write no workbook

    return as_xlsx(tables)


def _as_docx(tables: Sequence[TaskTable]) -> bytes:
    from kgservice.tasktable.document import as_docx  # as above

    return as_docx(tables)


FORMATS = {
    "xlsx": TableFormat(f"{_OFFICE}.spreadsheetml.sheet", False, _as_xlsx),
    "docx": TableFormat(f"{_OFFICE}.wordprocessingml.document", False, _as_docx),
    "csv": TableFormat("text/csv; charset=utf-8", True, as_csv),
    "md": TableFormat("text/markdown; charset=utf-8", True, as_markdown),
}
