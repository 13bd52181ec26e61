"""Says in a sentence where a query text goes wrong, from what the engine's parser says of it.

Oxigraph tells the farthest place at which it wanted something, and all that it wanted there. A keyword that it wanted counts as
far as it would have reached, so the place is as much too far as the shortest of these words is long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from kgservice.errors import QueryError
from kgservice.store.readings import GAP, IRI, STRING

Parse = Callable[[str], str | None]
"""What the parser has against a text."""

_TOLD = re.compile(r"error at (?P<line>[0-9]+):(?P<column>[0-9]+): expected (?:one of )?(?P<wanted>.*)", re.DOTALL)
_WANTED = re.compile(r"\[_\]|\[.*?'\]|\"(?:\\.|[^\"\\])+\"|[^,\[\"]+", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z_]*[A-Z][A-Za-z0-9_]*")
_SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z].*|The [A-Z].*", re.DOTALL)
# Said where the text ends before a keyword could.
_ANY = "[_]"
_LONGEST = len("ENCODE_FOR_URI")
_GAP = re.compile(GAP)
_NEXT = re.compile(rf"{STRING}|{IRI}|[?$@]?[\w.:-]*\w:?|:|&&|\|\||\S", re.DOTALL)
_PREFIXED = re.compile(r"(?<![\w?$<.-])(?!_:)(?P<prefix>(?:\w[\w.-]*)?):(?![/:])")
_DECLARED = re.compile(r"PREFIX\s+(?P<prefix>[^\s:<>\"'#]*):", re.IGNORECASE)
_STRING_GOES_ON = '"\\\\U"'
_NO_PREFIX = "Prefix not found"
_COLON = '":"'
_WORD = re.compile(r"(?<![\w?$:@-])\w+\Z")
_IN_WORD = re.compile(r"[?$]?\w*\Z")
_MOST = 40

_MISPLACED = "the query is not well-formed at line %(line)s, column %(column)s: '%(words)s' cannot stand there."
_OTHER_WANTED = "the query is not well-formed at line %(line)s, column %(column)s: '%(words)s' cannot stand there, %(sign)s is wanted."
_TOO_SOON = (
    "the query is not well-formed at line %(line)s, column %(column)s: the query ends too soon; something is missing."
)
_OPEN_STRING = (
    "the query is not well-formed at line %(line)s, column %(column)s:"
    ' a string begins before and does not end there; close it, and write a quotation mark in it as \\".'
)
_UNDECLARED = (
    "the query is not well-formed at line %(line)s, column %(column)s:"
    " the prefix '%(prefix)s:' is not declared; write PREFIX %(prefix)s: <…> in front."
)
_BY_ENGINE = "the query is not well-formed at line %(line)s, column %(column)s: %(reason)s."


def fault(query: str, parse: Parse, known: Collection[str], *, begin: int = 0) -> QueryError | None:
    """Where `query` goes wrong and why, as far as it can be told; None if `parse` has nothing against it, or speaks otherwise.

    `known` are the prefixes that need no declaration; what the asker wrote begins at `begin`.
    """
    found = _read(query, parse)
    if found is None:
        return None
    place, reached, wanted = found
    # A keyword that was wanted further in front may reach beyond the fault; in a text cut before its end it is not wanted any more.
    for end in range(reached - 1, place, -1):
        shorter = _read(query[:end], parse)
        if shorter is None:  # well-formed up to here
            place, wanted = max(place, end), []
            break
        if shorter.place > place:
            place, wanted = shorter.place, shorter.wanted
    undeclared = [name for name in _undeclared(query, reached, known) if name >= place or _NO_PREFIX in wanted]
    if undeclared:
        place = undeclared[-1]
    elif _COLON in wanted and place < len(query) and (word := _WORD.search(query, 0, place)):
        place = word.start()  # it would have to be a name with a prefix to stand there
    elif _STRING_GOES_ON not in wanted and _reason(wanted) is None and (gap := _GAP.match(query, place)):
        place = gap.end()
        if query[place : place + 1].isalnum() and (begun := _IN_WORD.search(query, 0, place)):
            place = begun.start()
    why, words = _why(query, place, wanted, known)
    line, column = _where(query[begin:], max(0, place - begin))
    return QueryError(why, line=line, column=column, **words)


class _Told(NamedTuple):
    """What the parser says: the last place at which it wanted something, how far it reached for that, and what it was."""

    place: int
    reached: int
    wanted: list[str]


def _read(query: str, parse: Parse) -> _Told | None:
    found = _TOLD.match(parse(query) or "")
    if found is None:
        return None
    wanted = [word.strip() for word in _WANTED.findall(found["wanted"]) if word.strip() and word.strip() != _ANY]
    lines = query.split("\n")[: int(found["line"]) - 1]
    reached = min(len(query), sum(len(line) + 1 for line in lines) + int(found["column"]) - 1)
    return _Told(max(0, reached - min(map(_length, wanted), default=_LONGEST)), reached, wanted)


def _where(query: str, place: int) -> tuple[int, int]:
    before = query[:place]
    return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1


def _undeclared(query: str, end: int, known: Collection[str]) -> Iterator[int]:
    """Where names with a prefix that is not declared begin, before `end`."""
    declared = {match["prefix"] for match in _DECLARED.finditer(query)}.union(known)
    return (name.start() for name in _PREFIXED.finditer(query, 0, end) if name["prefix"] not in declared)


def _why(query: str, place: int, wanted: list[str], known: Collection[str]) -> tuple[str, dict[str, str]]:
    """The sentence that says so, and what is put into it beside the place."""
    prefixed = _PREFIXED.match(query, place)
    if prefixed and place in _undeclared(query, prefixed.end(), known):
        return _UNDECLARED, {"prefix": prefixed["prefix"]}
    if _STRING_GOES_ON in wanted:
        return _OPEN_STRING, {}
    if reason := _reason(wanted):
        return _BY_ENGINE, {"reason": " ".join(reason.split()).rstrip(".")}
    following = _NEXT.match(query, place)
    if following is None:
        return _TOO_SOON, {}
    words = following.group() if len(following.group()) <= _MOST else f"{following.group()[:_MOST]}…"
    if len(wanted) == 1 and wanted[0].startswith('"'):
        return _OTHER_WANTED, {"words": words, "sign": wanted[0]}
    return _MISPLACED, {"words": words}


def _reason(wanted: list[str]) -> str | None:
    """What the engine says in words."""
    return next((word for word in wanted if _SENTENCE.fullmatch(word)), None)


def _length(wanted: str) -> int:
    """How much farther than it stands the engine reaches for what it wants."""
    return len(wanted) if _KEYWORD.fullmatch(wanted) else 0
