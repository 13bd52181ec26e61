"""Reads table rows: which words stand in which column, and what the row says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kgservice.documents.tables import Row, Table
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Role
from kgservice.registers.lookup import Registers
from kgservice.times.reader import is_only_times


class Column(Enum):
    """What a column holds."""

    TASK = auto()
    CONTENT = auto()
    INDICATOR = auto()
    FIGURE = auto()
    BASELINE = auto()
    UNIT = auto()
    LEAD = auto()
    RESPONSIBLE = auto()
    SUPPORT = auto()
    TIME = auto()
    PERSON = auto()
    NOTE = auto()


ROLES = {Column.LEAD: Role.LEAD, Column.RESPONSIBLE: Role.RESPONSIBLE, Column.SUPPORT: Role.SUPPORT}
_OF_ROLE = {role: column for column, role in ROLES.items()}

_COLUMN_NAMES = (
    (Column.PERSON, re.compile("责任人|领导|联系人|负责人")),
    (Column.TIME, re.compile("时限|时间|期限|节点|进度")),
    (Column.BASELINE, re.compile("基数|基期|基线|现状|完成情况|实际")),
    (Column.INDICATOR, re.compile("指标(?!值)|(?:物资|产品|项目|品种)?名称")),
    (
        Column.FIGURE,
        re.compile("^(?:20)?\\d\\d年(?!.*(?:任务|措施))|目标值?$|指标值|数量|任务数|任务量|计划数|目标数|数值"),
    ),
    (Column.UNIT, re.compile("^(?:计量)?单位$")),
    (Column.CONTENT, re.compile("内容|措施|举措|要求|做法|标准|任务要求|目标任务|工作目标")),
    (Column.TASK, re.compile("任务|工作|事项|项目|行动|工程|要点|环节|领域|类别|方面|指标")),
    (Column.NOTE, re.compile("")),
)
_CATEGORY = re.compile("^(?:任务|工作|项目)?(?:类别|类型|领域|方面|环节|板块|分类)$")
_FIGURE = re.compile(
    r"(?:保持|稳定|控制|达到|达|不低于|不少于|不高于|不超过|不超|超过|高于|低于|少于|至少|≥|≤|>|<|完成|力争)*在?"
    r"(?:\d[\d,.]*|[一二三四五六七八九十百千万亿]+)(?:%|‰)?[^，。；、]{0,12}|[-—/]+|全覆盖|全部|100%"
)
_NO_DAY = re.compile("长期|持续[^，。；]{0,4}|全年|常年|汛期|按.{1,8}")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row whose columns are known; a column that stands twice (2024年, 2025年) has one cell for each."""

    row: Row
    cells: tuple[tuple[Column, str, Span], ...]

    def first(self, *columns: Column) -> Span | None:
        """The first cell in any of `columns`."""
        return next((span for column, _, span in self.cells if column in columns), None)


def columns_of(table: Table, registers: Registers) -> tuple[Column, ...]:
    """What each column of `table` holds, told by its name."""
    kinds = [_column_of(name, registers) for name in table.columns]
    if kinds.count(Column.TASK) > 1:
        kinds = [
            Column.NOTE if _CATEGORY.search(name) else kind for kind, name in zip(kinds, table.columns, strict=True)
        ]
    if Column.TASK not in kinds and Column.CONTENT in kinds and Column.FIGURE not in kinds:
        kinds[kinds.index(Column.CONTENT)] = Column.TASK
    if Column.FIGURE not in kinds:
        kinds = [Column.TASK if kind is Column.INDICATOR and Column.TASK not in kinds else kind for kind in kinds]
        kinds = [Column.RESPONSIBLE if kind is Column.UNIT else kind for kind in kinds]
    return tuple(kinds)


def _column_of(name: str, registers: Registers) -> Column:
    role = registers.roles.role_of_column(name)
    if role is not None:
        return _OF_ROLE[Role(role)]
    return next(kind for kind, pattern in _COLUMN_NAMES if pattern.search(name))


def read_rows(text: CleanText, table: Table, registers: Registers) -> list[ReadRow]:
    """The rows of `table`, their words given to columns; a row with too many words to tell is left out."""
    columns = columns_of(table, registers)
    rows = []
    for row in table.rows:
        spans = row.cells if row.cells is not None else _spread(text, row.words, columns, registers)
        if spans is None:
            continue
        cells = tuple(
            (column, name, span)
            for column, name, span in zip(columns, table.columns, spans, strict=False)
            if span is not None
        )
        rows.append(ReadRow(row, cells))
    return rows


_MOST_WORDS = 48
_MOST_WORDS_IN_CELL = 16


def _spread(
    text: CleanText, words: Sequence[Span], columns: Sequence[Column], registers: Registers
) -> tuple[Span | None, ...] | None:
    """Give `words`, in order, to `columns`, in order, so that they fit best; None if there are too many.

    A shortest-path search: `best[c][w]` is the score of putting the first w words into the first c columns.
    """
    if len(words) > _MOST_WORDS or not words:
        return None
    count = len(words)
    best: list[list[float]] = [[0.0] + [float("-inf")] * count]
    choice: list[list[int]] = []
    for column in columns:
        scores = [float("-inf")] * (count + 1)
        chosen = [0] * (count + 1)
        for end in range(count + 1):
            for start in range(max(0, end - _MOST_WORDS_IN_CELL), end + 1):
                if best[-1][start] == float("-inf"):
                    continue
                cell = Span(words[start].start, words[end - 1].end) if end > start else None
                score = best[-1][start] + _fit(text, column, cell, registers)
                if score > scores[end]:
                    scores[end], chosen[end] = score, start
        best.append(scores)
        choice.append(chosen)
    if best[-1][count] == float("-inf"):
        return None
    cells: list[Span | None] = []
    end = count
    for chosen in reversed(choice):
        start = chosen[end]
        cells.append(Span(words[start].start, words[end - 1].end) if end > start else None)
        end = start
    return tuple(reversed(cells))


def _fit(text: CleanText, column: Column, cell: Span | None, registers: Registers) -> float:
    """How well `cell` suits `column`; an empty cell costs least where cells often are empty."""
    if cell is None:
        return {Column.TASK: -6.0, Column.INDICATOR: -6.0, Column.FIGURE: -1.0, Column.LEAD: -0.8}.get(column, -0.5)
    words = text.folded[cell.start : cell.end].replace(" ", "")
    if column in ROLES:
        pieces = [piece for piece in re.split("[、，；]", registers.roles.duty.sub("", words)) if piece]
        bodies = sum(registers.is_body(piece) and len(piece) <= 24 and not re.search(r"\d", piece) for piece in pieces)
        return 2.0 * (bodies / len(pieces)) - 3.0 * (len(pieces) - bodies) if pieces else -3.0
    if column in (Column.FIGURE, Column.BASELINE):
        return 2.0 if _FIGURE.fullmatch(words) else -4.0
    if column is Column.TIME:
        return 2.0 if _tells_time(words) else -3.0
    if column is Column.UNIT:
        return 1.0 if len(words) <= 6 and not re.search(r"\d", words) else -4.0
    if _FIGURE.fullmatch(words) or _tells_time(words) or words[-1] in "，、":
        return -1.0
    if registers.bodies.ending(words) is not None and column is not Column.NOTE:
        return -0.5
    return 0.5


def _tells_time(words: str) -> bool:
    """Whether `words` are what stands in a column of times."""
    return _NO_DAY.fullmatch(words) is not None or is_only_times(words)
