"""Knows a table that is read both ways: names along its top and its side, marks, roles or figures where they meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kgservice.documents.headers import heading_of, name_of
from kgservice.documents.text import fold, squeeze
from kgservice.lexicon import one_of

MARK = "[★☆●○◎◉▲△■□◆◇※√✓✔＊*#]"
_FIGURE = r"(?:[≥≤><约]|不低于|不少于|不超过)?\d[\d,.]*(?:[~-]\d[\d.]*)?[%‰]?(?:左右|以上|以下|以内)?"
_NOTHING = r"[-—/\\无]*"
_LONGEST_NAME = 40
_FEWEST_NAMES = 2
_MOST_AT_SIDE = 3
# So many rows tell; a table of a thousand is not read twice.
_ROWS_LOOKED_AT = 12


@cache
def _duty() -> re.Pattern[str]:
    return re.compile(f"{MARK}{{1,2}}|{one_of('crossings', 'role')}(?:单位|部门)?")


def is_duty(words: str) -> bool:
    """Whether a cell that says `words` (folded) tells the part of whoever stands at the top or the side (●, 牵头)."""
    return _duty().fullmatch(words) is not None


def is_crossed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table with the cells `header` at its top and `rows` below is read both ways.

    Columns that say more of what stands at the side (责任人, 备注) may stand behind those that are read so.
    """
    names = [name_of(cell) for cell in header]
    rows = [[fold(squeeze(cell)) for cell in row] for row in rows[:_ROWS_LOOKED_AT]]
    if not rows or any(len(name) > _LONGEST_NAME for name in names) or len(set(names)) < len(names):
        return False
    last = len(names)
    while (
        last
        and heading_of(names[last - 1]) is not None
        and not all(_meets(row[last - 1]) for row in rows if last <= len(row))
    ):
        last -= 1
    names, rows = names[:last], [row[:last] for row in rows]
    side = last
    while side and all(_meets(row[side - 1]) for row in rows if side <= len(row) and row[side - 1]):
        side -= 1
    met = [cell for row in rows for cell in row[side:] if cell]
    return (
        0 < side <= _MOST_AT_SIDE
        and len(names) - side >= _FEWEST_NAMES
        and any(heading_of(name) is not None for name in names[:side])
        and all(name and not _meets(name) for name in names[side:])
        and any(not re.fullmatch(_NOTHING, cell) for cell in met)
    )


def _meets(words: str) -> bool:
    return is_duty(words) or re.fullmatch(f"{_FIGURE}|{_NOTHING}", words) is not None
