"""Every way in which an engine may read a query text: whether it can find SERVICE in one of them, and how deep it nests.

Engines such as Oxigraph parse without tokens: a keyword may follow a number, `true` or a full stop without a space, and `<`
opens an IRI or means "less than" as the grammar has it there. What is a string or a comment depends on that, so no one reading
is taken for the right one here: all that can be are followed, and what holds in none of them does not hold for the engine.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from typing import NamedTuple

# White space and comments; possessive, as a parser takes all of it and never gives some back.
GAP = r"(?:[ \t\r\n]++|\#[^\r\n]*+)*+"
# What an engine takes for an IRI has none of these between its brackets, resolved or not.
IRI = r'<[^<>"{}|^`\x00-\x20]*+>'
_ESCAPE = (
    r"\\(?:[tbnrf\"'\\]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U0000(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r"|U00(?:0[1-9a-fA-F]|10)[0-9a-fA-F]{4})"
)
# A long string is tried before a short one; an escape that stands for no character makes a string none.
STRING = "|".join(
    rf"{quote * 3}(?:{quote}{{0,2}}+(?:[^{quote}\\]|{_ESCAPE}))*+{quote * 3}|{quote}(?:[^{quote}\\\r\n]|{_ESCAPE})*+{quote}"
    for quote in ("'", '"')
)

_UNMARKED = re.compile(r"""[^'"#<>\\]*""")
_STRING = re.compile(STRING)
_IRI = re.compile(IRI)
# After "less than", `a://` is no expression, and `>` comes next only if brackets, `,` or `&&` are between, or a string or comment begins.
_ONLY_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://|[^<>\"{}|^`\x00-\x20(),&#']*>)")
_NESTING = re.compile(r"[()\[\]{}]|!(?!=)")
# A name that must be one, for GRAPH or FROM stands before it, is passed over.
_LETTERS = re.compile(
    r"(?<![A-Za-z0-9_.:%?$@\\\x80-\U0010ffff-])(?:GRAPH|FROM|NAMED)[ \t\n]+service|(?P<keyword>service)",
    re.ASCII | re.IGNORECASE,
)
_NAMED = r"(?:[A-Za-z0-9_.%-]|[^\x00-\x7f]|\\.)"
# The keyword with all that must follow it. Nothing that may stand before a pattern ends in one of the characters looked back
# at: a name or variable does not end before a letter, and of the words only `true` and `false` are values. A name of a
# thousand characters is not read to its end, so that a text full of them costs no more than its length.
_SERVICE = re.compile(
    rf"""(?: (?<![A-Za-z_?$@-]) | (?<=true) | (?<=false) )
    service {GAP} (?: silent {GAP} )?
    (?: (?: {IRI} | [?$] {_NAMED}{{1,999}}+ | {_NAMED}{{0,999}}+ : (?:{_NAMED}|:){{0,999}}+ ) {GAP} \{{ (?!\|)
      | [?$]? (?:{_NAMED}|:){{999}} )""",
    re.ASCII | re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


class TextSurvey(NamedTuple):
    """What can be said of all readings of a text: whether one has SERVICE, and how many brackets are open at most."""

    has_service: bool
    depth: int


def survey(text: str, most: int) -> TextSurvey:
    """Follow all readings of `text`, until one has SERVICE or is nested deeper than `most`.

    A `!` and a `<<` count as brackets that are never closed.
    """
    text = text.replace("\r", "\n")
    depths = {0: 0}  # Where a reading goes on, and the deepest that it can be there.
    places = [0]
    deepest = 0
    while places:
        start = heapq.heappop(places)
        depth = depths.pop(start)
        mark = _end_of_unmarked(text, start)
        letters = (found.start() for found in _LETTERS.finditer(text, start, mark) if found.lastgroup)
        if any(_SERVICE.match(text, place) for place in letters):
            return TextSurvey(True, deepest)
        for sign in _NESTING.finditer(text, start, mark):
            depth = max(0, depth - 1) if sign.group() in ")]}" else depth + 1
            deepest = max(deepest, depth)
        if deepest > most:
            break
        for place in _ways_on(text, mark):
            if place not in depths:
                heapq.heappush(places, place)
            depths[place] = max(depths.get(place, 0), depth + (text[mark:place] == "<<"))
    return TextSurvey(False, deepest)


def words_only(text: str) -> str | None:
    """`text` with spaces for its strings, comments and IRIs; None if it can be read in more ways than one, or in none."""
    text = text.replace("\r", "\n")
    pieces = []
    start = 0
    while (mark := _end_of_unmarked(text, start)) < len(text):
        ways = list(_ways_on(text, mark))
        if len(ways) != 1:
            return None
        pieces += [text[start:mark], " " * (ways[0] - mark) if text[mark] in "'\"#<" else text[mark : ways[0]]]
        start = ways[0]
    return "".join([*pieces, text[start:]])


def _end_of_unmarked(text: str, start: int) -> int:
    found = _UNMARKED.match(text, start)
    return found.end() if found else start


def _ways_on(text: str, mark: int) -> Iterator[int]:
    """Where what begins at `mark` may end."""
    match text[mark : mark + 1]:
        case "":
            return
        case "#":
            end = text.find("\n", mark)
            yield end if end >= 0 else len(text)
        case "'" | '"':
            if string := _STRING.match(text, mark):
                yield string.end()
        case "<":
            if iri := _IRI.match(text, mark):
                yield iri.end()
            if not _ONLY_IRI.match(text, mark):
                yield mark + 1
            if text.startswith("<<", mark):
                yield mark + 2
        case "\\":
            yield min(mark + 2, len(text))
        case _:
            yield mark + 1
