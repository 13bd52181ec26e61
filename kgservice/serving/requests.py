"""A request as WSGI has it, out of one as ASGI has it."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

Scope = Mapping[str, Any]
Environment = dict[str, Any]


def environment_of(scope: Scope, body: bytes, prefix: str = "") -> Environment:
    """The request as WSGI has it (PEP 3333), to an application that is reached under the path `prefix`; a proxy may have taken it off."""
    server = scope["server"] or ("localhost", 80)
    path = unquote_to_bytes(scope["raw_path"]).decode("latin-1")
    if path == prefix or path.startswith(f"{prefix}/"):
        path = path.removeprefix(prefix)
    environment: Environment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": prefix,
        "PATH_INFO": path,
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:  # X_Forwarded_For would pass for X-Forwarded-For
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        said = value.decode("latin-1")
        environment[key] = f"{environment[key]},{said}" if key in environment else said
    return environment


def client_of(scope: Scope, proxies: int) -> str:
    """The address that the request came from, as far as `proxies` proxies, which are trusted, tell it."""
    told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for") if proxies else b""
    return client_among(scope["client"], told.decode("latin-1"), proxies)


def client_among(peer: tuple[str, int] | None, told: str, proxies: int) -> str:
    """The address of a client whose connection comes from `peer`, of which `proxies` proxies told this."""
    if proxies:
        addresses = told.split(",")
        if len(addresses) >= proxies:
            return addresses[-proxies].strip()
    return peer[0] if peer else ""
