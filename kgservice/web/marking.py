"""Marks in a text: stretches that something was read from, which may lie in one another or cross, as nested HTML elements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kgservice.queries.pages import Row

_WHITE = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"(?<=[0-9A-Za-z.,;:!?)])\s+(?=[0-9A-Za-z(])")
_KEPT_SPACE = "\ue000"

ASKED = "asked"
"""The kind of the stretch that the address names, where nothing was read from exactly it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `start` to `end` of a source, what was read from them, and the number of the note that says so."""

    start: int
    end: int
    facts: tuple[Row, ...]
    number: int

    @property
    def anchor(self) -> str:
        """The id of the element that holds them."""
        return anchor(self.start, self.end)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of what was read from them, each once."""
        return tuple(dict.fromkeys(fact["kind"] for fact in self.facts))


def anchor(start: int, end: int) -> str:
    """The fragment by which an address names characters of a source."""
    return f"c{start}-{end}"


def marks_of(facts: Iterable[Row]) -> list[Mark]:
    """A mark for each stretch that `facts` (rows with `start` and `end`) were read from: the outer before the inner ones."""
    places: defaultdict[tuple[int, int], dict[tuple[str, str], Row]] = defaultdict(dict)
    for fact in facts:
        start, end = int(fact["start"]), int(fact["end"])
        if start < end:
            places[start, -end].setdefault((fact["kind"], fact["fact"]), fact)
    return [
        Mark(start, -end, tuple(found.values()), number)
        for number, ((start, end), found) in enumerate(sorted(places.items()), 1)
    ]


class Marks:
    """Marks in the order of the text, the outer before the inner ones, asked for by where they are."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def reaching_into(self, start: int, end: int) -> list[Mark]:
        """Those that have one of the characters from `start` to `end`."""
        first = bisect_right(self._starts, start - self._longest)
        return [mark for mark in self._marks[first : bisect_left(self._starts, end)] if mark.end > start]


class Marker:
    """Writes pieces of a text with its marks; an element has its id where the mark begins, once."""

    def __init__(self, text: str, marks: Sequence[Mark], titles: Mapping[int, str]) -> None:
        self._text = text
        self._marks = Marks(marks)
        self._titles = titles
        self._begun: set[int] = set()

    def piece(self, start: int, end: int) -> Markup:
        """The characters from `start` to `end` as HTML."""
        parts: list[str] = []
        stack: list[Mark] = []
        position = start

        def advance(to: int) -> None:
            nonlocal position
            while stack and (first := min(mark.end for mark in stack)) <= to:
                parts.append(self._words(position, first, stack))
                position = max(position, first)
                kept: list[Mark] = []
                while any(mark.end <= first for mark in stack):
                    parts.append("</span>")
                    mark = stack.pop()
                    if mark.end > first:
                        kept.append(mark)
                for mark in reversed(kept):
                    open_mark(mark)
            parts.append(self._words(position, to, stack))
            position = max(position, to)

        def open_mark(mark: Mark) -> None:
            named = "" if mark.number in self._begun else f' id="{mark.anchor}"'
            self._begun.add(mark.number)
            kinds = " ".join(f"of-{kind}" for kind in mark.kinds) or f"of-{ASKED}"
            parts.append(f'<span class="mark {kinds}"{named}>')
            stack.append(mark)

        for mark in self._marks.reaching_into(start, end):
            advance(max(mark.start, start))
            open_mark(mark)
        advance(end)
        parts.extend("</span>" for _ in stack)
        return Markup("".join(parts))

    def _words(self, start: int, end: int, stack: Sequence[Mark]) -> str:
        if start >= end:
            return ""
        words = escape(as_read(self._text[start:end]))
        told = next((mark for mark in reversed(stack) if mark.facts), None)
        if told is None or not words:
            return str(words)
        return f'<a href="#n{told.number}" title="{escape(self._titles.get(told.number, ""))}">{words}</a>'


def as_read(text: str) -> str:
    """`text` without the white space of its layout; one space stays between Latin words or figures."""
    return _WHITE.sub("", _BETWEEN_WORDS.sub(_KEPT_SPACE, text)).replace(_KEPT_SPACE, " ")
