"""Writes a table as CSV, TSV, JSON, XLSX, or for the terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypeGuard
from unicodedata import east_asian_width

from pyoxigraph import Literal

from kgservice.iris import PREFIXES
from kgservice.store.engine import Solutions, Term

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST_CELL = 40
# How wide a sheet may be to be read on a screen and on paper, and how wide its columns are to that end, the widest that will do.
_SHEET = 200
_LINE, _TALLEST = 15, 400  # in points; programs cut what is wrapped at the height that a row has
_CAPS = (60, 48, 38, 30, 24, 18, 14)
_BYTE_ORDER_MARK = "\ufeff"
# What Excel takes for the beginning of a formula, full-width signs among them, and the numbers that begin like one.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?([eE][+-]?[0-9]+)?%?")
_XSD = PREFIXES["xsd"]
_NUMBERS = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOST_DIGITS = 15
_DATE = f"{_XSD}date"
_FIRST_DATE = "1900-03-01"  # Excel has a day before it that there was not
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_csv(table: Solutions, *, delimiter: str = ",") -> str:
    """`table` with a header line, quoted after RFC 4180 but with plain line ends."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.texts())
    return out.getvalue()


def as_excel_csv(table: Solutions) -> str:
    """`table` as CSV that Excel opens by a double click: marked as UTF-8, and with an apostrophe before what it would compute."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([f"'{text}" if is_formula(text) else text for text in row] for row in table.texts())
    return out.getvalue()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute `text`: it begins as a formula does, and is no number."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def as_json(table: Solutions) -> str:
    """`table` as a list of objects, a column each; nothing is null."""
    rows = [
        {
            column: text if cell is not None else None
            for column, text, cell in zip(table.columns, texts, row, strict=True)
        }
        for texts, row in zip(table.texts(), table.rows, strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_xlsx(table: Solutions, title: str) -> bytes:
    """`table` as a workbook with one sheet, called `title`."""
    return as_workbook({title: table})


def as_workbook(tables: Mapping[str, Solutions]) -> bytes:
    """`tables` as a workbook with a sheet for each, called by its key, its header kept in view.

    Numbers are numbers, dates are dates, no text becomes a formula.
    """
    # Takes a tenth of a second to import, and most programs write no workbook.
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, table in tables.items():
        _write_sheet(book.create_sheet(title[:31]), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet: Worksheet, table: Solutions) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.append(list(table.columns))
    for texts, row in zip(table.texts(), table.rows, strict=True):
        sheet.append([_value(cell, text) for text, cell in zip(texts, row, strict=True)])
    bold, at_top = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = bold
    widths = [max(_width(str(cell.value or "")) for cell in column) + 2 for column in sheet.columns]
    most = next((each for each in _CAPS if sum(min(width, each) for width in widths) <= _SHEET), _CAPS[-1])
    room = [min(width, most) for width in widths]
    for index, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        lines = (-(-_width(str(value or "")) // (wide - 1)) for value, wide in zip(cells, room, strict=True))
        sheet.row_dimensions[index].height = min(_LINE * max([1, *lines]), _TALLEST)
    for index, column in enumerate(sheet.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = room[index - 1]
        for cell in column:
            cell.alignment = at_top
            if isinstance(cell.value, str):
                cell.data_type = "s"
                if is_formula(cell.value):
                    cell.quotePrefix = True  # or it would be one once somebody edits the cell
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _value(cell: Term | None, text: str) -> int | float | date | str:
    """What a workbook holds for `cell`, whose text is `text`."""
    if _is_number(cell):
        return _number(cell)
    if isinstance(cell, Literal) and cell.datatype.value == _DATE and text >= _FIRST_DATE:
        with suppress(ValueError):
            return date.fromisoformat(text)
    return xml_text(text)


def _is_number(cell: Term | None) -> TypeGuard[Literal]:
    """Whether a workbook can hold it as a number without changing it."""
    if not isinstance(cell, Literal) or cell.datatype.value not in _NUMBERS:
        return False
    return _PLAIN_NUMBER.fullmatch(cell.value) is not None and sum(map(str.isdecimal, cell.value)) <= _MOST_DIGITS


def _number(cell: Literal) -> int | float:
    return float(cell.value) if "." in cell.value else int(cell.value)


def xml_text(text: str) -> str:
    """`text` with � for what XML cannot hold: the control characters that RDF from elsewhere may have."""
    return _NOT_IN_XML.sub("\ufffd", text)


def as_text(table: Solutions) -> str:
    """`table` for the terminal: aligned columns, long cells cut with …, and the number of rows."""
    rows = [[_cut(text) for text in row] for row in table.texts()]
    widths = [max(map(_width, column)) for column in zip(table.columns, *rows, strict=True)]
    lines = [_line(table.columns, widths), _line(["-" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in rows]
    lines.append(f"({len(rows)} rows)" if len(rows) != 1 else "(1 row)")
    return "\n".join(lines) + "\n"


def _cut(text: str) -> str:
    if _width(text) <= _WIDEST_CELL:
        return text
    kept = ""
    for character in text:
        if _width(kept + character) >= _WIDEST_CELL:
            break
        kept += character
    return f"{kept}…"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
