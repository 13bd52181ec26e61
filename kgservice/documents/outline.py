"""The numbered outline of a stretch of text: which numbers count, and how the items nest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kgservice.documents.column_fit import are_offices
from kgservice.documents.layout import Layout
from kgservice.documents.numbering import Number, Position, Style
from kgservice.documents.text import Span
from kgservice.documents.unnumbered import heading_over

_SENTENCE_END = re.compile("[。！？]")
_CLAUSE_LABEL = re.compile("(?:单位|部门|时限|领导|责任人)：[^。；：]*$")
# What a bracket that is a clause ends with; one that stands behind a sentence of its own is none of its words.
_CLOSED_CLAUSE = re.compile("(?:负责|牵头|配合|落实|参与|完成|单位：[^（）]*|部门：[^（）]*|[。；]（[^（）]*)）$")
_RUN_IN_HEADING = re.compile("[\u4e00-\u9fff“”、]{4,40}。")
_MORE_THAN_WORDS = re.compile("[，：；（〔-]")
_NO_HEADING = re.compile("[。！？，：；（〔-]")
_LONGEST_HEADING_ABOVE = 40
_LONGEST_GLUED_HEADING = 100
# Behind a label: sixteen offices of a city have 110 characters, the longest annotated list 230.
_LONGEST_LIST = 400
_LONGEST_HEADING_LINE = 120
_LARGEST_SKIP = 5
_FEWEST_RISING = 3
_ENDS = "。！？；：…）〕》”"


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: `body` is its own text, after the number and up to the next item's; `heading` is part of it.

    `section` is the heading without a number that it stands under, if there is one.
    """

    path: tuple[str, ...]
    style: Style
    ordinal: int
    number: Span
    heading: Span
    body: Span
    parent: int | None
    has_items: bool
    section: Span | None = None

    @property
    def span(self) -> Span:
        """The number and the item's own text."""
        return Span(self.number.start, self.body.end)


@dataclass(slots=True)
class _Open:
    style: Style
    ordinal: int
    item: int


_SECOND_POINT = {Style.BRACKETED_ARABIC: "；（2）", Style.ARABIC: "；2."}


