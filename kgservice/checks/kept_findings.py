"""The findings of a version as they are kept with it: a file a check, by document, and one that says how many there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kgservice.checks import readers
from kgservice.checks.catalogue import COLUMNS, Check
from kgservice.queries.pages import Row

NUMBERS = "findings.json"
Found = Mapping[str, Sequence[Row]]
"""What a check found in each document, by what stands for the document."""


class KeptFindings:
    """What is kept in `folder`; of a check that has changed since, nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers: dict[str, Any] | None = None

    def number(self, check: Check) -> int | None:
        """How many findings `check` has, None if that is not kept."""
        if self._numbers is None:
            self._numbers = _read(self._folder / NUMBERS) or {}
        known = self._numbers.get(check.id)
        return known["number"] if isinstance(known, dict) and known["digest"] == digest_of(check) else None

    def findings(self, check: Check) -> tuple[Row, ...] | None:
        """The findings of `check` in the order of sources and texts, None if they are not kept."""
        if self.number(check) is None or (found := self.by_document(check)) is None:
            return None
        return tuple(sorted((row for rows in found.values() for row in rows), key=lambda row: row["source"]))

    def recorded(self, check: Check) -> list[Row]:
        """What a check of this name had found when the version was made, whatever its text was then."""
        kept = _read(self._folder / _file_of(check)) or {"found": {}}
        return [
            dict(zip(COLUMNS, row, strict=True))
            for rows in kept["found"].values()
            for row in rows
            if len(row) == len(COLUMNS)
        ]

    def by_document(self, check: Check) -> dict[str, list[Row]] | None:
        """The findings of `check` in each document, None if they are not kept."""
        kept = _read(self._folder / _file_of(check))
        if kept is None or kept["digest"] != digest_of(check):
            return None
        return {
            document: [dict(zip(COLUMNS, row, strict=True)) for row in rows] for document, rows in kept["found"].items()
        }


def written(checks: Mapping[str, Check], found: Mapping[str, Found]) -> dict[str, bytes]:
    """The files that keep what each of `checks` found, by their names."""
    files: dict[str, object] = {
        NUMBERS: {
            name: {"digest": digest_of(check), "number": sum(map(len, found[name].values()))}
            for name, check in checks.items()
        }
    }
    for name, check in checks.items():
        rows = {
            document: [list(row.values()) for row in rows]
            for document, rows in found[name].items()
            if rows or not document
        }
        files[_file_of(check)] = {"digest": digest_of(check), "found": rows}
    return {name: json.dumps(values, ensure_ascii=False).encode() + b"\n" for name, values in files.items()}


def digest_of(check: Check) -> str:
    """What is the same as long as the check finds the same in the same document."""
    digest = sha256(check.text.encode())
    if check.reader:
        digest.update(Path(readers.__file__).read_bytes())
    return digest.hexdigest()


def _file_of(check: Check) -> str:
    return f"findings-{check.id}.json"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return values if isinstance(values, dict) else None
