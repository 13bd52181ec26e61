"""Kills commands that change a dataset at random moments, with kill -9, and holds what the next run makes of it to a clean build.

    python benchmarks/killing.py [NUMBER OF KILLS] [SEED]

Prints what differs, and in the end how many kills there were and how many found the new version served already. Exit code 1
if anything was lost or differs.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAN = "扬州市2024年工作方案\n一、任务\n（一）甲。做好甲。（市教育局、市市场监管局负责）\n（二）乙。做好乙。\n"
OTHER = "无锡市2024年工作要点\n根据《扬州市2024年工作方案》，制定本要点。\n一、任务\n（一）丙。做好丙。（市市场监管局负责）\n"
INPUTS = ("sources", "graphs/loaded", "graphs/superseded")


def command(data: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "kgservice", "--dataset", str(data), *map(str, arguments)]


def run(data: Path, *arguments: object) -> bytes:
    return subprocess.run(command(data, *arguments), cwd=ROOT, check=True, capture_output=True).stdout


def looks(data: Path) -> dict[str, bytes]:
    """All that is to be the same as after a clean build."""
    found = {
        path.relative_to(data).as_posix(): path.read_bytes()
        for folder in ("graphs", "unread")
        for path in (data / folder).rglob("*")
        if path.is_file()
    }
    found["version"] = (data / "snapshots" / "current").read_bytes()
    found["export"] = run(data, "export", "--format", "nquads")
    return found


def clean(data: Path, place: Path, known: dict[frozenset[tuple[str, bytes]], dict[str, bytes]]) -> dict[str, bytes]:
    """What a build of the same inputs gives; the same inputs are built once."""
    files = {
        path.relative_to(data).as_posix(): path.read_bytes()
        for folder in INPUTS
        for path in (data / folder).rglob("*")
        if path.is_file()
    }
    key = frozenset(files.items())
    if key not in known:
        shutil.rmtree(place, ignore_errors=True)
        for name, content in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        run(place, "build")
        known[key] = looks(place)
    return known[key]


def prepared(root: Path) -> tuple[Path, list[tuple[object, ...]]]:
    """A dataset of two versions, and the commands that are killed."""
    for name, text in {
        "a.txt": PLAN,
        "b.txt": OTHER,
        "new/c.txt": OTHER,
        "new/a.txt": PLAN.replace("教育", "财政"),
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "x.ttl").write_text('<https://example.org/a> <https://example.org/b> "c" .')
    data = root / "data"
    run(data, "ingest", root / "a.txt")
    older = (data / "snapshots" / "current").read_text().strip()
    run(data, "ingest", root / "b.txt")
    return data, [
        ("ingest", root / "new"),
        ("ingest", root / "new" / "a.txt"),
        ("build",),
        ("load", root / "x.ttl", "--graph", "https://example.org/graph"),
        ("rollback", older),
    ]


def main(number: int, seed: int) -> int:
    drawn, known, different, ahead = random.Random(seed), {}, 0, 0
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        data, commands = prepared(root)
        before = (data / "snapshots" / "current").read_bytes()
        lasting: dict[int, float] = {}
        for kill in range(number):
            which = kill % len(commands)
            killed = root / "killed"
            shutil.rmtree(killed, ignore_errors=True)
            shutil.copytree(data, killed)
            begun = time.perf_counter()
            with subprocess.Popen(command(killed, *commands[which]), cwd=ROOT, stderr=subprocess.DEVNULL) as process:
                # The first of each runs to its end, to know how long that takes.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(drawn.uniform(0.3, 1) * lasting[which] if which in lasting else None)
                process.kill()
            lasting.setdefault(which, time.perf_counter() - begun)
            run(killed, "query", "tasks")
            ahead += (killed / "snapshots" / "current").read_bytes() != before
            run(killed, "ingest", root / "b.txt")
            found, wanted = looks(killed), clean(killed, root / "clean", known)
            if found != wanted:
                different += 1
                names = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
                print(f"kill {kill} of {commands[which][0]}: differs in {', '.join(names)}", flush=True)
    print(f"{number} kills, {ahead} with the new version served already, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given + [300, 8][len(given) :])))
