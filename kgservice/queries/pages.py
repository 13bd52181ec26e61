"""Asks the queries that pages and task tables are made of; an answer is kept where the engine's never change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kgservice.queries.catalogue import NamedQuery
from kgservice.queries.kept_answers import read
from kgservice.store.engine import Engine

Row = dict[str, str]


class Pages:
    """The page queries, asked of one engine; those whose answers are in the folder `kept` of its version are not."""

    def __init__(self, engine: Engine, catalogue: Mapping[str, NamedQuery], kept: Path | None = None) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._kept = kept
        self._answer = lru_cache(maxsize=512)(self._ask) if engine.is_fixed else self._ask

    def rows(self, name: str, **values: str) -> list[Row]:
        """The rows of the page query `name`, each by column; nothing is an empty text."""
        return list(self._answer(name, tuple(sorted(values.items()))))

    def row(self, name: str, **values: str) -> Row | None:
        """The first row, None if there is none."""
        return next(iter(self.rows(name, **values)), None)

    def _ask(self, name: str, values: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
        query = self._catalogue[name]
        if self._kept is not None and not query.params and (kept := read(query, self._kept)) is not None:
            return kept
        table = self._engine.select(query.bound(dict(values)))
        return tuple(dict(zip(table.columns, texts, strict=True)) for texts in table.texts())
