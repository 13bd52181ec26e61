"""Makes what is made here and not by a process that can be stopped: workbooks and tables with names, one at a time and not too large."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kgservice.errors import TooLargeError
from kgservice.queries.formats import as_xlsx
from kgservice.store.engine import Answer, Solutions

_ONE_AT_A_TIME = threading.Lock()
_SHARE = 10


@contextmanager
def made_here(answer: Answer, most_rows: int) -> Iterator[None]:
    """Wait until nothing else is made of an answer, which was cut after `most_rows`; raises TooLargeError if it was.

    Then a file would be without the rest, and its reader not know it.
    """
    if answer.cut is not None:
        sentence = (
            "a workbook, or names beside IRIs, can be had of %(value)s rows at most (a tenth of %(limit)s); "
            "ask for CSV without names, or in parts with LIMIT and OFFSET."
        )
        raise TooLargeError(sentence, "KG_MAX_ROWS", most_rows)
    with _ONE_AT_A_TIME:
        yield


def most_rows_here(most_rows: int) -> int:
    """How many rows what is made here may have, where an answer may have `most_rows`."""
    return max(1, most_rows // _SHARE)


def workbook(table: Solutions, title: str) -> bytes:
    """`table` as a workbook, once no other is being made."""
    with _ONE_AT_A_TIME:
        return as_xlsx(table, title)
