"""Puts back the cells of a row that stand too far to the left, as cells merged over rows were left out before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from kgservice.documents.column_fit import suits
from kgservice.documents.headers import Heading

# A row of a hundred columns is not tried in every way.
_MOST_COLUMNS = 40
# Where nothing speaks against a row as it stands, so many more of its cells must suit their columns if it is moved.
_ENOUGH_ALONE = 2

Cells = tuple[str, ...]
Like = Callable[[str], int]


def fitting_columns(
    words: Cells, kinds: Sequence[Heading | None], like: Sequence[Like] = (), *, sure: bool
) -> tuple[int, ...] | None:
    """Under which columns the cells of a row belong, in order, so that they suit them better than as they stand: some are missing before them.

    The empty words at the end are no cells. `kinds` are those of the columns, `like` says for each how much more (or less) a cell is like those in it.
    None if the row suits its columns as it is, or no other way is best; of several that are, the one with the fewest gaps, farthest in front,
    counts. If the way must be `sure`, they may only differ in which of the columns of one kind they take.
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
