"""How a task table lies on a page: the widths of its columns and the lines that a text takes in one."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

from kgservice.tasktable.table import NUMBER, TaskTable

WHOLE_WIDTH = 150
CENTRED = (NUMBER, "完成时限")

_NARROWEST = 5.5
_KEPT_WHOLE = 14.0
_GAP = 2.0


def widths(table: TaskTable) -> list[float]:
    """A width for each column, in Latin characters, `WHOLE_WIDTH` together: what says more is wider, short words stay on a line."""
    columns = [[row.cells[place] for row in table.rows] for place in range(len(table.columns))]
    least = [_least(texts, name) for texts, name in zip(columns, table.columns, strict=True)]
    said = [0.0 if name == NUMBER else _said(texts) ** 0.5 for texts, name in zip(columns, table.columns, strict=True)]
    rest = WHOLE_WIDTH - sum(least)
    if rest <= 0 or not any(said):
        return [width * WHOLE_WIDTH / sum(least) for width in least]
    return [width + rest * share / sum(said) for width, share in zip(least, said, strict=True)]


def widest(table: TaskTable) -> int:
    """The place of the column that says most."""
    made = widths(table)
    return made.index(max(made))


def _least(texts: Sequence[str], name: str) -> float:
    """The width that a column does not go below: that of half of its name, and of what it says if that is short."""
    longest = max((_width(line) for text in texts for line in text.split("\n")), default=0.0)
    return max(_NARROWEST, min(_width(name) / 2, 8) + _GAP, longest + _GAP if longest <= _KEPT_WHOLE else 0)


def _said(texts: Sequence[str]) -> float:
    """How much a column says that does not fit on one short line."""
    return sum(width for text in texts if (width := _width(text)) > _KEPT_WHOLE)


def line_count(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` Latin characters; a Chinese character is two wide."""
    return sum(max(1, ceil(_width(line) / (width - 1.5))) for line in text.split("\n"))


def _width(text: str) -> float:
    return sum(2 if east_asian_width(character) in "WFA" else 1.05 for character in text)
