"""How long an answer may be kept by whoever has it, a proxy before all: `Cache-Control`."""

from __future__ import annotations

import re

from flask import Flask, Response, request

from kgservice.web.pages import are_fixed

# A browser asks again each time, which a 304 answers; a proxy answers for half a minute by itself, also after a new version is there.
_SHARED = "public, max-age=0, s-maxage=30"
# What a version says never changes, but a new program may say it otherwise.
_OF_A_VERSION = "public, max-age=3600"
_ASKED_AGAIN = "no-cache"
_NEVER = "no-store"
_NAMES_VERSION = re.compile(r"(?:^|&)version=[^&]")

VARY = "Accept, Accept-Encoding"
"""What every answer at one address differs by; pages also by the language that was chosen (Cookie)."""


def init_app(app: Flask) -> None:
    """Say it in every answer that says nothing else."""
    app.after_request(_fresh)


def freshness_of_fixed(query_string: str) -> str:
    """That of an answer that never changes, to a request with these fields."""
    return _OF_A_VERSION if _NAMES_VERSION.search(query_string) else _SHARED


def _fresh(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", _freshness(response))
    response.vary.update(VARY.split(", "))
    return response


def _freshness(response: Response) -> str:
    if response.status_code >= 400 or request.method not in ("GET", "HEAD") or request.path == "/health":
        return _NEVER
    if not are_fixed() or "Set-Cookie" in response.headers:
        return _ASKED_AGAIN
    return freshness_of_fixed(request.query_string.decode("latin-1"))
