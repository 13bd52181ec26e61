"""Writes files so that a reader, and a crash, find the old content or the new, never half of either; keeps other writers out."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from kgservice.errors import DatasetError

_LENGTH_OF_NAME = 16


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, on the disk when this returns; a file that holds it already is left alone.

    Raises DatasetError if that cannot be done.
    """
    with writing(path):
        put_file(path, data)


def put_file(path: Path, data: bytes) -> None:
    """As `write_file`, for a caller that handles OSError."""
    if holds(path, data):
        return
    make_folder(path.parent)
    beside = _beside(path)
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync(path.parent)


def link_file(source: Path, path: Path) -> None:
    """Put the file `source`, which is on the disk and never changes, at `path` in one step without a copy of its bytes."""
    make_folder(path.parent)
    beside = _beside(path)
    beside.unlink(missing_ok=True)
    try:
        os.link(source, beside)
    except OSError:
        put_file(path, source.read_bytes())
    else:
        os.replace(beside, path)
        sync(path.parent)
        beside.unlink(missing_ok=True)


def remove_file(path: Path) -> None:
    """Take the file at `path` away, if there is one."""
    if path.is_file():
        os.unlink(path)
        sync(path.parent)


def remove_folder(path: Path) -> None:
    """Take the folder at `path` away, if there is one: first its name, so that none that is half there is found by it."""
    if not path.is_dir():
        return
    gone = path if path.name.startswith(".") else path.with_name(f".gone-{path.name}")
    if gone != path:
        shutil.rmtree(gone, ignore_errors=True)
        os.replace(path, gone)
        sync(path.parent)
    shutil.rmtree(gone)


def make_folder(path: Path) -> None:
    """Make the folder `path` and those above it that are missing, each on the disk."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync(path.parent)


def sync(path: Path) -> None:
    """Wait until the file, or the names in the folder, at `path` are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(path: Path) -> None:
    """`sync` everything in the folder `path`, and the folder."""
    for each in sorted(path.rglob("*")):
        sync(each)
    sync(path)


def holds(path: Path, data: bytes) -> bool:
    """Whether the file at `path` has these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def digest_of(path: Path) -> str:
    """The SHA-256 of the file at `path`, in hexadecimal."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the system refuses while something is written at `place` into a DatasetError."""
    try:
        yield
    except OSError as error:
        raise DatasetError(
            f"{place}: cannot be written ({error.strerror or error}); check space and permissions, then run it again."
        ) from None


@contextmanager
def locked(folder: Path, report: Callable[[str], None] = lambda line: None) -> Iterator[None]:
    """Keep every other writer out of `folder`; where one is inside, say so once and wait until it has left."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatasetError(f"{folder}: cannot be used as a dataset ({error.strerror}); give another folder.") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("waiting for another kgservice to finish writing")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _beside(path: Path) -> Path:
    """Where a file is made before it gets its name: the same place each time, so that a second try leaves nothing behind."""
    return path.with_name(f".{sha256(path.name.encode()).hexdigest()[:_LENGTH_OF_NAME]}.new")
