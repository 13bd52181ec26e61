"""Tells from its words whether a name is that of a body, of several at once or of none, and of which kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kgservice.levels import LEVELS
from kgservice.registers.entries import Level
from kgservice.registers.entry_files import FileEntry
from kgservice.registers.remembering import remembered


class PartyKind(StrEnum):
    """What kind of party a body is (主体类别)."""

    PUBLIC_BODY = "public-body"
    PUBLIC_INSTITUTION = "public-institution"
    MASS_ORGANIZATION = "mass-organization"
    SOCIAL_ORGANIZATION = "social-organization"
    ENTERPRISE = "enterprise"
    PUBLIC = "public"


_OFFICES = (PartyKind.PUBLIC_BODY, PartyKind.MASS_ORGANIZATION)
_COVERS = ("none", "any", "several")
_SORTS = ("ending", "level", "collective", "nobody", "verb", "state", "people", "purpose")
_STANDS = ("first", "inside", "last", "whole")
_FLAGS = (
    "alone",
    "place",
    "own",
    "area",
    "board",
    "agency",
    "inner",
    "national",
    "party",
    "of_function",
    "branch",
    "coordinating",
    "person",
)
_BRACKETS = re.compile("(?<=.)(?:[（〔][^（）〔〕]*(?:（[^（）]*）[^（）〔〕]*)?[）〕])+$")
_IN_BRACKETS = re.compile("[（〔][^（）〔〕]*[）〕]")
_ODD = re.compile("[。；：？！，、\n]|^[（）〔〕“”·-]+$|^\\d|\\d{3}")
# Levels that share a word (各市、县、区政府; 各区、县级市).
_SHARED = re.compile(f"(?<=[{LEVELS}])(?:[、，](?:[{LEVELS}]|街道|县级市|自治区|直辖市))+")
# 县（市、区）人民政府, 镇（街道）: whichever of them it may be.
_LEVELS_AT_ONCE = re.compile(f"(?:[{LEVELS}]|乡镇|街道)（(?:[{LEVELS}场]|街道|、)+）")
_SEVERAL_LEVELS = re.compile(f"(?:([{LEVELS}])(?!\\1)){{3,4}}(?!场)")
_LONGEST = 40
_LONGEST_UNKNOWN = 20
# A class of bodies is named by up to three characters before its ending (自来水公司); a body's own name is longer.
_LONGEST_CLASS = 3
_SHORTEST_FIELD = 2  # 市县林业局; 县市监局 is that of 市场监管


@dataclass(frozen=True)
class BodyWord:
    """A word of `bodies.yaml`: what it does, an example, and what looks like it and is something else."""

    word: str
    example: str
    near_misses: tuple[str, ...]
    not_in_text: tuple[str, ...] = ()
    stands: str = "last"
    kind: PartyKind | None = None
    alone: bool = False
    covers: str = "none"
    place: bool = False
    rank: Level | None = None
    own: bool = False
    area: bool = False
    board: bool = False
    agency: bool = False
    inner: bool = False
    national: bool = False
    party: bool = False
    of_function: bool = False
    branch: bool = False
    coordinating: bool = False
    person: bool = False
    in_full: str = ""

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The near misses that have the word in them, and more."""
        return tuple(near for near in self.near_misses if self.word in near and near != self.word)

    def ends(self, name: str) -> bool:
        """Whether `name` ends so."""
        return name.endswith(self.word) and not name.endswith(self.others)

    def begins(self, name: str) -> bool:
        """Whether `name` begins so."""
        return name.startswith(self.word) and not name.startswith(self.others)

    @cached_property
    def as_ending(self) -> str:
        """A pattern of the word at the end of a name that stands in a text, its own letters first."""
        misses = self.not_in_text if self.rank else [near for near in self.others if near.endswith(self.word)]
        return re.escape(self.word) + "".join(f"(?<!{re.escape(near)})" for near in misses)

    @property
    def as_beginning(self) -> str:
        """A pattern of the word where it begins something in a text."""
        misses = [re.escape(near.removeprefix(self.word)) for near in self.others if near.startswith(self.word)]
        return re.escape(self.word) + (f"(?!{'|'.join(misses)})" if misses else "")

    def holds(self, name: str) -> bool:
        """Whether the word is in `name` where it `stands`."""
        if self.stands == "first":
            return self.begins(name)
        if self.stands == "whole":
            return name == self.word
        if self.stands == "inside":
            return self.word in name and not any(other in name for other in self.others)
        return self.ends(name)


