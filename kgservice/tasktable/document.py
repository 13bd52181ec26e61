"""Writes task tables as a Word document on A4 across: a section for each plan."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from kgservice.tasktable.table import TaskTable
from kgservice.tasktable.widths import CENTRED, WHOLE_WIDTH, widths

_PAGE = Mm(297), Mm(210)
_SIDE_MARGIN, _TOP_MARGIN = Mm(15), Mm(18)
_LONGEST_TITLE = 255  # what Word takes as a property
_LATIN = "Times New Roman"
_HEADER_FILL, _SECTION_FILL = "D9E2EC", "F2F5F8"


def as_docx(tables: Sequence[TaskTable]) -> bytes:
    """The tables as a Word document."""
    document = Document()
    document.core_properties.title = "、".join(table.title for table in tables)[:_LONGEST_TITLE]
    document.core_properties.author = "kgservice"
    document.core_properties.comments = ""
    for place, table in enumerate(tables):
        _lay_out(document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0])
        _write(document, table)
    _number_pages(document.sections[0].footer.paragraphs[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = _SIDE_MARGIN
    section.top_margin = section.bottom_margin = _TOP_MARGIN


def _write(document: WordDocument, table: TaskTable) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(8)
    _say(title, table.title, font="宋体", size=18, bold=True)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    _set_widths(made, table)
    header = made.rows[0]
    _mark(header, "w:tblHeader")
    for cell, column in zip(header.cells, table.columns, strict=True):
        _fill(cell, column, font="黑体", size=10.5, centred=True, colour=_HEADER_FILL)
    for sections, row in table.grouped():
        for section in sections:
            cells = made.add_row().cells
            _fill(cells[0].merge(cells[-1]), section, font="黑体", size=10.5, colour=_SECTION_FILL)
        line = made.add_row()
        for cell, text, column in zip(line.cells, row.cells, table.columns, strict=True):
            _fill(cell, text, font="宋体", size=9.5, centred=column in CENTRED)


def _set_widths(made: Table, table: TaskTable) -> None:
    usable = _PAGE[0] - 2 * _SIDE_MARGIN
    for place, width in enumerate(widths(table)):
        made.columns[place].width = made.rows[0].cells[place].width = int(usable * width / WHOLE_WIDTH)  # type: ignore[assignment]


def _fill(cell: _Cell, text: str, *, font: str, size: float, centred: bool = False, colour: str | None = None) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, text, font=font, size=size)
    if colour is not None:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))


def _say(paragraph: Paragraph, text: str, *, font: str, size: float, bold: bool = False) -> None:
    """Add `text` in the Chinese font `font`; a line end in it is one in the document."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = _LATIN, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name, val="true"))


def _number_pages(paragraph: Paragraph) -> None:
    """Write the page's number as official documents have it: — 1 —."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, "— ", font="宋体", size=10.5)
    field = _element("w:fldSimple", instr="PAGE")
    paragraph._p.append(field)
    _say(paragraph, " —", font="宋体", size=10.5)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
