"""Reads table rows: which words stand in which column, and what the row says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import ne

from kgservice.documents.table_parts import Row, Table
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.column_kinds import ROLES, Column
from kgservice.extraction.columns import FIGURE, tells_time
from kgservice.registers.lookup import Registers

_NOTHING = re.compile("[-—–/]+|无")
_SAME = re.compile("（?同上）?|[〃″]|同前")
_FEWEST_ROWS = 4
_OF_WHOM = "对象"  # 检查对象


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row whose columns are known; a column that stands twice (2024年, 2025年) has one cell for each."""

    row: Row
    cells: tuple[tuple[Column, str, Span], ...]

    def first(self, *columns: Column) -> Span | None:
        """The first cell in any of `columns`."""
        return next((span for column, _, span in self.cells if column in columns), None)


def named_by(row: ReadRow) -> Span | None:
    """The cell that says what a row is of: its task, else its indicator, else what else it says, its place, its party; or that it is one of sums."""
    if not row.row.number:
        return row.row.words[0]
    kinds = (Column.TASK, Column.INDICATOR, Column.CONTENT, Column.PLACE)
    return next((cell for kind in kinds if (cell := row.first(kind)) is not None), None) or row.first(*ROLES)


def read_rows(
    text: CleanText, table: Table, columns: Sequence[Column], registers: Registers
) -> Iterator[tuple[Row, ReadRow | None]]:
    """Each row of `table` with its words given to `columns`; with None where they cannot be told.

    A cell that says 同上 has the words of the cell above it, as an empty one of names has in a row without a number of its own,
    and one of parties where those above are merged over the rows that lack theirs.
    """
    above: dict[int, Span] = {}
    last: tuple[int | None, str] | None = None
    named = columns.index(Column.TASK) if Column.TASK in columns else None
    all_rows = (*(section.row for section in table.sections if section.row is not None), *table.rows)
    placed = [
        (row, row.cells if row.cells is not None else _placed(text, table, row, columns, registers)) for row in all_rows
    ]
    over_rows = None if table.header else _over_rows(text, columns, [spans for _, spans in placed if spans])
    for row, spans in placed:
        if spans is None:
            yield row, None
            continue
        cells = []
        goes_on = row.goes_on or (table.numbered and last == (row.section, row.number))
        last = (row.section, row.number)
        for place, (column, name, span) in enumerate(zip(columns, table.columns, spans, strict=False)):
            merged = column in (*ROLES, Column.PERSON) or place == named or (row.goes_on and column is Column.TIME)
            if span is None and ((goes_on and merged) or place == over_rows):
                span = above.get(place)
            if span is None or (column is Column.STAGE and _NOTHING.fullmatch(text.folded, *span)):
                continue
            if _SAME.fullmatch(text.folded, *span):
                span = above.get(place, span)
            above[place] = span
            cells.append((column, name, span))
        yield row, ReadRow(row, tuple(cells))


def _over_rows(text: CleanText, columns: Sequence[Column], rows: Sequence[Sequence[Span | None]]) -> int | None:
    """The one column of parties whose cells are merged over the rows below them that lack theirs, where only the cells themselves are left.

    The first row has one, most lack theirs and nothing else, and none says the same as the one above, as those do that are not merged.
    """
    places = [place for place, column in enumerate(columns) if column in ROLES]
    if len(places) != 1 or len(rows) < _FEWEST_ROWS:
        return None
    cells = [row[places[0]] for row in rows]
    said = [text.folded[cell.start : cell.end] for cell in cells if cell is not None]
    merged = cells[0] is not None and 1 < len(said) < len(cells) / 2
    lacks_others = any(row.count(None) > (row[places[0]] is None) for row in rows)
    return places[0] if merged and not lacks_others and all(map(ne, said, said[1:])) else None


def _placed(
    text: CleanText, table: Table, row: Row, columns: Sequence[Column], registers: Registers
) -> tuple[Span | None, ...] | None:
    if table.header:
        return _aligned(text, row.words, columns, registers)
    cells = _spread(text, row.words, columns, registers)
    return cells if cells is not None and not _may_be_of_whom(table, columns, cells) else None


