"""Tells whether a text begins or ends in the middle of its document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.outline import Item
from kgservice.documents.plan_text import PlanText
from kgservice.documents.surroundings import FIRST_OF_ANNEXES
from kgservice.documents.text import Span
from kgservice.lexicon import pattern_of

_SAID = "（{cut}"
_LABELLED = re.compile("(?:单位|部门|时限|时间|责任人|领导)：")
_ANNEX_LABEL = re.compile("附件(?P<number>\\d{1,2})：?")
_SENTENCE_ENDS = "。！？）〕；："
_QUOTE_ENDS = "”》"
_LONGEST_LAST_WORDS = 60
# Shorter texts are examples and drafts, in which a list of one is no sign of a cut.
_SHORTEST_CUT = 500


def is_fragment(layout: Layout, plans: Sequence[PlanText], closing: Sequence[Span]) -> bool:
    """Whether the text says so itself, begins with an item that is not the first, or ends where no document does."""
    if pattern_of("heads", _SAID).search(layout.text.folded) or _ends_in_mid_sentence(layout):
        return True
    if not plans:
        return _prose_breaks_off(layout)
    first, last = plans[0], plans[-1]
    if first.items and first.items[0].ordinal != 1:
        return True
    if not first.items and first.tables and first.tables[0].table.begins_inside:
        return True
    if _annex_is_missing(layout):
        return True
    if last.annexes or last.tables:
        return False
    if not last.items:
        return _prose_breaks_off(layout)
    if closing or last.ending is not None:
        return False
    return _breaks_off(layout, last.items) or (
        len(layout.text.text) >= _SHORTEST_CUT and _ends_in_a_list_of_one(last.items)
    )


def _prose_breaks_off(layout: Layout) -> bool:
    """Whether a text without items ends with a colon or a comma."""
    return layout.text.folded[-1] in "：，、"


def _ends_in_mid_sentence(layout: Layout) -> bool:
    """Whether the text's last line is a long paragraph that does not end."""
    last = layout.lines[-1]
    long = not last.is_row and len(last.folded) > _LONGEST_LAST_WORDS
    return long and last.folded[-1] not in _SENTENCE_ENDS + _QUOTE_ENDS and not _LABELLED.search(last.folded)


def _breaks_off(layout: Layout, items: Sequence[Item]) -> bool:
    """Whether the last item ends in mid-sentence."""
    folded, body = layout.text.folded, items[-1].body
    last = re.split("[。；]", folded[body.start : body.end])[-1]
    if folded[body.end - 1] in _SENTENCE_ENDS or _LABELLED.search(last):
        return False
    return folded[body.end - 1] not in _QUOTE_ENDS or len(last) > _LONGEST_LAST_WORDS


def _ends_in_a_list_of_one(items: Sequence[Item]) -> bool:
    """Whether the plan has a first section only, or its last item is the first and only one of its list."""
    top = [item for item in items if item.parent is None]
    if len(top) == 1:
        return True
    beside = [item for item in items if item.parent == items[-1].parent]
    return items[-1].parent is not None and len(beside) == 1 and items[-1].ordinal == 1


def _annex_is_missing(layout: Layout) -> bool:
    """Whether of the annexes that the text lists (附件：1.…  2.…) one stands below, and the last does not."""
    lines = [line.folded for line in layout.lines]
    below = {int(match["number"]) for match in map(_ANNEX_LABEL.fullmatch, lines) if match}
    listed = next((index for index, line in enumerate(lines) if FIRST_OF_ANNEXES.match(line)), len(lines))
    last = 1
    for line in lines[listed + 1 :]:
        if not line.startswith(f"{last + 1}."):
            break
        last += 1
    return listed < len(lines) and bool(below) and last > max(below)
