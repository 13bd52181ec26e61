"""The process that answers queries, one after another, and can be killed over any of them.

It is forked by a keeper for one connection and ends with it. What it may do is limited before it reads the first query:
it opens no connection, writes no file, takes no more memory than a query may, and the kernel ends it when a query takes
too long, should whoever asked not have done so.
"""

from __future__ import annotations

import os
import resource
import socket
from typing import Any

from kgservice.containment import begin_session, forbid_calls, forbid_files, let_stack_grow, limit_memory, limit_seconds
from kgservice.errors import KgError
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.frames import receive, send
from kgservice.store.limits import Limits

# Memory that the allocator does not give back counts against the next query, so a process that grew makes room for another.
_MOST_GROWTH_KB = 64 << 10
# Whoever asked stops a query at its limit; the kernel does so this much later.
_GRACE_SECONDS = 2
# No chain of operators that fits in a query of the usual length ends the engine with such a stack.
_STACK_MB = 100


def answer_questions(connection: socket.socket, engine: EmbeddedEngine, limits: Limits) -> None:
    """Answer what comes over `connection` until its other end closes it, or until this process has grown too much."""
    opening = receive(connection)
    if opening is None:
        return
    os.nice(opening.header["nice"])
    if opening.header["apart"]:
        begin_session()
    forbid_calls()
    forbid_files()
    let_stack_grow(_STACK_MB)
    limit_memory(limits.memory_mb)
    send(connection, {"pid": os.getpid()})
    held = _most_memory()
    grown = False
    while not grown and (question := receive(connection)) is not None:
        limit_seconds(limits.seconds + _GRACE_SECONDS)
        reply, data = _reply(engine, question.header, limits)
        limit_seconds(0)
        grown = _most_memory() - held > _MOST_GROWTH_KB
        send(connection, {**reply, "last": grown}, data)


def _reply(engine: EmbeddedEngine, question: dict[str, Any], limits: Limits) -> tuple[dict[str, Any], bytes]:
    try:
        answer = engine.answer(**question)
    except MemoryError:
        return _told(limits.out_of_memory()), b""
    except KgError as error:
        return _told(error), b""
    return {"cut": answer.cut}, answer.data


def _told(error: KgError) -> dict[str, Any]:
    return {"error": type(error).__name__, "values": list(error.values), "named": dict(error.named)}


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
