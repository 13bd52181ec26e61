"""Words as they are compared: without case, width and spaces; their pairs of characters, and how they sound."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_LONGEST_SOUND = 24
_MOST_WORDS = 8
_LONGEST_WORD = 64


def words_of(query: str) -> tuple[str, ...]:
    """The words of what somebody asks for, as they are compared; no more and no longer ones than anybody means."""
    found = dict.fromkeys(plain(word)[:_LONGEST_WORD] for word in unicodedata.normalize("NFKC", query).split())
    return tuple(word for word in found if word)[:_MOST_WORDS]


def plain(text: str) -> str:
    """`text` as it is compared.

    >>> plain("ＡＢ 市 监局")
    'ab市监局'
    """
    return "".join(
        each for each in unicodedata.normalize("NFKC", text).casefold() if each.isprintable() and not each.isspace()
    )


def pairs(text: str) -> Iterator[str]:
    """Each character of a plain text with the one behind it, the last one alone.

    >>> list(pairs("市监局"))
    ['市监', '监局', '局']
    """
    return (text[at : at + 2] for at in range(len(text)))


def is_sound(word: str) -> bool:
    """Whether a plain word may be pinyin, or its first letters."""
    return word.isascii() and word.isalpha()


def sounds(names: Iterable[str]) -> set[str]:
    """How `names` sound from each of their characters on: in pinyin, and by its first letters."""
    return {sound for name in names for sound in _sounds(name)}


@lru_cache(maxsize=20_000)
def _sounds(name: str) -> tuple[str, ...]:
    syllables = lazy_pinyin(name, style=Style.NORMAL, errors="ignore")
    letters = "".join(syllable[:1] for syllable in syllables)
    places = range(len(syllables))
    spoken = ("".join(syllables[at : at + 12])[:_LONGEST_SOUND] for at in places)
    short = (letters[at : at + _LONGEST_SOUND] for at in range(len(letters) - 1))
    return tuple(sound for sound in dict.fromkeys((*spoken, *short)) if sound)
