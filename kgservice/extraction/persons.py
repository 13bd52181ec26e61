"""Reads who answers in person: the cells of columns for leaders and those in charge, without the numbers of telephones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import PersonInCharge

_PHONE = re.compile(
    r"(?:(?:联系)?电话|手机|办公|[TtEeLl]{3})?[：:]?(?<!\d)(?:1\d{10}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?)(?!\d)"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_AROUND = "、，；：/ "


def persons_in(text: CleanText, cell: Span, called: Span | None) -> Iterator[PersonInCharge]:
    """Those whom `cell` names, as it writes them: all in one, or what stands between telephones' numbers."""
    start = cell.start
    for phone in (*_PHONE.finditer(text.folded, *cell), None):
        name = text.strip(Span(start, phone.start() if phone else cell.end), _AROUND)
        if name.start < name.end and _HAN.search(text.folded, *name):
            yield PersonInCharge("person.table", name, called)
        start = phone.end() if phone else cell.end


def phones_in(text: CleanText, cell: Span) -> Iterator[Span]:
    """Where telephones' numbers stand in `cell`."""
    return (Span(*phone.span()) for phone in _PHONE.finditer(text.folded, *cell))


def stretch_around(text: CleanText, span: Span, holes: Collection[Span], holding: Span) -> Span:
    """The longest stretch of `span` around `holding` in which none of `holes` stands."""
    start = max((hole.end for hole in holes if hole.end <= holding.start), default=span.start)
    end = min((hole.start for hole in holes if hole.start >= holding.end), default=span.end)
    return text.strip(Span(max(start, span.start), min(end, span.end)), _AROUND)
