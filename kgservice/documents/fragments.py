"""Tells whether a text begins or ends in the middle of its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.numbering import Style
from kgservice.documents.outline import Item
from kgservice.documents.plan_text import PlanText
from kgservice.documents.surroundings import FIRST_OF_ANNEXES
from kgservice.documents.table_parts import Table
from kgservice.documents.text import Span
from kgservice.lexicon import pattern_of
from kgservice.numerals import chinese_number
from kgservice.times.words import WHOLE_DATE

_SAID = "（{cut}"
_LABELLED = re.compile("(?:单位|部门|时限|时间|责任人|领导)：")
_ANNEX_LABEL = re.compile("附件(?P<number>\\d{1,2})：?")
_TOLD_OF_ANNEX = re.compile("见附[件表]")
_ANNEX_LINE = re.compile("附[件表录：]")
_GOALS = "{goals_alone}"
_HOW_MANY = re.compile(
    "(?:以下|下列)(?:(?P<figure>\\d{1,2})|(?P<word>[一二三四五六七八九十]{1,3}))(?:[个项件条大]|方面)[^。；]*[。：]?"
)
_IMPRINT = re.compile(f"{WHOLE_DATE}印发$")
_LAST_WORDS = re.compile("自[^，。；]{2,24}起(?:施行|实施|执行)|有效期|负责(?:解释|解读)")
_SENTENCE_ENDS = "。！？）〕；："
_QUOTE_ENDS = "”》"
_LONGEST_LAST_WORDS = 60
# Shorter texts are examples and drafts, in which a list of one is no sign of a cut.
_SHORTEST_CUT = 500


def is_fragment(layout: Layout, plans: Sequence[PlanText], closing: Sequence[Span]) -> bool:
    """Whether the text says so itself, begins with an item that is not the first, or ends where no document does."""
    if pattern_of("heads", _SAID).search(layout.text.folded):
        return True
    imprint = _IMPRINT.search(layout.text.folded) is not None
    if not imprint and _ends_in_mid_sentence(layout):
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
        return bool(last.tables) and _ends_in_a_cut_row(layout, last.tables[-1].table)
    if not last.items:
        return _prose_breaks_off(layout)
    if closing or last.ending is not None or imprint or _LAST_WORDS.search(layout.lines[-1].folded):
        return False
    return _breaks_off(layout, last.items) or (
        len(layout.text.text) >= _SHORTEST_CUT
        and (
            _ends_in_a_list_of_one(last.items)
            or _ends_in_goals(layout, last.items)
            or _lists_fewer_than_it_says(layout, last)
            or _annex_is_only_told_of(layout)
        )
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
    """Whether the plan has a first section only, or its last item, or one that this stands in, is the only one of its list.

    Numbers may run on from chapter to chapter: the last chapter of a law may have one, and that of a plan whose others have one.
    """
    alone = (beside[0] for _, beside in _last_lists(items) if len(beside) == 1)
    return any(item.ordinal == 1 or not _may_stand_alone(item, items) for item in alone)


def _may_stand_alone(item: Item, items: Sequence[Item]) -> bool:
    """Whether the item, whose number runs on, is an article or one of several that are the only ones of their section."""
    sections = Counter(each.parent for each in items if each.style is item.style)
    return item.style is Style.ARTICLE or sum(number == 1 for number in sections.values()) > 1


def _last_lists(items: Sequence[Item]) -> Iterator[tuple[Item | None, list[Item]]]:
    """The lists that go on to the end of `items`, from the innermost out, each with the item it stands in."""
    item: Item | None = items[-1]
    while item is not None:
        above = items[item.parent] if item.parent is not None else None
        yield above, [each for each in items if each.parent == item.parent]
        item = above


def _ends_in_goals(layout: Layout, items: Sequence[Item]) -> bool:
    """Whether the last section says what is aimed at, so that no section says what is to be done."""
    last = [item for item in items if item.parent is None][-1]
    heading = layout.text.folded[last.heading.start : last.heading.end].rstrip("：")
    return pattern_of("sections", _GOALS).fullmatch(heading) is not None


def _lists_fewer_than_it_says(layout: Layout, plan: PlanText) -> bool:
    """Whether what stands over a list that goes on to the end says how many follow (以下十个项目：), and fewer do."""
    for above, listed in _last_lists(plan.items):
        over = Span(above.heading.start, above.body.end) if above is not None else plan.preamble
        if over is not None and len(listed) < _told(layout.text.folded[over.start : over.end]):
            return True
    return False


def _told(words: str) -> int:
    """How many the last sentence of `words` says that follow; 0 if it does not say."""
    match = next((each for each in _HOW_MANY.finditer(words) if each.end() == len(words)), None)
    if match is None:
        return 0
    return int(match["figure"]) if match["figure"] else chinese_number(match["word"])


def _ends_in_a_cut_row(layout: Layout, table: Table) -> bool:
    """Whether the last row is the only one that lacks cells, two or more, and the text ends in it."""
    *before, last = table.rows
    return (
        last.cells is None
        and len(last.words) < len(table.columns) - 1
        and bool(before)
        and all(row.cells is not None for row in before)
        and last.span.end >= len(layout.text.folded)
    )


def _annex_is_only_told_of(layout: Layout) -> bool:
    """Whether the text refers to an annex (详见附件1) and neither lists any nor has one."""
    refers = _TOLD_OF_ANNEX.search(layout.text.folded) is not None
    return refers and not any(_ANNEX_LINE.match(line.folded) for line in layout.lines)


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
