"""Reads the sentences of an item as duties, and how strongly each binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.actors import find_actors
from kgservice.extraction.facts import Statement
from kgservice.extraction.forces import force_of
from kgservice.extraction.resolution import Names
from kgservice.extraction.stretches import without

_SENTENCE = re.compile("[^。！？]+[。！？]?[”』）〕]?")


def read_statements(text: CleanText, span: Span, clauses: Sequence[Span], names: Names) -> Iterator[Statement]:
    """The sentences in `span`, responsibility clauses left out, in order."""
    for stretch in without(span, clauses):
        for match in _SENTENCE.finditer(text.folded, *stretch):
            sentence = text.strip(Span(*match.span()), " ，；：。")
            if sentence.end - sentence.start > 2:
                force = force_of(text.folded[sentence.start : sentence.end])
                yield Statement(sentence, force, tuple(find_actors(text, sentence, names)))
