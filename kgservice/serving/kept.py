"""The versions of a dataset that keepers have open, as the processes that speak HTTP see them."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from kgservice.dataset.snapshots import find_snapshot
from kgservice.errors import EngineError
from kgservice.settings import processes_for_queries
from kgservice.store.contained import Askers, ContainedEngine
from kgservice.store.limits import Limits
from kgservice.store.slots import Slots
from kgservice.web.lanes import Lane
from kgservice.web.versions import Opened

_CURRENT = "current"
_REQUESTS = "requests"
# Processes that answer for the pages of one process that speaks HTTP, and as many for its questions.
_AT_ONCE = 2


class Meeting:
    """The folder in which the processes of one service find each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests = folder / _REQUESTS
        self._current = folder / _CURRENT

    def address(self, version: str) -> Path:
        """Where the keeper of a version listens."""
        return self.folder / f"{version}.keeper"

    def current(self) -> str:
        """The version that is served."""
        return os.readlink(self._current)

    def switch(self, version: str) -> None:
        """Serve another version: at the same moment in all processes."""
        beside = self.folder / f"{_CURRENT}.new"
        beside.unlink(missing_ok=True)
        beside.symlink_to(version)
        beside.replace(self._current)


class KeptVersions:
    """The versions that keepers have open; one that is kept on disk only is opened when it is asked for."""

    are_fixed = True

    def __init__(self, snapshots: Path, meeting: Meeting, settings: Mapping[str, int]) -> None:
        self._snapshots = snapshots
        self._meeting = meeting
        limits = Limits.of(settings)
        slots = Slots(meeting.folder, settings["long_queries"])
        self._askers = {
            Lane.PAGES: Askers(self._reached, limits, at_once=_AT_ONCE, nice=0),
            Lane.QUESTIONS: Askers(self._reached, limits, at_once=_AT_ONCE, nice=2),
            Lane.QUERIES: Askers(self._reached, limits, at_once=processes_for_queries(settings), nice=0, slots=slots),
        }

    def current(self) -> str:
        """The version that is served now."""
        return self._meeting.current()

    def opened(self, version: str) -> Opened:
        """A version that is kept; NotFoundError if it is not."""
        snapshot = find_snapshot(self._snapshots, version)
        self._reached(snapshot.version)
        engines = {lane: ContainedEngine(askers, snapshot.version) for lane, askers in self._askers.items()}
        return Opened.of(snapshot.version, engines, snapshot)

    def _reached(self, version: str) -> Path:
        """Where the keeper of a version listens; it is started if there is none."""
        address = self._meeting.address(version)
        if not address.exists():
            self._have_opened(version)
        return address

    def _have_opened(self, version: str) -> None:
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(str(self._meeting.requests))
                connection.sendall(f"{version}\n".encode())
                opened = connection.recv(1) == b"+"
            except OSError:
                opened = False
        if not opened:
            raise EngineError(
                "the version %(version)s could not be opened; ask again, or ask the current one.", version=version
            )
