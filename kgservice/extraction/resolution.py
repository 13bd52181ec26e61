"""Who a name in a clause is: the department or collective that it means in this place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgservice.extraction.categories import read_category
from kgservice.extraction.coordinating import office_in_common
from kgservice.extraction.facts import AgentGroup, Party
from kgservice.extraction.name_parts import (
    inner_part,
    is_branch,
    named_government,
    place_before_office,
    second_name_glued,
)
from kgservice.extraction.named_places import named_place
from kgservice.extraction.shared_endings import with_shared_endings
from kgservice.levels import ABOVE_TOWNSHIPS
from kgservice.registers.bodies import PartyKind
from kgservice.registers.entries import Department, GroupKind, Jurisdiction, Level
from kgservice.registers.lookup import Registers, is_called
from kgservice.registers.offices import in_order
from kgservice.registers.place_words import short_name
from kgservice.slugs import slug

_OF_LEVEL = re.compile("(?:级|直属?|属)(?=各|有关|相关|部门|单位)|直(?![辖属])")
_OF_ONES_OWN = re.compile(
    "^(?:局|厅|委|办|部|机关)?(?:办公室|机关党委|机关纪委|党办|人事处)$|^(?:局|厅|委)(?:机关|属|直).{2,10}$"
)
_OF_SEVERAL = ("各", "有关", "相关")
_INSIDE_INSTITUTION = re.compile(f"(?!{'|'.join(_OF_SEVERAL)}).{{2,10}}(?:部|院|中心|科|室)")
_LONGEST_INNER = 16
# An organ of a party committee is called by its place (市委网络安全和信息化委员会办公室), which 市网信办 of an unknown city is not.
_OF_SOME_COMMITTEE = "委"
_COMMITTEE = re.compile("^(?P<whose>.*?)(?:党委|党工委)$")
_COMMITTEE_IN_SHORT = re.compile(f"[{ABOVE_TOWNSHIPS}]委$")
_OF_COMMITTEE = re.compile(f"^[{ABOVE_TOWNSHIPS}]委")
_BRACKETS = re.compile("^(?P<outer>.+?)[（〔](?P<inner>[^（）〔〕]*)[）〕]$")
_WHOLE = "全"  # 全区各专班 are those of the place, as 区各专班 are
_SHORTEST_PROPER = 6
_SHORTEST_AGENCY = 3  # 市法院
WITH_DEPARTMENTS = (PartyKind.PUBLIC_INSTITUTION, PartyKind.ENTERPRISE)
"""The kinds of parties, public bodies apart, that have departments of their own."""
_OWN_NAMES = (PartyKind.ENTERPRISE, PartyKind.SOCIAL_ORGANIZATION)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the names before one in its clause say of it: the place of the level named last, the committee named last, `whose` inner office one was."""

    place: Jurisdiction | None = None
    whose: Department | None = None
    committee: str = ""
    of_party: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Resolves the names in one document: `place` is the document's own, `office` the one that made the plan for itself, if one did.

    `level` is the word for the level of a place that the document does not name (财政厅 of some province: 省财政厅); `place` is the state then.
    `year` is the document's, by which offices are called; `common` are the bodies offices have in common that it names (领导小组: 就业工作领导小组).
    """

    registers: Registers
    place: Jurisdiction
    office: Department | None = None
    level: str = ""
    year: int | None = None
    common: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _known_names: dict[tuple[str, _Said], tuple[Party, _Said]] = field(default_factory=dict, repr=False, compare=False)

    def resolve(self, surface: str) -> Party:
        """The one department or collective that `surface` (folded) means here; made by rule if no register knows it."""
        return self.resolve_clause((surface,))[0]

    def resolve_clause(self, surfaces: Sequence[str]) -> list[Party]:
        """Whom the names of a clause, in their order, mean.

        One without a word for a level belongs to the level named last (市农委、海洋渔业局), a bare government to the committee
        before it (各县党委、政府), an organ of the party to the committee named last (市委组织部、宣传部).
        """
        parties: list[Party] = []
        said = _Said()
        for surface in with_shared_endings(surfaces, self.registers):
            asked = (surface, said)
            if asked not in self._known_names:
                self._known_names[asked] = self._resolve(surface, said)
            party, said = self._known_names[asked]
            parties.append(party)
        return parties

    def _resolve(self, surface: str, said: _Said) -> tuple[Party, _Said]:
        words = surface.removeprefix("中共").replace("〔", "（").replace("〕", "）")
        if said.committee and self.registers.bodies.is_bare(words):
            words = said.committee + words
        elif common := office_in_common(words, self.common):
            words = f"{self.place.name}{common}"
        elif said.of_party and said.place is not None and self.registers.bodies.is_organ(words):
            words = f"{said.place.name}委{words}"
        committee = _COMMITTEE.match(words)
        following = replace(
            said,
            committee=committee["whose"] if committee else "",
            of_party=said.of_party or bool(_OF_COMMITTEE.match(words)),
        )
        if self.registers.is_group(words) and not self._known(words) and not self._is_inner(words):
            return self._group(words), following
        if self._is_of_unnamed_place(words):
            words = f"{self.level}{words}"
            return self._made(self.place, words, words), following
        if self.place.level is Level.NATIONAL or self.registers.bodies.is_national(words):
            for holder in (self.registers.national(), self.place):
                if found := self.registers.department(holder, words):
                    return found, following
        place, rest = self._place_of(words)
        if place is not None:
            following = replace(following, place=place, whose=None)
            if second := second_name_glued(words, self.registers.bodies):
                first = self._of_place(place, rest.removesuffix(second), words.removesuffix(second))
                return self._department(place, f"{first.name}{self._second_name(place, second)}", rest), following
            if inner := inner_part(rest, self.registers.bodies):
                whose = self._of_place(place, rest.removesuffix(inner), words.removesuffix(inner))
                return self._inner_office(whose, inner), replace(following, whose=whose)
            return self._of_place(place, rest, words), following
        if said.whose is not None and self._is_called_inner(words):
            return self._inner_office(said.whose, words), following
        return self._bare(words, said.place), following

    def _of_place(self, place: Jurisdiction, rest: str, words: str) -> Department:
        return self.registers.department(place, rest) or self._made(place, rest, words)

    def _inner_office(self, whose: Department, words: str) -> Department:
        """The office of that name inside another one, which calls it as it is written (应急处)."""
        brackets = _BRACKETS.match(words)
        name = brackets["outer"] if brackets else words
        is_called = self.registers.bodies.is_inner(name)
        spelled = self.registers.forms.spelled_out(name) if is_called else self._spelled(whose.jurisdiction, name)
        second = self._second_name(whose.jurisdiction, brackets["inner"]) if brackets else ""
        return self._department(whose.jurisdiction, f"{whose.name}{spelled}{second}", words)

    def _is_of_unnamed_place(self, words: str) -> bool:
        """Whether `words` name an office without the word for its level, in a document of a place that is not named."""
        bodies = self.registers.bodies
        ending = bodies.ending(words)
        return (
            bool(self.level)
            and ending is not None
            and ending.kind is PartyKind.PUBLIC_BODY
            and not (
                ending.place or ending.own or ending.board or bodies.level_of(words) or self._is_named_by_place(words)
            )
            and not self.registers.bodies.is_national(words)
        )

    def _bare(self, words: str, inherited: Jurisdiction | None) -> Party:
        """Who a name is that begins with no place and no word for a level."""
        ending = self.registers.bodies.ending(words)
        apart = ending is not None and ending.board  # 闵行区政府、临港新片区管委会: its area is none of the district's
        nearest = self.place if apart or inherited is None else inherited
        of_its_own = any(words.startswith(short_name(place.name)) for place in self.place.chain())
        around = self.place.chain() if nearest is self.place or of_its_own else [nearest]
        for candidate in around:
            if candidate.level is Level.NATIONAL and self.place.level is not Level.NATIONAL:
                continue
            if found := self.registers.department(candidate, words):
                return found
        if (
            full := self._own_name(nearest, words)
            or self._full_name(words)
            or self._full_name(f"{nearest.name}{words}")
        ):
            return self._department(nearest, full, words)
        if self.office is not None and (self._is_inner(words) or self._is_of_office(words)):
            return self._inner_office(self.office, words)
        named = named_government().match(words)
        if named and not self._is_level(named["place"]) and self._begins_with_known(words) is None:
            return self._government(named["place"], named["office"])
        if office := self._office_of_named_place(words):
            return office
        has_government = not self.registers.bodies.is_area(words) or bool(self.registers.places_named(words))
        if has_government and self.registers.bodies.is_place(words):
            return self._government(words, "办事处" if words.endswith("街道") else None)
        return self._made(nearest, words, words)

    def _office_of_named_place(self, words: str) -> Department | None:
        """The office with a known function before whose name that of a place stands, which no register need know (平川区水务局)."""
        named = place_before_office().match(words)
        if named is None or not self.registers.bodies.is_place(named.group()):
            return None
        office = words[named.end() :]
        is_one = self.registers.bodies.is_agency(office) or is_branch(office, self.registers.bodies)
        if not is_one or self.registers.official_name(office) is None:
            return None
        return self._of_place(named_place(self.registers, named.group(), self.place), office, words)

    def _is_inner(self, words: str) -> bool:
        inner = self._is_called_inner(words) or self._is_inside_institution(words)
        return self.office is not None and inner

    def _is_called_inner(self, words: str) -> bool:
        bodies = self.registers.bodies
        is_one = bodies.is_inner(words) and not words.startswith(_OF_SEVERAL)
        inner = is_one and len(words) <= _LONGEST_INNER and not bodies.names_level(words)
        return inner or _OF_ONES_OWN.match(words) is not None

    def _is_inside_institution(self, words: str) -> bool:
        """Whether who made the plan is a school, a hospital or a company, and `words` one of its departments (医务部)."""
        bodies = self.registers.bodies
        if self.office is None or bodies.kind_of(self.office.name) not in WITH_DEPARTMENTS or bodies.level_of(words):
            return False
        return _INSIDE_INSTITUTION.fullmatch(words) is not None

    def _is_of_office(self, words: str) -> bool:
        """Whether `words` name an institution that tells no place, in a plan that an office made for itself."""
        of_kind = self.registers.bodies.kind_of(words) is PartyKind.PUBLIC_INSTITUTION
        return of_kind and not self._is_named_by_place(words) and not self.registers.is_group(words)

    def _known(self, words: str) -> Department | None:
        of_state = (self.registers.national(),) if self.registers.bodies.is_national(words) else ()
        return next(
            filter(None, (self.registers.department(holder, words) for holder in (self.place, *of_state))), None
        )

    def _place_of(self, words: str) -> tuple[Jurisdiction | None, str]:
        """The place that `words` begin with, by name or word for a level, and the rest of them."""
        for place in self.place.chain():
            for name in (place.name, *place.aliases):
                if words.startswith(name) and len(words) > len(name) and words[len(name)] != "级":
                    return place, words[len(name) :]
        if name := self.registers.place_at_start(words):
            for place in self.registers.places_named(name):
                if is_called(place, name) and place.level is not Level.NATIONAL:
                    return place, words[len(name) :]
        named = words.removeprefix(_WHOLE)
        level = self.registers.bodies.level_of(named)
        if level and len(named) > len(level) and (found := self._of_level(level)) is not None:
            return found, named[len(level) :]
        return None, words

    def _of_level(self, word: str) -> Jurisdiction | None:
        """The place that a document of this place calls by that word: 区 for 东昌府区 and for a 示范区."""
        return next(
            (place for place in self.place.chain() if place.name.endswith(word) and place.level is not Level.NATIONAL),
            None,
        )

    def _is_level(self, words: str) -> bool:
        return any(words == level.word for level in self.registers.bodies.levels)

    def _place_written(self, words: str, level_will_do: bool) -> tuple[Jurisdiction, str] | None:
        """The place that `words` mean, whether a word for a level or a name, and its short name."""
        if self._is_level(words):
            place = self._of_level(words) if level_will_do else None
        else:
            around = [
                place for place in self.place.chain() if words in (place.name, short_name(place.name), *place.aliases)
            ]
            place = next(iter(around or self.registers.places_named(words)), None)
        if place is None or place.level is Level.NATIONAL:
            return None
        return place, short_name(place.name)

    def _full_name(self, words: str) -> str | None:
        return self.registers.forms.full_name(words, self._place_written, self.year)

    def _group(self, words: str) -> AgentGroup:
        """The collective that `words` name: of a kind that the register has, else under the words as written."""
        place, rest = self._place_of(words)
        said_of = place or self.place
        of_level = place is not None and _OF_LEVEL.match(rest)
        called = words if said_of.level is Level.NATIONAL else f"{said_of.name}{words if of_level else rest}"
        for holder, form in ((self.place, words), (said_of, rest)):
            if kind := self.registers.group(form):
                return replace(self._group_of(kind, holder), called=called)
        plain = _OF_LEVEL.sub("", rest, count=1) if of_level else rest
        after_level = place is not None and words.removesuffix(rest) == self.registers.bodies.level_of(words)
        category = read_category(self.registers, said_of, plain, after_level=after_level)
        if said_of.level is Level.NATIONAL:
            return AgentGroup(slug(words), words, None, said_of, None, *category, called)
        name = f"{said_of.name}{plain}"
        return AgentGroup(f"{said_of.id}-{slug(plain)}", name, None, said_of, None, *category, called)

    def _group_of(self, kind: GroupKind, place: Jurisdiction) -> AgentGroup:
        identifier = f"{place.id}-{kind.id}"
        if place.level is Level.NATIONAL:
            return AgentGroup(identifier, kind.zh, kind.en, place, kind.id)
        return AgentGroup(identifier, f"{place.name}{kind.zh}", f"{place.en or place.name}: {kind.en}", place, kind.id)

    def _made(self, place: Jurisdiction, rest: str, written: str) -> Department:
        """A department that no register knows, named by rule: `written`, of which `rest` stands behind its place."""
        if full := self._own_name(place, rest) or self._full_name(written) or self._branch_of_short(written):
            return self._department(place, full, rest)
        if known := self._begins_with_known(written):
            return self._department(place, self._spelled(place, known), rest)
        name = self._spelled(place, rest)
        own = rest == written and (self._is_own_name(rest) or self._level_is_nowhere(rest))
        if place.level is Level.NATIONAL or own:
            return self._department(place, self._spelled(place, written), rest)
        return self._department(place, f"{place.name}{name}", rest)

    def _own_name(self, place: Jurisdiction, rest: str) -> str | None:
        """The full name of the office `rest` of `place`, which calls it in a way of its own; None if no register has it."""
        called = None if place.level is Level.NATIONAL else self.registers.called_in(place, rest, self.year)
        return f"{place.name}{called}" if called else None

    def _branch_of_short(self, words: str) -> str | None:
        """The full name of what stands inside an office that `words` begin with in short (市税务局稽查局); None without one."""
        bodies = self.registers.bodies
        for end in range(len(words) - 2, _SHORTEST_AGENCY - 1, -1):
            office, inside = words[:end], words[end:]
            is_one = bodies.is_agency(office) and not _COMMITTEE_IN_SHORT.search(office)
            if (
                is_one
                and bodies.ending(inside) is not None
                and (full := self._full_name(office) or self._official(office))
            ):
                return f"{full}{self.registers.forms.spelled_out(inside)}"
        return None

    def _official(self, words: str) -> str | None:
        """The official name of the office of a place that `words` name (市市场监管局); None if no register has it."""
        place, rest = self._place_of(words)
        if place is None or place.level is Level.NATIONAL:
            return None
        official = self.registers.official_name(rest)
        spelled = f"{place.name}{self.registers.forms.spelled_out(official)}" if official else None
        return self._own_name(place, rest) or spelled

    def _is_own_name(self, words: str) -> bool:
        """Whether `words` need no place before them: a company, a branch named by its town, what is of the state."""
        ending = self.registers.bodies.ending(words)
        if ending is not None and ending.own:
            return True
        of_many = self.registers.is_group(words) or words in self.registers.forms.common_names
        if self.registers.bodies.kind_of(words) in _OWN_NAMES and not of_many:
            return True
        is_institution = self.registers.bodies.kind_of(words) is PartyKind.PUBLIC_INSTITUTION
        if is_institution and len(words) >= _SHORTEST_PROPER and not (ending is not None and ending.of_function):
            return True
        return self._is_named_by_place(words) or self.registers.bodies.is_national(words)

    def _is_named_by_place(self, words: str) -> bool:
        """Whether the short name of a place stands first (天津海关)."""
        return any(words.startswith(short_name(place.name)) for place in self.place.chain()) or any(
            self.registers.places_named(words[:length]) for length in range(2, min(8, len(words)))
        )

    def _level_is_nowhere(self, words: str) -> bool:
        """Whether a word for a level stands first that is none of this place's."""
        level = self.registers.bodies.level_of(words)
        return len(level) == 1 and self._of_level(level) is None

    def _begins_with_known(self, words: str) -> str | None:
        """`words` with the name of the known national office that they begin with in full (国家药监局某中心); None without one."""
        national = self.registers.national()
        for length in range(len(words) - 2, 3, -1):
            if words[:length].startswith(("国家", "中国")) and (
                known := self.registers.department(national, words[:length])
            ):
                return known.name + words[length:]
        return None

    def _spelled(self, place: Jurisdiction, words: str) -> str:
        """`words`, which begin with no place, spelled out; a second name in brackets is one of the same place."""
        official = self.registers.official_name(words)
        if official is not None:
            return self.registers.forms.spelled_out(official)
        level = self.registers.bodies.level_of(words)
        if len(level) == 1 and self._of_level(level) is None and len(words) > len(level):
            spelled = self._spelled(place, words[len(level) :])
            return words if spelled.startswith(_OF_SOME_COMMITTEE) else level + spelled
        if brackets := _BRACKETS.match(words):
            inner = brackets["inner"]
            short = inner.removeprefix(self.registers.bodies.level_of(inner))
            if len(short) < len(brackets["outer"]) and in_order(short, brackets["outer"]):
                return self._spelled(place, brackets["outer"])
            return f"{self._spelled(place, brackets['outer'])}{self._second_name(place, inner)}"
        return self.registers.forms.spelled_out(words)

    def _second_name(self, place: Jurisdiction, words: str) -> str:
        """`words` that stand in brackets behind a name, in these: a second name of the same place, else as they are."""
        is_name = self.registers.is_body(words) and not self.registers.bodies.is_place(words)
        if is_name and not words.startswith("驻"):
            words = self._resolve(words, _Said(place))[0].name
        return f"（{words}）"

    def _department(self, place: Jurisdiction, name: str, words: str) -> Department:
        return self.registers.reviewed(Department(None, name, None, place, (), self.registers.functions_of(words)))

    def _government(self, place_name: str, office: str | None) -> Department:
        """Who governs the place of that name: its `office`, where that is told, else what its government is called."""
        place = named_place(self.registers, place_name, self.place)
        spelled_out = self.registers.forms.spelled_out
        called = place.name if place_name in place.aliases else spelled_out(place_name)  # 黔南州
        governs = office or place.governed_by
        return self._department(place, f"{called}{spelled_out(governs)}", governs)
