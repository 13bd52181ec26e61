"""The contained engine: asks processes that can be killed, forked by the keeper of a version."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from kgservice import errors
from kgservice.errors import BusyError, EngineError, KgError, QueryError
from kgservice.store.asker import Asker
from kgservice.store.callers import stopping
from kgservice.store.engine import Answer, Solutions, read_results, solutions_of, truth_of
from kgservice.store.frames import Message
from kgservice.store.limits import Limits
from kgservice.store.slots import Slots

_JSON = "application/sparql-results+json"
_MOST_REMEMBERED = 256
_RETRY_SECONDS = 5
# A query that takes more of a processor begins again in a process apart; the second that it may lose is little of what it takes.
_LONG_SECONDS = 1.0


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

    def select(self, query: str, *, most_rows: int | None = None) -> Solutions:
        """The answer of a SELECT."""
        answer = self.answer(query, _JSON, most_rows=most_rows)
        return solutions_of(read_results(answer), cut=answer.cut is not None)

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
        return _answer(self._askers.ask(self._version, question))

    def begin(self, query: str, media_type: str, *, most_rows: int) -> Begun | None:
        """Begin to answer a query, without waiting for anything; None if no process is there that can begin at once."""
        return self._askers.begin(self._version, {"query": query, "media_type": media_type, "most_rows": most_rows})


class Begun:
    """A query that a process has begun to answer, for a caller that does other things until the answer is there."""

    def __init__(
        self, askers: Askers, asker: Asker, version: str, question: Mapping[str, object], permit: ExitStack
    ) -> None:
        self._askers = askers
        self._asker = asker
        self._version = version
        self._question = question
        self._permit = permit

    def fileno(self) -> int:
        """What can be read once there is an answer."""
        return self._asker.fileno()

    def processor_seconds(self) -> float:
        """What the process that answers has had of a processor."""
        return self._asker.processor_seconds()

    def answer_at_once(self) -> Answer | None:
        """The answer, if it is there, small, and no error; None if `answer` is to be called, or `give_up`."""
        reply = self._asker.reply_at_once()
        if reply is None:
            return None
        self._end()
        return _answer(reply)

    def give_up(self) -> None:
        """Stop it, for nobody wants the answer."""
        self._asker.kill()
        self._end()

    def _end(self) -> None:
        self._permit.close()
        self._askers.take_back(self._asker)

    def kill(self) -> None:
        """Stop it: the answer will be that it was."""
        self._asker.kill()

    def answer(self) -> Answer:
        """The answer, waited for as ContainedEngine.answer does; to be called once, whatever became of the caller."""
        return _answer(self._askers.go_on(self._asker, self._version, self._question, self._permit))


class Askers:
    """The processes that answer what the threads of this one ask, `at_once` at most, and as many for what takes a moment; each is used again until it ends.

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
        self._moments = threading.BoundedSemaphore(at_once)
        self._waiting = threading.BoundedSemaphore(waiting)
        self._lock = threading.Lock()
        self._idle: list[Asker] = []
        self._long: dict[tuple[str, object], None] = {}

    def ask(self, version: str, question: Mapping[str, object]) -> Message:
        """The reply of a process to `question`; raises LimitError at a limit, ClientLeftError if nobody waits any more."""
        if self._slots is None:
            with self._permitted(), self._hired(version) as asker:
                asker.begin(question)
                return self._last_reply(asker, self._limits.seconds)
        if not self._was_long(version, question):
            with ExitStack() as permit:
                permit.enter_context(self._permitted())
                with self._hired(version) as asker:
                    asker.begin(question)
                    if reply := self._short_reply(asker, version, question, permit, self._slots):
                        return reply
        with self._slot(self._slots):
            return self._apart_reply(version, question, self._limits.seconds)

    def begin(self, version: str, question: Mapping[str, object]) -> Begun | None:
        """Have a process that waits for work begin; None if none does, or if the question takes longer than a moment."""
        if self._was_long(version, question) or not self._moments.acquire(blocking=False):
            return None
        with ExitStack() as permit:
            permit.callback(self._moments.release)
            if (asker := self._idle_one(version)) is None:
                return None
            try:
                asker.begin(question)
            except EngineError:
                asker.close()
                return None
            return Begun(self, asker, version, question, permit.pop_all())

    def go_on(self, asker: Asker, version: str, question: Mapping[str, object], permit: ExitStack) -> Message:
        """The reply to what `begin` began."""
        assert self._slots is not None
        with permit, self._kept(asker):
            reply = asker.reply(0)
            if reply is not None:
                return self._checked(reply)
            # It makes room for those that need a moment only, and goes on beside the others that take longer.
            permit.close()
            if self._permits.acquire(blocking=False):
                permit.callback(self._permits.release)
                if reply := self._short_reply(asker, version, question, permit, self._slots):
                    return reply
        return self.ask(version, question)

    def _short_reply(
        self, asker: Asker, version: str, question: Mapping[str, object], permit: ExitStack, slots: Slots
    ) -> Message | None:
        """The reply, if it comes in a moment or a place is free for it to take longer; None if it has to wait for one."""
        begun = time.monotonic()
        reply = asker.reply_in_a_moment(self._limits.seconds)
        if reply is not None:
            return self._checked(reply)
        self._remember(version, question)
        if (slot := slots.take()) is None:
            return None
        with slot:
            permit.close()
            asker.slow_down()
            end = begun + self._limits.seconds
            left = end - time.monotonic()
            if left < 2 * _LONG_SECONDS:
                return self._last_reply(asker, left)
            if reply := asker.reply_in_a_moment(left, _LONG_SECONDS):
                return self._checked(reply)
            asker.kill()
            return self._apart_reply(version, question, max(0, end - time.monotonic()))

    def _apart_reply(self, version: str, question: Mapping[str, object], seconds: float) -> Message:
        """The reply of a process that is asked nothing else, and takes what all others leave."""
        with self._kept(Asker(self._address(version), version, self._nice, apart=True)) as asker:
            asker.begin(question)
            asker.slow_down()
            return self._last_reply(asker, seconds)

    def _was_long(self, version: str, question: Mapping[str, object]) -> bool:
        """Whether the same question took longer than a moment before, lately."""
        with self._lock:
            return (version, question["query"]) in self._long

    def _remember(self, version: str, question: Mapping[str, object]) -> None:
        with self._lock:
            self._long[version, question["query"]] = None
            if len(self._long) > _MOST_REMEMBERED:
                del self._long[next(iter(self._long))]

    def _last_reply(self, asker: Asker, seconds: float) -> Message:
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
        if number == signal.SIGABRT and reply.header["starved"]:
            raise self._limits.out_of_memory()
        if number == signal.SIGABRT:
            raise QueryError(
                "the engine fails over this query, as it may where ORDER BY meets numbers among words; "
                "sort by STR(…), or write it otherwise."
            )
        if number in (signal.SIGSEGV, signal.SIGBUS):
            raise self._limits.too_deep()
        raise EngineError(
            "the process that answered the query was ended by %(signal)s; ask again.",
            signal=signal.Signals(number).name,
        )

    @contextmanager
    def _permitted(self) -> Iterator[None]:
        """Wait until fewer than `at_once` ask."""
        if not self._permits.acquire(timeout=self._limits.seconds):
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
    def _hired(self, version: str) -> Iterator[Asker]:
        """A process that answers for `version`."""
        asker = self._idle_one(version) or Asker(self._address(version), version, self._nice)
        with self._kept(asker):
            yield asker

    @contextmanager
    def _kept(self, asker: Asker) -> Iterator[Asker]:
        """Keep a process for the next question; it is killed if it was not done with this one, or the caller left."""
        try:
            with stopping(asker.kill):
                yield asker
        finally:
            self.take_back(asker)

    def take_back(self, asker: Asker) -> None:
        """Let a process wait for the next question, if it is done with this one and takes more."""
        if asker.can_go_on:
            with self._lock:
                self._idle.append(asker)
        else:
            asker.kill()
            asker.close()

    def _idle_one(self, version: str) -> Asker | None:
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


def _answer(reply: Message) -> Answer:
    if "error" in reply.header:
        raise _error(reply.header["error"], reply.header["values"], reply.header["named"])
    return Answer(reply.data, reply.header["cut"])


def _error(name: str, values: Sequence[Any], named: Mapping[str, Any]) -> KgError:
    """The error that a process told of."""
    kind: type[KgError] = getattr(errors, name)
    return kind(*values, **named)
