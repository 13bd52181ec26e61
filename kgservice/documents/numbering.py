"""Finds what may be an item's number (一、 （一） 1. 第一条 ①) in the clean text; the outline decides which are."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from kgservice.documents.layout import Layout
from kgservice.documents.not_read import is_not_read
from kgservice.documents.text import Span
from kgservice.numerals import chinese_number
from kgservice.registers.shipped import shipped_bodies


class Style(IntEnum):
    """The ways to write a number, from the outermost in; an annex is called by its label."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    DIVISION = 3
    ARTICLE = 4
    CHINESE = 5
    BRACKETED_CHINESE = 6
    PLAIN = 7
    DECIMAL = 8
    SECOND_DECIMAL = 9
    ARABIC = 10
    BRACKETED_ARABIC = 11
    HALF_BRACKETED = 12
    CIRCLED = 13


class Position(IntEnum):
    """How much the place before a number looks like the end of something."""

    INSIDE = 0
    AFTER_SENTENCE = 1
    PARAGRAPH = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A possible item number: `label` is how it stands in a path, `span` includes its separator.

    `before_figure` says that a figure follows without a space, so that the number may be part of it (2.121人才梯队项目).
    """

    style: Style
    ordinal: int
    label: str
    span: Span
    position: Position
    before_figure: bool = False


_CHINESE = "[一二三四五六七八九十百]{1,5}"
_NUMBER = re.compile(
    rf"""
    (?=[第（一二三四五六七八九十百\d①-⒛㈠-㈩])(?:
      (?P<PART>第{_CHINESE}部分)[、：]?               # 第一部分
    | (?P<CHAPTER>第{_CHINESE}章)[、：]?              # 第一章
    | (?P<DIVISION>第{_CHINESE}节)[、：]?             # 第一节
    | (?P<ARTICLE>第(?:{_CHINESE}|\d(?:\s?\d){{0,2}})条)[、：]?  # 第一条, 第 1 0 条
    | (?P<BRACKETED_CHINESE>（{_CHINESE}）)[、.]?       # （一）
    | (?P<CHINESE>{_CHINESE})[、.](?!{_CHINESE}、)       # 一、
    | (?P<BRACKETED_ARABIC>（\d{{1,3}}）)[、.]?          # （1）
    | (?<!\d)(?P<SECOND_DECIMAL>\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}})(?=[\u4e00-\u9fff“]) # 2.1.3
    | (?<!\d)(?P<DECIMAL>\d{{1,2}}\.\d{{1,2}})(?=[\u4e00-\u9fff“])               # 2.1
    | (?<!\d)(?P<ARABIC>\d{{1,3}})(?:、|\.(?!\d)|\.(?=20\d\d年))[、.]?  # 1.  1．  1、  3．2020年底前…
    | (?<!\d)(?P<GLUED>\d{{1,3}})\.(?=\d)          # 2.121人才梯队项目
    | (?P<HALF_BRACKETED>\d{{1,2}})）[、.]?             # 1）
    | (?P<CIRCLED>[①-⑳])                           # ①
    | (?P<ENCLOSED_CHINESE>[㈠-㈩])[、.]?            # ㈠, （一） in one character
    | (?P<ENCLOSED_ARABIC>[⑴-⒇])[、.]?             # ⑴
    | (?P<DOTTED>[⒈-⒛])                            # ⒈
    | (?<!\d)(?P<PLAIN>\d{{1,2}})(?=[\u4e00-\u9fff])                         # 2, where 2.1 follows
    )
    """,
    re.VERBOSE,
)
# 一、二级医院; at the start of a paragraph it is an item (一、三农工作).
_FIRST_OF_SEVERAL = {
    Position.INSIDE: re.compile(f"{_CHINESE}[、.]{_CHINESE}"),
    Position.AFTER_SENTENCE: re.compile(f"{_CHINESE}[、.]{_CHINESE}[级类期线]"),
}
# By the range that a number in one character is of, the style that it is written for.
_ONE_CHARACTER = {
    "ENCLOSED_CHINESE": Style.BRACKETED_CHINESE,
    "ENCLOSED_ARABIC": Style.BRACKETED_ARABIC,
    "DOTTED": Style.ARABIC,
}
_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}(?=[\u4e00-\u9fff“])")
_DECIMALS = ("PLAIN", "DECIMAL", "SECOND_DECIMAL")
_INSIDE = (Style.BRACKETED_CHINESE, Style.CHINESE, Style.ARABIC)
_MAY_BE_FIGURE = ("GLUED", "DECIMAL")
_NUMBER_OF_ITEM = f"(?:（{_CHINESE}）|{_CHINESE}、)"
# Numbers of a list of parties, behind the label of a clause: 责任单位：1.市公安局2.市应急管理局
_OF_PARTY = r"(?:\d{1,2}[.、]|（\d{1,2}）|\d{1,2}）|[①-⑳])"
_LIST = re.compile(rf"(?<=单位：|部门：|科室：|处室：)(?={_OF_PARTY})")
_ENTRY = re.compile(rf"{_OF_PARTY}(?P<names>(?:(?!{_OF_PARTY}|{_NUMBER_OF_ITEM})[^。；：]){{2,60}}[。；]?)")
_BETWEEN = re.compile("[、，]")
_ENDS_SENTENCE = "。！？；：…"
_CLOSES = "）〕》”"


def number_at(folded: str, span: Span) -> tuple[Style, str, int] | None:
    """The number that `span` of a folded text begins with: its style, how it stands in a path, and where it ends."""
    match = _NUMBER.match(folded, *span)
    if match is None or match.lastgroup in (*_DECIMALS, *_MAY_BE_FIGURE):
        return None
    return _style(match), match[match.lastgroup or 0], match.end()


def list_of_parties(folded: str, start: int, end: int) -> Span | None:
    """The numbered list of parties that begins at `start`, behind the label of a clause, as far as bodies are named."""
    stop, entries = start, 0
    while entry := _ENTRY.match(folded, stop, end):
        if not all(map(_is_body, _BETWEEN.split(entry["names"].strip("、，；。")))):
            break
        stop, entries = entry.end(), entries + 1
    return Span(start, stop) if entries > 1 else None


def _is_body(name: str) -> bool:
    return shipped_bodies().ending(name) is not None or shipped_bodies().is_collective(name)


def find_numbers(layout: Layout) -> Iterator[Number]:
    """Every possible item number, in order; those inside a running word or figure, of a list of parties, or of what was not read, are left out."""
    folded = layout.text.folded
    chapters = _decimal_chapters(layout)
    lists = (list_of_parties(folded, begins.start(), len(folded)) for begins in _LIST.finditer(folded))
    apart = [listed for listed in lists if listed is not None]
    apart += (
        Span(layout.start_of(place), layout.start_of(place + 1))
        for place, line in enumerate(layout.lines)
        if is_not_read(line.folded)
    )
    for match in _NUMBER.finditer(folded):
        start = match.start()
        if any(first <= start < end for first, end in apart):
            continue
        position = _position(layout, start)
        of_chapters = match.lastgroup in _DECIMALS and _chapter(match) in chapters
        if match.lastgroup in (*_DECIMALS, *_MAY_BE_FIGURE) and (position is not Position.PARAGRAPH or not of_chapters):
            if position is Position.PARAGRAPH and match.lastgroup in _MAY_BE_FIGURE:
                yield _before_figure(layout, match)
            continue
        if position is Position.INSIDE and _style(match) not in _INSIDE:
            continue
        several = _FIRST_OF_SEVERAL.get(position)
        if several is not None and several.match(folded, start):
            continue
        style = _style(match)
        written = layout.text[Span(*match.span(match.lastgroup or 0))], match[match.lastgroup or 0]
        label, counts = ("".join(words.split()) for words in written)
        ordinal = ordinal_of(style, counts)
        shown = str(ordinal) if match.lastgroup == "DOTTED" else label
        yield Number(style, ordinal, shown, Span(*match.span()), position)


def _style(match: re.Match[str]) -> Style:
    name = match.lastgroup or ""
    return _ONE_CHARACTER.get(name) or Style[name]


def _before_figure(layout: Layout, match: re.Match[str]) -> Number:
    """The number before the dot, where what follows is a figure of the text."""
    dot = match.string.index(".", match.start())
    span = Span(match.start(), dot + 1)
    label = layout.text[Span(match.start(), dot)]
    return Number(Style.ARABIC, int(match.string[match.start() : dot]), label, span, Position.PARAGRAPH, True)


def _decimal_chapters(layout: Layout) -> set[str]:
    """The chapters of a text that is numbered 1, 1.1, 1.2, 2, 2.1: those of which a first part stands at a line's start."""
    starts = {
        match.group() for start in layout.paragraph_starts if (match := _DECIMAL.match(layout.text.folded, start))
    }
    return {chapter for chapter, _, part in (number.partition(".") for number in starts) if part == "1"}


def _chapter(match: re.Match[str]) -> str:
    return match.group().split(".")[0]


def ordinal_of(style: Style, label: str) -> int:
    """What a number that is written `label` counts (（三）: 3)."""
    core = label.strip("第部分章节条（）()").rpartition(".")[2]
    if len(core) == 1:
        return int(unicodedata.numeric(core))
    return int(core) if core.isdigit() else chinese_number(core)


def _position(layout: Layout, start: int) -> Position:
    if _among(layout.paragraph_starts, start):
        return Position.PARAGRAPH
    before = layout.text.folded[start - 1]
    if _among(layout.line_starts, start) and before in _ENDS_SENTENCE + _CLOSES:
        return Position.PARAGRAPH
    if before in _ENDS_SENTENCE + _CLOSES:
        return Position.AFTER_SENTENCE
    return Position.INSIDE


def _among(places: tuple[int, ...], place: int) -> bool:
    index = bisect_left(places, place)
    return index < len(places) and places[index] == place
