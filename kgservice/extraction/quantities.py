"""Finds the figures in a text, each with its unit: one reader for prose and cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache

from kgservice.documents.text import Span
from kgservice.lexicon import one_of
from kgservice.numerals import number

ARABIC = r"\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,12}(?:\.\d{1,6})?(?!\d)"
_HAN = "[〇零一二三四五六七八九十百千两]"
_CHINESE = f"{_HAN}{{1,9}}(?:[万亿]{_HAN}{{0,9}}){{0,2}}(?:点[〇零一二三四五六七八九]{{1,4}})?"
_MIXED = r"(?:\d{1,6}(?:\.\d{1,4})?[万亿千百]{1,2})(?:零?\d{1,4}[万千百十]{1,2}){1,3}(?:零?\d{1,4}(?=[元人户亩个]))?"
_BEHIND_AN_ABBREVIATION = (
    r"(?<=[A-Z]{2})(?<!PM|GB|SO|IS)(?=\d{1,6}(?:万?[个家名户人项]|亿元|万元))"  # 入驻OPC300家, but PM2.5
)
_HUNDREDTHS = {"百": "%", "千": "‰", "万": "‱"}
_HUNDRED = 100
_DOUBLED = {"": 2, "一": 2, "两": 4, "二": 4, "三": 8}


class About(Enum):
    """How a figure that is only about right stands to the true one: 余 and 多 are over it, 近 is under it, 约 is around it."""

    OVER = auto()
    UNDER = auto()
    AROUND = auto()


_ABOUT = {
    "余": About.OVER,
    "多": About.OVER,
    "来": About.AROUND,
    "上": About.OVER,
    "近": About.UNDER,
    "将近": About.UNDER,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as written at `span`: its value, or both ends of a range, and its unit."""

    span: Span
    value: Decimal
    upper: Decimal | None
    unit: str
    chinese: bool
    about: About | None = None


@cache
def unit_pattern() -> str:
    """What a unit looks like: a multiplier, a word of the lexicon, and what it is counted per (份/千人·年, 次/半年)."""
    per = (
        "(?:[百千万]?(?:人口?|户|亩|公顷|平方米|立方米|平方公里|公里|吨|次|生|床|车|半?年|半?月|学期"
        "|日|天|小时|周|季度|村|镇|县|升|辆|台|套|千克|公斤|克|千瓦时|千瓦|万元|间|栋|岗|站|项目|家)|m³|m²|L|kg|km|d|h|a|t)"
    )
    words, people = one_of("units", "measures", "times", "counts"), one_of("units", "people")
    plain = rf"{words}(?:（{words}）)?(?:/1?{per}(?:·{per})?)?"
    return rf"(?:{plain}|[十百千]?[万亿]{{1,2}}{plain}|[十百千]{plain}|[万亿](?:(?![\u4e00-\u9fff])|(?=以[上下内]|左右|{people})))"


