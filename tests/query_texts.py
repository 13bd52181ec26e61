"""Query texts for fuzzing: written by the grammar with SERVICE pushed in wherever it may stand or be glued, then mutated."""

from __future__ import annotations

import random
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, QueryBoolean, Store

from kgservice.errors import KgError, RefusedQueryError
from kgservice.store.syntax import check

PROLOGUES = (
    "",
    "PREFIX : <x:>",
    "PREFIX : <http://x:>",
    "PREFIX : <http://[::1]>",
    "PREFIX ex: <http://x>",
    "PREFIX ex: <x:> PREFIX : <http://x:1>",
    "PREFIX service: <x:>",
    "PREFIX true: <x:>",
    "PREFIX \ufffd: <http://127.0.0.1/>",
    "BASE <x:/>",
    "BASE <x:/service#'>",
    "VERSION '1.2'",
    "# SERVICE <http://x/> {\n",
    "#'\n",
)
STANDING = "PREFIX t:<x:t#>PREFIX xsd:<http://www.w3.org/2001/XMLSchema#>BASE<x:/>" + "".join(
    f"PREFIX {name}:<y:>" for name in ("", "ex", "service", "true", "silent", "e5", "SERVICE")
)
# fmt: off
GLUE = (
    "", "", "#>\n", "#'''\n", " ", " ", " ", "\n", "\t", "\r", "#c\n", "#'\r", '#"\n', "# SERVICE <http://x/> {\n",
    "\ufeff", "\xa0", "\x00",
)
KEYWORDS = (
    "SERVICE", "service", "SerVice", "SERVICE SILENT", "SERVICESILENT", "\u017fERVICE", "\\u0053ERVICE", "xSERVICE",
)
TARGETS = (
    "<http://127.0.0.1:PORT/>", "?e", "t:x", ":x", "\ufffd:x", "service:x", "<http://127.0.0.1:PORT/#>", "silent:x",
    "$e",
)
TERMS = (
    "?a", "?service", "$service", "<http://x/>", "<service>", "<#service>", "<a:service>", "<a:b'c>", "<a:(>",
    "<a:)#>", "<>", "t:", "t:a", "t:a.b", "t:a.b.c", "t:service", "t:a.service", "t::a", "t:\\'", "t:\\#a", "t:%20",
    "t:a\\-b", ":", ":a", "t:graph", "?graph", "'x'@graph", "t:a1", "?a1", "t:true", "?true", "t:_", "t:a-", "_:a1",
    "ex:", "ex::service", "ex:service", "service:a", "service:service", "true:a", "_:b", "_:service", "_:b.c", "[]",
    "()", "1", "1.5", "1e5", ".5", "-1", "+1e5", "1.e5", "true", "false", "TRUE", "'x'", '"x"', "'''x'''", '"""x"""',
    "''", '""', "'service'", "'it\\'s'", "'''it's'''", "''''a'''", "'\\u0027'", "'\\ud800'", "'''\\ud800'''",
    "'SERVICE <a:b> {'", "'x'@en", "'x'@en-service", "'x'@en--ltr", "'x'@service", "'x'^^xsd:", "'x'^^t:a",
    "'x'^^<a:b>", "'x'^^:", "<<?a ?b ?c>>", "<<(?a ?b ?c)>>", "<<t:a t:b t:c>>", "<<<a:b> a <a:c>>>", "[a ?b]",
    "(1 2)", "[t: t:]", "[a t:.a]",
)
VERBS = (
    "a", "?p", "t:", "t:a", "<a:b>", "a/a", "^a", "!a", "(a|t:)*", "a?", "t:+", ":", "ex:", "t:a.b", "$service",
    "t:service",
)
EXPRESSIONS = (
    "?a<?b", "?a<?b&&?c>?d", "(?a<?b)&&(?c>1)", "1<2", "?a<'#'", "?a<t:a#>\n", "?a<<a:b>", "?a<=?b", "?a>?b", "!true",
    "!!?a", "?a<t:\\'&&?b>1", "STR(?a)='service'", "IF(?a<?b,?c>?d,1)", "?a IN(1,<a:b>)", "EXISTS{?s ?p ?o}",
    "-1+ -1", "1-1", "?a<?b)#>(", "?a<'>'", "?a<t:a#>'''\n", "?a<?b)#'''\n(",
)
NASTY = (
    "'", '"', "'''", '"""', "#", "<", ">", "<<", ">>", "\\", "\\'", ".", "..", ";", ",", "{", "}", "(", ")", "[", "]",
    ":", "?", "$", "@", "^^", "-", "_", "1", "e5", "a", "true", "SERVICE", "service",
    "SERVICE <http://127.0.0.1:PORT/> {}", "\n", "\r", " ", "\x00", "\\u0027", "\\u0053", "\ufeff", "\ufffd",
    "\u200c", "\xb7", "\U00020000", "%", "%53", "|}", "{|", "~", "*", "/", "!", "&&",
)
# fmt: on


def query_text(chance: random.Random, port: int) -> str:
    """A text that is a query or nearly one, and has SERVICE in it, as a keyword or as something else."""
    pieces = [
        "",
        STANDING,
        chance.choice(PROLOGUES),
        chance.choice(("SELECT*", "SELECT ?a", "ASK", "CONSTRUCT{?s ?p ?o}WHERE", "SELECT(1 AS ?service)")),
    ]
    pieces += _group(chance, 0) if chance.random() < 0.5 else ["{", *_call(chance), "}"]
    pieces.append(
        chance.choice(
            ("", "", "", "LIMIT 5", "ORDER BY(?a<?b)", "VALUES ?e{<http://127.0.0.1:PORT/>}", "GROUP BY ?a", "#x")
        )
    )
    text = ""
    for piece in pieces:
        text += ("" if text[-1:] in "{}().;" and chance.random() < 0.5 else _glue(chance)) + piece
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        text = _mutated(text, chance)
    return text.replace("PORT", str(port))


