"""Puts back the cells of a row that stand too far to the left, as cells merged over rows were left out before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
# A row of a hundred columns is not tried in every way.
_MOST_COLUMNS = 40
# Where nothing speaks against a row as it stands, so many more of its cells must suit their columns if it is moved.
_ENOUGH_ALONE = 2
_SHORTEST_PLACE, _LONGEST_PLACE = 3, 6

Cells = tuple[str, ...]
Like = Callable[[str], int]


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


def fitting_columns(
    words: Cells, kinds: Sequence[Heading | None], like: Sequence[Like] = (), *, sure: bool
) -> tuple[int, ...] | None:
    """Under which columns the cells of a row belong, in order, so that they suit them better than as they stand: some are missing before them.

    The empty words at the end are no cells. `kinds` are those of the columns, `like` says for each how much more (or less) a cell is like those in it.
    None if the row suits its columns as it is, or no other way is best; of several that are, the one with the fewest gaps, farthest in front,
    counts, unless the way must be `sure`.
    """
    given = max((place for place, said in enumerate(words, start=1) if said), default=0)
    if given == len(words) or len(words) > _MOST_COLUMNS:
        return None
    columns = list(zip(kinds, like or [_nothing_known] * len(words), strict=True))
    scores = [[_score(said, *column) for column in columns] for said in words[:given]]
    suiting, against = _told(scores, range(given))
    found, other = (_best_way(scores, len(words), in_front=in_front) for in_front in (True, False))
    more, less = _told(scores, found)
    if more < suiting + (1 if against else _ENOUGH_ALONE) or less > against:
        return None
    return found if not sure or [kinds[place] for place in found] == [kinds[place] for place in other] else None


def _nothing_known(said: str) -> int:
    return 0


def _score(said: str, kind: Heading | None, like: Like) -> int:
    right, wrong = suits((said,), (kind,))
    return right - wrong + (like(said) if said else 0)


def _told(scores: Sequence[Sequence[int]], columns: Iterable[int]) -> tuple[int, int]:
    """What speaks for, and what against, that the cells with these `scores` stand under `columns`."""
    told = [row[column] for row, column in zip(scores, columns, strict=True)]
    return sum(score for score in told if score > 0), -sum(score for score in told if score < 0)


def _best_way(scores: Sequence[Sequence[int]], width: int, *, in_front: bool) -> tuple[int, ...]:
    """The columns, in order, that the cells with these `scores` under each suit best, with the fewest gaps before them, and these `in_front`."""

    @cache
    def best(cell: int, column: int, *, is_gap: bool) -> tuple[tuple[int, int], tuple[int, ...]]:
        """How well the cells from `cell` on suit the columns from `column` on, less the gaps, and under which they do."""
        if cell == len(scores):
            return (0, 0), ()
        (suiting, gaps), placed = best(cell + 1, column + 1, is_gap=False)
        here = (suiting + scores[cell][column], gaps), (column, *placed)
        if width - column == len(scores) - cell:
            return here
        (suiting, gaps), placed = best(cell, column + 1, is_gap=True)
        later = (suiting, gaps - (not is_gap)), placed
        return later if later[0] > here[0] or (in_front and later[0] == here[0]) else here

    return best(0, 0, is_gap=False)[1]


def suits(words: Cells, kinds: Sequence[Heading | None]) -> tuple[int, int]:
    """How many of `words` suit their columns, and how many do not, of those of which a cell tells."""
    given = [(said, kind) for said, kind in zip(words, kinds, strict=True) if said and kind]
    right = [_SUITS[kind](said) for said, kind in given if kind in _SUITS]
    offices = sum(kind in _SAY_WHAT and are_offices(said) for said, kind in given)
    return sum(right), len(right) - sum(right) + offices
