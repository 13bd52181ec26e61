"""Reads the numbers of a table's cells: those that are all of a cell, and those in front of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kgservice.documents.numbering import Style, number_at
from kgservice.documents.text import CleanText, Span

NUMBER_IN_COLUMN = re.compile(
    r"(?:第?(?P<ARABIC>\d{1,3}(?:\.\d{1,2})*)[.、项]?|(?P<CHINESE>[一二三四五六七八九十百]{1,5})[、.]?"
    r"|(?P<BRACKETED_CHINESE>（[一二三四五六七八九十百]{1,5}）)[、.]?|(?P<BRACKETED_ARABIC>（\d{1,3}）)[、.]?|(?P<CIRCLED>[①-⑳]))"
)


def number_in(text: CleanText, cell: Span) -> tuple[Style, str, int] | None:
    """The number in front of what a cell says, its marks as the page has them, and where it ends."""
    found = number_at(text.folded, cell)
    if found is None:
        return None
    style, label, end = found
    return style, text[Span(cell.start, cell.start + len(label))], end


def number_of_column(text: CleanText, cell: Span | None, match: re.Match[str]) -> tuple[Style, str]:
    """The number that `match` found as all of a cell, its marks as the page has them."""
    group = match.lastgroup or ""
    start, end = match.span(group)
    place = cell.start if cell is not None else 0
    return Style[group], text[Span(place + start, place + end)]


def style_in(text: CleanText, cell: Span | None) -> Style | None:
    """The style of the number in front of what a cell says, None if none stands there."""
    number = number_at(text.folded, cell) if cell is not None else None
    return number[0] if number else None


def are_outranked(text: CleanText, rank: Style, rows: Iterable[Sequence[Span | None]]) -> bool:
    """Whether in each of `rows` a cell has a number of a lower rank in front (（一） under 一、)."""
    return all(any((style := style_in(text, cell)) is not None and style > rank for cell in cells) for cells in rows)
