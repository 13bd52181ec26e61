"""Writes a number in the forms that Word and web pages number lists in: 二十一, 贰拾壹, ②, XXI."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 999


def number_text(value: int, form: str) -> str:
    """`value` as Word writes it in the number format `form` (ST_NumberFormat); one that is not known is as decimal.

    >>> number_text(21, "chineseCountingThousand")
    '二十一'
    """
    if form == "none":
        return ""
    if not 0 < value <= _LARGEST:
        return str(value)
    return _FORMS.get(form, str)(value)


def _counted(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    elif ones:
        words += ("零" if hundreds else "") + _DIGITS[ones]
    return words


def _legal(value: int) -> str:
    formal = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
    words = _counted(value).translate(formal)
    return f"壹{words}" if words.startswith("拾") else words


def _roman(value: int) -> str:
    words = ""
    for worth, letters in ((900, "cm"), (500, "d"), (400, "cd"), *_ROMAN):
        times, value = divmod(value, worth)
        words += letters * times
    return words


def _letters(value: int) -> str:
    times, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if value <= len(characters) else str(value)


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if value <= 20 else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
        ),
        _counted,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    "ideographTraditional": _one_of(_HEAVENLY_STEMS),
    "ideographZodiac": _one_of(_EARTHLY_BRANCHES),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": lambda value: f"（{value}）",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalZero": lambda value: f"{value:02}",
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
}
