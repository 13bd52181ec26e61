"""Reads a PDF that has a text layer: its paragraphs, a line each, and its ruled tables as rows."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kgservice.documents.formats.grid import grid_lines
from kgservice.documents.formats.pdf_lines import TextLine, characters_of, margin_lines, text_lines
from kgservice.documents.formats.pdf_tables import PageTable, continues, joined, page_tables
from kgservice.documents.layout import text_width, unbreakable_start
from kgservice.documents.text import fold
from kgservice.errors import SourceError

_BROKEN = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
_FEWEST_ON_A_PAGE = 30
_MOST_UNREADABLE = 0.1
_FEW = 0.05
_TOGETHER = 4.0
_INDENTED = 0.7
_OTHER_SIZE = 0.15
_ROOM = 0.6
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}[.、](?!\d)|第[一二三四五六七八九十]+[条章节]"
)

Piece = TextLine | PageTable


def text_of(data: bytes, name: str) -> str:
    """The text of the PDF `data`.

    Raises SourceError if it is damaged or locked with a password, or if its pages are pictures of text.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = [(page.height, _pieces(page)) for page in document.pages]
            pictures = sum(bool(page.images) for page in document.pages)
    except _BROKEN as error:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            raise SourceError(f"{name}: is locked with a password; save it without one.") from None
        raise SourceError(f"{name}: not readable as a PDF, it is damaged; get the file again.") from None
    if not pages:
        raise SourceError(f"{name}: has no pages, it is damaged; get the file again.")
    written = sum(len(piece.text) for _, pieces in pages for piece in pieces)
    if written < _FEWEST_ON_A_PAGE * len(pages):
        what = "scanned images" if pictures else "without a text layer"
        raise SourceError(
            f"{name}: its pages are {what}, hardly any text is in the file; "
            "put it through OCR (文字识别) first and give the text or the .docx that comes out."
        )
    text = "".join(f"{line}\n" for line in _lines(pages))
    if text.count("(cid:") * 5 > _MOST_UNREADABLE * len(text):
        raise SourceError(
            f"{name}: its fonts do not say which characters they draw; put it through OCR (文字识别) first, or give the .docx."
        )
    return text


def _pieces(page: Page) -> list[Piece]:
    """The lines and tables of `page`, from the top."""
    characters = characters_of(page)
    tables = page_tables(page, characters)
    outside = [each for each in characters if not any(table.holds(each) for table in tables)]
    lines = [line for line in text_lines(outside) if line.text.strip()]
    page.close()
    return sorted([*lines, *tables], key=lambda piece: (piece.top, piece.left))


def _lines(pages: Sequence[tuple[float, Sequence[Piece]]]) -> Iterator[str]:
    """The lines of all pages: paragraphs and tables that go on over a line or a page are one, indented as they stand."""
    lines_by_page = [(height, [piece for piece in page if isinstance(piece, TextLine)]) for height, page in pages]
    furniture = margin_lines(lines_by_page)
    every = [line for _, lines in lines_by_page for line in lines if line not in furniture]
    left, right = _margin((line.left for line in every), min), _margin((line.right for line in every), max)
    pieces: list[Piece] = []
    for _, page in pages:
        for place, piece in enumerate(each for each in page if each not in furniture):
            before = pieces[-1] if pieces else None
            if (
                isinstance(piece, PageTable)
                and isinstance(before, PageTable)
                and place == 0
                and continues(before, piece)
            ):
                pieces[-1] = joined(before, piece)
            else:
                pieces.append(piece)
    paragraph = ""
    last: TextLine | None = None
    for piece in pieces:
        if isinstance(piece, TextLine) and last is not None and _goes_on(last, piece, left, right):
            paragraph += piece.text
            last = piece
            continue
        if paragraph:
            yield paragraph
        last = piece if isinstance(piece, TextLine) else None
        paragraph = piece.indented(left) if isinstance(piece, TextLine) else ""
        if isinstance(piece, PageTable):
            yield from grid_lines(piece.cells)
    if paragraph:
        yield paragraph


def _goes_on(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    """Whether `following` goes on with the paragraph of `line`, which had no room for what it begins with."""
    if following.left - left > _INDENTED * following.size or abs(following.size - line.size) > _OTHER_SIZE * line.size:
        return False
    if line.text[-1] in "。；：" and _ITEM.match(fold(following.text)):
        return False
    return right - line.right < (text_width(unbreakable_start(following.text)) + _ROOM) * line.size


def _margin(edges: Iterable[float], outermost: Callable[[Iterable[int]], int]) -> float:
    """The outermost place where not just a few of `edges` are."""
    places = Counter(round(edge / _TOGETHER) for edge in edges)
    few = _FEW * places.total()
    return _TOGETHER * outermost(place for place, times in places.items() if times >= few) if places else 0.0
