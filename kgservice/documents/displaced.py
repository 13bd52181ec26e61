"""Puts back the cells of a row that stand too far to the left, as cells merged over rows were left out before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from kgservice.documents.headers import Heading
from kgservice.lexicon import one_of
from kgservice.registers.bodies import PartyKind
from kgservice.registers.shipped import shipped_bodies

_PERSONS = re.compile("[\u4e00-\u9fff]{2,3}(?:[、，][\u4e00-\u9fff]{2,3})*")
_NUMBER = re.compile(r"[^\d]{0,3}[\d一二三四五六七八九十.]{1,5}[^\d]{0,2}|[①-⑳]")
_TIME = re.compile(r"\d|[年月季旬底末周日]|长期|持续|立行立改")
_LONGEST_TIME = 30
_BETWEEN = re.compile("[、，；/\n]")
_EACH = "各"
_MOST_KEPT = 2000
# What is merged over rows stands in front; a row of a hundred columns is not tried in every way.
_MOST_BEFORE = 8
_MOST_LACKING = 4
# Where nothing speaks against a row as it stands, so many more of its cells must suit their columns if it is moved.
_ENOUGH_ALONE = 2
_SHORTEST_PLACE, _LONGEST_PLACE = 3, 6

Cells = tuple[str, ...]


@lru_cache(_MOST_KEPT)
def begins_with_a_body(words: str) -> bool:
    """Whether the first name in a cell is an office's, or any one body's (not 建平台, 学校)."""
    bodies = shipped_bodies()
    first = _role_behind().sub("", _BETWEEN.split(words, maxsplit=1)[0])
    return bodies.is_body(first) and bodies.is_office(first)


@cache
def _role_behind() -> re.Pattern[str]:
    """What a cell says that a body does (市教育局牵头)."""
    return re.compile(f"{one_of('crossings', 'role')}$")


@lru_cache(_MOST_KEPT)
def are_offices(words: str) -> bool:
    """Whether a cell names offices of a level and nothing else, which are nothing to be done or built as a 中心 is."""
    bodies = shipped_bodies()

    def is_office(name: str) -> bool:
        ending = bodies.ending(name)
        of_level = name.startswith(_EACH) or bool(bodies.level_of(name)) or any(map(bodies.is_place, _beginnings(name)))
        return of_level and ending is not None and ending.kind is PartyKind.PUBLIC_BODY and not ending.place

    return all(map(is_office, _BETWEEN.split(words)))


def _beginnings(name: str) -> Iterator[str]:
    """What `name` begins with that may be a place's name (云溪县, 城关镇)."""
    return (name[:end] for end in range(_SHORTEST_PLACE, min(_LONGEST_PLACE, len(name) - 1) + 1))


# Whether words suit a column of each kind; of other kinds no cell tells.
_SUITS: Mapping[Heading, Callable[[str], bool]] = {
    Heading.NUMBER: lambda words: _NUMBER.fullmatch(words) is not None,
    Heading.PARTY: begins_with_a_body,
    Heading.PERSON: lambda words: _PERSONS.fullmatch(words) is not None,
    Heading.TIME: lambda words: len(words) <= _LONGEST_TIME and _TIME.search(words) is not None,
}

# Under these no office stands alone.
_SAY_WHAT = (Heading.TASK, Heading.CONTENT, Heading.GOAL)


def place_of_gap(words: Cells, kinds: Sequence[Heading | None], *, sure: bool) -> tuple[int, int] | None:
    """Before which cell of a row how many are missing, so that the others suit the columns of `kinds` better than as they stand.

    Empty words are no cells: all of them must stand at the end. None if the row suits its columns as it is, or no
    other way is best; of several that are, the one farthest in front counts, unless the way must be `sure`.
    """
    given = sum(map(bool, words))
    spare = len(words) - given
    suiting, against = suits(words, kinds)
    if not (spare and all(words[:given])):
        return None
    enough = suiting + (1 if against else _ENOUGH_ALONE)
    ways = {(place, lacking): _moved(words, place, lacking) for place, lacking in _ways(len(words), spare)}
    told = {way: suits(moved, kinds) for way, moved in ways.items()}
    scores = {way: more - less for way, (more, less) in told.items() if more >= enough and less <= against}
    found = [way for way, score in scores.items() if score == max(scores.values())]
    if not found or (sure and len({_kinds_of(ways[way], kinds) for way in found}) > 1):
        return None
    return found[0]


def _ways(width: int, spare: int) -> Iterator[tuple[int, int]]:
    for place in range(min(width - 1, _MOST_BEFORE)):
        for lacking in range(1, min(spare, width - 1 - place, _MOST_LACKING) + 1):
            yield place, lacking


def _moved(words: Cells, place: int, lacking: int) -> Cells:
    return (*words[:place], *[""] * lacking, *words[place : len(words) - lacking])


def suits(words: Cells, kinds: Sequence[Heading | None]) -> tuple[int, int]:
    """How many of `words` suit their columns, and how many do not, of those of which a cell tells."""
    given = [(said, kind) for said, kind in zip(words, kinds, strict=True) if said and kind]
    right = [_SUITS[kind](said) for said, kind in given if kind in _SUITS]
    offices = sum(kind in _SAY_WHAT and are_offices(said) for said, kind in given)
    return sum(right), len(right) - sum(right) + offices


def _kinds_of(words: Cells, kinds: Sequence[Heading | None]) -> tuple[Heading | None, ...]:
    return tuple(kind for said, kind in zip(words, kinds, strict=True) if said)
