"""Puts the cells of rows under their columns where those merged into the cells above were left out."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN, style_in
from kgservice.documents.displaced import place_of_gap
from kgservice.documents.headers import Heading
from kgservice.documents.numbering import Style, number_at
from kgservice.documents.table_parts import RawRow
from kgservice.documents.text import CleanText, Span

# Groups of three levels may be merged before what rows number.
_MOST_BEFORE_NUMBER = 4


def put_in_columns(
    text: CleanText, rows: Sequence[RawRow], kinds: Sequence[Heading | None], number: int | None
) -> list[RawRow]:
    """`rows` with gaps for the cells that are merged into those above them, where their number or their other cells tell that they are missing.

    They are missing where a row is shorter than the header, or where as many empty cells were put at its end. `number` is the column of the rows' numbers.
    """
    counted = _counted_column(text, rows) if number is None else None
    return [row if row.full else _put(text, row, kinds, number, counted) for row in rows]


def _put(
    text: CleanText, row: RawRow, kinds: Sequence[Heading | None], number: int | None, counted: int | None
) -> RawRow:
    row = _by_number(text, row, number, counted)
    words = tuple(text.folded[cell.start : cell.end] if cell is not None else "" for cell in row.cells)
    gap = place_of_gap(words, kinds, sure=not row.aligned)
    return _with_gap(row, *gap) if gap is not None else row


def _with_gap(row: RawRow, place: int, lacking: int) -> RawRow:
    cells = (*row.cells[:place], *[None] * lacking, *row.cells[place : len(row.cells) - lacking])
    return RawRow(row.span, cells, full=False)


def _by_number(text: CleanText, row: RawRow, number: int | None, counted: int | None) -> RawRow:
    column = number if number is not None else counted
    if column is None:
        return row
    numbers = (place for place in range(column + 1) if _is_number(text, row.cells[place], number is not None))
    lacking = column - next(numbers, column)
    behind = row.cells[len(row.cells) - lacking :]
    given = sum(cell is not None for cell in row.cells)
    fits = len(row.cells) - given == lacking if not row.aligned else not any(row.cells[: column - lacking])
    if not lacking or any(behind) or not fits:
        return row
    return _with_gap(row, 0, lacking)


def _is_number(text: CleanText, cell: Span | None, alone: bool) -> bool:
    """Whether a cell is a number `alone`, or has one in front."""
    if not alone:
        return style_in(text, cell) is Style.ARABIC
    return cell is not None and NUMBER_IN_COLUMN.fullmatch(text.folded, *cell) is not None


def _counted_column(text: CleanText, rows: Sequence[RawRow]) -> int | None:
    """The column in which each full row's numbers stand in front of what they number, if they go on over the other rows."""
    places = []
    ordinals = []
    for row in rows:
        found = (
            (place, number[1])
            for place, cell in enumerate(row.cells[:_MOST_BEFORE_NUMBER])
            if cell is not None and (number := number_at(text.folded, cell)) and number[0] is Style.ARABIC
        )
        if not row.full and (first := next(found, None)):
            places.append(first[0])
            ordinals.append(int(first[1]))
    goes_on = ordinals == list(range(1, len(ordinals) + 1))
    return max(places) if goes_on and len(places) > 1 else None
