"""Reads the numbers of a table's cells, all of a cell or in front of what it says, and tells which column holds those of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kgservice.documents.numbering import Style, number_at, ordinal_of
from kgservice.documents.text import CleanText, Span

_OF_NUMBERS = "号"  # 提案号, 建议号: the numbers that rows have elsewhere
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


def counting_column(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column of `rows` (the words of each cell) that counts: the first, or one under a name over several columns.

    The first counts 1, 2, 3 …, but where it is called after numbers (提案号) they only go up, as those under a name over several do.
    """
    pairs = [column for column, (name, behind) in enumerate(pairwise(names)) if name == behind]
    over_several = dict.fromkeys(column + place for column in pairs for place in (0, 1))
    for column in (0, *over_several):
        cells = [row[column] for row in rows if row[column]]
        if len(cells) < 2 or not all(map(str.isdecimal, cells)):
            continue
        numbers = list(map(int, cells))
        steps = {later - earlier for earlier, later in pairwise(numbers)}
        goes_up = min(steps) > 0
        from_one = numbers[0] == 1 and (steps == {1} or (goes_up and column > 0))
        if from_one or (goes_up and names[column].endswith(_OF_NUMBERS)):
            return column
    return None


def tells_apart(said: Sequence[str]) -> bool:
    """Whether each row has words of its own in a column: what stands behind it goes for no other row, though a cell be empty."""
    return len(said) > 1 and all(said) and len(set(said)) == len(said)


def inner_column(
    text: CleanText, rows: Sequence[tuple[Span | None, ...]], number: int, texts: Sequence[int]
) -> int | None:
    """Which of the columns `texts` numbers the parts of what the column `number` is merged over (1 | 健全组织 | （1）… | （2）…).

    It counts on over all rows, or from one again where the numbers go on to the next.
    None if the first of `texts` is not merged over the same rows as the numbers are, whether their words stand again or not.
    """
    numbers = [cells[number] for cells in rows]
    goes_on = [_again(text, numbers, place) for place in range(len(rows))]
    named = [cells[texts[0]] for cells in rows]
    if not any(goes_on) or not all(_again(text, named, place) for place, on in enumerate(goes_on) if on):
        return None
    return next((column for column in texts[1:] if _counts(text, [cells[column] for cells in rows], goes_on)), None)


def _again(text: CleanText, cells: Sequence[Span | None], place: int) -> bool:
    cell, above = cells[place], cells[place - 1] if place else None
    return cell is None or (above is not None and text[cell] == text[above])


def _counts(text: CleanText, cells: Sequence[Span | None], goes_on: Sequence[bool]) -> bool:
    """Whether cells count on; one may be merged over several rows of the same number."""
    said = [(cell, on) for cell, on in zip(cells, goes_on, strict=True) if cell is not None or not on]
    found = [number_at(text.folded, cell) if cell is not None else None for cell, _ in said]
    ordinals = [ordinal_of(*number[:2]) if number else 0 for number in found]
    anew = [last + 1 if on else 1 for last, (_, on) in zip([0, *ordinals], said, strict=False)]
    return ordinals in (anew, list(range(1, len(said) + 1)))
