"""Whether any text gets a call to another endpoint past check(), held against the engine's own parser and a listener.

    python benchmarks/fuzzing.py [NUMBER OF TEXTS] [SEED]

Half of the cores' time goes to the engine. A leak ends with exit code 1; what was refused without need is counted.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from query_texts import Tally, fuzz

AT_ONCE = 5_000


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    seeds = range(first, first + -(-number // AT_ONCE))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tallies: list[Tally] = list(pool.map(fuzz, seeds, [AT_ONCE] * len(seeds)))
    leaks = [text for tally in tallies for text in tally.leaks]
    needless = [text for tally in tallies for text in tally.needlessly_refused]
    texts, queries, with_service = (sum(column) for column in list(zip(*tallies, strict=True))[:3])
    print(f"{texts} texts, {queries} of them queries, {with_service} with SERVICE")
    print(f"{len(leaks)} got past, {len(needless)} queries without it were refused")
    for text in leaks[:10]:
        print("LEAK", ascii(text))
    for text in needless[:5]:
        print("needless", ascii(text))
    return bool(leaks)


if __name__ == "__main__":
    sys.exit(main())
