"""Puts the cells of rows under their columns where those merged into the cells above were left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN, style_in
from kgservice.documents.column_fit import suits
from kgservice.documents.displaced import Like, fitting_columns
from kgservice.documents.headers import Heading
from kgservice.documents.numbering import Style, number_at
from kgservice.documents.table_parts import RawRow
from kgservice.documents.text import CleanText, Span

_FIGURE = re.compile(r"[^\d]{0,4}\d[\d.]*%?(?:[-~]\d[\d.]*%?)?[^\d]?")
# What is shorter is a mark, a state or a figure, which may stand in any column.
_SHORTEST_AGAIN = 4
# Groups of three levels may be merged before what rows number.
_MOST_BEFORE_NUMBER = 4


def put_in_columns(
    text: CleanText, rows: Sequence[RawRow], kinds: Sequence[Heading | None], number: int | None
) -> list[RawRow]:
    """`rows` with gaps for the cells that are merged into those above them, where their number or their other cells tell that they are missing.

    They are missing where a row is shorter than the header, or where as many empty cells were put at its end. `number` is the column of the rows' numbers.
    """
    counted = _counted_column(text, rows)
    rows = [_by_number(text, _in_counted_column(text, row, counted), number, counted) for row in rows]
    whole = [row.cells for row in rows if not row.full and row.aligned and row.cells[-1] is not None]
    like = [_like(text, [cells[place] for cells in whole], place == counted) for place in range(len(kinds))]
    return [row if row.full or _stands_in_columns(text, row, counted) else _put(text, row, kinds, like) for row in rows]


def _like(text: CleanText, column: Sequence[Span | None], counted: bool) -> Like:
    """How much a cell is like those of a `column`: it says the same as one, is a figure where all are, is numbered where they are `counted`."""
    said = {text.folded[cell.start : cell.end] for cell in column if cell is not None}
    told_again = {words for words in said if len(words) >= _SHORTEST_AGAIN}
    of_figures = len(said) > 1 and all(map(_FIGURE.fullmatch, said))

    def like(words: str) -> int:
        numbered = number_at(words, Span(0, len(words))) is not None
        told = (1 if numbered else -1) if counted else 0
        return told + (words in told_again) + ((1 if _FIGURE.fullmatch(words) else -1) if of_figures else 0)

    return like


def _stands_in_columns(text: CleanText, row: RawRow, counted: int | None) -> bool:
    """Whether cells of a row are empty before others, so that none was left out, unless it begins with the number of another column."""
    given = row.cells[: max(place for place, cell in enumerate(row.cells, start=1) if cell is not None)]
    return None in given and not (counted and style_in(text, row.cells[0]) is Style.ARABIC)


def _put(text: CleanText, row: RawRow, kinds: Sequence[Heading | None], like: Sequence[Like]) -> RawRow:
    words = tuple(text.folded[cell.start : cell.end] if cell is not None else "" for cell in row.cells)
    columns = fitting_columns(words, kinds, like, sure=not row.aligned)
    if columns is None:
        return replace(row, aligned=row.aligned or _all_suit(words, kinds))
    cells: list[Span | None] = [None] * len(kinds)
    for column, cell in zip(columns, row.cells, strict=False):
        cells[column] = cell
    return RawRow(row.span, tuple(cells), full=False)


def _all_suit(words: Sequence[str], kinds: Sequence[Heading | None]) -> bool:
    """Whether each cell of a row is such as stands in its column alone, so that only the last are missing (2024年3月 | 县林业局, under 时间 | 单位 | 备注)."""
    given = sum(map(bool, words))
    suiting, _ = suits(tuple(words[:given]), kinds[:given])
    return suiting == given == len(set(kinds[:given]))


def _in_counted_column(text: CleanText, row: RawRow, counted: int | None) -> RawRow:
    """A row that has nothing but what the column `counted` numbers, as all else is merged over it, in that column."""
    if counted is None or not row.full or style_in(text, row.cells[0]) is not Style.ARABIC:
        return row
    cells: list[Span | None] = [None] * len(row.cells)
    cells[counted] = row.cells[0]
    return RawRow(row.span, tuple(cells), full=False)


def _by_number(text: CleanText, row: RawRow, number: int | None, counted: int | None) -> RawRow:
    column = number if number is not None else counted
    if column is None:
        return row
    numbers = (place for place in range(column + 1) if _is_number(text, row.cells[place], number is not None))
    lacking = column - next(numbers, column)
    behind = row.cells[len(row.cells) - lacking :]
    given = sum(cell is not None for cell in row.cells)
    fits = len(row.cells) - given == lacking if not row.aligned else not any(row.cells[: column - lacking])
    if row.full or not lacking or any(behind) or not fits:
        return row
    return RawRow(row.span, (*[None] * lacking, *row.cells[: len(row.cells) - lacking]), full=False)


def _is_number(text: CleanText, cell: Span | None, alone: bool) -> bool:
    """Whether a cell is a number `alone`, or has one in front."""
    if not alone:
        return style_in(text, cell) is Style.ARABIC
    return cell is not None and NUMBER_IN_COLUMN.fullmatch(text.folded, *cell) is not None


def _counted_column(text: CleanText, rows: Sequence[RawRow]) -> int | None:
    """The column in which each row's numbers stand in front of what they number, if they go on over the other rows."""
    places = []
    ordinals = []
    for row in rows:
        found = (
            (place, number[1])
            for place, cell in enumerate(row.cells[:_MOST_BEFORE_NUMBER])
            if cell is not None and (number := number_at(text.folded, cell)) and number[0] is Style.ARABIC
        )
        if first := next(found, None):
            places += [] if row.full else [first[0]]
            ordinals.append(int(first[1]))
    goes_on = ordinals == list(range(1, len(ordinals) + 1))
    return max(places) if goes_on and len(places) > 1 else None
