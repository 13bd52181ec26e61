"""SPARQL endpoints for tests: real HTTP servers on the loopback that answer, or misbehave, as a function says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import QueryTriples, Store

from kgservice.iris import PREFIXES
from kgservice.store.writing import write_answer

JSON = "application/sparql-results+json"


class Asked(BaseHTTPRequestHandler):
    """A request to an endpoint, with what it was asked and how to answer."""

    protocol_version = "HTTP/1.1"
    form: dict[str, list[str]]

    def do_GET(self):
        self.server.asked.append(self)
        length = int(self.headers.get("Content-Length", 0))
        self.form = parse_qs(self.rfile.read(length).decode())
        try:
            self.server.behave(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.left.set()
        self.close_connection = True

    do_POST = do_GET

    def say(self, body: bytes, media_type: str = JSON, status: int = 200, **headers: str) -> None:
        """Answer as servers do."""
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


@contextmanager
def endpoint(behave: Callable[[Asked], None]) -> Iterator[ThreadingHTTPServer]:
    """A server that does `behave` with each request; `.asked` is what came, `.left` is set when a client went away or the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    server.behave, server.asked, server.left = behave, [], threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}/sparql"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.left.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answering(store: Store) -> Callable[[Asked], None]:
    """An endpoint's behaviour that answers rightly from `store`."""

    def behave(asked: Asked) -> None:
        result = store.query(asked.form["query"][0], prefixes=PREFIXES)
        media_type = "application/n-triples" if isinstance(result, QueryTriples) else JSON
        asked.say(write_answer(result, media_type).data, media_type)

    return behave
