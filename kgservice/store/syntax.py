"""What a query text is, without running it: its form, and whether it asks for what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from kgservice.errors import QueryError, RefusedQueryError


class Form(StrEnum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is a graph, not a table or a truth value."""
        return self in (Form.CONSTRUCT, Form.DESCRIBE)


_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'''
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>[\w.-]*:[\w.:%\\-]*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<other>\S)
    ''',
    re.VERBOSE | re.DOTALL,
)


def check(query: str) -> Form:
    """The form of `query`.

    Raises RefusedQueryError for an update and for SERVICE (a call to another endpoint), QueryError if it is no query at all.
    """
    for text in {query, _unescaped(query)}:
        words = list(_keywords(text))
        first = next((word for word in words if word in _UPDATES or word in Form.__members__), None)
        if first in _UPDATES:
            raise RefusedQueryError(f"'{first}' is an update; this endpoint is read-only, send a query.")
        if "SERVICE" in words:
            raise RefusedQueryError(
                "SERVICE is refused, this endpoint calls no other; query the other endpoint yourself."
            )
    if first is None:
        raise QueryError("no SELECT, ASK, CONSTRUCT or DESCRIBE found; send a SPARQL 1.1 query.")
    return Form(first)


def _keywords(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            yield match.group().upper()


def _unescaped(text: str) -> str:
    """`text` with its codepoint escapes resolved, as SPARQL 1.1 (19.2) has it before parsing."""
    return _ESCAPE.sub(lambda match: chr(min(int(match.group(1) or match.group(2), 16), 0x10FFFF)), text)


def limited(query: str, most: int) -> str:
    """`query` with its rows limited."""
    return query if "LIMIT" in query or check(query) is not Form.SELECT else f"{query}\nLIMIT {most}"
