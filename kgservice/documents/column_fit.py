"""Tells how well the cells of rows suit the names that a table's columns may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from kgservice.documents.displaced import suits
from kgservice.documents.headers import Heading, has_unit
from kgservice.documents.totals import FEWEST_ADDED, figure_of, is_total
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
_MOST_KEPT = 2000

Names = Sequence[str]
Kinds = Sequence[Heading | None]


def fit(rows: Sequence[tuple[str, ...]], names: Names, kinds: Kinds) -> int:
    """How many of the cells of `rows` (folded, as many as there are `names`) suit columns of these names and `kinds`, less those that do not."""
    return sum(_fit(row, names, kinds) for row in rows)


def _fit(row: tuple[str, ...], names: Names, kinds: Kinds) -> int:
    more, less = suits(row, kinds)
    told = sum(_tells(words, name, kind) for words, name, kind in zip(row, names, kinds, strict=True) if words)
    return more - less + told + sum(_adds_up(row, place) for place, name in enumerate(names) if is_total(name))


@lru_cache(_MOST_KEPT)
def _tells(words: str, name: str, kind: Heading | None) -> int:
    """What a cell of figures, units or places says for (1) or against (-1) its column's name; 0 if nothing."""
    if has_unit(name) or kind in _OF_FIGURES or is_total(name):
        return 1 if _COUNTED.fullmatch(words) else -1
    if _FIGURE.fullmatch(words):
        return -1 if kind in _OF_WORDS else 0
    return 1 if kind in _SUITS and _SUITS[kind](words) else 0


_SUITS: Mapping[Heading | None, Callable[[str], bool]] = {
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
