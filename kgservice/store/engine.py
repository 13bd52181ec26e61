"""What an engine is to everything above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | Literal | BlankNode | Triple

TABLE_FORMATS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRUTH_FORMATS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
}
GRAPH_FORMATS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A SELECT's answer: its columns, and a term or None in each cell of its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def texts(self) -> list[list[str]]:
        """The rows as text: an IRI or a literal's words; nothing is an empty text."""
        return [[_words(cell) for cell in row] for row in self.rows]


def _words(cell: Term | None) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell, NamedNode | Literal | BlankNode) else str(cell)


class Engine(Protocol):
    """Answers SPARQL 1.1 queries over all graphs of a dataset as one, unless the query or its caller names some."""

    @property
    def version(self) -> str:
        """Which snapshot is asked."""

    @property
    def is_fixed(self) -> bool:
        """Whether what it answers never changes, so that an answer may be kept."""

    def select(self, query: str) -> Table:
        """The answer of a SELECT."""

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""

    def answer(
        self, query: str, media_type: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> bytes:
        """The answer of any query, written in `media_type`, which must suit its form.

        Raises QueryError if the query is not well-formed, RefusedQueryError if it is an update or calls another endpoint.
        """
