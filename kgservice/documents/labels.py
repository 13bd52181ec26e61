"""The labelled lines that a government web page puts over a document (标题：…  发文字号：…  成文日期：…)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgservice.documents.layout import Layout
from kgservice.documents.text import Span, fold, squeeze

_LABEL = re.compile(
    r"""
    (?:
        (?P<title>标题|名称|文件名称|公文名称)
      | (?P<number>发文字号|文号|文件编号|发文文号)
      | (?P<issuer>发文机关|发文单位|发布机构|发布单位|公开主体|制发单位|来源)
      | (?P<date>成文日期|发文日期|成文时间|生成日期)
      | (?P<other>索引号|信息索引号?|主题分类|主题词|分类|公开类别|体裁分类|发布日期|发布时间|生效日期|废止日期|有效性
          |效力状态|公开方式|公开形式|公开范围|浏览次数|字体|责任编辑|统一编号)
    )：(?P<value>.*)
    """,
    re.VERBOSE,
)
_MOST_LINES = 40
_FEWEST_LABELS = 3


def is_labelled(line: str) -> bool:
    """Whether `line` is a label with what it labels (发文字号：某政办〔2024〕1号)."""
    match = _LABEL.fullmatch(fold(squeeze(line)))
    return match is not None and bool(match["value"])


def is_label(words: str) -> bool:
    """Whether `words` are a label and nothing else, with or without its colon."""
    return _LABEL.fullmatch(f"{fold(squeeze(words)).rstrip('：')}：") is not None


def labels_apart(line: str) -> list[str]:
    """`line` cut before each label that stands on it behind white space (来源：市政府  发布时间：2024-05-06)."""
    pieces = re.split(r"[\s\u3000|]+(?=[\u4e00-\u9fff]{2,6}[:：])", line)
    if len(pieces) < 2 or not all(_LABEL.fullmatch(fold(squeeze(piece))) for piece in pieces):
        return [line]
    return pieces


@dataclass(frozen=True, slots=True)
class Labels:
    """What the labels say, where they say it; `end` is where the document itself begins. Spans count in the clean text."""

    end: int
    title: Span | None = None
    number: Span | None = None
    issuer: Span | None = None
    date: Span | None = None


def read_labels(layout: Layout) -> Labels | None:
    """The labels over the document; None where fewer than three stand there."""
    found: dict[str, Span] = {}
    seen = last = 0
    for line in range(min(_MOST_LINES, len(layout.lines))):
        match = _LABEL.fullmatch(layout.lines[line].folded)
        if match is None:
            continue
        seen, last = seen + 1, line
        start, end = match.span("value")
        kind = (
            match.lastgroup
            if match.lastgroup != "value"
            else next(key for key, value in match.groupdict().items() if value)
        )
        if end > start and kind:
            found.setdefault(kind, Span(layout.line_starts[line] + start, layout.line_starts[line] + end))
    if seen < _FEWEST_LABELS:
        return None
    found.pop("other", None)
    return Labels(layout.start_of(last + 1), **found)
