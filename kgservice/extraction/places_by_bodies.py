"""Which place a text is of whose head names none: by its branches of offices, or by the one place of its level that it names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kgservice.extraction.named_places import named_place
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of
from kgservice.registers.bodies import any_ending
from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.lookup import Registers
from kgservice.registers.place_words import short_name
from kgservice.registers.shipped import shipped_bodies

_LEVELS_OF_BRANCHES = "区县旗市"
_AGAIN_AND_AGAIN = 5


@cache
def _branch() -> re.Pattern[str]:
    office = any_ending(ending for ending in shipped_bodies().endings if ending.agency and not ending.branch)
    branch = "|".join(ending.word for ending in shipped_bodies().endings if ending.branch)
    return re.compile(
        f"(?<![\u4e00-\u9fff])[{LEVELS}][\u4e00-\u9fff]{{2,8}}?{office}(?P<place>[\u4e00-\u9fff]{{2,3}})(?:{branch})"
    )


def place_of_branches(own: str, level: str, registers: Registers) -> Jurisdiction | None:
    """The place of that level for which all branches of a higher office are (市自然资源局青川分局, in a text of a 县: 青川县)."""
    names = {match["place"].removesuffix(level) for match in _branch().finditer(own)}
    if level not in _LEVELS_OF_BRANCHES or len(names) != 1:
        return None
    name = f"{names.pop()}{level}"
    return named_place(registers, name, None) if registers.bodies.is_place(name) else None


@cache
def _office_of_county() -> re.Pattern[str]:
    """A county's name with an office's or the government's behind it; who stands before is cut off by the register."""
    offices = any_ending(ending for ending in shipped_bodies().endings if ending.agency and not ending.branch)
    return re.compile(
        f"(?P<county>[\u4e00-\u9fff]{{1,7}}?[{_LEVELS_OF_BRANCHES}])(?=(?:人民)?政府|[\u4e00-\u9fff]{{1,14}}?(?:{offices}|办公室))"
    )


def county_of_bodies(folded: str, level: str, registers: Registers) -> Jurisdiction | None:
    """The one county of the register whose offices a text names with it: of the level that it calls its own, or again and again."""
    named: Counter[str] = Counter()
    for match in _office_of_county().finditer(folded):
        words = match["county"]
        name = next((words[start:] for start in range(len(words) - 1) if words[start:] in registers.counties), "")
        if name and not names_as_others(folded, match.end("county") - len(name)):
            named[name] += 1
    if len(named) != 1:
        return None
    name, count = named.popitem()
    return named_place(registers, name, None) if name[-1] == level or count >= _AGAIN_AND_AGAIN else None


@cache
def _of_others() -> re.Pattern[str]:
    return re.compile(one_of("places", "others") + "$")


def names_as_others(words: str, start: int) -> bool:
    """Whether the name of a place that begins at `start` is that of one others are dealt with in (对接杭州企业)."""
    return _of_others().search(words[max(start - 4, 0) : start]) is not None


def only_place_named(own: str, level: str, registers: Registers) -> Jurisdiction | None:
    """The one place of that level whose short name a text has (全市, 加快建设宁波水网: 宁波市); a place that others are dealt with in is none."""
    named = {
        place.id: place
        for place in registers.jurisdictions
        if place.level in (Level.PROVINCE, Level.PREFECTURE) and place.name.endswith(level)
        for match in re.finditer(short_name(place.name), own)
        if not names_as_others(own, match.start())
    }
    return next(iter(named.values())) if len(named) == 1 else None
