"""What kind of file it is, by its ending and by its first bytes, and what to say of those that are not read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from kgservice.documents.formats.refusals import password_protected
from kgservice.errors import SourceError


class FileKind(StrEnum):
    """The formats that are read; the value is what a person calls it."""

    TEXT = "plain text"
    DOCX = "Word document (.docx)"
    OLD_WORD = "Word or WPS document of the old format (.doc)"
    ODT = "OpenDocument text (.odt)"
    RTF = "rich text file (.rtf)"
    PDF = "PDF"
    OFD = "fixed-layout file (.ofd)"
    HTML = "web page"
    WORKBOOK = "Excel workbook (.xlsx)"
    OLD_WORKBOOK = "Excel or WPS workbook of the old format (.xls)"
    ODS = "OpenDocument workbook (.ods)"
    CSV = "comma-separated table"
    MARKDOWN = "Markdown text"
    PICTURE = "picture"


ENDINGS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".docx": FileKind.DOCX,
    ".doc": FileKind.OLD_WORD,
    ".dot": FileKind.OLD_WORD,
    ".wps": FileKind.OLD_WORD,
    ".odt": FileKind.ODT,
    ".rtf": FileKind.RTF,
    ".pdf": FileKind.PDF,
    ".ofd": FileKind.OFD,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xlsx": FileKind.WORKBOOK,
    ".xls": FileKind.OLD_WORKBOOK,
    ".et": FileKind.OLD_WORKBOOK,
    ".ods": FileKind.ODS,
    ".csv": FileKind.CSV,
    ".md": FileKind.MARKDOWN,
}
_PICTURE_ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif"))
"""Those of photographed or scanned pages: read when they are named, not where they lie beside documents in a folder."""
_PROPER_ENDING = {
    FileKind.DOCX: ".docx",
    FileKind.OLD_WORD: ".doc",
    FileKind.ODT: ".odt",
    FileKind.RTF: ".rtf",
    FileKind.PDF: ".pdf",
    FileKind.OFD: ".ofd",
    FileKind.HTML: ".html",
    FileKind.WORKBOOK: ".xlsx",
    FileKind.OLD_WORKBOOK: ".xls",
    FileKind.ODS: ".ods",
}
# Word and Excel open these whatever is in them, so offices and web sites save other formats under the old endings.
_ALSO = {
    FileKind.OLD_WORD: frozenset((FileKind.DOCX, FileKind.RTF, FileKind.HTML)),
    FileKind.OLD_WORKBOOK: frozenset((FileKind.WORKBOOK, FileKind.HTML)),
}
_OFFICE = "open it in Word or WPS and save it as .docx"
_NOT_READ = {
    ".docm": _OFFICE,
    ".ppt": _OFFICE,
    ".pptx": _OFFICE,
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".zip": "unpack it and give the documents inside",
    ".rar": "unpack it and give the documents inside",
    ".7z": "unpack it and give the documents inside",
    ".caj": "export it as .pdf",
}

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of a compound file are named in its directory, in UTF-16.
_STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", FileKind.OLD_WORD),
    ("Workbook", FileKind.OLD_WORKBOOK),
    ("Book", FileKind.OLD_WORKBOOK),
)
_ZIP = b"PK\x03\x04"
_IN_ZIP = (
    (b"word/", FileKind.DOCX),
    (b"xl/", FileKind.WORKBOOK),
    (b"OFD.xml", FileKind.OFD),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", FileKind.ODT),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", FileKind.ODS),
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head)\b",
    re.I | re.S,
)
_PDF = re.compile(rb"\s*%PDF-")
_RTF = b"{\\rtf"
_TOLD_BY_BYTES = frozenset(_PROPER_ENDING) - {FileKind.HTML}
_PICTURES = {b"\x89PNG\r\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
_BEGINNINGS = (
    (b"Rar!", "an archive", "unpack it and give the documents inside"),
    (b"7z\xbc\xaf", "an archive", "unpack it and give the documents inside"),
)


def format_of(data: bytes, name: str) -> FileKind:
    """The format of the file `name` that holds `data`; an ending that is not known counts as plain text.

    Raises SourceError for formats that are not read, and where the bytes are of another format than the ending says; but
    what is called .doc or .xls may be whatever Word and Excel open.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _NOT_READ:
        raise SourceError(f"{name}: {ending} files are not read; {_NOT_READ[ending]}.")
    said = FileKind.PICTURE if ending in _PICTURE_ENDINGS else ENDINGS.get(ending, FileKind.TEXT)
    for beginning, what, advice in _BEGINNINGS:
        if data.startswith(beginning):
            raise SourceError(f"{name}: is {what}, whatever its name says; {advice}.")
    found = _by_bytes(data, name)
    if found is said or not data.strip() or (found is None and said not in _TOLD_BY_BYTES):
        return said
    if found is None:
        raise SourceError(f"{name}: is no {said}, or a damaged one; get the file again, or name it as what it is.")
    if found in _ALSO.get(said, ()):
        return found
    proper = PurePath(name).stem + (_PROPER_ENDING.get(found) or _picture_ending(data))
    raise SourceError(f"{name}: is a {found}, whatever its name says; name it {proper}.")


def _by_bytes(data: bytes, name: str) -> FileKind | None:
    if data.startswith(_COMPOUND):
        return _in_compound(data, name)
    if data.startswith(_ZIP):
        return next((kind for mark, kind in _IN_ZIP if mark in data), None)
    if data.startswith(_RTF):
        return FileKind.RTF
    if _picture_ending(data):
        return FileKind.PICTURE
    if _PDF.match(data, 0, 1024):
        return FileKind.PDF
    if _HTML.match(data, 0, 4096):
        return FileKind.HTML
    return None


def _in_compound(data: bytes, name: str) -> FileKind | None:
    for stream, kind in _STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            if kind is None:
                raise password_protected(name)
            return kind
    return None


def _picture_ending(data: bytes) -> str:
    return next((ending for beginning, ending in _PICTURES.items() if data.startswith(beginning)), "")
