"""Brings requests from the event loop to the WSGI application, each in the threads of its lane, and the answers back.

A request is handed over whole and an answer taken whole, so that no thread ever waits for a client; a client that leaves
stops what is done for it.
"""

from __future__ import annotations

import asyncio
import io
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication

from kgservice.errors import BusyError, LimitError, TooManyRequestsError
from kgservice.serving.connections import CONNECTION, Connection
from kgservice.settings import longest_request
from kgservice.store.callers import CALLER, Caller
from kgservice.store.limits import MEBIBYTE
from kgservice.web.app import REFUSED
from kgservice.web.lanes import Lane, lane_of

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Environment = dict[str, Any]

_PIECE = 1 << 16
_RETRY_SECONDS = 5
# Answers that clients have not taken yet, together, in multiples of the largest one.
_ANSWERS_HELD = 4
# Requests of a lane that wait for a thread, for each thread that it has.
_WAITING_PER_THREAD = 4
# A query from outside mostly waits for its turn, which costs a thread and nothing else.
_THREADS = {Lane.PAGES: 1, Lane.QUESTIONS: 1, Lane.QUERIES: 8}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Bridge:
    """An ASGI application that answers as the WSGI application does."""

    def __init__(self, application: WSGIApplication, settings: Mapping[str, int]) -> None:
        self._application = application
        self._most_body = longest_request(settings)
        self._most_held = _ANSWERS_HELD * settings["max_answer_mb"] * MEBIBYTE
        self._answer_mb = settings["max_answer_mb"]
        self._proxies = settings["trusted_proxies"]
        self._held = 0
        self._lanes = {
            lane: _LaneThreads(lane, settings["threads"], times, settings["client_queries"])
            for lane, times in _THREADS.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await self._body(receive)
        if body is None:
            return
        environment = _environment(scope, body)
        lane = lane_of(scope["path"])
        if lane is None:
            answer = self._call(environment, None)
        else:
            answer = await self._answered(self._lanes[lane], self._client(scope), environment, scope[CONNECTION])
        await self._send(answer, environment, send)

    async def _body(self, receive: Receive) -> bytes | None:
        """The request's body, as far as the application would look at it; None if the client left."""
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if not message.get("more_body") or size > self._most_body:
                return b"".join(parts)

    async def _answered(
        self, lane: _LaneThreads, client: str, environment: Environment, connection: Connection
    ) -> _Answer:
        """The answer from a thread of `lane`; what is done for a client that leaves is stopped."""
        refusal = lane.enter(client)
        if refusal is not None:
            return self._call({**environment, REFUSED: refusal}, None)
        caller = Caller()
        future = lane.threads.submit(self._call, environment, caller)
        future.add_done_callback(lambda _: lane.leave(client))
        connection.on_leaving = caller.leave
        try:
            return await asyncio.wrap_future(future)
        finally:
            connection.on_leaving = None

    async def _send(self, answer: _Answer, environment: Environment, send: Send) -> None:
        """Give the client its answer, as fast as it takes it."""
        if len(answer.body) > _PIECE and self._held + len(answer.body) > self._most_held:
            sentence = "too many answers of up to %(value)s MB (%(limit)s) are being sent; try again in a few seconds."
            busy = BusyError(sentence, "KG_MAX_ANSWER_MB", self._answer_mb, _RETRY_SECONDS)
            answer = self._call({**environment, REFUSED: busy}, None)
        self._held += len(answer.body)
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            for start in range(0, len(answer.body) or 1, _PIECE):
                piece, more = answer.body[start : start + _PIECE], start + _PIECE < len(answer.body)
                await send({"type": "http.response.body", "body": piece, "more_body": more})
        finally:
            self._held -= len(answer.body)

    def _call(self, environment: Environment, caller: Caller | None) -> _Answer:
        """The application's answer."""
        CALLER.set(caller)
        status, headers = "500 Internal Server Error", []

        def start_response(said: str, given: list[tuple[str, str]], error: object = None) -> Callable[[bytes], object]:
            nonlocal status, headers
            status, headers = said, given
            return _no_writing

        parts: Iterable[bytes] = self._application(environment, start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        latin = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers if name != "Date"]
        return _Answer(int(status[:3]), latin, body)

    def _client(self, scope: Scope) -> str:
        """The address that the request came from, as far as proxies that are trusted tell it."""
        address = scope["client"][0] if scope["client"] else ""
        if self._proxies:
            told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").split(b",")
            if len(told) >= self._proxies:
                return told[-self._proxies].strip().decode("latin-1")
        return str(address)


class _LaneThreads:
    """The threads of a lane, and who is in it."""

    def __init__(self, lane: Lane, threads: int, times: int, most_of_one: int) -> None:
        self.threads = ThreadPoolExecutor(threads * times, thread_name_prefix=lane)
        self._most = threads * times * (1 + _WAITING_PER_THREAD)
        self._number = threads
        self._most_of_one = most_of_one
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def enter(self, client: str) -> LimitError | None:
        """Take a request of `client` in; why not, if it is not taken."""
        with self._lock:
            if self._inside[client] >= self._most_of_one:
                sentence = (
                    "%(value)s of your requests (%(limit)s) are being answered already; wait for one, then ask again."
                )
                return TooManyRequestsError(sentence, "KG_CLIENT_QUERIES", self._most_of_one, _RETRY_SECONDS)
            if self._inside.total() >= self._most:
                sentence = "too many requests wait already (%(limit)s is %(value)s); try again in a few seconds."
                return BusyError(sentence, "KG_THREADS", self._number, _RETRY_SECONDS)
            self._inside[client] += 1
            return None

    def leave(self, client: str) -> None:
        """A request of `client` is answered, or given up."""
        with self._lock:
            self._inside[client] -= 1
            if not self._inside[client]:
                del self._inside[client]


def _no_writing(data: bytes) -> object:
    raise NotImplementedError("answers are returned, not written")


def _environment(scope: Scope, body: bytes) -> Environment:
    """The request as WSGI has it (PEP 3333)."""
    server = scope["server"] or ("localhost", 80)
    environment: Environment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:  # X_Forwarded_For would pass for X-Forwarded-For
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        said = value.decode("latin-1")
        environment[key] = f"{environment[key]},{said}" if key in environment else said
    return environment
