"""What a line looks like that is a body's name, or several bodies' names, and nothing else."""

from __future__ import annotations

import re
from functools import cache

from kgservice.registers.bodies import BodyWord, PartyKind, any_ending
from kgservice.registers.shipped import shipped_bodies

SEAL = "（(?:章|代章|印章|盖章)）"
"""What stands for the seal behind a name."""
_LONGEST_NAME = 34
_LONGEST_RUN = 60


@cache
def one_body() -> str:
    """A pattern that one body's name fits."""
    return _names(_LONGEST_NAME)


@cache
def bodies_in_a_row() -> str:
    """A pattern that bodies' names fit, with 、 between, or with nothing where the lines of a signature ran together."""
    run = f"{_names(_LONGEST_RUN)}(?:{SEAL})?"
    return f"？*{run}(?:[、，]{run})*"


@cache
def last_of_office() -> str:
    """A pattern of one character, which offices' names end with."""
    offices = (ending for ending in _signing() if ending.kind is PartyKind.PUBLIC_BODY)
    return f"[{''.join(sorted({ending.word[-1] for ending in offices}))}]"


def is_body(line: str) -> bool:
    """Whether `line` (folded) is the name of a body, or of several, and nothing else."""
    return _bodies().fullmatch(line) is not None


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(bodies_in_a_row())


@cache
def _signing() -> tuple[BodyWord, ...]:
    return tuple(word for word in shipped_bodies().endings if not word.place and word.covers != "several")


def _names(longest: int) -> str:
    """A pattern of names of up to so many characters, of which some may be in marks (推进“两山”转化领导小组办公室)."""
    alone = any_ending(word for word in _signing() if word.alone)
    return f"(?:(?:[\u4e00-\u9fff]|“[\u4e00-\u9fff]{{2,8}}”){{1,{longest}}}{any_ending(_signing())}|{alone})"
