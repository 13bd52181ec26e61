"""Has the index by which things are found made with a version: from the one before where there is one, of what changed."""

from __future__ import annotations

import sqlite3

from pyoxigraph import Store

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.step import Builder, Files, Step
from kgservice.finding.aliases import office_aliases
from kgservice.finding.collecting import Findables
from kgservice.finding.index_files import FILE, changed, written
from kgservice.registers.loading import load_registers


def index_builder(dataset: Dataset) -> Builder:
    """What makes the index of a version of `dataset`, whose registers know what offices are called."""

    def build(store: Store, step: Step | None) -> Files:
        registers = load_registers(*dataset.register_folders)
        things = Findables(store, lambda name, place: office_aliases(registers, name, place))
        before = step.file(FILE) if step is not None else None
        if step is not None and before is not None:
            nodes = things.touched([*step.added, *step.removed])
            new = (thing for node in nodes if (thing := things.thing(node)) is not None)
            try:
                return {FILE: changed(before, [node.value for node in nodes], new)}
            except sqlite3.DatabaseError:
                pass
        return {FILE: written(things.all())}

    return build
