"""Has the index by which things are found made with a version: from the one before where there is one, of what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Store

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.passages import passages_of
from kgservice.dataset.step import Builder, Files, Step
from kgservice.finding.aliases import office_aliases
from kgservice.finding.collecting import Findables
from kgservice.finding.findables import Findable, FindableKind
from kgservice.finding.index_files import FILE, changed, written
from kgservice.iris import entity
from kgservice.registers.loading import load_registers


def index_builder(dataset: Dataset) -> Builder:
    """What makes the index of a version of `dataset`, whose registers know what offices are called."""

    def build(store: Store, step: Step | None) -> Files:
        registers = load_registers(*dataset.register_folders)
        things = Findables(store, lambda name, place: office_aliases(registers, name, place))
        before = step.file(FILE) if step is not None else None
        if step is not None and before is not None:
            nodes = things.touched([*step.added, *step.removed])
            documents = {node.value for node in nodes if node.value.startswith(entity("document", ""))}
            spans = [entity("span", _slug(iri), "") for iri in documents]
            new = [thing for node in nodes if (thing := things.thing(node)) is not None]
            try:
                return {
                    FILE: changed(before, [node.value for node in nodes], _with_passages(dataset, things, new), spans)
                }
            except sqlite3.DatabaseError:
                pass
        return {FILE: written(_with_passages(dataset, things, things.all()))}

    return build


def _with_passages(dataset: Dataset, things: Findables, found: Iterable[Findable]) -> Iterator[Findable]:
    """The things that were `found`, and with each document the passages that stand in no item."""
    for thing in found:
        yield thing
        if thing.kind is FindableKind.DOCUMENT:
            slug = _slug(thing.iri)
            items = things.item_spans(NamedNode(thing.iri))
            yield from passages_of(dataset.texts / f"{slug}.json", slug, items, thing)


def _slug(document: str) -> str:
    return document.removeprefix(entity("document", ""))
