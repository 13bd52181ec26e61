"""What a source document is called, and which names cannot be taken."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path, PurePath

from kgservice.dataset.dataset import METADATA_SUFFIX, REGISTERS_FILE, Dataset
from kgservice.errors import SourceError, one_line
from kgservice.graph.building import document_slug

# Systems take names of 255 bytes, and the longest ending that another file of the document has is ".12345678.ttl".
LONGEST = 240
_REGISTERS = PurePath(REGISTERS_FILE).stem


def document_name(dataset: Dataset, path: Path) -> str:
    """The name that the file at `path` has as a source of `dataset`: its own, if it is there already.

    Else a name in GB18030 bytes is read, and a letter and its accent are one character.

    Raises SourceError for a name that a dataset has another use for, that is too long, or that cannot be written in a line.
    """
    name = path.name if path.parent == dataset.sources else _decoded(path.name)
    if not name or one_line(name) != name:
        raise _refused(path, "has a line break, a control character or bytes that are no text in it; rename the file")
    if name.startswith("."):
        raise _refused(path, "begins with a dot, as those of hidden files do; rename the file")
    if name.lower().endswith(METADATA_SUFFIX):
        raise _refused(path, f"ends in {METADATA_SUFFIX}, as files about documents do; give the document, or rename it")
    if document_slug(name) == _REGISTERS:
        raise _refused(path, "is what the graph of the registers is called; rename the file")
    if (length := len(name.encode())) > LONGEST:
        raise _refused(
            path, f"is {length} bytes long; shorten it to {LONGEST}, which are {LONGEST // 3} Chinese characters"
        )
    return name


def draft_name(path: Path) -> str:
    """What the file at `path`, which is to be in no dataset, is called, in one line."""
    return one_line(_decoded(path.name))


def _decoded(name: str) -> str:
    """`name`, by its bytes where they are no UTF-8: on a Chinese Windows they were GB18030."""
    try:
        name.encode()
    except UnicodeEncodeError:
        with suppress(UnicodeDecodeError):
            name = os.fsencode(name).decode("gb18030")
    return unicodedata.normalize("NFC", name)


def _refused(path: Path, why: str) -> SourceError:
    return SourceError(f"{path}: its name {why}.")