def _may_be_of_whom(table: Table, columns: Sequence[Column], cells: Sequence[Span | None]) -> bool:
    """Whether a row names a party and not whom the duty is about, which another column says (检查对象): the party may be that."""
    parties = any(cell is not None for column, cell in zip(columns, cells, strict=True) if column in ROLES)
    return parties and any(cell is None and _OF_WHOM in name for name, cell in zip(table.columns, cells, strict=True))


def _aligned(
    text: CleanText, cells: Sequence[Span], columns: Sequence[Column], registers: Registers
) -> tuple[Span | None, ...] | None:
    """The cells of a row that lacks some, in their columns; None where their kinds leave more than one way, or none."""
    ways: list[tuple[int, ...]] = [()]
    for cell in cells:
        fits = [place for place, column in enumerate(columns) if _fit(text, column, cell, registers) > 0]
        ways = [(*way, place) for way in ways for place in fits if not way or place > way[-1]][:_MOST_WAYS]
    if len(ways) != 1:
        return None
    placed: list[Span | None] = [None] * len(columns)
    for place, cell in zip(ways[0], cells, strict=True):
        placed[place] = cell
    return tuple(placed)


_MOST_WAYS = 16
_LATER_POINT = re.compile(r"(?:[2-9]|1\d)[)）.、]\D|[②-⑳]")
_MOST_WORDS = 48
_MOST_WORDS_IN_CELL = 16
_SHORTEST_BROKEN = 2
_SHORTEST_NAME = 2
_LONGEST_BODY = 14
_PART = re.compile(r"(?P<part>[\u4e00-\u9fff]{2,8})[≥≤><]+\d[\d.]*%?")
_PARTS = re.compile(r"(?:[\u4e00-\u9fff]{2,8}[≥≤><]+\d[\d.]*%?){2,}")
_NAMES_NO_BODY = (Column.TASK, Column.CONTENT, Column.INDICATOR, Column.GOAL, Column.UNKNOWN)
_IN_BRACKETS = re.compile("（[^（）]*）")


def _spread(
    text: CleanText, words: Sequence[Span], columns: Sequence[Column], registers: Registers
) -> tuple[Span | None, ...] | None:
    """Give `words`, in order, to `columns`, in order, so that they fit best; None if there are too many.

    A shortest-path search: `best[c][w]` is the score of putting the first w words into the first c columns.
    """
    if len(words) > _MOST_WORDS or not words or _holds_two(text, words, columns, registers):
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
                cut_off = _cut_off(text, words[start:end], column)
                score = best[-1][start] + _fit(text, column, cell, registers) - cut_off
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
        if end - start > 1 and _runs_over(text, words[start:end], columns[len(columns) - len(cells)], registers):
            return None
        end = start
    return tuple(reversed(cells))


def _cut_off(text: CleanText, words: Sequence[Span], column: Column) -> float:
    """What it costs a cell to begin with what another's end is.

    That is what a list goes on with (市邮政局、 | 市公安局), its second point (2)…), for a name also a word of two characters on a line of its own: a narrow category's
    cell ends in one (综合 | 治理).
    """
    if words and text.folded[max(0, words[0].start - 2) : words[0].start].rstrip().endswith("、"):
        return 1.0
    if words and _LATER_POINT.match(text.folded, words[0].start):
        return 0.3
    if column in (Column.FIGURE, Column.GOAL) and sum(text.folded[word.start].isdigit() for word in words) > 1:
        return 1.0
    first = words[0] if len(words) > 1 else None
    begins = first is not None and first.end - first.start <= _SHORTEST_BROKEN < words[1].end - words[1].start
    return 0.3 if begins and column in (Column.INDICATOR, Column.TASK) else 0.0


def _runs_over(text: CleanText, words: Sequence[Span], column: Column, registers: Registers) -> bool:
    """Whether what was given to a column of other words holds the name of a body or a time that stood apart: another row's."""
    if column not in _NAMES_NO_BODY:
        return False
    said = (text.folded[word.start : word.end].replace(" ", "") for word in words)
    return any(tells_time(each) or _names_bodies(each, registers) for each in said)


