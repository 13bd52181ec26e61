"""The text of a document as its version keeps it, laid out, and cut into the pages of the reader."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

from kgservice.dataset.snapshots import Snapshot

# What a reader scrolls through in some minutes, and a browser lays out at once; longer than a page is only a part that is longer.
_PAGE = 16_000
_LONGEST_PAGE = 24_000
_OUTERMOST = 1


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A title, heading, paragraph, row or line of furniture: its `level` is that of the item that begins with it.

    `pieces` are the start and end of each of its lines or cells.
    """

    kind: str
    level: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Its first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text, its blocks, and where each page of the reader begins among them."""

    source: str
    text: str
    blocks: tuple[LaidOut, ...]
    pages: tuple[int, ...]

    def page(self, number: int) -> Sequence[LaidOut]:
        """The blocks of a page; pages count from 1."""
        bounds = (*self.pages, len(self.blocks))
        return self.blocks[bounds[number - 1] : bounds[number]]

    def page_at(self, place: int) -> int:
        """The page on which the character at `place` stands."""
        return max(1, bisect_right(self.pages, place, key=lambda first: self.blocks[first].start))


def read_text(snapshot: Snapshot | None, slug: str) -> SourceText | None:
    """The text of the document `slug`; None where it is not kept, as that of an endpoint elsewhere is not."""
    file = snapshot.text(slug) if snapshot is not None else None
    return _read(file) if file is not None and file.is_file() else None


@lru_cache(maxsize=16)
def _read(file: Path) -> SourceText:
    """The text in `file`, whose name is a digest of what it holds."""
    values = json.loads(file.read_bytes())
    blocks = tuple(LaidOut(kind, level, tuple(map(tuple, pieces))) for kind, level, *pieces in values["blocks"])
    return SourceText(values["source"], values["text"], blocks, _pages(blocks))


def _pages(blocks: Sequence[LaidOut]) -> tuple[int, ...]:
    """The blocks with which pages begin: with a part that no longer has room, or in the middle of one that is a page too long."""
    bounds = (*(i for i, each in enumerate(blocks) if i == 0 or _opens_part(each)), len(blocks))
    starts = [0]
    length = 0
    for first, after in pairwise(bounds):
        part = sum(block.end - block.start for block in blocks[first:after])
        if length and length + part > _PAGE:
            starts.append(first)
            length = 0
        for index in range(first, after):
            if length > _LONGEST_PAGE:
                starts.append(index)
                length = 0
            length += blocks[index].end - blocks[index].start
    return tuple(starts)


def _opens_part(block: LaidOut) -> bool:
    return block.kind == "title" or block.level == _OUTERMOST


def runs(blocks: Sequence[LaidOut]) -> list[tuple[str, list[LaidOut]]]:
    """The blocks by kind, the rows of one table together."""
    found: list[tuple[str, list[LaidOut]]] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        several = list(group)
        found.extend([(kind, several)] if kind == "row" else [(kind, [block]) for block in several])
    return found
