"""The lines of a PDF's page in the order in which they are read: one of two columns from top to bottom, then the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kgservice.documents.formats.pdf_lines import Character, TextLine, text_lines
from kgservice.documents.formats.pdf_tables import Piece
from kgservice.documents.numbering import Style, number_at
from kgservice.documents.text import Span, fold

_MIDDLE = (0.35, 0.65)
_STEP = 2.0
_NARROWEST_GUTTER = 1.0
_FEWEST_LINES = 6
_FULL = 0.8
_MOSTLY = 0.5
_MOST_ACROSS = 0.4
_FEWEST_ITEMS = 2


def in_reading_order(characters: Sequence[Character], tables: Sequence[Piece]) -> list[Piece]:
    """The lines of `characters` and the `tables` of one page, as they are read."""
    lines = _said(characters)
    gutter = _gutter(characters, lines)
    if gutter is None:
        return _from_top([*lines, *tables])
    pieces: list[Piece] = []
    across = [*tables, *(line for line in lines if _crosses(line, characters, gutter))]
    heights = [(piece.top, piece.bottom) for piece in across]
    edges = sorted([0.0, *(top for top, _ in heights), float("inf")])
    for top, bottom in pairwise(edges):
        pieces.extend(_from_top([piece for piece in across if piece.top == top]))
        inside = [
            each
            for each in characters
            if top <= each.middle < bottom and not any(low <= each.middle <= high for low, high in heights)
        ]
        left = [each for each in inside if each.right <= gutter]
        right = [each for each in inside if each.left >= gutter]
        pieces.extend(_columns(left, right))
    return pieces


def _said(characters: Sequence[Character]) -> list[TextLine]:
    return [line for line in text_lines(characters) if line.text.strip()]


def _from_top(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: (piece.top, piece.left))


def _columns(left: Sequence[Character], right: Sequence[Character]) -> Iterator[TextLine]:
    """The lines of both columns, those of the right one moved to where the left one stands, under it."""
    first, second = _said(left), _said(right)
    yield from (replace(line, in_column=True) for line in first)
    if first and second:
        across = min(line.left for line in first) - min(line.left for line in second)
        yield from (
            replace(line, left=line.left + across, right=line.right + across, in_column=True) for line in second
        )
    else:
        yield from second


def _gutter(characters: Sequence[Character], lines: Sequence[TextLine]) -> float | None:
    """Where the blank between two columns of text is; None if the page has one column."""
    if len(lines) < _FEWEST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    places = [left + share * (right - left) for share in _MIDDLE]
    best: tuple[int, float, float] | None = None
    place = places[0]
    while place < places[1]:
        crossed = [each for each in characters if each.left < place < each.right]
        if best is None or len(crossed) < best[0]:
            best = (len(crossed), place, place)
        elif len(crossed) == best[0] and place - best[2] <= _STEP:
            best = (best[0], best[1], place)
        place += _STEP
    if best is None or best[0] > _MOST_ACROSS * len(lines):
        return None
    gutter = (best[1] + best[2]) / 2
    across = [line for line in lines if _crosses(line, characters, gutter)]
    free = [each for each in characters if not each.text.isspace() and not any(_on_line(each, line) for line in across)]
    sides = [
        _said([each for each in free if each.right <= gutter]),
        _said([each for each in free if each.left >= gutter]),
    ]
    return gutter if all(map(_is_column, sides)) or _counts_on(*sides) else None


def _on_line(character: Character, line: TextLine) -> bool:
    return line.top <= character.middle <= line.bottom


def _is_column(lines: Sequence[TextLine]) -> bool:
    """Whether `lines` are a column of text: many, and most of them as wide as it is, which the cells of a table are not."""
    if len(lines) < _FEWEST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    full = sum(line.right - line.left > _FULL * width for line in lines)
    return full > _MOSTLY * len(lines) and width > 8 * lines[0].size


def _counts_on(left: Sequence[TextLine], right: Sequence[TextLine]) -> bool:
    """Whether the items of the right side go on where those of the left one end (…4. | 5.…), of which each has several."""
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    ended, begun = ([number for line in side if (number := _item_of(line))] for side in (left, right))
    return min(len(ended), len(begun)) >= _FEWEST_ITEMS and begun[0] == ended[-1] + 1 and begun == sorted(set(begun))


def _item_of(line: TextLine) -> int | None:
    """The number of the item that `line` begins with, in figures."""
    words = fold(line.text.strip())
    number = number_at(words, Span(0, len(words)))
    return int(number[1]) if number is not None and number[0] is Style.ARABIC and number[1].isdecimal() else None


def _crosses(line: TextLine, characters: Sequence[Character], gutter: float) -> bool:
    """Whether `line` goes over the gutter: it has no blank there."""
    if not line.left < gutter < line.right:
        return False
    inside = [each for each in characters if _on_line(each, line) and not each.text.isspace()]
    before = max((each.right for each in inside if each.left < gutter), default=line.left)
    after = min((each.left for each in inside if each.left >= gutter), default=line.right)
    return after - before < _NARROWEST_GUTTER * line.size
