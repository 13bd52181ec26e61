"""Who a name in a clause is: the department or collective that it means in this place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kgservice.extraction.categories import read_category
from kgservice.extraction.facts import AgentGroup, Party
from kgservice.registers.entries import Department, Jurisdiction, Level
from kgservice.registers.lookup import Registers, short_name
from kgservice.slugs import slug

_LEVEL_WORD = re.compile(
    "示范区|自治区|自治州|自治县|高新区|开发区|经开区|新区|区(?!域|块|位)|市(?!场|政公用|容|域)|县(?!域)|省(?!际)|州|盟|旗|镇|乡(?!村)|街道"
)
_LEVEL_OF_GROUP = re.compile("(?:级|直属?|属)(?=各|有关|相关|部门|单位)")
_GROUP = re.compile(
    r"""
      各(?!自)
    | ^(?:有关|相关|其他|其它|全体|所有|属地|所属|基层|地方)
    | (?:成员|相关|有关|所属|直属|部分|责任|涉及|监管|主管|职能|执法)(?:部门|单位|地区|机构|企业|学校|高校|院校|街道|乡镇|镇街?|县区?|区县?|平台|科室)$
    | ^[^省市县区镇乡]{0,6}(?:经营者|业主|企业|医疗机构|院校|高校|学校|幼儿园|运营单位|建设单位|产权单位|物业公司)$
    | ^(?:驻|辖|在)[省市县区镇]?[内级]?(?:院校|高校|学校|单位|企业|部队|机构|医院)
    | ^(?:国家级|省级|市级)?(?:开发区|园区|功能区)(?:管委会|管理机构)?$
    | ^(?:乡镇|镇街?|街道?|县区?|区县|市县|县级|省级|市级|乡（镇）|镇（街道?）|乡镇（街道）)(?:人民政府|政府|办事处|办|管委会)?(?:（[^（）]*）)?$
    | ^村（?居?）?
    | 部门$
    | 以上(?:地方)?(?:人民)?政府
    """,
    re.VERBOSE,
)
_NATIONAL = re.compile(
    "^(?:国家|中国|国务院|中央|中共中央|全国|中华)|(?:[^委员组织宣传统战工武装]部|总局|总署|审计署|人民银行|[^员]监会)$"
)
_NAMED_GOVERNMENT = re.compile(
    "^(?P<place>[\u4e00-\u9fff]{1,7}?(?:新区|开发区|[^社园地小片]区|县|市|旗|镇|乡|街道))(?:党工委|党委)?(?:、)?(?P<office>人民政府|政府|办事处|管委会|管理委员会)$"
)
_PROPER_NAME = re.compile(
    "(?:公司|集团|银行|支行|分行|协会|商会|中心|学校|医院|车站|大学|学院|海关|研究院|研究所|平台|基金会|发展院)(?:（[^（）]*）)?$"
)
_BRACKETS = re.compile("（([^（）]*)）$")
_ABBREVIATIONS = (
    (re.compile("^政府(?=办公室|办公厅|办$|$)"), "人民政府"),
    (re.compile("(?<!人民)政府(?=$|（)"), "人民政府"),
    (re.compile("管委会(?=$|（)"), "管理委员会"),
    (re.compile("^委办(?=$)"), "委办公室"),
    (re.compile("(?<=政府)办(?=$)"), "办公室"),
)


@dataclass(slots=True)
class Names:
    """Resolves the names in one document: `place` is the document's own, None if it is not known.

    A name without a level word belongs to the level named last in its clause (市农委、海洋渔业局); call `begin_clause` before
    each clause.
    """

    registers: Registers
    place: Jurisdiction
    _inherited: Jurisdiction | None = None

    def begin_clause(self) -> None:
        """Forget the level that the last clause named."""
        self._inherited = None

    def resolve(self, surface: str) -> Party:
        """The one department or collective that `surface` (folded) means here; made by rule if no register knows it."""
        surface = surface.removeprefix("中共")
        if is_group(surface) and not self._known(surface):
            return self._group(surface)
        if self.place.level is Level.NATIONAL or _NATIONAL.search(surface):
            for holder in (self.registers.national(), self.place):
                if found := self.registers.department(holder, surface):
                    return found
        place, rest = self._place_of(surface)
        if place is not None:
            self._inherited = place
            return self.registers.department(place, rest) or self._made(place, rest)
        return self._bare(surface)

    def _bare(self, surface: str) -> Party:
        nearest = self._inherited or self.place
        of_its_own = any(surface.startswith(short_name(place.name)) for place in self.place.chain())
        around = self.place.chain() if nearest is self.place or of_its_own else [nearest]
        for candidate in around:
            if candidate.level is Level.NATIONAL and self.place.level is not Level.NATIONAL:
                continue
            if found := self.registers.department(candidate, surface):
                return found
        if named := _NAMED_GOVERNMENT.match(surface):
            return self._government(named)
        return self._made(nearest, surface)

    def _known(self, surface: str) -> Department | None:
        return self.registers.department(self.place, surface)

    def _place_of(self, surface: str) -> tuple[Jurisdiction | None, str]:
        """The place that `surface` begins with, by name or level word, and the rest of it."""
        for place in self.place.chain():
            for name in (place.name, *place.aliases):
                if surface.startswith(name) and len(surface) > len(name):
                    return place, surface[len(name) :]
        for length in range(min(12, len(surface) - 1), 1, -1):
            for place in self.registers.places_named(surface[:length]):
                if place.name == surface[:length] and place.level is not Level.NATIONAL:
                    return place, surface[length:]
        if word := _LEVEL_WORD.match(surface):
            for place in self.place.chain():
                if _goes_by(place, word.group()) and len(surface) > word.end():
                    return place, surface[word.end() :]
        return None, surface

    def _group(self, surface: str) -> AgentGroup:
        place, words = self.place, surface
        if kind := self.registers.group(surface):
            return self._group_of(kind.id, kind.zh, kind.en, place)
        found, rest = self._place_of(surface)
        if found is not None:
            place, words = found, rest
            if kind := self.registers.group(words):
                return self._group_of(kind.id, kind.zh, kind.en, place)
            words = _LEVEL_OF_GROUP.sub("", words, count=1) if _LEVEL_OF_GROUP.match(words) else words
        after_level = found is not None and bool(_LEVEL_WORD.fullmatch(surface.removesuffix(rest)))
        category = read_category(self.registers, place, words, after_level=after_level)
        if place.level is Level.NATIONAL:
            return AgentGroup(slug(surface), surface, None, place, None, *category)
        return AgentGroup(f"{place.id}-{slug(words)}", f"{place.name}{words}", None, place, None, *category)

    def _group_of(self, kind: str, zh: str, en: str, place: Jurisdiction) -> AgentGroup:
        if place.level is Level.NATIONAL:
            return AgentGroup(f"{place.id}-{kind}", zh, en, place, kind)
        return AgentGroup(f"{place.id}-{kind}", f"{place.name}{zh}", f"{place.en or place.name}: {en}", place, kind)

    def _made(self, place: Jurisdiction, words: str) -> Department:
        """A department that no register knows, named by rule from what is written."""
        name = self.registers.official_name(words)
        if name is None:
            brackets = _BRACKETS.search(words)
            if brackets and (official := self.registers.official_name(words[: brackets.start()])) is not None:
                inner = self.registers.official_name(_without_level(brackets.group(1))) or _without_level(
                    brackets.group(1)
                )
                name = f"{official}（{inner}）"
        if name is None:
            name = words
            for pattern, full in _ABBREVIATIONS:
                name = pattern.sub(full, name)
            proper = _PROPER_NAME.search(words) and len(words) >= 6
            if (
                proper
                or words.startswith(short_name(place.name))
                or place.level is Level.NATIONAL
                or _is_national(words)
            ):
                return self._department(place, name, words)
        if place.level is Level.NATIONAL:
            return self._department(place, name, words)
        return self._department(place, f"{place.name}{name}", words)

    def _department(self, place: Jurisdiction, name: str, words: str) -> Department:
        return Department(None, name, None, place, (), self.registers.functions_of(words))

    def _government(self, named: re.Match[str]) -> Department:
        place = named_place(self.registers, named["place"], self.place)
        name = named.group()
        for pattern, full in _ABBREVIATIONS:
            name = pattern.sub(full, name)
        return Department(None, name, None, place)


@lru_cache(maxsize=4096)
def is_group(surface: str) -> bool:
    """Whether `surface` (folded) speaks of several bodies at once, or of whichever one it may be."""
    return bool(_GROUP.search(surface))


def named_place(registers: Registers, name: str, parent: Jurisdiction | None) -> Jurisdiction:
    """The place called `name`: from the register, where one fits under `parent`, else made by rule from its last word."""
    known = registers.places_named(name)
    if known:
        return known[0]
    return Jurisdiction(
        f"{parent.id}-{slug(name)}" if parent and parent.level is not Level.NATIONAL else slug(name),
        name,
        None,
        _level_by_name(name),
        parent,
        reviewed=False,
    )


def _level_by_name(name: str) -> Level:
    if name.endswith(("镇", "乡", "街道")):
        return Level.TOWNSHIP
    if name.endswith(("省", "自治区")):
        return Level.PROVINCE
    if name.endswith(("州", "盟", "地区")):
        return Level.PREFECTURE
    return Level.COUNTY


def _goes_by(place: Jurisdiction, word: str) -> bool:
    """Whether a document of that place calls it by that level word: 区 for 东昌府区 and for a 示范区."""
    return place.name.endswith(word) and place.level is not Level.NATIONAL


def _without_level(words: str) -> str:
    word = _LEVEL_WORD.match(words)
    return words[word.end() :] if word and word.end() < len(words) else words


def _is_national(words: str) -> bool:
    return bool(_NATIONAL.search(words))
