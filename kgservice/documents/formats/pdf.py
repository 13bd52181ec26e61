"""Reads a PDF that has a text layer: its paragraphs, a line each, and its ruled tables as rows."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kgservice.documents.formats.pdf_lines import characters_of
from kgservice.documents.formats.pdf_paragraphs import paragraphs
from kgservice.documents.formats.pdf_tables import PageTable, Piece, page_tables
from kgservice.documents.formats.pdf_unruled import page_pieces
from kgservice.documents.formats.refusals import password_protected
from kgservice.documents.text import squeeze
from kgservice.errors import SourceError

# What pdfplumber raises over a damaged file: whatever pdfminer does, wrapped, and what a page's boxes make it stumble over.
_DAMAGED = (PdfminerException, MalformedPDFException, ValueError, LookupError, TypeError, AttributeError)
_FEWEST_ON_A_PAGE = 30
_MOST_UNREADABLE = 0.1


def text_of(data: bytes, name: str) -> str:
    """The text of the PDF `data`.

    Raises SourceError if it is damaged or locked with a password, or if its pages are pictures of text.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[tuple[float, list[Piece]]] = []
    pictures = 0
    begun: PageTable | None = None
    for page, images in _parsed_pages(data, name):
        pictures += bool(images)
        pieces, begun = _pieces(page, begun)
        pages.append((page.height, pieces))
    if not pages:
        raise SourceError(f"{name}: has no pages, it is damaged; get the file again.")
    written = sum(len(squeeze(piece.text)) for _, pieces in pages for piece in pieces)
    if written < _FEWEST_ON_A_PAGE * len(pages):
        what = "scanned images" if pictures else "without a text layer"
        raise SourceError(
            f"{name}: its pages are {what}, hardly any text is in the file; "
            "put it through OCR (文字识别) first and give the text or the .docx that comes out."
        )
    text = "".join(f"{line}\n" for line in paragraphs(pages))
    if text.count("(cid:") * 5 > _MOST_UNREADABLE * len(text):
        raise SourceError(
            f"{name}: its fonts do not say which characters they draw; put it through OCR (文字识别) first, or give the .docx."
        )
    return text


def _parsed_pages(data: bytes, name: str) -> Iterator[tuple[Page, list[dict[str, Any]]]]:
    """Each page, once the library has parsed all that is on it, and its images; what is done with it is outside."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for page in document.pages:
                yield page, page.images
                page.close()
    except _DAMAGED as error:
        if any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            raise password_protected(name) from None
        raise SourceError(f"{name}: not readable as a PDF, it is damaged; get the file again.") from None


def _pieces(page: Page, begun: PageTable | None) -> tuple[list[Piece], PageTable | None]:
    """The lines and tables of `page`, and the table that may go on over its end; `begun` is that of the page before."""
    characters = characters_of(page)
    tables = page_tables(page, characters)
    outside = [each for each in characters if not any(table.holds(each) for table in tables)]
    return page_pieces(page, outside, tables, begun)
