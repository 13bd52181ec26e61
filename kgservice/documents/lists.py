"""Cuts a cell at the numbers of a list that counts up in it (1.…2.…; （1）…（2）…; ①…②…)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kgservice.documents.formats.number_forms import number_text
from kgservice.documents.text import Span

_HAN = "一二三四五六七八九十"


class ListPoint(NamedTuple):
    """A point of a list: its number as written, and what it says."""

    label: Span
    words: Span


def _han(number: int) -> str:
    return number_text(number, "chineseCounting")


# How the numbers of a list look, each with one that does not belong to a longer number; the most a cell of a real table has is 14.
_STYLES: tuple[Callable[[int], str], ...] = (
    lambda n: rf"(?<![\d.]){n}[.、](?!\d(?!0\d\d年|\d?月))",  # 1. and, before a date, 2.2024年
    lambda n: rf"（{n}）",  # （1）
    lambda n: rf"(?<![\d（]){n}）",  # 1）
    lambda n: number_text(n, "decimalEnclosedCircle"),  # ①
    lambda n: rf"（{_han(n)}）",  # （一）
    lambda n: rf"(?<![{_HAN}]){_han(n)}、",  # 一、
)
_MOST = 20


def points(folded: str, cell: Span) -> Iterator[ListPoint]:
    """The points of the list that `cell` is; none if it does not begin with the first number of one."""
    for style in _STYLES:
        first = re.compile(style(1)).match(folded, *cell)
        if first is not None:
            yield from _points(folded, cell, style, Span(*first.span()))
            return


def _points(folded: str, cell: Span, style: Callable[[int], str], label: Span) -> Iterator[ListPoint]:
    for number in range(2, _MOST + 1):
        following = re.compile(style(number)).search(folded, label.end, cell.end)
        if following is None:
            break
        yield ListPoint(label, Span(label.end, following.start()))
        label = Span(*following.span())
    yield ListPoint(label, Span(label.end, cell.end))
