"""A remote engine: any SPARQL 1.1 endpoint, through SPARQLWrapper."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.error import URLError

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kgservice.errors import EngineError, QueryError
from kgservice.store.engine import Answer, Table, read_results, table_of, truth_of
from kgservice.store.syntax import check

_TIMEOUT = 60
_JSON = "application/sparql-results+json"


class RemoteEngine:
    """Asks the endpoint at `url`, whose default graph must be the union of its named graphs."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def version(self) -> str:
        """The endpoint's address: what it holds has no version here."""
        return self._url

    def select(self, query: str, *, most_rows: int | None = None) -> Table:
        """The answer of a SELECT."""
        table = table_of(read_results(self.answer(query, _JSON)))
        if most_rows is None or len(table.rows) <= most_rows:
            return table
        return Table(table.columns, table.rows[:most_rows], cut=True)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        return truth_of(read_results(self.answer(query, _JSON)))

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        most_rows: int | None = None,
    ) -> Answer:
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
        return Answer(data)


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
