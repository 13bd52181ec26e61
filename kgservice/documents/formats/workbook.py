"""Reads an Excel workbook (.xlsx): every sheet that is shown, its merged cells, its dates and figures as they are shown."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kgservice.documents.formats.grid import Cell, grid_lines
from kgservice.errors import SourceError

_MEGABYTE = 1_000_000
_MOST = 100
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
)
_SAYS_NOTHING = re.compile("(?:Sheet|工作表)[0-9]*", re.I)
_ONE_MORE = re.compile(r"=\$?([A-Z]{1,3})\$?(\d+)\+(\d{1,3})")
_ROW_LESS = re.compile(r"=ROW\(\)-(\d{1,4})", re.I)
_DECIMALS = re.compile(r"0\.(0+)")


def text_of(data: bytes, name: str) -> str:
    """The text of the workbook `data`. Raises SourceError if it is damaged, or grows beyond all measure when it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST * _MEGABYTE:
                raise SourceError(f"{name}: unpacks to more than {_MOST} MB; split it and save it again.")
        shown, written = (load_workbook(BytesIO(data), data_only=values) for values in (True, False))
        lines = list(_lines(shown, written))
    except _BROKEN as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise SourceError(
            f"{name}: not readable as an Excel workbook ({said}); open it in Excel or WPS and save it again as .xlsx."
        ) from None
    return "".join(f"{line}\n" for line in lines)


def _lines(shown: Workbook, written: Workbook) -> Iterator[str]:
    skipped = []
    for sheet in shown.worksheets:
        if sheet.sheet_state != "visible":
            skipped.append(f"隐藏的工作表“{sheet.title}”")
            continue
        hidden = sorted(row for row, how in sheet.row_dimensions.items() if how.hidden)
        if hidden:
            skipped.append(f"工作表“{sheet.title}”隐藏的第{'、'.join(map(str, hidden))}行")
        lines = grid_lines(_cells(sheet, written[sheet.title], set(hidden)))
        if lines and "\t" in lines[0] and not _SAYS_NOTHING.fullmatch(sheet.title):
            yield sheet.title
        yield from lines
    for number, what in enumerate(skipped, 1):
        yield f"脚注{number}：{what}没有读。"


def _cells(sheet: Worksheet, written: Worksheet, hidden: set[int]) -> Iterator[Cell]:
    """The cells of a sheet, rows that are hidden or empty left out; what is merged is given once."""
    merged = {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
    texts = _texts(sheet, written)
    filled = {row for row, _ in texts} | {
        row for top, bottom in merged.items() if top in texts for row in range(top[0], bottom[0] + 1)
    }
    place = {row: index for index, row in enumerate(sorted(filled - hidden))}
    for (row, column), text in texts.items():
        last_row, last_column = merged.get((row, column), (row, column))
        rows = [place[each] for each in range(row, last_row + 1) if each in place]
        if rows:
            paragraphs = tuple(line.replace("\t", " ") for line in text.split("\n"))
            yield Cell(rows[0], column - 1, len(rows), last_column - column + 1, paragraphs)


def _texts(sheet: Worksheet, written: Worksheet) -> Mapping[tuple[int, int], str]:
    """What each cell shows; a formula that was never worked out, where it counts rows, is worked out."""
    texts: dict[tuple[int, int], str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            text = _shown(cell) or _counted(written.cell(cell.row, cell.column), sheet, texts)
            if text.strip():
                texts[cell.row, cell.column] = text
    return texts


def _shown(cell: SheetCell) -> str:
    value, form = cell.value, cell.number_format or ""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (datetime, date)):
        if "年" in form:
            return f"{value.year}年{value.month}月" + (f"{value.day}日" if "d" in form.lower() else "")
        return f"{value.year}-{value.month:02}-{value.day:02}"
    if isinstance(value, (int, float)):
        decimals = _DECIMALS.search(form)
        if "%" in form:
            return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.12g}"
    return str(value)


def _counted(cell: SheetCell | MergedCell, sheet: Worksheet, texts: Mapping[tuple[int, int], str]) -> str:
    formula = str(cell.value or "").replace(" ", "")
    if less := _ROW_LESS.fullmatch(formula):
        return str((cell.row or 0) - int(less[1]))
    more = _ONE_MORE.fullmatch(formula)
    before = texts.get((int(more[2]), sheet[f"{more[1]}1"].column), "") if more else ""
    return str(int(before) + int(more[3])) if more and before.isdigit() else ""
