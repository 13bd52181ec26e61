"""Which place a county lies in, for counties of which no more is known than the name (counties.yaml)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.entry_files import FileEntry
from kgservice.registers.shipped import shipped_bodies

_ABOVE_COUNTIES = (Level.PROVINCE, Level.PREFECTURE)
_CITY = "市"
_LONGEST = 15  # 积石山保安族东乡族撒拉族自治县
_PART_OF_TOWN = re.compile(".区")  # 东区, 城区
_OF_MANY_TOWNS = re.compile("[老主古]城区|新[城市建林]区|[城市][东西南北中郊关]区|[矿郊].区")  # 新城区, 城关区

Counties = Mapping[str, Sequence[Jurisdiction]]
"""By the full name of a county, the places that have or had one of that name."""


def read_counties(entries: Iterable[FileEntry], places: Mapping[str, Jurisdiction]) -> Counties:
    """What `entries` of `counties.yaml` say, `places` being those of `jurisdictions.yaml` by id; RegisterError names the entry that is wrong."""
    lie_in: defaultdict[str, list[Jurisdiction]] = defaultdict(list)
    endings = _endings()
    told: set[str] = set()
    for entry in entries:
        above = entry.text("in")
        if above not in places:
            raise entry.refuse(f"'in: {above}' is no entry of jurisdictions.yaml; add it there.")
        if places[above].level not in _ABOVE_COUNTIES:
            raise entry.refuse(f"counties lie in a prefecture or a province, not in '{above}'; name the one above.")
        if above in told:
            raise entry.refuse(f"'in: {above}' stands twice; put all its counties into one entry.")
        told.add(above)
        names = f"{entry.text('counties')} {entry.text_or_none('former') or ''}".split()
        entry.close()
        for name in names:
            if not name.endswith(endings):
                raise entry.refuse(
                    f"'{name}' is no full name of a county; write each as 望江县, with a space between two."
                )
            lie_in[name].append(places[above])
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise entry.refuse(f"'{twice}' stands twice; remove one.")
    return {name: tuple(above) for name, above in lie_in.items()}


def is_part_of_town(name: str) -> bool:
    """Whether the name of a county is one that any town may have for a part of it."""
    return _PART_OF_TOWN.fullmatch(name) is not None


def county_at_start(words: str, counties: Counties) -> str | None:
    """The full name of one of `counties` that `words` begin with (金乡县政府), which is none that any town may have for a part of it."""
    return _first_of(counties, (words[:length] for length in range(_LONGEST, 2, -1)))


def county_before(words: str, end: int, counties: Counties) -> str | None:
    """The full name of one of `counties` that stands in `words` right before `end` (购买金乡县), which is none that any town may have for a part of it."""
    return _first_of(counties, (words[max(end - length, 0) : end] for length in range(_LONGEST, 2, -1)))


def _first_of(counties: Counties, names: Iterable[str]) -> str | None:
    return next((name for name in names if name in counties and not _is_of_many(name)), None)


def _is_of_many(name: str) -> bool:
    return is_part_of_town(name) or _OF_MANY_TOWNS.fullmatch(name) is not None


def _endings() -> tuple[str, ...]:
    words = (word.word for word in shipped_bodies().endings if word.rank is Level.COUNTY)
    return (*words, _CITY)
