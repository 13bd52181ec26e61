"""A number of places that the processes of one machine share; a process that ends gives its own back."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

_LOOK_SECONDS = 0.05


class Slot:
    """A place that is taken until the `with` ends."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)


class Slots:
    """`number` places, each a lock on a file in `folder`."""

    def __init__(self, folder: Path, number: int) -> None:
        self.number = number
        self._files = [folder / f"slot-{place}" for place in range(number)]

    def take(self, seconds: float = 0) -> Slot | None:
        """A place, as soon as one is free; None if none is in `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            for file in self._files:
                handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return Slot(handle)
                except BlockingIOError:
                    os.close(handle)
            if time.monotonic() >= deadline:
                return None
            time.sleep(_LOOK_SECONDS)
