"""Finds tasks that are told twice: in the plan's own text, and in a row of its annex under the same heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kgservice.documents.numbering import number_at
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import ItemFacts, Kind

_SENTENCE = re.compile("[^。；]*")
_NO_WORD = re.compile(r"\W")
_SHORTEST = 4
_NEITHER = (Kind.BACKGROUND, Kind.ROW)


def with_rows_that_tell_again(
    text: CleanText, items: Sequence[ItemFacts], rows: Sequence[ItemFacts]
) -> list[ItemFacts]:
    """`items` with the places of those of `rows`, which follow them, that tell the same task; of a group its rows."""
    everything = (*items, *rows)
    named: dict[str, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows, len(items)):
        named[_words(text, row.heading)].append(place)
        if row.parent is not None:
            below[row.parent].append(place)
    made = []
    for place, item in enumerate(items):
        words = _words(text, item.heading)
        again: list[int] = []
        if len(words) >= _SHORTEST and item.kind not in _NEITHER:
            for found in named[words]:
                if everything[found].kind is not Kind.SECTION:
                    again.append(found)
                elif item.kind is not Kind.SECTION:
                    again += below[found]
        told = tuple(
            each for each in again if everything[each].kind not in _NEITHER and not _lies_in(everything, each, place)
        )
        made.append(replace(item, told_again=told) if told else item)
    return made


def _lies_in(items: Sequence[ItemFacts], place: int, other: int) -> bool:
    """Whether the item at `place` lies in the one at `other`."""
    above = items[place].parent
    return above is not None and (above == other or _lies_in(items, above, other))


def _words(text: CleanText, heading: Span) -> str:
    """What a heading says up to its first stop, without its number and marks."""
    number = number_at(text.folded, heading)
    start = number[2] if number is not None else heading.start
    sentence = _SENTENCE.match(text.folded, start, heading.end)
    return _NO_WORD.sub("", sentence.group()) if sentence else ""
