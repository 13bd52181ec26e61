"""Finds the column that numbers the parts of what a table's own numbers are merged over (1 | 健全组织 | （1）… | （2）…)."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.documents.numbering import number_at, ordinal_of
from kgservice.documents.text import CleanText, Span

Cells = tuple[Span | None, ...]


def inner_column(text: CleanText, rows: Sequence[Cells], number: int, texts: Sequence[int]) -> int | None:
    """Which of the columns `texts` counts on over all rows, or from one again where the numbers go on to the next.

    None if the first of `texts` is not merged over the same rows as the numbers are, whether their words stand again or not.
    """
    numbers = [cells[number] for cells in rows]
    goes_on = [_again(text, numbers, place) for place in range(len(rows))]
    named = [cells[texts[0]] for cells in rows]
    if not any(goes_on) or not all(_again(text, named, place) for place, on in enumerate(goes_on) if on):
        return None
    return next((column for column in texts[1:] if _counts(text, [cells[column] for cells in rows], goes_on)), None)


def _again(text: CleanText, cells: Sequence[Span | None], place: int) -> bool:
    cell, above = cells[place], cells[place - 1] if place else None
    return cell is None or (above is not None and text[cell] == text[above])


def _counts(text: CleanText, cells: Sequence[Span | None], goes_on: Sequence[bool]) -> bool:
    """Whether cells count on; one may be merged over several rows of the same number."""
    said = [(cell, on) for cell, on in zip(cells, goes_on, strict=True) if cell is not None or not on]
    found = [number_at(text.folded, cell) if cell is not None else None for cell, _ in said]
    ordinals = [ordinal_of(*number[:2]) if number else 0 for number in found]
    anew = [last + 1 if on else 1 for last, (_, on) in zip([0, *ordinals], said, strict=False)]
    return ordinals in (anew, list(range(1, len(said) + 1)))
