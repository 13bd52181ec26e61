"""Tells how well the cells of rows suit the names that a table's columns may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import takewhile

from kgservice.documents.headers import Heading, has_unit
from kgservice.documents.sums import FEWEST_ADDED, figure_of, names_total
from kgservice.lexicon import one_of
from kgservice.registers.bodies import PartyKind
from kgservice.registers.shipped import shipped_bodies

_FIGURE = re.compile(r"[≥≤><约]*\d[\d,.]*[%‰]?")
_COUNTED = re.compile(rf"{_FIGURE.pattern}[^\d，。；、]{{0,6}}|[-—/无]+")
_UNIT = re.compile(r"[^\d]{1,4}(?:/[^\d]{1,4})?")
_OF_FIGURES = (Heading.FIGURE, Heading.BASELINE)
# Under these a figure alone says nothing; a goal may be one.
_OF_WORDS = (
    Heading.PLACE,
    Heading.CONTENT,
    Heading.NOTE,
    Heading.TASK,
    Heading.INDICATOR,
    Heading.CATEGORY,
    Heading.UNIT,
)
_PERSONS = re.compile("[\u4e00-\u9fff]{2,3}(?:[、，][\u4e00-\u9fff]{2,3})*")
_NUMBER = re.compile(r"[^\d]{0,3}[\d一二三四五六七八九十.]{1,5}[^\d]{0,2}|[①-⑳]")
_TIME = re.compile(r"\d|[年月季旬底末周日]|长期|持续|立行立改")
_LONGEST_TIME = 30
_BETWEEN = re.compile("[、，；/\n]")
_EACH = "各"
_SHORTEST_PLACE, _LONGEST_PLACE = 3, 6
_MOST_KEPT = 2000

Cells = tuple[str, ...]
Names = Sequence[str]
Kinds = Sequence[Heading | None]


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
_OF_KIND: Mapping[Heading, Callable[[str], bool]] = {
    Heading.NUMBER: lambda words: _NUMBER.fullmatch(words) is not None,
    Heading.PARTY: begins_with_a_body,
    Heading.PERSON: lambda words: _PERSONS.fullmatch(words) is not None,
    Heading.TIME: lambda words: len(words) <= _LONGEST_TIME and _TIME.search(words) is not None,
}

# Under these no office stands alone.
_SAY_WHAT = (Heading.TASK, Heading.CONTENT, Heading.GOAL)


def suits(words: Cells, kinds: Sequence[Heading | None]) -> tuple[int, int]:
    """How many of `words` suit their columns, and how many do not, of those of which a cell tells."""
    given = [(said, kind) for said, kind in zip(words, kinds, strict=True) if said and kind]
    right = [_OF_KIND[kind](said) for said, kind in given if kind in _OF_KIND]
    offices = sum(kind in _SAY_WHAT and are_offices(said) for said, kind in given)
    return sum(right), len(right) - sum(right) + offices


def fit(rows: Sequence[tuple[str, ...]], names: Names, kinds: Kinds) -> int:
    """How many of the cells of `rows` (folded, as many as there are `names`) suit columns of these names and `kinds`, less those that do not."""
    return sum(_fit(row, names, kinds) for row in rows)


def _fit(row: tuple[str, ...], names: Names, kinds: Kinds) -> int:
    more, less = suits(row, kinds)
    told = sum(_tells(words, name, kind) for words, name, kind in zip(row, names, kinds, strict=True) if words)
    return more - less + told + sum(_adds_up(row, place) for place, name in enumerate(names) if names_total(name))


@lru_cache(_MOST_KEPT)
def _tells(words: str, name: str, kind: Heading | None) -> int:
    """What a cell of figures, units or places says for (1) or against (-1) its column's name; 0 if nothing."""
    if has_unit(name) or kind in _OF_FIGURES or names_total(name):
        return 1 if _COUNTED.fullmatch(words) else -1
    if _FIGURE.fullmatch(words):
        return -1 if kind in _OF_WORDS else 0
    return 1 if kind in _ALSO_OF_KIND and _ALSO_OF_KIND[kind](words) else 0


_ALSO_OF_KIND: Mapping[Heading | None, Callable[[str], bool]] = {
    Heading.PLACE: lambda words: shipped_bodies().is_place(words),
    Heading.UNIT: lambda words: _UNIT.fullmatch(words) is not None,
}


def _adds_up(row: tuple[str, ...], place: int) -> bool:
    """Whether the figure at `place` is the sum of those right before it, or right behind it."""
    before = _figures(row[:place][::-1])
    behind = _figures(row[place + 1 :])
    (own, *_) = _figures(row[place : place + 1]) or (None,)
    return own is not None and any(
        own == sum(figures[:count]) for figures in (before, behind) for count in range(FEWEST_ADDED, len(figures) + 1)
    )


def _figures(cells: Sequence[str]) -> list[Decimal]:
    """The figures that `cells` begin with."""
    said = takewhile(lambda figure: figure is not None, map(figure_of, cells))
    return [figure for figure in said if figure is not None]
