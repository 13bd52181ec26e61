"""The kinds of register entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kgservice.slugs import slug


class Level(StrEnum):
    """The rungs of the administrative hierarchy (行政层级), the state first."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


GOVERNMENT = "人民政府"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place that is governed (行政区域). `name` is its own, without the places above it.

    `one_with` is another place on the same ground whose bodies work beside its own (市区合一), though neither lies in the other;
    `codes` is what the numbers of its documents begin with (发文代字), `governed_by` what its government is called behind its name.
    """

    id: str
    name: str
    en: str | None
    level: Level
    parent: Jurisdiction | None = None
    aliases: tuple[str, ...] = ()
    reviewed: bool = True
    one_with: Jurisdiction | None = None
    codes: tuple[str, ...] = ()
    governed_by: str = GOVERNMENT

    def chain(self) -> Iterator[Jurisdiction]:
        """The place itself, the one it shares its ground with, and the places it lies in, the nearest first."""
        place: Jurisdiction | None = self
        while place is not None:
            yield place
            if place.one_with is not None:
                yield place.one_with
            place = place.parent


@dataclass(frozen=True, slots=True)
class Function:
    """What an office is for (职能). `names` maps official stems of office names to the short stems written for them.

    Of `subjects` one stands wherever a text has to do with the function; none are given where that cannot be told.
    """

    id: str
    zh: str
    en: str
    names: dict[str, tuple[str, ...]] = field(hash=False)
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """An office of one place (部门); `functions` are ids. One that no register has is named by rule and has no `code`.

    `confirmed` says that a person put that name right or let it stand.
    """

    code: str | None
    name: str
    en: str | None
    jurisdiction: Jurisdiction
    aliases: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    confirmed: bool = False

    @property
    def id(self) -> str:
        """What stands for the department in IRIs: its code, or its place's with its name in pinyin."""
        return self.code or f"{self.jurisdiction.id}-{slug(self.name)}"

    @property
    def reviewed(self) -> bool:
        """Whether a register has it, or its name was confirmed."""
        return self.code is not None or self.confirmed


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says of the name that the rules gave a body: that it stands, or which `name` is the body's own."""

    party: str
    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured (指标), whatever it is called; `names` are the ways to write it, `units` those it is told in, any if none stands there."""

    id: str
    zh: str
    en: str
    names: tuple[str, ...]
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeal:
    """A law or regulation that is no longer in force: its title, that of the one that took its place, and since when."""

    title: str
    by: str
    since: date


@dataclass(frozen=True, slots=True)
class GroupKind:
    """A collective that any place may have (各镇人民政府); `forms` are the ways to write it."""

    id: str
    zh: str
    en: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """A reform (机构改革) by which offices of a place ended in another one, whatever place it is.

    `source` is the title of the document that ordered it in `year`. `to` names the office formed, by level and without the
    place; `absorbs` and `takes_from` are official stems of those that ended in it, as a whole and in part.
    """

    year: int
    source: str
    to: dict[Level, str] = field(hash=False)
    absorbs: tuple[str, ...] = ()
    takes_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """What became of one department: the one of its place that has its duties, as a `whole` or in part, and by which reform.

    `new` says that the reform formed the successor; else an earlier one had.
    """

    successor: Department
    year: int
    source: str
    whole: bool
    new: bool
