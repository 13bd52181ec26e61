"""How many cells of tables were not understood: of the annotated documents, set by set, and of the tables of all kinds that tests make."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from figures import SETS, members  # noqa: E402
from scoring import source_of as path_of  # noqa: E402
from tables_made import make_file  # noqa: E402

from kgservice.documents.reading import Source, read_source, source_of  # noqa: E402
from kgservice.documents.tables import Table  # noqa: E402
from kgservice.documents.text import Span  # noqa: E402
from kgservice.extraction.reader import read_facts  # noqa: E402
from kgservice.registers.loading import load_registers  # noqa: E402

KINDS = ROOT / "tests" / "extraction" / "table_kinds.yaml"


def main() -> None:
    registers = load_registers(ROOT / "data" / "registers")

    def counted(sources: Iterable[Source]) -> tuple[int, int, int]:
        tables = cells = unread = 0
        for facts in (read_facts(source, registers) for source in sources):
            for plan, read in zip(facts.document.plans, facts.plans, strict=True):
                lost = [each.span for each in read.unread]
                for labelled in plan.tables:
                    found = _cells(labelled.table)
                    tables, cells = tables + 1, cells + len(found)
                    unread += sum(
                        any(cell.start < span.end and span.start < cell.end for span in lost) for cell in found
                    )
        return tables, cells, unread

    sets = {name: (read_source(path_of(stem)) for stem in members(name)) for name in SETS}
    made = map(make_file, yaml.safe_load(KINDS.read_text(encoding="utf-8")))
    sets["tables of the kinds, made"] = (source_of(data, name) for name, data in made)
    for name, sources in sets.items():
        tables, cells, unread = counted(sources)
        if tables:
            print(f"{name}: {tables} tables, {cells} cells, {unread} not understood ({unread / cells:.1%})")


def _cells(table: Table) -> list[Span]:
    return [cell for cell in table.header if cell is not None] + [word for row in table.rows for word in row.words]


if __name__ == "__main__":
    main()
