"""What a service does beside hostile programs: wrong answers, errors, waiting times, memory, and what gets out of it.

    python benchmarks/attacking.py [SECONDS] [HOSTILE PROGRAMS]

The service runs over the dataset in `data/` with its own settings, on loopback. Beside the programs, which send one
hostile query after another and sometimes leave before the answer, look-ups, pages and /health are asked for one after
another; each must give what it gave before. Slow and silent clients hold their connections all the while.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).parents[1]
ITEM = "<https://w3id.org/policy-kg/id/item/000-088e11d987ff7cca/1/3.7>"
LOOK_UP = f"SELECT ?p ?o {{ {ITEM} ?p ?o }} ORDER BY ?p ?o"
GOOD = {
    "/health": "/health",
    "look-up": f"/sparql?query={quote(LOOK_UP)}",
    "first page": "/",
    "department": "/departments/dongchangfu-market-regulation",
    "plan": "/plans/000-088e11d987ff7cca/1",
    "question": "/queries/functions-across-plans?format=csv",
}
LIMITS = {400, 403, 413, 429, 503, 504}
SILENT, TRICKLING = 300, 8


def hostile_queries(port: int) -> list[str]:
    """Queries that never end, take all memory, go deep, give much, plan for long, or call the listener at `port`."""
    call = f"SERVICE <http://127.0.0.1:{port}/> {{ ?x ?y ?z }}"
    joined = " ".join(f"?a{number} ?b{number} ?a{number + 1} ." for number in range(400))
    return [
        "SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}",
        "SELECT * {?a ?b ?c. ?d ?e ?f} ORDER BY ?a ?f",
        "SELECT DISTINCT ?a ?e ?i {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}",
        "SELECT * {?a ?b ?c. ?d ?e ?f} LIMIT 3000000",
        "SELECT * {?s (!<x:x>)* ?o. ?o (!<x:y>)* ?t}",
        f"SELECT * {{ {joined} }}",
        f"SELECT * {{ {' UNION '.join(['{?a ?b ?c. ?d ?e ?f}'] * 60)} }} ORDER BY ?a",
        f"SELECT * {{{'{' * 3200}?a ?b ?c{'}' * 3200}}}",
        f"SELECT * {{?s ?p ?o FILTER({'(' * 6000}1{')' * 6000})}}",
        f"SELECT * {{?s ?p ?o FILTER({'!' * 20000}true)}}",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) {?a ?b ?c. ?d ?e ?f}",
        'SELECT * {?a ?b ?c FILTER REGEX(STR(?c), "(.*)*(.*)*(.*)*x")}',
        "CONSTRUCT {?a ?b ?f} WHERE {?a ?b ?c. ?d ?e ?f}",
        "DESCRIBE * {?a ?b ?c}",
        f"SELECT * {{ {call} }}",
        f"PREFIX t: <t:> SELECT * {{ ?s a t:.{call} }}",
        f"SELECT * {{ ?s ?p 1e5{call} }}",
        f"SELECT * {{ ?s ?p true{call} }}",
        doubled(18),
    ]


def doubled(times: int) -> str:
    """A text that is put behind itself over and over."""
    query = '"aaaaaaaaaaaaaaaa"'
    for _ in range(times):
        query = f"CONCAT({query},{query})" if len(query) < 40_000 else query
    return f"SELECT ({query} AS ?x) {{}}"


class Run:
    """The programs, and what they saw."""

    def __init__(self, port: int, seconds: float) -> None:
        self.port = port
        self.end = time.monotonic() + seconds
        self.lock = threading.Lock()
        self.statuses: defaultdict[str, Counter[object]] = defaultdict(Counter)
        self.taken: defaultdict[str, list[float]] = defaultdict(list)
        self.most_memory = 0

    def ask(self, address: str, body: str | None = None, timeout: float = 120) -> tuple[object, bytes, float]:
        begun = time.monotonic()
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST" if body else "GET", address, body, headers)
            response = connection.getresponse()
            said = response.read()
            if response.status not in {200, *LIMITS}:
                print(response.status, address, (body or "")[:200], said[:300].decode())
            return response.status, said, time.monotonic() - begun
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__, b"", time.monotonic() - begun
        finally:
            connection.close()

    def attack(self, queries: list[str], seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < self.end:
            impatient = chance.random() < 0.2
            body = urlencode({"query": chance.choice(queries)})
            status, _, _ = self.ask("/sparql", body, timeout=chance.uniform(0.05, 2) if impatient else 120)
            self.note("hostile", "left" if status == "TimeoutError" else status)

    def look(self, name: str, address: str) -> None:
        _, right, _ = self.ask(address)
        while time.monotonic() < self.end:
            status, data, taken = self.ask(address)
            if status == 200 and data != right:
                status = "wrong answer"
            self.note(name, status)
            with self.lock:
                self.taken[name].append(taken)
            time.sleep(0.02)

    def note(self, name: str, status: object) -> None:
        with self.lock:
            self.statuses[name][status] += 1

    def dawdle(self) -> None:
        """Hold silent connections, and some that send a byte now and then, opened again when they are cut."""
        held: list[socket.socket] = []
        while time.monotonic() < self.end:
            while len(held) < SILENT + TRICKLING:
                held.append(socket.create_connection(("127.0.0.1", self.port)))
            for connection in held[:TRICKLING]:
                try:
                    connection.send(b"G")
                except OSError:
                    held.remove(connection)
            time.sleep(0.5)

    def watch(self, pid: int) -> None:
        """Look how much memory the service takes, shared pages counted once."""
        while time.monotonic() < self.end:
            self.most_memory = max(self.most_memory, sum(map(memory_of, tree(pid))))
            time.sleep(1)


def tree(pid: int) -> list[int]:
    """A process and those below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in tree(int(child)))]


