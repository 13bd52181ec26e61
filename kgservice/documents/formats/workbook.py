"""Reads an Excel workbook (.xlsx): every sheet that is shown, its merged cells, its dates and figures as they are shown."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from kgservice.documents.formats.refusals import must_unpack_within, said_by
from kgservice.documents.formats.sheets import Place, Sheet, shown_date, shown_number, text_of_sheets
from kgservice.errors import SourceError

_MOST = 100
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
)
_ONE_MORE = re.compile(r"=\$?([A-Z]{1,3})\$?(\d+)\+(\d{1,3})")
_ROW_LESS = re.compile(r"=ROW\(\)-(\d{1,4})", re.I)


def text_of(data: bytes, name: str) -> str:
    """The text of the workbook `data`. Raises SourceError if it is damaged, or grows beyond all measure when it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            must_unpack_within(_MOST, archive, name)
        shown, written = (load_workbook(BytesIO(data), data_only=values) for values in (True, False))
        return text_of_sheets(_sheet(sheet, written[sheet.title]) for sheet in shown.worksheets)
    except _DAMAGED as error:
        raise SourceError(
            f"{name}: not readable as an Excel workbook ({said_by(error)}); open it in Excel or WPS and save it again as .xlsx."
        ) from None


def _sheet(sheet: Worksheet, written: Worksheet) -> Sheet:
    return Sheet(
        sheet.title,
        _texts(sheet, written),
        {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges},
        frozenset(row for row, how in sheet.row_dimensions.items() if how.hidden),
        sheet.sheet_state != "visible",
    )


def _texts(sheet: Worksheet, written: Worksheet) -> Mapping[Place, str]:
    """What each cell shows; a formula that was never worked out, where it counts rows, is worked out."""
    texts: dict[Place, str] = {}
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
        return shown_date(value, form)
    return shown_number(value, form) if isinstance(value, (int, float)) else str(value)


def _counted(cell: SheetCell | MergedCell, sheet: Worksheet, texts: Mapping[Place, str]) -> str:
    formula = str(cell.value or "").replace(" ", "")
    if less := _ROW_LESS.fullmatch(formula):
        return str((cell.row or 0) - int(less[1]))
    more = _ONE_MORE.fullmatch(formula)
    before = texts.get((int(more[2]), sheet[f"{more[1]}1"].column), "") if more else ""
    return str(int(before) + int(more[3])) if more and before.isdigit() else ""
