"""Answers over HTTP, and those that are kept: what was asked once is not worked out again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A status, headers in lower case, and a body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str] | Iterable[tuple[str, str]], body: bytes) -> Self:
        """An answer with headers as programs write them."""
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        return cls(status, [_encoded(name, value) for name, value in pairs], body)

    def written(self, more: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
        """An answer with status 200 as HTTP/1.1 has it, with `more` headers in front."""
        assert self.status == 200
        return b"".join(
            [b"HTTP/1.1 200 OK\r\n", *(b"%b: %b\r\n" % each for each in (*more, *self.headers)), b"\r\n", self.body]
        )


@lru_cache(maxsize=1024)
def _encoded(name: str, value: str) -> tuple[bytes, bytes]:
    """A header; most of them are the same in all answers."""
    return name.lower().encode("latin-1"), value.encode("latin-1")


# What a name, a status and the headers take beside the body.
_OVERHEAD = 2_000


class KeptAnswers:
    """The answers that were asked for last, `most_bytes` of them at most, by what they depend on."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, HttpAnswer] = OrderedDict()

    def find(self, name: str) -> HttpAnswer | None:
        """The answer that depends on `name`, if it is kept."""
        found = self._answers.get(name)
        if found is not None:
            self._answers.move_to_end(name)
        return found

    def keep(self, name: str, answer: HttpAnswer) -> None:
        """Keep `answer`, in the place of those that nobody asked for the longest time; one that would take most of the room is not kept."""
        size = len(answer.body) + _OVERHEAD
        if 4 * size > self._most or name in self._answers:
            return
        self._answers[name] = answer
        self._bytes += size
        while self._bytes > self._most:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= len(oldest.body) + _OVERHEAD
