"""Starts this service and its peers over the same triples, on loopback, and ends them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

BIN = Path(sys.executable).parent
BARE = "bare WSGI application"
OXIGRAPH = "Oxigraph server"

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


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it is asked, and what it took to start."""

    name: str
    process: subprocess.Popen[bytes]
    address: str
    ready_after: float


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
