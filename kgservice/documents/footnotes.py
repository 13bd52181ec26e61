"""Finds the notes that stand under a text or a page (注：…; ①…, where a mark in the text calls for it), which are no items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgservice.documents.formats.number_forms import number_text
from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.lexicon import one_of
from kgservice.numerals import chinese_number

_CALLED = re.compile("(?<=[\u4e00-\u9fff”》])[①-⑳](?=[，。、；：）”]|$)")
_CIRCLED = re.compile("[①-⑳]")
_NUMBER = re.compile(r"(?P<before>（?)(?P<ordinal>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<behind>[.、]|）)(?!\d)")
_OF_TABLE = re.compile("本(?:表|清单|台账)")  # 一、本表由牵头单位填写
_FIRST = ("1.", "1、", "（1）", "1）")


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(rf"[（〔]?{one_of('documents', 'notes')}(?:\d{{1,2}})?：")


def find_footnotes(layout: Layout) -> tuple[Span, ...]:
    """The paragraphs that are notes, in order: those that 注： begins or that tell of 本表, those that go on with their numbers, those that a mark calls for.

    A number that the list of the plan would go on with as well is the plan's (1. | 注：1.… | 2.).
    """
    return tuple(_footnotes(layout))


def _footnotes(layout: Layout) -> Iterator[Span]:
    folded = layout.text.folded
    called = {mark.group(): mark.start() for mark in reversed(list(_CALLED.finditer(folded)))}
    ends = (*layout.paragraph_starts[1:], len(folded))
    of_plan = ""
    expected: tuple[str, ...] = ()
    for start, end in zip(layout.paragraph_starts, ends, strict=True):
        circled = _CIRCLED.match(folded, start)
        number = _NUMBER.match(folded, start)
        if label := _labelled().match(folded, start):
            expected = _FIRST if label.end() == end else _next_of(_first_list(folded, Span(label.end(), end)))
        elif number and (
            (number.group() in expected and number.group() != of_plan) or _OF_TABLE.match(folded, number.end())
        ):
            expected = _next_of(number)
        elif not (circled and called.get(circled.group(), start) < start):
            expected = ()
            of_plan = _next_of(number)[0] if number else of_plan
            continue
        yield Span(start, end)


def _first_list(folded: str, note: Span) -> re.Match[str] | None:
    """The last number of the list that `note` begins with (1.…；2.…)."""
    last: re.Match[str] | None = None
    for number in _NUMBER.finditer(folded, *note):
        if (last is None and number.start() == note.start and number.group() in _FIRST) or (
            last and number.group() in _next_of(last)
        ):
            last = number
    return last


def _next_of(number: re.Match[str] | None) -> tuple[str, ...]:
    """How the number behind `number` is written (2. behind 1.); nothing behind None."""
    if number is None:
        return ()
    ordinal = number["ordinal"]
    following = (
        str(int(ordinal) + 1) if ordinal.isdecimal() else number_text(chinese_number(ordinal) + 1, "chineseCounting")
    )
    return (f"{number['before']}{following}{number['behind']}",)
