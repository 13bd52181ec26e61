"""Who waits for an answer, and may leave before it comes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kgservice.errors import ClientLeftError


class Caller:
    """Somebody who waits for what a thread does, and may leave: then it is stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None
        self.left = False

    def leave(self) -> None:
        """Nobody waits any more; called from another thread."""
        with self._lock:
            self.left = True
            if self._stop is not None:
                self._stop()

    def set_stop(self, stop: Callable[[], None] | None) -> None:
        """What is to be called if the caller leaves."""
        with self._lock:
            self._stop = stop


CALLER: ContextVar[Caller | None] = ContextVar("caller", default=None)
"""Who waits for what is done here; None if nobody can leave."""


def must_be_there() -> None:
    """Raise ClientLeftError if the caller left."""
    caller = CALLER.get()
    if caller is not None and caller.left:
        raise ClientLeftError("the client left before the answer was there.")


@contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Have `stop` called, from another thread, if the caller leaves meanwhile; ClientLeftError if they left before."""
    caller = CALLER.get()
    if caller is None:
        yield
        return
    caller.set_stop(stop)
    try:
        must_be_there()
        yield
    finally:
        caller.set_stop(None)
