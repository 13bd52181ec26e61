"""The versions of a dataset that an application answers from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kgservice.dataset.snapshots import Snapshot, current_snapshot
from kgservice.errors import DatasetError, NotFoundError
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.engine import Engine
from kgservice.store.limits import Limits
from kgservice.store.remote import RemoteEngine
from kgservice.web.lanes import Lane


@dataclass(frozen=True, slots=True)
class Opened:
    """A version that can be asked: an engine for each lane, and what is known of it, nothing of an endpoint elsewhere.

    `uses` is how often its data uses each term.
    """

    version: str
    engines: Mapping[Lane, Engine]
    uses: Mapping[str, int] | None
    snapshot: Snapshot | None

    @classmethod
    def over(cls, engine: Engine, snapshot: Snapshot | None) -> Opened:
        """A version whose lanes share an engine."""
        return cls.of(engine.version, dict.fromkeys(Lane, engine), snapshot)

    @classmethod
    def of(cls, version: str, engines: Mapping[Lane, Engine], snapshot: Snapshot | None) -> Opened:
        """A version with what its snapshot says of it."""
        return cls(version, engines, None if snapshot is None else snapshot.uses, snapshot)


class Versions(Protocol):
    """Where an application finds what it answers from; `are_fixed` if a version never changes."""

    are_fixed: bool

    def current(self) -> str:
        """The version that a request is answered from unless it names another."""

    def opened(self, version: str) -> Opened:
        """A version; NotFoundError if it is not kept."""


class LocalVersions:
    """The newest snapshot under a folder, asked in this process."""

    are_fixed = True

    def __init__(self, snapshots: Path) -> None:
        self._snapshots = snapshots
        self._opened: dict[str, Opened] = {}
        self.current()

    def current(self) -> str:
        """The version that the folder's newest snapshot has now."""
        return self._snapshot().version

    def opened(self, version: str) -> Opened:
        """The newest snapshot, if it is `version`."""
        if version not in self._opened:
            snapshot = self._snapshot()
            if snapshot.version != version:
                raise not_kept(version, snapshot.version)
            engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
            self._opened = {version: Opened.over(engine, snapshot)}
        return self._opened[version]

    def _snapshot(self) -> Snapshot:
        snapshot = current_snapshot(self._snapshots)
        if snapshot is None:
            raise DatasetError(f"{self._snapshots}: no snapshot to serve; run 'kgservice build' first.")
        return snapshot


class RemoteVersion:
    """A SPARQL 1.1 endpoint, which has no versions here."""

    are_fixed = False

    def __init__(self, endpoint: str, settings: Mapping[str, int]) -> None:
        engine = RemoteEngine(endpoint, Limits.of(settings))
        self._opened = Opened.over(engine, None)

    def current(self) -> str:
        """What stands for the endpoint's version."""
        return self._opened.version

    def opened(self, version: str) -> Opened:
        """The endpoint, whatever it holds now."""
        if version != self._opened.version:
            raise not_kept(version, self._opened.version)
        return self._opened


def not_kept(version: str, current: str) -> NotFoundError:
    """What is said of a version that cannot be asked."""
    return NotFoundError(
        "no version '%(version)s' is kept here; the current one is %(current)s.", version=version, current=current
    )
