"""How well the rules read, set by set, against the hand annotations.

Prints exact and lenient F1. `--wrong TOPIC` lists what was missed (-) and what was invented (+) instead. `--keep` also writes
the figures to `tests/gold/figures.csv`, below which a test lets nothing fall, and to `docs/reading.md`. `--first-sight SET`
writes, once only, how documents were read before anybody had looked.
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from figures import (  # noqa: E402
    PAGE,
    SETS,
    keep,
    keep_first_sight,
    keep_unread,
    measure,
    measure_unread,
    members,
    page_with_figures,
    rounded,
)
from scoring import score, source_of  # noqa: E402
from topics import TOPICS  # noqa: E402

from kgservice.documents.reading import read_source  # noqa: E402
from kgservice.extraction.facts import DocumentFacts  # noqa: E402
from kgservice.extraction.reader import read_facts  # noqa: E402
from kgservice.registers.loading import load_registers  # noqa: E402


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measures how well the annotated documents are read.")
    arguments.add_argument("--keep", action="store_true", help="write the figures that must not fall, and the page")
    arguments.add_argument("--first-sight", metavar="SET", choices=SETS, help="write how a set is read, once only")
    arguments.add_argument("--wrong", metavar="TOPIC", choices=TOPICS, help="list what does not agree word for word")
    given = arguments.parse_args()
    registers = load_registers(ROOT / "data" / "registers")

    @cache
    def read(path: Path) -> DocumentFacts:
        return read_facts(read_source(path), registers)

    if given.first_sight:
        keep_first_sight(given.first_sight, measure(members(given.first_sight), read))
    if given.wrong:
        for stem in chain.from_iterable(map(members, SETS)):
            compared = score(stem, given.wrong, read(source_of(stem)))
            lines = [f"  - {' | '.join(row)}" for row in compared.missed]
            lines += [f"  + {' | '.join(row)}" for row in compared.invented]
            if lines:
                print(stem, *lines, sep="\n")
        return
    for name in filter(members, SETS):
        print(
            name,
            *(f"  {topic:12} {' / '.join(rounded(each))}" for topic, each in measure(members(name), read).items()),
            sep="\n",
        )
    if given.keep:
        keep({name: measure(members(name), read) for name in SETS if members(name)})
        keep_unread({name: measure_unread(members(name), read) for name in SETS if members(name)})
        PAGE.write_text(page_with_figures(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
