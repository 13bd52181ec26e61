"""Reads a source document's bytes into text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kgservice.documents.formats.grid import TableTooLarge
from kgservice.documents.formats.signatures import FileKind, format_of
from kgservice.errors import SourceError
from kgservice.input_files import read_input

LARGEST = 50
"""MB of a document, if nothing else is said."""

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ENCODINGS = ("utf-8", "gb18030")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_USUAL = re.compile(r"[\u4e00-\u9fff。，、：；（）\n\r ]")
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was handed in: the file's name, its text, and the SHA-256 of its bytes."""

    name: str
    text: str
    digest: str


def read_source(path: Path) -> Source:
    """Read `path`, a .txt, .md, .csv, .docx, .xlsx, .pdf or .html; every later character offset counts in the text returned here.

    Raises SourceError if the file is missing, empty, or not a text that a Chinese document could be.
    """
    return source_of(read_input(path, LARGEST), path.name)


def source_of(data: bytes, name: str) -> Source:
    """As `read_source`, for the bytes `data` of the file `name`."""
    return Source(name, text_of(data, name), sha256(data).hexdigest())


def text_of(data: bytes, name: str) -> str:
    """The text of the file `name` that holds `data`: always the same for the same bytes."""
    if not data.strip():
        raise SourceError(f"{name}: the file is empty; give the document's text.")
    form = format_of(data, name)
    if form is FileKind.TEXT:
        return decode(data, name)
    if form in (FileKind.CSV, FileKind.MARKDOWN):
        from kgservice.documents.formats import plain_tables

        source = decode(data, name)
        return plain_tables.text_of_csv(source) if form is FileKind.CSV else plain_tables.text_of_markdown(source)
    try:
        text = _CONTROL.sub("", _formatted(form, data, name))
    except TableTooLarge as error:
        raise SourceError(f"{name}: {error}.") from None
    if not _HAN.search(text):
        raise SourceError(f"{name}: holds no Chinese text; give a Chinese policy document.")
    return text


def _formatted(form: FileKind, data: bytes, name: str) -> str:
    if form is FileKind.DOCX:
        from kgservice.documents.formats import docx

        return docx.text_of(data, name)
    if form is FileKind.PDF:
        from kgservice.documents.formats import pdf

        return pdf.text_of(data, name)
    if form is FileKind.WORKBOOK:
        from kgservice.documents.formats import workbook

        return workbook.text_of(data, name)
    from kgservice.documents.formats import html

    return html.text_of(data, name)


def decode(data: bytes, name: str) -> str:
    """The text of `data`: UTF-8, UTF-16 or GB18030; `name` is for the error's sentence."""
    if not data.strip():
        raise SourceError(f"{name}: the file is empty; give the document's text.")
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            text = _decoded(data, encoding)
            break
    else:
        text = _unmarked_utf16(data) if b"\0" in data else None
        text = text or next((text for encoding in _ENCODINGS if (text := _decoded(data, encoding)) is not None), None)
    if text is None or _CONTROL.search(text):
        raise SourceError(f"{name}: not a text in UTF-8, UTF-16 or GB18030; convert it to one of these.")
    if not _HAN.search(text):
        raise SourceError(f"{name}: holds no Chinese text; give a Chinese policy document.")
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """`data` as UTF-16 without a byte order mark, in the order of bytes that makes it mostly Chinese; None if neither does."""
    texts = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _decoded(data, encoding)) is not None]
    text = max(texts, key=_usual_share, default="")
    return text if text and _usual_share(text) > _MOSTLY else None


def _usual_share(text: str) -> float:
    return len(_USUAL.findall(text)) / len(text)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
