"""Makes the full name of a body from a short one by rule (团市委: 共青团贵阳市委员会)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kgservice.levels import LEVELS
from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.entry_files import FileEntry
from kgservice.registers.place_words import short_name

_AT = ("start", "inside", "end")
_PLACE = "{place}"
_OF_WHOM = re.compile(f"^(?:国家|[{LEVELS}])?(?:委|(?:人民)?政府)?")
_HALF_WORD = 1
_WHOLE = "示范区", "开发区", "新区", "园区", "实验区", "试验区"


@dataclass(frozen=True, slots=True)
class NameForm:
    """A short form with a place in it and the full name it stands for; `of` is what the place's name ends in, `within` one in which it lies."""

    form: str
    full: str
    example: str
    gives: str
    near_misses: tuple[str, ...]
    place: str
    named: bool
    of: str
    level: Level | None
    within: str = ""
    since: int | None = None

    def place_in(self, name: str) -> str:
        """The words for the place in `name`, empty if it is not of this form."""
        before, _, behind = self.form.partition(_PLACE)
        if len(name) > len(before) + len(behind) and name.startswith(before) and name.endswith(behind):
            return name[len(before) : len(name) - len(behind)]
        return ""

    def of_place(self, place: Jurisdiction, written: str, short: str) -> str | None:
        """The full name for `place`, as it is `written` in the short one; None if such a place has no such body."""
        above = place.parent
        if self.level is not None and self.level is not place.level:
            return None
        if self.of and (not place.name.endswith(self.of) or place.name.endswith(_WHOLE)):
            return None
        if "{short}" in self.full and place.name.endswith(_WHOLE) and not self.named:
            return None
        if self.within and all(around.name != self.within for around in place.chain()):
            return None
        if "{above" in self.full and (above is None or above.level is Level.NATIONAL):
            return None
        names = (
            {"above": above.name, "above_short": short_name(above.name)} if above else {"above": "", "above_short": ""}
        )
        return self.full.format(place=place.name, short=short, written=written, **names)


@dataclass(frozen=True, slots=True)
class NamePart:
    """Words inside a name that stand for others."""

    part: str
    at: str
    full: str
    example: str
    gives: str
    near_misses: tuple[str, ...]
    behind_word: bool = False

    def spelled(self, name: str) -> str:
        """`name` with the words spelled out."""
        if self.part not in name or self._is_spelled(name):
            return name
        if self.at == "start":
            return self.full + name[len(self.part) :] if name.startswith(self.part) else name
        if self.at == "end":
            return name[: -len(self.part)] + self.full if self._ends(name) else name
        return name.replace(self.part, self.full, 1)

    def _ends(self, name: str) -> bool:
        """Whether `name` ends in the part, and not behind half a word if that is not to be."""
        before = _OF_WHOM.sub("", name.removesuffix(self.part))
        return name.endswith(self.part) and (len(before) != _HALF_WORD or not self.behind_word)

    def _is_spelled(self, name: str) -> bool:
        return self.full in name or any(
            near in name if self.at == "inside" else name.startswith(near) or name.endswith(near)
            for near in self._others
            if self.part in near
        )

    @property
    def _others(self) -> Iterator[str]:
        """The near misses, and without the word for a level that they begin with."""
        for near in self.near_misses:
            yield near
            if near[1:] != self.part:
                yield near[1:]


class Forms:
    """The short forms and parts of `forms.yaml`, in the order of the file."""

    def __init__(self, forms: Sequence[NameForm] = (), parts: Sequence[NamePart] = ()) -> None:
        self.forms = tuple(forms)
        self.parts = tuple(parts)
        self._any_part = re.compile("|".join(re.escape(part.part) for part in self.parts) or "(?!)")
        self._by_last: dict[str, list[NameForm]] = {}
        for form in self.forms:
            self._by_last.setdefault(form.form[-1], []).append(form)

    @cached_property
    def before_places(self) -> tuple[str, ...]:
        """What stands before a place in names of bodies (国家税务总局, 中共, 共青团), the longest first."""
        written = {words.partition("{")[0] for form in self.forms for words in (form.form, form.full)}
        return tuple(sorted(filter(None, written), key=lambda words: (-len(words), words)))

    @cached_property
    def common_names(self) -> frozenset[str]:
        """Names that a body of every place has (计划生育协会)."""
        return frozenset(part.full for part in self.parts if part.at == "end")

    def full_name(
        self, name: str, place_of: Callable[[str, bool], tuple[Jurisdiction, str] | None], year: int | None = None
    ) -> str | None:
        """The full name of `name`, which has a place in it, in `year`; None if it is of no known form.

        `place_of` gives the place that words mean and its short name; its second argument says whether a word for a level will do.
        """
        for form in self._by_last.get(name[-1:], ()):
            if form.since and year and year < form.since:
                continue
            written = form.place_in(name)
            if written and (found := place_of(written, not form.named)) is not None:
                place, short = found
                as_written = place.name if len(written) == 1 else written
                if (full := form.of_place(place, as_written, short)) is not None:
                    return full
        return None

    def spelled_out(self, name: str) -> str:
        """`name`, which has no place in it, with its parts spelled out."""
        if self._any_part.search(name) is None:
            return name
        for part in self.parts:
            name = part.spelled(name)
        return name


def read_forms(entries: Iterator[FileEntry]) -> Forms:
    """The short forms and parts that `entries` of `forms.yaml` hold; RegisterError names the entry that is wrong."""
    forms: list[NameForm] = []
    parts: list[NamePart] = []
    for entry in entries:
        told = (entry.text("full"), entry.text("example"), entry.text("gives"), entry.texts("not"))
        if entry.has("part"):
            parts.append(NamePart(entry.text("part"), _at(entry, _AT), *told, entry.flag("behind_word")))
        else:
            form = entry.text("form")
            if len(re.findall(re.escape(_PLACE), form)) != 1 or form.endswith(_PLACE):
                raise entry.refuse(f"the form '{form}' must have {_PLACE} in it once, and not at its end.")
            place = entry.text_or_none("in") or ""
            forms.append(
                NameForm(
                    form,
                    *told,
                    place,
                    entry.flag("named"),
                    entry.text_or_none("of") or "",
                    _level(entry),
                    entry.text_or_none("within") or "",
                    entry.year("since") if entry.has("since") else None,
                )
            )
        entry.close()
    return Forms(forms, parts)


def _level(entry: FileEntry) -> Level | None:
    value = entry.text_or_none("level")
    if value is not None and value not in tuple(Level):
        raise entry.refuse(f"'level' must be one of {', '.join(Level)}, not '{value}'.")
    return Level(value) if value else None


def _at(entry: FileEntry, values: Sequence[str]) -> str:
    value = entry.text("at")
    if value not in values:
        raise entry.refuse(f"'at' must be one of {', '.join(values)}, not '{value}'.")
    return value
