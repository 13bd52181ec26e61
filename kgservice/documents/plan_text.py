"""A plan as it stands in its document: title, items, tables and annexes."""

from __future__ import annotations

from dataclasses import dataclass

from kgservice.documents.outline import Item
from kgservice.documents.table_parts import Table
from kgservice.documents.text import Span


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number (附件, 附件1), its title if it has one, its text with heading and title, and the outline of one without tables."""

    label: str
    title: Span | None
    span: Span
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledTable:
    """A table, the label of the annex it stands in, empty for one in the plan itself, and the index of the item it stands in."""

    label: str
    table: Table
    item: int | None = None


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it stands in the document.

    `preamble` is what it says before its first item, `ending` what it says after its last, `notice` what the notice that
    issues it says (with a document's first plan), `notes` the notes under its text that are no table's.
    """

    title: Span
    notice: Span | None
    preamble: Span
    ending: Span | None
    items: tuple[Item, ...]
    tables: tuple[LabelledTable, ...]
    annexes: tuple[Annex, ...]
    notes: tuple[Span, ...]
    span: Span
