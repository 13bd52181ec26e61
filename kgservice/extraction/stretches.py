"""What is left of a stretch of text when others are taken out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgservice.documents.text import Span


def without(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    """`span` without `holes`; a hole of no length cuts it."""
    start = span.start
    for hole in sorted(holes):
        if hole.end < start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if span.end > start:
        yield Span(start, span.end)
