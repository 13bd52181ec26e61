"""Reads an OFD (GB/T 33190), the national fixed-layout format, as a PDF is read: by where its characters stand on their pages."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import ofdkit
from ofdkit.document import Page as OfdPage
from ofdkit.document import TextRun

from kgservice.documents.formats.pdf_lines import Character, plain
from kgservice.documents.formats.pdf_paragraphs import paragraphs
from kgservice.documents.formats.pdf_tables import PageTable, Piece
from kgservice.documents.formats.pdf_unruled import page_pieces
from kgservice.documents.formats.refusals import must_unpack_within, said_by
from kgservice.errors import SourceError

_MOST = 150
_DAMAGED = (
    ofdkit.OFDError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
# From millimetres to the points that PDF counts in.
_POINTS = 72 / 25.4
_ABOVE_BASELINE = 0.86


@dataclass(frozen=True, slots=True)
class _Page:
    """What of a page says where a table's rows end: the library tells of no lines."""

    height: float
    edges: tuple[dict[str, Any], ...] = ()


def text_of(data: bytes, name: str) -> str:
    """The text of the OFD `data`. Raises SourceError if it is damaged, or if its pages are pictures of text."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            must_unpack_within(_MOST, archive, name)
        with ofdkit.open(data) as document:
            pages = [(page.height * _POINTS, list(_characters(page))) for page in document.pages]
    except _DAMAGED as error:
        raise SourceError(
            f"{name}: not readable as an OFD ({said_by(error)}); export it as .pdf or .docx from the OFD reader."
        ) from None
    if not any(characters for _, characters in pages):
        raise SourceError(
            f"{name}: no text is in the file, its pages are pictures; put it through OCR (文字识别) first and give the text."
        )
    pieces: list[tuple[float, list[Piece]]] = []
    begun: PageTable | None = None
    for height, characters in pages:
        told, begun = page_pieces(_Page(height), characters, (), begun)
        pieces.append((height, told))
    return "".join(f"{line}\n" for line in paragraphs(pieces))


def _characters(page: OfdPage) -> Iterator[Character]:
    for run in page.runs:
        yield from _placed(run)


def _placed(run: TextRun) -> Iterator[Character]:
    """The characters of `run`, a share of its width each: half as much for one of ASCII."""
    shares = [0.5 if each.isascii() else 1.0 for each in run.text]
    left, size = run.x * _POINTS, run.size * _POINTS
    top = run.y * _POINTS - _ABOVE_BASELINE * size
    for text, share in zip(run.text, shares, strict=True):
        right = left + run.width * _POINTS * share / sum(shares)
        if right > left and size > 0:
            yield Character(plain(text), left, right, top, top + size)
        left = right
