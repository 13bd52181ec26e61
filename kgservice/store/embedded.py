"""The embedded engine: pyoxigraph over a version's store on disk, or a draft's triples in memory."""

from __future__ import annotations

import fcntl
import os
import re
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import IO

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kgservice.errors import DatasetError, QueryError
from kgservice.iris import BASE, PREFIXES
from kgservice.store.engine import Answer, Solutions, solutions_of, truth_of
from kgservice.store.faults import fault
from kgservice.store.limits import Limits
from kgservice.store.readings import words_only
from kgservice.store.syntax import check, limited
from kgservice.store.writing import TooManyRows, has_more_rows, write_answer

_HELD = ".held"
# How the engine begins to say that it does not know a function; what else it says while it answers is of the store.
_FUNCTION = "The custom function"
_DATASET_FORMATS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
_MERGED_FORMATS = {"ttl": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}
EXPORT_FORMATS = (*_DATASET_FORMATS, *_MERGED_FORMATS)
_NAMES_GRAPHS = re.compile(r"graph|from", re.IGNORECASE | re.ASCII)


class EmbeddedEngine:
    """Answers from a store; within `limits`, if any are given, an answer is never larger than they say."""

    def __init__(self, store: Store, version: str, limits: Limits | None = None) -> None:
        self._store = store
        self._version = version
        self._limits = limits
        self._source: EmbeddedEngine | None = None
        self._default_graph = store

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

    def within(self, limits: Limits, *, in_memory: bool = True) -> EmbeddedEngine:
        """This engine with limits on its answers, its default graph `in_memory`: two to seven times as fast as on disk, once it is read."""
        engine = EmbeddedEngine(self._store, self._version, limits)
        engine._source = self
        if in_memory:
            engine._default_graph = Store()
            engine._default_graph.bulk_extend(self._store.quads_for_pattern(None, None, None, DefaultGraph()))
        return engine

    @property
    def version(self) -> str:
        """The snapshot's version."""
        return self._version

    @property
    def is_fixed(self) -> bool:
        """Yes: what a snapshot or a draft says never changes."""
        return True

    def select(self, query: str, *, most_rows: int | None = None) -> Solutions:
        """The answer of a SELECT."""
        with _told(self._version):
            text = query if most_rows is None else limited(query, most_rows + 1)[0]
            table = solutions_of(self._run(text, asked=query))
        if most_rows is None or len(table.rows) <= most_rows:
            return table
        return Solutions(table.columns, table.rows[:most_rows], cut=True)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        with _told(self._version):
            return truth_of(self._run(query))

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
        with _told(self._version):
            result = self._run(query, default_graphs, named_graphs)
            if not isinstance(result, QuerySolutions) or most_rows is None:
                return write_answer(result, media_type, limits=self._limits, most_triples=most_rows)
            with suppress(TooManyRows):
                answer = write_answer(result, media_type, limits=self._limits, most_rows=most_rows)
                if not has_more_rows(answer.data, media_type, most_rows):
                    return answer
            return self._cut(query, media_type, default_graphs, named_graphs, most_rows)

    def _cut(
        self, query: str, media_type: str, default_graphs: Sequence[str], named_graphs: Sequence[str], most_rows: int
    ) -> Answer:
        """The table that `query` gives, cut after `most_rows` if it has more; asked anew, for only its text can be cut."""
        text, can_be_cut = limited(query, most_rows + 1)
        result = self._run(text, default_graphs, named_graphs, asked=query)
        answer = write_answer(result, media_type, limits=self._limits)
        if not has_more_rows(answer.data, media_type, most_rows):
            return answer
        if not can_be_cut:
            raise Limits.too_many_rows(most_rows)
        shorter = self._run(limited(query, most_rows)[0], default_graphs, named_graphs)
        return Answer(write_answer(shorter, media_type, limits=self._limits).data, cut=most_rows)

    def _run(
        self,
        query: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        *,
        asked: str | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        if self._limits is not None:
            check(query, max_nesting=self._limits.nesting)
        else:
            check(query)
        chosen = bool(default_graphs or named_graphs)
        store = self._store if chosen or _may_name_graphs(query) else self._default_graph
        try:
            return store.query(
                query,
                base_iri=BASE,
                prefixes=PREFIXES,
                default_graph=[_graph_name(iri) for iri in default_graphs] if chosen else None,
                named_graphs=[_graph_name(iri) for iri in named_graphs] if chosen else None,
            )
        except SyntaxError as error:
            raise fault(asked or query, _parse_error, PREFIXES) or _not_well_formed(error) from None


def _may_name_graphs(query: str) -> bool:
    """Whether a query may ask for graphs by name: no text does that has neither word outside of strings and comments."""
    if not _NAMES_GRAPHS.search(query):
        return False
    words = words_only(query)
    return words is None or bool(_NAMES_GRAPHS.search(words))


@contextmanager
def _told(version: str) -> Iterator[None]:
    """Say in a sentence what the engine says of a query that it cannot read or answer, or of a store that is damaged."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (SyntaxError, ValueError) as error:
        raise _not_well_formed(error) from None
    except RuntimeError as error:
        if _FUNCTION not in str(error):
            raise _unreadable(version, error) from None
        raise QueryError("the query cannot be answered: %(reason)s", reason=_line(error)) from None
    except OSError as error:
        raise _unreadable(version, error) from None


def _parse_error(query: str) -> str | None:
    """What the parser has against `query`; a store without triples answers at once whatever it has nothing against."""
    try:
        Store().query(query, base_iri=BASE, prefixes=PREFIXES)
    except (SyntaxError, ValueError) as error:
        return str(error)
    return None


def _unreadable(version: str, error: Exception) -> DatasetError:
    return DatasetError(f"{version}: the version cannot be read ({_line(error)}); run 'kgservice build'.")


def _not_well_formed(error: Exception) -> QueryError:
    return QueryError("the query is not well-formed: %(reason)s", reason=_line(error))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _graph_name(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QueryError("'%(iri)s' is no IRI of a graph; give an absolute IRI.", iri=iri) from None


def export_store(path: Path, form: str, out: IO[bytes], more: Mapping[str, Iterable[Triple]] | None = None) -> None:
    """Write the store in the folder `path` to `out` as trig, nquads or jsonld, or, without the graphs' names, in another format.

    One graph after another, each in the store's own order, which is the same for the same content; then `more` graphs.
    """
    more = more or {}
    with _told(str(path)):
        store = Store.read_only(str(path))
        if form in _MERGED_FORMATS:
            seen = (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))
            export_triples(chain(seen, *more.values()), form, out)
            return
        names = sorted(store.named_graphs(), key=str)
        quads = (quad for name in names for quad in store.quads_for_pattern(None, None, None, name))
        added = (
            Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
            for name, triples in more.items()
            for triple in triples
        )
        prefixes = None if form == "nquads" else PREFIXES
        serialize(chain(quads, added), out, format=_DATASET_FORMATS[form], prefixes=prefixes)


def export_triples(triples: Iterable[Triple], form: str, out: IO[bytes]) -> None:
    """Write `triples` to `out` as ttl, ntriples or rdfxml."""
    serialize(triples, out, format=_MERGED_FORMATS[form], prefixes=None if form == "ntriples" else PREFIXES)


def _gone(path: Path) -> DatasetError:
    return DatasetError(f"{path}: the version is gone or damaged; run 'kgservice build'.")
