"""Sends one HTTP request and takes what comes back, within a time and a size, from the address given and no other."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection, IncompleteRead
from threading import Timer
from time import monotonic
from urllib.request import Request

_CONNECT_SECONDS = 5
_PIECE = 65_536


class TooMuch(Exception):
    """The answer is longer than may be taken."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status, the media type without its parameters, and all of the body."""

    status: int
    media_type: str
    body: bytes


def send(request: Request, *, seconds: int, most_bytes: int) -> Reply:
    """The reply to `request`. No redirect is followed, and no proxy of the environment is used.

    Raises TimeoutError if all of it takes more than `seconds`, TooMuch if the body is longer than `most_bytes`, OSError or
    HTTPException if it cannot be reached or breaks off.
    """
    end = monotonic() + seconds
    connection = _connection(request, min(seconds, _CONNECT_SECONDS))
    try:
        _connect(connection)
        left = max(end - monotonic(), 0)
        connection.sock.settimeout(left or None)
        # A timeout of the socket begins anew with each byte that trickles in; cutting the line ends the wait for all of them.
        stop = Timer(left, _cut, (connection.sock,))
        stop.daemon = True
        stop.start()
        try:
            return _exchange(connection, request, most_bytes)
        finally:
            stop.cancel()
            if monotonic() >= end:  # a line that was cut looks like an end, or like any error
                raise TimeoutError
    finally:
        connection.close()


def _connection(request: Request, seconds: int) -> HTTPConnection:
    if request.type == "https":
        return HTTPSConnection(request.host, timeout=seconds, context=ssl.create_default_context())
    return HTTPConnection(request.host, timeout=seconds)


def _connect(connection: HTTPConnection) -> None:
    try:
        connection.connect()
    except TimeoutError:
        raise OSError("no connection in time") from None


def _exchange(connection: HTTPConnection, request: Request, most_bytes: int) -> Reply:
    connection.request(request.get_method(), request.selector, request.data, dict(request.header_items()))
    with connection.getresponse() as response:
        pieces, size = [], 0
        while piece := response.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > most_bytes:
                raise TooMuch
        if response.length:
            raise IncompleteRead(b"", response.length)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Reply(response.status, media_type, b"".join(pieces))


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        # That of the base class: a TLS socket's own forgets its state while the other thread reads.
        socket.socket.shutdown(line, socket.SHUT_RDWR)
