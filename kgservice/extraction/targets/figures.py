"""Cuts a passage into sentences, clauses and figures, each figure with the words that are its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.extraction.quantities import Quantity, find_quantities
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.qualifiers import only_qualifies, quantified
from kgservice.extraction.targets.words import SUFFIX, any_verb, cue

_SENTENCE = re.compile("[^。！？]{1,3000}")
_ENDS = "。！？；：）"
_COUNTED_LIST = r"(?:其中|含(?![\d.]+[^（）、，]{1,4}）))(?=[^（）]{0,60}\d)|(?=[\u4e00-\u9fff]{2,20}\d{1,6}[个家座处所条台套](?:、|，|）))"
_CLAUSE_END = re.compile(rf"（(?:{_COUNTED_LIST})|(?<!\d)[，,]|[，,](?!\d{{3}}(?!\d))|；|：(?!\d)|(?<!\d)：|[①-⑳]|--")
_QUOTED = re.compile(
    '《[^《》]{1,160}》|〔[^〔〕]{0,60}〕|“[^“”]{1,20}”|“[^“”+]{1,40}\\+[^“”]{1,60}”|"[^"，。；]{1,30}"'  # “1名团长+3名导师”
)
_BRACKET = re.compile(rf"（(?!{_COUNTED_LIST})[^（）]{{1,200}}）")
_JOIN = re.compile("、|以及|和(?!谐|平)|及(?!时|以)|与|并(?![网购轨联发列])|特别是|尤其是")
_NO_GROWTH = "(?P<growth>(?:持续|继续|逐年)?[零负]增长)(?![率点极])"
_WHOLE = re.compile(
    "(?P<cover>(?<![健完])全覆盖(?!、全))|(?P<all>(?<!占)全部(?!门|或))|(?P<every>(?:覆盖(?:到)?|扩大到|延伸到|惠及)?所有(?:的)?)"
    f"|{_NO_GROWTH}"
)
_COUNTS = re.compile("[\\d零一二三四五六七八九十百千两半]|全覆盖|全部|所有|负增长")
# How far the words of a figure are looked for: the longest that any of 1,962 annotated targets has are 65 characters; twice that.
FARTHEST = 160


@dataclass(frozen=True, slots=True)
class Whole:
    """All of something (全覆盖, 全部, 所有) or no growth of it (零增长), which are figures too: 100 % and 0 %. `kind` says which."""

    span: Span
    kind: str

    @property
    def quantity(self) -> Quantity:
        """It as a quantity."""
        return Quantity(self.span, Decimal(0 if self.kind == "growth" else 100), None, "%", False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and the words that are its own: `left` before it, `right` behind it, up to the next figure's.

    `clause` is the stretch between two commas; `index` counts the figures in it. `cue` and `suffix` say how the figure is
    meant (不低于, 以上); their words are in neither `left` nor `right`.
    """

    quantity: Quantity
    clause: Span
    index: int
    left: Span
    right: Span
    cue: re.Match[str] | None
    suffix: re.Match[str] | None
    kind: str | None = None

    @property
    def start(self) -> int:
        """Where its number begins."""
        return self.quantity.span.start

    @property
    def end(self) -> int:
        """Where its number and the suffix behind it end."""
        return self.right.start


def sentences(layout: Layout, span: Span) -> Iterator[tuple[Span, bool]]:
    """The sentences in `span`; with each, whether it opens a paragraph or the span."""
    folded, starts = layout.text.folded, layout.paragraph_starts
    inside = starts[bisect_left(starts, span.start + 1) : bisect_left(starts, span.end)]
    start = span.start
    for cut in [*(place for place in inside if folded[place - 1] in _ENDS), span.end]:
        opens = True
        for match in _SENTENCE.finditer(folded, start, cut):
            yield Span(*match.span()), opens
            opens = False
        start = cut


def clauses(folded: str, sentence: Span) -> list[Span]:
    """The stretches of `sentence` between commas, semicolons, colons and list marks that stand outside brackets."""
    shut = [Span(*match.span()) for match in _BRACKET.finditer(folded, *sentence)]
    shut += [Span(*match.span()) for match in _QUOTED.finditer(folded, *sentence)]
    closed = _Stretches(shut)
    found, start = [], sentence.start
    for mark in _CLAUSE_END.finditer(folded, *sentence):
        if not closed.hold(mark.start()):
            found.append(Span(start, mark.start()))
            start = mark.end()
    found.append(Span(start, sentence.end))
    return [clause for clause in found if clause.start < clause.end]


def may_count(folded: str, span: Span) -> bool:
    """Whether a figure can stand in `span`."""
    return _COUNTS.search(folded, *span) is not None


def figures(folded: str, clause: Span) -> list[Figure]:
    """The figures in `clause`, in order; those inside a title, a short quotation or brackets are left out."""
    if not may_count(folded, clause):
        return []
    closed = _Stretches([Span(*match.span()) for match in _QUOTED.finditer(folded, *clause)])
    shut = _Stretches([Span(*match.span()) for match in _BRACKET.finditer(folded, *clause)])
    marks: list[Quantity | Whole] = list(find_quantities(folded, clause))
    marks += [Whole(Span(*match.span()), match.lastgroup or "") for match in _WHOLE.finditer(folded, *clause)]
    open_marks = [mark for mark in marks if not closed.hold(mark.span.start) and not shut.hold(mark.span.start)]
    open_marks.sort(key=lambda mark: mark.span)
    counting = [
        mark
        for index, mark in enumerate(open_marks)
        if isinstance(mark, Whole)
        or not only_qualifies(quantified(folded, clause, mark, is_last=index + 1 == len(open_marks)))
    ]
    return list(_with_own_words(folded, clause, counting, shut))


def _with_own_words(folded: str, clause: Span, marks: list[Quantity | Whole], shut: _Stretches) -> Iterator[Figure]:
    left = clause.start
    for index, mark in enumerate(marks):
        suffix = SUFFIX.match(folded, mark.span.end, clause.end)
        end = suffix.end() if suffix else mark.span.end
        if index + 1 < len(marks):
            right, following = _border(folded, Span(end, max(end, marks[index + 1].span.start)), shut)
        else:
            right, following = min(clause.end, end + FARTHEST), clause.end
        left = max(left, mark.span.start - FARTHEST)
        told = cue().search(folded, left, mark.span.start)
        yield Figure(
            mark if isinstance(mark, Quantity) else mark.quantity,
            clause,
            index,
            Span(left, told.start() if told else mark.span.start),
            Span(end, right),
            told,
            suffix,
            mark.kind if isinstance(mark, Whole) else None,
        )
        left = following


def _border(folded: str, between: Span, shut: _Stretches) -> tuple[int, int]:
    """Where the words of one figure end and those of the next begin, `between` the two."""
    if pattern("{besides}约?").fullmatch(folded, *between):
        return between.start, between.start
    joins = [join for join in _JOIN.finditer(folded, *between) if not shut.hold(join.start())]
    if not joins:
        return between.end, between.start
    last = joins[-1]
    rest = folded[last.end() : between.end]
    join = last if not rest or any_verb().fullmatch(rest) or cue().fullmatch(rest) else joins[0]
    return join.start(), join.end()


class _Stretches:
    """Stretches that do not overlap, and whether a place lies inside one."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def hold(self, place: int) -> bool:
        """Whether `place` is inside one of them."""
        index = bisect_left(self._starts, place + 1) - 1
        return index >= 0 and place < self._spans[index].end
