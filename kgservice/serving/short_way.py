"""The short way of a look-up: one that comes plainly and in one piece is answered as it comes, and never meets the parser of HTTP.

What takes longer than a moment, has a large answer or goes wrong is read anew by the parser, and goes on from there.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from kgservice.serving.answers import HttpAnswer, KeptAnswers
from kgservice.serving.lane_threads import LaneThreads
from kgservice.serving.requests import Environment, client_among
from kgservice.store.contained import Begun
from kgservice.store.engine import Answer
from kgservice.web.look_ups import LookUp, LookUps
from kgservice.web.validators import ETAG, etag_of
from kgservice.web.versions import Versions

MOMENT_SECONDS = 0.02
"""What takes longer goes on in a thread."""
_MOMENT_OF_A_PROCESSOR = 0.01

# One request with nothing behind it, whose only field is the query; whatever is written otherwise is left to the parser.
_PLAINLY = re.compile(
    rb"GET (?P<path>/[!-\"$->@-~]*)\?(?P<sent>query=[!-\"$%'-~]*) HTTP/1\.1\r\n"
    rb"(?P<fields>(?:[A-Za-z0-9-]+:[ \t]*(?:[!-~](?:[\t -~]*[!-~])?)?\r\n)+)\r\n"
)
_FIELDS = re.compile(r"([^:]+):[ \t]*(.*)\r\n")
# What says how a request goes on or a connection is used, or asks whether an answer is another than the client has.
_PARSED = frozenset(
    ("CONTENT_LENGTH", "CONTENT_TYPE", "TRANSFER_ENCODING", "EXPECT", "UPGRADE", "IF_NONE_MATCH", "HTTP2_SETTINGS")
)
_STAYS = ("keep-alive", "Keep-Alive")


class Asking(Protocol):
    """A connection by which a look-up came."""

    client: tuple[str, int] | None
    on_leaving: Callable[[], None] | None

    def is_open(self) -> bool:
        """Whether the client is still there."""

    def give(self, answer: HttpAnswer) -> None:
        """Send the answer to the look-up that was taken, and go on with what came behind it."""

    def go_on(self, data: bytes, half_done: HalfDone | None) -> None:
        """Read the request with the parser, for it is not answered in a moment."""


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A look-up that a process has begun with."""

    look_up: LookUp
    begun: Begun


@dataclass(slots=True, eq=False)
class _Asked:
    """A look-up that was taken, and what there is of it."""

    connection: Asking
    data: bytes
    environment: Environment
    name: str
    look_up: LookUp
    client: str
    begun: Begun | None = None
    timer: asyncio.TimerHandle | None = None


class ShortWay:
    """Takes look-ups, `at_once` of them begun at the same time, the others in the order in which they came."""

    def __init__(
        self,
        versions: Versions,
        look_ups: LookUps,
        kept: KeptAnswers,
        threads: LaneThreads,
        *,
        at_once: int,
        proxies: int,
        prefix: str,
    ) -> None:
        self._versions = versions
        self._look_ups = look_ups
        self._kept = kept
        self._threads = threads
        self._free = at_once
        self._proxies = proxies
        self._prefix = prefix
        self._waiting: deque[_Asked] = deque()

    def take(self, data: bytes, connection: Asking) -> bool:
        """Whether `data` is a look-up that will be answered, or is, to `connection`."""
        environment = environment_of_plain(data, self._prefix)
        if environment is None:
            return False
        version = self._versions.current()
        environment[ETAG] = tag = etag_of(environment, version)
        name = f"GET {tag}"
        if (answer := self._kept.find(name)) is not None:
            connection.give(answer)
            return True
        if (look_up := self._look_ups.of(environment, b"", version)) is None:
            return False
        told = environment.get("HTTP_X_FORWARDED_FOR", "")
        client = client_among(connection.client, told, self._proxies)
        if self._threads.enter(client) is not None:
            return False  # it will be told why
        asked = _Asked(connection, data, environment, name, look_up, client)
        if self._free:
            self._begin(asked)
        else:
            self._waiting.append(asked)
            connection.on_leaving = partial(self._leave, asked)
        return True

    def _leave(self, asked: _Asked) -> None:
        """Nobody waits for its turn any more."""
        self._waiting.remove(asked)
        self._threads.leave(asked.client)

    def _begin(self, asked: _Asked) -> None:
        asked.begun = begun = asked.look_up.begin()
        if begun is None:
            self._hand_over(asked)
            return
        self._free -= 1
        loop = asyncio.get_running_loop()
        loop.add_reader(begun.fileno(), self._take_reply, asked)
        asked.timer = loop.call_later(MOMENT_SECONDS, self._look_after, asked, float("inf"))

    def _look_after(self, asked: _Asked, most: float) -> None:
        """Let go on in a thread what has had a processor for longer than a moment; what waits for one, waits here."""
        assert asked.begun is not None
        taken = asked.begun.processor_seconds()
        if taken > most:
            self._end(asked, None)
        else:
            most = min(most, taken + _MOMENT_OF_A_PROCESSOR)
            asked.timer = asyncio.get_running_loop().call_later(MOMENT_SECONDS, self._look_after, asked, most)

    def _take_reply(self, asked: _Asked) -> None:
        assert asked.begun is not None
        answer = asked.begun.answer_at_once()
        self._end(asked, None if answer is None else answer_of(asked.look_up, answer, asked.environment[ETAG]))

    def _end(self, asked: _Asked, answer: HttpAnswer | None) -> None:
        """Give the answer, or let what has none go on; then begin with the next."""
        assert asked.begun is not None
        assert asked.timer is not None
        asked.timer.cancel()
        asyncio.get_running_loop().remove_reader(asked.begun.fileno())
        self._free += 1
        if answer is None:
            self._hand_over(asked)
        else:
            asked.begun = None
            self._threads.leave(asked.client)
            self._kept.keep(asked.name, answer)
            asked.connection.give(answer)
        while self._free and self._waiting:
            following = self._waiting.popleft()
            following.connection.on_leaving = None
            self._begin(following)

    def _hand_over(self, asked: _Asked) -> None:
        self._threads.leave(asked.client)
        half_done = None if asked.begun is None else HalfDone(asked.look_up, asked.begun)
        if asked.connection.is_open():
            asked.connection.go_on(asked.data, half_done)
        elif half_done is not None:
            half_done.begun.give_up()


def answer_of(look_up: LookUp, answer: Answer, etag: str) -> HttpAnswer:
    """The answer to a look-up, over HTTP."""
    return HttpAnswer.of(200, *look_up.written(answer, etag))


def environment_of_plain(data: bytes, prefix: str = "") -> Environment | None:
    """What matters to a look-up of the request that `data` is, as WSGI has it; None if it is not plainly one look-up."""
    found = _PLAINLY.fullmatch(data)
    if found is None:
        return None
    path, sent, fields = (part.decode("ascii") for part in found.groups())
    environment: Environment = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": prefix,
        "PATH_INFO": path.removeprefix(prefix),
        "QUERY_STRING": sent,
    }
    for name, value in _FIELDS.findall(fields):
        key = name.upper().replace("-", "_")
        if key in _PARSED or f"HTTP_{key}" in environment or (key == "CONNECTION" and value not in _STAYS):
            return None
        environment[f"HTTP_{key}"] = value
    return environment
