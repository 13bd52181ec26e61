"""Finds what a text says in sentences without numbers: a notice that has no items, words before a plan's title."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.documents.titles import is_closing, is_date


def prose_in(layout: Layout, stretch: Span, apart: Sequence[Span] = ()) -> Span | None:
    """From the first to the last line in `stretch` that has a sentence, without those `apart`; None if there is none."""
    lines = [
        line
        for line in layout.lines_in(stretch)
        if "。" in (text := layout.lines[line].folded)
        and not (is_closing(text) or is_date(text))
        and not any(start <= layout.line_starts[line] < end for start, end in apart)
    ]
    if not lines:
        return None
    first = lines[0]
    while first > 0 and not layout.opens_paragraph(first) and layout.line_starts[first - 1] >= stretch.start:
        first -= 1
    return Span(layout.line_starts[first], min(layout.start_of(lines[-1] + 1), stretch.end))
