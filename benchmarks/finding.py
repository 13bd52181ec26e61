"""How long it takes to find things: in the index of a dataset, as it is or made anew from its store, or of generated records.

`benchmarks/finding.py --dataset DIR` or `--records 10000`; milliseconds of CPU of searches, suggestions and what comes near to typos.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from kgservice.dataset.snapshots import current_snapshot
from kgservice.finding.aliases import office_aliases
from kgservice.finding.collecting import Findables
from kgservice.finding.findables import Findable, FindableKind
from kgservice.finding.index_files import FILE, written
from kgservice.finding.searching import Index
from kgservice.registers.loading import load_registers
from kgservice.resources import folder

WORDS = (
    "市",
    "的",
    "农",
    "餐饮",
    "食品安全",
    "海洋渔业局",
    "海洋渔业局 南通",
    "市监局",
    "scjgj",
    "haiyang",
    "hyyyj",
    "餐饮 学校",
    "2024",
    "98%",
)
TYPOS = ("海洋与鱼业局", "市场监督管里局", "受污染耕地安全利用律")
ROUNDS = 5


def main() -> None:
    """Find the words in the index asked for, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    asked = parser.parse_args()
    with TemporaryDirectory() as place:
        path = Path(place) / FILE
        snapshot = current_snapshot(asked.dataset / "snapshots") if asked.dataset else None
        if snapshot is not None and (snapshot.derived / FILE).is_file():
            path = snapshot.derived / FILE
        else:
            begun = time.process_time()
            things = list(generated(asked.records) if snapshot is None else read(snapshot.store))
            data = written(things)
            path.write_bytes(data)
            print(f"{len(things)} things, {len(data) / 1e6:.1f} MB, made in {time.process_time() - begun:.1f} s of CPU")
        index = Index(path)
        show("find", WORDS, index.find)
        show("suggestions", WORDS, index.suggested)
        show("near", TYPOS, index.near)


def read(store: Path) -> Iterator[Findable]:
    """The things in a store, with the short names that the shipped registers know."""
    registers = load_registers(folder("registers"))
    yield from Findables(Store.read_only(str(store)), lambda *names: office_aliases(registers, *names)).all()


def generated(number: int) -> Iterator[Findable]:
    """As many records: one in ten a department, the others tasks of some sentences."""
    chance = random.Random(7)
    signs = "市县区农业教育卫生健康海洋渔监督管理食品安全餐饮学校工作推进加强落实责任部门完成任务建设提升行动计划的和"
    for place in range(number):
        name = "".join(chance.choices(signs, k=chance.randint(6, 14)))
        if place % 10:
            text = "。".join("".join(chance.choices(signs, k=40)) for _ in range(5))
            yield Findable(f"urn:task:{place}", FindableKind.TASK, name, text=f"{name}。{text}")
        else:
            yield Findable(f"urn:body:{place}", FindableKind.DEPARTMENT, f"{name}局", weight=place % 97)


def show(what: str, words: tuple[str, ...], ask: Callable[[str], object]) -> None:
    """Ask for each of `words` some times, the first left out, and print the middle, the 95th percentile and the slowest."""
    took = []
    for each in words:
        ask(each)
        for _ in range(ROUNDS):
            begun = time.process_time()
            ask(each)
            took.append((time.process_time() - begun, each))
    times = [1000 * seconds for seconds, _ in took]
    slowest = max(took)
    print(
        f"{what}: p50 {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms, most {1000 * slowest[0]:.1f} ms ({slowest[1]})"
    )


if __name__ == "__main__":
    main()
