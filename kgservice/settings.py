"""Every setting: its name, default and meaning. Each can be given as `KG_<NAME>` in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from kgservice.errors import UsageError


class Setting(NamedTuple):
    """A setting's name, default, meaning, and the least and the most that makes sense."""

    name: str
    default: int
    help: str
    most: int
    least: int = 1

    @property
    def variable(self) -> str:
        """What it is called in the environment."""
        return f"KG_{self.name.upper()}"


SETTINGS = (
    Setting("port", 8000, "the port that 'kgservice serve' listens on", 65_535),
    Setting("workers", 2, "how many processes serve", 64),
    Setting("threads", 8, "how many pages a process makes at once", 64),
    Setting(
        "trusted_proxies", 0, "how many proxies stand before the service, whose X-Forwarded headers are believed", 8, 0
    ),
    Setting("reasoner_seconds", 120, "how long the reasoner may take over a document before it is stopped", 3_600),
    Setting("read_seconds", 120, "how long the reading of a file may take before it is stopped", 3_600),
    Setting("read_memory_mb", 1024, "how much memory the reading of a file may take, in megabytes", 65_536, 64),
    Setting("max_file_mb", 50, "the largest document or RDF file that is read, in megabytes", 1_024),
    Setting("kept_versions", 3, "how many versions of a dataset are kept, the current one among them", 1_000),
    Setting(
        "memory_triples",
        250_000,
        "up to how many triples a version is kept in memory (half a kilobyte each), where joins take a third of the time and the start longer",
        1_000_000_000,
        0,
    ),
    Setting("query_seconds", 20, "how long a query may take before it is stopped", 3_600),
    Setting("query_memory_mb", 512, "how much memory a query may take, in megabytes", 65_536, 64),
    Setting("query_workers", 2, "how many queries from outside are answered at once, beside the long ones", 64),
    Setting("long_queries", 2, "how many queries from outside may run for longer than a moment at once", 64),
    Setting("client_queries", 32, "how many requests of one client are taken at once by a process that serves", 10_000),
    Setting(
        "request_seconds", 30, "how long a client may take to send a request, or to take a piece of the answer", 600
    ),
    Setting("max_rows", 100_000, "the most rows, or triples, that a query from outside gives", 100_000_000),
    Setting("max_query_bytes", 100_000, "the longest SPARQL query that is taken", 10_000_000),
    Setting("max_nesting", 200, "how deep brackets may stand in brackets in a SPARQL query", 400),
    Setting(
        "kept_answers_mb", 32, "how much of its answers each process that serves keeps for the next who asks", 65_536, 0
    ),
    Setting("max_answer_mb", 64, "the largest answer that is given, in megabytes", 1_024),
)


# What stands beside a query: the graphs that are named, a format.
_OTHER_FIELDS = 1 << 16


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, int]:
    """The settings, each from `KG_<NAME>` where that is set.

    Raises UsageError if a value is not a whole number in the setting's range.
    """
    return {setting.name: _value(setting, environment.get(setting.variable)) for setting in SETTINGS}


def longest_request(settings: Mapping[str, int]) -> int:
    """How many bytes a request may send as its address, or as its body: the longest query escaped, three for one, and other fields."""
    return 3 * settings["max_query_bytes"] + _OTHER_FIELDS


def processes_for_queries(settings: Mapping[str, int]) -> int:
    """How many processes answer the queries that one process that serves takes in."""
    return max(1, settings["query_workers"] // settings["workers"])


def _value(setting: Setting, written: str | None) -> int:
    if written is None:
        return setting.default
    # int() refuses thousands of digits with an error of its own.
    if written.isascii() and written.isdigit() and len(written) < 20 and setting.least <= int(written) <= setting.most:
        return int(written)
    shown = " ".join(written.split())[:40]
    raise UsageError(f"{setting.variable} is '{shown}'; give a whole number from {setting.least} to {setting.most}.")
