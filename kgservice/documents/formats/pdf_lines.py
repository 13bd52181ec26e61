"""The characters of a PDF's page, put together to lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import Any

from pdfplumber.page import Page

from kgservice.documents.text import RADICALS

_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*\d{1,4}[-—–―·•\s]*|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_ADDRESS = re.compile(r"\d{4}/\d{1,2}/\d{1,2}.*|.*(?:https?|file)://\S+.*")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12
_RETURNS = 3
_WIDEST_GAP = 60
_TWICE = 1
_APART = 0.7


@dataclass(frozen=True, slots=True)
class Character:
    """A character and its box, in points from the page's top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its box; `size` is the height of its characters, `in_column` whether its page has two of them."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    in_column: bool = False

    def indented(self, margin: float) -> str:
        """Its text with an ideographic space for each character that it stands in from `margin`."""
        return "\u3000" * _spaces((self.left - margin) / self.size) + self.text


def characters_of(page: Page) -> list[Character]:
    """The upright characters of `page`, each once."""
    return [
        Character(plain(each["text"]), each["x0"], each["x1"], each["top"], each["bottom"])
        for each in _once(page.chars)
        if each["upright"] and each["text"] and each["x1"] > each["x0"] and each["bottom"] > each["top"]
    ]


def _once(drawn: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The characters that are not drawn over the same one, as bold type is; pdfplumber's own way is quadratic."""
    places: dict[tuple[Any, ...], list[tuple[float, float]]] = {}
    for each in drawn:
        left, top = each["x0"], each["top"]
        looks = (each["text"], each["fontname"], each["size"], each["upright"])
        column, row = floor(left), floor(top)
        near = (
            place
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for place in places.get((looks, x, y), ())
        )
        if not any(abs(left - x) <= _TWICE and abs(top - y) <= _TWICE for x, y in near):
            places.setdefault((looks, column, row), []).append((left, top))
            yield each


def plain(text: str) -> str:
    """`text` with the Han characters for which many a font gives radicals that look the same (⼀ ⻝ for 一 食), and a ligature's letters (ﬁ)."""
    if text.isspace():
        return " "
    return _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text.translate(RADICALS))


def text_lines(characters: Iterable[Character]) -> list[TextLine]:
    """The lines that `characters` stand on, from the top; wide gaps in a line become as many spaces as fit."""
    return [_line(row) for row in _rows(characters)]


def segments(characters: Iterable[Character]) -> list[list[TextLine]]:
    """The lines that `characters` stand on, from the top, each in the pieces that stand clearly apart."""
    return [
        [_line(said) for piece in _pieces(row) if (said := _without_outer_space(piece))] for row in _rows(characters)
    ]


def _rows(characters: Iterable[Character]) -> list[Sequence[Character]]:
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda each: (each.middle, each.left)):
        if rows and _on_one_line(rows[-1][0], character):
            rows[-1].append(character)
        else:
            rows.append([character])
    ordered = (_without_outer_space(sorted(row, key=lambda each: each.left)) for row in rows)
    return [row for row in ordered if row]


def _pieces(row: Sequence[Character]) -> Iterator[Sequence[Character]]:
    start = 0
    said = [index for index, each in enumerate(row) if not each.text.isspace()]
    for before, after in pairwise(said):
        size = row[before].bottom - row[before].top
        if row[after].left - row[before].right > _APART * size:
            yield row[start : before + 1]
            start = after
    yield row[start:]


def _without_outer_space(row: Sequence[Character]) -> Sequence[Character]:
    said = [index for index, each in enumerate(row) if not each.text.isspace()]
    return row[said[0] : said[-1] + 1] if said else ()


def _on_one_line(first: Character, other: Character) -> bool:
    smaller = min(first.bottom - first.top, other.bottom - other.top)
    return min(first.bottom, other.bottom) - max(first.top, other.top) > 0.5 * smaller


def _line(row: Sequence[Character]) -> TextLine:
    size = max(each.bottom - each.top for each in row)
    text = row[0].text
    for before, after in pairwise(row):
        gap = (after.left - before.right) / size
        latin = before.text.isascii() and after.text.isascii()
        text += " " * (_spaces(2 * gap) if gap >= 1 else int(gap > (0.2 if latin else 0.6))) + after.text
    return TextLine(
        text,
        row[0].left,
        max(each.right for each in row),
        min(each.top for each in row),
        max(each.bottom for each in row),
        size,
    )


def _spaces(characters: float) -> int:
    """How many spaces stand for a gap as wide as so many characters: type too small to see has no end of them."""
    return round(min(max(0.0, characters), _WIDEST_GAP))


def margin_lines(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> frozenset[TextLine]:
    """Page numbers, a browser's address line and lines that return on page after page, in the margins of `pages`.

    A page is its height and its lines; the number of one may stand high above its edge, but below all else.
    """
    outer = [
        line
        for height, lines in pages
        for line in lines
        if line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height
    ]
    heads = Counter(_place(line) for line in outer)
    lowest = [max(lines, key=lambda line: line.top) for _, lines in pages if lines]
    numbers = Counter(_place(line) for line in lowest if _PAGE_NUMBER.fullmatch(line.text))
    return frozenset(line for line in lowest if numbers[_place(line)] >= _RETURNS) | frozenset(
        line
        for line in outer
        if _PAGE_NUMBER.fullmatch(line.text) or _ADDRESS.fullmatch(line.text) or heads[_place(line)] >= _RETURNS
    )


def _place(line: TextLine) -> tuple[str, int]:
    """What tells a line that returns: its words, whatever numbers are in them, and its height on the page."""
    return _DIGITS.sub("0", line.text), round(line.top)
