"""Finds register entries by what people call them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kgservice.registers.bodies import Bodies
from kgservice.registers.counties import Counties, is_part_of_town
from kgservice.registers.entries import (
    Department,
    Function,
    GroupKind,
    Indicator,
    Jurisdiction,
    Level,
    Repeal,
    Review,
    Succession,
)
from kgservice.registers.forms import Forms
from kgservice.registers.offices import Offices
from kgservice.registers.place_words import short_name
from kgservice.registers.remembering import remembered
from kgservice.registers.roles import Roles

_BODY_WORDS = ("会", "院", "社", "海关", "共青团")
_BRACKETS = str.maketrans("()", "（）")
_QUOTES = re.compile('[“”‘’「」"\\s]')


def is_called(place: Jurisdiction, name: str) -> bool:
    """Whether `name` is the full one of `place`, or that of a place of peoples without theirs (黔南州)."""
    return place.name == name or (name in place.aliases and name[-1] == place.name[-1] and "自治" in place.name)


def place_names(place: Jurisdiction) -> tuple[str, ...]:
    """Every name of `place`: the full one, the aliases, the short one."""
    return tuple(dict.fromkeys((place.name, *place.aliases, short_name(place.name))))


def department_keys(department: Department) -> tuple[str, ...]:
    """The names of `department` without the place's: the ways it can be looked up inside its place."""
    names = (department.name, *department.aliases)
    return tuple(dict.fromkeys(name.removeprefix(department.jurisdiction.name) for name in names))


def office_names(department: Department) -> tuple[str, ...]:
    """The names of `department` without any name of its place: 市场监督管理总局 for 国家市场监督管理总局."""
    places = sorted(place_names(department.jurisdiction), key=len, reverse=True)
    begun = re.compile("|".join(map(re.escape, places)))
    return tuple(
        dict.fromkeys(begun.sub("", key, count=1) if begun.match(key) else key for key in department_keys(department))
    )


