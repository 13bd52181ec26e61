"""The labels of a government web page's head (标题：…  发文字号：…  成文日期：…), line by line; the words are in `data/lexicon/heads.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kgservice.documents.text import Span, fold, squeeze
from kgservice.lexicon import lexicon, one_of

_BULLETS = r"\s|•·●◆■〔>-"
_DAY = (
    r"(?:19|20)\d\d(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日)"
    r"(?:\s*\d{1,2}\s*：\s*\d\d(?:：\d\d)?)?"
)
_OPENING = re.compile(rf"[{_BULLETS}]*(?:(?P<day>{_DAY})(?=[\s|]))?[{_BULLETS}]*")
_UNKNOWN_LABEL = re.compile(r"(?<=\s)[\u4e00-\u9fff]{2,6}\s*：")
_BARS = "|•· \t\u3000\u00a0"
_LONG = 3
_LONG_ISSUER = 4


class PageLabel(StrEnum):
    """What a label says of the words behind it."""

    TITLE = "title"
    NUMBER = "number"
    ISSUER = "issuer"
    SOURCE = "source"
    DATE = "date"
    PUBLISHED = "published"
    OTHER = "other"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the words behind it, as stretches of the line; `marked` by a colon."""

    label: PageLabel
    words: Span
    value: Span
    marked: bool


def read_labels(line: str) -> list[Labelled]:
    """The labels that stand on `line`, which begins with one, or with a day before it; none on any other line.

    Between them stands a colon, a closing bracket, white space or a bar (名称：…  文号：…; 【文号】…; 发布机构 | 某镇 |).
    """
    folded = fold(line)
    opening = _OPENING.match(folded)
    start = opening.end() if opening else 0
    dated = opening is not None and opening["day"] is not None
    if not dated and _labels().match(folded, start) is None:
        return []
    found: list[tuple[PageLabel, re.Match[str]]] = []
    for match in _labels().finditer(folded, start):
        label = _label_of()[squeeze(match["word"])]
        first = match.start() == start
        if _stands_apart(folded, match, label, first=first, alone=first and match.end() == len(folded.rstrip())):
            found.append((label, match))
        elif not found:
            return []
    if not found or found[0][1].start() != start:
        return []
    return list(_with_values(folded, found))


def _with_values(folded: str, found: list[tuple[PageLabel, re.Match[str]]]) -> Iterator[Labelled]:
    for index, (label, match) in enumerate(found):
        end = found[index + 1][1].start() if index + 1 < len(found) else len(folded)
        value = _value(folded, Span(match.end(), end))
        yield Labelled(label, Span(*match.span()), value, match["colon"] is not None)


def _stands_apart(folded: str, match: re.Match[str], label: PageLabel, *, first: bool, alone: bool) -> bool:
    """Whether a label's words are one here, and no part of what is said."""
    word = squeeze(match["word"])
    parted = first or folded[match.start() - 1] in _BARS or folded[match.start() - 1] == "："
    if match["colon"]:
        return parted or len(word) >= _LONG or label in (PageLabel.OTHER, PageLabel.SOURCE)
    if not parted:
        return False
    if match["tight"] is None:
        return len(word) >= _LONG or alone or not first or label is not PageLabel.PAGE
    if folded[match.end()].isascii():
        return len(word) >= _LONG
    return label is PageLabel.ISSUER and len(word) >= _LONG_ISSUER and first


def _value(folded: str, stretch: Span) -> Span:
    """The first cell of `stretch`, without white space and bars around it, up to a label that no list has (著录日期：)."""
    start, end = stretch
    if unknown := _UNKNOWN_LABEL.search(folded, start, end):
        end = unknown.start()
    while start < end and (folded[start].isspace() or folded[start] in _BARS):
        start += 1
    if (bar := folded.find("|", start, end)) >= 0:
        end = bar
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in _BARS):
        end -= 1
    return Span(start, end)


def is_labelled(line: str) -> bool:
    """Whether `line` begins with a document's label, a colon and what it labels (发文字号：某政办〔2024〕1号)."""
    labels = read_labels(line)
    if not labels or not labels[0].marked or labels[0].label is PageLabel.PAGE:
        return False
    return labels[0].value.end > labels[0].value.start


def begins_with_label(line: str) -> bool:
    """Whether `line` is one of a page's head: it begins with a label and a colon."""
    labels = read_labels(line)
    return bool(labels) and labels[0].marked and (len(labels) > 1 or labels[0].label is not PageLabel.PAGE)


def is_label(words: str) -> bool:
    """Whether `words` are a document's label and nothing else, with or without its colon."""
    return _label_of().get(squeeze(fold(words)).rstrip("："), PageLabel.PAGE) is not PageLabel.PAGE


def labels_apart(line: str) -> list[str]:
    """`line` cut before each label that stands on it (来源：市政府  发布时间：2024-05-06)."""
    labels = read_labels(line)
    if len(labels) < 2 or not all(each.marked for each in labels):
        return [line]
    ends = [*(each.words.start for each in labels[1:]), len(line)]
    return [line[each.words.start : end].strip() for each, end in zip(labels, ends, strict=True)]


def is_furniture(line: str) -> bool:
    """Whether `line` is of the page and says nothing of the document: where it stands (首页 > 政务公开), what its buttons say."""
    return _furniture().fullmatch(fold(line).strip()) is not None


@cache
def _label_of() -> dict[str, PageLabel]:
    return {each.word: label for label in PageLabel for each in lexicon("heads")[label]}


@cache
def _labels() -> re.Pattern[str]:
    words = sorted(_label_of(), key=len, reverse=True)
    spaced = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return re.compile(rf"(?P<word>{spaced})(?:(?P<colon>\s*[：〕])|(?=[\s|]|$)|(?P<tight>(?=\w)))")


@cache
def _furniture() -> re.Pattern[str]:
    buttons = one_of("heads", "buttons")
    return re.compile(
        rf"{one_of('heads', 'crumbs')}.*|首页\s*[>›»].*|.*[>›»].*[>›»].*"
        rf"|[\s（）〔〕：|/]*(?:{buttons}[\s（）〔〕：|/]*)+|(?!（(?:19|20)\d\d|\d{{1,2}}、$)[^\u3400-\u9fff]*"
    )
