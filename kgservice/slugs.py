"""Readable ASCII names for IRIs, always the same for the same words."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from pypinyin import Style, lazy_pinyin

_LONGEST = 40


@lru_cache(maxsize=4096)
def slug(words: str) -> str:
    """`words` in toneless pinyin, cut to a readable length, with six digits of their hash: two names never share one.

    >>> slug("水务局")
    'shuiwuju-5771d6'
    """
    spoken = "".join(lazy_pinyin(words, style=Style.NORMAL, errors=lambda other: f" {other} "))
    readable = re.sub(r"[^a-z0-9]+", "-", spoken.lower()).strip("-")[:_LONGEST].rstrip("-")
    digest = sha256(words.encode()).hexdigest()[:6]
    return f"{readable}-{digest}" if readable else digest


def ascii_slug(name: str) -> str:
    """A file's name as an IRI segment: as it is where it is ASCII already, else as `slug` makes it.

    >>> ascii_slug("000_088e11d987ff7cca")
    '000-088e11d987ff7cca'
    """
    if name.isascii():
        readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        if readable:
            return readable
    return slug(name)
