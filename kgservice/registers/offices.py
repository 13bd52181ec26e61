"""What places call offices of theirs in their own way (offices.yaml)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.entry_files import FileEntry
from kgservice.registers.shipped import shipped_bodies


@cache
def _endings() -> tuple[str, ...]:
    """What full names of offices end in, the longest first."""
    words = (each.word for each in shipped_bodies().endings if each.of_function and not each.in_full)
    return tuple(sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """The full names of offices of one place, or of `each` place of some levels in it, without the place's, and the `shorts` for them."""

    place: str
    levels: tuple[Level, ...]
    each: bool
    names: tuple[str, ...]
    shorts: Mapping[str, str] = field(hash=False)
    since: int | None = None
    until: int | None = None

    def told_in(self, year: int | None) -> bool:
        """Whether the offices are called so in `year`; without one, whether they are to this day."""
        if year is None:
            return self.until is None
        return (self.since or year) <= year <= (self.until or year)

    def meant_by(self, short: str, *, by_letters: bool) -> Iterator[str]:
        """The names that `short`, its ending in full, may stand for: `by_letters` too, where it is no name of its own."""
        if short in self.shorts:
            yield self.shorts[short]
        by_letters = by_letters and not self.each
        yield from (name for name in self.names if name == short or (by_letters and _is_short_for(short, name)))


class Offices:
    """The entries of `offices.yaml`, asked for what a place calls an office."""

    def __init__(self, entries: Iterable[OfficeNames] = ()) -> None:
        self.entries = tuple(entries)
        self._of: dict[tuple[str, Level], list[OfficeNames]] = defaultdict(list)
        for entry in self.entries:
            for level in entry.levels:
                self._of[entry.place, level].append(entry)

    def called(self, place: Jurisdiction, short: str, year: int | None, *, by_letters: bool = True) -> str | None:
        """What `place` calls the office `short` in `year`; None where that is not known, or where several may be meant."""
        spelled = with_full_ending(short)
        for around in place.chain():
            entries = self._of.get((around.id, place.level), ())
            told = [each for each in entries if each.told_in(year)]
            meant = _meant(told, spelled, by_letters) or (
                _meant(entries, spelled, by_letters) if year is None else set()
            )
            if spelled in meant:
                return spelled
            if meant:
                return meant.pop() if len(meant) == 1 else None
        return None


def _meant(entries: Iterable[OfficeNames], short: str, by_letters: bool) -> set[str]:
    return {name for entry in entries for name in entry.meant_by(short, by_letters=by_letters)}


def with_full_ending(name: str) -> str:
    """`name` with what it ends in written out (城管执法委: 城管执法委员会)."""
    return name[:-1] + shipped_bodies().in_full.get(name[-1:], name[-1:])


def in_order(letters: str, name: str) -> bool:
    """Whether all of `letters` stand in `name` in their order, as those of 市通管办 in 市通信管理办公室."""
    rest = iter(name)
    return all(letter in rest for letter in letters)


def _is_short_for(short: str, name: str) -> bool:
    """Whether `short` begins and ends as `name` does and is some of its letters (文旅局: 文化广电旅游局)."""
    ending = next(filter(name.endswith, _endings()), "")
    if len(short) >= len(name) or short[:1] != name[:1] or not ending or not short.endswith(ending):
        return False
    return in_order(short.removesuffix(ending), name.removesuffix(ending))


def read_offices(entries: Iterable[FileEntry], places: Mapping[str, Jurisdiction]) -> Offices:
    """What `entries` of `offices.yaml` say, `places` being those of `jurisdictions.yaml` by id; RegisterError names the entry that is wrong."""
    return Offices(_office_names(entry, places) for entry in entries)


def _office_names(entry: FileEntry, places: Mapping[str, Jurisdiction]) -> OfficeNames:
    place = entry.text("in")
    if place not in places:
        raise entry.refuse(f"'in: {place}' is no entry of jurisdictions.yaml; add it there.")
    levels = entry.texts("levels")
    for level in levels:
        if level not in list(Level):
            raise entry.refuse(f"a level under 'levels' must be one of {', '.join(Level)}, not '{level}'.")
    names = tuple(entry.text("offices").split())
    shorts = {with_full_ending(short): name for name, listed in entry.names("shorts").items() for short in listed}
    for name in (*names, *shorts.values()):
        if name not in names:
            raise entry.refuse(f"'{name}' under 'shorts' is none of the offices; write its full name.")
        if not name.endswith(_endings()) or name.startswith(places[place].name):
            raise entry.refuse(f"'{name}' is no full name of an office without its place's, such as 大数据发展管理局.")
    made = OfficeNames(
        place,
        tuple(map(Level, levels)) or (places[place].level,),
        bool(levels),
        names,
        shorts,
        entry.year("since") if entry.has("since") else None,
        entry.year("until") if entry.has("until") else None,
    )
    entry.close()
    return made
