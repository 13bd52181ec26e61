"""What a query text is, without running it: its form, whether it asks for what is refused, and its row limit."""

from __future__ import annotations

import re
from enum import StrEnum

from kgservice.errors import QueryError, RefusedQueryError, TooLargeError
from kgservice.settings import read_settings
from kgservice.store.readings import GAP, IRI, STRING, survey, words_only


class QueryForm(StrEnum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is a graph, not a table or a truth value."""
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


MAX_NESTING = read_settings({})["max_nesting"]

_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_FIRST = rf"({'|'.join([*QueryForm, *_UPDATES])})"
_WELL_BEGUN = re.compile(
    rf"{GAP}(?:(?:BASE{GAP}{IRI}|PREFIX{GAP}[^\s:<>\"'#]*:{GAP}{IRI}|VERSION{GAP}(?:{STRING})){GAP})*+{_FIRST}",
    re.IGNORECASE,
)
# What begins otherwise is left to the engine, which says where it goes wrong, or may know more than the standard has.
_ODDLY_BEGUN = re.compile(rf"\#[^\r\n]*|{IRI}|{STRING}|[?$:@]\w*|\b{_FIRST}\b", re.IGNORECASE)
_CODEPOINT = re.compile(r"\\u([+0-9A-Fa-f][0-9A-Fa-f]{3})|\\U([+0-9A-Fa-f][0-9A-Fa-f]{7})")
_OPENING = ("(", "{", "[", "!", "<<")

_NAMES_GRAPH = re.compile(
    r"(?<![A-Za-z0-9_.:?$@%\u0080-\U0010ffff-])FROM(?:\s+NAMED)?(?![A-Za-z0-9_.:-])", re.IGNORECASE
)
_BEHIND_GAP = re.compile(rf"{GAP}<(?P<iri>[^<>\"{{}}|^`\\\x00-\x20]*+)>")

# What may stand behind a SELECT's pattern and matters for its row limit; a name is told from a keyword.
_IN_NAME = r"[A-Za-z0-9_.\u0080-\U0010ffff-]"
_BEHIND = re.compile(
    rf"""(?P<open>[(\[{{])
       | (?P<close>[)\]}}])
       | [?$]{_IN_NAME}++
       | (?<!{_IN_NAME}){_IN_NAME}*+:(?:{_IN_NAME}|[:%]|\\.)*+
       | (?<![A-Za-z_])LIMIT\s*(?P<limit>[0-9]+)
       | (?<![A-Za-z_])(?P<values>VALUES)(?![A-Za-z_])""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def check(query: str, *, max_nesting: int = MAX_NESTING) -> QueryForm:
    """The form of `query`.

    Raises RefusedQueryError for an update and for SERVICE (a call to another endpoint), TooLargeError if brackets stand in
    brackets deeper than `max_nesting` (the engine's stack overflows), QueryError if it is no query at all.
    """
    first = None
    # SPARQL 1.1 (19.2) resolves codepoint escapes before all else; not every engine does.
    for text in (query, _unescaped(query)) if "\\" in query else (query,):
        first = _first_word(text) or first
        if first in _UPDATES:
            raise RefusedQueryError("'%(word)s' is an update; this endpoint is read-only, send a query.", word=first)
        if "service" in text.lower() or sum(map(text.count, _OPENING)) > max_nesting:
            _look_closely(text, max_nesting)
    if first is None:
        raise QueryError("no SELECT, ASK, CONSTRUCT or DESCRIBE found; send a SPARQL 1.1 query.")
    return QueryForm(first)


def _first_word(text: str) -> str | None:
    if begun := _WELL_BEGUN.match(text):
        return begun.group(1).upper()
    return next((word.group(1).upper() for word in _ODDLY_BEGUN.finditer(text) if word.group(1)), None)


def _look_closely(text: str, max_nesting: int) -> None:
    found = survey(text, max_nesting)
    if found.has_service:
        raise RefusedQueryError("SERVICE is refused, this endpoint calls no other; query the other endpoint yourself.")
    if found.depth > max_nesting:
        sentence = "the query has brackets in brackets deeper than %(value)s (%(limit)s); write it flatter."
        raise TooLargeError(sentence, "KG_MAX_NESTING", max_nesting)


def _unescaped(text: str) -> str:
    """`text` with its codepoint escapes resolved."""
    return _CODEPOINT.sub(lambda match: chr(min(int(match.group(1) or match.group(2), 16), 0x10FFFF)), text)


def graphs_named(query: str) -> frozenset[str]:
    """The IRIs behind FROM and FROM NAMED, as they are written.

    Raises QueryError if the text does not begin as the standard has it, can be read in more ways than one, or writes such a
    graph other than as an IRI in full.
    """
    found: set[str] = set()
    for text in {query, _unescaped(query)}:
        words = words_only(text)
        if not _WELL_BEGUN.match(text) or (words is None and "from" in text.lower()):
            raise QueryError(
                "the query cannot be read in one way only; write it as SPARQL 1.1 has it, without extensions."
            )
        for clause in _NAMES_GRAPH.finditer(words or ""):
            graph = _BEHIND_GAP.match(text, clause.end())
            if graph is None:
                raise QueryError("a graph behind FROM is not written out; write it as <IRI>.")
            found.add(graph["iri"])
    return frozenset(found)


def limited(query: str, most: int) -> tuple[str, bool]:
    """A SELECT that gives at most the first `most` rows of `query`, and whether that is so.

    What is no SELECT, or cannot be read in exactly one way, comes back as it is.
    """
    begun = _WELL_BEGUN.match(query)
    words = words_only(query) if begun and begun.group(1).upper() == QueryForm.SELECT else None
    if words is None or _unescaped(query) != query:
        return query, False
    depth = 0
    is_behind = False
    for found in _BEHIND.finditer(words):
        kind = found.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
            is_behind = is_behind or (depth == 0 and found.group() == "}")
        elif depth == 0 and is_behind and kind == "limit":
            return _lowered(query, found.span("limit"), most)
        elif depth == 0 and is_behind and kind == "values":
            return f"{query[: found.start()]} LIMIT {most} {query[found.start() :]}", True
    return f"{query}\nLIMIT {most}", True


def _lowered(query: str, digits: tuple[int, int], most: int) -> tuple[str, bool]:
    start, end = digits
    if end - start > 18:  # May be more than an engine can count to: it shall say so.
        return query, False
    return f"{query[:start]}{min(int(query[start:end]), most)}{query[end:]}", True
