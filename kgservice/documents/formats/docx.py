"""Reads a Word document (.docx): its paragraphs with their automatic numbers, its tables, its footnotes.

Implements what of WordprocessingML (ECMA-376 part 1, clause 17) says what a reader sees in the text: inserted words are
in it, deleted ones are not. What stands in a text box is read where the box is anchored, a picture is named as not read.
Headers, footers and comments are left out.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from kgservice.documents.formats.docx_numbering import Numbering
from kgservice.documents.formats.grid import Cell, grid_lines
from kgservice.documents.formats.refusals import said_by
from kgservice.documents.not_read import not_read
from kgservice.errors import SourceError

_MEGABYTE = 1_000_000
_LARGEST = 150
_MOST_TEXT = 40
_MOST_COLUMNS = 63
_DEEPEST_STYLE = 20
# What python-docx and what it reads with raise over a damaged file.
_DAMAGED = (
    OpcError,  # python-docx: no package of its kind
    AttributeError,  # python-docx: an element of another kind than it takes for granted
    TypeError,  # python-docx: a relation without a target
    KeyError,  # zipfile, python-docx: a part, or a relation to one, is not there
    ValueError,  # zipfile: an offset outside the file; python-docx: a number or a name that is none
    zipfile.BadZipFile,
    zlib.error,
    EOFError,  # zipfile: a part ends too soon
    NotImplementedError,  # zipfile: packed in a way it does not know
    RuntimeError,  # zipfile: a part that is locked with a password
    etree.XMLSyntaxError,
)

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r"))
_CONTAINERS = frozenset(
    qn(f"w:{name}")
    for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple")
) | {_RUN}
_WORDS: Mapping[str, str] = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXT = qn("w:t")
_VALUE = qn("w:val")
_BOX, _FALLBACK = qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (qn("pic:pic"), "{urn:schemas-microsoft-com:vml}imagedata")
# 3 cm in English Metric Units.
_SMALLEST_PICTURE = 1_080_000
_OFF = ("0", "false", "off")
_INDENT = "\u3000\u3000"


def text_of(data: bytes, name: str) -> str:
    """The text of the Word document `data`.

    Raises SourceError if it is damaged, or grows beyond all measure when it is unpacked.
    """
    parts = _parts(data, name)
    reader = _Reader(parts.numbering, parts.styles)
    return "\n".join([*reader.lines(parts.body), *_footnotes(parts.footnotes, reader)]) + "\n"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a Word document is read."""

    body: etree._Element
    styles: etree._Element
    numbering: etree._Element | None
    footnotes: etree._Element | None


def _parts(data: bytes, name: str) -> _Parts:
    """All that the libraries take out of the file; what is read in it is outside, so that a fault there is none of the file's."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
        text = sum(size for part, size in sizes.items() if part.endswith((".xml", ".rels")))
        if text > _MOST_TEXT * _MEGABYTE or sum(sizes.values()) > _LARGEST * _MEGABYTE:
            raise SourceError(
                f"{name}: unpacks to more than {_MOST_TEXT} MB of text or {_LARGEST} MB in all; "
                "split it, or remove its pictures, and save it again."
            )
        document = docx.Document(BytesIO(data))
        return _Parts(
            document.element.body,
            document.styles.element,
            _part(document, RELATIONSHIP_TYPE.NUMBERING),
            _part(document, RELATIONSHIP_TYPE.FOOTNOTES),
        )
    except _DAMAGED as error:
        raise SourceError(
            f"{name}: not readable as a Word document ({said_by(error)}); open it in Word or WPS and save it again as .docx."
        ) from None


class _Reader:
    def __init__(self, numbering: etree._Element | None, styles: etree._Element) -> None:
        self._numbering = Numbering(numbering, styles)
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles.iterfind(qn("w:style"))}

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of all paragraphs and tables in `parent`, in order."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                if not _is_deleted(child):
                    yield from self._paragraph(child).split("\n")
                yield from self._drawn(child)
            elif child.tag == _TABLE:
                yield from grid_lines(self._cells(child))
            elif child.tag in _CONTAINERS:
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> str:
        words = "".join(_words(paragraph)).strip("\u3000 ")
        if not words.strip():
            return ""
        return ("" if self._is_centred(paragraph) else _INDENT) + self._numbering.next(paragraph) + words

    def _drawn(self, paragraph: etree._Element) -> Iterator[str]:
        """What stands in the text boxes that hang on `paragraph`; a picture of some size is named."""
        for element in _outermost(paragraph, (_BOX, *_PICTURES)):
            if element.tag == _BOX:
                yield from self.lines(element)
            elif _is_large(element):
                yield not_read("图片")

    def _is_centred(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph stands in the middle or to the right, as titles and signatures do."""
        element: etree._Element | None = paragraph
        for _ in range(_DEEPEST_STYLE):
            if element is None:
                return False
            alignment = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
            if alignment is not None:
                return alignment.get(_VALUE) in ("center", "right", "end", "distribute")
            based = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}" if element is paragraph else qn("w:basedOn"))
            element = self._styles.get(based.get(_VALUE, "")) if based is not None else None
        return False

    def _cells(self, table: etree._Element) -> Iterator[Cell]:
        """The cells of `table`; one that is merged with those below is given once, with the rows it covers."""
        open_cells: dict[int, Cell] = {}
        for row, element in enumerate(_inside(table, _ROW)):
            column = _number(element, "trPr", "gridBefore")
            for cell in _inside(element, _CELL):
                width = _number(cell, "tcPr", "gridSpan") or 1
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                above = open_cells.get(column)
                if merge is not None and merge.get(_VALUE, "continue") == "continue" and above is not None:
                    open_cells[column] = replace(above, rows=above.rows + 1)
                else:
                    if above is not None:
                        yield above
                    paragraphs = tuple(line.replace("\t", " ") for line in self.lines(cell))
                    open_cells[column] = Cell(row, column, 1, width, paragraphs)
                column += width
        yield from open_cells.values()