class Bodies:
    """The words of the register, asked for names that are folded."""

    def __init__(
        self,
        endings: Sequence[BodyWord] = (),
        levels: Sequence[BodyWord] = (),
        collectives: Sequence[BodyWord] = (),
        nobodies: Sequence[BodyWord] = (),
        verbs: Sequence[BodyWord] = (),
        states: Sequence[BodyWord] = (),
        peoples: Sequence[BodyWord] = (),
        purposes: Sequence[BodyWord] = (),
    ) -> None:
        self.endings = tuple(endings)
        self.levels = tuple(sorted(levels, key=lambda level: -len(level.word)))
        self.collectives = tuple(collectives)
        self.nobodies = tuple(nobodies)
        self.verbs = tuple(verbs)
        self.states = tuple(states)
        self.peoples = tuple(peoples)
        self.purposes = tuple(purposes)
        self.in_full = {ending.word: ending.in_full for ending in endings if ending.in_full}
        self._ending = {ending.word: ending for ending in endings}
        self._endings_asked: dict[str, BodyWord | None] = {}
        self._collectives_asked: dict[str, bool] = {}
        self._longest = max((len(ending.word) for ending in endings), default=0)
        self._levels: dict[str, list[BodyWord]] = {}
        for level in self.levels:
            self._levels.setdefault(level.word[0], []).append(level)
        self._collective = _Standing(self.collectives)
        self._nobody = _Standing(self.nobodies)
        self._person = _Standing(word for word in self.nobodies if word.person)
        self._verb = _Standing(self.verbs)
        self._state = _Standing(self.states)

    def ending(self, name: str) -> BodyWord | None:
        """The word that `name` ends with as bodies' names do, the longest there is; None if it names none."""
        return remembered(self._endings_asked, name, self._find_ending)

    def _find_ending(self, name: str) -> BodyWord | None:
        bare = _BRACKETS.sub("", name)
        for length in range(min(self._longest, len(bare)), 0, -1):
            ending = self._ending.get(bare[-length:])
            if ending is not None:
                return ending if ending.ends(bare) and (ending.alone or len(bare) > length) else None
        return None

    def is_body(self, name: str) -> bool:
        """Whether `name` reads as the name of a body or a collective."""
        return (
            1 < len(name) <= _LONGEST
            and self._ends_as_one(name)
            and not _ODD.search(_SHARED.sub("", _IN_BRACKETS.sub("", name)))
            and not self.is_nobody(name)
        )

    def is_office(self, name: str) -> bool:
        """Whether `name` is that of one body, or of several offices of party, government or a mass organization (not 学校)."""
        return not self.is_collective(name) or self.kind_of(name) in _OFFICES

    def is_place(self, name: str) -> bool:
        """Whether `name` is a place's, which stands for its government (跳马镇)."""
        return (ending := self.ending(name)) is not None and ending.place

    def is_area(self, name: str) -> bool:
        """Whether `name` is that of an area which has no government of its own (经济开发区)."""
        return (ending := self.ending(name)) is not None and ending.area

    def is_agency(self, name: str) -> bool:
        """Whether `name` is that of an office of party or government that has offices of its own (市教育局)."""
        return (ending := self.ending(name)) is not None and ending.agency

    def is_board(self, name: str) -> bool:
        """Whether `name` is that of who manages an area (经济开发区管委会)."""
        return (ending := self.ending(name)) is not None and ending.board

    def is_inner(self, name: str) -> bool:
        """Whether `name` is that of an office inside another (基层处)."""
        return (ending := self.ending(name)) is not None and ending.inner

    def is_national(self, name: str) -> bool:
        """Whether `name` is as those of bodies of the state are (国家药监局, 教育部)."""
        return self._state.holds(name) or ((ending := self.ending(name)) is not None and ending.national)

    def is_organ(self, name: str) -> bool:
        """Whether `name` is that of an organ of the party's committee without the committee's (组织部)."""
        ending = self._ending.get(name)
        return ending is not None and ending.party

    def _ends_as_one(self, name: str) -> bool:
        """Whether `name` ends as bodies' names do; behind 各 and the like the bare word for a body is enough (各县)."""
        if self.ending(name) is not None or self._collective.is_whole(name) or self._names_a_class(name):
            return True
        return self._collective.holds(name) and _BRACKETS.sub("", name).endswith(tuple(self._ending))

    def may_be_body(self, name: str) -> bool:
        """Whether `name` can be that of a body whose ending is not known."""
        bare = _IN_BRACKETS.sub("", name)
        return (
            1 < len(bare) <= _LONGEST_UNKNOWN
            and not _ODD.search(bare)
            and not self.is_nobody(bare)
            and not self._collective.holds(bare)
            and not self.begins_as_verb(bare)
        )

    def is_nobody(self, name: str) -> bool:
        """Whether no party is called `name` (下同, 单位 alone, half a sentence)."""
        bare = self._ending.get(name)
        if bare is not None and not bare.alone and not self.is_collective(name):
            return True
        return self._nobody.holds(name)

    def is_person(self, name: str) -> bool:
        """Whether `name` is that of a person's office (县政府分管领导)."""
        return self._person.holds(name)

    def begins_as_verb(self, name: str) -> bool:
        """Whether `name` begins with what is done (支持行业协会)."""
        return self._verb.holds(name)

    def is_bare(self, name: str) -> bool:
        """Whether `name` is an ending and nothing more (人民政府), so that something else has to say whose it is."""
        bare = self._ending.get(name)
        return bare is not None and not bare.alone and not self._names_a_class(name)

    def is_collective(self, name: str) -> bool:
        """Whether `name` speaks of several bodies at once, or of whichever one it may be."""
        return remembered(self._collectives_asked, name, self._speaks_of_several)

    def _speaks_of_several(self, name: str) -> bool:
        if self._collective.holds(name) or _LEVELS_AT_ONCE.match(name) or self._is_of_two_levels(name):
            return True
        ending = self.ending(name)
        if ending is None or ending.covers == "none":
            return self._names_a_class(name) or (
                ending is not None and ending.board and self._is_of_any_area(name, ending)
            )
        if ending.covers == "several":
            return True
        return len(name) - len(ending.word) <= _LONGEST_CLASS and not self.level_of(name)

    def _is_of_two_levels(self, name: str) -> bool:
        """Whether `name` begins with two words for levels or more, one after the other (市县林业局, 旗县区政府, not 市市场监管局)."""
        levels = _SEVERAL_LEVELS.match(name)
        level = self.level_of(name)
        below = self.level_of(name[len(level) :]) if level else ""
        if levels is None and (not len(level) == len(below) == 1 or level == below):
            return False
        rest = name[levels.end() if levels else 2 :]
        ending = self.ending(rest)
        return rest in self._ending or (ending is not None and len(rest) - len(ending.word) >= _SHORTEST_FIELD)

    def _is_of_any_area(self, name: str, ending: BodyWord) -> bool:
        """Whether nothing before `ending` tells which area it manages (功能区管委会)."""
        area = self._ending.get(name.removesuffix(ending.word))
        return area is not None and area.area and area.covers == "any"

    def _names_a_class(self, name: str) -> bool:
        """Whether `name` is the bare word for schools, companies or people (幼儿园), which is all of them; 单位 is nobody."""
        bare = self._ending.get(name)
        return bare is not None and bare.covers != "none" and bare.kind is not PartyKind.PUBLIC_BODY

    def level_of(self, name: str) -> str:
        """The word for a level that `name` begins with, empty if it begins with none."""
        return next((level.word for level in self._levels.get(name[:1], ()) if level.begins(name)), "")

    def names_level(self, name: str) -> bool:
        """Whether a word for a level stands anywhere in `name`."""
        return any(self.level_of(name[start:]) for start in range(len(name)))

    def kind_of(self, name: str) -> PartyKind:
        """What kind of party `name` names; one that does not tell is taken for a public body."""
        ending = self.ending(name) or self._ending.get(name)
        return ending.kind if ending is not None and ending.kind is not None else PartyKind.PUBLIC_BODY


