"""The embedded engine: pyoxigraph over a version's store on disk, or a draft's triples in memory."""

from __future__ import annotations

import fcntl
import os
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kgservice.errors import DatasetError, NotAcceptableError, QueryError
from kgservice.iris import PREFIXES
from kgservice.store.engine import Table
from kgservice.store.syntax import check

_HELD = ".held"
_DATASET_FORMATS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}


class EmbeddedEngine:
    """Answers from a store, on disk or in memory."""

    def __init__(self, store: Store, version: str) -> None:
        self._store = store
        self._version = version

    @classmethod
    def of_store(cls, path: Path, version: str) -> EmbeddedEngine:
        """An engine over the store in the folder `path` of a dataset's version, which is kept as long as the engine is.

        The default graph is in the store as such: pyoxigraph's own union of the named graphs gives a triple once for each
        graph it stands in, which makes counts wrong. Raises DatasetError if the store is gone or damaged.
        """
        try:
            held = os.open(path.with_name(_HELD), os.O_RDONLY)
        except OSError:
            raise _gone(path) from None
        try:
            fcntl.flock(held, fcntl.LOCK_SH)
            engine = cls(Store.read_only(str(path)), version)
        except (OSError, RuntimeError):
            os.close(held)
            raise _gone(path) from None
        weakref.finalize(engine, os.close, held)
        return engine

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

    def select(self, query: str) -> Table:
        """The answer of a SELECT."""
        with _readable(self._version):
            solutions = self._run(query, (), ())
            if not isinstance(solutions, QuerySolutions):
                raise QueryError("this query gives no table; ask with SELECT.")
            columns = tuple(variable.value for variable in solutions.variables)
            return Table(columns, tuple(tuple(solution[column] for column in columns) for solution in solutions))

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        with _readable(self._version):
            result = self._run(query, (), ())
        if not isinstance(result, QueryBoolean):
            raise QueryError("this query gives no truth value; ask with ASK.")
        return bool(result)

    def answer(
        self, query: str, media_type: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> bytes:
        """The answer of any query, written in `media_type`."""
        with _readable(self._version):
            result = self._run(query, default_graphs, named_graphs)
            written = (
                serialize(result, format=_rdf_format(media_type), prefixes=PREFIXES)
                if isinstance(result, QueryTriples)
                else result.serialize(format=_results_format(media_type))
            )
        assert written is not None
        return written

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


def export_store(path: Path, form: str, out: IO[bytes]) -> None:
    """Write the store in the folder `path` to `out` as trig, nquads or jsonld, or, without the graphs' names, as ttl.

    One graph after another, each in the store's own order, which is the same for the same content.
    """
    with _readable(str(path)):
        store = Store.read_only(str(path))
        if form == "ttl":
            seen = (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))
            serialize(seen, out, format=RdfFormat.TURTLE, prefixes=PREFIXES)
            return
        names = sorted(store.named_graphs(), key=str)
        quads = (quad for name in names for quad in store.quads_for_pattern(None, None, None, name))
        serialize(quads, out, format=_DATASET_FORMATS[form], prefixes=None if form == "nquads" else PREFIXES)


@contextmanager
def _readable(version: str) -> Iterator[None]:
    """Turn what pyoxigraph says of a store whose files are damaged into a DatasetError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError) as error:
        said = " ".join(str(error).split())
        raise DatasetError(f"{version}: the version cannot be read ({said}); run 'kgservice build'.") from None


def _gone(path: Path) -> DatasetError:
    return DatasetError(f"{path}: the version is gone or damaged; run 'kgservice build'.")


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
