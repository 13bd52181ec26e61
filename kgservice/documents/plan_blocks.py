"""Tells which of a document's titles stand over a plan, and which over the notice that issues it or inside of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgservice.documents.headers import Heading, heading_of
from kgservice.documents.layout import Layout
from kgservice.documents.numbering import Number, Position, Style
from kgservice.documents.surroundings import annex_list_start
from kgservice.documents.table_parts import Table
from kgservice.documents.text import Span
from kgservice.documents.titles import NAMED_AS_ISSUED, OPENING, TitleBlock, is_date, is_inner_heading
from kgservice.registers.shipped import shipped_roles

_ISSUED = re.compile("(?:印发|转发|批转|下达|下发|公布|分解)(.{4,80}?)(?:的通知)?$")
_OF_TABLE = re.compile("(?:责任|任务)?(?:清单|分解表|分工表|一览表|台账|表)$")
_TABLE = re.compile("(?:清单|分解表|分工表|一览表|台账|表)$")
_CAPTION = re.compile(r"(?:表|专栏)\d")
_MARKS = re.compile("[《》〈〉“”]")
_ANNEX = "附"
_LABEL = re.compile("[\u4e00-\u9fff]{2,6}：")
_YEAR = re.compile(r"20\d\d年")
_SHORTEST_PREAMBLE = 60
_MOST_LABELS = 4


def _called(title: str, issued: set[str]) -> bool:
    """Whether `title` is that of what a notice issues; that of a table may say so behind it (重点工作任务: …重点工作任务清单)."""
    bare = _MARKS.sub("", title)
    names = (bare, bare.removesuffix("表"), _TABLE.sub("", bare), _OF_TABLE.sub("", bare))
    return any(name.endswith(tuple(issued)) for name in names)


def counts(number: Number) -> bool:
    """Whether `number` stands where an item can begin."""
    return number.position is Position.PARAGRAPH or (number.position is Position.AFTER_SENTENCE and number.ordinal == 1)


def plan_blocks(
    layout: Layout,
    blocks: Sequence[TitleBlock],
    numbers: Sequence[Number],
    tables: Sequence[Table],
    annex_lines: Sequence[int],
) -> list[TitleBlock]:
    """The title blocks after which a numbered outline begins afresh, or, where nothing came before, a table."""
    return _Choice(layout, blocks, [number for number in numbers if counts(number)], tables, annex_lines).choose()


@dataclass(frozen=True, slots=True)
class _Choice:
    layout: Layout
    blocks: Sequence[TitleBlock]
    numbers: Sequence[Number]
    tables: Sequence[Table]
    annex_lines: Sequence[int]

    def choose(self) -> list[TitleBlock]:
        found: list[TitleBlock] = []
        opening = next((number.span.start for number in self.numbers), None)
        outermost = min((number.style for number in self.numbers), default=Style.PART)
        for index, block in enumerate(self.blocks):
            stretch = self._below(index)
            if stretch is None or self._is_caption(block) or self._issues_what_follows(index):
                continue
            first = next((number for number in self.numbers if number.span.start >= stretch.start), None)
            if first is not None and first.span.start < stretch.end:
                if self._is_inner_heading(block):
                    found = found or self._title_above(index)
                elif first.span.start == opening or (first.ordinal == 1 and first.style <= outermost):
                    found.append(self._over(index) or block)
            elif not found and any(stretch.start <= table.span.start < stretch.end for table in self.tables):
                found.append(self._told_fuller(index) or block)
        return self._with_its_annex(found)

    def _with_its_annex(self, found: list[TitleBlock]) -> list[TitleBlock]:
        """`found`, and behind a notice the title of the table of tasks that it has for its annex.

        That stands alone where the notice only asks for it to be carried out, else beside it if it tells of which year it is.
        """
        if len(found) != 1 or not found[0].is_notice:
            return found
        behind = (index for index, block in enumerate(self.blocks) if block.first > found[0].last)
        annexed = [self.blocks[index] for index in behind if self._holds_duties(index)]
        if not self._gives_duties(found[0]):
            return annexed or found
        return [*found, *(block for block in annexed if _YEAR.search(block.text))]

    def _gives_duties(self, notice: TitleBlock) -> bool:
        """Whether the notice's own items say whose they are, or are more than a few demands: they have items of their own."""
        start = self.layout.start_of(notice.last + 1)
        end = min((self.layout.start_of(line) for line in self.annex_lines), default=len(self.layout.text.text))
        styles = {number.style for number in self.numbers if start <= number.span.start < end}
        return len(styles) > 1 or shipped_roles().gives_duty.search(self.layout.text.folded, start, end) is not None

    def _holds_duties(self, index: int) -> bool:
        """Whether a table with a column of parties stands right under the block."""
        stretch = self._below(index)
        return stretch is not None and any(
            stretch.start <= table.span.start < stretch.end
            and any(heading_of(name) is Heading.PARTY for name in table.columns)
            for table in self.tables
        )

    @staticmethod
    def _is_caption(block: TitleBlock) -> bool:
        """Whether a line names a table of the text that it stands in (表3 主要指标)."""
        return block.first > 0 and _CAPTION.match(block.text) is not None

    def _is_inner_heading(self, block: TitleBlock) -> bool:
        """Whether a line says only what a part of a plan is (保障措施, 产业提升行动), and neither whose nor of when."""
        return block.first == block.last and is_inner_heading(block.text)

    def _title_above(self, index: int) -> list[TitleBlock]:
        """The nearest title above, if it stands over no notice."""
        above = self.blocks[index - 1] if index else None
        return [] if above is None or above.is_notice or self._is_inner_heading(above) else [above]

    def _below(self, index: int) -> Span | None:
        """What stands under a block, to the next, an annex or a list of them; None for a block over another."""
        block = self.blocks[index]
        ends = [other.first for other in self.blocks[index + 1 : index + 2]]
        ends += [line for line in self.annex_lines if line > block.last]
        end = min(ends, default=len(self.layout.lines))
        if end <= block.last + 1:
            return None
        below = Span(self.layout.start_of(block.last + 1), self.layout.start_of(end))
        lists = self.layout.text.folded.find(_ANNEX, *below) >= 0
        return Span(below.start, (lists and annex_list_start(self.layout, below)) or below.end)

    def _over(self, index: int) -> TitleBlock | None:
        """The title that the plan has where `index` is only the first of its headings: its preamble stands between them."""
        above = self.blocks[index - 1] if index else None
        between = self._below(index - 1) if above is not None else None
        if above is None or between is None or above.is_notice:
            return None
        lines = [self.layout.lines[line].folded for line in self.layout.lines_in(between)]
        if any(between.start <= number.span.start < between.end for number in self.numbers):
            return None
        if any(map(is_date, lines)) or not OPENING.match(lines[0]):
            return None
        return above if between.end - between.start > _SHORTEST_PREAMBLE else None

    def _told_fuller(self, index: int) -> TitleBlock | None:
        """The block with the page's title above, where that says all that the block says and more, and only labels stand between."""
        block, above = self.blocks[index], self.blocks[index - 1] if index else None
        if above is None or above.is_notice:
            return None
        own, other = (_MARKS.sub("", each.text) for each in (block, above))
        between = self.layout.lines[above.last + 1 : block.first]
        labels = len(between) <= _MOST_LABELS and all(
            _LABEL.match(line.folded) or is_date(line.folded) for line in between
        )
        fuller = len(own) < len(other) and own in other and labels
        return TitleBlock(above.first, block.last, above.text, above.span) if fuller else None

    def _issues_what_follows(self, index: int) -> bool:
        """Whether the block is the title of a notice whose plan stands below under its own title."""
        block, below = self.blocks[index], self._below(index)
        if not block.is_notice or below is None:
            return False
        issued = {_MARKS.sub("", match[1]) for match in (_ISSUED.search(block.text),) if match}
        issued |= {
            _MARKS.sub("", match["title"]) for match in NAMED_AS_ISSUED.finditer(self.layout.text.folded, *below)
        }
        return any(
            _called(other.text, issued) and self._holds_plan(place)
            for place, other in enumerate(self.blocks[index + 1 :], index + 1)
            if issued
        )

    def _holds_plan(self, index: int) -> bool:
        start = self.layout.start_of(self.blocks[index].last + 1)
        end = (
            self.layout.start_of(self.blocks[index + 1].first)
            if index + 1 < len(self.blocks)
            else len(self.layout.text.text)
        )
        starts = [each.span.start for each in self.numbers if each.ordinal == 1] + [t.span.start for t in self.tables]
        return any(start <= place < end for place in starts)
