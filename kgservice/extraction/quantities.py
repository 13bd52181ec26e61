"""Reads figures: Arabic and Chinese numerals, fractions, ranges, with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kgservice.documents.text import Span
from kgservice.numerals import chinese_number

_UNIT_WORDS = (
    "%|‰|个百分点|个工作日|工作日|个自然日|自然日|个月|平方公里|平方千米|平方米|空立方米|立方米|微克/立方米|毫克/立方米|克/平方米|毫克/升|公顷|公里|千米"
    "|千瓦时|兆瓦时|吉瓦时|千瓦|兆瓦|吉瓦|海里|千克|公斤|斤|分贝|摄氏度|P|EFLOPS|PFLOPS|MW|GW|kWh|GWh|TB|PB|kV|km|kg|dB|TEU|℃"
    "|个等级|个标准|亩次|批次|人次|辆次|航次|家次|班次|场次|户次|架次|件次|艘次|标准箱|标箱|车次|单元|亩|吨|米|元|美元|分钟|小时|学时|课时|学分|周|天|日|年|分|级|倍|度"
    "|个|家|项|种|件|份|批|次|场|条|座|处|名|人|户|套|台|辆|张|所|支|栋|幢|具|口|艘|架|盏|版|期|例|起|对|组|间|床|位|首|部|类|款|只|头|羽|尾|匹|箱|株|盘|宗|轮|站|店|村|镇|街道|乡|县|区|市|客|单|册|篇|本|点|块|片|孔|把|幅|集|桩|枪|路|根|列|班|门|节"
)
_DENOMINATOR = (
    "(?:[百千万]?人口?|户|亩|公顷|平方米|立方米|平方公里|公里|吨|次|生|床|车|年|月|日|天|周|季度|村|镇|县|升|辆|台|套)"
)
UNIT = rf"(?:[百千]?[万亿]{{1,2}})?(?:{_UNIT_WORDS})(?:（[\u4e00-\u9fff]）)?(?:/{_DENOMINATOR}(?:·{_DENOMINATOR})?)?|[万亿](?![\u4e00-\u9fff])"
ARABIC = r"\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,12}(?:\.\d{1,6})?(?!\d)"
CHINESE = "[零一二三四五六七八九十百千两]{1,9}"
FRACTION = "[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3}|[一二三四五六七八九](?:成半?)(?=左右|以上|以下|以内|[，。；、]|$)"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as written at `span`: its value, or both ends of a range, and its unit."""

    span: Span
    value: Decimal
    upper: Decimal | None
    unit: str
    chinese: bool


_QUANTITY = re.compile(
    rf"""
    (?=[\d零一二三四五六七八九十百千两半])(?:
      (?P<percent_words>百分之(?P<percent>{CHINESE}))
    | (?P<fraction>{FRACTION})
    | (?<![\d.A-Za-z])(?P<low>{ARABIC})(?:%|[万亿])?[-~至](?P<high>{ARABIC})(?P<range_unit>{UNIT})
    | (?<![\d.A-Za-z])(?P<arabic>{ARABIC})(?P<unit>{UNIT})
    | (?P<half>一半|半数)
    | (?<![第之每十百千万一二三四五六七八九\d])(?P<chinese>{CHINESE}|半)(?P<chinese_unit>{UNIT})
    | (?<![\d.A-Za-z])(?P<bare>\d{{1,12}}\.\d{{1,6}})(?![\d.A-Za-z])
    )
    """,
    re.VERBOSE,
)


def fraction(words: str) -> Decimal:
    """The value of a Chinese fraction (`三分之二` is 0.6667, `九成` is 0.9)."""
    if "成" in words:
        return Decimal(chinese_number(words[0])) / 10 + (Decimal("0.05") if words.endswith("半") else 0)
    denominator, numerator = words.split("分之")
    return round(Decimal(chinese_number(numerator)) / chinese_number(denominator), 4)


def arabic_number(words: str) -> Decimal:
    """The value of an Arabic numeral (`1,500` is 1500)."""
    return Decimal(words.replace(",", "").replace("，", ""))


def find_quantities(folded: str, span: Span) -> list[Quantity]:
    """The figures with units in `span`, in order; without a unit only fractions and numbers with a decimal point."""
    return [_quantity(match) for match in _QUANTITY.finditer(folded, *span)]


def _quantity(match: re.Match[str]) -> Quantity:
    place = Span(*match.span())
    if match["percent_words"]:
        return Quantity(place, Decimal(chinese_number(match["percent"])), None, "%", True)
    if match["fraction"]:
        return Quantity(place, fraction(match["fraction"]), None, "", True)
    if match["low"]:
        return Quantity(place, arabic_number(match["low"]), arabic_number(match["high"]), match["range_unit"], False)
    if match["arabic"]:
        return Quantity(place, arabic_number(match["arabic"]), None, match["unit"], False)
    if match["half"]:
        return Quantity(place, Decimal("0.5"), None, "", True)
    if match["bare"]:
        return Quantity(place, Decimal(match["bare"]), None, "", False)
    value = Decimal("0.5") if match["chinese"] == "半" else Decimal(chinese_number(match["chinese"]))
    return Quantity(place, value, None, match["chinese_unit"], True)
