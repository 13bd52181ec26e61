"""What a web page says of a document over it: its labels, in whichever layout, and which of the lines are the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgservice.documents.issue_numbers import is_issue_number, number_in, without_number
from kgservice.documents.labels import Labelled, PageLabel, is_furniture, read_labels
from kgservice.documents.layout import Layout, Line
from kgservice.documents.numbering import number_at
from kgservice.documents.text import Span

_MOST_LINES = 60
_FEWEST_LABELS = 3
_SHORTEST_SENTENCE = 16
_LONGEST_HEAD_LINE = 120
_LONGEST_NAME = 40
_LONGEST_STATE = 8  # 有效, 主动公开
_LONGEST_TITLE = 150
_DATE = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})")
NUMERIC_DATE = r"(?:19|20)\d\d(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}"
"""A day in figures: 2024-05-06."""
# 〔某市教育局〕2024-05-06 and 某市教育局 2024-05-06; a date in words would be that of a signature
_PUT_UP = re.compile(
    rf"〔(?P<who>[\u4e00-\u9fff]{{2,30}})〕{_DATE.pattern}|(?P<alone>[\u4e00-\u9fff]{{2,16}}){NUMERIC_DATE}$"
)
# 2024-05-06 10:41 来源：某市教育局
_DATE_BEFORE_LABEL = re.compile(
    rf"(?P<date>{NUMERIC_DATE})(?:\s?\d\d?：\d\d(?:：\d\d)?)?(?=(?P<rest>[\u4e00-\u9fff]+：))"
)
_SENTENCE = re.compile("[。；：]")


@dataclass(frozen=True, slots=True)
class PageHead:
    """Where the labels say what; `lines` are the indices of the lines that are the page's, `end` is behind the last."""

    lines: frozenset[int]
    end: int
    said: Mapping[PageLabel, Span]

    def __getitem__(self, label: PageLabel) -> Span | None:
        return self.said.get(label)


@dataclass(frozen=True, slots=True)
class _LabelledLine:
    index: int
    labels: tuple[Labelled, ...]
    value_line: int | None


def read_page_head(layout: Layout) -> PageHead:
    """The labels that stand before the first item, and the furniture beside them (首页 > 政务公开, 打印, 关闭)."""
    labelled = list(_labelled_lines(layout))
    if sum(len(each.labels) for each in labelled) < _FEWEST_LABELS:
        marked = [each for each in labelled if each.labels[0].marked]
        beside = any(not _is_of_page(each) for each in marked)
        labelled = [each for each in marked if not _is_of_page(each) or (beside and _is_dated(layout, each))]
    lines = {each.index for each in labelled} | {each.value_line for each in labelled if each.value_line is not None}
    opening = range(min(_MOST_LINES, len(layout.lines)))
    lines |= {index for index in opening if is_furniture(layout.written(layout.lines[index]))}
    said: dict[PageLabel, Span] = {}
    for line in labelled:
        for label, span in _values(layout, line):
            said.setdefault(label, span)
    for index in opening:
        if put_up := _PUT_UP.match(layout.lines[index].folded):
            start, who = layout.line_starts[index], "who" if put_up["who"] else "alone"
            said.setdefault(PageLabel.SOURCE, Span(start + put_up.start(who), start + put_up.end(who)))
            lines.add(index)
        if (dated := _DATE_BEFORE_LABEL.match(layout.lines[index].folded)) and read_labels(dated["rest"]):
            start = layout.line_starts[index]
            said.setdefault(PageLabel.PUBLISHED, Span(start + dated.start("date"), start + dated.end("date")))
            lines.add(index)
    last = max((each.value_line or each.index for each in labelled), default=-1)
    return PageHead(frozenset(lines), layout.start_of(last + 1), said)


