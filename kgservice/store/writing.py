"""Writes what a query found in the format that is asked for."""

from __future__ import annotations

import csv
import io
from itertools import islice

from pyoxigraph import (
    NamedNode,
    Quad,
    QuadParser,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)

from kgservice.errors import NotAcceptableError
from kgservice.iris import PREFIXES
from kgservice.store.engine import Answer
from kgservice.store.limits import MEBIBYTE, Limits

# How pyoxigraph says that a format has no place for something, such as a triple term; any other OSError is of the store.
_CANNOT_SAY = "does not support"
# What stands between two rows, or ends one; it may stand in a cell too.
_ROW_MARKS = {
    QueryResultsFormat.JSON: b"},{",
    QueryResultsFormat.XML: b"<result>",
    QueryResultsFormat.CSV: b"\n",
    QueryResultsFormat.TSV: b"\n",
}
# A table is looked at when it has so many bytes, and again each time that it has doubled.
_FIRST_LOOK = 1 << 16
Found = QuerySolutions | QueryBoolean | QueryTriples | QuadParser


def write_answer(
    result: Found,
    media_type: str,
    *,
    limits: Limits | None = None,
    most_triples: int | None = None,
    most_rows: int | None = None,
) -> Answer:
    """`result` in `media_type`, a graph cut after `most_triples`.

    Raises NotAcceptableError if that is no format for such a result, or one that cannot say what is in it; TooLargeError if
    it is larger than `limits` allow; TooManyRows as soon as it is a table that seems to have many more than `most_rows`.
    """
    out = _Bounded(limits, _row_mark(media_type), most_rows)
    try:
        if isinstance(result, QueryTriples | QuadParser):
            statements = iter(result)
            serialize(islice(statements, most_triples), out, format=_rdf_format(media_type), prefixes=PREFIXES)
            more = most_triples is not None and next(statements, None) is not None
            return Answer(out.getvalue(), cut=most_triples if more else None)
        result.serialize(out, format=_results_format(media_type))
    except OSError as error:
        if _CANNOT_SAY not in str(error):
            raise
        raise NotAcceptableError(
            "this answer cannot be written as %(type)s (%(reason)s); ask for another.",
            type=media_type,
            reason=str(error),
        ) from None
    return Answer(out.getvalue())


def in_graph(triples: bytes, name: str, media_type: str) -> bytes:
    """N-Triples as the graph called `name` in a format that has a place for its name."""
    graph = NamedNode(name)
    quads = (
        Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parse(triples, format=RdfFormat.N_TRIPLES)
    )
    written = serialize(quads, format=_rdf_format(media_type), prefixes=PREFIXES)
    assert written is not None
    return written


def has_more_rows(table: bytes, media_type: str, most: int) -> bool:
    """Whether a written table has more than `most` rows; they are counted one by one only where it may."""
    form = QueryResultsFormat.from_media_type(media_type)
    if form == QueryResultsFormat.XML:
        return table.count(b"<result>") > most
    if form == QueryResultsFormat.TSV:
        return table.count(b"\n") > most + 1
    if form == QueryResultsFormat.CSV:
        return table.count(b"\n") > most + 1 and sum(1 for _ in csv.reader(io.StringIO(table.decode()))) > most + 1
    if table.count(b"}") <= most:
        return False
    solutions = parse_query_results(table, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return sum(1 for _ in solutions) > most


class TooManyRows(Exception):
    """A table seems to have more rows than are wanted."""


class _Bounded(io.BytesIO):
    """What is written, as long as it is no more than an answer may be, and has not many more rows than it may have."""

    def __init__(self, limits: Limits | None, row_mark: bytes, most_rows: int | None) -> None:
        super().__init__()
        self._limits = limits
        self._row_mark = row_mark
        self._most_rows = most_rows
        self._next_look = _FIRST_LOOK

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Take `data`; raises TooLargeError, or TooManyRows."""
        if self.tell() + len(data) > self._next_look:
            self._look(self.tell() + len(data))
        return super().write(data)

    def _look(self, size: int) -> None:
        if self._most_rows is not None and self.getvalue().count(self._row_mark) > self._most_rows:
            raise TooManyRows
        self._next_look = 2 * size
        if self._limits is not None:
            most = self._limits.answer_mb * MEBIBYTE
            if size > most:
                raise self._limits.too_large()
            self._next_look = min(self._next_look, most)


def _row_mark(media_type: str) -> bytes:
    form = QueryResultsFormat.from_media_type(media_type)
    return b"" if form is None else _ROW_MARKS[form]


def _rdf_format(media_type: str) -> RdfFormat:
    made = RdfFormat.from_media_type(media_type)
    if made is None:
        raise NotAcceptableError("a graph cannot be written as %(type)s; ask for text/turtle.", type=media_type)
    return made


def _results_format(media_type: str) -> QueryResultsFormat:
    made = QueryResultsFormat.from_media_type(media_type)
    if made is None:
        raise NotAcceptableError(
            "results cannot be written as %(type)s; ask for application/sparql-results+json.", type=media_type
        )
    return made
