"""What the readers have in common to say of a file that is damaged, locked, or grows beyond all measure when it is unpacked."""

from __future__ import annotations

from zipfile import ZipFile

from kgservice.errors import SourceError

_MEGABYTE = 1_000_000
_LONGEST = 120


def said_by(error: Exception) -> str:
    """What a library says of a damaged file, on one line of 120 characters at most; the error's name where it says nothing."""
    return " ".join(str(error).split())[:_LONGEST] or type(error).__name__


def password_protected(name: str) -> SourceError:
    """The error for the file `name` that has a password."""
    return SourceError(f"{name}: is locked with a password; save it without one.")


def must_unpack_within(megabytes: int, archive: ZipFile, name: str) -> None:
    """Raises SourceError if all that is in the `archive` of the file `name` is more than so many MB."""
    if sum(part.file_size for part in archive.infolist()) > megabytes * _MEGABYTE:
        raise SourceError(f"{name}: unpacks to more than {megabytes} MB; split it and save it again.")
