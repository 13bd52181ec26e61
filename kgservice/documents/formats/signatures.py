"""What kind of file it is, by its ending and by its first bytes, and what to say of those that are not read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from kgservice.errors import SourceError


class FileKind(StrEnum):
    """The formats that are read; the value is what a person calls it."""

    TEXT = "plain text"
    DOCX = "Word document (.docx)"
    PDF = "PDF"
    HTML = "web page"
    WORKBOOK = "Excel workbook (.xlsx)"
    CSV = "comma-separated table"
    MARKDOWN = "Markdown text"


ENDINGS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".docx": FileKind.DOCX,
    ".pdf": FileKind.PDF,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xlsx": FileKind.WORKBOOK,
    ".csv": FileKind.CSV,
    ".md": FileKind.MARKDOWN,
}
_PROPER_ENDING = {
    FileKind.DOCX: ".docx",
    FileKind.PDF: ".pdf",
    FileKind.HTML: ".html",
    FileKind.WORKBOOK: ".xlsx",
}
_OFFICE = "open it in Word or WPS and save it as .docx"
_WORKBOOK = "open it in Excel or WPS and save it as .xlsx"
_PICTURE = "put it through OCR (文字识别) and give the text or the .docx that comes out"
_NOT_READ = {
    ".doc": _OFFICE,
    ".wps": _OFFICE,
    ".dot": _OFFICE,
    ".docm": _OFFICE,
    ".odt": _OFFICE,
    ".rtf": _OFFICE,
    ".ofd": "export it as .pdf or .docx from the OFD reader",
    ".xls": _WORKBOOK,
    ".et": _WORKBOOK,
    ".ppt": _OFFICE,
    ".pptx": _OFFICE,
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".zip": "unpack it and give the documents inside",
    ".rar": "unpack it and give the documents inside",
    ".7z": "unpack it and give the documents inside",
    ".caj": "export it as .pdf",
} | dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"), _PICTURE)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head)\b",
    re.I | re.S,
)
_PDF = re.compile(rb"\s*%PDF-")
_BEGINNINGS = (
    (_OLD_OFFICE, "an old Word or WPS file (.doc), or one locked with a password", _OFFICE + " without a password"),
    (rb"{\rtf", "a rich text file (.rtf)", _OFFICE),
    (b"\x89PNG\r\n", "a picture", _PICTURE),
    (b"\xff\xd8\xff", "a picture", _PICTURE),
    (b"GIF8", "a picture", _PICTURE),
    (b"Rar!", "an archive", "unpack it and give the documents inside"),
    (b"7z\xbc\xaf", "an archive", "unpack it and give the documents inside"),
)


def format_of(data: bytes, name: str) -> FileKind:
    """The format of the file `name` that holds `data`; an ending that is not known counts as plain text.

    Raises SourceError for formats that are not read, and where the bytes are of another format than the ending says.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _NOT_READ:
        raise SourceError(f"{name}: {ending} files are not read; {_NOT_READ[ending]}.")
    said = ENDINGS.get(ending, FileKind.TEXT)
    for beginning, what, advice in _BEGINNINGS:
        if data.startswith(beginning):
            raise SourceError(f"{name}: is {what}, whatever its name says; {advice}.")
    found = _by_first_bytes(data)
    if (
        found is not said
        and (found is not None or said in (FileKind.DOCX, FileKind.PDF, FileKind.WORKBOOK))
        and data.strip()
    ):
        if found is None:
            raise SourceError(f"{name}: is no {said}, or a damaged one; get the file again, or name it as what it is.")
        raise SourceError(f"{name}: is a {found}, whatever its name says; name it {_proper_name(name, found)}.")
    return said


def _by_first_bytes(data: bytes) -> FileKind | None:
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return FileKind.DOCX
    if data.startswith(b"PK\x03\x04") and b"xl/" in data:
        return FileKind.WORKBOOK
    if _PDF.match(data, 0, 1024):
        return FileKind.PDF
    if _HTML.match(data, 0, 4096):
        return FileKind.HTML
    return None


def _proper_name(name: str, found: FileKind) -> str:
    return f"{PurePath(name).stem}{_PROPER_ENDING[found]}"
