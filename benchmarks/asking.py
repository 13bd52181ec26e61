"""How long each named query and each check takes over the five documents, the slowest first.

    python benchmarks/asking.py

Each is put five times to the embedded engine, without what its parameters may leave out; the fastest time counts.
"""

from __future__ import annotations

import time
from pathlib import Path

from kgservice.checks.catalogue import load_checks
from kgservice.dataset.building import build
from kgservice.dataset.dataset import Dataset
from kgservice.queries.catalogue import NamedQuery, load_catalogue
from kgservice.store.embedded import EmbeddedEngine

ROOT = Path(__file__).parents[1]
TIMES = 5


def seconds(engine: EmbeddedEngine, text: str) -> float:
    def once() -> float:
        begun = time.perf_counter()
        engine.select(text)
        return time.perf_counter() - begun

    return min(once() for _ in range(TIMES))


def asked(query: NamedQuery) -> str:
    return query.bound({each.name: query.example[each.name] for each in query.params if each.required})


def main() -> None:
    dataset = Dataset(ROOT / "data")
    snapshot = dataset.current() or build(dataset)
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    queries = load_catalogue(ROOT / "queries")
    checks = load_checks(ROOT / "queries" / "checks")
    texts = {name: asked(query) for name, query in queries.items()}
    texts |= {f"check {name}": check.text for name, check in checks.items()}
    taken = {name: seconds(engine, text) for name, text in texts.items()}
    for name, time_taken in sorted(taken.items(), key=lambda each: -each[1]):
        print(f"{time_taken * 1000:7.1f} ms  {name}")


if __name__ == "__main__":
    main()
