"""A process that answers queries, as the one that asks it sees it."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kgservice.containment import let_others_first
from kgservice.errors import EngineError
from kgservice.store.callers import must_be_there
from kgservice.store.frames import Arriving, Message, receive, send

# A query that takes more of a processor is a long one; a look-up takes less than a hundredth of it.
_MOMENT_SECONDS = 0.1
# How long a keeper that ended has until another is in its place.
_KEEPER_SECONDS = 10.0


class Asker:
    """A process that answers, by the connection it was forked for; one that is `apart` can be slowed down for all others' good."""

    def __init__(self, address: Path, version: str, nice: int, *, apart: bool = False) -> None:
        self.version = version
        self._connection = _connected(address)
        self._busy = False
        self._last = False
        self._arriving = Arriving()
        self._said: Message | None = None
        send(self._connection, {"nice": nice, "apart": apart})
        opening = receive(self._connection)
        if opening is None or "pid" not in opening.header:
            self._connection.close()
            raise _not_there()
        self._pid: int = opening.header["pid"]

    @property
    def can_go_on(self) -> bool:
        """Whether it is done with what it was asked, and takes more."""
        return not self._busy and not self._last

    def is_there(self) -> bool:
        """Whether it still waits for work."""
        return not _readable(self._connection, 0)

    def begin(self, question: Mapping[str, object]) -> None:
        """Ask it."""
        self._busy = True
        self._arriving = Arriving()
        try:
            send(self._connection, question)
        except OSError:
            raise _not_there() from None

    def fileno(self) -> int:
        """What can be read once it has something to say."""
        return self._connection.fileno()

    def reply_at_once(self) -> Message | None:
        """The answer, if it is there now and small; else `reply` gives what it says."""
        message = self._arriving.take(self._connection, at_once=True)
        if message is None or "signal" in message.header or "error" in message.header:
            self._said = message
            return None
        self._take(message)
        return message

    def reply(self, seconds: float) -> Message | None:
        """What it says, or by which signal it ended; None if it is not done in `seconds`.

        Raises ClientLeftError if it ended because the caller left.
        """
        message, self._said = self._said, None
        if message is None:
            if not self._arriving.is_over and not _readable(self._connection, seconds):
                return None
            message = self._arriving.take(self._connection)
        if message is None or "signal" in message.header:
            # It has ended: its number may be another's by now, who must not be killed.
            self._busy, self._last = False, True
            must_be_there()
            if message is None:
                raise _not_there()
            return message
        self._take(message)
        return message

    def _take(self, message: Message) -> None:
        self._busy = False
        self._last = self._last or message.header["last"]

    def reply_in_a_moment(self, seconds: float, moment: float = _MOMENT_SECONDS) -> Message | None:
        """As `reply`, but None as soon as it has had a processor for longer than a `moment`."""
        reply = self.reply(moment)
        if reply is not None:
            return reply
        deadline = time.monotonic() + seconds
        most = self.processor_seconds() + moment
        while (reply := self.reply(moment)) is None:
            if time.monotonic() > deadline or self.processor_seconds() > most:
                return None
        return reply

    def processor_seconds(self) -> float:
        """What it has had of a processor."""
        try:
            # The clock of another process, as clock_getcpuclockid(3) numbers it.
            return time.clock_gettime(~self._pid << 3 | 2)
        except OSError:
            return float("inf")

    def slow_down(self) -> None:
        """Let others go first; it will not be asked again."""
        self._last = True
        let_others_first(self._pid)

    def kill(self) -> None:
        """End what it was asked, if it is not done."""
        if self._busy:
            # Its reply may be on the way, and be read as if nothing had happened; it must not be asked again.
            self._last = True
            self._busy = False  # its number may soon be another's
            with suppress(OSError):
                os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """Let it go."""
        self._connection.close()


def _connected(address: Path) -> socket.socket:
    """A connection to the keeper that listens at `address`; one that is being replaced is waited for."""
    deadline = time.monotonic() + _KEEPER_SECONDS
    while True:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(address))
            return connection
        except OSError:
            connection.close()
            if time.monotonic() > deadline:
                raise _not_there() from None
            time.sleep(0.02)


def _readable(connection: socket.socket, seconds: float) -> bool:
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _not_there() -> EngineError:
    return EngineError("the process that answers queries ended and is being replaced; ask again.")
