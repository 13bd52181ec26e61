"""Cases of the SPARQL 1.1 Protocol: what is sent, and what must come back. Read from our own list, or from a W3C manifest."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from conftest import GRAPH_FROM_ELSEWHERE
from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from yaml_files import yaml_of

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
FORMATS = {
    "boolean": TABLES[:2],
    "tabular": TABLES,
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml"),
}


class Case(NamedTuple):
    """One request and what must come back: the class of its status, a truth value, or a kind of format."""

    name: str
    method: str
    address: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    status: str
    truth: bool | None
    kind: str | None


def own_cases(path: Path) -> Iterator[Case]:
    """The cases of our own list; a number among its graphs is the graph of that number."""
    for name, case in yaml_of(path).items():
        pairs = [
            (field, GRAPH_FROM_ELSEWHERE.format(value) if field.endswith("-uri") else value)
            for field, values in case.get("fields", {}).items()
            for value in (values if isinstance(values, list) else [values])
        ]
        encoded = "&".join(f"{field}={quote(value, safe='')}" for field, value in pairs)
        yield Case(
            name,
            case.get("method", "POST" if "body" in case else "GET"),
            f"/sparql/?{encoded}" if encoded else "/sparql/",
            (("content-type", case["type"]),) if "type" in case else (),
            case["body"].encode(case.get("encoding", "utf-8")) if "body" in case else None,
            case.get("status", "2xx"),
            case.get("truth"),
            case.get("kind"),
        )


def w3c_cases(manifest: Path) -> Iterator[Case]:
    """The first request of each test of a W3C manifest; an update must be refused, whatever the test would have it do."""
    graph = Graph().parse(manifest, format="turtle")
    for test in _entries(graph):
        name = str(test).rpartition("#")[2]
        action = graph.value(test, MF.action)
        request = next(iter(Collection(graph, graph.value(action, HT.requests))))
        body, response = graph.value(request, HT.body), graph.value(request, HT.resp)
        statuses = {str(status)[-3:] for status in graph.objects(response, MF.expectedStatus)}
        headers = graph.value(request, HT.headers)
        truth = graph.value(response, MF.expectedBoolean)
        kind = graph.value(response, MF.expectedFormat)
        is_update = "update" in name
        yield Case(
            name,
            str(graph.value(request, HT.methodName)),
            str(graph.value(request, HT.absolutePath)),
            tuple(
                (str(graph.value(header, HT.fieldName)), str(graph.value(header, HT.fieldValue)))
                for header in (Collection(graph, headers) if headers else ())
            ),
            str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding))) if body else None,
            "4xx" if is_update or "4xx" in statuses else "2xx",
            None if is_update or truth is None else truth.toPython(),
            None if is_update or kind is None else str(kind),
        )


def _entries(graph: Graph) -> Iterator[URIRef]:
    for entries in graph.objects(None, MF.entries):
        yield from Collection(graph, entries)


def send(case: Case, host: str, port: int) -> str:
    """Send what `case` has; what is wrong with the answer, an empty text if nothing is."""
    connection = http.client.HTTPConnection(host, port, timeout=60)
    connection.putrequest(case.method, case.address, skip_accept_encoding=True)
    for name, value in (*case.headers, ("Content-Length", str(len(case.body or b"")))):
        connection.putheader(name, value)
    connection.endheaders(case.body)
    response = connection.getresponse()
    data, media_type = response.read(), response.headers.get_content_type()
    connection.close()
    if case.status[0] != str(response.status)[0]:
        return f"status {response.status}, not {case.status}: {data[:300].decode(errors='replace')}"
    if case.kind and media_type not in FORMATS[case.kind]:
        return f"{media_type} is no format of {case.kind}"
    if case.kind == "RDF":
        list(parse(data, format=RdfFormat.from_media_type(media_type)))
    if case.truth is not None:
        result = parse_query_results(data, format=QueryResultsFormat.from_media_type(media_type))
        if not isinstance(result, QueryBoolean) or bool(result) is not case.truth:
            return f"not {case.truth}: {data[:300].decode(errors='replace')}"
    return ""