def indicator_key(name: str) -> str:
    """What of an indicator's name counts when it is looked up: no quotation marks, no white space, brackets of one kind."""
    return _QUOTES.sub("", name.translate(_BRACKETS))


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers, with their indexes. The entries keep the order of the files."""

    jurisdictions: tuple[Jurisdiction, ...]
    functions: tuple[Function, ...]
    departments: tuple[Department, ...]
    groups: tuple[GroupKind, ...]
    indicators: tuple[Indicator, ...]
    successions: tuple[Succession, ...]
    repeals: tuple[Repeal, ...]
    bodies: Bodies = field(default_factory=Bodies, repr=False, compare=False)
    roles: Roles = field(default_factory=Roles, repr=False, compare=False)
    forms: Forms = field(default_factory=Forms, repr=False, compare=False)
    reviews: tuple[Review, ...] = ()
    counties: Counties = field(default_factory=dict, repr=False, compare=False)
    offices: Offices = field(default_factory=Offices, repr=False, compare=False)
    _places_by_name: dict[str, list[Jurisdiction]] = field(init=False, repr=False)
    _department: dict[tuple[str, str], Department] = field(init=False, repr=False)
    _asked: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _names: frozenset[str] = field(init=False, repr=False)
    _behind_function: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _by_full_name: dict[str, Department] = field(init=False, repr=False)
    _reviewed: dict[str, str] = field(init=False, repr=False)
    _official_stem: dict[str, str] = field(init=False, repr=False)
    _longest_stem: int = field(init=False, repr=False)
    _functions_of_stem: dict[str, list[str]] = field(init=False, repr=False)
    _group: dict[str, GroupKind] = field(init=False, repr=False)
    _indicator: dict[tuple[str, str], Indicator] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_name: defaultdict[str, list[Jurisdiction]] = defaultdict(list)
        for place in self.jurisdictions:
            for name in place_names(place):
                by_name[name].append(place)
        functions: defaultdict[str, list[str]] = defaultdict(list)
        for function in self.functions:
            for stem in function.names:
                functions[stem].append(function.id)
        object.__setattr__(self, "_places_by_name", dict(by_name))
        object.__setattr__(self, "_functions_of_stem", dict(functions))
        object.__setattr__(
            self,
            "_official_stem",
            {stem: stem for stem in functions}
            | {short: stem for each in self.functions for stem, shorts in each.names.items() for short in shorts},
        )
        object.__setattr__(self, "_longest_stem", max(map(len, self._official_stem), default=0))
        object.__setattr__(
            self,
            "_department",
            {
                (department.jurisdiction.id, key): department
                for department in self.departments
                for key in department_keys(department)
            },
        )
        object.__setattr__(
            self,
            "_names",
            frozenset(
                name
                for department in self.departments
                for name in (department.name, *department.aliases, *department_keys(department))
            ),
        )
        object.__setattr__(self, "_behind_function", _behind_function(self.bodies))
        object.__setattr__(self, "_by_full_name", {each.name: each for each in self.departments})
        object.__setattr__(self, "_reviewed", {review.party: review.name for review in self.reviews})
        object.__setattr__(self, "_group", {form: group for group in self.groups for form in group.forms})
        object.__setattr__(
            self,
            "_indicator",
            {
                (indicator_key(name), unit): each
                for each in self.indicators
                for name in (each.zh, *each.names)
                for unit in each.units or ("",)
            },
        )

    def places_named(self, name: str) -> Sequence[Jurisdiction]:
        """Every place that has `name`, full or short."""
        return self._places_by_name.get(name, ())

    def places_with_county(self, name: str) -> Sequence[Jurisdiction]:
        """The places that have or had a county of that full name."""
        return self.counties.get(name, ())

    def place_with_county(self, name: str, around: Jurisdiction | None) -> Jurisdiction | None:
        """The one place that has a county of that full name: that lies in `around` or holds it, where some do; None without one or with several.

        A name that any town may have for a part of it (东区) tells nothing but around the place that has such a county.
        """
        above = self.places_with_county(name)
        if around is not None and around.level is not Level.NATIONAL:
            holding = {place.id for place in around.chain()}
            near = [
                each for each in above if each.id in holding or any(place.id == around.id for place in each.chain())
            ]
            if near:
                return near[0] if len(near) == 1 else None
        return above[0] if len(above) == 1 and not is_part_of_town(name) else None

    def place_of_code(self, number: str) -> Jurisdiction | None:
        """The one place whose documents have numbers that begin as `number` does (鲁政办发〔2021〕3号: 山东省)."""
        found = [place for place in self.jurisdictions if number.startswith(place.codes)]
        return found[0] if len(found) == 1 else None

    def reviewed(self, department: Department) -> Department:
        """`department`, named by rule, as a person who looked at its name has it: under that name, another, or one that is known."""
        name = self._reviewed.get(department.name)
        if name is None:
            return self._by_full_name.get(department.name, department)
        return self._by_full_name.get(name) or replace(department, name=name, confirmed=True)

    def place_at_start(self, name: str) -> str:
        """The longest full name of a place that `name` (folded) begins with and goes on behind, empty if there is none."""
        for length in range(min(12, len(name) - 1), 1, -1):
            if any(is_called(place, name[:length]) for place in self._places_by_name.get(name[:length], ())):
                return name[:length]
        return ""

    def begins_above(self, name: str) -> str:
        """What `name` (folded) begins with that stands before places in names of bodies (国家税务总局衡水市税务局), empty if nothing does."""
        return next(filter(name.startswith, self.forms.before_places), "")

    def department(self, place: Jurisdiction, key: str) -> Department | None:
        """The department of `place` that `key`, written without the place, names; tried as written, then in full."""
        found = self._department.get((place.id, key))
        if found is None and (official := self.official_name(key)) is not None:
            found = self._department.get((place.id, official))
        return found

    def called_in(self, place: Jurisdiction, name: str, year: int | None) -> str | None:
        """What `place` itself calls the office `name` in `year`, both without the place's; None where no register knows."""
        is_whole = self.official_name(name) == name
        return self.offices.called(place, name, year, by_letters=not is_whole)

    def knows(self, name: str) -> bool:
        """Whether a register has an office or a collective of that name (folded), with or without a word for its level."""
        level = self.bodies.level_of(name)
        without = name[len(level) :] if level and len(name) > len(level) else name
        return any(each in self._names or each in self._group or self.office(each) for each in {name, without})

    def is_body(self, name: str) -> bool:
        """Whether `name` (folded) is that of a body or a collective: one that a register knows, or one that ends so."""
        return remembered(
            self._asked, name, lambda name: len(name) > 1 and (self.bodies.is_body(name) or self.knows(name))
        )

    def is_office(self, name: str) -> bool:
        """Whether `name` is a body's, and no school's, hospital's or enterprise's that no register knows."""
        return self.bodies.is_office(name) or self.knows(name)

    def is_group(self, name: str) -> bool:
        """Whether `name` speaks of several bodies at once, or of whichever one it may be."""
        return self.bodies.is_collective(name) and not self._is_called_after_a_place(name)

    def _is_called_after_a_place(self, name: str) -> bool:
        """Whether nothing but a place's name stands before what several may be (郑州银行, but 商业银行)."""
        ending = self.bodies.ending(name)
        return ending is not None and ending.covers == "any" and bool(self.places_named(name.removesuffix(ending.word)))

    def group(self, form: str) -> GroupKind | None:
        """The kind of collective that `form`, written without a level word, names."""
        return self._group.get(form)

    def indicator(self, name: str, unit: str = "") -> Indicator | None:
        """The indicator that `name` means where its figure is in `unit`: 80 分 and 80 % are two, whatever they are per."""
        key = indicator_key(name)
        return self._indicator.get((key, unit.split("/")[0])) or self._indicator.get((key, ""))

    def official_name(self, name: str) -> str | None:
        """An office's name with its short forms spelled out (市场监管局: 市场监督管理局); None if it is for nothing known."""
        office = self.office(name)
        return None if office is None else "".join(office)

    def office(self, name: str) -> tuple[str, str] | None:
        """The official stem of an office's name and what follows it, spelled out; None if it is for nothing known."""
        stem, rest = self._split(name)
        return None if stem is None else (self._official_stem[stem], self._spelled_out(rest))

    def functions_of(self, name: str) -> tuple[str, ...]:
        """What an office of that name is for, as function ids; empty if the name does not tell."""
        office = self.office(name)
        return () if office is None else self.functions_of_stem(office[0])

    def functions_of_department(self, department: Department) -> tuple[str, ...]:
        """What `department` is for: as its entry says, else as its name tells."""
        return department.functions or self.functions_of(office_names(department)[0])

    def functions_of_stem(self, stem: str) -> tuple[str, ...]:
        """What offices are for whose name begins with `stem`, official or short, as function ids; empty if it is none."""
        return tuple(self._functions_of_stem[self._official_stem[stem]]) if stem in self._official_stem else ()

    def short_stems(self, official: str) -> tuple[str, ...]:
        """The short stems written for the stem `official`."""
        return tuple(stem for stem, meant in self._official_stem.items() if meant == official and stem != official)

    def _split(self, name: str) -> tuple[str | None, str]:
        for length in range(min(len(name), self._longest_stem), 0, -1):
            official = self._official_stem.get(name[:length])
            if official is None:
                continue
            rest = name[length:]
            if (rest or official.endswith(_BODY_WORDS)) and self._behind_function.fullmatch(rest):
                return name[:length], rest
        return None, name

    def is_branch_of(self, office: str, words: str) -> bool:
        """Whether `words` name a place's branch and not of what, as the `office` before them does (市自然资源局 | 云溪区分局)."""
        branch, whole = self.bodies.ending(words), self.bodies.ending(office)
        if branch is None or not branch.branch or whole is None or whole.branch or not self.is_body(office):
            return False
        place = words.removesuffix(branch.word)
        return self.bodies.is_place(place) or bool(self.places_named(place))

    def _spelled_out(self, suffix: str) -> str:
        """What stands behind an office's function, with what its first word is short for (委: 委员会)."""
        whole = self.bodies.in_full.get(suffix[:1], suffix[:1])
        return suffix if suffix.startswith(whole) else whole + suffix[1:]

    def national(self) -> Jurisdiction:
        """The state itself."""
        return next(place for place in self.jurisdictions if place.level is Level.NATIONAL)


def _behind_function(bodies: Bodies) -> re.Pattern[str]:
    """What may stand behind what an office is for: 局, 局城区分局."""
    office = "|".join(ending.word for ending in bodies.endings if ending.of_function)
    branch = "|".join(ending.word for ending in bodies.endings if ending.branch)
    return re.compile(f"(?:{office})?(?:[\u4e00-\u9fff]{{0,8}}(?:{branch}))?")
