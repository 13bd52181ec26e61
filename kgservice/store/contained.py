"""The contained engine: asks processes that can be killed, forked by the keeper of a version."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from kgservice import errors
from kgservice.errors import BusyError, EngineError, KgError
from kgservice.store.callers import must_be_there, stopping
from kgservice.store.engine import Answer, Table, read_results, table_of, truth_of
from kgservice.store.frames import Message, receive, send
from kgservice.store.limits import Limits
from kgservice.store.slots import Slots

_JSON = "application/sparql-results+json"
# A query that takes longer is a long one: a look-up takes less than a hundredth of it.
_MOMENT_SECONDS = 0.25
_LONG_NICENESS = 15
# How long a keeper that ended has until another is in its place.
_KEEPER_SECONDS = 3.0
_RETRY_SECONDS = 5
_LOOK_SECONDS = 0.25


class ContainedEngine:
    """Answers for one version of a dataset."""

    def __init__(self, askers: Askers, version: str) -> None:
        self._askers = askers
        self._version = version

    @property
    def version(self) -> str:
        """The snapshot's version."""
        return self._version

    @property
    def is_fixed(self) -> bool:
        """Yes: a version never changes."""
        return True

    def select(self, query: str, *, most_rows: int | None = None) -> Table:
        """The answer of a SELECT."""
        answer = self.answer(query, _JSON, most_rows=most_rows)
        return table_of(read_results(answer), cut=answer.cut is not None)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        return truth_of(read_results(self.answer(query, _JSON)))

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        most_rows: int | None = None,
    ) -> Answer:
        """The answer of any query, written in `media_type`."""
        question = {
            "query": query,
            "media_type": media_type,
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
            "most_rows": most_rows,
        }
        reply = self._askers.ask(self._version, question)
        if "error" in reply.header:
            raise _error(reply.header["error"], reply.header["values"])
        return Answer(reply.data, reply.header["cut"])


