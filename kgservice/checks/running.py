"""Puts the checks to an engine; what they find is kept where the engine's answers never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal

from kgservice.checks.catalogue import COLUMNS, SEVERITIES, Check, choose
from kgservice.checks.readers import READERS
from kgservice.queries.pages import Row
from kgservice.store.engine import Engine, Table


@dataclass(frozen=True, slots=True)
class Result:
    """A check and what it found: rows of `COLUMNS`, in the order of the text."""

    check: Check
    findings: tuple[Row, ...]


class Checks:
    """The checks, put to one engine."""

    def __init__(self, engine: Engine, catalogue: Mapping[str, Check]) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._found = lru_cache(maxsize=None)(self._findings) if engine.is_fixed else self._findings

    def results(self, *, only: Sequence[str] = (), severity: str = SEVERITIES[-1]) -> list[Result]:
        """What each check finds, those that find nothing too; `only` and `severity` as `choose` takes them."""
        chosen = choose(self._catalogue, only=only, severity=severity)
        return [Result(check, self._found(check.id)) for check in chosen]

    def _findings(self, name: str) -> tuple[Row, ...]:
        check = self._catalogue[name]
        rows = [dict(zip(COLUMNS, texts, strict=True)) for texts in self._engine.select(check.text).texts()]
        return tuple(READERS[check.reader](rows) if check.reader else rows)


def as_table(results: Iterable[Result]) -> Table:
    """The findings of all checks as one table, with the check's id and severity first."""
    rows = (
        (result.check.id, result.check.severity, *(finding[column] for column in COLUMNS))
        for result in results
        for finding in result.findings
    )
    return Table(
        ("check", "severity", *COLUMNS), tuple(tuple(Literal(cell) if cell else None for cell in row) for row in rows)
    )
