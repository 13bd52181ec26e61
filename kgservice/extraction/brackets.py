"""Where brackets are open in a stretch of text."""

from __future__ import annotations

import re
from bisect import bisect_left

from kgservice.documents.text import Span

_BRACKET = re.compile("[（〔《〈“）〕》〉”]")
_OPENING = "（〔《〈“"


class Brackets:
    """The bracketed stretches of `text` inside `span`; one that is never closed goes on to the end."""

    def __init__(self, text: str, span: Span) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        depth = 0
        for bracket in _BRACKET.finditer(text, *span):
            if bracket.group() in _OPENING:
                if depth == 0:
                    self._starts.append(bracket.start())
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    self._ends.append(bracket.start())
        if depth:
            self._ends.append(span.end)

    def hold(self, place: int) -> bool:
        """Whether what begins at `place` is in brackets; a bracket that opens there is not."""
        index = bisect_left(self._starts, place) - 1
        return index >= 0 and place <= self._ends[index]
