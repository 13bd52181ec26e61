"""What the service believes of its own address: that of the connection, or what the configured proxies before it say."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from kgservice.errors import UsageError

_PREFIX = re.compile(r"(/[\w.~-]+)*", re.ASCII)


def script_name(environment: Mapping[str, str] = os.environ) -> str:
    """The path under which the service is reached, by `SCRIPT_NAME` as WSGI servers have it; mostly none.

    Raises UsageError if it is no path.
    """
    prefix = environment.get("SCRIPT_NAME", "").rstrip("/")
    if not _PREFIX.fullmatch(prefix):
        raise UsageError(
            "SCRIPT_NAME is '%(prefix)s'; give a path such as /policies, or none.", prefix=" ".join(prefix.split())[:40]
        )
    return prefix


def init_app(app: Flask) -> None:
    """Believe X-Forwarded-For, -Proto, -Host and -Prefix of as many proxies as the setting says, and of nobody else.

    No page needs the host: all its links are paths. So a Host that a client makes up leads nobody astray.
    """
    # The redirects for slashes too many or too few would name the host; and an IRI may hold two of them.
    app.url_map.merge_slashes = app.url_map.strict_slashes = False
    proxies = app.config["trusted_proxies"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )
        app.before_request(_check_prefix)


def _check_prefix() -> None:
    """A prefix such as //example.org would lead every link of the page to another site."""
    if not _PREFIX.fullmatch(request.script_root):
        raise UsageError("the X-Forwarded-Prefix is no path; have the proxy send one such as /policies, or none.")
