"""The words that end places' names (县, 街道, 开发区), as bodies.yaml has them, for names that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgservice.registers.bodies import BodyWord, any_ending
from kgservice.registers.entries import Level
from kgservice.registers.shipped import shipped_bodies

_IN_NAMES_OF_CITIES = "州"  # 杭州市: not a 州
# 谯城区人民政府 is of a district, 主城区 is none.
_CITY_DISTRICT = "(?<=[\u4e00-\u9fff]城)区(?=人民政府|政府|党委|人大|[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)|$)"


@cache
def place_word() -> str:
    """A pattern of the words that end names of places."""
    return f"(?:{any_ending(_words())}|{_CITY_DISTRICT})"


@cache
def governed_place_word(*levels: Level) -> str:
    """A pattern of the words that end names of places with a government of their own (县, not 开发区), of `levels` where some are given."""
    areas = "".join(f"(?<!{word.word})" for word in _words() if word.area)
    governed = any_ending(word for word in _words() if not word.area and (not levels or word.rank in levels))
    return f"{governed}{areas}"


def _words() -> Iterator[BodyWord]:
    return (word for word in shipped_bodies().endings if word.rank and word.word != _IN_NAMES_OF_CITIES)


def short_name(name: str) -> str:
    """A place's name without what kind of place it is: 南通 for 南通市, 延边 for 延边朝鲜族自治州, 神农架 for 神农架林区."""
    short = _kind_of_place().sub("", name)
    return short if len(short) >= 2 else name


@cache
def _kind_of_place() -> re.Pattern[str]:
    peoples = "|".join(people.word for people in shipped_bodies().peoples)
    kinds = sorted((word for word in shipped_bodies().endings if word.rank), key=lambda word: -len(word.word))
    governed = "|".join(word.word for word in kinds if not word.area or word.rank is not Level.COUNTY)
    areas = "".join(f"(?<!{word.word})" for word in kinds if word.area and word.rank is Level.COUNTY)
    return re.compile(f"(?:(?<=..)(?:(?:{peoples})族?)+(?=自治))?(?:林(?=区))?(?:{governed}){areas}$")


def level_by_name(name: str) -> Level:
    """The level of a place that no register knows: an unknown city (市) is of a county's rank, for those above are all known."""
    word = shipped_bodies().ending(name)
    return Level.COUNTY if word is None or word.rank is None or word.word == "市" else word.rank
