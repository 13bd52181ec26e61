"""Look-ups: queries sent to the endpoint plainly, answered as `web.sparql` answers them but without what a page takes.

What is asked in any other way, and whatever is wrong, is left to the application.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask

from kgservice.errors import KgError
from kgservice.store.contained import Begun, ContainedEngine
from kgservice.store.engine import Answer
from kgservice.store.formats import EXCEL, PAGE, Format
from kgservice.store.syntax import check
from kgservice.web.compression import gzipped
from kgservice.web.cut import CUT, cut_after, marked
from kgservice.web.headers import HEADERS
from kgservice.web.lanes import Lane
from kgservice.web.negotiation import best
from kgservice.web.pages import Service
from kgservice.web.sparql import DIRECT, FORM, OFFERED
from kgservice.web.validators import headers_of_fixed

_ADDRESSES = ("/sparql", "/sparql/")
# Reading a longer text, or one that may call a service, can take time, which a thread has and the event loop has not.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class LookUp:
    """A query, the format of its answer, and the engine that answers it."""

    text: str
    wanted: Format
    engine: ContainedEngine
    most_rows: int
    accept_encoding: str

    def begin(self) -> Begun | None:
        """Have a process begin with it, if one waits for work."""
        return self.engine.begin(self.text, self.wanted.media_type, most_rows=self.most_rows)

    def written(self, answer: Answer, etag: str) -> tuple[dict[str, str], bytes]:
        """The headers and the body of the answer over HTTP."""
        body, headers = marked(answer, self.wanted), {"Content-Type": self.wanted.content_type}
        if (shorter := gzipped(body, self.wanted.media_type, self.accept_encoding)) is not None:
            body, headers["Content-Encoding"] = shorter, "gzip"
        headers["Content-Length"] = str(len(body))
        if answer.cut is not None:
            headers[CUT] = cut_after(answer.cut)
        return {**headers, **HEADERS, **headers_of_fixed(etag, self.engine.version)}, body


class LookUps:
    """Tells an application's look-ups from what else is asked of it."""

    def __init__(self, app: Flask) -> None:
        self._service: Service = app.extensions["service"]
        self._settings: Mapping[str, int] = app.config

    def of(self, environment: Mapping[str, Any], body: bytes, version: str) -> LookUp | None:
        """The look-up in `version` that a request is; None if it is anything else, or the version was not asked before."""
        text = _query(environment, body)
        most = min(_LONGEST, self._settings["max_query_bytes"])
        if text is None or len(text.encode()) > most or "service" in text.lower():
            return None
        try:
            form = check(text, max_nesting=self._settings["max_nesting"])
        except KgError:
            return None
        offered = OFFERED[form]
        wanted = best(environment.get("HTTP_ACCEPT", ""), offered)
        if wanted is None or wanted is PAGE or wanted in EXCEL:
            return None
        asked = self._service.asked.get(version)
        engine = asked.opened.engines[Lane.QUERIES] if asked else None
        if not isinstance(engine, ContainedEngine):
            return None
        return LookUp(text, wanted, engine, self._settings["max_rows"], environment.get("HTTP_ACCEPT_ENCODING", ""))


def _query(environment: Mapping[str, Any], body: bytes) -> str | None:
    """The query, if that is all that a request sends."""
    if environment["PATH_INFO"] not in _ADDRESSES:
        return None
    sent, method = environment["QUERY_STRING"], environment["REQUEST_METHOD"]
    try:
        if method == "POST" and not sent:
            if environment.get("CONTENT_TYPE") == DIRECT:
                return body.decode()
            sent = body.decode("ascii") if environment.get("CONTENT_TYPE") == FORM else ""
        elif method != "GET":
            return None
        fields = parse_qsl(sent, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    return fields[0][1] if len(fields) == 1 and fields[0][0] == "query" else None