def _glue(chance: random.Random) -> str:
    return chance.choice(GLUE if chance.random() < 0.01 else GLUE[:13])


def _group(chance: random.Random, depth: int) -> list[str]:
    pieces = ["{"]
    for _ in range(chance.randint(1, 4)):
        pieces += _member(chance, depth)
    return [*pieces, "}"]


def _member(chance: random.Random, depth: int) -> list[str]:
    kind = chance.randint(0, 11) if depth < 3 else chance.randint(0, 7)
    if kind < 4:
        pieces = [chance.choice(TERMS), chance.choice(VERBS), chance.choice(TERMS)]
        while chance.random() < 0.2:
            pieces += chance.choice(
                (["{|a 1|}"], ["~"], ["~t:a"], [";"], [",", chance.choice(TERMS)], [";", "a", chance.choice(TERMS)])
            )
        return [*pieces, chance.choice(("", "."))]
    if kind == 4:
        return ["FILTER", "(", chance.choice(EXPRESSIONS), ")"]
    if kind == 5:
        return ["BIND", "(", "<http://127.0.0.1:PORT/>", "AS ?e", ")"]
    if kind == 6:
        return ["VALUES", "?e", "{", "<http://127.0.0.1:PORT/>", chance.choice(TERMS), "}"]
    if kind == 7:
        return _call(chance)
    opening = chance.choice(
        (["OPTIONAL"], ["MINUS"], ["GRAPH", chance.choice(("?g", "service:a", "<service>"))], ["FILTER NOT EXISTS"], [])
    )
    return [*opening, *_group(chance, depth + 1), *(["UNION", *_group(chance, depth + 1)] if kind == 11 else [])]


def _call(chance: random.Random) -> list[str]:
    term, verb, expression = chance.choice(TERMS), chance.choice(VERBS), chance.choice(EXPRESSIONS)
    before = chance.choice(
        (term, f"?s {verb} {term}", f"?s a{term}", f"?s ?p {term}.", "?s a :", f"FILTER({expression})", "{}", "")
    )
    return [
        f"{before}{chance.choice(GLUE)}{chance.choice(KEYWORDS)}{_glue(chance)}{chance.choice(TARGETS)}",
        *("{", chance.choice(("", "?x ?y ?z")), "}"),
    ]


def _mutated(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    end = min(len(text), place + chance.randint(1, 4))
    match chance.randint(0, 4):
        case 0:
            return text[:place] + chance.choice(NASTY) + text[place:]
        case 1:
            return text[:place] + text[end:]
        case 2:
            return text[:place] + chance.choice(NASTY) + text[end:]
        case 3:
            return text[:end] + text[place:]
        case _:
            other = chance.randrange(len(text) + 1)
            return text[:place] + text[min(place, other) : max(place, other)] + text[place:]


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and whom it was called by so far; it answers nobody."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, caller = server.accept()
                    calls.append(str(caller))
                    connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


class Tally(NamedTuple):
    """What became of texts: how many the engine takes for queries, has_service of them, and what check() made of it."""

    texts: int
    queries: int
    with_service: int
    needlessly_refused: list[str]
    leaks: list[str]


def fuzz(seed: int, number: int) -> Tally:
    """Write `number` texts and hold what check() lets pass against the engine: its parser, and a port that it may call."""
    chance = random.Random(seed)
    store = Store()
    store.add(Quad(NamedNode("http://x/"), NamedNode("x:t#"), NamedNode("x:t#a")))
    tally = Tally(number, 0, 0, [], [])
    with listening() as (port, calls):
        for _ in range(number):
            text = query_text(chance, port)
            queries, with_service = is_parsed(text), has_service(text)
            calls.clear()
            refused = _is_refused(text)
            if not refused:
                run(store, text)
            tally = tally._replace(queries=tally.queries + queries, with_service=tally.with_service + with_service)
            if calls or (with_service and not refused):
                tally.leaks.append(text)
            if refused and queries and not with_service:
                tally.needlessly_refused.append(text)
    return tally


def _is_refused(text: str) -> bool:
    try:
        check(text)
    except RefusedQueryError:
        return True
    except KgError:
        return False
    return False


def run(store: Store, text: str) -> list[object] | None:
    """The first rows of the answer to `text`; None if there is no answer."""
    try:
        answer = store.query(text)
        return [] if isinstance(answer, QueryBoolean) else list(islice(answer, 50))
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return None


def is_parsed(text: str) -> bool:
    """Whether the engine takes `text` for a query. An ASK runs at once, and may fail at that."""
    try:
        Store().query(text)
    except (OSError, RuntimeError):
        return True
    except (SyntaxError, ValueError):
        return False
    return True


def has_service(text: str) -> bool:
    """Whether the engine reads a SERVICE in `text`: it is a query, and none once each `service` is another word."""
    return is_parsed(text) and not is_parsed(re.sub("(servi)c(e)", r"\1x\2", text, flags=re.ASCII | re.IGNORECASE))
