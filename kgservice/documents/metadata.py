"""Reads the small file beside a source that says what its text does not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from kgservice.errors import SourceError, one_line
from kgservice.input_files import LARGEST_NOTE, read_input


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a person says of a document; each counts only where the text says nothing. `jurisdiction` is a place's name."""

    title: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    jurisdiction: str | None = None


def read_metadata(path: Path) -> Metadata:
    """The metadata in the TOML file at `path`; none if there is no file.

    Raises SourceError if the file is no TOML, has an unknown key, or a value of the wrong kind.
    """
    if not path.exists():
        return Metadata()
    data = read_input(path, LARGEST_NOTE)
    try:
        values = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name}: not readable as TOML ({error}); mend it.") from None
    except (RecursionError, ValueError):
        raise SourceError(f"{path.name}: nested too deeply, or with a number beyond all measure; mend it.") from None
    known = {field.name for field in fields(Metadata)}
    for key, value in values.items():
        if key not in known:
            raise SourceError(f"{path.name}: unknown key '{key}'; it may have {', '.join(sorted(known))}.")
        wanted = date if key == "issued_on" else str
        if type(value) is not wanted:
            form = "a date such as 2024-08-13, without quotation marks" if wanted is date else "text in quotation marks"
            raise SourceError(f"{path.name}: '{key}' must be {form}.")
        if isinstance(value, str) and one_line(value) != value:
            raise SourceError(f"{path.name}: '{key}' must be one line without control characters.")
    return Metadata(**values)
