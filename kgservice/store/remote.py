"""A remote engine: any SPARQL 1.1 endpoint, through SPARQLWrapper."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.error import URLError

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results
from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kgservice.errors import EngineError, QueryError
from kgservice.store.engine import Table
from kgservice.store.syntax import check

_TIMEOUT = 60


class RemoteEngine:
    """Asks the endpoint at `url`, whose default graph must be the union of its named graphs."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def version(self) -> str:
        """The endpoint's address: what it holds has no version here."""
        return self._url

    def select(self, query: str) -> Table:
        """The answer of a SELECT."""
        solutions = parse_query_results(
            self.answer(query, "application/sparql-results+json"), format=QueryResultsFormat.JSON
        )
        if not isinstance(solutions, QuerySolutions):
            raise QueryError("this query gives no table; ask with SELECT.")
        columns = tuple(variable.value for variable in solutions.variables)
        return Table(columns, tuple(tuple(solution[column] for column in columns) for solution in solutions))

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        result = parse_query_results(
            self.answer(query, "application/sparql-results+json"), format=QueryResultsFormat.JSON
        )
        if not isinstance(result, QueryBoolean):
            raise QueryError("this query gives no truth value; ask with ASK.")
        return bool(result)

    def answer(
        self, query: str, media_type: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> bytes:
        """The answer of any query, as the endpoint writes it in `media_type`."""
        check(query)
        wrapper = SPARQLWrapper(self._url)
        wrapper.setMethod(POST)
        wrapper.setTimeout(_TIMEOUT)
        wrapper.setQuery(query)
        wrapper.addCustomHttpHeader("Accept", media_type)
        for graph in default_graphs:
            wrapper.addDefaultGraph(graph)
        for graph in named_graphs:
            wrapper.addNamedGraph(graph)
        try:
            data: bytes = wrapper.query().response.read()
        except QueryBadFormed as error:
            raise QueryError(f"the endpoint finds the query not well-formed: {_first_line(error)}") from None
        except (SPARQLWrapperException, URLError, OSError) as error:
            raise EngineError(
                f"{self._url}: the endpoint did not answer ({_first_line(error)}); check that it runs."
            ) from None
        return data


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
