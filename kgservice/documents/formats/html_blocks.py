"""The lines of a web page: a paragraph each, and a table's row each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from lxml import html as lxml_html

from kgservice.documents.formats.grid import Cell, grid_lines, measured
from kgservice.documents.formats.number_forms import number_text
from kgservice.documents.labels import is_label, is_labelled, labels_apart
from kgservice.documents.text import squeeze

_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "st1:chsdate",
        "st1:chmetcnv",
    )
)
NOTHING = "del"
"""The tag of an element that takes part in no line."""
_NOT_SHOWN = frozenset(("rt", "rp", "del", "img", "script", "style"))
_CELLS = ("td", "th")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CENTRED = re.compile(r"^(?:center|right)|text-align\s*:\s*(?:center|right)", re.I)
_BEGINS_WITH_NUMBER = re.compile(
    r"\s*(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）).．、]|第[一二三四五六七八九十百]+[条章节]|[①-⑳])"
)
_CHINESE_NUMBERS = re.compile("cjk-ideographic|simp-chinese|trad-chinese|cjk-decimal")
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONGEST_CELL = 900
_MOST_SPAN = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the page, and whether it stands inside of the article."""

    text: str
    inside: bool


class _Line(NamedTuple):
    """A line, whether it stands inside of the article, and whether it is a row of a table of data."""

    text: str
    inside: bool
    of_table: bool = False


def blocks_of(body: lxml_html.HtmlElement, article: lxml_html.HtmlElement) -> list[Block]:
    """The lines of `body` that are not blank, in order; a label and its value are one line, two labels are two, and a table is no value."""
    blocks: list[Block] = []
    in_table = False
    for line, inside, of_table in _lines(body, article, body is article):
        if not line.strip():
            continue
        after_label = blocks and is_label(blocks[-1].text) and blocks[-1].text[-1] in ":："
        begins_table, in_table = of_table and not in_table, of_table
        if after_label and not (begins_table or is_labelled(line)):
            blocks[-1] = Block(blocks[-1].text + line.strip(), inside)
            continue
        blocks.extend(Block(text.rstrip("\u3000 "), inside) for text in labels_apart(line))
    return blocks


def _lines(parent: lxml_html.HtmlElement, article: lxml_html.HtmlElement | None, inside: bool) -> Iterator[_Line]:
    """The lines in `parent`: what is in line with one another makes one, what is a block begins anew."""
    line = _spaced(parent.text)
    number = _first_number(parent)
    for child in parent:
        if child.tag == "br":
            yield _Line(line, inside)
            line = ""
        elif child.tag in _INLINE and not _holds_blocks(child):
            line += _inline(child)
        elif isinstance(child.tag, str) and child.tag not in _NOT_SHOWN:
            yield _Line(line, inside)
            line = ""
            here = inside or child is article
            if child.tag == "table" and not is_layout(child):
                for caption in child.iterchildren("caption"):
                    yield from _lines(caption, article, here)
                yield from (_Line(row, here, of_table=True) for row in _table_lines(child))
            else:
                indented = child.tag == "p" and not _CENTRED.search(f"{child.get('align')};{child.get('style')}")
                lines = _lines(child, article, here)
                if child.tag == "li":
                    lines = _numbered(lines, _item_number(child, number))
                    number += 1
                yield from (each._replace(text=_indented(each.text)) for each in lines) if indented else lines
        line += _spaced(child.tail)
    yield _Line(line, inside)


def _numbered(lines: Iterator[_Line], number: str) -> Iterator[_Line]:
    """`lines` with `number` before the first that says something, unless it begins with a number itself."""
    for line in lines:
        if number and line.text.strip():
            own = _BEGINS_WITH_NUMBER.match(line.text)
            yield line if own else line._replace(text=number + line.text.lstrip())
            number = ""
        else:
            yield line


def _first_number(parent: lxml_html.HtmlElement) -> int:
    """The number that the items in `parent` count from."""
    start = parent.get("start") or ""
    return int(start[:9]) if start.isascii() and start.isdigit() else 1


