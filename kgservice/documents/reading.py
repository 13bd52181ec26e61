"""Reads a source document's bytes into text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from kgservice.documents.formats import old_word, plain_tables
from kgservice.documents.formats.grid import TableTooLarge
from kgservice.documents.formats.piped import with_tabs
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
_READERS = {
    FileKind.DOCX: "docx",
    FileKind.HTML: "html",
    FileKind.ODS: "ods",
    FileKind.ODT: "odt",
    FileKind.OFD: "ofd",
    FileKind.OLD_WORKBOOK: "old_workbook",
    FileKind.PDF: "pdf",
    FileKind.PICTURE: "picture",
    FileKind.RTF: "rtf",
    FileKind.WORKBOOK: "workbook",
}
_ENCODINGS = ("utf-8", "gb18030")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_USUAL = re.compile(r"[\u4e00-\u9fff。，、：；（）\n\r ]")
_MOSTLY = 0.6
_CHARACTERS_PER_STRAY = 1000
_SHORTEST_WITH_STRAYS = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was handed in: the file's name, its text, and the SHA-256 of its bytes.

    `recognised` says that some of the text was read from pictures of it (OCR), and so may be wrong.
    """

    name: str
    text: str
    digest: str
    recognised: bool = False


def read_source(path: Path) -> Source:
    """Read `path`, a file of one of the `ENDINGS`, or a picture of a page; every later character offset counts in the text returned here.

    Raises SourceError if the file is missing, empty, or not a text that a Chinese document could be.
    """
    return source_of(read_input(path, LARGEST), path.name)


def source_of(data: bytes, name: str, converted: bytes | None = None) -> Source:
    """As `read_source`, for the bytes `data` of the file `name`, of which `converted` is what `conversion_of` gives."""
    text, recognised = _text_of(data, name, converted)
    return Source(name, text, sha256(data).hexdigest(), recognised)


def conversion_of(data: bytes, name: str, *, seconds: int, megabytes: int) -> bytes | None:
    """The .docx that an old Word or WPS document must be turned into first, by another process that is held to these limits.

    None for every other file. Raises SourceError as `read_source` does.
    """
    if not data.strip() or format_of(data, name) is not FileKind.OLD_WORD:
        return None
    return old_word.as_docx(data, name, seconds=seconds, megabytes=megabytes)


def text_of(data: bytes, name: str, converted: bytes | None = None) -> str:
    """The text of the file `name` that holds `data`: always the same for the same bytes."""
    return _text_of(data, name, converted)[0]


def _text_of(data: bytes, name: str, converted: bytes | None) -> tuple[str, bool]:
    """The text, and whether some of it was recognised."""
    if not data.strip():
        raise SourceError(f"{name}: the file is empty; give the document's text.")
    form = format_of(data, name)
    if form is FileKind.TEXT:
        return with_tabs(decode(data, name)), False
    try:
        formatted, recognised = _formatted(form, data, name, converted)
    except TableTooLarge as error:
        raise SourceError(f"{name}: {error}.") from None
    text = _CONTROL.sub("", formatted)
    if not _HAN.search(text):
        raise SourceError(f"{name}: holds no Chinese text; give a Chinese policy document.")
    return text, recognised


def _formatted(form: FileKind, data: bytes, name: str, converted: bytes | None) -> tuple[str, bool]:
    """Each reader is loaded with the first file of its kind: their libraries take a second together."""
    if form is FileKind.CSV or form is FileKind.MARKDOWN:
        source = decode(data, name)
        if form is FileKind.CSV:
            return plain_tables.text_of_csv(source), False
        return with_tabs(plain_tables.text_of_markdown(source)), False
    if form is FileKind.OLD_WORD:
        form, data = FileKind.DOCX, converted if converted is not None else old_word.as_docx(data, name)
    reader = import_module(f"kgservice.documents.formats.{_READERS[form]}")
    if form is FileKind.PDF:
        pdf = reader.read_pdf(data, name)
        return pdf.text, pdf.recognised
    return reader.text_of(data, name), form is FileKind.PICTURE


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
    if text is None or len(_CONTROL.findall(text)) > _strays(text):
        raise SourceError(f"{name}: not a text in UTF-8, UTF-16 or GB18030; convert it to one of these.")
    if not _HAN.search(text):
        raise SourceError(f"{name}: holds no Chinese text; give a Chinese policy document.")
    return _CONTROL.sub("", text)


def _strays(text: str) -> int:
    """How many bytes that are no text may have got into `text` on its way."""
    return len(text) // _CHARACTERS_PER_STRAY + 1 if len(text) >= _SHORTEST_WITH_STRAYS else 0


def _unmarked_utf16(data: bytes) -> str | None:
    """`data` as UTF-16 without a byte order mark, in the order of bytes that makes it mostly Chinese; None if neither does."""
    texts = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _decoded(data, encoding)) is not None]
    text = max(texts, key=_usual_share, default="")
    return text if text and _usual_share(text) > _MOSTLY else None


def _usual_share(text: str) -> float:
    return len(_USUAL.findall(text)) / len(text)


def _decoded(data: bytes, encoding: str) -> str | None:
    """`data` in `encoding`; None if more than a stray byte is no character in it."""
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text if lost <= _strays(text) or text.encode(encoding, errors="replace") == data else None
