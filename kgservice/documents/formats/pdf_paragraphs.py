"""The lines and tables of a PDF's pages as the lines of one text: a paragraph each, a table's row each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from kgservice.documents.formats.grid import grid_lines
from kgservice.documents.formats.pdf_lines import TextLine, margin_lines
from kgservice.documents.formats.pdf_tables import PageTable, Piece, continues, joined
from kgservice.documents.layout import text_width, unbreakable_start
from kgservice.documents.text import fold

_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}[.、](?!\d)|第[一二三四五六七八九十]+[条章节]"
)
_SENTENCE_END = "。；：！？"
_FEW = 0.05
_TOGETHER = 4.0
_INDENTED = 0.7
_OTHER_SIZE = 0.15
# A line that begins beyond so much of the page is a signature's or its date.
_ALIGNED_RIGHT = 0.5
_ROOM = 0.6
_ROOM_IN_SENTENCE = 2.0
_BLANK_LINE = 1.7


def paragraphs(pages: Sequence[tuple[float, Sequence[Piece]]]) -> Iterator[str]:
    """The lines of all `pages`, each its height and its pieces from the top.

    A paragraph and a table that go on over the end of a page are one; paragraphs are indented as they stand, and a gap
    between them is a blank line.
    """
    by_page = [(height, [piece for piece in page if isinstance(piece, TextLine)]) for height, page in pages]
    furniture = margin_lines(by_page)
    lines = [line for _, page in by_page for line in page if line not in furniture]
    margins = {kind: _margins([line for line in lines if line.in_column is kind]) for kind in (False, True)}
    steps = [after.top - before.top for before, after in pairwise(lines) if after.top > before.top]
    gap = _BLANK_LINE * median(steps) if steps else 0.0
    text = ""
    last: TextLine | None = None
    for piece in _joined(pages, furniture):
        apart = last is not None and piece.top - last.top > gap
        goes_on = isinstance(piece, TextLine) and last is not None and not apart and last.in_column is piece.in_column
        if (
            isinstance(piece, TextLine)
            and last is not None
            and goes_on
            and _goes_on(last, piece, *margins[last.in_column])
        ):
            text += (
                " " if text[-1:].isascii() and text[-1:].isalpha() and piece.text[0].isascii() else ""
            ) + piece.text
            last = piece
            continue
        if text:
            yield text
        if isinstance(piece, PageTable):
            yield from grid_lines(piece.cells)
            text, last = "", None
            continue
        if apart:
            yield ""
        text, last = piece.indented(margins[piece.in_column][0]), piece
    if text:
        yield text


def _joined(pages: Sequence[tuple[float, Sequence[Piece]]], furniture: frozenset[TextLine]) -> Iterator[Piece]:
    """The pieces of all pages without `furniture`; a table that goes on at the top of the next page is one piece."""
    table: PageTable | None = None
    for _, page in pages:
        for place, piece in enumerate(each for each in page if each not in furniture):
            if table is not None and isinstance(piece, PageTable) and place == 0 and continues(table, piece):
                table = joined(table, piece)
                continue
            if table is not None:
                yield table
            table = piece if isinstance(piece, PageTable) else None
            if table is None:
                yield piece
    if table is not None:
        yield table


def _goes_on(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    """Whether `following` goes on with the paragraph of `line`, which had no room for what it begins with."""
    if line.left - left > _ALIGNED_RIGHT * (right - left):
        return False
    if following.left - left > _INDENTED * following.size or abs(following.size - line.size) > _OTHER_SIZE * line.size:
        return False
    if line.text[-1] in _SENTENCE_END and _ITEM.match(fold(following.text)):
        return False
    room = _ROOM if line.text[-1] in _SENTENCE_END else _ROOM_IN_SENTENCE
    return right - line.right < (text_width(unbreakable_start(following.text)) + room) * line.size


def _margins(lines: Sequence[TextLine]) -> tuple[float, float]:
    """How far to the left and right the text of `lines` reaches."""
    return _margin((line.left for line in lines), min), _margin((line.right for line in lines), max)


def _margin(edges: Iterable[float], outermost: Callable[[Iterable[int]], int]) -> float:
    """The outermost place where not just a few of `edges` are."""
    places = Counter(round(edge / _TOGETHER) for edge in edges)
    few = min(_FEW * places.total(), max(places.values(), default=0))
    return _TOGETHER * outermost(place for place, times in places.items() if times >= few) if places else 0.0
