"""This service and its peers over the same triples, in one run: requests a second, waiting times, CPU, memory, start.

    python benchmarks/serving.py [--dataset DIR] [--as-it-is] [--rounds 5] [--seconds 3] [--only NAME,NAME] [--peers DIR]

All servers run at the same time on loopback and are asked one after another, round after round, by `wrk` (which must be
installed) with eight connections; each row is the median over the rounds. Every request is another query, but for the row
"repeated". The peers are those that are found: gunicorn and rdflib-endpoint in a virtual environment under DIR/venv, the
Oxigraph server of this environment, Fuseki's jars in DIR/fuseki/lib, and Virtuoso (`virtuoso-t`). What counts are the
ratios: a machine that others use too gives other figures every minute.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import RdfFormat, parse, serialize

sys.path.insert(0, str(Path(__file__).parent))
from peers import Server, fetch, peers, product
from processes import cpu_seconds, memory_mb

ROOT = Path(__file__).parents[1]
POL = "https://w3id.org/policy-kg/ontology#"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
CONNECTIONS = 8
PRODUCT = "kgservice"
KEEPING = "kgservice with kept answers"
HOSTILE = "SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}"

# Requests one after another from a file of addresses, so that no two are the same.
WRK_SCRIPT = """
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = line end
local at = tonumber(os.getenv("FIRST"))
request = function()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at], {["Accept"] = "application/sparql-results+json"})
end
done = function(summary, latency, requests)
  io.write(string.format('{"done":%d,"wrong":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f}\\n', summary.requests,
    summary.errors.status + summary.errors.timeout + summary.errors.read, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass(slots=True)
class Cell:
    """What the rounds gave for one server and one kind of request."""

    per_second: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    waits: list[tuple[float, float, float]] = field(default_factory=list)
    wrong: int = 0


def queries(things: list[str]) -> dict[str, Callable[[int], str]]:
    """The kinds of request: each makes a query that differs from all others by its number."""
    return {
        "look-up": lambda number: f"SELECT ?p ?o{number} {{ <{things[number % len(things)]}> ?p ?o{number} }}",
        "grouped join": lambda number: (
            f"SELECT ?d{number} (COUNT(DISTINCT ?i) AS ?n) {{ ?a <{POL}assignsTo> ?p ; <{POL}assigns> ?i . "
            f'?p a <{POL}Department> ; {LABEL} ?d{number} . FILTER(LANG(?d{number}) = "zh") }} '
            f"GROUP BY ?d{number} ORDER BY DESC(?n) ?d{number} LIMIT 20"
        ),
        "text": lambda number: (
            f'SELECT ?i{number} ?t {{ ?i{number} <{POL}heading> ?t . FILTER(CONTAINS(?t, "管理")) }} LIMIT 20'
        ),
        "repeated": lambda number: f"SELECT ?p ?o {{ <{things[0]}> ?p ?o }}",
    }


def load(server: Server, addresses: Path, script: Path, seconds: float, first: int) -> dict[str, float]:
    """What `wrk` saw in some seconds, with the CPU that the server took for a request, in ms."""
    parts = server.address.split("/", 3)
    before = cpu_seconds(server.process.pid)
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "20s", "--latency", "-s", str(script)]
    done = subprocess.run(
        ["wrk", *options, "/".join(parts[:3])],
        env={**os.environ, "ADDRESSES": str(addresses), "FIRST": str(first)},
        check=True,
        capture_output=True,
        text=True,
    )
    seen: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    seen["cpu"] = 1000 * (cpu_seconds(server.process.pid) - before) / max(1, seen["done"])
    return seen


def measure(
    servers: list[Server], keeping: Server, things: list[str], rounds: int, seconds: float, work: Path
) -> dict[tuple[str, str], Cell]:
    """The cells of the table, by kind of request and server; a server that gives other rows than the first ends the run."""
    script = work / "requests.lua"
    script.write_text(WRK_SCRIPT)
    cells: dict[tuple[str, str], Cell] = defaultdict(Cell)
    kinds = queries(things)
    for kind, make in kinds.items():
        agree(servers, kind, make(7))
    files = {}
    for server, (kind, make) in itertools.product(servers, kinds.items()):
        path = "/" + server.address.split("/", 3)[3]
        files[server.name, kind] = file = work / f"{len(files)}.addresses"
        file.write_text(
            "".join(f"{path}?query={quote(make(number))}\n" for number in range(1 if kind == "repeated" else 60_000))
        )
    for turn in range(rounds):
        for kind, server in itertools.product(kinds, servers):
            asked = keeping if kind == "repeated" and server.name == PRODUCT else server
            seen = load(asked, files[server.name, kind], script, seconds, turn * 12_000)
            cell = cells[kind, server.name]
            cell.per_second.append(seen["done"] / seen["seconds"])
            cell.cpu.append(seen["cpu"])
            cell.waits.append((seen["p50"], seen["p95"], seen["p99"]))
            cell.wrong += int(seen["wrong"])
        print(f"round {turn + 1} of {rounds} done", file=sys.stderr)
    return cells


def agree(servers: list[Server], kind: str, query: str) -> None:
    numbers = {server.name: len(json.loads(fetch(server.address, query))["results"]["bindings"]) for server in servers}
    if len(set(numbers.values())) != 1 or not next(iter(numbers.values())):
        print(f"{kind}: the servers give different numbers of rows: {numbers}", file=sys.stderr)


def beside_hostile(server: Server, things: list[str], seconds: float, work: Path) -> tuple[float, float]:
    """The p99 of a look-up, in ms, alone and beside two clients that send hostile queries."""
    addresses = work / "hostile.addresses"
    make = queries(things)["look-up"]
    addresses.write_text("".join(f"/sparql?query={quote(make(number))}\n" for number in range(70_000, 100_000)))
    alone = load(server, addresses, work / "requests.lua", seconds, 0)["p99"]
    stop = threading.Event()

    def attack() -> None:
        while not stop.is_set():
            with suppress(OSError):
                fetch(server.address, HOSTILE)

    attackers = [threading.Thread(target=attack, daemon=True) for _ in range(2)]
    for attacker in attackers:
        attacker.start()
    time.sleep(1)
    beside = load(server, addresses, work / "requests.lua", seconds, 15_000)["p99"]
    stop.set()
    return alone, beside


def show(servers: list[Server], cells: dict[tuple[str, str], Cell], idle: dict[str, float]) -> None:
    """The tables, as Markdown."""
    names = [server.name for server in servers]

    def median(values: list[float]) -> float:
        return statistics.median(values)

    print("\n| requests/s (CPU ms a request) | " + " | ".join(names) + " |")
    print("|---" * (1 + len(names)) + "|")
    for kind in dict.fromkeys(kind for kind, _ in cells):
        row = [cells[kind, name] for name in names]
        told = [
            f"{median(each.per_second):,.0f} ({median(each.cpu):.2f})"
            + (f" **{each.wrong} wrong**" if each.wrong else "")
            for each in row
        ]
        print(f"| {kind} | " + " | ".join(told) + " |")
    print("\n| p50 / p95 / p99, ms | " + " | ".join(names) + " |")
    print("|---" * (1 + len(names)) + "|")
    for kind in dict.fromkeys(kind for kind, _ in cells):
        told = [
            " / ".join(f"{median(list(each)):.1f}" for each in zip(*cells[kind, name].waits, strict=True))
            for name in names
        ]
        print(f"| {kind} | " + " | ".join(told) + " |")
    print("\n| " + PRODUCT + " relative to | " + " | ".join(names[1:]) + " |")
    print("|---" * len(names) + "|")
    for kind in dict.fromkeys(kind for kind, _ in cells):
        ratios = []
        for name in names[1:]:
            pairs = zip(cells[kind, PRODUCT].per_second, cells[kind, name].per_second, strict=True)
            ratios.append(f"{median([ours / theirs if theirs else float('inf') for ours, theirs in pairs]):.2f}")
        print(f"| {kind}, requests/s | " + " | ".join(ratios) + " |")
    print("\n| | " + " | ".join(names) + " |")
    print("|---" * (1 + len(names)) + "|")
    print("| ready after, s | " + " | ".join(f"{server.ready_after:.2f}" for server in servers) + " |")
    print("| memory when idle, MB PSS | " + " | ".join(f"{idle[name]:.0f}" for name in names) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path, default=ROOT / "data")
    parser.add_argument("--as-it-is", action="store_true", help="serve a version that another program made")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--peers", type=Path, default=ROOT / "peers")
    given = parser.parse_args()
    only = set(filter(None, given.only.split(",")))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        if not given.as_it_is:
            subprocess.run([sys.executable, "-m", "kgservice", "--dataset", str(given.dataset), "build"], check=True)
        triples = work / "all.nt"
        export = [sys.executable, "-m", "kgservice", "--dataset", str(given.dataset), "export", "--format", "ttl"]
        turtle = subprocess.run(export, check=True, capture_output=True).stdout
        serialize(parse(turtle, format=RdfFormat.TURTLE), triples, format=RdfFormat.N_TRIPLES)
        servers = [stack.enter_context(product(given.dataset, PRODUCT, 0, as_it_is=given.as_it_is))]
        keeping = stack.enter_context(product(given.dataset, KEEPING, 32, as_it_is=given.as_it_is))
        for name, start in peers(triples, given.peers, work):
            if not only or name in only:
                servers.append(stack.enter_context(start()))
                print(f"{name} is ready", file=sys.stderr)
        time.sleep(3)
        idle = {server.name: memory_mb(server.process.pid) for server in servers}
        found = json.loads(fetch(servers[0].address, f"SELECT ?i {{ ?i <{POL}heading> ?t }} LIMIT 2000"))
        things = [row["i"]["value"] for row in found["results"]["bindings"]]
        cells = measure(servers, keeping, things, given.rounds, given.seconds, work)
        show(servers, cells, idle)
        alone, beside = beside_hostile(servers[0], things, 2 * given.seconds, work)
        print(
            f"\np99 of a look-up: {alone:.1f} ms alone, {beside:.1f} ms beside two hostile queries ({beside / alone:.1f} x)"
        )


if __name__ == "__main__":
    main()
