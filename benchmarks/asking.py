"""What every named query, page query and check costs at 5, 30, 100 and 300 documents, and how it grows.

    python benchmarks/asking.py [--data FOLDER] [--only QUERY]... [NUMBER OF DOCUMENTS...]

The datasets are those of benchmarks/corpora.py, made in FOLDER where they are not there, else for this run only. Each query is
put, with the values of its example, to the store on disk of each dataset in turn, and is given up after a minute; the least CPU
time of three rounds counts, of one if that takes more than two seconds. The exponent e says that the cost grows as n to the e
from 30 to 300 documents, or from the number nearest to a tenth of the largest: 1 is in proportion to the data, 0 is not at all.
The rows of the answer grow with their own exponent, and no query can grow less. What costs less than two milliseconds has none:
that is the time in which the text of the query is read.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import tempfile
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import corpora
from pyoxigraph import Store

from kgservice.checks.catalogue import load_checks
from kgservice.queries.catalogue import NamedQuery, load_catalogue

ROOT = Path(__file__).parents[1]
LONGEST = 60
ROUNDS = 3
LONG = 2000.0
SMALLEST = 2.0
Cost = tuple[float, int]
"""CPU milliseconds and number of rows."""


def texts() -> dict[str, str]:
    """Every query's text, by its path below `queries`."""
    folder = ROOT / "queries"
    found = {name: asked(query) for name, query in load_catalogue(folder).items()}
    found |= {f"pages/{name}": asked(query) for name, query in load_catalogue(folder / "pages").items()}
    return found | {f"checks/{name}": check.text for name, check in load_checks(folder / "checks").items()}


def asked(query: NamedQuery) -> str:
    return query.bound(query.example)


def measure(paths: Sequence[str], text: str, results: Connection) -> None:
    """Send what the query costs in each store, round by round."""
    stores = [Store.read_only(path) for path in paths]
    for _ in range(ROUNDS):
        for place, store in enumerate(stores):
            begun = time.process_time()
            rows = sum(1 for _ in store.query(text))
            results.send((place, (time.process_time() - begun) * 1000, rows))
    results.close()


def costs(paths: Sequence[str], text: str) -> list[Cost]:
    """What the query costs in each store; infinite, where it was given up."""
    found: list[Cost] = [(math.inf, 0)] * len(paths)
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=measure, args=(paths, text, there))
    process.start()
    there.close()
    try:
        while here.poll(LONGEST):
            place, milliseconds, rows = here.recv()
            found[place] = min(found[place], (milliseconds, rows))
            if place == len(paths) - 1 and milliseconds > LONG:
                break
    except EOFError:
        pass
    process.kill()
    process.join()
    return found


def exponent(few: float, many: float, ratio: float, smallest: float) -> str:
    if max(few, many) <= smallest:
        return "–"
    return f"{math.log(max(many, smallest) / max(few, smallest)) / math.log(ratio):.2f}"


def main(data: Path, numbers: Sequence[int], only: Sequence[str]) -> None:
    stores = []
    for number in numbers:
        version = corpora.made(data, number).current()
        assert version is not None
        stores.append(str(version.store))
    found: Mapping[str, list[Cost]] = {
        name: costs(stores, text) for name, text in texts().items() if not only or name in only
    }
    first = min(range(len(numbers)), key=lambda place: abs(numbers[place] * 10 - numbers[-1]))
    ratio = numbers[-1] / numbers[first]
    print(
        f"| query | {' | '.join(f'ms at {number}' for number in numbers)} | exponent | rows at {numbers[-1]} | exponent |"
    )
    print(f"|---|{'---:|' * (len(numbers) + 3)}")
    for name, each in sorted(found.items(), key=lambda item: -item[1][-1][0]):
        (few, few_rows), (many, many_rows) = each[first], each[-1]
        cells = [f"{milliseconds:.1f}" for milliseconds, _ in each]
        cells += [exponent(few, many, ratio, SMALLEST), str(many_rows), exponent(few_rows, many_rows, ratio, 1)]
        print(f"| `{name}` | {' | '.join(cells)} |", flush=True)


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