@cache
def _pattern() -> re.Pattern[str]:
    unit, made = unit_pattern(), one_of("units", "made_by_the_hundred")
    return re.compile(
        rf"""
        (?=[\d〇零一二三四五六七八九十百千两半翻近约大将上]|万分之|[万亿][家个名户人元亩场])
        (?P<about>近|将近|大?约|上(?=[百千万十]))?
        (?:
            (?P<hundredths>[百千万])分之(?P<share>{_CHINESE}|\d{{1,3}}(?:\.\d{{1,4}})?)
          | (?P<denominator>[二三四五六七八九十]{{1,3}})分之(?P<numerator>[一二三四五六七八九十]{{1,3}})
          | (?<![\d.A-Za-z/月年日])(?P<upper>[1-9])/(?P<lower>[2-9]|10)(?=左右|以上|以下|以内|的|，|。|；|、|$)
          | (?<![\d.A-Za-z])(?P<of_many>\d{{1,4}}(?:\.\d{{1,3}})?)/(?:10|十)万(?![\d元])
          | (?P<tenths>[一二两三四五六七八九]|\d)成(?P<half_tenth>半|[一二三四五六七八九])?(?=左右|以上|以下|以内|多|[，。；、）]|$)
          | (?<![\d.：])(?P<left>1|\d(?=：\d(?!\d))|\d{{1,3}}(?=：1(?![\d.])))：(?P<right>\d{{1,4}}(?:\.\d{{1,3}})?)(?![\d.：])
          | 翻(?P<doubled>[一两二三]?)番
          | (?<![\d.A-Za-z])(?P<low>{ARABIC})(?P<low_unit>%|[万亿])?(?:-{{1,2}}|~|至|到)(?P<high>{ARABIC})(?P<range_unit>{unit})
          | (?<![第之每十百千万\d])(?P<low_han>[一二三四五六七八九两])(?:至|到)(?P<high_han>[一二三四五六七八九十两])(?P<han_range_unit>{unit})
          | (?<![\d.A-Za-z])(?P<mixed>{_MIXED})(?P<mixed_more>[余多])?(?P<mixed_unit>{unit})
          | (?:(?<![\d.A-Za-z])|{_BEHIND_AN_ABBREVIATION})(?P<arabic>{ARABIC})(?P<times>[万亿千百十]{{0,2}})(?P<more>[余多来])?(?P<unit>{unit})
          | (?P<half>一半|半数)
          | (?:
                (?<=[近约超过破达逾])
              | (?<={made})(?=[百千万]{{1,2}}[家个名户])
              | (?<![一二三四五六七八九十百千万亿零两几数上\d])(?=[百千万](?:[家名户个场件所项期]|人次)以上)
            )(?P<round>[百千]?[万亿]|[百千])(?P<round_unit>{unit})
          | (?<![第之每十百千万亿一二三四五六七八九几数\d])(?P<chinese>{_CHINESE}|半)(?P<han_more>[余多来])?(?P<han_unit>{unit})
          | (?<![\d.A-Za-z])(?P<bare>\d{{1,12}}\.\d{{1,6}})(?:[-~至到](?P<bare_high>\d{{1,12}}\.\d{{1,6}}))?(?![\d.A-Za-z])
        )
        """,
        re.VERBOSE,
    )


def find_quantities(folded: str, span: Span) -> list[Quantity]:
    """The figures with units in `span`, in order; without a unit only shares, ratios and numbers with a decimal point."""
    return [read for match in _pattern().finditer(folded, *span) if (read := _quantity(match)) is not None]


_BARE_NUMBER = re.compile(
    rf"(?P<about>近|将近|大?约)?(?:(?P<mixed>{_MIXED})|(?P<arabic>{ARABIC})(?P<times>[万亿千百]{{0,2}})|(?P<chinese>{_CHINESE}))(?P<more>[余多])?(?:(?<=\d)[~-](?P<high>{ARABIC}))?(?![\d.])"
)


def bare_quantity(folded: str, span: Span, unit: str) -> Quantity | None:
    """The first number in a cell whose `unit` stands elsewhere; None where no number does."""
    match = _BARE_NUMBER.search(folded, *span)
    if match is None:
        return None
    word = match["more"] or match["about"]
    about = (_ABOUT.get(word) or About.AROUND) if word else None
    words = match["mixed"] or match["arabic"] or match["chinese"]
    high = number(match["high"]) if match["high"] else None
    return Quantity(
        Span(*match.span()), number(words), high, f"{match['times'] or ''}{unit}", match["chinese"] is not None, about
    )


def _quantity(match: re.Match[str]) -> Quantity | None:
    value = next(read for name, read in _FORMS if match[name] is not None)(match)
    if value is None:
        return None
    amount, upper, unit, chinese = value
    more = next((match[name] for name in ("more", "han_more", "mixed_more") if match[name]), None)
    word = more or match["about"]
    about = (_ABOUT.get(word) or About.AROUND) if word else None
    start = match.start() if match["about"] is None or about is not None else match.end("about")
    return Quantity(Span(start, match.end()), amount, upper, unit, chinese, about)


