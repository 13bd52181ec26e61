"""Finds the column of a table that only holds the numbers of its rows, though it is not called one of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_OF_NUMBERS = "号"  # 提案号, 建议号: the numbers that rows have elsewhere


def counting_column(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column of `rows` (the words of each cell) that counts: the first, or one under a name over several columns.

    The first counts 1, 2, 3 …, but where it is called after numbers (提案号) they only go up, as those under a name over several do.
    """
    pairs = [column for column, (name, behind) in enumerate(pairwise(names)) if name == behind]
    over_several = dict.fromkeys(column + place for column in pairs for place in (0, 1))
    for column in (0, *over_several):
        cells = [row[column] for row in rows if row[column]]
        if len(cells) < 2 or not all(map(str.isdecimal, cells)):
            continue
        numbers = list(map(int, cells))
        steps = {later - earlier for earlier, later in pairwise(numbers)}
        goes_up = min(steps) > 0
        from_one = numbers[0] == 1 and (steps == {1} or (goes_up and column > 0))
        if from_one or (goes_up and names[column].endswith(_OF_NUMBERS)):
            return column
    return None


def tells_apart(said: Sequence[str]) -> bool:
    """Whether each row has words of its own in a column: what stands behind it goes for no other row, though a cell be empty."""
    return len(said) > 1 and all(said) and len(set(said)) == len(said)
