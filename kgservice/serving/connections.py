"""HTTP connections on which nobody can dawdle: a request must arrive, and an answer be taken, in a given time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kgservice.serving.answers import HttpAnswer
from kgservice.serving.heads import Head
from kgservice.serving.short_way import HalfDone, ShortWay
from kgservice.web.headers import HEADERS

_MOST_HEADER_BYTES = 1 << 16
CONNECTION = "kgservice.connection"
"""The key in a request's scope of the connection that it came by."""

_NO_REQUEST = "this is no HTTP request that can be read; send one as RFC 9112 has it."


class Connection(HttpToolsProtocol):
    """A connection that is cut when its client takes longer than `seconds`, or sends more than `most_bytes` of headers.

    A look-up that comes plainly goes the `short_way`, and what comes behind it waits until it is answered.
    """

    def __init__(self, short_way: ShortWay | None, seconds: int, most_bytes: int, **options: Any) -> None:
        super().__init__(**options)
        self._short_way = short_way
        self._looks_up = False
        self._behind: list[bytes] = []
        self._half_done: HalfDone | None = None
        self._ends = False
        self._seconds = seconds
        self._most_bytes = most_bytes + _MOST_HEADER_BYTES
        self._header_bytes = 0
        self._in_header = True
        self._head: Head | None = Head()
        self._receiving: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None
        self.on_leaving: Callable[[], None] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        self._receiving = self.loop.call_later(self._seconds, self._cut)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        for timer in (self._receiving, self._sending):
            if timer is not None:
                timer.cancel()
        if self.on_leaving is not None:
            self.on_leaving()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """More of a request is there."""
        if self._looks_up:
            self._behind.append(data)
            self.flow.pause_reading()
        elif not (self._is_at_rest() and self._takes_short_way(data)):
            self._parse(data)

    def _is_at_rest(self) -> bool:
        """Whether the next byte begins a request, and nothing is left to do for those before it."""
        return (
            self._head is not None
            and not self._head.has_begun
            and (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused
        )

    def _takes_short_way(self, data: bytes) -> bool:
        if self._short_way is None:
            return False
        self._looks_up = True
        self._unset_keepalive_if_required()
        if self._short_way.take(data, self):
            self._stop_receiving()
            return True
        self._looks_up = False
        return False

    def is_open(self) -> bool:
        """Whether the client is still there."""
        return not self.transport.is_closing()

    def give(self, answer: HttpAnswer) -> None:
        """Send the answer to the look-up that was taken, and go on with what came behind it."""
        self._looks_up = False
        if not self.is_open():
            return
        self.transport.write(answer.written(self.server_state.default_headers))
        if self._ends:
            self.transport.close()
            return
        self.on_response_complete()
        self._read_on()

    def go_on(self, data: bytes, half_done: HalfDone | None) -> None:
        """Read the request with the parser, for it is not answered in a moment."""
        self._looks_up = False
        self._half_done = half_done
        self._parse(data)
        self._read_on()

    def _read_on(self) -> None:
        """Read what came behind a look-up."""
        behind, self._behind = b"".join(self._behind), []
        if behind:
            self.flow.resume_reading()
            self.data_received(behind)

    def take_half_done(self) -> HalfDone | None:
        """What was begun of the request that the parser has read."""
        half_done, self._half_done = self._half_done, None
        return half_done

    def give_up(self) -> None:
        """Let go of what was begun and is not gone on with."""
        if half_done := self.take_half_done():
            half_done.begun.give_up()

    def shutdown(self) -> None:
        """End, once what is under way is answered."""
        if self._looks_up:
            self._ends = True
        else:
            super().shutdown()

    def _parse(self, data: bytes) -> None:
        if self._in_header:
            self._header_bytes += len(data)
            if self._header_bytes > self._most_bytes:
                self._cut()
                return
            if self._head is not None:
                data = self._head.mended(data)
        if data:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        if self._head is not None and not self._head.has_begun:  # it came in one piece with the end of the one before
            self._head = None
        if self._receiving is None:
            self._receiving = self.loop.call_later(self._seconds, self._cut)

    def on_headers_complete(self) -> None:
        """A request's headers are there."""
        self._in_header = False
        self.scope[CONNECTION] = self  # type: ignore[literal-required]
        # The parser of addresses gives up at 64 kB, where a query may go on.
        self.url, _, query = self.url.partition(b"?")
        super().on_headers_complete()
        self.scope["query_string"] = query.partition(b"#")[0]

    def on_message_complete(self) -> None:
        """A request is there."""
        self._in_header, self._header_bytes, self._head = True, 0, Head()
        self._stop_receiving()
        super().on_message_complete()

    def _stop_receiving(self) -> None:
        if self._receiving is not None:
            self._receiving.cancel()
            self._receiving = None

    def pause_writing(self) -> None:
        """The client does not take what is sent as fast as it comes."""
        super().pause_writing()
        self._sending = self.loop.call_later(self._seconds, self._cut)

    def resume_writing(self) -> None:
        """The client took what was sent."""
        super().resume_writing()
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that cannot be told from noise, as the application says what is wrong with others."""
        body = json.dumps(
            {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": _NO_REQUEST}
        ).encode()
        headers = {"Content-Type": "application/problem+json", "Content-Length": len(body), "Connection": "close"}
        lines = ["HTTP/1.1 400 Bad Request", *(f"{name}: {value}" for name, value in {**headers, **HEADERS}.items())]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()

    def _cut(self) -> None:
        self.transport.abort()
