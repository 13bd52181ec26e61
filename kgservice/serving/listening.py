"""Takes connections so that the processes that share a listening socket share what comes to it."""

from __future__ import annotations

import asyncio
import mmap
import socket
from collections.abc import Callable

import uvicorn

# After a connection could not be taken, for the system has no more handles or memory.
_PAUSE_SECONDS = 0.5
# How long a connection is left to a process that has fewer.
_COURTESY_SECONDS = 0.002
_SIZE = 4


def counts(number: int) -> memoryview:
    """As many whole numbers, which processes that are forked later share."""
    return memoryview(mmap.mmap(-1, _SIZE * number)).cast("I")


class Server(uvicorn.Server):
    """A server that leaves connections to those of its kind that have fewer; uvicorn's own takes all that wait.

    `connected` has how many connections each has, this one at its `place`, as of when it last took one.
    """

    def __init__(self, config: uvicorn.Config, connected: memoryview, place: int) -> None:
        super().__init__(config)
        self._connected = connected
        self._place = place

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections."""
        await self.lifespan.startup()
        listeners = [_Listener(listener, self._protocol, self._has_most) for listener in sockets or ()]
        self.servers = listeners  # type: ignore[assignment]
        self.started = True

    def _protocol(self) -> asyncio.Protocol:
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made

    def _has_most(self, more: int) -> bool:
        self._connected[self._place] = mine = len(self.server_state.connections) + more
        return mine > min(self._connected)


class _Listener:
    """What asyncio calls a server, of one socket."""

    def __init__(
        self, listener: socket.socket, protocol: Callable[[], asyncio.Protocol], has_most: Callable[[int], bool]
    ) -> None:
        self._listener = listener
        self._protocol = protocol
        self._has_most = has_most
        self._loop = asyncio.get_running_loop()
        self._beginning: set[asyncio.Task[object]] = set()
        self._is_closed = False
        listener.setblocking(False)
        self._listen()

    def close(self) -> None:
        """Take no more connections."""
        self._is_closed = True
        self._loop.remove_reader(self._listener)

    async def wait_closed(self) -> None:
        """Nothing is left to wait for."""

    def _listen(self) -> None:
        if not self._is_closed:
            self._loop.add_reader(self._listener, self._take_or_leave)

    def _take_or_leave(self) -> None:
        if self._has_most(len(self._beginning)):
            self._loop.remove_reader(self._listener)
            self._loop.call_later(_COURTESY_SECONDS, self._take)
        else:
            self._take()

    def _take(self) -> None:
        if self._is_closed:
            return
        pause = 0.0
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            pass  # another process was faster, or the client left
        except OSError:
            pause = _PAUSE_SECONDS
        else:
            connection.setblocking(False)
            task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
            self._beginning.add(task)
            task.add_done_callback(self._beginning.discard)
        self._loop.remove_reader(self._listener)
        self._loop.call_later(pause, self._listen)
