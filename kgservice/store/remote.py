"""A remote engine: any SPARQL 1.1 endpoint. What it answers is read here before it is passed on.

SPARQLWrapper makes the request that the protocol wants. It does not send it: it would follow redirects to anywhere, use the
proxies of the environment, read without end and wait anew for each byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from http import HTTPStatus
from http.client import HTTPException
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from pyoxigraph import (
    NamedNode,
    QuadParser,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from SPARQLWrapper import POST, SPARQLWrapper

from kgservice.errors import EngineError, QueryError, UsageError
from kgservice.iris import BASE
from kgservice.store.engine import Answer, Solutions, solutions_of
from kgservice.store.faults import fault
from kgservice.store.limits import MEBIBYTE, Limits
from kgservice.store.sending import Reply, TooMuch, send
from kgservice.store.syntax import QueryForm, check, graphs_named, limited
from kgservice.store.writing import has_more_rows, write_answer

T = TypeVar("T")

# A BASE of the query's own counts after it.
_BASE = f"BASE <{BASE}> "
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\x00-\x20]*>")
_MOST_TOLD = 10_000
_LEADS_ELSEWHERE = "%(endpoint)s: the endpoint leads elsewhere, where it is not followed (status %(status)s); check its address and login."
_REFUSES = "%(endpoint)s: the endpoint refuses to answer (status %(status)s); check its address and login."
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
# Whatever the client wants, the endpoint is asked for these: what it says is read and written anew, so its slips stay with it.
# JSON alone shows that it was cut; results in XML, CSV and TSV need not.
_RESULTS = {"application/sparql-results+json": QueryResultsFormat.JSON}
_GRAPHS = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}


class RemoteEngine:
    """Asks the endpoint at `url`, whose default graph must be the union of its named graphs.

    A login in the address is used and never shown. Raises UsageError if it is no address of the web.
    """

    def __init__(self, url: str, limits: Limits) -> None:
        self._address, self._name, self._login = read_address(url)
        self._limits = limits

    @property
    def version(self) -> str:
        """The endpoint's host and path: what it holds has no version here."""
        return self._name

    @property
    def is_fixed(self) -> bool:
        """No: an endpoint may change at any time."""
        return False

    def select(self, query: str, *, most_rows: int | None = None) -> Solutions:
        """The answer of a SELECT."""
        if check(query, max_nesting=self._limits.nesting) is not QueryForm.SELECT:
            raise QueryError("this query gives no table; ask with SELECT.")
        text = query if most_rows is None else limited(query, most_rows + 1)[0]
        table = self._read(lambda: solutions_of(self._ask(text, QueryForm.SELECT)))
        if most_rows is None or len(table.rows) <= most_rows:
            return table
        return Solutions(table.columns, table.rows[:most_rows], cut=True)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        if check(query, max_nesting=self._limits.nesting) is not QueryForm.ASK:
            raise QueryError("this query gives no truth value; ask with ASK.")
        return self._read(lambda: bool(self._ask(query, QueryForm.ASK)))

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
        form = check(query, max_nesting=self._limits.nesting)

        def written(text: str) -> Answer:
            found = self._ask(text, form, default_graphs, named_graphs)
            return write_answer(found, media_type, most_triples=most_rows)

        if form is not QueryForm.SELECT or most_rows is None:
            return self._read(lambda: written(query))
        text, can_be_cut = limited(query, most_rows + 1)
        answer = self._read(lambda: written(text))
        if not has_more_rows(answer.data, media_type, most_rows):
            return answer
        if not can_be_cut:
            raise Limits.too_many_rows(most_rows)
        return Answer(self._read(lambda: written(limited(query, most_rows)[0])).data, cut=most_rows)

    def _ask(
        self, query: str, form: QueryForm, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean | QuadParser:
        if graphs := {*graphs_named(query), *default_graphs, *named_graphs}:
            self._must_hold(graphs)
        return self._asked(query, form, default_graphs, named_graphs)

    def _must_hold(self, graphs: Collection[str]) -> None:
        """Raise QueryError if the endpoint has one of these graphs not, for it may look for it elsewhere."""
        try:
            names = " ".join(str(NamedNode(iri)) for iri in graphs)
        except ValueError as error:
            raise QueryError("a graph's name is no IRI (%(reason)s); give absolute IRIs.", reason=str(error)) from None
        held = solutions_of(
            self._asked(
                f"SELECT ?g {{ VALUES ?g {{ {names} }} FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }} }}", QueryForm.SELECT
            )
        )
        missing = sorted(set(graphs) - {row[0] for row in held.texts()})
        if missing:
            raise QueryError(
                "<%(graph)s> is no graph that %(endpoint)s holds; name one that it does.",
                graph=missing[0],
                endpoint=self._name,
            )

    def _asked(
        self, query: str, form: QueryForm, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean | QuadParser:
        wrapper = SPARQLWrapper(self._address)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        # Its setQuery looks for the form with patterns whose cost grows faster than a hostile text.
        wrapper.queryString, wrapper.queryType = f"{_base_for(query)}{query}", form.value
        wrapper.addCustomHttpHeader("Accept", ", ".join(_GRAPHS if form.gives_graph else _RESULTS))
        if self._login:
            wrapper.setCredentials(*self._login)
        for name, graphs in (("default-graph-uri", default_graphs), ("named-graph-uri", named_graphs)):
            for graph in graphs:
                wrapper.addParameter(name, graph)
        reply = self._send(wrapper)
        if form.gives_graph:
            return parse(reply.body, format=_GRAPHS[self._media_type(reply, _GRAPHS)])
        result = parse_query_results(reply.body, format=_RESULTS[self._media_type(reply, _RESULTS)])
        if isinstance(result, QueryBoolean) is not (form is QueryForm.ASK):
            raise SyntaxError(f"not what {form} asks for")
        return result

    def _send(self, wrapper: SPARQLWrapper) -> Reply:
        """What the endpoint answers with status 200; any other is an error."""
        most = self._limits.answer_mb * MEBIBYTE
        try:
            reply = send(wrapper._createRequest(), seconds=self._limits.seconds, most_bytes=most)
        except UnicodeEncodeError:
            raise QueryError("the query is not UTF-8; send it as UTF-8.") from None
        except TimeoutError:
            raise self._limits.out_of_time() from None
        except TooMuch:
            raise self._limits.too_large() from None
        except (OSError, HTTPException) as error:
            reason = _one_line(str(error) or type(error).__name__)
            raise EngineError(
                "%(endpoint)s: the endpoint did not answer (%(reason)s); check that it runs.",
                endpoint=self._name,
                reason=reason,
            ) from None
        if reply.status == HTTPStatus.BAD_REQUEST:
            told = reply.body[:_MOST_TOLD].decode(errors="replace")
            sent = wrapper.queryString
            begin = len(_BASE) if sent.startswith(_BASE) else 0
            where = fault(sent, lambda text: told if text == sent else None, (), begin=begin)
            raise where or QueryError(
                "the endpoint finds the query not well-formed: %(reason)s", reason=_one_line(told[:1000])
            )
        if reply.status != HTTPStatus.OK:
            raise EngineError(
                _LEADS_ELSEWHERE if 300 <= reply.status < 400 else _REFUSES, endpoint=self._name, status=reply.status
            )
        return reply

    def _media_type(self, reply: Reply, accepted: dict[str, QueryResultsFormat] | dict[str, RdfFormat]) -> str:
        if reply.media_type not in accepted:
            raise SyntaxError(f"it is '{reply.media_type}' and not {' or '.join(accepted)}")
        return reply.media_type

    def _read(self, read: Callable[[], T]) -> T:
        """What `read` makes of an answer; pyoxigraph reads as it goes, so it finds out late that it cannot."""
        try:
            return read()
        except SyntaxError as error:
            reason = _one_line(str(error))
        # Raised here, it keeps no frame of the reading alive: a half-read answer must end in the thread that read it.
        raise EngineError(
            "%(endpoint)s: the endpoint's answer is no answer to a query (%(reason)s); check that it is one for SPARQL 1.1.",
            endpoint=self._name,
            reason=reason,
        )


def _base_for(query: str) -> str:
    """What gives the relative IRIs of a query that may have some their base; nothing for others."""
    return _BASE if _RELATIVE.search(query) else ""


def read_address(url: str) -> tuple[str, str, tuple[str, str] | None]:
    """The address without the login, its host and path, and the login as user and password.

    Raises UsageError if it is no address of the web.
    """
    if _ADDRESS.fullmatch(url):
        try:
            parts = urlsplit(url)
            host = parts.netloc.rpartition("@")[2]
            login = (unquote(parts.username or ""), unquote(parts.password or ""))
            named = bool((parts.hostname or "").encode("idna")) and parts.port != 0 and "%" not in host
        except ValueError:
            named = False
        if named and all(login) == any(login):
            return parts._replace(netloc=host, fragment="").geturl(), host + parts.path, login if all(login) else None
    # Not repeated here, for it may hold a password.
    raise UsageError(
        "the endpoint's address is none; give one such as http://127.0.0.1:7878/query or https://user:password@host/sparql."
    )


def _one_line(text: str) -> str:
    return "".join(character for character in " ".join(text.split()) if character.isprintable())[:300]