Read = tuple[Decimal, Decimal | None, str, bool]


def _hundredths(match: re.Match[str]) -> Read:
    return number(match["share"]), None, _HUNDREDTHS[match["hundredths"]], True


def _fraction(match: re.Match[str]) -> Read:
    share = round(_HUNDRED * number(match["numerator"]) / number(match["denominator"]), 2)
    return share if share % 1 else Decimal(int(share)), None, "%", True


def _small_fraction(match: re.Match[str]) -> Read | None:
    share = round(_HUNDRED * number(match["upper"]) / number(match["lower"]), 2)
    return (share if share % 1 else Decimal(int(share)), None, "%", False) if share < _HUNDRED else None


def _of_many(match: re.Match[str]) -> Read:
    return number(match["of_many"]), None, "/10万", False


def _tenths(match: re.Match[str]) -> Read:
    more = match["half_tenth"]
    return (
        10 * number(match["tenths"].replace("两", "二")) + (5 if more == "半" else number(more) if more else 0),
        None,
        "%",
        True,
    )


def _ratio(match: re.Match[str]) -> Read | None:
    """A ratio as the quotient of its sides (1：15 is 0.0667), so that it can be compared."""
    if not Decimal(match["right"]):
        return None
    return round(Decimal(match["left"]) / Decimal(match["right"]), 4), None, "", False


def _doubled(match: re.Match[str]) -> Read:
    return Decimal(_DOUBLED[match["doubled"]]), None, "倍", True


def _range(match: re.Match[str]) -> Read:
    return number(match["low"]), number(match["high"]), match["range_unit"], False


def _chinese_range(match: re.Match[str]) -> Read:
    return number(match["low_han"]), number(match["high_han"]), match["han_range_unit"], True


def _mixed(match: re.Match[str]) -> Read:
    return number(match["mixed"]), None, match["mixed_unit"], False


def _arabic(match: re.Match[str]) -> Read:
    """A number in figures, whose one multiplier stays in the unit: 3万亩, 4500余家, 20余万吨."""
    unit = match["unit"].replace("每", "/").replace("/1", "/").replace("人口", "人")
    return number(match["arabic"]), None, f"{match['times']}{unit}", False


def _half(match: re.Match[str]) -> Read:
    return Decimal(50), None, "%", True


def _chinese(match: re.Match[str]) -> Read | None:
    words = match["chinese"]
    if words in "零〇" or (words[0] in "百千" and match["about"] is None):
        return None
    if words == "半":
        return Decimal("0.5"), None, match["han_unit"], True
    unit = match["han_unit"]
    if unit[0] in "万亿" and (multiplier := re.match("[万亿]+", unit)):
        return number(f"{words}{multiplier.group()}"), None, unit[multiplier.end() :], True
    return number(words), None, unit, True


def _round(match: re.Match[str]) -> Read:
    return number(match["round"]), None, match["round_unit"], True


def _bare(match: re.Match[str]) -> Read:
    return Decimal(match["bare"]), number(match["bare_high"]) if match["bare_high"] else None, "", False


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Read | None]], ...] = (
    ("hundredths", _hundredths),  # 千分之三
    ("denominator", _fraction),  # 三分之二
    ("upper", _small_fraction),  # 1/3
    ("of_many", _of_many),  # 18/10万
    ("tenths", _tenths),  # 七成五
    ("left", _ratio),  # 1：15
    ("doubled", _doubled),  # 翻一番
    ("low", _range),  # 15%-20%
    ("low_han", _chinese_range),  # 一到两个
    ("mixed", _mixed),  # 1万5千亩
    ("arabic", _arabic),  # 3万亩
    ("half", _half),  # 一半
    ("round", _round),  # 近万人次，超千万人次
    ("chinese", _chinese),  # 二万四千亩
    ("bare", _bare),  # 0.58
)
