"""How a task table lies on a page: the widths of its columns and the lines that a text takes in one."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

from kgservice.tasktable.table import COLUMNS, TaskTable

WHOLE_WIDTH = 150
CENTRED = ("序号", "完成时限")

_WIDTHS = {
    "序号": 5,
    "重点任务": 18,
    "具体内容": 50,
    "牵头单位": 14,
    "责任单位": 20,
    "配合单位": 16,
    "指标": 20,
    "完成时限": 12,
    "依据": 18,
}
_EMPTY_WIDTH = 7


def widths(table: TaskTable) -> list[float]:
    """A width for each column, in Latin characters, `WHOLE_WIDTH` together; a column without words is narrow."""
    wanted = [
        _WIDTHS[column] if any(row.cells[place] for row in table.rows) else _EMPTY_WIDTH
        for place, column in enumerate(COLUMNS)
    ]
    rest = WHOLE_WIDTH - sum(wanted)
    content = COLUMNS.index("具体内容")
    return [width + rest if place == content else width for place, width in enumerate(wanted)]


def line_count(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` Latin characters; a Chinese character is two wide."""
    return sum(max(1, ceil(_width(line) / (width - 1.5))) for line in text.split("\n"))


def _width(text: str) -> float:
    return sum(2 if east_asian_width(character) in "WFA" else 1.05 for character in text)
