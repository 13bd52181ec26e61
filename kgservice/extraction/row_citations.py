"""Reads which documents a row of a table names: those that it rests on (决策依据), those that it is to make, and any others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kgservice.documents.headers import tells_source
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.column_kinds import Column
from kgservice.extraction.facts import Citation, Relation
from kgservice.extraction.passages import Passages
from kgservice.extraction.tables import ReadRow

_ONLY_TITLES = re.compile(
    r"(?:\d{1,2}[.、．])?(?:《[^《》]+(?:《[^《》]*》[^《》]*)*》(?:（[^（）]*）)?[、，；及和]?)+"
)
_UNMARKED = re.compile(
    r"(?:^|[；。、\n]|\D(?=\d{1,2}[.、．]))(?:\d{1,2}[.、．])?(?P<title>[^；。《》（）\n]{6,80})（$"
)  # 2、关于治水的意见（甲发〔2026〕2号）


def cells_of_sources(row: ReadRow) -> list[Span]:
    """The cells of a row that only say what it rests on."""
    return [cell for column, name, cell in row.cells if column is Column.NOTE and tells_source(name)]


def row_citations(passages: Passages, row: ReadRow, stretch: Span) -> Iterator[Citation]:
    """The citations in the `stretch` of a row."""
    text = passages.text
    sources = cells_of_sources(row)
    task = row.first(Column.TASK)
    made = task if task is not None and _ONLY_TITLES.fullmatch(text.folded, *task) else None
    for each in passages.citations(stretch):
        source = next((cell for cell in sources if _holds(cell, each)), None)
        if source is not None:
            yield replace(_titled(text, source, each), relation=Relation.BASIS)
        elif made is not None and _holds(made, each) and each.relation is Relation.MENTIONS:
            yield replace(each, relation=Relation.TO_BE_ISSUED)
        else:
            yield each


def _holds(cell: Span, citation: Citation) -> bool:
    named = citation.title or citation.number
    return named is not None and cell.start <= named.start and named.end <= cell.end


def _titled(text: CleanText, cell: Span, citation: Citation) -> Citation:
    """`citation` with the title that stands without 《》 before its number in a list of documents."""
    if citation.title is not None or citation.number is None:
        return citation
    title = _UNMARKED.search(text.folded[cell.start : citation.number.start])
    if title is None:
        return citation
    place = Span(cell.start + title.start("title"), cell.start + title.end("title"))
    return replace(citation, title=place, names=title["title"])