def _outermost(parent: etree._Element, tags: Container[str]) -> Iterator[etree._Element]:
    """The elements `tags` in `parent` that are in no other; of a choice between two ways to draw a thing the first counts."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag != _FALLBACK:
            yield from _outermost(child, tags)


def _is_large(picture: etree._Element) -> bool:
    """Whether `picture` is as large as what has words in it: seals, lines and bullets are not."""
    extent = next((each for parent in picture.iterancestors() for each in parent.iterfind(qn("wp:extent"))), None)
    sizes = [extent.get(side, "") for side in ("cx", "cy")] if extent is not None else []
    return not all(size.isdigit() for size in sizes) or all(int(size) > _SMALLEST_PICTURE for size in sizes)


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements `tag` right inside `parent`, or wrapped there in a content control or an insertion."""
    for child in parent:
        if child.tag == tag:
            if tag != _ROW or child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield child
        elif child.tag in _CONTAINERS:
            yield from _inside(child, tag)


def _words(parent: etree._Element) -> Iterator[str]:
    """The text of the runs in `parent` that a reader sees."""
    for child in parent:
        if child.tag == _TEXT:
            yield (child.text or "").replace("\t", " ")
        elif child.tag in _WORDS:
            yield _WORDS[child.tag]
        elif child.tag in _CONTAINERS and not (
            child.tag == _RUN and _is_on(child.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))
        ):
            yield from _words(child)
        elif child.tag == qn("w:ruby"):
            for base in child.iterfind(qn("w:rubyBase")):
                yield from _words(base)


def _is_deleted(paragraph: etree._Element) -> bool:
    """Whether all of the paragraph, its mark too, is a deletion that is tracked."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
    return mark is not None and not "".join(_words(paragraph)).strip()


def _is_on(toggle: etree._Element | None) -> bool:
    return toggle is not None and toggle.get(_VALUE, "true") not in _OFF


def _number(element: etree._Element, properties: str, name: str) -> int:
    """A number of columns, 0 where it is not said; Word has no more than 63 columns."""
    found = element.find(f"{qn(f'w:{properties}')}/{qn(f'w:{name}')}")
    value = found.get(_VALUE, "") if found is not None else ""
    return min(int(value[:9]), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 0


def _footnotes(root: etree._Element | None, reader: _Reader) -> Iterator[str]:
    """The footnotes, each on a line of its own at the end: 脚注1：…"""
    notes = [note for note in root if note.get(qn("w:type")) is None] if root is not None else []
    for number, note in enumerate(notes, 1):
        if words := " ".join(line.strip() for line in reader.lines(note) if line.strip()):
            yield f"脚注{number}：{words}"


def _part(document: Document, kind: str) -> etree._Element | None:
    """The part of the document that has this relation to its text, if it has one."""
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None
