"""What every named query, page query and check costs at 5, 30, 100 and 300 documents, and how it grows.

    python benchmarks/asking.py [--data FOLDER] [--only NAME]... [NUMBER OF DOCUMENTS...]

The datasets are those of benchmarks/corpora.py, made in FOLDER where they are not there, else for this run only. Each query
is put to the store on disk with its example's values, in a process that is stopped after a minute; the least CPU time
of three counts, of one if that took more than two seconds. The exponent e says that the cost grows as n to the e between
the last but two and the last number, 30 and 300: 1 is in proportion to the data, 0 is not at all. Where both figures are below two
milliseconds, what is measured is the reading of the query, and no exponent is given.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import tempfile
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

import corpora
from pyoxigraph import Store

from kgservice.checks.catalogue import load_checks
from kgservice.dataset.snapshots import Snapshot
from kgservice.queries.catalogue import NamedQuery, load_catalogue

ROOT = Path(__file__).parents[1]
LONGEST = 60
TIMES = 3
LONG = 2.0
SMALLEST = 2.0


def texts() -> dict[str, str]:
    """Every query's text, by its path below `queries`."""
    folder = ROOT / "queries"
    found = {name: asked(query) for name, query in load_catalogue(folder).items()}
    found |= {f"pages/{name}": asked(query) for name, query in load_catalogue(folder / "pages").items()}
    return found | {f"checks/{name}": check.text for name, check in load_checks(folder / "checks").items()}


def asked(query: NamedQuery) -> str:
    return query.bound(query.example)


def measure(store: str, wanted: Mapping[str, str], results: Connection) -> None:
    """Send the name, the CPU milliseconds and the number of rows of each query."""
    opened = Store.read_only(store)
    for name, text in wanted.items():
        results.send((name, *_least(opened, text)))


def _least(store: Store, text: str) -> tuple[float, int]:
    best = math.inf
    for _ in range(TIMES):
        begun = time.process_time()
        rows = sum(1 for _ in store.query(text))
        best = min(best, time.process_time() - begun)
        if best > LONG:
            break
    return best * 1000, rows


def costs(version: Snapshot, wanted: Mapping[str, str]) -> dict[str, float]:
    """CPU milliseconds of each query; infinite, if it was stopped."""
    found: dict[str, float] = {}
    waiting = dict(wanted)
    while waiting:
        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=measure, args=(str(version.store), dict(waiting), there))
        process.start()
        there.close()
        while waiting:
            if not here.poll(LONGEST * TIMES if len(waiting) else 0):
                name = next(iter(waiting))
                found[name] = math.inf
                del waiting[name]
                break
            name, milliseconds, _ = here.recv()
            found[name] = milliseconds
            del waiting[name]
        process.kill()
        process.join()
    return found


def exponent(few: float, many: float, ratio: float) -> str:
    if max(few, many) < SMALLEST:
        return "–"
    if math.isinf(many):
        return "∞"
    return f"{math.log(max(many, SMALLEST) / max(few, SMALLEST)) / math.log(ratio):.2f}"


def main(data: Path, numbers: list[int], only: list[str]) -> None:
    wanted = {name: text for name, text in texts().items() if not only or name in only}
    taken: dict[int, dict[str, float]] = {}
    for number in numbers:
        version = corpora.made(data, number).current()
        assert version is not None
        taken[number] = costs(version, wanted)
    last = numbers[-1]
    first = min(numbers, key=lambda number: abs(number * 10 - last))
    print(f"| query | {' | '.join(map(str, numbers))} | exponent |")
    print(f"|---|{'---:|' * (len(numbers) + 1)}")
    for name in sorted(wanted, key=lambda name: -taken[last][name]):
        cells = [f"{taken[number][name]:.1f}" for number in numbers]
        grown = exponent(taken[first][name], taken[last][name], last / first)
        print(f"| {name} | {' | '.join(cells)} | {grown} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("numbers", type=int, nargs="*", default=corpora.NUMBERS)
    given = parser.parse_args()
    if given.data:
        main(given.data, list(given.numbers), given.only)
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder), list(given.numbers), given.only)
