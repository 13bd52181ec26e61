"""Shows where words stand in a text: the sentence they are in, and they themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgservice.finding.plain_words import plain

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_LONGEST = 160
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a text; `is_hit` if it is one of the words looked for."""

    text: str
    is_hit: bool


def marked(text: str, words: Sequence[str]) -> list[Marked]:
    """`text` in pieces, the plain `words` in it told from the rest."""
    characters, places = _plain(text)
    hit = [False] * len(text)
    for word in words:
        at = characters.find(word)
        while word and at >= 0:
            first, last = places[at], places[at + len(word) - 1]
            hit[first : last + 1] = [True] * (last + 1 - first)
            at = characters.find(word, at + len(word))
    pieces: list[Marked] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or hit[at] != hit[begin]:
            pieces.append(Marked(text[begin:at], hit[begin]))
            begin = at
    return pieces


def sentence(text: str, words: Iterable[str]) -> tuple[str, int]:
    """The sentence of `text` in which most of the plain `words` stand, the first of them, cut where it is long; and where it begins."""
    wanted = list(words)
    best, begin, most = "", 0, -1
    for match in _SENTENCE.finditer(text):
        characters, _ = _plain(match[0])
        number = sum(word in characters for word in wanted)
        if number > most and match[0].strip():
            best, begin, most = match[0], match.start(), number
    return _cut(best, begin, wanted)


def _cut(text: str, begin: int, words: Sequence[str]) -> tuple[str, int]:
    if len(text) <= _LONGEST:
        return text, begin
    characters, places = _plain(text)
    found = [places[at] for word in words if (at := characters.find(word)) >= 0]
    start = max(0, min(found, default=0) - _LONGEST // 3)
    piece = text[start : start + _LONGEST]
    before, behind = _CUT if start else "", _CUT if start + _LONGEST < len(text) else ""
    return f"{before}{piece}{behind}", begin + start


def _plain(text: str) -> tuple[str, list[int]]:
    """`text` as words are compared, and where each of its characters stands in `text`."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in plain(character):
            characters.append(each)
            places.append(place)
    return "".join(characters), places
