"""A real service in processes of its own, for tests: started on a free port, asked over HTTP, ended."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urlencode

from conftest import ROOT
from waiting import wait_until


class Response(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    data: bytes
    seconds: float

    @property
    def json(self):
        return json.loads(self.data)


class Service:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def get(
        self,
        address: str,
        *,
        method: str = "GET",
        body: str | None = None,
        accept: str = "*/*",
        encoding: str = "identity",
        has: str = "",
    ) -> Response:
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Accept": accept, "Accept-Encoding": encoding, "If-None-Match": has} | (
            {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        )
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return Response(response.status, response.headers, data, time.monotonic() - begun)

    def ask(self, query: str, accept: str = "*/*", **fields: str) -> Response:
        return self.get("/sparql", method="POST", body=urlencode({"query": query, **fields}), accept=accept)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def processes(self) -> dict[int, int]:
        """The niceness of each process of the service, by its number."""
        found: dict[int, int] = {}
        children = [self.process.pid]
        while children:
            pid = children.pop()
            try:
                found[pid] = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16])
                children += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
            except OSError:
                continue
        return found

    def children(self, pid: int) -> list[int]:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def serving(*arguments: object, **settings: object) -> Iterator[Service]:
    """`kgservice serve` with these options and settings, once it answers."""
    options, command = arguments[:-1], arguments[-1]
    environment = {**os.environ, "PYTHONUTF8": "1", **{name: str(value) for name, value in settings.items()}}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "kgservice", *map(str, options), *str(command).split(), "--port", "0"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            service = Service(process, _port(process, said))
            wait_until(lambda: _answers(service))
            yield service
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _port(process: subprocess.Popen[bytes], said: IO[bytes]) -> int:
    """The port that it says it serves on."""

    def words() -> str:
        return os.pread(said.fileno(), 100_000, 0).decode()

    wait_until(lambda: "serving on" in words() or process.poll() is not None)
    told = re.search(r"serving on http://[^:]*:(\d+)/", words())
    assert told, words()
    return int(told[1])


def _answers(service: Service) -> bool:
    try:
        return service.get("/health").status == 200
    except OSError:
        return False
