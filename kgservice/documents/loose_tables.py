"""Finds what was a table and is only lines of words now, under names of columns: rows that count up, their broken cells between them, or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kgservice.documents.column_fit import are_offices
from kgservice.documents.headers import Heading, heading_of, words_in
from kgservice.documents.layout import Layout
from kgservice.documents.numbering import number_at
from kgservice.documents.stream_names import Name, names_on_lines
from kgservice.documents.sums import figure_of
from kgservice.documents.text import Span

_ROW = re.compile(r"(?P<number>\d{1,3})(?:\s+\S+){2,}")
_SAYS = re.compile("[。；：]")
_ENDS = "。；，："
_FEWEST_ROWS = 4
_FEWEST_NAMES = 3
_MOST_NAMES = 20
_MOST_LINES_BETWEEN = 4
_MOST_LINES_OF_HEADER = 5
_LONGEST_OF_HEADER = 30
_LONGEST_CELL = 40
_LONGEST_LEFT = 4
# Shorter stretches of cells may be a menu, a list of annexes or who signed.
_FEWEST_CELLS = 12
_FEWEST_THAT_TELL = 3


def loose_tables(layout: Layout, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each among `lines`, from the names of its columns on."""
    yield from _of_rows(layout, lines)
    yield from _of_cells(layout, lines)


def _of_rows(layout: Layout, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those whose rows count up from 1, several cells on the line of each number."""
    run: list[int] = []
    for line in lines:
        number = _number(layout, line)
        goes_on = run and line - run[-1] <= _MOST_LINES_BETWEEN and number == _number(layout, run[-1]) + 1
        if not number or not (goes_on or number == 1):
            continue
        if not goes_on:
            yield from _under_names(layout, run)
            run = []
        run.append(line)
    yield from _under_names(layout, run)


def _number(layout: Layout, line: int) -> int:
    """The number of the row on the line, 0 if none stands there."""
    words = layout.written(layout.lines[line]).strip()
    row = _ROW.fullmatch(words)
    return int(row["number"]) if row is not None and words[-1] not in _ENDS else 0


def _under_names(layout: Layout, run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(run) < _FEWEST_ROWS:
        return
    above = range(run[0] - 1, max(-1, run[0] - 1 - _MOST_LINES_OF_HEADER), -1)
    near = takewhile(lambda line: _may_be_header(layout.lines[line].folded), above)
    named = {line: words_in(layout.lines[line].folded) for line in near}
    if sum(named.values()) < _FEWEST_NAMES:
        return
    last = run[-1]
    if last + 1 < len(layout.lines) and len(layout.lines[last + 1].folded) <= _LONGEST_LEFT:
        last += 1
    yield min(line for line, words in named.items() if words), last


def _may_be_header(text: str) -> bool:
    return len(text) <= _LONGEST_OF_HEADER and not _SAYS.search(text)


def _of_cells(layout: Layout, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those of a cell a line, short lines below names one under another: figures or offices stand among them."""
    place = 0
    while place < len(lines):
        first = place
        names = names_on_lines(layout, iter(lines[place : place + _MOST_NAMES]), _MOST_NAMES)
        place += len(names) or 1
        if not _are_columns(names):
            continue
        below = (lines[each] for each in range(place, len(lines)))
        cells = list(takewhile(lambda line: _may_be_cell(layout, line), below))
        if len(cells) >= _FEWEST_CELLS and _tell(layout, cells):
            yield lines[first], cells[-1]
        place += len(cells)


def _are_columns(names: Sequence[Name]) -> bool:
    kinds = {heading_of(name.words) for name in names}
    return Heading.PARTY in kinds and len(kinds) >= _FEWEST_NAMES


def _may_be_cell(layout: Layout, line: int) -> bool:
    text = layout.lines[line].folded
    number = number_at(text, Span(0, len(text)))
    numbers_a_heading = number is not None and number[2] < len(text)
    return len(text) <= _LONGEST_CELL and text[-1] not in _ENDS and not (layout.lines[line].is_row or numbers_a_heading)


def _tell(layout: Layout, cells: Sequence[int]) -> bool:
    texts = [layout.lines[line].folded for line in cells]
    return sum(figure_of(text) is not None or are_offices(text) for text in texts) >= _FEWEST_THAT_TELL
