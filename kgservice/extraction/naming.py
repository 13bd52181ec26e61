"""Cuts the words of a clause into names: at marks, at joining words and at white space, but not inside a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.brackets import Brackets
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS

IsBody = Callable[[str], bool]

_JOIN = re.compile("(?:以及|会同|和|及|与|暨)(?!单位(?:以及|和|及|与))")  # 各部门和单位及各地区
_LEVEL = re.compile(
    f"各?(?:不?设区的)?(?:[{LEVELS}]|街道|自治区|直辖市|县级市|开发区|园区|市辖区)(?:（[{ABOVE_TOWNSHIPS}]、?[{ABOVE_TOWNSHIPS}]?）)?"
)
_LEVELS = re.compile(f"(?:各(?:有关|相关)?|有关|相关){_LEVEL.pattern[2:]}")
# Behind the last of other bodies (教育部和各省、自治区人民政府).
_JOINED_LEVELS = re.compile(f"(?:以及|和|及|与)(?={_LEVELS.pattern}$)")
_LEVELS_TOGETHER = re.compile(f"{_LEVELS.pattern}(?:[、，]{_LEVEL.pattern[2:]})+(?:人民)?(?:政府|党委|管委会|办事处)")


def cut(text: str, span: Span, separators: str) -> Iterator[Span]:
    """`span` cut at `separators` that stand outside brackets."""
    start, depth = span.start, 0
    for position in range(span.start, span.end):
        character = text[position]
        if character in "（〔《〈“":
            depth += 1
        elif character in "）〕》〉”":
            depth = max(0, depth - 1)
        elif depth == 0 and character in separators:
            if position > start:
                yield Span(start, position)
            start = position + 1
    if span.end > start:
        yield Span(start, span.end)


def levels_together(text: str, pieces: Iterator[Span]) -> Iterator[Span]:
    """`pieces` where the levels that share a word are one again (各市、县、区政府; 各区、县级市)."""
    levels: Span | None = None
    for piece in pieces:
        if levels is None and (join := _JOINED_LEVELS.search(text, *piece)) and join.start() > piece.start:
            yield Span(piece.start, join.start())
            levels = Span(join.end(), piece.end)
        elif levels is None:
            if _LEVELS.fullmatch(text, *piece):
                levels = piece
            else:
                yield piece
        elif _LEVEL.fullmatch(text, *piece):
            levels = Span(levels.start, piece.end)
        elif _LEVELS_TOGETHER.fullmatch(text, levels.start, piece.end):
            yield Span(levels.start, piece.end)
            levels = None
        elif (together := _LEVELS_TOGETHER.match(text, levels.start, piece.end)) and (
            join := _JOIN.match(text, together.end(), piece.end)
        ):
            yield Span(*together.span())
            yield Span(join.end(), piece.end)
            levels = None
        else:
            yield levels
            yield piece
            levels = None
    if levels is not None:
        yield levels


def joined(text: str, span: Span, is_body: IsBody) -> Iterator[Span]:
    """`span` split at 和, 及, 与 where both sides are bodies, not inside a name (发展和改革委员会, 党委和人民政府)."""
    start = span.start
    if not _JOIN.search(text, *span):
        yield span
        return
    brackets = Brackets(text, span)
    for join in _JOIN.finditer(text, *span):
        left, right = text[start : join.start()], text[join.end() : span.end]
        if not brackets.hold(join.start()) and is_body(left.rstrip("等")) and is_body(right.rstrip("等")):
            yield Span(start, join.start())
            start = join.end()
    yield Span(start, span.end)


def spaced(text: CleanText, span: Span, is_body: IsBody, is_branch_of: Callable[[str, str], bool]) -> Iterator[Span]:
    """`span` split where white space stood between two bodies of which the second is no branch of the first."""
    start = span.start
    gaps = list(text.gaps(span))
    for gap, following in pairwise([*gaps, span.end]):
        behind = (text.folded[gap:end] for end in {following, span.end})
        office = text.folded[start:gap]
        if is_body(office) and any(is_body(words) and not is_branch_of(office, words) for words in behind):
            yield Span(start, gap)
            start = gap
    yield Span(start, span.end)
