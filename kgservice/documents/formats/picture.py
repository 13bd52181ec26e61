"""Reads pictures of pages, photographed or scanned (.png, .jpg, .tif): their text and ruled tables, where recognition is installed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from kgservice.documents.formats import recognition
from kgservice.documents.formats.pdf import pieces_of
from kgservice.documents.formats.pdf_paragraphs import paragraphs
from kgservice.documents.formats.pdf_tables import PageTable, Piece
from kgservice.errors import SourceError

_PAGE = 11.7
"""Inches: what is photographed or scanned is taken for a sheet of A4, which is so long."""

_SIDES = 1.414  # of a sheet, the long one by the short one
_LARGEST = 50_000_000  # points: a sheet photographed at 48 megapixels fits
_DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError)


def text_of(data: bytes, name: str) -> str:
    """The text on the picture `data`, or on each of those in it, as that of a page that is a picture.

    Raises SourceError if recognition is not installed, or if `data` is no picture, a damaged one or too large.
    """
    if not recognition.is_installed():
        raise SourceError(
            f"{name}: is a picture; put it through OCR (文字识别) and give the text or the .docx that comes out, or install "
            f"{recognition.EXTRA}, which does that here."
        )
    pages: list[tuple[float, list[Piece]]] = []
    begun: PageTable | None = None
    for picture in _pictures(data, name):
        page = recognition.recognised(picture)
        pieces, begun = pieces_of(page, page.characters, begun)
        pages.append((page.height, pieces))
    return "".join(f"{line}\n" for line in paragraphs(pages))


def _pictures(data: bytes, name: str) -> Iterator[Image.Image]:
    """Each picture in the file, upright and as large as a page is that is drawn to be recognised."""
    too_large = SourceError(f"{name}: has more than {_LARGEST // 1_000_000} million points; make the picture smaller.")
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            opened = Image.open(BytesIO(data))
        with opened:
            if opened.width * opened.height > _LARGEST:
                raise too_large
            for each in ImageSequence.Iterator(opened):
                yield _as_page(ImageOps.exif_transpose(each).convert("RGB"))
    except Image.DecompressionBombError:
        raise too_large from None
    except _DAMAGED:
        raise SourceError(f"{name}: is no picture, or a damaged one; get the file again.") from None


def _as_page(picture: Image.Image) -> Image.Image:
    """`picture` as large as a page; one that is longer, as of a screen that was rolled on, is as wide as a page."""
    long = max(picture.width, min(picture.height, _SIDES * picture.width))
    scale = _PAGE * recognition.DOTS_PER_INCH / long
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
