"""A process that speaks HTTP."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import socket
from collections.abc import Mapping
from functools import partial

import uvicorn

from kgservice.serving.bridge import Bridge
from kgservice.serving.connections import Connection
from kgservice.serving.listening import Server, counts
from kgservice.settings import longest_request
from kgservice.translations import LANGUAGES, translations
from kgservice.web.app import create_app
from kgservice.web.look_ups import LookUps
from kgservice.web.proxies import script_name
from kgservice.web.versions import Versions

DRAIN_SECONDS = 3
_KEEP_ALIVE_SECONDS = 15
_MOST_OPEN = 1 << 16


class Worker:
    """What a process needs to answer requests, made once for all of them, which are forked."""

    def __init__(self, versions: Versions, settings: Mapping[str, int]) -> None:
        self._settings = settings
        self._versions = versions
        self._prefix = script_name()
        self._connected = counts(settings["workers"])
        self._application = create_app(versions)
        for code in LANGUAGES:
            translations(code)

    def work(self, listener: socket.socket, place: int) -> None:
        """Answer, in a `place` among the processes that do so, what comes to `listener` until SIGTERM; then finish what is under way, for `DRAIN_SECONDS` at most."""
        _let_many_connect()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(0))
        bridge = Bridge(self._application, self._versions, LookUps(self._application), self._settings, self._prefix)
        connection = partial(
            Connection, bridge.short_way, self._settings["request_seconds"], longest_request(self._settings)
        )
        config = uvicorn.Config(
            bridge,
            http=connection,  # type: ignore[arg-type]
            ws="none",
            lifespan="off",
            loop="uvloop",
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=DRAIN_SECONDS,
        )
        server = Server(config, self._connected, place)
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(server.serve(sockets=[listener]))
        os._exit(0)


def _let_many_connect() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = _MOST_OPEN if most == resource.RLIM_INFINITY else min(most, _MOST_OPEN)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
