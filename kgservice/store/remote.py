"""A remote engine: any SPARQL 1.1 endpoint. What it answers is read here before it is passed on.

SPARQLWrapper makes the request that the protocol wants. It does not send it: it would follow redirects to anywhere, use the
proxies of the environment, read without end and wait anew for each byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.client import HTTPException
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from pyoxigraph import (
    QuadParser,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from SPARQLWrapper import POST, SPARQLWrapper

from kgservice.errors import EngineError, QueryError, QueryTimeoutError, TooLargeError, UsageError
from kgservice.store.engine import Answer, Table, table_of
from kgservice.store.sending import Reply, TooMuch, send
from kgservice.store.syntax import Form, check, limited
from kgservice.store.writing import has_more_rows, write_answer

T = TypeVar("T")

_MEGABYTE = 1_000_000
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
# Whatever the client wants, the endpoint is asked for these: what it says is read and written anew, so its slips stay with it.
# JSON alone shows that it was cut; results in XML, CSV and TSV need not.
_RESULTS = {"application/sparql-results+json": QueryResultsFormat.JSON}
_GRAPHS = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}


class RemoteEngine:
    """Asks the endpoint at `url`, whose default graph must be the union of its named graphs.

    A login in the address is used and never shown. Raises UsageError if it is no address of the web.
    """

    def __init__(self, url: str, *, seconds: int, megabytes: int) -> None:
        self._address, self._name, self._login = read_address(url)
        self._seconds = seconds
        self._megabytes = megabytes

    @property
    def version(self) -> str:
        """The endpoint's host and path: what it holds has no version here."""
        return self._name

    @property
    def is_fixed(self) -> bool:
        """No: an endpoint may change at any time."""
        return False

    def select(self, query: str, *, most_rows: int | None = None) -> Table:
        """The answer of a SELECT."""
        if check(query) is not Form.SELECT:
            raise QueryError("this query gives no table; ask with SELECT.")
        text = query if most_rows is None else limited(query, most_rows + 1)
        table = self._read(lambda: table_of(self._ask(text, Form.SELECT)))
        if most_rows is None or len(table.rows) <= most_rows:
            return table
        return Table(table.columns, table.rows[:most_rows], cut=True)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        if check(query) is not Form.ASK:
            raise QueryError("this query gives no truth value; ask with ASK.")
        return self._read(lambda: bool(self._ask(query, Form.ASK)))

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
        form = check(query)

        def written(text: str) -> Answer:
            found = self._ask(text, form, default_graphs, named_graphs)
            return write_answer(found, media_type, most_triples=most_rows)

        if form is not Form.SELECT or most_rows is None:
            return self._read(lambda: written(query))
        answer = self._read(lambda: written(limited(query, most_rows + 1)))
        if not has_more_rows(answer.data, media_type, most_rows):
            return answer
        return Answer(self._read(lambda: written(limited(query, most_rows))).data, cut=most_rows)

    def _ask(
        self, query: str, form: Form, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean | QuadParser:
        wrapper = SPARQLWrapper(self._address)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        # Its setQuery looks for the form with patterns that a hostile text keeps busy for hours.
        wrapper.queryString, wrapper.queryType = query, form.value
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
        if isinstance(result, QueryBoolean) is not (form is Form.ASK):
            raise SyntaxError(f"not what {form} asks for")
        return result

    def _send(self, wrapper: SPARQLWrapper) -> Reply:
        """What the endpoint answers with status 200; any other is an error."""
        most = self._megabytes * _MEGABYTE
        try:
            reply = send(wrapper._createRequest(), seconds=self._seconds, most_bytes=most)
        except UnicodeEncodeError:
            raise QueryError("the query is not UTF-8; send it as UTF-8.") from None
        except TimeoutError:
            sentence = "the query took longer than %(value)s seconds (%(limit)s) and was stopped; ask for less."
            raise QueryTimeoutError(sentence, "KG_QUERY_SECONDS", self._seconds) from None
        except TooMuch:
            sentence = "the answer is larger than %(value)s megabytes (%(limit)s); ask for less, with LIMIT."
            raise TooLargeError(sentence, "KG_MAX_ANSWER_MB", self._megabytes) from None
        except (OSError, HTTPException) as error:
            reason = _one_line(str(error) or type(error).__name__)
            raise EngineError(f"{self._name}: the endpoint did not answer ({reason}); check that it runs.") from None
        if reply.status == HTTPStatus.BAD_REQUEST:
            reason = _one_line(reply.body[:1000].decode(errors="replace"))
            raise QueryError(f"the endpoint finds the query not well-formed: {reason}")
        if reply.status != HTTPStatus.OK:
            what = "leads elsewhere, where it is not followed" if 300 <= reply.status < 400 else "refuses to answer"
            raise EngineError(
                f"{self._name}: the endpoint {what} (status {reply.status}); check its address and login."
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
            f"{self._name}: the endpoint's answer is no answer to a query ({reason}); check that it is one for SPARQL 1.1."
        )


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
