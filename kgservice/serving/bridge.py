"""Brings requests from the event loop to the WSGI application, each in the threads of its lane, and the answers back.

A request is handed over whole and an answer taken whole, so that no thread ever waits for a client; a client that leaves
stops what is done for it. What is kept is given at once, and a look-up is answered without a thread.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import Any
from wsgiref.types import WSGIApplication

from kgservice.errors import BusyError, KgError
from kgservice.serving.answers import HttpAnswer, KeptAnswers
from kgservice.serving.connections import CONNECTION, Connection
from kgservice.serving.lane_threads import RETRY_SECONDS, LaneThreads
from kgservice.serving.requests import Environment, Scope, client_of, environment_of
from kgservice.serving.short_way import MOMENT_SECONDS, HalfDone, ShortWay, answer_of
from kgservice.settings import longest_request, processes_for_queries
from kgservice.store.callers import CALLER, Caller
from kgservice.store.contained import Begun
from kgservice.store.limits import MEBIBYTE
from kgservice.web.app import REFUSED
from kgservice.web.freshness import VARY
from kgservice.web.lanes import Lane, lane_of
from kgservice.web.look_ups import LookUp, LookUps
from kgservice.web.validators import ETAG, etag_of, headers_of_fixed
from kgservice.web.versions import Versions

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

_PIECE = 1 << 16
# Answers that clients have not taken yet, together, in multiples of the largest one.
_ANSWERS_HELD = 4


class Bridge:
    """An ASGI application that answers as the WSGI application does."""

    def __init__(
        self,
        application: WSGIApplication,
        versions: Versions,
        look_ups: LookUps,
        settings: Mapping[str, int],
        prefix: str = "",
    ) -> None:
        self._application = application
        self._prefix = prefix
        self._versions = versions
        self._look_ups = look_ups
        self._kept = KeptAnswers(settings["kept_answers_mb"] * MEBIBYTE)
        self._most_body = longest_request(settings)
        self._most_held = _ANSWERS_HELD * settings["max_answer_mb"] * MEBIBYTE
        self._answer_mb = settings["max_answer_mb"]
        self._proxies = settings["trusted_proxies"]
        self._held = 0
        at_once = processes_for_queries(settings)
        self._turns = asyncio.Semaphore(at_once)
        self._lanes = {lane: LaneThreads(lane, settings["threads"], settings["client_queries"]) for lane in Lane}
        self.short_way = (
            ShortWay(
                versions,
                look_ups,
                self._kept,
                self._lanes[Lane.QUERIES],
                at_once=at_once,
                proxies=self._proxies,
                prefix=prefix,
            )
            if versions.are_fixed
            else None
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        connection: Connection = scope[CONNECTION]
        try:
            await self._respond(scope, receive, send)
        finally:
            connection.give_up()

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._body(receive)
        if body is None:
            return
        environment = environment_of(scope, body, self._prefix)
        lane = lane_of(environment["PATH_INFO"])
        if lane is None:
            answer = self._call(environment, None)
        elif not self._versions.are_fixed:
            answer = await self._answered(lane, scope, environment, body)
        else:
            answer = await self._fixed(lane, scope, environment, body)
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

    async def _fixed(self, lane: Lane, scope: Scope, environment: Environment, body: bytes) -> HttpAnswer:
        """The answer to a request whose answer never changes; nothing is done for what the client has, or what is kept."""
        version = self._versions.current()
        environment[ETAG] = tag = etag_of(environment, version, body)
        if tag in environment.get("HTTP_IF_NONE_MATCH", ""):
            # It may be a page, whose answer differs by the language that was chosen.
            headers = headers_of_fixed(tag, version, environment["QUERY_STRING"])
            return HttpAnswer.of(304, {**headers, "Vary": f"{VARY}, Cookie"}, b"")
        name = f"{environment['REQUEST_METHOD']} {tag}"
        answer = self._kept.find(name)
        if answer is None:
            answer = await self._answered(lane, scope, environment, body, version)
            if answer.status == 200 and not any(header == b"set-cookie" for header, _ in answer.headers):
                self._kept.keep(name, answer)
        return answer

    async def _answered(
        self, lane: Lane, scope: Scope, environment: Environment, body: bytes, version: str | None = None
    ) -> HttpAnswer:
        """The answer of a thread of `lane`, or of a process if it is a look-up in `version`; what is done for a client that leaves is stopped."""
        threads, client = self._lanes[lane], client_of(scope, self._proxies)
        refusal = threads.enter(client)
        if refusal is not None:
            return self._call({**environment, REFUSED: refusal}, None)
        caller = Caller()
        connection: Connection = scope[CONNECTION]
        connection.on_leaving = partial(_leave_in_a_moment, caller)
        try:
            half_done = connection.take_half_done()
            if half_done and half_done.look_up.engine.version != version:
                half_done.begun.give_up()  # another version was switched to meanwhile
            elif half_done:
                return await self._gone_on_with(half_done, threads, caller, environment)
            look_up = self._look_ups.of(environment, body, version) if version and lane is Lane.QUERIES else None
            if look_up and (answer := await self._looked_up(look_up, threads, caller, environment)):
                return answer
            return await asyncio.wrap_future(threads.pool.submit(self._call, environment, caller))
        finally:
            connection.on_leaving = None
            threads.leave(client)

    async def _looked_up(
        self, look_up: LookUp, threads: LaneThreads, caller: Caller, environment: Environment
    ) -> HttpAnswer | None:
        """The answer to a look-up, taken here if it comes in a moment and is small, else waited for in a thread; None if no process can begin with it."""
        async with self._turns:
            if (begun := look_up.begin()) is None:
                return None
            caller.set_stop(begun.kill)
            if await _readable(begun, MOMENT_SECONDS) and (answer := begun.answer_at_once()):
                return answer_of(look_up, answer, environment[ETAG])
        return await self._gone_on_with(HalfDone(look_up, begun), threads, caller, environment)

    async def _gone_on_with(
        self, half_done: HalfDone, threads: LaneThreads, caller: Caller, environment: Environment
    ) -> HttpAnswer:
        """The answer to a look-up that takes longer than a moment or is large, waited for in a thread."""
        caller.set_stop(half_done.begun.kill)
        try:
            write = partial(_written, caller, half_done, environment[ETAG])
            return await asyncio.wrap_future(threads.pool.submit(write))
        except KgError as error:
            return self._call({**environment, REFUSED: error}, None)

    async def _send(self, answer: HttpAnswer, environment: Environment, send: Send) -> None:
        """Give the client its answer, as fast as it takes it."""
        if len(answer.body) > _PIECE and self._held + len(answer.body) > self._most_held:
            sentence = "too many answers of up to %(value)s MB (%(limit)s) are being sent; try again in a few seconds."
            busy = BusyError(sentence, "KG_MAX_ANSWER_MB", self._answer_mb, RETRY_SECONDS)
            answer = self._call({**environment, REFUSED: busy}, None)
        self._held += len(answer.body)
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            for start in range(0, len(answer.body) or 1, _PIECE):
                piece, more = answer.body[start : start + _PIECE], start + _PIECE < len(answer.body)
                await send({"type": "http.response.body", "body": piece, "more_body": more})
        finally:
            self._held -= len(answer.body)

    def _call(self, environment: Environment, caller: Caller | None) -> HttpAnswer:
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
        return HttpAnswer.of(int(status[:3]), [header for header in headers if header[0] != "Date"], body)


def _leave_in_a_moment(caller: Caller) -> None:
    """What is done in a moment is not worth a process that is stopped."""
    asyncio.get_running_loop().call_later(MOMENT_SECONDS, caller.leave)


async def _readable(begun: Begun, seconds: float) -> bool:
    """Whether there is something to read in `seconds`."""
    loop = asyncio.get_running_loop()
    there: asyncio.Future[bool] = loop.create_future()

    def settle(found: bool) -> None:
        if not there.done():
            there.set_result(found)

    loop.add_reader(begun.fileno(), settle, True)
    timer = loop.call_later(seconds, settle, False)
    try:
        return await there
    finally:
        timer.cancel()
        loop.remove_reader(begun.fileno())
        os.set_blocking(begun.fileno(), True)  # libuv has it that what it polls does not block


def _written(caller: Caller, half_done: HalfDone, etag: str) -> HttpAnswer:
    CALLER.set(caller)
    return answer_of(half_done.look_up, half_done.begun.answer(), etag)


def _no_writing(data: bytes) -> object:
    raise NotImplementedError("answers are returned, not written")
