"""Finds what was a table and is only lines of words now: rows that count up under names of columns, their broken cells between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kgservice.documents.headers import words_in
from kgservice.documents.layout import Layout

_ROW = re.compile(r"(?P<number>\d{1,3})(?:\s+\S+){2,}")
_SAYS = re.compile("[。；：]")
_ENDS_SENTENCE = "。；，"
_FEWEST_ROWS = 4
_FEWEST_NAMES = 3
_MOST_LINES_BETWEEN = 4
_MOST_LINES_OF_HEADER = 5
_LONGEST_OF_HEADER = 30
_LONGEST_LEFT = 4


def loose_rows(layout: Layout, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each such run among `lines`, from the names of its columns on."""
    run: list[int] = []
    for line in lines:
        number = _number(layout, line)
        goes_on = run and line - run[-1] <= _MOST_LINES_BETWEEN and number == _number(layout, run[-1]) + 1
        if not number or not (goes_on or number == 1):
            continue
        if not goes_on:
            yield from _found(layout, run)
            run = []
        run.append(line)
    yield from _found(layout, run)


def _number(layout: Layout, line: int) -> int:
    """The number of the row on the line, 0 if none stands there."""
    words = layout.written(layout.lines[line]).strip()
    row = _ROW.fullmatch(words)
    return int(row["number"]) if row is not None and words[-1] not in _ENDS_SENTENCE else 0


def _found(layout: Layout, run: Sequence[int]) -> Iterator[tuple[int, int]]:
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
