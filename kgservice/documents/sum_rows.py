"""Tells the rows of a table that add up: those of totals (合计（54个）), and those that name a group before its sums."""

from __future__ import annotations

import re

from kgservice.documents.cell_numbers import NUMBER_IN_COLUMN, style_in
from kgservice.documents.numbering import Style
from kgservice.documents.table_parts import RawRow
from kgservice.documents.text import CleanText
from kgservice.levels import LEVELS

TOTAL = re.compile(r"(?:合计|总计|小计|共计|总数|总分)(?:（共?\d{1,4}[个项件条]?）)?[：:]?")
"""What calls a row or a column one of sums."""
WHOLE_PLACE = re.compile(f"全[国{LEVELS}]|{TOTAL.pattern}")
"""What says that a figure is of the whole place, or of all that a table lists."""
_FIGURE = re.compile(r"[\d.,]+%?|/|-+|—+")


def is_total(text: CleanText, row: RawRow) -> bool:
    """Whether `row` begins with a word for a sum."""
    first = next((cell for cell in row.cells if cell is not None), None)
    return first is not None and TOTAL.fullmatch(text.folded[slice(*first)].replace(" ", "")) is not None


def sums_up(text: CleanText, row: RawRow) -> bool:
    """Whether `row` names a group by number and words, with nothing but figures behind them (一、城市交通（39个）｜53.07｜17.34)."""
    said = [cell for cell in row.cells if cell is not None]
    style = style_in(text, said[0]) if said else None
    if style is None or style >= Style.ARABIC:
        return False
    first, *others = (text.folded[slice(*cell)] for cell in said)
    return bool(others) and NUMBER_IN_COLUMN.fullmatch(first) is None and all(map(_FIGURE.fullmatch, others))
