"""Reads Chinese numerals."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


@lru_cache(maxsize=1024)
def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral (`二十五` is 25, `一千二百` is 1200); raises KeyError at any other character."""
    total = section = digit = 0
    for character in numeral:
        if character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
        else:
            digit = _DIGITS[character]
    return total + section + digit