def _labelled_lines(layout: Layout) -> Iterator[_LabelledLine]:
    taken = -1
    below = False
    for index, line in enumerate(layout.lines[:_MOST_LINES]):
        if index == taken:
            continue
        if _begins_text(line):
            return
        labels = tuple(read_labels(layout.written(line)))
        if not labels:
            continue
        alone = len(labels) == 1 and _is_empty(labels[0])
        value_line = _value_below(layout, index, labels[0], one_above=below) if alone else None
        below = below or value_line is not None
        taken = value_line if value_line is not None else taken
        yield _LabelledLine(index, labels, value_line)


def _begins_text(line: Line) -> bool:
    """Whether the document's own text has begun with `line`: a numbered item or a sentence."""
    if number_at(line.folded, Span(0, len(line.folded))) is not None and not read_labels(line.text):
        return True
    longest = _LONGEST_HEAD_LINE if read_labels(line.text) else _SHORTEST_SENTENCE
    return len(line.folded) > longest and line.folded[-1] == "。"


def _is_of_page(line: _LabelledLine) -> bool:
    return len(line.labels) == 1 and line.labels[0].label is PageLabel.PAGE


def _is_dated(layout: Layout, line: _LabelledLine) -> bool:
    value = line.labels[0].value
    return _DATE.match(layout.written(layout.lines[line.index])[value.start : value.end]) is not None


def _is_empty(labelled: Labelled) -> bool:
    return labelled.value.end <= labelled.value.start


def _value_below(layout: Layout, index: int, labelled: Labelled, *, one_above: bool) -> int | None:
    """The line below that of a label with nothing behind it, if what it says is of the kind that the label names.

    A label of the page alone has one if a label follows the value or if a label above it (`one_above`) has its value below.
    """
    if index + 1 >= len(layout.lines):
        return None
    below = layout.lines[index + 1]
    if read_labels(layout.written(below)):
        return None
    after = layout.written(layout.lines[index + 2]) if index + 2 < len(layout.lines) else ""
    fits = {
        PageLabel.NUMBER: is_issue_number(below.folded),
        PageLabel.DATE: _DATE.match(below.folded) is not None,
        PageLabel.PUBLISHED: _DATE.match(below.folded) is not None,
        PageLabel.TITLE: len(below.folded) <= _LONGEST_TITLE,
        PageLabel.ISSUER: len(below.folded) <= _LONGEST_NAME and not _SENTENCE.search(below.folded),
    }.get(
        labelled.label,
        len(below.folded) <= (_LONGEST_HEAD_LINE if read_labels(after) else _LONGEST_STATE if one_above else 0),
    )
    return index + 1 if fits else None


def _values(layout: Layout, line: _LabelledLine) -> Iterator[tuple[PageLabel, Span]]:
    source = layout.lines[line.index].span.start
    for labelled in line.labels:
        if labelled is line.labels[-1] and line.value_line is not None:
            span = Span(layout.line_starts[line.value_line], layout.start_of(line.value_line + 1))
        elif _is_empty(labelled):
            continue
        else:
            start = layout.text.clean_of(source + labelled.value.start)
            span = Span(start, layout.text.clean_of(source + labelled.value.end - 1) + 1)
        dated = labelled.label is PageLabel.PAGE and _DATE.match(layout.text.folded, *span) is not None
        label = PageLabel.PUBLISHED if dated else labelled.label
        if (value := _of_kind(layout.text.folded, label, span)) is not None:
            yield label, value


def _of_kind(folded: str, label: PageLabel, span: Span) -> Span | None:
    """What of `span` is a value of the kind that `label` names."""
    words = folded[span.start : span.end]
    if label is PageLabel.NUMBER:
        number = number_in(words)
        return Span(span.start + number.start, span.start + number.end) if number else None
    if label in (PageLabel.DATE, PageLabel.PUBLISHED):
        return span if _DATE.search(words) else None
    if label is PageLabel.TITLE:
        title = without_number(words)
        return Span(span.start + title.start, span.start + title.end)
    if label in (PageLabel.ISSUER, PageLabel.SOURCE):
        return span if len(words) <= _LONGEST_NAME else None
    return None
