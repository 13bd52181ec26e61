"""How well the rules read: F1 against the hand annotations, as the README's table."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from scoring import GOLD, READ, Score, score, source_of  # noqa: E402

from kgservice.documents.reading import read_source  # noqa: E402
from kgservice.extraction.reader import read_facts  # noqa: E402
from kgservice.registers.loading import load_registers  # noqa: E402

WRITTEN = ("dev-", "heldout-", "unseen-", "later-", "exam-")
TOPICS = ("tasks", "assignments", "campaigns", "citations", "deadlines", "targets")


def measure(stems: list[str]) -> dict[str, Score]:
    """The score of all documents together, by topic."""
    registers = load_registers(ROOT / "data" / "registers")
    totals = dict.fromkeys(READ, Score(0, 0, 0))
    for stem in stems:
        facts = read_facts(read_source(source_of(stem)), registers)
        for topic in READ:
            totals[topic] += score(stem, topic, facts)[0]
    return totals


def table() -> str:
    """The README's rows."""
    stems = sorted(path.name for path in GOLD.iterdir() if path.is_dir())
    sets = {
        "the five": [stem for stem in stems if stem[:3].isdigit()],
        "three more real ones": [stem for stem in stems if stem.startswith(("guo", "shanghai"))],
        "48 written, rules developed on them": [stem for stem in stems if stem.startswith(WRITTEN)],
    }
    lines = []
    for name, members in sets.items():
        totals = measure(members)
        lines.append(f"| {name} | " + " | ".join(f"{totals[topic].f1:.2f}" for topic in TOPICS) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
