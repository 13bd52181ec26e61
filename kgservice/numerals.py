"""Reads numerals: in figures, in Chinese, and in both together (1万5千, 2亿3千万)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_TOKEN = re.compile(r"\d[\d,，]*(?:\.\d+)?|.")


@lru_cache(maxsize=1024)
def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral (`二十五` is 25, `一千二百` is 1200); raises KeyError at any other character."""
    if not set(numeral) <= _DIGITS.keys() | _TENS.keys() | _MYRIADS.keys():
        raise KeyError(numeral)
    return int(number(numeral))


@lru_cache(maxsize=1024)
def number(numeral: str) -> Decimal:
    """The value of a numeral as people write it.

    >>> [str(number(words)) for words in ("1,500", "1万5千", "2亿3千万", "一百二十万零五千", "十二点五")]
    ['1500', '15000', '230000000', '1205000', '12.5']
    """
    whole, point, decimals = numeral.partition("点")
    if point:
        digits = "".join(each if each.isdigit() else str(_DIGITS[each]) for each in decimals)
        return number(whole) + Decimal(f"0.{digits}")
    hundred_millions = myriads = section = Decimal(0)
    last: Decimal | None = None
    for token in _TOKEN.findall(numeral):
        if token[0] in "0123456789":
            last = Decimal(token.replace(",", "").replace("，", ""))
        elif token in _TENS:
            section += (last or Decimal(1)) * _TENS[token]
            last = None
        elif token == "万":
            myriads += (section + (last or 0) or Decimal(1)) * _MYRIADS[token]
            section, last = Decimal(0), None
        elif token == "亿":
            hundred_millions = (hundred_millions + myriads + section + (last or 0) or Decimal(1)) * _MYRIADS[token]
            myriads, section, last = Decimal(0), Decimal(0), None
        else:
            last = Decimal(_DIGITS[token]) if not last else last * 10 + _DIGITS[token]
    return hundred_millions + myriads + section + (last or 0)
