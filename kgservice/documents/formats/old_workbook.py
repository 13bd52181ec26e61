"""Reads an Excel or WPS workbook of the old binary format (.xls, .et)."""

from __future__ import annotations

from io import StringIO

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet as OldSheet

from kgservice.documents.formats.refusals import password_protected, said_by
from kgservice.documents.formats.sheets import Place, Sheet, shown_date, shown_number, text_of_sheets
from kgservice.errors import SourceError

# What xlrd raises over a damaged file.
_DAMAGED = (
    xlrd.XLRDError,
    CompDocError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
_LOCKED = "encrypted"


def text_of(data: bytes, name: str) -> str:
    """The text of the workbook `data`. Raises SourceError if it is damaged or locked with a password."""
    try:
        book = _open(data)
        return text_of_sheets(_sheet(book, sheet) for sheet in book.sheets())
    except _DAMAGED as error:
        if _LOCKED in str(error):
            raise password_protected(name) from None
        raise SourceError(
            f"{name}: not readable as an Excel or WPS workbook ({said_by(error)}); open it there and save it again as .xlsx."
        ) from None


def _open(data: bytes) -> Book:
    """xlrd says on a stream of its own what it finds odd; a file without a code page is of a Chinese Windows."""
    arguments = {"file_contents": data, "formatting_info": True, "logfile": StringIO()}
    book = xlrd.open_workbook(**arguments)
    return xlrd.open_workbook(**arguments, encoding_override="gb18030") if book.biff_version < 80 else book


def _sheet(book: Book, sheet: OldSheet) -> Sheet:
    merged = {(top + 1, left + 1): (bottom, right) for top, bottom, left, right in sheet.merged_cells}
    covered = {
        (row, column)
        for top, (bottom, right) in merged.items()
        for row in range(top[0], bottom + 1)
        for column in range(top[1], right + 1)
        if (row, column) != top
    }
    texts: dict[Place, str] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _shown(book, sheet, row, column)
            if text.strip() and (row + 1, column + 1) not in covered:
                texts[row + 1, column + 1] = text
    hidden = frozenset(row + 1 for row, how in sheet.rowinfo_map.items() if how.hidden)
    return Sheet(sheet.name, texts, merged, hidden, sheet.visibility != 0)


def _shown(book: Book, sheet: OldSheet, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    looks = book.xf_list[sheet.cell_xf_index(row, column)]
    form = book.format_map[looks.format_key].format_str
    if kind == xlrd.XL_CELL_NUMBER:
        return shown_number(value, form)
    return shown_date(xlrd.xldate_as_datetime(value, book.datemode), form)
