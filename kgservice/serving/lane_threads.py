"""The threads of a lane, and who is in it."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from kgservice.errors import BusyError, LimitError, TooManyRequestsError
from kgservice.web.lanes import Lane

RETRY_SECONDS = 5
# Requests of a lane that wait for a thread, for each thread that it has.
_WAITING_PER_THREAD = 4
# A query from outside mostly waits for its turn, which costs a thread and nothing else.
_THREADS = {Lane.PAGES: 1, Lane.QUESTIONS: 1, Lane.QUERIES: 8}


class LaneThreads:
    """The threads of a lane, and who is in it."""

    def __init__(self, lane: Lane, threads: int, most_of_one: int) -> None:
        times = _THREADS[lane]
        self.pool = ThreadPoolExecutor(threads * times, thread_name_prefix=lane)
        self._most = threads * times * (1 + _WAITING_PER_THREAD)
        self._number = threads
        self._most_of_one = most_of_one
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def enter(self, client: str) -> LimitError | None:
        """Take a request of `client` in; why not, if it is not taken."""
        with self._lock:
            if self._inside[client] >= self._most_of_one:
                sentence = (
                    "%(value)s of your requests (%(limit)s) are being answered already; wait for one, then ask again."
                )
                return TooManyRequestsError(sentence, "KG_CLIENT_QUERIES", self._most_of_one, RETRY_SECONDS)
            if self._inside.total() >= self._most:
                sentence = "too many requests wait already (%(limit)s is %(value)s); try again in a few seconds."
                return BusyError(sentence, "KG_THREADS", self._number, RETRY_SECONDS)
            self._inside[client] += 1
            return None

    def leave(self, client: str) -> None:
        """A request of `client` is answered, or given up."""
        with self._lock:
            self._inside[client] -= 1
            if not self._inside[client]:
                del self._inside[client]