def any_ending(endings: Iterable[BodyWord]) -> str:
    """A pattern that names end with as any of `endings` do; those that another one covers (分局: 局) are left out."""
    words = sorted(endings, key=lambda ending: len(ending.word))
    kept: list[BodyWord] = []
    for ending in words:
        if not any(shorter.ends(ending.word) for shorter in kept):
            kept.append(ending)
    return f"(?:{'|'.join(ending.as_ending for ending in reversed(kept))})"


class _Standing:
    """Words by where they stand in a name."""

    def __init__(self, words: Iterable[BodyWord]) -> None:
        by_place: dict[str, list[BodyWord]] = {place: [] for place in _STANDS}
        for word in words:
            by_place[word.stands].append(word)
        self._whole = {word.word for word in by_place["whole"]}
        self._first = _by_first_letter(by_place["first"])
        self._rest = _by_first_letter([*by_place["inside"], *by_place["last"]])

    def is_whole(self, name: str) -> bool:
        """Whether `name` is one of the words and nothing more."""
        return name in self._whole

    def holds(self, name: str) -> bool:
        """Whether `name` has one of the words where it stands."""
        return (
            name in self._whole
            or any(word.begins(name) for word in self._first.get(name[:1], ()))
            or any(word.holds(name) for letter in name for word in self._rest.get(letter, ()))
        )


