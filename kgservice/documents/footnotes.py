"""Finds the notes that stand under a text or a page (注：…; ①…, where a mark in the text calls for it), which are no items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.lexicon import one_of

_CALLED = re.compile("(?<=[\u4e00-\u9fff”》])[①-⑳](?=[，。、；：）”]|$)")
_CIRCLED = re.compile("[①-⑳]")


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(rf"（?{one_of('documents', 'notes')}(?:\d{{1,2}})?：")


def find_footnotes(layout: Layout) -> tuple[Span, ...]:
    """The paragraphs that are notes, in order."""
    return tuple(_footnotes(layout))


def _footnotes(layout: Layout) -> Iterator[Span]:
    folded = layout.text.folded
    called = {mark.group(): mark.start() for mark in reversed(list(_CALLED.finditer(folded)))}
    ends = (*layout.paragraph_starts[1:], len(folded))
    for start, end in zip(layout.paragraph_starts, ends, strict=True):
        circled = _CIRCLED.match(folded, start)
        if _labelled().match(folded, start) or (circled and called.get(circled.group(), start) < start):
            yield Span(start, end)
