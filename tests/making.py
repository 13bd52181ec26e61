"""Makes documents for tests: a plan's lines and its table as Word document, PDF, web page or text."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate, Paragraph, SimpleDocTemplate, Table

FONT = "STSong-Light"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=22, leading=32, alignment=1, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=12, leading=16, wordWrap="CJK")

Rows = Sequence[Sequence[str]]
Parts = Sequence[str | Rows]


def as_text(parts: Parts) -> bytes:
    lines: list[str] = []
    for part in parts:
        lines.extend([part] if isinstance(part, str) else ["\t".join(row) for row in part])
    return "".join(f"{line}\n" for line in lines).encode()


def as_docx(parts: Parts) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(rows=len(part), cols=len(part[0]))
            for row, words in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, words, strict=True):
                    cell.text = text
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add_list(document: docx.document.Document, list_id: int, *levels: tuple[str, str], extra: str = "") -> None:
    """Define an automatic list whose levels are number formats and texts: ("chineseCounting", "%1、")."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">{inner}</w:abstractNum>'))
    add_use(document, list_id, list_id, extra)


def add_use(document: docx.document.Document, use_id: int, list_id: int, extra: str = "") -> None:
    """Define one more list that counts as list `list_id` does; `extra` overrides its levels."""
    document.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{use_id}"><w:abstractNumId w:val="{list_id}"/>{extra}</w:num>')
    )


def put_in_list(element: object, list_id: int, level: int) -> None:
    """Put a paragraph, or a style, into an automatic list."""
    element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def as_pdf(
    parts: Parts,
    *,
    widths: Sequence[float] | None = None,
    spans: Sequence[tuple] = (),
    lines: Sequence[tuple] = (GRID,),
    **options: object,
) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    flow = []
    for index, part in enumerate(parts):
        if isinstance(part, str):
            flow.append(Paragraph(part, TITLE if index == 0 else BODY))
        else:
            cells = [[Paragraph(text.replace("\n", "<br/>"), CELL) for text in row] for row in part]
            table = Table(cells, colWidths=widths, repeatRows=int(GRID in lines))
            table.setStyle([*lines, *spans])
            flow.append(table)
    out = BytesIO()
    SimpleDocTemplate(out, **options).build(flow, onFirstPage=_page_number, onLaterPages=_page_number)
    return out.getvalue()


def _page_number(canvas: object, document: object) -> None:
    canvas.setFont(FONT, 14)
    canvas.drawCentredString(300, 40, f"— {document.page} —")


def in_two_columns(title: str, paragraphs: Sequence[str]) -> bytes:
    """A PDF whose title goes over the page, and whose text stands in two columns below it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("column", fontName=FONT, fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK")
    places = [(60, 730, 475, 70), (60, 60, 228, 660), (307, 60, 228, 660)]
    out = BytesIO()
    document = BaseDocTemplate(out)
    document.addPageTemplates([PageTemplate(id="columns", frames=[Frame(*place) for place in places])])
    document.build([Paragraph(title, TITLE), FrameBreak(), *(Paragraph(text, body) for text in paragraphs)])
    return out.getvalue()


def as_ofd(parts: Parts, *, widths: Sequence[float] = (), size: float = 4.2) -> bytes:
    """An OFD with a line of text for each part that is as wide, and a row of a table with cells at `widths` (mm) for each row."""
    placed: list[tuple[float, float, str]] = []
    top, across = 30.0, int(160 / size)
    for part in parts:
        if isinstance(part, str):
            text = f"\u3000\u3000{part}"
            for start in range(0, len(text), across):
                line = text[start : start + across]
                placed.append((25 + size * (len(line) - len(line.lstrip("\u3000"))), top, line.lstrip("\u3000")))
                top += 1.8 * size
        else:
            for row in part:
                left, lines = 25.0, 1
                for cell, width in zip(row, widths, strict=True):
                    fits = int(width / size) - 1
                    for line, start in enumerate(range(0, len(cell), fits)):
                        placed.append((left, top + 1.2 * size * line, cell[start : start + fits]))
                        lines = max(lines, line + 1)
                    left += width
                top += 1.2 * size * lines + size
    objects = "".join(
        f'<ofd:TextObject ID="{number}" Boundary="{left} {top} 180 {size * 1.3}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{" ".join([str(size)] * (len(text) - 1))}">{text}</ofd:TextCode></ofd:TextObject>'
        for number, (left, top, text) in enumerate(placed, 10)
    )
    names = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    files = {
        "OFD.xml": f'<ofd:OFD {names} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {names}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 400"
        '</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
        "</ofd:Pages></ofd:Document>",
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {names}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer>'
        "</ofd:Content></ofd:Page>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def as_html(parts: Parts, *, around: str = "{}") -> bytes:
    body = ""
    for part in parts:
        if isinstance(part, str):
            body += f"<p>　　{part}</p>\n"
        else:
            rows = "".join(f"<tr>{''.join(f'<td><p>{text}</p></td>' for text in row)}</tr>" for row in part)
            body += f"<table>{rows}</table>\n"
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
    return f"{head}{around.format(body)}</body></html>".encode()
