"""What OpenDocument files (.odt, .ods) have in common: their package, their paragraphs' words, their tables' cells.

Implements what of OpenDocument 1.3 part 3 says what a reader sees in the text.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from kgservice.documents.formats.refusals import must_unpack_within, password_protected, said_by
from kgservice.errors import SourceError

_MOST = 100
_NAMES = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_MOST_REPEATED = 1000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def name_of(short: str) -> str:
    """The name of an element or attribute, `text:p`, as the parser gives it."""
    prefix, _, local = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def parts_of(data: bytes, name: str) -> tuple[etree._Element, etree._Element | None]:
    """The content and the styles of the file `data`.

    Raises SourceError if it is damaged, locked with a password, or grows beyond all measure when it is unpacked.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            must_unpack_within(_MOST, archive, name)
            names = archive.namelist()
            listed = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            if b"encryption-data" in listed:
                raise password_protected(name)
            content = etree.fromstring(archive.read("content.xml"), parser)
            styles = etree.fromstring(archive.read("styles.xml"), parser) if "styles.xml" in names else None
    except _DAMAGED as error:
        raise SourceError(
            f"{name}: not readable as an OpenDocument file ({said_by(error)}); open it in LibreOffice or WPS and save it again."
        ) from None
    return content, styles


_PARAGRAPHS = (name_of("text:p"), name_of("text:h"))
_NOT_IN_LINE = frozenset(
    map(name_of, ("text:note", "text:tracked-changes", "text:ruby-text", "draw:frame", "draw:custom-shape"))
) | {name_of("office:annotation")}
_SPACE, _TAB, _BREAK = name_of("text:s"), name_of("text:tab"), name_of("text:line-break")


def words_of(element: etree._Element) -> str:
    """The words of a paragraph: those of its notes, pictures and text boxes are not among them."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    yield _plain(element.text)
    for child in element:
        if child.tag == _SPACE:
            yield " " * number(child, "text:c", 1)
        elif child.tag == _TAB:
            yield " "
        elif child.tag == _BREAK:
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _NOT_IN_LINE:
            yield from _words(child)
        yield _plain(child.tail)


def _plain(text: str | None) -> str:
    """White space as OpenDocument has it: a line break in the file is a space."""
    return " ".join((text or "").replace("\t", " ").split("\n"))


def number(element: etree._Element, name: str, otherwise: int) -> int:
    """The number in the attribute `name`; a cell or row is not repeated beyond measure."""
    value = element.get(name_of(name), "")
    return min(int(value[:9]), _MOST_REPEATED) if value.isascii() and value.isdigit() else otherwise


def cells_in(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of `row` that stand in it and are not covered by others, each with its column, counted from 0."""
    column = 0
    for cell in row:
        times = number(cell, "table:number-columns-repeated", 1)
        if cell.tag == name_of("table:table-cell"):
            said = any(each.tag in _PARAGRAPHS for each in cell.iter())
            yield from ((column + more, cell) for more in range(times if said else 1))
        column += times if cell.tag in (name_of("table:table-cell"), name_of("table:covered-table-cell")) else 0


def rows_in(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of `table`, those of its groups too."""
    for child in table:
        if child.tag == name_of("table:table-row"):
            yield child
        elif child.tag in map(name_of, ("table:table-rows", "table:table-header-rows", "table:table-row-group")):
            yield from rows_in(child)
