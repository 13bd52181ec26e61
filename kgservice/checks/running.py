"""Puts the checks to an engine; what they find is kept where the engine's answers never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal

from kgservice.checks.catalogue import COLUMNS, SEVERITIES, Check, choose
from kgservice.checks.kept_findings import KeptFindings
from kgservice.checks.readers import READERS
from kgservice.queries.pages import Row
from kgservice.store.engine import Engine, Solutions


@dataclass(frozen=True, slots=True)
class Result:
    """A check and what it found: rows of `COLUMNS`, in the order of the text."""

    check: Check
    findings: tuple[Row, ...]


def find(engine: Engine, check: Check) -> tuple[Row, ...]:
    """What `check` finds in what `engine` answers from."""
    rows = [dict(zip(COLUMNS, texts, strict=True)) for texts in engine.select(check.text).texts()]
    return tuple(READERS[check.reader](rows) if check.reader else rows)


class Checks:
    """The checks, put to one engine; what was `kept` of its version is not asked again."""

    def __init__(self, engine: Engine, catalogue: Mapping[str, Check], kept: KeptFindings | None = None) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._kept = kept
        self._found = lru_cache(maxsize=None)(self._findings) if engine.is_fixed else self._findings

    def results(self, *, only: Sequence[str] = (), severity: str = SEVERITIES[-1]) -> list[Result]:
        """What each check finds, those that find nothing too; `only` and `severity` as `choose` takes them."""
        chosen = choose(self._catalogue, only=only, severity=severity)
        return [Result(check, self._found(check.id)) for check in chosen]

    def numbers(self) -> list[tuple[Check, int | None]]:
        """Each check, and how many findings it has where that is known without running it."""
        return [(check, self._kept.number(check) if self._kept else None) for check in self._catalogue.values()]

    def _findings(self, name: str) -> tuple[Row, ...]:
        check = self._catalogue[name]
        kept = self._kept.findings(check) if self._kept else None
        return find(self._engine, check) if kept is None else kept


def as_table(results: Iterable[Result]) -> Solutions:
    """The findings of all checks as one table, with the check's id and severity first."""
    rows = (
        (result.check.id, result.check.severity, *(finding[column] for column in COLUMNS))
        for result in results
        for finding in result.findings
    )
    return Solutions(
        ("check", "severity", *COLUMNS), tuple(tuple(Literal(cell) if cell else None for cell in row) for row in rows)
    )
