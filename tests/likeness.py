"""When two ways of saying a thing are near enough for a reader to find the same thing: the lenient half of a score."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_MARKS = re.compile(r"[^\w%‰]")
_PARENTS = re.compile("^(?:中共|共青团|中华人民共和国|国家税务总局|中国|国家)")
_NEARLY = 0.8  # of all pairs of annotated and read names that differ, those above are one body by two names


def same(annotated: str, read: str) -> bool:
    return annotated == read


def anything(_annotated: str, _read: str) -> bool:
    return True


def words_alike(annotated: str, read: str) -> bool:
    """One says the other with words more (`固定免疫点`, `设置固定免疫点`), or they hardly differ."""
    one, other = _MARKS.sub("", annotated), _MARKS.sub("", read)
    return bool(one and other) and (_within(one, other) or SequenceMatcher(None, one, other).ratio() >= _NEARLY)


def names_alike(annotated: str, read: str) -> bool:
    """One body of one place by two names (`荆州开发区管委会`); a name that lost its beginning is another name."""
    one, other = (_PARENTS.sub("", _MARKS.sub("", name)) for name in (annotated, read))
    return one[:2] == other[:2] and one[-1:] == other[-1:] and words_alike(one, other)


def years_alike(annotated: str, read: str) -> bool:
    """One of the two leaves it open."""
    return annotated == read or not (annotated and read)


def units_alike(annotated: str, read: str) -> bool:
    """The same but for what it is counted by (`场`, `场/年`), or left out."""
    return not (annotated and read) or annotated.split("/")[0] == read.split("/")[0]


def parties_alike(annotated: str, read: str) -> bool:
    """At least half of all parties that either names are named by both."""
    one, other = set(annotated.split("、")), set(read.split("、"))
    return 2 * len(one & other) >= len(one | other)


def _within(one: str, other: str) -> bool:
    """Whether the characters of the shorter stand in the longer, in their order, and are half of it."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return 2 * len(shorter) >= len(longer) and all(each in rest for each in shorter)
