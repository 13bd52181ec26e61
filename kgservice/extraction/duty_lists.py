"""Tells the duties of a party that a table gives all in one cell, numbered (县民政局 | 1.制定规划。2.建设中心)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgservice.documents.lists import points
from kgservice.documents.text import CleanText
from kgservice.extraction.column_kinds import ROLES, Column
from kgservice.extraction.tables import ReadRow

_EACH = (*ROLES, Column.TIME)


@dataclass(frozen=True, slots=True)
class ListedDuty:
    """A duty: its own number, and the row as it is of this duty alone."""

    number: str
    row: ReadRow


def duties_of(text: CleanText, row: ReadRow) -> Sequence[ListedDuty]:
    """The duties of the party that `row` begins with; none where its task is not a list, or stands before the party.

    Parties and times are of each duty, what other cells say is of the first.
    """
    kinds = [column for column, _, _ in row.cells]
    task = row.first(Column.TASK)
    party = next((place for place, kind in enumerate(kinds) if kind in ROLES), len(kinds))
    if task is None or party > kinds.index(Column.TASK):
        return ()
    found = []
    for place, point in enumerate(points(text.folded, task)):
        words = text.strip(point.words, "。；")
        cells = tuple(
            (kind, name, words if kind is Column.TASK else cell)
            for kind, name, cell in row.cells
            if kind is Column.TASK or kind in _EACH or place == 0
        )
        own = replace(row.row, span=point.words)
        label = text.strip(point.label, ".、")
        found.append(ListedDuty(text.folded[label.start : label.end], ReadRow(own, cells)))
    return found
