"""The parts of a document: what stands before the plan, each plan with its outline and annexes, and what closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgservice.documents.footnotes import find_footnotes
from kgservice.documents.fragments import is_fragment
from kgservice.documents.head import DocumentHead, read_head
from kgservice.documents.headers import under_names
from kgservice.documents.layout import Layout, lay_out
from kgservice.documents.numbering import Number, find_numbers
from kgservice.documents.outline import Item, outline
from kgservice.documents.page_head import PageHead, read_page_head
from kgservice.documents.plan_blocks import counts, plan_blocks
from kgservice.documents.plan_text import Annex, LabelledTable, PlanText
from kgservice.documents.prose import prose_in
from kgservice.documents.reading import Source
from kgservice.documents.surroundings import annex_list_start, closing_start, lists_annexes, notice_of, without_ending
from kgservice.documents.table_parts import Table
from kgservice.documents.tables import find_tables
from kgservice.documents.text import CleanText, Span
from kgservice.documents.titles import TitleBlock, is_closing, is_date, title_at, title_blocks, title_in, title_issued

_ANNEX = re.compile(r"附(?:[件表][一二三四五六七八九十\d]{0,3}|[一二三四五六七八九十\d]{0,3})：?")
_MOST_LINES_OF_TITLE = 4
_TABLE_NAME = re.compile(
    r"(?P<label>(?:附[件表]|表)(?:[一二三四五六七八九十]{1,3}|\d{1,3}(?![\d年]))?)(?:[：.-]?[^。；]{2,60})?"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A source document, taken apart; every span counts in `text`."""

    source: Source
    layout: Layout
    head: DocumentHead
    front: Span
    plans: tuple[PlanText, ...]
    closing: tuple[Span, ...]
    fragment: bool

    @property
    def text(self) -> CleanText:
        """The clean text in which every span counts."""
        return self.layout.text

    @property
    def title(self) -> Span | None:
        """The title under which the document was issued."""
        return self.head.title


def take_apart(source: Source) -> Document:
    """The parts of `source`. Never fails: a text with neither numbers nor a table has no plan, and all of it is front."""
    layout = lay_out(source.text)
    tables = find_tables(layout)
    apart = [*(table.span for table in tables), *(notes := find_footnotes(layout))]
    numbers = tuple(number for number in find_numbers(layout) if not _in_any(number, apart))
    end = len(layout.text.text)
    page = read_page_head(layout)
    blocks = title_blocks(layout, page.lines, [layout.lines_in(table.span)[0] for table in tables])
    blocks = [
        block
        for block in blocks
        if not (
            under_names(line.folded for line in reversed(layout.lines[: block.first]))
            or any(_stands_in(block, table, layout) for table in tables)
        )
    ]
    numbers = _behind_head(layout, numbers, blocks)
    annex_lines = _annex_lines(layout, tables)
    over_plans = plan_blocks(layout, blocks, numbers, tables, annex_lines)
    text_start = _text_start(layout, page, numbers)
    if (
        not over_plans
        and (opening_line := title_at(layout, 0 if text_start == page.end else text_start, page.lines)) is not None
        and not any(_stands_in(opening_line, table, layout) for table in tables)
    ):
        over_plans = [opening_line]
    starts = [layout.start_of(block.first) for block in over_plans] or [text_start]
    plans: list[PlanText] = []
    closing: list[Span] = []
    for index, start in enumerate(starts):
        stretch = Span(start, starts[index + 1] if index + 1 < len(starts) else end)
        block = over_plans[index] if over_plans else None
        title = title_in(layout.text.folded, block.span) if block else Span(start, start)
        text_start = layout.start_of(block.last + 1) if block else start
        page_end = next((each.span.start for each in tables if each.span.start < page.end <= each.span.end), page.end)
        below = Span(page_end if text_start < page_end < stretch.end else text_start, stretch.end)
        plan, tail = _plan(layout, title, numbers, tables, notes, stretch, below, annex_lines)
        closing.extend(tail)
        if plan is not None:
            plans.append(plan)
    prose = prose_in(layout, Span(page.end, end), apart) if not plans else None
    if prose is not None and (blocks or page.end or layout.text.folded.count("。", *prose) > 1):
        plans.append(_without_items(layout, blocks, prose))
        closing.append(Span(prose.end, end))
    front = Span(0, plans[0].span.start if plans else end)
    opening = plans[0].preamble if plans else front
    head = read_head(layout, page, blocks, [plan.title for plan in plans], front, opening, closing)
    if plans:
        untitled = len(plans) == 1 and plans[0].title.end == plans[0].title.start
        title = head.title if untitled and head.title is not None else plans[0].title
        title = title_issued(layout.text.folded, title)
        before = prose_in(layout, Span(page.end, front.end), apart)
        plans[0] = replace(plans[0], title=title, notice=notice_of(layout, blocks, front, page.lines) or before)
    return Document(source, layout, head, front, tuple(plans), tuple(closing), is_fragment(layout, plans, closing))


