"""Word's automatic numbers, which are not in a paragraph's text: 一、 （一） 1. 第一条 ①.

Implements ECMA-376 part 1, clause 17.9: a paragraph, or its style, names a list and a level of it; the list's definition
says how the level counts and how its number is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TypeVar

from docx.oxml.ns import qn
from lxml import etree

from kgservice.documents.formats.number_forms import number_text

_VALUE = qn("w:val")
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = range(9)
_LONGEST_TEXT = 100
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_NEEDS_SPACE = re.compile(r"[0-9A-Za-z.]$")

Otherwise = TypeVar("Otherwise", int, None)


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level counts (`form`, from `start`, anew after `restart`) and how it is written: 第%1条."""

    form: str
    text: str
    start: int
    restart: int | None
    all_arabic: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A list: whose counters it counts on with, its levels, and where some of them start anew with it."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Gives the paragraphs of a document their numbers, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element) -> None:
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles.iterfind(qn("w:style"))}
        self._level_of_style: dict[tuple[str, str], int] = {}
        self._lists = self._read_lists(numbering) if numbering is not None else {}
        self._counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def next(self, paragraph: etree._Element) -> str:
        """What Word writes before `paragraph`: its number, or nothing."""
        list_id, level = self._place(paragraph)
        found = self._lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters[found.counters]
        self._count(counters, found, list_id, level)
        return _written(found, counters, level)

    def _count(self, counters: dict[int, int], found: _List, list_id: str, level: int) -> None:
        if level in found.starts and (list_id, level) not in self._begun:
            counters[level] = found.starts[level]
        else:
            counters[level] = counters[level] + 1 if level in counters else found.levels[level].start
        self._begun.add((list_id, level))
        for higher in range(level):
            if higher in found.levels:
                counters.setdefault(higher, found.levels[higher].start)
        for deeper in [other for other in counters if other > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counters[deeper]

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list that the paragraph, else its style or one that this is based on, is in, and the level there."""
        list_id, level = _numbered_by(paragraph)
        style_id = _text_of(paragraph, "pPr", "pStyle")
        passed: set[str] = set()
        while list_id is None and style_id in self._styles and style_id not in passed:
            passed.add(style_id)
            style = self._styles[style_id]
            list_id, own_level = _numbered_by(style)
            if list_id is not None:
                level = own_level if own_level is not None else level
                level = self._level_of_style.get((list_id, style_id), level)
            based = style.find(qn("w:basedOn"))
            style_id = based.get(_VALUE, "") if based is not None else ""
        return list_id or "0", level or 0

    def _read_lists(self, numbering: etree._Element) -> dict[str, _List]:
        definitions = {each.get(qn("w:abstractNumId"), ""): each for each in numbering.iterfind(qn("w:abstractNum"))}
        by_style = {link: key for key, each in definitions.items() if (link := _text_of(each, "styleLink"))}
        lists: dict[str, _List] = {}
        for each in numbering.iterfind(qn("w:num")):
            list_id, key = each.get(qn("w:numId"), ""), _text_of(each, "abstractNumId")
            key = by_style.get(_text_of(definitions[key], "numStyleLink"), key) if key in definitions else key
            if key not in definitions:
                continue
            levels: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for level in definitions[key].iterfind(qn("w:lvl")):
                self._read_level(list_id, level, levels)
            for override in each.iterfind(qn("w:lvlOverride")):
                if (start := _whole(_text_of(override, "startOverride"), None)) is not None:
                    starts[_whole(override.get(qn("w:ilvl"), ""), 0)] = start
                for level in override.iterfind(qn("w:lvl")):
                    self._read_level(list_id, level, levels)
            lists[list_id] = _List(key, levels, starts)
        return lists

    def _read_level(self, list_id: str, level: etree._Element, levels: dict[int, _Level]) -> None:
        depth = _whole(level.get(qn("w:ilvl"), ""), 0)
        if depth not in _LEVELS:
            return
        levels[depth] = _Level(
            form=_text_of(level, "numFmt") or "decimal",
            text=_text_of(level, "lvlText")[:_LONGEST_TEXT],
            start=_whole(_text_of(level, "start"), 0),
            restart=_whole(_text_of(level, "lvlRestart"), None),
            all_arabic=level.find(qn("w:isLgl")) is not None,
        )
        if style := _text_of(level, "pStyle"):
            self._level_of_style[list_id, style] = depth


def _numbered_by(element: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level that a paragraph or a style names itself."""
    list_id = _text_of(element, "pPr", "numPr", "numId") or None
    return list_id, _whole(_text_of(element, "pPr", "numPr", "ilvl"), None)


def _whole(text: str, otherwise: Otherwise) -> int | Otherwise:
    """The number that `text` is; `otherwise`, if it is none."""
    return int(text) if _WHOLE.fullmatch(text) else otherwise


def _text_of(element: etree._Element, *path: str) -> str:
    found = element.find("/".join(qn(f"w:{name}") for name in path))
    return str(found.get(_VALUE, "")) if found is not None else ""


def _written(found: _List, counters: dict[int, int], level: int) -> str:
    here = found.levels[level]
    if here.form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        if depth not in found.levels or depth > level:
            return ""
        form = "decimal" if here.all_arabic and depth < level else found.levels[depth].form
        return number_text(counters.get(depth, found.levels[depth].start), form)

    words = _PLACEHOLDER.sub(number, here.text)
    return f"{words} " if _NEEDS_SPACE.search(words) else words
