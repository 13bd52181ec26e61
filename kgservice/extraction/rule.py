"""A rule: a permanent id, a pattern, and what a match means; and a reason, of several the first of which counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from kgservice.documents.text import CleanText, Span

Mention = TypeVar("Mention")
At = TypeVar("At")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Mention]):
    """`pattern` is matched against folded text; `produce` gives the mentions that a match makes, none to decline it.

    `produce` is given the rule's id, which every mention keeps. Where none of `hints` stands, the pattern is not tried.
    """

    id: str
    pattern: re.Pattern[str]
    produce: Callable[[re.Match[str], CleanText, str], Iterable[Mention]]
    hints: tuple[str, ...] = ()

    def read(self, text: CleanText, span: Span) -> Iterator[Mention]:
        """The mentions this rule finds inside `span`."""
        if self.hints and all(text.folded.find(hint, *span) < 0 for hint in self.hints):
            return
        for match in self.pattern.finditer(text.folded, span.start, span.end):
            yield from self.produce(match, text, self.id)


@dataclass(frozen=True, slots=True)
class Reason(Generic[At]):
    """Why what stands at some place of a text is read so, or is not; `example` is a text in which it `holds`."""

    id: str
    holds: Callable[[At], bool]
    example: str
