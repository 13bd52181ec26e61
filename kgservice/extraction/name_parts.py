"""Where one name is made of two: an office and one inside it, or the same office by both its names."""

from __future__ import annotations

from kgservice.registers.bodies import Bodies

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
