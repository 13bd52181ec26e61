"""What a text names in full of the bodies that offices have in common, which it then calls by their last words alone (领导小组办公室)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from kgservice.levels import LEVELS
from kgservice.registers.entries import Jurisdiction
from kgservice.registers.shipped import shipped_bodies

_OFFICE = re.compile("(?:办公室|办)$")
_OTHER = re.compile("[^\u4e00-\u9fff“”]")
_LONGEST = 26
_SHORTEST = 3  # 就业工作领导小组


@cache
def _named() -> re.Pattern[str]:
    endings = "|".join(re.escape(ending.word) for ending in shipped_bodies().endings if ending.coordinating)
    return re.compile(f"(?<=[\u4e00-\u9fff”])(?:{endings})")


@cache
def _start(place: str) -> re.Pattern[str]:
    """Where the name of such a body begins: behind its place, the word for the level of that, or what says that it is formed."""
    told = f"{re.escape(place)}|(?:^|[由以向经在报送和及与]|成立|设立|组建|建立)[{LEVELS}](?![{LEVELS}])"
    return re.compile(f"(?:{told}|成立|设立|组建)(?:人民政府|政府|委)?")


def coordinating_bodies(lines: Iterable[str], place: Jurisdiction) -> Mapping[str, str]:
    """The one body of its kind that `lines` (folded) name, without its place, by its last words (联席会议: 养老服务联席会议)."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        for found in _named().finditer(line):
            before = _OTHER.split(line[max(0, found.start() - _LONGEST) : found.start()])[-1]
            starts = [match.end() for match in _start(place.name).finditer(before)]
            if starts and len(before) - starts[-1] >= _SHORTEST:
                names[found.group()].add(before[starts[-1] :] + found.group())
    return {ending: next(iter(told)) for ending, told in names.items() if len(told) == 1}


def office_in_common(words: str, common: Mapping[str, str]) -> str | None:
    """The office of one of the bodies in `common` that `words` name by its last words (联席会议办公室); None if they name none."""
    office = _OFFICE.search(words)
    whose = common.get(words[: office.start()]) if office else None
    return f"{whose}{office[0]}" if office and whose else None
