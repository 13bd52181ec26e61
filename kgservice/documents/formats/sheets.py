"""A workbook of any format as lines of text: every sheet that is shown, its rows; what is hidden is named at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kgservice.documents.formats.grid import Cell, grid_lines

Place = tuple[int, int]
"""A row and a column of a sheet, each counted from 1."""

_SAYS_NOTHING = re.compile("(?:Sheet|工作表|Table)[ _]?[0-9]*", re.I)
_DAY = re.compile("(?:y{2,4}|m{1,2}|d{1,2}|[年月日./ -])+", re.I)
_PART_OF_DAY = re.compile("y+|m+|d+", re.I)
_PLAIN_DAY = "yyyy-mm-dd"
# What a file calls the day as whoever opens it writes days, in Chinese 2024/6/30.
_LOCAL_DAY, _NAMES_OF_LOCAL_DAY = "yyyy/m/d", ("mm-dd-yy", "m/d/yy", "m/d/yyyy")
_UNSHOWN = re.compile(r'\[[^\]]*\]|["\\]|;.*|_.')
_TIME_OF_DAY = re.compile("[hs上AP]", re.I)
_DECIMALS = re.compile(r"0\.(0+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what its cells show, how far the merged ones reach, and its hidden rows."""

    title: str
    texts: Mapping[Place, str]
    merged: Mapping[Place, Place] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False


def text_of_sheets(sheets: Iterable[Sheet]) -> str:
    """The text of a workbook's `sheets`."""
    return "".join(f"{line}\n" for line in _lines(sheets))


def _lines(sheets: Iterable[Sheet]) -> Iterator[str]:
    skipped = []
    for sheet in sheets:
        if sheet.is_hidden:
            skipped.append(f"隐藏的工作表“{sheet.title}”")
            continue
        if sheet.hidden_rows:
            skipped.append(f"工作表“{sheet.title}”隐藏的第{'、'.join(map(str, sorted(sheet.hidden_rows)))}行")
        lines = grid_lines(_cells(sheet))
        if lines and "\t" in lines[0] and not _SAYS_NOTHING.fullmatch(sheet.title):
            yield sheet.title
        yield from lines
    for number, what in enumerate(skipped, 1):
        yield f"脚注{number}：{what}没有读。"


def _cells(sheet: Sheet) -> Iterator[Cell]:
    """The cells of a sheet, rows that are hidden or empty left out; what is merged is given once."""
    merged, texts = sheet.merged, sheet.texts
    filled = {row for row, _ in texts} | {
        row for top, bottom in merged.items() if top in texts for row in range(top[0], bottom[0] + 1)
    }
    place = {row: index for index, row in enumerate(sorted(filled - sheet.hidden_rows))}
    for (row, column), text in texts.items():
        last_row, last_column = merged.get((row, column), (row, column))
        rows = [place[each] for each in range(row, last_row + 1) if each in place]
        if rows:
            paragraphs = tuple(line.replace("\t", " ") for line in text.split("\n"))
            yield Cell(rows[0], column - 1, len(rows), last_column - column + 1, paragraphs)


def shown_date(value: date, form: str) -> str:
    """A day as a cell with the number format `form` shows it (2024年6月30日, 6月30日, 2024/6/30), 2024-06-30 where that is not told or has no year.

    >>> shown_date(date(2024, 6, 3), '[$-804]m"月"d"日";@')
    '6月3日'
    """
    shown = (
        _LOCAL_DAY if form.lower() in _NAMES_OF_LOCAL_DAY else _TIME_OF_DAY.split(_UNSHOWN.sub("", form), 1)[0].strip()
    )
    told = _DAY.fullmatch(shown) is not None and ("y" in shown.lower() or "月" in shown)
    parts = {"y": (value.year, 4), "m": (value.month, 2), "d": (value.day, 2)}

    def written(part: re.Match[str]) -> str:
        number, width = parts[part.group()[0].lower()]
        return f"{number:0{width if len(part.group()) > 1 else 1}}"

    return _PART_OF_DAY.sub(written, shown if told else _PLAIN_DAY)


def shown_number(value: float, form: str) -> str:
    """A number as a cell with the number format `form` shows it."""
    decimals = _DECIMALS.search(form)
    if "%" in form:
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.12g}"
