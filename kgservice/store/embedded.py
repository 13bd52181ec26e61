"""The embedded engine: pyoxigraph over a snapshot's quads, or a draft's triples, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from kgservice.errors import QueryError
from kgservice.iris import PREFIXES
from kgservice.store.engine import Table
from kgservice.store.syntax import check
from kgservice.store.writing import write_answer


class EmbeddedEngine:
    """Answers from a store in memory."""

    def __init__(self, store: Store, version: str) -> None:
        self._store = store
        self._version = version

    @classmethod
    def of_snapshot(cls, quads: Path, union: Path, version: str) -> EmbeddedEngine:
        """An engine over a snapshot's two files, which are read once.

        The default graph is loaded as such: pyoxigraph's own union of the named graphs gives a triple once for each graph
        it stands in, which makes counts wrong.
        """
        store = Store()
        store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
        store.bulk_load(path=str(union), format=RdfFormat.N_TRIPLES)
        return cls(store, version)

    @classmethod
    def of_triples(cls, triples: Iterable[Triple]) -> EmbeddedEngine:
        """An engine over `triples` that are in no snapshot: those of a draft."""
        store = Store()
        store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
        return cls(store, "draft")

    @property
    def version(self) -> str:
        """The snapshot's version."""
        return self._version

    @property
    def is_fixed(self) -> bool:
        """Yes: what a snapshot or a draft says never changes."""
        return True

    def select(self, query: str) -> Table:
        """The answer of a SELECT."""
        solutions = self._run(query, (), ())
        if not isinstance(solutions, QuerySolutions):
            raise QueryError("this query gives no table; ask with SELECT.")
        columns = tuple(variable.value for variable in solutions.variables)
        return Table(columns, tuple(tuple(solution[column] for column in columns) for solution in solutions))

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        result = self._run(query, (), ())
        if not isinstance(result, QueryBoolean):
            raise QueryError("this query gives no truth value; ask with ASK.")
        return bool(result)

    def answer(
        self, query: str, media_type: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> bytes:
        """The answer of any query, written in `media_type`."""
        return write_answer(self._run(query, default_graphs, named_graphs), media_type)

    def _run(
        self, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        check(query)
        chosen = bool(default_graphs or named_graphs)
        try:
            return self._store.query(
                query,
                prefixes=PREFIXES,
                default_graph=[NamedNode(iri) for iri in default_graphs] if chosen else None,
                named_graphs=[NamedNode(iri) for iri in named_graphs] if chosen else None,
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the query is not well-formed: {' '.join(str(error).split())}") from None
        except RuntimeError as error:  # a function that it does not know
            raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from None


def export_snapshot(quads: Path, union: Path, form: str, out: IO[bytes]) -> None:
    """Write a snapshot's files to `out` as trig, nquads or jsonld, or, without the graphs' names, as ttl."""
    if form == "nquads":
        out.write(quads.read_bytes())
    elif form == "ttl":
        serialize(parse(path=str(union), format=RdfFormat.N_TRIPLES), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        made = RdfFormat.TRIG if form == "trig" else RdfFormat.JSON_LD
        serialize(parse(path=str(quads), format=RdfFormat.N_QUADS), out, format=made, prefixes=PREFIXES)
