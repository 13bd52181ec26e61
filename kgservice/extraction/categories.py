"""Reads a collective that is named by what its bodies are for (各级市场监管部门): which functions, in places of which levels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.lookup import Registers

_LADDER = tuple(Level)
_RUNGS = {
    Level.NATIONAL: "国家|国务院",
    Level.PROVINCE: "省、自治区、直辖市|省（自治区、直辖市）|省（区、市）|省(?!际)",
    Level.PREFECTURE: "设区的?市|市（州）|市（地）|市州|地市|市(?!场|政|容)|州|盟",
    Level.COUNTY: "县（市、区）|县（市）区|县（区）|县（市）|区（县）|旗县（市、区）|县市区|旗县区|区县|县区|县(?!域)|区(?!域|块|位)|旗",
    Level.TOWNSHIP: "乡镇（街道）|镇（街道）|乡（镇）|乡镇|镇街|街道|镇|乡(?!村)",
}
_RUNG = re.compile("|".join(f"(?P<{level}>{words})" for level, words in _RUNGS.items()))
_SOME = f"(?:{'|'.join(_RUNGS.values())})"
_OF_GOVERNMENT = "(?:地方)?(?:各级)?(?:人民政府|政府)?"
_REACH = re.compile(
    f"""
      (?P<every>(?:地方)?各级(?:地方)?|全{_SOME}(?:各级)?)      # 各级，全市
    | (?P<from>{_SOME})级?(?:及)?以上{_OF_GOVERNMENT}          # 县级以上地方人民政府
    | 各?(?P<these>{_SOME}+)(?:[两二三四]?级)?                  # 省级，市县两级，各县（市、区）
    | 各
    """,
    re.VERBOSE,
)
_OFFICES = re.compile("(?P<field>.+?)(?:行政主管|行政|主管|管理|监管)?(?:部门|机关)")
_NAMED_LEVEL = re.compile("^(?:级|直)+")


def read_category(
    registers: Registers, place: Jurisdiction, words: str, *, after_level: bool
) -> tuple[tuple[str, ...], tuple[Level, ...]]:
    """The functions, as ids, and the levels that the collective `words` (folded) of `place` means; none if it is no such one.

    `after_level` says that a level word of `place` stood before `words`: 县两级市场监管部门 after 市.
    """
    rest = _NAMED_LEVEL.sub("", words)
    reach = _REACH.match(rest)
    for end in (reach.end(), 0) if reach else (0,):
        functions = _functions(registers, rest[end:], is_collective=bool(end))
        if functions:
            levels = set(_levels(reach, place.level)) if reach and end else {place.level}
            if reach and end and after_level and reach["these"]:
                levels.add(place.level)
            return functions, tuple(level for level in _LADDER if level in levels)
    return (), ()


def _functions(registers: Registers, words: str, *, is_collective: bool) -> tuple[str, ...]:
    if offices := _OFFICES.fullmatch(words):
        whole = words.removesuffix("部门").removesuffix("机关")
        return registers.functions_of_stem(whole) or registers.functions_of_stem(offices["field"])
    return registers.functions_of(words) if is_collective else ()


def _levels(reach: re.Match[str], own: Level) -> Iterator[Level]:
    """The levels that the words of `reach` mean in a place of the level `own`."""
    rungs = [Level(match.lastgroup or "") for match in _RUNG.finditer(reach["from"] or reach["these"] or "")]
    nearest = Level.PROVINCE if own is Level.NATIONAL and "地方" in reach.group() else own
    if reach["every"]:
        yield from _LADDER[_LADDER.index(nearest) :]
    elif reach["from"]:
        yield from _LADDER[_LADDER.index(nearest) : _LADDER.index(rungs[0]) + 1]
    elif rungs:
        yield from rungs
    else:
        yield own
