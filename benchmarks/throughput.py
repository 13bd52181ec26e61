"""How fast documents are read, whether memory stays flat, and how long one very long document takes.

    python benchmarks/throughput.py [NUMBER OF DOCUMENTS]

The documents are the five, over and over, each time of another made-up place, so that nothing that is kept of one serves
the next. A process per core.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from kgservice.documents.reading import Source, read_source
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document
from kgservice.registers.loading import load_registers
from kgservice.registers.lookup import Registers

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "data" / "sources").glob("*.txt"))
SYLLABLES = "安北长东丰光广海河华江金景康兰林临龙明南宁平清泉山石泰天通武西新兴阳永玉云昌"
MEGABYTE = 1_000_000


@lru_cache(maxsize=1)
def registers() -> Registers:
    return load_registers(ROOT / "data" / "registers")


def document(number: int) -> Source:
    """The five in turn, as plans of another place."""
    source = read_source(FILES[number % len(FILES)])
    size = len(SYLLABLES)
    place = SYLLABLES[number % size] + SYLLABLES[number // size % size] + SYLLABLES[number // size**2 % size]
    text = source.text
    for name in ("东昌府", "昌乐", "南通", "河北", "济源"):
        text = text.replace(name, place)
    return Source(f"{number}.txt", text, "0" * 64)


def read(numbers: range) -> int:
    """Read the documents of these numbers to facts; the most memory that the process ever held, in kB."""
    for number in numbers:
        read_facts(document(number), registers())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def describe(numbers: range) -> int:
    """Read the documents of these numbers to facts and RDF."""
    for number in numbers:
        describe_document(read_facts(document(number), registers()), registers())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(number: int) -> None:
    cores = os.cpu_count() or 1
    chunks = [range(start, min(start + 50, number)) for start in range(0, number, 50)]
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(read, [range(5)] * cores))
        begun = time.perf_counter()
        held = list(pool.map(read, chunks))
        read_all = time.perf_counter()
        list(pool.map(describe, chunks[: len(chunks) // 10 or 1]))
        described = time.perf_counter() - read_all
    some = sum(map(len, chunks[: len(chunks) // 10 or 1]))
    print(f"{number} documents on {cores} cores, text to facts: {number / (read_all - begun):.0f} a second")
    print(f"{some} of them to RDF as well: {some / described:.0f} a second")
    tenth = max(1, len(held) // 10)
    print(f"memory of a process: {max(held[:tenth]) / 1024:.0f} MB after a tenth, {max(held) / 1024:.0f} MB after all")
    long = "".join(read_source(path).text for path in FILES)
    text = long * (5 * MEGABYTE // len(long.encode()) + 1)
    begun = time.perf_counter()
    facts = read_facts(Source("long.txt", text, "0" * 64), registers())
    items = sum(len(plan.items) for plan in facts.plans)
    print(f"one document of {len(text.encode()) / MEGABYTE:.1f} MB, {items} items: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
