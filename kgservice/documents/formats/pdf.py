"""Reads a PDF: its paragraphs, a line each, and its ruled tables as rows; pages that are pictures are recognised, where that is installed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kgservice.documents.formats import recognition
from kgservice.documents.formats.grid import Cell
from kgservice.documents.formats.pdf_lines import Character, characters_of
from kgservice.documents.formats.pdf_paragraphs import paragraphs
from kgservice.documents.formats.pdf_tables import PageTable, Piece, page_tables
from kgservice.documents.formats.pdf_unruled import page_pieces
from kgservice.documents.formats.recognition import RecognisedPage
from kgservice.documents.formats.refusals import password_protected
from kgservice.documents.not_read import not_read
from kgservice.documents.text import squeeze
from kgservice.errors import SourceError

# What pdfplumber raises over a damaged file: whatever pdfminer does, wrapped, and what a page's boxes make it stumble over.
_DAMAGED = (PdfminerException, MalformedPDFException, ValueError, LookupError, TypeError, AttributeError)
_FEWEST_ON_A_PAGE = 30
_MOST_UNREADABLE = 0.1
_MOST_OF_PAGE = 0.5


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, and whether some of it was recognised (OCR)."""

    text: str
    recognised: bool


def text_of(data: bytes, name: str) -> str:
    """The text of the PDF `data`, as `read_pdf` gives it."""
    return read_pdf(data, name).text


def read_pdf(data: bytes, name: str) -> PdfText:
    """The text of the PDF `data`; a page that is a picture is recognised, or named as not read where that is not installed.

    Raises SourceError if it is damaged or locked with a password, or if nothing but pictures is in it that cannot be recognised.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[tuple[float, list[Piece]]] = []
    written = pictures = recognised = 0
    begun: PageTable | None = None
    for page in _parsed_pages(data, name):
        characters: Sequence[Character] = characters_of(page)
        read: Page | RecognisedPage = page
        if len(characters) < _FEWEST_ON_A_PAGE and _is_covered(page):
            pictures += 1
            if not recognition.is_installed():
                pages.append((page.height, [_in_place_of(len(pages) + 1)]))
                continue
            read = recognition.recognised(page.to_image(resolution=recognition.DOTS_PER_INCH).original)
            characters = read.characters
            recognised += 1
        pieces, begun = pieces_of(read, characters, begun)
        written += sum(len(squeeze(piece.text)) for piece in pieces)
        pages.append((page.height, pieces))
    if not pages:
        raise SourceError(f"{name}: has no pages, it is damaged; get the file again.")
    if written < _FEWEST_ON_A_PAGE * max(1, len(pages) - pictures):
        raise SourceError(f"{name}: {_said_of_silence(pictures, recognised)}")
    text = "".join(f"{line}\n" for line in paragraphs(pages))
    if text.count("(cid:") * 5 > _MOST_UNREADABLE * len(text):
        raise SourceError(
            f"{name}: its fonts do not say which characters they draw; put it through OCR (文字识别) first, or give the .docx."
        )
    return PdfText(text, recognised > 0)


def _said_of_silence(pictures: int, recognised: int) -> str:
    """What to do with a PDF that has hardly any text, as the rest of a sentence."""
    if recognised:
        return "its pages are scanned images in which hardly any text was recognised; scan them anew, straight and in 300 dpi."
    what = "scanned images" if pictures else "without a text layer"
    here = f", or install {recognition.EXTRA}, which does that here" if pictures else ""
    return (
        f"its pages are {what}, hardly any text is in the file; put it through OCR (文字识别) first and give the text or the "
        f".docx that comes out{here}."
    )


def _in_place_of(page: int) -> PageTable:
    """What stands for a page that is a picture and is not recognised: a line that says so, apart from those around it."""
    return PageTable(0, 0, 0, 0, columns=(0, 0), cells=(Cell(0, 0, 1, 1, (not_read(f"第{page}页是图片"),)),))


def _parsed_pages(data: bytes, name: str) -> Iterator[Page]:
    """Each page, once the library has parsed all that is on it; what is done with it is outside."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for page in document.pages:
                _ = page.objects
                yield page
                page.close()
    except _DAMAGED as error:
        if any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            raise password_protected(name) from None
        raise SourceError(f"{name}: not readable as a PDF, it is damaged; get the file again.") from None


def _is_covered(page: Page) -> bool:
    """Whether pictures take most of `page`."""
    covered = sum(each["width"] * each["height"] for each in page.images)
    return bool(covered > _MOST_OF_PAGE * page.width * page.height)


def pieces_of(
    page: Page | RecognisedPage, characters: Sequence[Character], begun: PageTable | None
) -> tuple[list[Piece], PageTable | None]:
    """The lines and tables of `page`, and the table that may go on over its end; `begun` is that of the page before."""
    tables = page_tables(page, characters)
    outside = [each for each in characters if not any(table.holds(each) for table in tables)]
    return page_pieces(page, outside, tables, begun)
