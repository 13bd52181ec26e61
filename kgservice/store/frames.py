"""Messages between the processes that serve: a header of names and values, and bytes. They go to and fro, one each way."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

_LENGTHS = struct.Struct("!IQ")
# What is smaller goes through a socket in one piece.
_SMALL = 1 << 16
_PIECE = 1 << 17


class Message(NamedTuple):
    """A header and the bytes that go with it."""

    header: dict[str, Any]
    data: bytes


class Arriving:
    """The message that comes next, as far as it is there; what follows one is not of it, and is let go."""

    def __init__(self) -> None:
        self._parts = bytearray()
        self._whole: int | None = None
        self.is_over = False

    def take(self, connection: socket.socket, *, at_once: bool = False) -> Message | None:
        """The whole message; None if the other end is gone before it is there, or, `at_once`, if it has not begun to arrive or is not small."""
        while not self.is_over:
            try:
                got = connection.recv(_PIECE, socket.MSG_DONTWAIT if at_once else 0)
            except BlockingIOError:
                return None
            except ConnectionError:
                got = b""
            self.is_over = not got
            self._parts += got
            missing = self._missing()
            if not missing:
                return self._message()
            if at_once and missing > _SMALL:
                return None
            at_once = False  # what is small comes in one piece, or in two
        return None

    def _missing(self) -> int:
        """How many bytes are still to come, as far as it is known."""
        if self._whole is None:
            if len(self._parts) < _LENGTHS.size:
                return _LENGTHS.size - len(self._parts)
            self._whole = _LENGTHS.size + sum(_LENGTHS.unpack_from(self._parts))
        return max(0, self._whole - len(self._parts))

    def _message(self) -> Message:
        of_header, of_data = _LENGTHS.unpack_from(self._parts)
        data_begins = _LENGTHS.size + of_header
        with memoryview(self._parts) as parts:
            header = json.loads(bytes(parts[_LENGTHS.size : data_begins]))
            return Message(header, bytes(parts[data_begins : data_begins + of_data]))


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
    return Arriving().take(connection)