def _without_items(layout: Layout, blocks: Sequence[TitleBlock], prose: Span) -> PlanText:
    """A text without numbers or tables, all of it `prose`, under the last title before it."""
    over = [block for block in blocks if layout.start_of(block.last + 1) <= prose.start]
    title = title_in(layout.text.folded, over[-1].span) if over else Span(prose.start, prose.start)
    return PlanText(title, None, prose, None, (), (), (), (), prose)


def _text_start(layout: Layout, page: PageHead, numbers: Sequence[Number]) -> int:
    """Where a plan without a title begins: behind the page's head, and behind the notice that was signed before its first item."""
    first = next((number.span.start for number in numbers if counts(number)), page.end)
    signed = [line for line in layout.lines_in(Span(page.end, first)) if is_date(layout.lines[line].folded)]
    following = [line for line in signed[-1:] if is_closing(layout.lines[line + 1].folded)]
    return max((layout.start_of(line + 1) for line in (*signed, *(line + 1 for line in following))), default=page.end)


def _stands_in(block: TitleBlock, table: Table, layout: Layout) -> bool:
    """Whether what looks like a title is cells of a table (计划任务 on a line of its own)."""
    return table.span.start <= layout.start_of(block.first) < table.span.end


def _behind_head(layout: Layout, numbers: tuple[Number, ...], blocks: Sequence[TitleBlock]) -> tuple[Number, ...]:
    """`numbers` without those before the title of the notice, which no sentence stands before: a site counts there (1、)."""
    start = blocks[0].span.start if blocks and blocks[0].is_notice else 0
    return (
        numbers if "。" in layout.text.folded[:start] else tuple(each for each in numbers if each.span.start >= start)
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
        if (_ANNEX.fullmatch(text) and not lists_annexes(layout, index))
        or (
            text.startswith("附")
            and _TABLE_NAME.fullmatch(text)
            and (layout.start_of(index + 1) in headers or "".join(texts[index + 1 : index + 2]).startswith("序号"))
        )
    ]


def _plan(
    layout: Layout,
    title: Span,
    numbers: Sequence[Number],
    tables: Sequence[Table],
    notes: Sequence[Span],
    stretch: Span,
    below: Span,
    annex_lines: Sequence[int],
) -> tuple[PlanText | None, list[Span]]:
    """The plan of `stretch`, which stands `below` its title, and what closes it; None where neither an item nor a table stands."""
    text_start = below.start
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
        has_table = any(annex.span.start <= table.span.start < annex.span.end for table in own_tables)
        annexes.append(annex if has_table else _with_items(layout, annex, numbers))
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
    """What a table is called: by its annex (附件1), else by the line over it (表1 规划主要指标) or over its title (附件)."""
    for annex in annexes:
        if annex.span.start <= table.span.start < annex.span.end:
            return annex.label
    line = layout.lines_in(table.span)[0] - 1
    named = _TABLE_NAME.fullmatch(layout.lines[line].folded.replace(" ", "")) if line >= 0 else None
    if named:
        return named["label"]
    above = [layout.lines[index].folded for index in range(line, max(line - _MOST_LINES_OF_TITLE, -1), -1)]
    return next((label for place, text in enumerate(above) if (label := _annex_label(text, above[:place]))), "")


def _annex_label(line: str, below: Sequence[str]) -> str:
    """The label of an annex that begins with `line`, or whose title that line tells and one `below` it is (附件：甲表 | 甲表)."""
    label, _, title = line.partition("：")
    return label if _ANNEX.fullmatch(label) and (not title or title in below) else ""


def _with_items(layout: Layout, annex: Annex, numbers: Sequence[Number]) -> Annex:
    """`annex` with the outline of what it says; what stands before its first number is its title."""
    items = outline(layout, numbers, Span(layout.start_of(layout.lines_in(annex.span)[0] + 1), annex.span.end))
    if items and annex.title is not None and items[0].number.start < annex.title.end:
        return replace(annex, title=None, items=items)
    return replace(annex, items=items)


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