def _holds_two(text: CleanText, words: Sequence[Span], columns: Sequence[Column], registers: Registers) -> bool:
    """Whether bodies stand apart in more places of a row than it has columns of parties: it is two rows under one number."""
    said = (text.folded[word.start : word.end].replace(" ", "") for word in words)
    named = [(each, _names_bodies(each, registers)) for each in said]
    told = (names for each, names in named if names or not _may_name_body(each, registers))
    places = sum(names for names, _ in groupby(told))
    return 0 < sum(column in ROLES for column in columns) < places


def _names_bodies(words: str, registers: Registers) -> bool:
    """Whether all that `words` list are bodies, and the first is known."""
    names = _listed(words)
    return bool(names) and registers.knows(names[0]) and all(map(registers.is_body, names))


def _may_name_body(words: str, registers: Registers) -> bool:
    """Whether `words` are as short as a name and end as bodies' names do, known or not (高新区发展集团)."""
    is_name = len(words) <= _LONGEST_BODY and registers.is_body(words)
    return is_name and not registers.bodies.begins_as_verb(words)


def _listed(words: str) -> list[str]:
    """The names that a cell lists, without what stands in brackets and the 等 at its end."""
    bare = _IN_BRACKETS.sub("", words).removesuffix("等")
    return [name for name in re.split("[、，；]", bare) if name]


def _fit(text: CleanText, column: Column, cell: Span | None, registers: Registers) -> float:
    """How well `cell` suits `column`; an empty cell costs least where cells often are empty."""
    if cell is None:
        return {
            Column.TASK: -6.0,
            Column.INDICATOR: -6.0,
            Column.FIGURE: -1.0,
            Column.LEAD: -0.8,
            Column.RESPONSIBLE: -0.7,
            Column.BASELINE: -0.4,
        }.get(column, -0.5)
    words = text.folded[cell.start : cell.end].replace(" ", "")
    if column in ROLES and _NOTHING.fullmatch(words):
        return 0.0
    if column in ROLES:
        pieces = _listed(registers.roles.duty.sub("", words))
        bodies = sum(registers.is_body(piece) and len(piece) <= 24 and not re.search(r"\d", piece) for piece in pieces)
        return 2.0 * (bodies / len(pieces)) - 3.0 * (len(pieces) - bodies) if pieces else -3.0
    if column in (Column.FIGURE, Column.BASELINE):
        parts = [part["part"] for part in _PART.finditer(words)] if _PARTS.fullmatch(words) else []
        if parts:  # As many in each column are likelier than one here and three there.
            return 2.0 * len(parts) - 0.1 * (len(parts) ** 2 - 1) if len(set(parts)) == len(parts) else -4.0
        return 2.0 if all(map(FIGURE.fullmatch, words.split("；"))) else -4.0
    if column is Column.TIME:
        return 2.0 if tells_time(words) else -3.0
    if column is Column.PERSON:
        return 0.5 if 2 <= len(words) <= 9 and not registers.is_body(words) and not re.search(r"\d", words) else -2.0
    if column is Column.PLACE and re.search(r"\d", words):
        return -4.0
    if column is Column.GOAL and FIGURE.fullmatch(words):
        return 2.0 if re.search(r"\d", words) else 1.0
    if column is Column.UNIT:
        return 1.0 if len(words) <= 6 and not re.search(r"\d", words) else -4.0
    if FIGURE.fullmatch(words) or tells_time(words) or words[-1] in "，、":
        return -0.2 if column is Column.NOTE else -1.0
    if column in (Column.TASK, Column.INDICATOR) and len(words) < _SHORTEST_NAME:
        return -0.5
    is_done = registers.bodies.begins_as_verb(_IN_BRACKETS.sub("", words))
    if registers.bodies.ending(words) is not None and not is_done and column is not Column.NOTE:
        return -0.5
    return 0.5
