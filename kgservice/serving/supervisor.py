"""The process that minds the others: it starts them again when they end, and switches to a new version when one is there."""

from __future__ import annotations

import gc
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from kgservice.containment import die_with_parent
from kgservice.dataset.snapshots import CURRENT, Snapshot, current_snapshot, find_snapshot
from kgservice.errors import DatasetError, KgError
from kgservice.serving.kept import KeptVersions, Meeting
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.keeping import keep
from kgservice.store.limits import Limits
from kgservice.web.versions import RemoteVersion, Versions

_LOOK_SECONDS = 0.2
# How long everything may take to end.
_END_SECONDS = 4.0
# A process that ends sooner is started again only after as long.
_SOON_SECONDS = 1.0
# Versions that are open at once: the current one, the one before, and one that requests name.
_MOST_OPEN = 3


def serve(
    listener: socket.socket,
    snapshots: Path,
    endpoint: str | None,
    settings: Mapping[str, int],
    say: Callable[[str], None],
) -> None:
    """Serve the newest snapshot under `snapshots`, whichever it is then, or the SPARQL endpoint, until SIGTERM or SIGINT.

    The bytes of the one that is there now must have been looked at; those of later ones are here.
    """
    folder = Path(tempfile.mkdtemp(prefix="kgservice-"))
    try:
        _Supervisor(listener, snapshots, endpoint, settings, Meeting(folder), say).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class _Keeper:
    """The keeper of a version, and who waits for it to be ready."""

    version: str
    made: str
    pid: int
    ready: socket.socket
    is_ready: bool
    last_wanted: float
    waiting: list[socket.socket]


