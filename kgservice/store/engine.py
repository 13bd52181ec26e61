"""What an engine is to everything above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from kgservice.errors import QueryError

Term = NamedNode | Literal | BlankNode | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """A SELECT's answer: its columns, and a term or None in each cell of its rows; `cut` if there are more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    cut: bool = False

    def texts(self) -> list[list[str]]:
        """The rows as text: an IRI or a literal's words; nothing is an empty text."""
        return [[_words(cell) for cell in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives, written in some format; `cut` is the number of rows or triples that it ends after, if there are more."""

    data: bytes
    cut: int | None = None


def _words(cell: Term | None) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell, NamedNode | Literal | BlankNode) else str(cell)


class Engine(Protocol):
    """Answers SPARQL 1.1 queries over all graphs of a dataset as one, unless the query or its caller names some.

    `most_rows` cuts an answer: rows of a table, triples of a graph.
    """

    @property
    def version(self) -> str:
        """Which snapshot is asked."""

    @property
    def is_fixed(self) -> bool:
        """Whether what it answers never changes, so that an answer may be kept."""

    def select(self, query: str, *, most_rows: int | None = None) -> Solutions:
        """The answer of a SELECT."""

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        most_rows: int | None = None,
    ) -> Answer:
        """The answer of any query, written in `media_type`, which must suit its form.

        Raises QueryError if the query is not well-formed, RefusedQueryError if it is an update or calls another endpoint,
        LimitError if it takes more than it may.
        """


def solutions_of(solutions: object, cut: bool = False) -> Solutions:
    """The table that pyoxigraph's `solutions` are; QueryError if they are none."""
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("this query gives no table; ask with SELECT.")
    columns = tuple(variable.value for variable in solutions.variables)
    return Solutions(columns, tuple(tuple(solution[column] for column in columns) for solution in solutions), cut)


def truth_of(result: object) -> bool:
    """The truth value that pyoxigraph's `result` is; QueryError if it is none."""
    if not isinstance(result, QueryBoolean):
        raise QueryError("this query gives no truth value; ask with ASK.")
    return bool(result)


def read_results(answer: Answer) -> QuerySolutions | QueryBoolean:
    """The solutions or the truth value that an answer holds as SPARQL results in JSON."""
    return parse_query_results(answer.data, format=QueryResultsFormat.JSON)
