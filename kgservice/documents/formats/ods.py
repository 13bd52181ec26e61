"""Reads an OpenDocument workbook (.ods), whose cells hold what they show."""

from __future__ import annotations

from lxml import etree

from kgservice.documents.formats.opendocument import cells_in, name_of, number, parts_of, rows_in, words_of
from kgservice.documents.formats.sheets import Place, Sheet, text_of_sheets

_SHOWN = ("visible", "")


def text_of(data: bytes, name: str) -> str:
    """The text of the workbook `data`. Raises SourceError if it is damaged, locked, or beyond all measure."""
    content, _ = parts_of(data, name)
    hidden = {
        style.get(name_of("style:name"))
        for style in content.iter(name_of("style:style"))
        if any(each.get(name_of("table:display")) == "false" for each in style)
    }
    return text_of_sheets(
        _sheet(table, table.get(name_of("table:style-name")) in hidden)
        for table in content.iterfind(f".//{name_of('office:spreadsheet')}/{name_of('table:table')}")
    )


def _sheet(table: etree._Element, is_hidden: bool) -> Sheet:
    texts: dict[Place, str] = {}
    merged: dict[Place, Place] = {}
    hidden_rows: set[int] = set()
    row = 1
    for element in rows_in(table):
        times = number(element, "table:number-rows-repeated", 1)
        found = [(column + 1, cell, _text(cell)) for column, cell in cells_in(element)]
        says = any(text for _, _, text in found)
        for here in range(row, row + times if says else row):
            for column, cell, text in found:
                if not text:
                    continue
                texts[here, column] = text
                down, across = (number(cell, f"table:number-{each}-spanned", 1) for each in ("rows", "columns"))
                if down > 1 or across > 1:
                    merged[here, column] = (here + down - 1, column + across - 1)
            if element.get(name_of("table:visibility"), "") not in _SHOWN:
                hidden_rows.add(here)
        row += times
    return Sheet(table.get(name_of("table:name"), ""), texts, merged, frozenset(hidden_rows), is_hidden)


def _text(cell: etree._Element) -> str:
    return "\n".join(words_of(each) for each in cell.iterfind(name_of("text:p"))).strip()