class _Supervisor:
    def __init__(
        self,
        listener: socket.socket,
        snapshots: Path,
        endpoint: str | None,
        settings: Mapping[str, int],
        meeting: Meeting,
        say: Callable[[str], None],
    ) -> None:
        self._listener = listener
        self._snapshots = snapshots
        self._endpoint = endpoint
        self._settings = settings
        self._limits = Limits.of(settings)
        self._meeting = meeting
        self._say = say
        self._workers: dict[int, tuple[int, float]] = {}
        self._keepers: dict[str, _Keeper] = {}
        self._retired: set[int] = set()
        self._begin_again: list[tuple[float, Callable[[], object]]] = []
        self._told: set[str] = set()
        self._switched_at: tuple[int, int] | None = None
        self._ending = False
        self._requests = socket.socket(socket.AF_UNIX)
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Serve until a signal says not to."""
        self._requests.bind(str(self._meeting.requests))
        self._requests.listen(64)
        self._woken = self._wake_on_signals()
        self._selector.register(self._woken, selectors.EVENT_READ, self._on_signal)
        self._selector.register(self._requests, selectors.EVENT_READ, self._on_request)
        try:
            if self._endpoint is None:
                first = self._open(self._newest(), is_sound=True)  # whoever serves has looked
                self._prepare()
                self._switch_to_first(first)
            else:
                self._prepare()
            for place in range(self._settings["workers"]):
                self._start_worker(place)
            while not self._ending:
                self._turn()
        finally:
            self._end()

    def _turn(self) -> None:
        for key, _ in self._selector.select(_LOOK_SECONDS):
            key.data()
        self._bury()
        now = time.monotonic()
        due = [start for at, start in self._begin_again if at <= now]
        self._begin_again = [(at, start) for at, start in self._begin_again if at > now]
        for start in due:
            start()
        if self._endpoint is None:
            self._look_for_a_new_version()

    def _wake_on_signals(self) -> socket.socket:
        woken, waking = socket.socketpair()
        woken.setblocking(False)
        waking.setblocking(False)
        signal.set_wakeup_fd(waking.detach(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        return woken

    def _on_signal(self) -> None:
        if {signal.SIGTERM, signal.SIGINT} & set(self._woken.recv(1024)):
            self._ending = True

    # Versions

    def _newest(self) -> Snapshot:
        snapshot = current_snapshot(self._snapshots)
        if snapshot is None:
            raise DatasetError(f"{self._snapshots}: no snapshot to serve; run 'kgservice build' first.")
        return snapshot

    def _switch_to_first(self, keeper: _Keeper) -> None:
        while not keeper.is_ready:
            if keeper.version not in self._keepers or self._ending:
                raise DatasetError(f"{self._snapshots}: the snapshot cannot be opened; run 'kgservice build'.")
            for key, _ in self._selector.select(_LOOK_SECONDS):
                key.data()
            self._bury()
        self._meeting.switch(keeper.version)

    def _look_for_a_new_version(self) -> None:
        serving = self._keepers.get(self._meeting.current())
        if serving is not None and serving.is_ready and self._switched_at == self._last_switch():
            return
        seen = self._last_switch()
        try:
            snapshot = current_snapshot(self._snapshots)
        except KgError as error:
            self._say_once(str(error))
            return
        if snapshot is None or _made(snapshot) in self._told:
            return
        if snapshot.version == self._meeting.current() and snapshot.version in self._keepers:
            self._switched_at = seen
        elif snapshot.version not in self._keepers:
            self._open(snapshot)
        elif self._keepers[snapshot.version].is_ready:
            self._meeting.switch(snapshot.version)
            self._keepers[snapshot.version].last_wanted = time.monotonic()
            self._say(f"serving version {snapshot.version}")

    def _last_switch(self) -> tuple[int, int] | None:
        """What tells one state of the file that names the current version from the next."""
        try:
            state = (self._snapshots / CURRENT).stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino

    def _say_once(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self._say(words)

    def _open(self, snapshot: Snapshot, *, is_sound: bool = False) -> _Keeper:
        here, there = socket.socketpair()
        pid = self._fork(lambda: self._keep(snapshot, there, is_sound))
        there.close()
        keeper = _Keeper(snapshot.version, _made(snapshot), pid, here, False, time.monotonic(), [])
        self._keepers[snapshot.version] = keeper
        self._selector.register(here, selectors.EVENT_READ, lambda: self._on_ready(keeper))
        self._close_unwanted()
        return keeper

    def _keep(self, snapshot: Snapshot, ready: socket.socket, is_sound: bool) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

        def opened() -> EmbeddedEngine:
            if not (is_sound or snapshot.sound()):
                raise DatasetError(f"{snapshot.path}: the version is damaged; run 'kgservice build'.")
            engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
            # The version knows how many it has; to count those of a large store takes longer than all else.
            return engine.within(self._limits, in_memory=snapshot.manifest.triples <= self._settings["memory_triples"])

        keep(opened, self._meeting.address(snapshot.version), self._limits, lambda: ready.sendall(b"+"))

    def _on_ready(self, keeper: _Keeper) -> None:
        self._selector.unregister(keeper.ready)
        keeper.is_ready = keeper.ready.recv(1) == b"+"
        keeper.ready.close()
        for connection in keeper.waiting:
            with connection:
                connection.sendall(b"+" if keeper.is_ready else b"-")
        keeper.waiting.clear()

    def _on_request(self) -> None:
        """A worker wants a version that it does not see."""
        connection, _ = self._requests.accept()
        connection.settimeout(1)
        try:
            version = connection.recv(256).decode("ascii", "replace").strip()
            keeper = self._keepers.get(version) or self._open(find_snapshot(self._snapshots, version))
        except (OSError, KgError):
            connection.close()
            return
        keeper.last_wanted = time.monotonic()
        if keeper.is_ready:
            with connection:
                connection.sendall(b"+")
        else:
            keeper.waiting.append(connection)

    def _close_unwanted(self) -> None:
        """Let go of the versions that were wanted the longest time ago; what is asked of them already is still answered."""
        others = [keeper for keeper in self._keepers.values() if keeper.is_ready and not self._is_current(keeper)]
        others.sort(key=lambda keeper: keeper.last_wanted)
        for keeper in others[: max(0, len(self._keepers) - _MOST_OPEN)]:
            del self._keepers[keeper.version]
            self._retired.add(keeper.pid)
            os.kill(keeper.pid, signal.SIGTERM)

    def _is_current(self, keeper: _Keeper) -> bool:
        return keeper.version == self._meeting.current()

    # Processes

    def _prepare(self) -> None:
        """Load what the workers are forked with, while the first version is being opened."""
        from kgservice.serving.worker import Worker

        self._worker = Worker(self._versions(), self._settings)
        gc.collect()
        gc.freeze()

    def _start_worker(self, place: int) -> None:
        self._workers[self._fork(lambda: self._worker.work(self._listener, place))] = place, time.monotonic()

    def _versions(self) -> Versions:
        if self._endpoint is not None:
            return RemoteVersion(self._endpoint, self._settings)
        return KeptVersions(self._snapshots, self._meeting, self._settings)

    def _fork(self, task: Callable[[], None]) -> int:
        supervisor = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become(supervisor, task)
        return pid

    def _become(self, supervisor: int, task: Callable[[], None]) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            die_with_parent(supervisor)
            self._selector.close()
            self._requests.close()
            task()
        except KgError as error:
            print(f"kgservice: {error}", file=sys.stderr, flush=True)
        finally:
            os._exit(1)

    def _bury(self) -> None:
        """Reap what has ended, and start it again."""
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if (worker := self._workers.pop(pid, None)) is not None:
                place, started = worker
                self._again(started, partial(self._start_worker, place))
            elif pid in self._retired:
                self._retired.discard(pid)
            else:
                self._lost(pid)

    def _lost(self, pid: int) -> None:
        """A keeper ended that nobody told to."""
        for keeper in list(self._keepers.values()):
            if keeper.pid == pid:
                del self._keepers[keeper.version]
                self._meeting.address(keeper.version).unlink(missing_ok=True)
                if not keeper.is_ready and keeper.ready.fileno() >= 0:
                    self._on_ready(keeper)
                    self._told.add(keeper.made)
                    self._say(
                        f"the version {keeper.version} cannot be opened, so it is not served; run 'kgservice build'."
                    )

    def _again(self, started: float, start: Callable[[], object]) -> None:
        now = time.monotonic()
        self._begin_again.append((now if now - started > _SOON_SECONDS else now + _SOON_SECONDS, start))

    def _end(self) -> None:
        """Let the workers finish, then end everything."""
        for pid in self._workers:
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + _END_SECONDS
        while self._workers and time.monotonic() < deadline:
            self._bury_workers()
            time.sleep(0.02)
        for pid in (*self._workers, *self._retired, *(keeper.pid for keeper in self._keepers.values())):
            os.kill(pid, signal.SIGKILL)

    def _bury_workers(self) -> None:
        for pid in list(self._workers):
            if os.waitpid(pid, os.WNOHANG)[0]:
                del self._workers[pid]


def _made(snapshot: Snapshot) -> str:
    """A version as it was made: one that was damaged and is made again has the same name."""
    return f"{snapshot.version} {snapshot.manifest.made}"
