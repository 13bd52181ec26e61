"""Makes workbooks one at a time, for a large one takes much memory while it is made."""

from __future__ import annotations

import threading

from kgservice.queries.formats import as_xlsx
from kgservice.store.engine import Table

_ONE_AT_A_TIME = threading.Lock()


def workbook(table: Table, title: str) -> bytes:
    """`table` as a workbook, once no other is being made."""
    with _ONE_AT_A_TIME:
        return as_xlsx(table, title)