def _item_number(item: lxml_html.HtmlElement, value: int) -> str:
    """What a browser writes before an item of a numbered list that is its item number `value`."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = f"{parent.get('style') or ''};{item.get('style') or ''}"
    if "none" in style:
        return ""
    if _CHINESE_NUMBERS.search(style):
        return f"{number_text(value, 'chineseCounting')}、"
    return f"{number_text(value, _TYPES.get(parent.get('type') or '1', 'decimal'))}. "


def _indented(line: str) -> str:
    """`line` with the two spaces in front that paragraphs have, on paper or in the page's style."""
    return f"\u3000\u3000{line.lstrip()}" if line.strip() else line


def _spaced(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def _inline(element: lxml_html.HtmlElement) -> str:
    if element.tag in _NOT_SHOWN:
        return ""
    return _spaced(element.text) + "".join(
        (_inline(child) if isinstance(child.tag, str) else "") + _spaced(child.tail) for child in element
    )


def _holds_blocks(element: lxml_html.HtmlElement) -> bool:
    return any(isinstance(child.tag, str) and child.tag not in _INLINE for child in element.iterdescendants())


def is_layout(table: lxml_html.HtmlElement) -> bool:
    """Whether `table` only puts parts of the page beside one another."""
    return any(
        next(cell.iterdescendants("table"), None) is not None or len(cell.text_content()) > _LONGEST_CELL
        for cell in table.iter(*_CELLS)
    )


def _table_lines(table: lxml_html.HtmlElement) -> list[str]:
    cells = list(measured(_cells(table)))
    pairs = _pairs(cells)
    return pairs if pairs is not None else grid_lines(cells)


def _cells(table: lxml_html.HtmlElement) -> Iterator[Cell]:
    """The cells of `table`, placed as HTML does: after the ones before, beside those that reach down from above."""
    rows = list(table.iter("tr"))
    taken: set[tuple[int, int]] = set()
    widest = 0
    for row, element in enumerate(rows):
        column = 0
        widest = widest or sum(_span(cell, "colspan") or 1 for cell in element.iterchildren(*_CELLS))
        too_high = _rows_left_out(rows, row, widest)
        for cell in element.iterchildren(*_CELLS):
            while (row, column) in taken:
                column += 1
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - row) - too_high
            width = _span(cell, "colspan") or 1
            paragraphs = tuple(line.text for line in _lines(cell, None, False) if line.text.strip())
            yield Cell(row, column, height, width, paragraphs)
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            column += width


def _rows_left_out(rows: Sequence[lxml_html.HtmlElement], row: int, width: int) -> int:
    """By how many rows all cells of a row as wide as the table reach down too far: those in which none begins were left out of the page."""
    cells = list(rows[row].iterchildren(*_CELLS))
    lowest = min((_span(cell, "rowspan") for cell in cells), default=1)
    if lowest < 2 or sum(_span(cell, "colspan") or 1 for cell in cells) < width:
        return 0
    under = rows[row + 1 : row + lowest]
    return sum(next(each.iterchildren(*_CELLS), None) is not None for each in under)


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value[:9]), _MOST_SPAN) if value.isascii() and value.isdigit() else 1


def _pairs(cells: list[Cell]) -> list[str] | None:
    """The lines 标签：value of a table that is the labelled head of a document; None of any other."""
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    labels = [index for index, cell in enumerate(ordered) if is_label(cell.text)]
    if len(labels) < 2 or any(later - earlier == 1 for earlier, later in pairwise(labels)):
        return None
    lines = []
    for index, cell in enumerate(ordered):
        if index in labels:
            value = ordered[index + 1].text if index + 1 < len(ordered) else ""
            lines.append(f"{squeeze(cell.text).rstrip('：:')}：{value}")
        elif index - 1 not in labels and cell.text:
            lines.append(cell.text)
    return lines
