"""The embedded engine: pyoxigraph over a snapshot's quads, or a draft's triples."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from kgservice.errors import NotAcceptableError, QueryError
from kgservice.iris import PREFIXES
from kgservice.store.engine import Answer, Table, table_of, truth_of
from kgservice.store.limits import MEBIBYTE, Limits
from kgservice.store.syntax import check, limited

_Result = QuerySolutions | QueryBoolean | QueryTriples


class EmbeddedEngine:
    """Answers from a store; within `limits`, if any are given, an answer is never larger than they say."""

    def __init__(self, store: Store, version: str, limits: Limits | None = None) -> None:
        self._store = store
        self._version = version
        self._limits = limits

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

    def within(self, limits: Limits) -> EmbeddedEngine:
        """This engine, with limits on its answers."""
        return EmbeddedEngine(self._store, self._version, limits)

    @property
    def version(self) -> str:
        """The snapshot's version."""
        return self._version

    def select(self, query: str, *, most_rows: int | None = None) -> Table:
        """The answer of a SELECT."""
        text = query if most_rows is None else limited(query, most_rows + 1)
        with _told():
            table = table_of(self._run(text, (), ()))
        if most_rows is None or len(table.rows) <= most_rows:
            return table
        return Table(table.columns, table.rows[:most_rows], cut=True)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        with _told():
            return truth_of(self._run(query, (), ()))

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        most_rows: int | None = None,
    ) -> Answer:
        """The answer of any query, written in `media_type`."""
        text = query if most_rows is None else limited(query, most_rows + 1)
        with _told():
            result = self._run(text, default_graphs, named_graphs)
            if isinstance(result, QueryTriples):
                return self._graph(result, _rdf_format(media_type), most_rows)
            form = _results_format(media_type)
            data = self._written(result, form)
            if most_rows is None or isinstance(result, QueryBoolean) or not _has_more_rows(data, form, most_rows):
                return Answer(data)
            shorter = self._run(limited(query, most_rows), default_graphs, named_graphs)
            assert isinstance(shorter, QuerySolutions)
            return Answer(self._written(shorter, form), cut=most_rows)

    def _graph(self, triples: QueryTriples, form: RdfFormat, most: int | None) -> Answer:
        out = _Bounded(self._limits)
        serialize(islice(triples, most), out, format=form, prefixes=PREFIXES)
        return Answer(out.getvalue(), cut=most if next(triples, None) is not None else None)

    def _written(self, result: QuerySolutions | QueryBoolean, form: QueryResultsFormat) -> bytes:
        out = _Bounded(self._limits)
        result.serialize(out, format=form)
        return out.getvalue()

    def _run(self, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> _Result:
        check(query)
        chosen = bool(default_graphs or named_graphs)
        return self._store.query(
            query,
            prefixes=PREFIXES,
            default_graph=[_graph_name(iri) for iri in default_graphs] if chosen else None,
            named_graphs=[_graph_name(iri) for iri in named_graphs] if chosen else None,
        )


class _Bounded(io.BytesIO):
    """What is written, as long as it is no more than an answer may be."""

    def __init__(self, limits: Limits | None) -> None:
        super().__init__()
        self._limits = limits

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Take `data`; raises TooLargeError."""
        if self._limits is not None and self.tell() + len(data) > self._limits.answer_mb * MEBIBYTE:
            raise self._limits.too_large()
        return super().write(data)


@contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence what the engine says of a query that it cannot read, or cannot answer on the way."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the query is not well-formed: {_line(error)}") from None
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {_line(error)}") from None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _has_more_rows(data: bytes, form: QueryResultsFormat, most: int) -> bool:
    """Whether a written table has more than `most` rows; counted exactly only where there may be so many."""
    if form == QueryResultsFormat.XML:
        return data.count(b"<result>") > most
    if form == QueryResultsFormat.TSV:
        return data.count(b"\n") > most + 1
    if form == QueryResultsFormat.CSV:
        return data.count(b"\n") > most + 1 and sum(1 for _ in csv.reader(io.StringIO(data.decode()))) > most + 1
    if data.count(b"}") <= most:
        return False
    solutions = parse_query_results(data, format=form)
    assert isinstance(solutions, QuerySolutions)
    return sum(1 for _ in solutions) > most


def _graph_name(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QueryError(f"'{iri}' is no IRI of a graph; give an absolute IRI.") from None


def export_snapshot(quads: Path, union: Path, form: str, out: IO[bytes]) -> None:
    """Write a snapshot's files to `out` as trig, nquads or jsonld, or, without the graphs' names, as ttl."""
    if form == "nquads":
        out.write(quads.read_bytes())
    elif form == "ttl":
        serialize(parse(path=str(union), format=RdfFormat.N_TRIPLES), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        made = RdfFormat.TRIG if form == "trig" else RdfFormat.JSON_LD
        serialize(parse(path=str(quads), format=RdfFormat.N_QUADS), out, format=made, prefixes=PREFIXES)


def _rdf_format(media_type: str) -> RdfFormat:
    made = RdfFormat.from_media_type(media_type)
    if made is None:
        raise NotAcceptableError(f"a graph cannot be written as {media_type}; ask for text/turtle.")
    return made


def _results_format(media_type: str) -> QueryResultsFormat:
    made = QueryResultsFormat.from_media_type(media_type)
    if made is None:
        raise NotAcceptableError(f"results cannot be written as {media_type}; ask for application/sparql-results+json.")
    return made
