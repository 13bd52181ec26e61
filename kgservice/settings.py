"""Every setting: its name, default and meaning. Each can be given as `KG_<NAME>` in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from kgservice.errors import UsageError


class Setting(NamedTuple):
    """A setting's name, default, and what it means."""

    name: str
    default: int
    help: str


SETTINGS = (
    Setting("port", 8000, "the port that 'kgservice serve' listens on"),
    Setting("workers", 2, "how many processes serve"),
    Setting("threads", 4, "how many requests a process answers at once"),
    Setting("reasoner_seconds", 120, "how long the reasoner may take over a document before it is stopped"),
    Setting("read_seconds", 120, "how long the reading of a document may take before it is stopped"),
    Setting("read_memory_mb", 1024, "the memory, in MB, that the reading of a document may take"),
    Setting("max_file_mb", 50, "the largest document or RDF file, in MB, that is read"),
    Setting("max_query_bytes", 100_000, "the longest SPARQL query that is taken"),
)


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, int]:
    """The settings, each from `KG_<NAME>` where that is set.

    Raises UsageError if a value is not a whole number above 0.
    """
    values = {}
    for setting in SETTINGS:
        written = environment.get(f"KG_{setting.name.upper()}")
        values[setting.name] = setting.default if written is None else _positive(setting.name, written)
    return values


def _positive(name: str, written: str) -> int:
    if not written.isascii() or not written.isdigit() or int(written) == 0:
        raise UsageError(f"KG_{name.upper()} is '{written}'; give a whole number above 0.")
    return int(written)
