"""Messages between the processes that serve: a header of names and values, and bytes."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

_LENGTHS = struct.Struct("!IQ")
# What is smaller goes through a socket in one piece.
_SMALL = 1 << 16


class Message(NamedTuple):
    """A header and the bytes that go with it."""

    header: dict[str, Any]
    data: bytes


def send(connection: socket.socket, header: Mapping[str, object], data: bytes = b"") -> None:
    """Send a message; OSError if the other end is gone."""
    written = json.dumps(header).encode()
    start = _LENGTHS.pack(len(written), len(data)) + written
    if len(data) < _SMALL:
        connection.sendall(start + data)
    else:
        connection.sendall(start)
        connection.sendall(data)


def receive(connection: socket.socket) -> Message | None:
    """The next message; None if the other end is gone before it is whole."""
    lengths = _read(connection, _LENGTHS.size)
    if lengths is None:
        return None
    of_header, of_data = _LENGTHS.unpack(lengths)
    header, data = _read(connection, of_header), _read(connection, of_data)
    if header is None or data is None:
        return None
    return Message(json.loads(bytes(header)), bytes(data))


def is_small(connection: socket.socket) -> bool:
    """Whether the message that has begun to arrive, or the end, can be received without waiting for more of it."""
    try:
        start = connection.recv(_LENGTHS.size, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    return not start or (len(start) == _LENGTHS.size and sum(_LENGTHS.unpack(start)) < _SMALL)


def _read(connection: socket.socket, number: int) -> bytearray | None:
    data = bytearray(number)
    view = memoryview(data)
    while view:
        try:
            got = connection.recv_into(view)
        except ConnectionError:
            return None
        if not got:
            return None
        view = view[got:]
    return data
