"""The process that keeps one version of a dataset open, and forks a process for each connection that wants to ask it.

A forked process shares the keeper's memory, so another is there in milliseconds, whatever ended the one before.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kgservice.containment import die_with_parent, leave_network
from kgservice.store.asking import answer_questions
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.frames import send
from kgservice.store.limits import Limits

_STANDARD_ERROR = 2
# What a process that gets no more memory says before it aborts; one that aborts over a defect says something else.
_STARVED = b"memory allocation"


def keep(open_engine: Callable[[], EmbeddedEngine], address: Path, limits: Limits, ready: Callable[[], None]) -> None:
    """Listen at `address`, a path in the file system, until SIGTERM and until the last process that was forked has ended.

    `ready` is called once whoever connects will be answered.
    """
    listener = socket.socket(socket.AF_UNIX)
    address.unlink(missing_ok=True)
    listener.bind(str(address))
    engine = open_engine()
    leave_network()
    gc.collect()
    gc.freeze()
    listener.listen(128)
    ready()
    _Keeper(listener, address, engine, limits).run()


class _Keeper:
    def __init__(self, listener: socket.socket, address: Path, engine: EmbeddedEngine, limits: Limits) -> None:
        self._listener = listener
        self._address = address
        self._engine = engine
        self._limits = limits
        self._asked: dict[int, tuple[socket.socket, int]] = {}
        self._listening = True

    def run(self) -> None:
        with selectors.DefaultSelector() as selector:
            woken = self._wake_on_signals()
            selector.register(woken, selectors.EVENT_READ)
            selector.register(self._listener, selectors.EVENT_READ)
            while self._listening or self._asked:
                for key, _ in selector.select():
                    if key.fileobj is self._listener:
                        self._fork()
                    elif signal.SIGTERM in woken.recv(1024) and self._listening:
                        self._listening = False
                        selector.unregister(self._listener)
                        self._listener.close()
                        self._address.unlink(missing_ok=True)
                self._bury()

    def _wake_on_signals(self) -> socket.socket:
        woken, waking = socket.socketpair()
        waking.setblocking(False)
        signal.set_wakeup_fd(waking.detach(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        return woken

    def _fork(self) -> None:
        connection, _ = self._listener.accept()
        last_words, saying = os.pipe()
        os.set_blocking(last_words, False)
        os.set_blocking(saying, False)
        keeper = os.getpid()
        pid = os.fork()
        if pid:
            os.close(saying)
            self._asked[pid] = connection, last_words
            return
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            die_with_parent(keeper)
            self._listener.close()
            for other, words in self._asked.values():
                other.close()
                os.close(words)
            os.dup2(saying, _STANDARD_ERROR)
            answer_questions(connection, self._engine, self._limits)
        except OSError:
            pass  # the other end is gone
        finally:
            os._exit(0)

    def _bury(self) -> None:
        """Reap what has ended; whoever waits for one that was killed is told by which signal."""
        while self._asked:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            connection, last_words = self._asked.pop(pid)
            with connection, open(last_words, "rb") as words:
                if os.WIFSIGNALED(status):
                    starved = _STARVED in (words.read() or b"")
                    connection.setblocking(False)
                    with suppress(OSError):
                        send(connection, {"signal": os.WTERMSIG(status), "starved": starved})