def _by_first_letter(words: Iterable[BodyWord]) -> dict[str, list[BodyWord]]:
    found: dict[str, list[BodyWord]] = {}
    for word in words:
        found.setdefault(word.word[0], []).append(word)
    return found


def read_bodies(entries: Iterator[FileEntry]) -> Bodies:
    """The words that `entries` of `bodies.yaml` hold; RegisterError names the entry that is wrong."""
    made: dict[str, list[BodyWord]] = {sort: [] for sort in _SORTS}
    for entry in entries:
        what = next((key for key in made if entry.has(key)), None)
        if what is None:
            raise entry.refuse(f"an entry must begin with one of {', '.join(made)}.")
        word = entry.text(what)
        if any(word == each.word for each in made[what]):
            raise entry.refuse(f"the {what} '{word}' stands twice; remove one entry.")
        made[what].append(
            BodyWord(
                word,
                entry.text("example"),
                entry.texts("not"),
                entry.texts("not_in_text"),
                _one_of(entry, "stands", _STANDS, "last" if what == "ending" else "first"),
                PartyKind(_one_of(entry, "kind", tuple(PartyKind), "")) if what == "ending" else None,
                covers=_one_of(entry, "covers", _COVERS, "none"),
                in_full=entry.text_or_none("in_full") or "",
                rank=Level(rank) if (rank := _one_of(entry, "rank", ("", *Level), "")) else None,
                **{flag: entry.flag(flag) for flag in _FLAGS},
            )
        )
        entry.close()
    return Bodies(*made.values())


def _one_of(entry: FileEntry, key: str, values: Sequence[str], default: str) -> str:
    value = entry.text_or_none(key) or default
    if value not in values:
        raise entry.refuse(f"'{key}' must be one of {', '.join(values)}, not '{value}'.")
    return value
