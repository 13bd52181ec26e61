"""Finds what was a table and is only a cell a line now: names of columns one under another, and short lines below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kgservice.documents.displaced import are_offices
from kgservice.documents.headers import Heading, heading_of, name_of
from kgservice.documents.layout import Layout
from kgservice.documents.numbering import number_at
from kgservice.documents.text import Span
from kgservice.documents.totals import figure_of

_LONGEST_NAME = 8
_LONGEST_CELL = 40
_FEWEST_NAMES = 3
_MOST_NAMES = 20
# Shorter stretches may be a menu, a list of annexes or who signed.
_FEWEST_CELLS = 12
_FEWEST_THAT_TELL = 3
_ENDS = "。；：，"


def loose_cells(layout: Layout, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each stretch of `lines` that holds such a table: figures or offices stand among its cells."""
    place = 0
    while place < len(lines):
        names = list(takewhile(lambda line: _kind(layout, line) is not None, lines[place : place + _MOST_NAMES]))
        place += len(names) or 1
        if not _is_header(layout, names):
            continue
        cells = list(
            takewhile(lambda line: _may_be_cell(layout, line), (lines[each] for each in range(place, len(lines))))
        )
        if len(cells) >= _FEWEST_CELLS and _tell(layout, cells):
            yield names[0], cells[-1]
        place += len(cells)


def _kind(layout: Layout, line: int) -> Heading | None:
    words = name_of(layout.lines[line].text)
    return heading_of(words) if len(words) <= _LONGEST_NAME and not layout.lines[line].is_row else None


def _is_header(layout: Layout, names: Sequence[int]) -> bool:
    kinds = {_kind(layout, line) for line in names}
    return len(names) >= _FEWEST_NAMES and Heading.PARTY in kinds and len(kinds) >= _FEWEST_NAMES


def _may_be_cell(layout: Layout, line: int) -> bool:
    text = layout.lines[line].folded
    number = number_at(text, Span(0, len(text)))
    numbers_a_heading = number is not None and number[2] < len(text)
    return len(text) <= _LONGEST_CELL and text[-1] not in _ENDS and not (layout.lines[line].is_row or numbers_a_heading)


def _tell(layout: Layout, cells: Sequence[int]) -> bool:
    texts = [layout.lines[line].folded for line in cells]
    return sum(figure_of(text) is not None or are_offices(text) for text in texts) >= _FEWEST_THAT_TELL