@dataclass(slots=True)
class _Sequence:
    """Follows the numbers through the text and says which of them go on with a list."""

    layout: Layout
    rising: frozenset[Style] = frozenset()
    open: list[_Open] = field(default_factory=list)
    nesting: list[Style] = field(default_factory=list)
    last: dict[Style, int] = field(default_factory=dict)
    previous_end: int = 0
    by_headings: bool | None = None
    """Whether the outermost sections have headings without numbers, as the first number tells."""

    def accepts(self, number: Number, glued: frozenset[Style]) -> bool:
        expected = self._expected(number.style)
        if number.before_figure:
            return number.ordinal in expected and self._follows_sentence(number)
        if number.ordinal in expected or (number.ordinal == 1 and self._under_heading(number)):
            return self._well_placed(number, glued)
        if number.position is not Position.PARAGRAPH or number.style is Style.ARTICLE:
            return False
        if number.style < Style.ARTICLE and not self._is_heading_line(number):
            return False
        if self._is_right_under_heading(number):
            return True
        reached = max(expected) - 1
        jumps = number.style in self.rising or (
            number.style is Style.BRACKETED_CHINESE and self._follows_sentence(number)
        )
        skips = number.ordinal if jumps else _LARGEST_SKIP
        return not self.last or reached <= number.ordinal <= reached + skips

    def _under_heading(self, number: Number) -> bool:
        """Whether a heading without a number stands over `number`, so that its list begins afresh."""
        over = heading_over(self.layout, number.span.start, self.previous_end, introduced=bool(self.by_headings))
        return over is not None

    def _is_heading_line(self, number: Number) -> bool:
        """Whether nothing but a heading stands behind `number` on its line (第三节 加强基础设施建设)."""
        layout, start = self.layout, number.span.end
        end = layout.paragraph_break_in(Span(start, len(layout.text.folded))) or len(layout.text.folded)
        return 0 < end - start <= _LONGEST_HEADING_LINE and not _SENTENCE_END.search(layout.text.folded, start, end)

    def _is_right_under_heading(self, number: Number) -> bool:
        """Whether `number` begins the list of the heading right above it, as the first of an excerpt does (五、保障措施 | （二）…)."""
        folded, start = self.layout.text.folded, number.span.start
        above = folded[self.previous_end : start]
        is_inner = bool(self.open) and number.style > self.open[-1].style
        is_heading = 0 < len(above) <= _LONGEST_HEADING_ABOVE and not _NO_HEADING.search(above)
        return is_inner and is_heading and not folded[number.span.end : number.span.end + 1].isdigit()

    def _follows_sentence(self, number: Number) -> bool:
        """Whether what stands before the number has come to its end: a sentence, a bracket, or the heading over the list."""
        folded, start = self.layout.text.folded, number.span.start
        if start == 0 or folded[start - 1] in _ENDS:
            return True
        if number.position is Position.PARAGRAPH and _CLAUSE_LABEL.search(folded, self.previous_end, start):
            return True
        between = folded[self.previous_end : start]
        if not between:
            return True
        return bool(self.open) and len(between) <= _LONGEST_GLUED_HEADING and not _MORE_THAN_WORDS.search(between)

    def _expected(self, style: Style) -> set[int]:
        for level in self.open:
            if level.style is style:
                return {level.ordinal + 1}
        return {1, self.last.get(style, 0) + 1}

    def _well_placed(self, number: Number, glued: frozenset[Style]) -> bool:
        if number.position is Position.PARAGRAPH:
            return True
        if number.style is Style.CIRCLED:
            return False
        folded = self.layout.text.folded
        start = number.span.start
        between = folded[max(self.previous_end, start - _LONGEST_GLUED_HEADING - 1) : start]
        if number.position is Position.AFTER_SENTENCE:
            if self._is_point(number):
                return False
            if folded[start - 1] in "。！？）〕":
                return number.style in glued or folded[start - 1] != "）" or _closes_clause(between)
            return folded[start - 1] == "：" and number.style in glued
        if _CLAUSE_LABEL.search(folded, max(self.previous_end, start - _LONGEST_LIST), start):
            return True
        heading_only = len(between) <= _LONGEST_GLUED_HEADING and not _SENTENCE_END.search(between)
        if number.style not in glued or not self.open:
            return False
        if number.style > self.open[-1].style:
            return heading_only
        return number.style is Style.ARABIC and bool(_RUN_IN_HEADING.match(folded, number.span.end))

    def _is_point(self, number: Number) -> bool:
        """Whether `number` begins the points of a sentence, the next of which stands behind a semicolon (（1）…；（2）…)."""
        following = _SECOND_POINT.get(number.style) if number.ordinal == 1 else None
        if following is None:
            return False
        folded, start = self.layout.text.folded, number.span.end
        return 0 <= folded.find(following, start) < folded.find("。", start)

    def enter(self, number: Number, item: int) -> int | None:
        """Make `number` the innermost open item; the parent's index is returned."""
        opens_section = number.ordinal == 1 and self._under_heading(number)
        if self.by_headings is None:
            self.by_headings = opens_section
        elif self.by_headings and opens_section:
            self.open.clear()
        if number.style not in self.nesting:
            self._nest(number)
        depth = self.nesting.index(number.style)
        while self.open and self.nesting.index(self.open[-1].style) >= depth:
            self.open.pop()
        parent = self.open[-1].item if self.open else None
        self.open.append(_Open(number.style, number.ordinal, item))
        self.last[number.style] = number.ordinal
        self.previous_end = number.span.end
        return parent

    def _nest(self, number: Number) -> None:
        if number.ordinal == 1 and self.open:
            outer = [self.open[-1].style] + [Style.SECOND_DECIMAL] * (Style.SECOND_DECIMAL in self.nesting)
            depth = max(map(self.nesting.index, outer)) + 1  # 2.1.1 holds （1）, as 1.4 does
            while depth < len(self.nesting) and self.nesting[depth - 1] < self.nesting[depth] < number.style:
                depth += 1  # 二、1. goes in as deep as it would in 一、（一）; 第1条 of 一、 is in no style's way
            self.nesting.insert(depth, number.style)
        else:
            self.nesting.insert(sum(style < number.style for style in self.nesting), number.style)


def _closes_clause(text: str) -> bool:
    return bool(_CLOSED_CLAUSE.search(text))


