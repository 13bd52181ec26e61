"""Where the registers are: a file each, and beside it one more in the folder of each field that has its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kgservice.errors import RegisterError
from kgservice.registers.entry_files import FileEntry, read_entries

REGISTERS = (
    "bodies.yaml",
    "roles.yaml",
    "forms.yaml",
    "offices.yaml",
    "reviews.yaml",
    "jurisdictions.yaml",
    "counties.yaml",
    "functions.yaml",
    "departments.yaml",
    "groups.yaml",
    "indicators.yaml",
    "successions.yaml",
    "repeals.yaml",
)


def register_entries(register: str, folders: Iterable[Path]) -> Iterator[FileEntry]:
    """The entries of `register` and of its modules (`food-safety/indicators.yaml`); RegisterError if the register is missing."""
    files = register_files(register, folders)
    if register not in files:
        raise RegisterError(f"{register}: missing from {next(iter(folders))}; restore it.")
    for name, path in files.items():
        yield from read_entries(path, RegisterError, name)


def register_files(register: str, folders: Iterable[Path]) -> dict[str, Path]:
    """The files of `register` by their names inside a folder, its own first; each is the one of the first folder that has it."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in (folder / register, *sorted(folder.glob(f"*/{register}"))):
            if path.is_file():
                found.setdefault(path.relative_to(folder).as_posix(), path)
    return dict(sorted(found.items(), key=lambda each: (each[0] != register, each[0])))
