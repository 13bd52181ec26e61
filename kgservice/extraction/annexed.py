"""Takes the items of an annex among those of its plan, where they say whose duty what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgservice.documents.numbering import Style
from kgservice.documents.outline import Item
from kgservice.documents.parts import Document
from kgservice.documents.plan_text import Annex, PlanText
from kgservice.documents.text import Span
from kgservice.extraction.clauses import find_clauses
from kgservice.registers.lookup import Registers

_FEWEST = 2


def with_annexed_duties(document: Document, plan: PlanText, registers: Registers) -> PlanText:
    """`plan` with the items of its annexes behind its own, each annex a section (附件1/一/3); an annex keeps those only that are so taken.

    They are of an annex whose items give duties: two at least, and half of those that hold no others.
    """
    annexes = [
        annex if _gives_duties(document, annex, registers) else replace(annex, items=()) for annex in plan.annexes
    ]
    items = list(plan.items)
    for annex in annexes:
        items += _below_label(annex, len(items))
    return replace(plan, items=tuple(items), annexes=tuple(annexes))


def _gives_duties(document: Document, annex: Annex, registers: Registers) -> bool:
    leaves = [item for item in annex.items if not item.has_items]
    given = sum(
        any(clause.content.parties for clause in find_clauses(document.layout, leaf.body, registers)) for leaf in leaves
    )
    return given >= _FEWEST and 2 * given >= len(leaves)


def _below_label(annex: Annex, offset: int) -> Iterator[Item]:
    """The annex as an item, and its items below it; `offset` is how many stand before."""
    if not annex.items:
        return
    first = annex.items[0].number.start
    label = Span(annex.span.start, annex.title.start if annex.title else first)
    heading = annex.title or Span(first, first)
    yield Item((annex.label,), Style.ANNEX, 0, label, heading, Span(label.end, first), None, has_items=True)
    for item in annex.items:
        parent = offset if item.parent is None else offset + 1 + item.parent
        yield replace(item, path=(annex.label, *item.path), parent=parent)
