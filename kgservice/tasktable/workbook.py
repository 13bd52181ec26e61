"""Writes task tables as a workbook that prints on A4 across: a sheet for each plan."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kgservice.tasktable.table import TaskTable
from kgservice.tasktable.widths import CENTRED, WHOLE_WIDTH, line_count, widest, widths

_FORMULA_SIGNS = ("=", "+", "-", "@")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_SHEET_NAME = 31
_HEIGHT_OF_LINE = 13.5
_MOST_HEIGHT = 409  # Excel takes no higher row
_MOST_WIDTH = 240  # nor, by a little more, a wider column

_EDGE = Side(style="thin", color="808080")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEADER_FILL = PatternFill("solid", start_color="D9E2EC")
_SECTION_FILL = PatternFill("solid", start_color="F2F5F8")
_TITLE = Font(name="黑体", size=16, bold=True)
_HEADER = Font(name="黑体", size=10.5, bold=True)
_BODY = Font(name="宋体", size=10)
_SECTION = Font(name="宋体", size=10.5, bold=True)


def as_xlsx(tables: Sequence[TaskTable]) -> bytes:
    """The tables as an Excel workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = "、".join(table.title for table in tables)
    book.properties.creator = "kgservice"
    for table in tables:
        _write(book.create_sheet(_sheet_name(table, book.sheetnames)), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(table: TaskTable, taken: Sequence[str]) -> str:
    name = _NOT_IN_SHEET_NAMES.sub("", table.part or table.plan)[:_LONGEST_SHEET_NAME]
    number = 2
    made = name
    while made.lower() in map(str.lower, taken):
        made = f"{name[: _LONGEST_SHEET_NAME - 4]}（{number}）"
        number += 1
    return made


def _write(sheet: Worksheet, table: TaskTable) -> None:
    column_widths = _wide_enough(table)
    for place, width in enumerate(column_widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _write_across(
        sheet,
        1,
        len(table.columns),
        table.title,
        _TITLE,
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    )
    sheet.row_dimensions[1].height = 26 * line_count(table.title, WHOLE_WIDTH / 1.6) + 8
    for place, column in enumerate(table.columns, 1):
        cell = _write_cell(sheet, 2, place, column)
        cell.font, cell.fill, cell.border = _HEADER, _HEADER_FILL, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[2].height = 30
    line = 2
    for sections, row in table.grouped():
        for section in sections:
            line += 1
            _write_section(sheet, line, len(table.columns), section)
        line += 1
        _write_row(sheet, line, table.columns, row.cells, column_widths)
    _set_up_page(sheet)


def _wide_enough(table: TaskTable) -> list[float]:
    """The columns' widths, the contents' so much wider that the longest fits in the highest row that Excel has."""
    made = widths(table)
    content = widest(table)
    longest = max((row.cells[content] for row in table.rows), key=len, default="")
    while made[content] < _MOST_WIDTH and _height(longest, made[content]) > _MOST_HEIGHT:
        made[content] += 10
    return made


def _height(text: str, width: float) -> float:
    return _HEIGHT_OF_LINE * line_count(text, width) + 6


def _write_section(sheet: Worksheet, line: int, width: int, section: str) -> None:
    _write_across(sheet, line, width, section, _SECTION, Alignment(vertical="center", wrap_text=True))
    for place in range(1, width + 1):
        cell = sheet.cell(line, place)
        cell.fill, cell.border = _SECTION_FILL, _BORDER
    sheet.row_dimensions[line].height = 15 * line_count(section, WHOLE_WIDTH * 0.9) + 5


def _write_row(
    sheet: Worksheet, line: int, columns: Sequence[str], cells: Sequence[str], column_widths: Sequence[float]
) -> None:
    for place, text in enumerate(cells, 1):
        cell = _write_cell(sheet, line, place, text)
        cell.font, cell.border = _BODY, _BORDER
        centred = columns[place - 1] in CENTRED
        cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    highest = max(_height(text, width) for text, width in zip(cells, column_widths, strict=True))
    sheet.row_dimensions[line].height = min(highest, _MOST_HEIGHT)


def _write_across(sheet: Worksheet, line: int, width: int, text: str, font: Font, alignment: Alignment) -> None:
    cell = _write_cell(sheet, line, 1, text)
    cell.font, cell.alignment = font, alignment
    sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=width)


def _write_cell(sheet: Worksheet, line: int, place: int, text: str) -> Cell:
    """Write `text` as text even where it looks like a formula; a row's number as a number."""
    cell = sheet.cell(line, place)
    assert isinstance(cell, Cell)
    if line > 2 and place == 1 and text.isdecimal():
        cell.value = int(text)
    elif text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
    return cell


def _set_up_page(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 in the list of OOXML
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页，共 &N 页"))
