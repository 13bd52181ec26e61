"""The source as a reader sees it: titles, headings, paragraphs, rows of tables and page furniture, one behind the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kgservice.documents.layout import COLUMN_GAP, Layout, Line
from kgservice.documents.outline import Item
from kgservice.documents.parts import Document
from kgservice.documents.text import Span


class BlockKind(StrEnum):
    """How a block is laid out."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class LayoutBlock:
    """A title, heading or paragraph with its lines, a row of a table with its cells, or a line of furniture.

    `pieces` are where these stand in the source, without outer white space; an empty cell is an empty stretch. `level` is how
    deep the numbered item lies that begins with the block, 0 where none does.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    level: int = 0


def blocks_of(document: Document) -> tuple[LayoutBlock, ...]:
    """Every line of the source in its block, in the order of the text."""
    laid_out = [*_of_text(document), *(LayoutBlock(BlockKind.FURNITURE, (span,)) for span in document.layout.furniture)]
    return tuple(sorted(laid_out, key=lambda block: block.pieces[0]))


def _of_text(document: Document) -> Iterator[LayoutBlock]:
    """The blocks of the clean text: it is cut where paragraphs and numbered items begin, and around titles and tables."""
    layout = document.layout
    paragraphs = set(layout.paragraph_starts)
    titles = {title.start: title for title in _titles(document) if title.start in paragraphs}
    items = {item.number.start: item for plan in document.plans for item in plan.items}
    spaced = {line for plan in document.plans for each in plan.tables for line in layout.lines_in(each.table.span)}
    cuts = {*paragraphs, *items, *titles, *(title.end for title in titles.values()), len(layout.text.text)}
    inside = {cut for cut in cuts for title in titles.values() if title.start < cut < title.end}
    for start, end in pairwise(sorted(cuts - inside)):
        yield from _blocks(layout, Span(start, end), titles, items, spaced)


def _blocks(
    layout: Layout, span: Span, titles: Mapping[int, Span], items: Mapping[int, Item], spaced: set[int]
) -> Iterator[LayoutBlock]:
    if span.start in titles:
        yield LayoutBlock(BlockKind.TITLE, _pieces(layout, span))
        return
    lines = layout.lines_in(span)
    rows = [_cells(layout.text.source, layout.lines[line], line in spaced) for line in lines]
    if any(len(cells) > 1 for cells in rows):
        yield from (LayoutBlock(BlockKind.ROW, cells) for cells in rows)
    elif (item := items.get(span.start)) is None:
        yield LayoutBlock(BlockKind.PARAGRAPH, _pieces(layout, span))
    else:
        rest = layout.text.folded[item.heading.end : span.end]
        alone = not rest.strip("。：；") and (item.has_items or not rest.endswith(("。", "；")))
        yield LayoutBlock(BlockKind.HEADING if alone else BlockKind.PARAGRAPH, _pieces(layout, span), len(item.path))


def _pieces(layout: Layout, span: Span) -> tuple[Span, ...]:
    """Where each line of `span` stands in the source."""
    first = bisect_right(layout.line_starts, span.start) - 1
    starts = [span.start, *(layout.line_starts[line] for line in layout.lines_in(span) if line > first), span.end]
    return tuple(layout.text.source_of(Span(start, end)) for start, end in pairwise(starts))


def _titles(document: Document) -> Iterator[Span]:
    """The titles of the document, its plans and their annexes, with the marks (《》) that one may stand in."""
    folded = document.text.folded
    plans = [title for plan in document.plans for title in (plan.title, *(annex.title for annex in plan.annexes))]
    for title in (document.title, *plans):
        if title is not None and title.start < title.end:
            marked = folded[title.start - 1 : title.start] == "《" and folded[title.end : title.end + 1] == "》"
            yield Span(title.start - marked, title.end + marked)


def _cells(source: str, line: Line, spaced: bool) -> tuple[Span, ...]:
    """The cells of `line`: between tabs or, in a table that was found, where columns are set apart by spaces."""
    whole = line.whole if line.is_row else line.span
    raw = source[whole.start : whole.end]
    gaps = re.finditer("\t", raw) if line.is_row else COLUMN_GAP.finditer(raw) if spaced else ()
    cells: list[Span] = []
    start = 0
    for end, following in [*(gap.span() for gap in gaps), (len(raw), len(raw))]:
        words = raw[start:end]
        begins = whole.start + start + len(words) - len(words.lstrip())
        cells.append(Span(begins, begins + len(words.strip())))
        start = following
    return tuple(cells)