def memory_of(pid: int) -> int:
    """The proportional set size in kB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(seconds: float, programs: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    called: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=lambda: called.append(listener.accept()), daemon=True).start()
        command = [sys.executable, "-m", "kgservice", "serve", "--port", str(port)]
        with subprocess.Popen(command, cwd=ROOT) as service:
            run = Run(port, seconds)
            while run.ask("/health")[0] != 200:
                time.sleep(0.1)
            run.end = time.monotonic() + seconds
            queries = hostile_queries(listener.getsockname()[1])
            threads = [threading.Thread(target=run.look, args=each) for each in GOOD.items()]
            threads += [threading.Thread(target=run.attack, args=(queries, seed)) for seed in range(programs)]
            threads += [
                threading.Thread(target=run.dawdle),
                threading.Thread(target=run.watch, args=[service.pid]),
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            still = run.ask(GOOD["look-up"])[0]
            begun = time.monotonic()
            os.kill(service.pid, signal.SIGTERM)
            service.wait()
            ended = time.monotonic() - begun
    print(f"{programs} hostile programs, {SILENT} silent and {TRICKLING} trickling connections, {seconds:.0f} s")
    for name, statuses in run.statuses.items():
        taken = sorted(run.taken[name])
        times = (
            f"  p50 {taken[len(taken) // 2] * 1000:.0f} ms, p99 {taken[int(len(taken) * 0.99)] * 1000:.0f} ms"
            if taken
            else ""
        )
        print(f"{name:>12}: {dict(sorted(statuses.items(), key=str))}{times}")
    print(f"most memory: {run.most_memory / 1024:.0f} MB; the listener was called {len(called)} times")
    print(f"a look-up afterwards: {still}; SIGTERM to the end: {ended:.1f} s")
    allowed = {"hostile": {200, "left", *LIMITS}, "look-up": {200, 429, 503}}
    bad = {
        name: status
        for name, statuses in run.statuses.items()
        for status in statuses
        if status not in allowed.get(name, {200})
    }
    sys.exit(f"not as it should be: {bad}" if bad or called or still != 200 else 0)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 600, int(sys.argv[2]) if len(sys.argv) > 2 else 30)
