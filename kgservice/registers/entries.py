"""The kinds of register entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from kgservice.slugs import slug


class Level(StrEnum):
    """The rungs of the administrative hierarchy (行政层级), the state first."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place that is governed (行政区域). `name` is its own, without the places above it."""

    id: str
    name: str
    en: str | None
    level: Level
    parent: Jurisdiction | None = None
    aliases: tuple[str, ...] = ()
    reviewed: bool = True

    def chain(self) -> Iterator[Jurisdiction]:
        """The place itself and the places it lies in, the nearest first."""
        place: Jurisdiction | None = self
        while place is not None:
            yield place
            place = place.parent


@dataclass(frozen=True, slots=True)
class Function:
    """What an office is for (职能). `names` maps official stems of office names to the short stems written for them."""

    id: str
    zh: str
    en: str
    names: dict[str, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Department:
    """An office of one place (部门); `functions` are ids. One that no register has is named by rule and has no `code`."""

    code: str | None
    name: str
    en: str | None
    jurisdiction: Jurisdiction
    aliases: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What stands for the department in IRIs: its code, or its place's with its name in pinyin."""
        return self.code or f"{self.jurisdiction.id}-{slug(self.name)}"

    @property
    def reviewed(self) -> bool:
        """Whether a register has it."""
        return self.code is not None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured (指标), whatever it is called; `names` are the ways to write it."""

    id: str
    zh: str
    en: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupKind:
    """A collective that any place may have (各镇人民政府); `forms` are the ways to write it."""

    id: str
    zh: str
    en: str
    forms: tuple[str, ...]
