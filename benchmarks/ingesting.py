"""What one more document costs, into datasets of more and more documents: wall time, CPU time, memory, disk.

    python benchmarks/ingesting.py [NUMBER OF DOCUMENTS...]

The documents are those of benchmarks/throughput.py: the five, over and over, each time of another made-up place. A dataset
is filled once without the reasoner, which takes no part in what is measured here; the one more is ingested by the command.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import throughput

from kgservice.dataset import building, inferring, ingesting
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.ingesting import ingest_all

ROOT = Path(__file__).parents[1]
_MEASURE = """
import resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def write(folder: Path, numbers: range) -> list[Path]:
    """The documents of these numbers as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(throughput.document(number).text, encoding="utf-8")
    return [folder / f"{number}.txt" for number in numbers]


def fill(root: Path, number: int) -> float:
    """A dataset with so many documents; the seconds that it took."""
    begun = time.perf_counter()
    follows, validate = inferring._follows, building.validate
    inferring._follows, building.validate = lambda *given: [], lambda *given: None
    ingesting._SECONDS_OF_A_BATCH = 30.0
    for _ in ingest_all(Dataset(root / "data"), write(root / "in", range(number))):
        pass
    inferring._follows, building.validate = follows, validate
    return time.perf_counter() - begun


def one_more(root: Path, number: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and the most memory in MB of `kgservice ingest` of the document of this number."""
    (path,) = write(root / "more", range(number, number + 1))
    command = [sys.executable, "-m", "kgservice", "--dataset", str(root / "data"), "ingest", str(path)]
    # A process between, for the system counts the memory of the one that forks as the child's.
    measured = subprocess.run([sys.executable, "-c", _MEASURE, *command], cwd=ROOT, check=True, capture_output=True)
    wall, cpu, memory = map(float, measured.stdout.split())
    return wall, cpu, memory


def disk(folder: Path) -> float:
    """What a folder takes in MB; files that versions share count once."""
    found = {state.st_ino: state.st_blocks * 512 for state in map(Path.stat, folder.rglob("*"))}
    return sum(found.values()) / 1e6


def main(numbers: list[int]) -> None:
    print("documents  filled in s  one more: s  CPU s  memory MB  snapshots MB")
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            root = Path(place)
            filled = fill(root, number)
            wall, cpu, memory = min(one_more(root, number + more) for more in range(3))
            size = disk(root / "data" / "snapshots")
            print(f"{number:9}  {filled:11.1f}  {wall:11.2f}  {cpu:5.2f}  {memory:9.0f}  {size:12.0f}", flush=True)
    print(f"memory of the filling process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [10, 100, 300])
