"""The parts of a document: what stands before the plan, each plan with its outline and annexes, and what closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgservice.documents.footnotes import find_footnotes
from kgservice.documents.labels import is_labelled, read_labels
from kgservice.documents.layout import Layout, lay_out
from kgservice.documents.numbering import Number, Position, Style, find_numbers
from kgservice.documents.outline import Item, outline
from kgservice.documents.reading import Source
from kgservice.documents.surroundings import (
    annex_list_start,
    closing_start,
    notice_of,
    number_of,
    signature_of,
    without_ending,
)
from kgservice.documents.tables import Table, find_tables
from kgservice.documents.text import CleanText, Span
from kgservice.documents.titles import TitleBlock, is_closing, title_blocks

_ANNEX = re.compile(r"附[件表][一二三四五六七八九十\d]{0,3}：?")
_TABLE_NAME = re.compile(r"(?P<label>(?:附[件表]|表)[一二三四五六七八九十\d]{0,3})(?:[：.-]?[^。；]{2,60})?")
_LABELLED = re.compile("(?:单位|部门|时限|时间|责任人|领导)：")
_FRAGMENT = re.compile("（(?:上接|下转|接上|转下|接第|转第|本文有删减|有删减|节选)")
_ISSUED = re.compile("印发(.{4,80}?)的通知$")
_TITLE_MARKS = re.compile("[《》]")
_SENTENCE_ENDS = "。！？）〕；："


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number (附件, 附件1), its title if it has one, and its text with heading and title."""

    label: str
    title: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class LabelledTable:
    """A table, the label of the annex it stands in, empty for one in the plan itself, and the index of the item it stands in."""

    label: str
    table: Table
    item: int | None = None


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it stands in the document.

    `preamble` is what it says before its first item, `ending` what it says after its last, `notice` what the notice that
    issues it says (with a document's first plan), `notes` the notes under its text that are no table's.
    """

    title: Span
    notice: Span | None
    preamble: Span
    ending: Span | None
    items: tuple[Item, ...]
    tables: tuple[LabelledTable, ...]
    annexes: tuple[Annex, ...]
    notes: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A source document, taken apart; every span counts in `text`."""

    source: Source
    layout: Layout
    title: Span | None
    number: Span | None
    signature: Span | None
    date: Span | None
    front: Span
    plans: tuple[PlanText, ...]
    closing: tuple[Span, ...]
    fragment: bool

    @property
    def text(self) -> CleanText:
        """The clean text in which every span counts."""
        return self.layout.text


def take_apart(source: Source) -> Document:
    """The parts of `source`. Never fails: a text with neither numbers nor a table has no plan, and all of it is front."""
    layout = lay_out(source.text)
    tables = find_tables(layout)
    apart = [*(table.span for table in tables), *(notes := find_footnotes(layout))]
    numbers = tuple(number for number in find_numbers(layout) if not _in_any(number, apart))
    end = len(layout.text.text)
    labels = read_labels(layout)
    opening = labels.end if labels else 0
    blocks = [block for block in title_blocks(layout) if layout.start_of(block.first) >= opening]
    annex_lines = _annex_lines(layout, tables)
    plan_blocks = _plan_blocks(layout, blocks, numbers, tables, annex_lines)
    starts = [layout.start_of(block.first) for block in plan_blocks]
    if not plan_blocks:
        starts = [opening]
    plans: list[PlanText] = []
    closing: list[Span] = []
    for index, start in enumerate(starts):
        stretch = Span(start, starts[index + 1] if index + 1 < len(starts) else end)
        block = plan_blocks[index] if plan_blocks else None
        title = (
            _block_span(layout, block) if block else labels.title if labels and labels.title else _first_line(layout)
        )
        plan, tail = _plan(layout, title, block, numbers, tables, notes, stretch, annex_lines)
        closing.extend(tail)
        if plan is not None:
            plans.append(plan)
    front = Span(0, plans[0].span.start if plans else end)
    if plans:
        plans[0] = replace(plans[0], notice=notice_of(layout, blocks, front))
    opening_words = [plans[0].preamble] if plans else []
    signature, day = signature_of(layout, [*closing, *opening_words], front)
    return Document(
        source=source,
        layout=layout,
        title=_title(layout, blocks, plans),
        number=labels.number
        if labels and labels.number
        else number_of(layout, plans[0].preamble.end if plans else end),
        signature=signature or (labels.issuer if labels else None),
        date=day or (labels.date if labels else None),
        front=front,
        plans=tuple(plans),
        closing=tuple(closing),
        fragment=_is_fragment(layout, plans),
    )


def _in_any(number: Number, stretches: Sequence[Span]) -> bool:
    return any(start <= number.span.start < end for start, end in stretches)


def _annex_lines(layout: Layout, tables: Sequence[Table]) -> list[int]:
    """The lines on which an annex begins: 附件1 alone, or 附表：…一览表 right over a table's header."""
    texts = [line.folded for line in layout.lines]
    headers = {table.span.start for table in tables}
    return [
        index
        for index, text in enumerate(texts)
        if _ANNEX.fullmatch(text)
        or (
            text.startswith("附")
            and _TABLE_NAME.fullmatch(text)
            and (layout.start_of(index + 1) in headers or "".join(texts[index + 1 : index + 2]).startswith("序号"))
        )
    ]


def _plan_blocks(
    layout: Layout,
    blocks: Sequence[TitleBlock],
    numbers: Sequence[Number],
    tables: Sequence[Table],
    annex_lines: Sequence[int],
) -> list[TitleBlock]:
    """The title blocks after which a numbered outline begins afresh, or, where nothing came before, a table."""
    found: list[TitleBlock] = []
    opening = next((number.span.start for number in numbers if _counts(number)), None)
    outermost = min((number.style for number in numbers if _counts(number)), default=Style.PART)
    for index, block in enumerate(blocks):
        ends = [other.first for other in blocks[index + 1 : index + 2]] + [
            line for line in annex_lines if line > block.last
        ]
        end = min(ends, default=len(layout.lines))
        if end <= block.last + 1 or _issues_table(layout, blocks, index, numbers, tables):
            continue
        stretch = Span(layout.start_of(block.last + 1), layout.start_of(end))
        first = next((number for number in numbers if number.span.start >= stretch.start and _counts(number)), None)
        if first is not None and first.span.start < stretch.end:
            if first.span.start == opening or (first.ordinal == 1 and first.style <= outermost):
                found.append(block)
        elif not found and any(stretch.start <= table.span.start < stretch.end for table in tables):
            found.append(block)
    return found


def _issues_table(
    layout: Layout, blocks: Sequence[TitleBlock], index: int, numbers: Sequence[Number], tables: Sequence[Table]
) -> bool:
    """Whether the block is the title of a notice that issues a table, which stands below under its own title: that is the plan."""
    issued = _ISSUED.search(_TITLE_MARKS.sub("", blocks[index].text))
    for place in range(index + 1, len(blocks) if issued else 0):
        below = blocks[place]
        if issued is None or not _TITLE_MARKS.sub("", below.text).endswith(issued[1]):
            continue
        start = layout.start_of(below.last + 1)
        end = layout.start_of(blocks[place + 1].first) if place + 1 < len(blocks) else len(layout.text.text)
        first = min((table.span.start for table in tables if start <= table.span.start < end), default=end)
        return first < end and not any(start <= each.span.start < first for each in numbers if _counts(each))
    return False


def _counts(number: Number) -> bool:
    return number.position is Position.PARAGRAPH or (number.position is Position.AFTER_SENTENCE and number.ordinal == 1)


def _plan(
    layout: Layout,
    title: Span,
    block: TitleBlock | None,
    numbers: Sequence[Number],
    tables: Sequence[Table],
    notes: Sequence[Span],
    stretch: Span,
    annex_lines: Sequence[int],
) -> tuple[PlanText | None, list[Span]]:
    """The plan under `block` and what closes it; None where neither an item nor a table stands."""
    text_start = layout.start_of(block.last + 1) if block else stretch.start
    marks = [layout.start_of(line) for line in annex_lines]
    annex_starts = [mark for mark in marks if text_start < mark < stretch.end]
    body_end = annex_starts[0] if annex_starts else stretch.end
    own_tables = [table for table in tables if text_start <= table.span.start < stretch.end]
    own_notes = tuple(note for note in notes if text_start <= note.start < body_end)
    places = [*(table.span for table in own_tables), *own_notes]
    items = outline(layout, numbers, Span(text_start, body_end), places)
    if not items and not own_tables:
        return None, []
    tail = []
    last_start = items[-1].body.start if items else text_start
    last_table_end = max((table.span.end for table in own_tables if table.span.end <= body_end), default=0)
    cut = annex_list_start(layout, Span(text_start, body_end))
    if cut is None:
        cut = closing_start(layout, Span(max(last_start, last_table_end), body_end))
    if cut is not None:
        tail.append(Span(cut, body_end))
        items = outline(layout, numbers, Span(text_start, cut), places)
        if not items and not own_tables:
            return None, []
    items, ending = without_ending(layout, items)
    annexes = []
    for start, end in pairwise([*annex_starts, stretch.end]):
        annex, annex_tail = _annex(layout, Span(start, end))
        annexes.append(annex)
        tail.extend(annex_tail)
    first = min([*(item.number.start for item in items[:1]), *(table.span.start for table in own_tables[:1])])
    return (
        PlanText(
            title=title,
            notice=None,
            preamble=Span(text_start, first),
            ending=ending,
            items=items,
            tables=tuple(
                LabelledTable(
                    _label(layout, table, annexes),
                    table,
                    _item_of(items, table) if table.span.start < (cut or body_end) else None,
                )
                for table in own_tables
            ),
            annexes=tuple(annexes),
            notes=tuple(note for note in own_notes if not any(_holds(table.span, note) for table in own_tables)),
            span=stretch,
        ),
        tail,
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _item_of(items: Sequence[Item], table: Table) -> int | None:
    """The index of the item under whose heading the table stands, with no other numbered item in between."""
    before = [i for i, item in enumerate(items) if item.number.start < table.span.start]
    return before[-1] if before else None


def _label(layout: Layout, table: Table, annexes: Sequence[Annex]) -> str:
    """What a table is called: by its annex (附件1), else by the line over it (表1 规划主要指标)."""
    for annex in annexes:
        if annex.span.start <= table.span.start < annex.span.end:
            return annex.label
    line = layout.lines_in(Span(table.span.start, table.span.end))[0] - 1
    named = _TABLE_NAME.fullmatch(layout.lines[line].folded.replace(" ", "")) if line >= 0 else None
    return named["label"] if named else ""


def _annex(layout: Layout, stretch: Span) -> tuple[Annex, list[Span]]:
    lines = layout.lines_in(stretch)
    named = _TABLE_NAME.fullmatch(layout.lines[lines[0]].folded)
    label = named["label"] if named else layout.lines[lines[0]].folded.rstrip("：")
    cut = next((layout.line_starts[line] for line in lines if is_closing(layout.lines[line].folded)), None)
    span = Span(stretch.start, cut if cut is not None else stretch.end)
    title = None
    if len(lines) > 1:
        start = layout.line_starts[lines[1]]
        end = layout.line_starts[lines[2]] if len(lines) > 2 else stretch.end
        title = Span(start, end)
    return Annex(label, title, span), [Span(cut, stretch.end)] if cut is not None else []


def _title(layout: Layout, blocks: Sequence[TitleBlock], plans: Sequence[PlanText]) -> Span | None:
    """The title under which the document was issued: the notice's where there is one, else its only plan's."""
    first_plan = plans[0].span.start if plans else len(layout.text.text)
    for block in blocks:
        if block.is_notice and layout.start_of(block.first) < first_plan:
            return _block_span(layout, block)
    return plans[0].title if len(plans) == 1 else None


def _is_fragment(layout: Layout, plans: Sequence[PlanText]) -> bool:
    folded = layout.text.folded
    if _FRAGMENT.search(folded):
        return True
    if not plans:
        return False
    if plans[0].items and plans[0].items[0].ordinal != 1:
        return True
    if not plans[0].items and plans[0].tables[0].table.begins_inside:
        return True
    if plans[-1].annexes or plans[-1].tables or not plans[-1].items:
        return False
    end = plans[-1].items[-1].body.end
    last = re.split("[。；]", folded[plans[-1].items[-1].body.start : end])[-1]
    return folded[end - 1] not in _SENTENCE_ENDS + "”》" and not _LABELLED.search(last)


def _block_span(layout: Layout, block: TitleBlock) -> Span:
    """Where the title stands, without a number glued to it and without the words that put it in 《》 (省委印发《…》)."""
    start = layout.start_of(block.first)
    text = layout.text.folded[start : start + len(block.text)]
    if match := re.fullmatch("[^《》]*印发《([^《》]+)》", text):
        return Span(start + match.start(1), start + match.end(1))
    if match := re.fullmatch("《([^《》]+)》", text):
        return Span(start + 1, start + len(text) - 1)
    return Span(start, start + len(text))


def _first_line(layout: Layout) -> Span:
    """The first line that can be a title: not one that says of something what it is (发布时间：…), no row of a table."""
    lines = (i for i, each in enumerate(layout.lines) if not (each.is_row or is_labelled(each.text)))
    first = next(lines, 0)
    return Span(layout.start_of(first), layout.start_of(first + 1))