def outline(layout: Layout, numbers: Iterable[Number], stretch: Span, tables: Sequence[Span] = ()) -> tuple[Item, ...]:
    """The items of `stretch`, in the order of the text, parents before their children.

    What an item says ends where `tables`, and nothing else, follow.

    Lists may go on under the next heading (二、 with 3. after 一、 with 2.), may start in the middle (a fragment), and may skip
    or repeat a number at the start of a line; a number in mid-sentence counts only where it goes on with its list.
    """
    inside = [number for number in numbers if stretch.start <= number.span.start < stretch.end]
    glued = frozenset(Style) - {number.style for number in inside if number.position is Position.PARAGRAPH}
    sequence = _Sequence(layout, _rising(inside), previous_end=stretch.start)
    accepted: list[tuple[Number, int | None]] = []
    for number in inside:
        if sequence.accepts(number, glued):
            accepted.append((number, sequence.enter(number, len(accepted))))
    ends = [number.span.start for number, _ in accepted[1:]] + [stretch.end] * bool(accepted)
    parents = {parent for _, parent in accepted}
    sections = _sections(
        layout, [number for number, _ in accepted], sequence.nesting, by_headings=bool(sequence.by_headings)
    )
    ends = [
        section.start if section is not None and section.start > number.span.end else end
        for (number, _), section, end in zip(accepted, [*sections[1:], *[None] * bool(sections)], ends, strict=True)
    ]
    items: list[Item] = []
    for index, ((number, parent), end) in enumerate(zip(accepted, ends, strict=True)):
        above = items[parent].path if parent is not None else ()
        body = _without_tables(Span(number.span.end, end), tables)
        items.append(
            Item(
                path=(*above, number.label),
                style=number.style,
                ordinal=number.ordinal,
                number=number.span,
                heading=heading(layout, _before_tables(body, tables)),
                body=body,
                parent=parent,
                has_items=index in parents,
                section=sections[index],
            )
        )
    return tuple(items)


def _sections(
    layout: Layout, numbers: Sequence[Number], nesting: Sequence[Style], *, by_headings: bool
) -> list[Span | None]:
    """The heading without a number that each of `numbers` stands under: it holds until a number of an outer list.

    An office's name before an item that goes on with its list is no heading, but who answers for the item above.
    """
    sections: list[Span | None] = []
    current: Span | None = None
    depth = 0
    floor = numbers[0].span.start if numbers else 0
    for number in numbers:
        introduced = by_headings and number.ordinal == 1
        found = heading_over(layout, number.span.start, floor, introduced=introduced)
        if found and not (number.ordinal > 1 and are_offices(layout.text.folded[found.start : found.end])):
            current, depth = found, nesting.index(number.style)
        elif nesting.index(number.style) < depth:
            current = None
        sections.append(current)
        floor = number.span.end
    return sections


def _rising(numbers: Sequence[Number]) -> frozenset[Style]:
    """The styles whose numbers, at the starts of paragraphs, only ever rise, as those of an excerpt do (3. 7. 19.)."""
    ordinals: dict[Style, list[int]] = {}
    for number in numbers:
        if number.position is Position.PARAGRAPH and not number.before_figure:
            ordinals.setdefault(number.style, []).append(number.ordinal)
    return frozenset(
        style
        for style, places in ordinals.items()
        if len(places) >= _FEWEST_RISING and all(one < other for one, other in pairwise(places))
    )


def _without_tables(body: Span, tables: Sequence[Span]) -> Span:
    """`body` without the tables at its end."""
    end = body.end
    for table in sorted(tables, reverse=True):
        if body.start < table.start and table.end >= end > table.start:
            end = table.start
    return Span(body.start, end)


def _before_tables(body: Span, tables: Sequence[Span]) -> Span:
    return Span(body.start, min([body.end, *(table.start for table in tables if table.start > body.start)]))


def heading(layout: Layout, body: Span) -> Span:
    """An item's heading: its text up to the first 。 or, where the heading has a line of its own, that line."""
    match = _SENTENCE_END.search(layout.text.folded, *body)
    first_sentence = Span(body.start, match.start() if match else body.end)
    line_end = layout.paragraph_break_in(first_sentence)
    if line_end and line_end - body.start <= _LONGEST_HEADING_LINE:
        goes_on = not match and not _MORE_THAN_WORDS.search(layout.text.folded, line_end, body.end)
        if not goes_on:
            return layout.text.strip(Span(body.start, line_end), "：；")
    return layout.text.strip(first_sentence, "：；")
