"""Reads a file that a person named, whole, or says in a sentence why not: whatever it turns out to be."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from kgservice.errors import KgError, SourceError

LARGEST_NOTE = 1
"""MB of a file that a person writes by hand beside a document."""

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no XML document can hold, and so no text of RDF that a reasoner is to read."""

_MEGABYTE = 1_000_000


def read_input(path: Path, megabytes: int, error: type[KgError] = SourceError) -> bytes:
    """The bytes of the file at `path`, at most `megabytes` (MB).

    Raises `error` if it is not there, may not be read, is larger, or is no file: a pipe, a device or a folder.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise error(f"{path}: is no file but a folder, a pipe or a device; give a file.")
            data = file.read(megabytes * _MEGABYTE + 1)
    except FileNotFoundError:
        raise error(f"{path}: no such file; check the name.") from None
    except OSError as failure:
        raise error(f"{path}: cannot be read ({failure.strerror}); check the file and its permissions.") from None
    if len(data) > megabytes * _MEGABYTE:
        raise error(f"{path}: is larger than {megabytes} MB; give a smaller file.")
    return data
