"""Kills commands at random moments, with a service running, and sees that the next run makes the dataset whole.

    python benchmarks/killing.py [MOMENTS] [SEED]

A small dataset is changed over and over: a document comes, another version of one, RDF is loaded, all is built anew, an older
version is gone back to. Each command is killed with SIGKILL somewhere on its way; then the same command is run to its end.
After that everything in the dataset must have the bytes that a clean build of the same inputs has, and the service must serve
the version that is current, having answered all the while.
"""

from __future__ import annotations

import http.client
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
INPUTS = ("sources", "corrections", "registers", "graphs/loaded", "graphs/superseded")
OFFICES = ("教育局", "财政局", "卫生健康委员会", "公安局", "农业农村局", "市场监督管理局", "民政局", "交通运输局")


def kgservice(root: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "kgservice", "--dataset", str(root), *map(str, arguments)]


def run(root: Path, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(kgservice(root, *arguments), cwd=ROOT, capture_output=True, check=False)


def plan(chance: random.Random) -> str:
    first, second = chance.sample(OFFICES, 2)
    return (
        f"某市工作方案\n一、任务\n（一）甲。做好甲，合格率达到{chance.randint(80, 99)}%以上。（市{first}负责）\n"
        f"（二）乙。2025年底前做好乙。（市{second}负责）\n"
    )


class Trials:
    """A dataset that is changed and killed, the service over it, and what a clean build of each state was."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.root = folder / "data"
        self.clean: dict[str, dict[str, str]] = {}
        self.documents = 0

    def command(self) -> list[object]:
        """The next change, at random."""
        kind = self.chance.choice(("new", "replaced", "replaced", "build", "load", "rollback"))
        if (kind == "new" and self.documents < 6) or not self.documents:
            self.documents += 1
            return ["ingest", self.write(self.documents)]
        if kind in ("new", "replaced"):
            return ["ingest", self.write(self.chance.randint(1, self.documents))]
        if kind == "load":
            file = self.folder / "other.ttl"
            file.write_text(f'<https://example.org/a> <https://example.org/b> "{self.chance.random()}" .')
            return ["load", file, "--graph", "https://example.org/graph"]
        if kind == "rollback":
            versions = run(self.root, "versions", "--format", "csv").stdout.decode().splitlines()[1:]
            return ["rollback", self.chance.choice(versions).split(",")[0]]
        return ["build"]

    def write(self, number: int) -> Path:
        file = self.folder / f"plan-{number}.txt"
        file.write_text(plan(self.chance), encoding="utf-8")
        return file

    def kill(self, command: list[object]) -> str:
        """Run `command` and kill it on its way, if it is not at its end before."""
        process = subprocess.Popen(
            kgservice(self.root, *command), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # Little happens before the reasoner is done; the moments are closer where files are written.
        time.sleep(self.chance.uniform(0.2, 1) if self.chance.random() < 0.2 else self.chance.uniform(1, 5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        journal = (self.root / ".journal").is_dir()
        return "at its end" if process.returncode == 0 else "journal written" if journal else "killed"

    def state(self, root: Path) -> dict[str, str]:
        """What is in a dataset: its graphs and lists, and its export, by their digests."""
        kept = [path for name in ("graphs", "unread") for path in (root / name).rglob("*") if path.is_file()]
        found = {str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in sorted(kept)}
        found["export"] = sha256(run(root, "export", "--format", "nquads").stdout).hexdigest()
        found["version"] = (root / "snapshots" / "current").read_text()
        return found

    def as_clean(self) -> dict[str, str]:
        """What a build of the same inputs in another place gives."""
        inputs = [path for name in INPUTS for path in (self.root / name).rglob("*") if path.is_file()]
        key = sha256()
        for path in sorted(inputs):
            key.update(f"{path.relative_to(self.root)}\0".encode() + path.read_bytes())
        if key.hexdigest() not in self.clean:
            other = self.folder / "clean"
            shutil.rmtree(other, ignore_errors=True)
            for path in inputs:
                place = other / path.relative_to(self.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
            built = run(other, "build")
            assert built.returncode == 0, built.stderr.decode()
            self.clean[key.hexdigest()] = self.state(other)
        return self.clean[key.hexdigest()]


def served(port: int) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/sparql?query=SELECT(COUNT(*)AS%20?n)%7B?s%20?p%20?o%7D")
        response = connection.getresponse()
        response.read()
        return response.status, response.headers["X-Dataset-Version"] or ""
    except OSError:
        return 0, ""
    finally:
        connection.close()


def main(moments: int, seed: int) -> None:
    chance = random.Random(seed)
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        trials = Trials(Path(folder), chance)
        first = run(trials.root, "ingest", trials.write(0))
        assert first.returncode == 0, first.stderr.decode()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        service = subprocess.Popen(kgservice(trials.root, "serve", "--port", port), cwd=ROOT)
        while served(port)[0] != 200:
            time.sleep(0.1)
        statuses: Counter[int] = Counter()
        stop = threading.Event()

        def look() -> None:
            while not stop.wait(0.05):
                statuses[served(port)[0]] += 1

        looker = threading.Thread(target=look)
        looker.start()
        wrong = 0
        for moment in range(1, moments + 1):
            command = trials.command()
            end = trials.kill(command)
            ends[f"{command[0]}: {end}"] += 1
            again = run(trials.root, *command)
            is_so, as_it_should = trials.state(trials.root), trials.as_clean()
            if again.returncode or is_so != as_it_should:
                wrong += 1
                print(f"moment {moment}, {command[0]} {end}: {again.stderr.decode().strip()}")
                print("  differ:", [name for name in is_so | as_it_should if is_so.get(name) != as_it_should.get(name)])
            if moment % 10 == 0:
                print(f"{moment} moments, {wrong} wrong, service {dict(statuses)}", flush=True)
        deadline = time.monotonic() + 10
        while served(port)[1] != (trials.root / "snapshots" / "current").read_text().strip():
            assert time.monotonic() < deadline, "the service does not serve the current version"
            time.sleep(0.1)
        stop.set()
        looker.join()
        service.terminate()
        service.wait()
    for end, number in sorted(ends.items()):
        print(f"{number:>5} {end}")
    print(f"{moments} moments, {wrong} wrong; the service answered {dict(statuses)}")
    sys.exit(bool(wrong or set(statuses) != {200}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
