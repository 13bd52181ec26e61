"""Writes files so that a reader sees the old content or the new, never half of either."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kgservice.errors import DatasetError


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; a file that holds it already is left alone."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DatasetError(f"{path}: cannot be written ({error.strerror}); check space and permissions.") from None


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder `path` with `files`, in one step; a folder of that name must not be there."""
    beside = path.with_name(f".{path.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        for name, data in files.items():
            place = beside / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise DatasetError(f"{path}: cannot be written ({error.strerror}); check space and permissions.") from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other writer out of `folder`; raises DatasetError if one is inside."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatasetError(f"{folder}: cannot be used as a dataset ({error.strerror}); give another folder.") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DatasetError(f"{folder}: another kgservice is writing to this dataset; wait for it to end.") from None
        yield
    finally:
        os.close(handle)
