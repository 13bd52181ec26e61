"""Reads the checks from `queries/checks/*.rq` and refuses one whose header does not tell the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgservice.checks.readers import READERS
from kgservice.errors import NoSuchChoiceError, UsageError
from kgservice.query_files import by_language, projection, read_query_file

SEVERITIES = ("error", "warning", "notice")
FIRST = "unassigned-tasks"
COLUMNS = (
    "source",
    "plan",
    "path",
    "heading",
    "item",
    "reason",
    "sentence",
    "start",
    "end",
    "other",
    "other_start",
    "other_end",
)
_KEYS = ("id", "severity", "title", "message", "decided")


@dataclass(frozen=True, slots=True)
class Check:
    """Something that can be wrong with a plan; `title`, `message` and `decided` are by language (zh, en).

    `text` is a SELECT with `COLUMNS`; where there is a `reader`, its rows are what is read, not yet what is found. What it finds in a
    document rests on that document and the registers alone, unless it `sees_dataset`: what other documents say, too.
    """

    id: str
    severity: str
    title: Mapping[str, str]
    message: Mapping[str, str]
    decided: Mapping[str, str]
    text: str
    reader: str | None
    sees_dataset: bool = False


def load_checks(folder: Path) -> dict[str, Check]:
    """The checks in `folder`, by id: the reasoner's own first, then the gravest.

    Raises QueryError, naming the file, if a header is broken, an id is not the file's name, or the columns are others.
    """
    checks = [read_query_file(path, _KEYS, _made, optional=("reader", "sees")) for path in sorted(folder.glob("*.rq"))]
    checks.sort(key=lambda check: (check.id != FIRST, SEVERITIES.index(check.severity)))
    return {check.id: check for check in checks}


def choose(checks: Mapping[str, Check], *, only: Sequence[str] = (), severity: str = SEVERITIES[-1]) -> list[Check]:
    """The checks called `only` (all, if none is named) that are at least as grave as `severity`.

    Raises NotFoundError with those there are, if none has that name; UsageError if there is no such severity.
    """
    if severity not in SEVERITIES:
        raise UsageError(
            "the severity '%(severity)s' is unknown; choose %(severities)s.",
            severity=severity,
            severities=", ".join(SEVERITIES),
        )
    for name in only:
        if name not in checks:
            raise NoSuchChoiceError(
                "no check is called '%(name)s'; there are %(known)s.", name=name, known=", ".join(checks)
            )
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [check for check in checks.values() if check.severity in grave and (not only or check.id in only)]


def _made(values: Mapping[str, Any], text: str) -> Check:
    if values["severity"] not in SEVERITIES:
        raise ValueError(f"its severity must be one of {', '.join(SEVERITIES)}")
    if values.get("reader") not in {None, *READERS}:
        raise ValueError(f"its reader must be one of {', '.join(READERS)}")
    if values.get("sees", "dataset") != "dataset":
        raise ValueError("what it sees can only be: dataset")
    if projection(text) != COLUMNS:
        raise ValueError(f"its columns must be {', '.join(COLUMNS)}")
    return Check(
        id=values["id"],
        severity=values["severity"],
        title=by_language(values["title"]),
        message=by_language(values["message"]),
        decided=by_language(values["decided"]),
        text=text,
        reader=values.get("reader"),
        sees_dataset="sees" in values,
    )
