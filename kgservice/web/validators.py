"""What an answer depends on, as an ETag that is known before the answer is made: a version never changes, nor does what is made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b, sha256
from typing import Any

from kgservice.resources import program_files
from kgservice.web.freshness import VARY, freshness_of_fixed
from kgservice.web.headers import CORS

ETAG = "kgservice.etag"
"""The key in a request's WSGI environment of the ETag of its answer, by a server that has worked it out."""

_ADDRESS = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE")
_REPRESENTATION = ("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING")
# What proxies say of the address that they are reached at.
_PROXIED = ("HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO")
# Descriptions of the service and the dataset, which name the host that they were asked at; all else is the same at any.
_DESCRIPTION = re.compile(r"/sparql/?\?(?!(?:.*&)?query=)|/\.well-known/void")
_LANGUAGE = re.compile(r"(?:^|;)\s*lang=([a-z]{2})\s*(?:;|$)")


def headers_of_fixed(etag: str, version: str, query_string: str = "") -> dict[str, str]:
    """What an answer that never changes, to a request with these fields, says of itself, whether it is sent or known to the client already (304)."""
    return {
        "ETag": f'"{etag}"',
        "X-Dataset-Version": version,
        "Cache-Control": freshness_of_fixed(query_string),
        "Vary": VARY,
        **CORS,
    }


def etag_of(environment: Mapping[str, Any], version: str, body: bytes = b"") -> str:
    """The ETag of the answer to a request: of version, program, address, representation and language, and of the request's body."""
    language = _LANGUAGE.search(environment.get("HTTP_COOKIE", ""))
    parts = [version, _program(), language[1] if language else ""]
    parts += [environment.get(name, "") for name in (*_ADDRESS, *_REPRESENTATION, *_PROXIED)]
    if _DESCRIPTION.match(f"{environment['PATH_INFO']}?{environment['QUERY_STRING']}"):
        parts.append(environment.get("HTTP_HOST", ""))
    return blake2b("\0".join(parts).encode() + b"\0" + body, digest_size=15).hexdigest()


@cache
def _program() -> str:
    """The program as it is installed, with what it answers in: templates, words, queries."""
    digest = sha256()
    for path in program_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()
