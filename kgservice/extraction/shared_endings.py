"""What the names of places in a list share with the last of them: 临湖、大垸、荒湖管理区管委会 are three boards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kgservice.lexicon import lexicon
from kgservice.registers.lookup import Registers
from kgservice.registers.shipped import shipped_bodies

_NAME = re.compile("[\u4e00-\u9fff]{2,4}")


@cache
def _of_places() -> tuple[str, ...]:
    """What names of places end in, the longest first."""
    words = (each.word for each in shipped_bodies().endings if each.place)
    return tuple(sorted(words, key=len, reverse=True))


@cache
def _only_a_kind() -> re.Pattern[str]:
    """What stands before such an ending and is no name of its own (工业园区, 经开区, 各镇)."""
    return re.compile(f"(?:{_purposes()}|经开|全|各|本|有关|相关|城|新)+")


def _purposes() -> str:
    return "|".join(purpose.word for purpose in shipped_bodies().purposes)


@cache
def _last() -> re.Pattern[str]:
    """The last of such names, `shared` what the others have too."""
    boards = "|".join(re.escape(each.word) for each in shipped_bodies().endings if each.board)
    return re.compile(
        f"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<shared>(?:{_purposes()})*(?:{'|'.join(_of_places())})(?:人民政府|政府|办事处|{boards})?)"
    )


def with_shared_endings(surfaces: Sequence[str], registers: Registers) -> list[str]:
    """`surfaces`, names of a clause in their order, each bare name of a place before one that ends as it does with that ending."""
    names = list(surfaces)
    shared = ""
    for index in range(len(names) - 1, -1, -1):
        if shared and _is_bare(names[index], registers):
            names[index] += shared
        else:
            shared = _ending_of(names[index], registers)
    return names


def _ending_of(words: str, registers: Registers) -> str:
    """What `words`, the name of a place, share with the names before them; empty if they are none or speak of several (各乡镇)."""
    last = _last().fullmatch(words)
    if last is None or registers.is_group(words) or registers.bodies.level_of(words):
        return ""
    return "" if _only_a_kind().fullmatch(last["name"]) else last["shared"]


def _is_bare(words: str, registers: Registers) -> bool:
    """Whether `words` can only be the name of a place without what it ends in, and of no office (教育)."""
    bodies = registers.bodies
    if words in {each.word for each in lexicon("clauses")["companies"]}:
        return False
    if not _NAME.fullmatch(words) or words.endswith(_of_places()) or bodies.level_of(words):
        return False
    if bodies.ending(words) is not None:
        return False
    return not (registers.is_group(words) or registers.functions_of(f"{words}局") or registers.official_name(words))
