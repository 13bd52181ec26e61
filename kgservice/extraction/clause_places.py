"""Which item a clause is of: the one it stands in, or, on a line of its own behind the last of several, the one above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kgservice.documents.layout import Layout
from kgservice.documents.numbering import Style
from kgservice.documents.outline import Item
from kgservice.documents.text import Span
from kgservice.extraction.clause import Clause

_FEWEST = 2
_FEWEST_IN_LINE = 3
_LABELS = ("assignment.clause.label", "assignment.clause.bracketed-label")
_OF_ALL_ABOVE = re.compile("[（〔]?(?:以上|上述)(?:各项|所有|全部)?(?:任务|工作|事项|措施|举措)")


def owned_clauses(
    layout: Layout, items: Sequence[Item], clauses: Sequence[tuple[Clause, ...]]
) -> list[tuple[Clause, ...]]:
    """The clauses of each of `items`, of which `clauses` says what stands in it.

    Where 1. has (1) to (4), and nothing but a line behind (4) says who is responsible, that line is of 1., unless others of
    the kind of (4) have clauses though they are not the last. Items of a higher kind, （一） to （四）, are read so where several
    sections end in such a line, or each of three or more ends in 责任单位：…; and of whatever kind, where those beside 1. have clauses.
    """
    owned = _of_those_above(layout, items, clauses)
    for index in labelled_points(items, clauses):
        parent = items[index].parent
        if parent is not None:
            owned[parent], owned[index] = owned[parent] + owned[index], ()
    below: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        if item.parent is not None:
            below.setdefault(item.parent, []).append(index)
    last_ones = {children[-1] for children in below.values()}
    own = {item.style for index, item in enumerate(items) if clauses[index] and index not in last_ones}
    lists = {parent: children for parent, children in below.items() if len(children) >= _FEWEST}
    ended = {
        parent: children[-1]
        for parent, children in lists.items()
        if items[children[-1]].style not in own
        and not any(items[child].has_items for child in children)
        and not any(clauses[index] for index in (parent, *children[:-1]))
        and len(clauses[children[-1]]) == 1
        and _ends(layout, items[children[-1]], clauses[children[-1]][0], closes=children[-1] == len(items) - 1)
    }
    on_own_lines = {
        parent for parent, last in ended.items() if _is_on_its_own_line(layout, items[last], clauses[last][0])
    }
    how_many, how_many_end, how_many_lines = (
        Counter(items[lists[parent][-1]].style for parent in parents) for parents in (lists, ended, on_own_lines)
    )
    beside = Counter(item.parent for index, item in enumerate(items) if clauses[index] and not item.has_items)
    for parent, last in ended.items():
        style = items[last].style
        enough_lines = how_many_lines[style] >= (1 if style >= Style.BRACKETED_ARABIC else _FEWEST)
        all_end_so = how_many[style] == how_many_end[style] >= _FEWEST_IN_LINE
        is_label = all_end_so and clauses[last][0].rule in _LABELS
        if is_label or (parent in on_own_lines and enough_lines) or beside[items[parent].parent] >= _FEWEST:
            owned[parent], owned[last] = owned[last], ()
    return owned


def labelled_points(items: Sequence[Item], clauses: Sequence[tuple[Clause, ...]]) -> frozenset[int]:
    """Which of `items` say nothing but who answers for the one above them, or by when (（一）责任单位：市教育局；（二）完成时限：6月底)."""
    return frozenset(
        index
        for index, (item, found) in enumerate(zip(items, clauses, strict=True))
        if item.parent is not None
        and not item.has_items
        and found
        and all(clause.rule in _LABELS for clause in found)
        and found[0].span.start == item.heading.start
        and found[-1].span.end >= item.body.end - 1
    )


def _of_those_above(
    layout: Layout, items: Sequence[Item], clauses: Sequence[tuple[Clause, ...]]
) -> list[tuple[Clause, ...]]:
    """`clauses` where one behind the last item that speaks of all above (以上任务由…牵头) is of the section they stand in."""
    owned = list(clauses)
    for index, item in enumerate(items):
        of_all = tuple(each for each in owned[index] if _OF_ALL_ABOVE.match(layout.text.folded, each.span.start))
        if of_all and item.parent is not None and not any(other.parent == item.parent for other in items[index + 1 :]):
            owned[item.parent] += of_all
            owned[index] = tuple(each for each in owned[index] if each not in of_all)
    return owned


def _ends(layout: Layout, item: Item, clause: Clause, *, closes: bool) -> bool:
    """Whether `clause` ends the item, or the paragraph behind which one that `closes` the plan has its last words."""
    if clause.span.end >= item.body.end - 1:
        return True
    following = layout.paragraph_break_in(Span(clause.span.end - 1, item.body.end)) if closes else None
    return following is not None and following <= clause.span.end + 1


def _is_on_its_own_line(layout: Layout, item: Item, clause: Clause) -> bool:
    starts_line = layout.paragraph_break_in(Span(clause.span.start - 1, clause.span.end)) == clause.span.start
    return starts_line and clause.span.start > item.heading.end
