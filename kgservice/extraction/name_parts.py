"""Where one name is made of two: an office and one inside it, the same office by both its names, a place and its government or office."""

from __future__ import annotations

import re
from functools import cache

from kgservice.registers.bodies import Bodies
from kgservice.registers.place_words import place_word
from kgservice.registers.shipped import shipped_bodies

_GOES_ON = "员会办"  # 委员会, 教育局办公室
_SHORTEST_INNER = 3
_SHORTEST_NAME = 4  # 市财政局


def inner_part(words: str, bodies: Bodies) -> str:
    """What stands behind an office's name in `words` and is one inside it (教育局基础教育处); empty if nothing does."""
    ending = bodies.ending(words)
    if ending is None or not ending.inner:
        return ""
    for end in range(len(words) - len(ending.word), _SHORTEST_INNER - 1, -1):
        if (bodies.is_agency(words[:end]) or bodies.is_board(words[:end])) and words[end] not in _GOES_ON:
            return words[end:]
    return ""


def second_name_glued(words: str, bodies: Bodies) -> str:
    """The second name of the office that `words` name twice, each time with its level (市经信局市大数据局); empty if they do not."""
    level = bodies.level_of(words)
    for start in range(_SHORTEST_NAME, len(words) - _SHORTEST_NAME + 1) if len(level) == 1 else ():
        names = words[:start], words[start:]
        if bodies.level_of(names[1]) == level and all(map(bodies.is_agency, names)):
            return "" if is_branch(names[1], bodies) else names[1]
    return ""


def is_branch(words: str, bodies: Bodies) -> bool:
    """Whether `words` name a branch of an office (市中分局)."""
    ending = bodies.ending(words)
    return ending is not None and ending.branch


@cache
def named_government() -> re.Pattern[str]:
    """A pattern of the government, or the board, of a place that it names (县乐平镇人民政府: 乐平镇)."""
    boards = "|".join(ending.word for ending in shipped_bodies().endings if ending.board)
    return re.compile(
        f"^(?P<place>[\u4e00-\u9fff]{{1,9}}?{place_word()})(?:党工委|党委)?(?:、)?(?P<office>人民政府|政府|办事处|{boards})$"
    )


@cache
def place_before_office() -> re.Pattern[str]:
    """A pattern of the place that the name of an office begins with (平川区水务局)."""
    return re.compile(f"(?:[\u4e00-\u9fff]{{2,6}}?{place_word()}|(?!全)[\u4e00-\u9fff]县)")
