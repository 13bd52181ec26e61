"""Where the ontology, the queries and the shipped data are: in the checkout, or beside the installed package."""

from __future__ import annotations

from pathlib import Path

from kgservice.errors import DatasetError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `data`."""
    for place in (_PACKAGE.parent / name, _PACKAGE / "shipped" / name):
        if place.is_dir():
            return place
    raise DatasetError(f"the folder '{name}' is missing beside the program; install it again.")


def code_files() -> list[Path]:
    """The program's own source files, in order."""
    return sorted(_PACKAGE.rglob("*.py"))