class Askers:
    """The processes that answer what the threads of this one ask, `at_once` at most; each is used again until it ends.

    `address` gives where the keeper of a version listens. With `slots`, a query that takes longer than a moment needs one
    of them to go on; `waiting` others wait for one, and then begin again.
    """

    def __init__(
        self,
        address: Callable[[str], Path],
        limits: Limits,
        *,
        at_once: int,
        nice: int = 0,
        slots: Slots | None = None,
        waiting: int = 8,
    ) -> None:
        self._address = address
        self._limits = limits
        self._nice = nice
        self._slots = slots
        self._permits = threading.BoundedSemaphore(at_once)
        self._waiting = threading.BoundedSemaphore(waiting)
        self._lock = threading.Lock()
        self._idle: list[_Asker] = []

    def ask(self, version: str, question: Mapping[str, object]) -> Message:
        """The reply of a process to `question`; raises LimitError at a limit, ClientLeftError if nobody waits any more."""
        with ExitStack() as permit:
            permit.enter_context(self._permitted())
            with self._hired(version) as asker:
                asker.begin(question)
                if self._slots is None:
                    return self._last_reply(asker, self._limits.seconds)
                reply = asker.reply(_MOMENT_SECONDS)
                if reply is not None:
                    return self._checked(reply)
                if (slot := self._slots.take()) is not None:
                    with slot:
                        permit.close()
                        asker.slow_down()
                        return self._last_reply(asker, self._limits.seconds - _MOMENT_SECONDS)
        with self._slot(self._slots), self._hired(version) as asker:
            asker.begin(question)
            asker.slow_down()
            return self._last_reply(asker, self._limits.seconds)

    def _last_reply(self, asker: _Asker, seconds: float) -> Message:
        reply = asker.reply(seconds)
        if reply is None:
            raise self._limits.out_of_time()
        return self._checked(reply)

    def _checked(self, reply: Message) -> Message:
        number = reply.header.get("signal")
        if number is None:
            return reply
        if number == signal.SIGALRM:
            raise self._limits.out_of_time()
        if number == signal.SIGABRT:
            raise self._limits.out_of_memory()
        if number in (signal.SIGSEGV, signal.SIGBUS):
            raise self._limits.too_deep()
        raise EngineError("the process that answered the query was ended from outside; ask again.")

    @contextmanager
    def _permitted(self) -> Iterator[None]:
        """Wait until fewer than `at_once` ask."""
        if not _acquired(self._permits, self._limits.seconds):
            sentence = (
                "the processes that answer were at work for %(value)s seconds (%(limit)s); try again in a few seconds."
            )
            raise BusyError(sentence, "KG_QUERY_SECONDS", self._limits.seconds, _RETRY_SECONDS)
        try:
            yield
        finally:
            self._permits.release()

    @contextmanager
    def _slot(self, slots: Slots) -> Iterator[None]:
        """Wait for the place of a long query."""
        sentence = "as many as %(value)s long queries are being answered (%(limit)s); try again in a few seconds, or ask for less."
        busy = BusyError(sentence, "KG_LONG_QUERIES", slots.number, _RETRY_SECONDS)
        if not self._waiting.acquire(blocking=False):
            raise busy
        try:
            slot = slots.take(self._limits.seconds)
        finally:
            self._waiting.release()
        if slot is None:
            raise busy
        with slot:
            yield

    @contextmanager
    def _hired(self, version: str) -> Iterator[_Asker]:
        """A process that answers for `version`; killed afterwards if it was not done, or the caller left."""
        asker = self._idle_one(version) or _Asker(self._address(version), version, self._nice)
        try:
            with stopping(asker.kill):
                yield asker
        finally:
            if asker.can_go_on:
                with self._lock:
                    self._idle.append(asker)
            else:
                asker.kill()
                asker.close()

    def _idle_one(self, version: str) -> _Asker | None:
        """A process that waits for work on `version`; those of other versions are let go."""
        with self._lock:
            others = [asker for asker in self._idle if asker.version != version]
            self._idle = [asker for asker in self._idle if asker.version == version]
            found = self._idle.pop() if self._idle else None
        for asker in others:
            asker.close()
        if found is not None and not found.is_there():
            found.close()
            return self._idle_one(version)
        return found


class _Asker:
    """A process that answers, by the connection it was forked for."""

    def __init__(self, address: Path, version: str, nice: int) -> None:
        self.version = version
        self._connection = _connected(address)
        self._busy = False
        self._last = False
        send(self._connection, {"nice": nice})
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
        try:
            send(self._connection, question)
        except OSError:
            raise _not_there() from None

    def reply(self, seconds: float) -> Message | None:
        """What it says, or by which signal it ended; None if it is not done in `seconds`.

        Raises ClientLeftError if it ended because the caller left.
        """
        if not _readable(self._connection, seconds):
            return None
        message = receive(self._connection)
        if message is None or "signal" in message.header:
            must_be_there()
            if message is None:
                raise _not_there()
            return message
        self._busy = False
        self._last = self._last or message.header["last"]
        return message

    def slow_down(self) -> None:
        """Let others go first; it will not be asked again."""
        self._last = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._pid, _LONG_NICENESS)

    def kill(self) -> None:
        """End what it was asked, if it is not done."""
        if self._busy:
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


def _acquired(semaphore: threading.Semaphore, seconds: float) -> bool:
    """Whether `semaphore` was taken in `seconds`; nobody who left waits for it."""
    deadline = time.monotonic() + seconds
    while not semaphore.acquire(timeout=_LOOK_SECONDS):
        must_be_there()
        if time.monotonic() > deadline:
            return False
    return True


def _not_there() -> EngineError:
    return EngineError("the process that answers queries ended and is being replaced; ask again.")


def _error(name: str, values: Sequence[Any]) -> KgError:
    """The error that a process told of."""
    kind: type[KgError] = getattr(errors, name)
    return kind(*values)
