"""Mends the head of an HTTP request before it is parsed: what the parser would fail over, and clients send all the same."""

from __future__ import annotations

import re

_END = b"\r\n\r\n"
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# Java and curl offer to go on in HTTP/2 (h2c). The parser would take the body for that; a server is free to pass it over.
_UPGRADE = re.compile(rb"^upgrade(?=[ \t]*:)", re.IGNORECASE | re.MULTILINE)


class Head:
    """The head of one request as it comes in pieces: its first line is made ASCII, and it offers no other protocol.

    Bytes of the first line that should have been escaped (RFC 3986) are; browsers do so, others send UTF-8 as it is.
    """

    def __init__(self) -> None:
        self._unfinished = bytearray()
        self._in_first_line = True
        self.has_begun = False

    def mended(self, data: bytes) -> bytes:
        """All whole lines so far that were not given before, and, once the head is over, whatever comes behind it."""
        self.has_begun = True
        if b"\n" not in data:
            self._unfinished += data
            return b""
        text = data
        if self._unfinished:
            text = bytes(self._unfinished) + data
            self._unfinished.clear()
        if not self._in_first_line and text.startswith(b"\r\n"):
            return text
        end = text.find(_END)
        if end < 0:
            end = text.rfind(b"\n") + 1
            self._unfinished += text[end:]
            return self._lines(text[:end])
        return self._lines(text[:end]) + text[end:]

    def _lines(self, lines: bytes) -> bytes:
        if self._in_first_line:
            first, end, rest = lines.partition(b"\n")
            self._in_first_line = not first.strip()
            if not first.isascii():
                lines = _NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], first) + end + rest
        return _UPGRADE.sub(b"no-upgrade", lines) if b"upgrade" in lines.lower() else lines
