"""What the files that are derived from a version are made from: its store, and how it came out of the version before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store, Triple


@dataclass(frozen=True, slots=True)
class Step:
    """How a version came out of the one before: the folder with that one's files, and what changed.

    The triples that came and went are those of the default graph, which has each once, whichever `graphs` say it.
    """

    before: Path
    added: Collection[Triple]
    removed: Collection[Triple]
    graphs: Collection[str]

    def file(self, name: str) -> bytes | None:
        """What the version before has in the file called `name`; None if it was made without."""
        path = self.before / name
        return path.read_bytes() if path.is_file() else None


Files = Mapping[str, bytes]
Builder = Callable[[Store, Step | None], Files]
