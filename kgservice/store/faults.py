"""Says in a sentence where a query text goes wrong, from what the engine's parser says of it.

Oxigraph tells the farthest place at which it wanted something, and all that it wanted there. A keyword that it wanted counts as
far as it would have reached, so the place is as much too far as the shortest of these words is long.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kgservice.store.readings import GAP, IRI, STRING

_TOLD = re.compile(r"error at (?P<line>[0-9]+):(?P<column>[0-9]+): expected (?:one of )?(?P<wanted>.*)", re.DOTALL)
_WANTED = re.compile(r"\[_\]|\[.*?'\]|\"(?:\\.|[^\"\\])+\"|[^,\[\"]+", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z_]*[A-Z][A-Za-z0-9_]*")
_SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z].*|The [A-Z].*", re.DOTALL)
_ANY = "[_]"
_GAP = re.compile(GAP)
_NEXT = re.compile(rf"{STRING}|{IRI}|[?$@]?[\w.:-]*\w:?|:|&&|\|\||\S", re.DOTALL)
_PREFIXED = re.compile(r"(?<![\w?$<.-])(?!_:)(?P<prefix>(?:\w[\w.-]*)?):(?![/:])")
_DECLARED = re.compile(r"PREFIX\s+(?P<prefix>[^\s:<>\"'#]*):", re.IGNORECASE)
_STRING_GOES_ON = '"\\\\U"'
_NO_PREFIX = "Prefix not found"
_IN_WORD = re.compile(r"[?$]?\w*\Z")
_MOST = 40


def fault(query: str, told: str, known: Collection[str], *, mine: tuple[int, int] | None = None) -> str | None:
    """Where `query` goes wrong and why, as far as it can be told; None if `told` is no error of the parser.

    `known` are the prefixes that need no declaration; `mine` is where what the asker wrote begins and ends, if it is
    not all of it.
    """
    found = _TOLD.match(told)
    if found is None:
        return None
    wanted = [word.strip() for word in _WANTED.findall(found["wanted"]) if word.strip()]
    lines = query.split("\n")
    line = min(int(found["line"]), len(lines))
    reached = sum(len(each) + 1 for each in lines[: line - 1]) + int(found["column"]) - 1
    place = max(0, min(reached, len(query)) - min((_length(word) for word in wanted), default=0))
    begin, end = mine or (0, len(query))
    query, place = query[begin:end], max(0, min(place, end) - begin)
    reached -= begin
    undeclared = [name for name in _undeclared(query, reached, known) if name >= place or _NO_PREFIX in wanted]
    if undeclared:
        place = undeclared[-1]
    elif _STRING_GOES_ON not in wanted and (gap := _GAP.match(query, place)):
        place = gap.end()
        if query[place : place + 1].isalnum() and (begun := _IN_WORD.search(query, 0, place)):
            place = begun.start()
    return f"the query is not well-formed at {_where(query, place)}: {_why(query, place, wanted, known)}"


def _where(query: str, place: int) -> str:
    before = query[:place]
    return f"line {before.count(chr(10)) + 1}, column {place - (before.rfind(chr(10)) + 1) + 1}"


def _undeclared(query: str, end: int, known: Collection[str]) -> Iterator[int]:
    """Where names with a prefix that is not declared begin, before `end`."""
    declared = {match["prefix"] for match in _DECLARED.finditer(query)}.union(known)
    return (name.start() for name in _PREFIXED.finditer(query, 0, end) if name["prefix"] not in declared)


def _why(query: str, place: int, wanted: list[str], known: Collection[str]) -> str:
    prefixed = _PREFIXED.match(query, place)
    if prefixed and place in _undeclared(query, prefixed.end(), known):
        return f"the prefix '{prefixed['prefix']}:' is not declared; write PREFIX {prefixed['prefix']}: <…> in front."
    if _STRING_GOES_ON in wanted:
        return 'a string begins before and does not end there; close it, and write a quotation mark in it as \\".'
    if reason := next((word for word in wanted if _SENTENCE.fullmatch(word)), None):
        return f"{' '.join(reason.split())}."
    following = _NEXT.match(query, place)
    if following is None:
        return "the query ends too soon; something is missing."
    words = following.group() if len(following.group()) <= _MOST else f"{following.group()[:_MOST]}…"
    sign = f", {wanted[0]} is wanted" if len(wanted) == 1 and wanted[0].startswith('"') else ""
    return f"'{words}' cannot stand there{sign}."


def _length(wanted: str) -> int:
    """How much farther than it stands the engine reaches for what it wants."""
    if wanted == _ANY:
        return 1
    return len(wanted) if _KEYWORD.fullmatch(wanted) else 0
