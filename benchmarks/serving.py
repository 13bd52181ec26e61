"""This service and its peers over the same triples, in one run: requests a second, waiting times, CPU, memory, start.

    python benchmarks/serving.py [--dataset DIR] [--rounds 5] [--seconds 3] [--only NAME,NAME] [--peers DIR]

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
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import RdfFormat, parse, serialize

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
POL = "https://w3id.org/policy-kg/ontology#"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
CONNECTIONS = 8
PRODUCT = "kgservice"
KEEPING = "kgservice with kept answers"
BARE = "bare WSGI application"
OXIGRAPH = "Oxigraph server"
HOSTILE = "SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}"
TICKS = os.sysconf("SC_CLK_TCK")

BARE_APPLICATION = """
import os
from urllib.parse import parse_qs
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

store = Store()
store.bulk_load(path=os.environ["TRIPLES"], format=RdfFormat.N_TRIPLES)


def application(environ, start_response):
    query = parse_qs(environ["QUERY_STRING"])["query"][0]
    body = store.query(query).serialize(format=QueryResultsFormat.JSON)
    start_response("200 OK", [("Content-Type", "application/sparql-results+json"), ("Content-Length", str(len(body)))])
    return [body]
"""

# Serves the newest version that lies there, though `serve` would make one anew where another program made it.
AS_IT_IS = """
import socket, sys
from pathlib import Path
from kgservice.serving.supervisor import serve
from kgservice.settings import read_settings
with socket.create_server(("127.0.0.1", int(sys.argv[2])), backlog=1024) as listener:
    serve(listener, Path(sys.argv[1]), None, read_settings(), print)
"""

RDFLIB_APPLICATION = """
import os
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

graph = Dataset(default_union=True)
graph.parse(os.environ["TRIPLES"], format="nt")
application = SparqlEndpoint(graph=graph)
"""

VIRTUOSO_SETTINGS = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = {isql}
DirsAllowed = {folder}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
ServerThreads = 20
[HTTPServer]
ServerPort = {port}
ServerThreads = 16
KeepAliveTimeout = 15
MaxKeepAlives = 16
[SPARQL]
ResultSetMaxRows = 100000
DefaultGraph = urn:all
"""

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


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it is asked, and what it took to start."""

    name: str
    process: subprocess.Popen[bytes]
    address: str
    ready_after: float


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str, query: str, seconds: float = 60) -> bytes:
    asked = urllib.request.Request(
        f"{address}?query={quote(query)}", headers={"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(asked, timeout=seconds) as response:
        body: bytes = response.read()
    return body


@contextmanager
def running(name: str, command: list[str], address: str, **environment: str) -> Iterator[Server]:
    """A server, once it answers; ended afterwards."""
    begun = time.monotonic()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    process = subprocess.Popen(command, env={**os.environ, **environment}, **silent)
    try:
        while True:
            try:
                fetch(address, "ASK {}")
                break
            except (OSError, urllib.error.URLError):
                if process.poll() is not None or time.monotonic() > begun + 300:
                    raise SystemExit(f"{name} does not start: {' '.join(command)}") from None
                time.sleep(0.01)
        yield Server(name, process, address, time.monotonic() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def product(dataset: Path, name: str, kept_mb: int, *, as_it_is: bool) -> contextmanager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "kgservice", "--dataset", str(dataset), "serve", "--port", str(port)]
    if as_it_is:
        command = [sys.executable, "-c", AS_IT_IS, str(dataset / "snapshots"), str(port)]
    return running(
        name, command, f"http://127.0.0.1:{port}/sparql", KG_KEPT_ANSWERS_MB=str(kept_mb), KG_CLIENT_QUERIES="64"
    )


def peers(triples: Path, folder: Path, work: Path) -> Iterator[tuple[str, Callable[[], contextmanager[Server]]]]:
    """The peers that are here, each with what starts it."""
    (work / "bare.py").write_text(BARE_APPLICATION)
    (work / "rdflib_app.py").write_text(RDFLIB_APPLICATION)
    venv, given = folder / "venv" / "bin", {"TRIPLES": str(triples), "PYTHONPATH": str(work)}
    if (venv / "gunicorn").exists():
        port = free_port()
        options = ["-w", "2", "--threads", "4", "--preload", "-b", f"127.0.0.1:{port}", "bare:application"]
        yield BARE, lambda: running(BARE, [str(venv / "gunicorn"), *options], f"http://127.0.0.1:{port}/", **given)
    yield OXIGRAPH, lambda: oxigraph(triples)
    if shutil.which("virtuoso-t"):
        yield "Virtuoso", lambda: virtuoso(triples, work)
    if (folder / "fuseki" / "lib").exists():
        yield "Fuseki", lambda: fuseki(triples, folder / "fuseki" / "lib")
    if (venv / "rdflib-endpoint").exists():
        port_of_rdflib = free_port()
        options = ["rdflib_app:application", "--port", str(port_of_rdflib), "--log-level", "error"]
        address = f"http://127.0.0.1:{port_of_rdflib}/"
        yield "rdflib-endpoint", lambda: running("rdflib-endpoint", [str(venv / "uvicorn"), *options], address, **given)


@contextmanager
def oxigraph(triples: Path) -> Iterator[Server]:
    """The Oxigraph server with a store in memory, to which the triples are sent: the time to start has that in it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(BIN / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with running(OXIGRAPH, command, f"{address}/query") as server:
        begun = time.monotonic()
        sent = urllib.request.Request(
            f"{address}/store?default", triples.read_bytes(), {"Content-Type": "application/n-triples"}, method="POST"
        )
        urllib.request.urlopen(sent, timeout=600).close()
        yield Server(server.name, server.process, server.address, server.ready_after + time.monotonic() - begun)


@contextmanager
def fuseki(triples: Path, jars: Path) -> Iterator[Server]:
    port = free_port()
    main = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"
    command = [
        "java",
        "-Xmx4g",
        "-cp",
        f"{jars}/*",
        main,
        "--localhost",
        "--port",
        str(port),
        "--file",
        str(triples),
        "/ds",
    ]
    with running("Fuseki", command, f"http://127.0.0.1:{port}/ds/query") as server:
        yield server


@contextmanager
def virtuoso(triples: Path, work: Path) -> Iterator[Server]:
    folder = work / "virtuoso"
    folder.mkdir()
    shutil.copy(triples, folder / "all.nt")
    port, isql = free_port(), free_port()
    (folder / "v.ini").write_text(VIRTUOSO_SETTINGS.format(folder=folder, port=port, isql=isql))
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "v.ini")]
    with running("Virtuoso", command, f"http://127.0.0.1:{port}/sparql") as server:
        begun = time.monotonic()
        load = f"ld_dir('{folder}', 'all.nt', 'urn:all'); rdf_loader_run(); checkpoint;"
        tool = shutil.which("isql-vt") or "isql-v"
        subprocess.run([tool, str(isql), "dba", "dba", f"exec={load}"], check=True, capture_output=True)
        yield Server(server.name, server.process, server.address, server.ready_after + time.monotonic() - begun)


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    parents = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(fields[1])].append(int(status.parent.name))
    found = [root]
    for process in found:
        found += parents[process]
    return found


def cpu_seconds(root: int) -> float:
    """What the processes of a tree have taken, with what those of them had taken that ended."""
    total = 0
    for process in tree(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICKS


def memory_mb(root: int) -> float:
    """The proportional set size of a tree."""
    total = 0
    for process in tree(root):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


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
