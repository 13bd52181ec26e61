"""Which place a document is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from kgservice.documents.parts import Document
from kgservice.documents.text import CleanText, Span, fold
from kgservice.extraction.named_places import named_place
from kgservice.extraction.places_by_bodies import county_of_bodies, names_as_others, only_place_named, place_of_branches
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS
from kgservice.lexicon import one_of
from kgservice.registers.bodies import any_ending
from kgservice.registers.counties import county_at_start, county_before
from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.lookup import Registers
from kgservice.registers.place_words import governed_place_word, place_word
from kgservice.registers.shipped import shipped_bodies

# What says of other documents what they are: no name in it is the document's own place.
_CITED = re.compile("《[^《》]*》|（[^（）]{1,12}〔\\d{4}〕[^（）]*）")
_OF_ITS_BODIES = (
    "(?=人民政府|政府|党委|委员会|管理委员会|管委会|党工委|工委|委|党政|办公|办事处|关于|[^\u4e00-\u9fff]|$)"
)
_OF_THE_STATE = re.compile(
    "中共中央|国务院|国家|全国|中央"
    f"|(?:(?![{ABOVE_TOWNSHIPS}]委)[\u4e00-\u9fff]){{2,10}}部(?:办公厅)?(?:关于|等|印发|$)"
)
_OWN_LEVEL = re.compile(
    rf"(?:我|全|本|在全)(?P<level>自治区|[{LEVELS}](?!域|间))|(?P<office>[{LEVELS}])(?:委|政府|政府办|食药?安委|直|级(?!市))"
)
_OF_YEAR = re.compile("^20\\d\\d(?:[-~]20\\d\\d)?年度?")  # 2022年茅箭区商务工作计划
# 沙县区 and 旧县镇 have a 县 in their names; in 林县区域规划 and 林县镇村建设 other words follow it.
_COUNTY = "县(?![区镇](?![域划间位块级村区街]))"
# 某市 names no place.
_TITLE_PLACE = (
    "(?!关于|[某全我本各该县]|[大小新老古县]城市)[\u4e00-\u9fff]{length}?(?P<level>自治县|{county}|旗|镇(?!县)|乡(?!县)|街道"
    "|(?<![社园地小片景辖校库矿牧林发新高])(?:(?<!城)|(?<=^[^老新主古旧全县市本中]城))区|(?:(?<!城)|(?<=^.城))市)(?![场政民容]|(?P=level)(?!委|政府|党|[级直长域内]))"
)
_TITLE_PLACE = _TITLE_PLACE.replace("{county}", _COUNTY)
_TITLE_PLACES = [
    *(re.compile(_TITLE_PLACE.replace("{length}", f"{{{length}}}")) for length in range(1, 5)),
    re.compile("[\u4e00-\u9fff]{5,12}?(?P<level>自治[县旗])"),  # 连山壮族瑶族自治县
]
_SIGNERS_PLACE = re.compile(_TITLE_PLACE.replace("{length}", "{1,4}"))
_CITY_OF_THREE = re.compile(".[城都]市")  # 韩城市
_OTHERS_PLACES = "(?![全我本各外跨每该某有请由])"
_PLACE_ENDS = "(?![场区镇乡村级域])"
_ALL_KNOWN = ("省", "自治区")  # a register has all places of these levels: 给予省 is none
_BEGINS_WITH_PLACE = (
    "(?:(?<![\u4e00-\u9fff\\d])|(?<=结合)|(?<=建设)|(?<=推进)|(?<=推动))"
    f"(?P<name>{_OTHERS_PLACES}[\u4e00-\u9fff]{{{{1,3}}}}(?<![强经由向报凭按]){{level}}){_PLACE_ENDS}"
)
_MADE_FOR_PLACE = (
    f"特制[定订](?P<name>{_OTHERS_PLACES}[\u4e00-\u9fff]{{{{1,4}}}}?{{level}}){_PLACE_ENDS}"
    f"|[结联]合(?P<meets>{_OTHERS_PLACES}[\u4e00-\u9fff]{{{{1,4}}}}?{{level}})的?(?:工作|发展|具体)?(?:实际|情况)"
)
_KIND_OF_ZONE = re.compile(f"[级类型个的{LEVELS}]|[片地]$|^.?(?:建设|创建|推进|产业|城市|农村|国家|现代)")
_PARTY = "中共"
_OWN_COUNTRY = "我国"
_LEVEL_WORDS = frozenset(LEVELS)
_OF_COUNTIES = "区县旗"
_LONGEST_ZONE = 16
_PLACE_OF_OFFICE = re.compile(f"(?![全我本])[\u4e00-\u9fff]{{1,4}}?[{LEVELS}]")
_SEVERAL = 3
_OFTEN = 2
_LONGEST_BODY = 11
_TOWNS = re.compile("各(?:[^，。；]{0,6}、)?(?:乡|镇|街道|办事处)")
_COUNTIES = re.compile("各县|县区|区县|县（|（县|县、|、县")


@cache
def _agency() -> str:
    return any_ending(ending for ending in shipped_bodies().endings if ending.agency)


@cache
def _office_of_level() -> re.Pattern[str]:
    """Whose offices a text names without a place tells that it is of no place above (县教育局: never of a province)."""
    return re.compile(f"(?<![\u4e00-\u9fff])(?P<level>[{LEVELS}])[\u4e00-\u9fff]{{2,10}}?(?:{_agency()}|办公室)")


@cache
def _elided() -> re.Pattern[str]:
    return re.compile(f"[{LEVELS}](?:委|直|级|人民政府|政府|[\u4e00-\u9fff]{{2,8}}{_agency()})")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{1,12}}?(?:{_agency()}|办公室)")


@cache
def _chain_of_names() -> re.Pattern[str]:
    named = f"[\u4e00-\u9fff]{{2,12}}?{place_word()}|(?![全我本各该])[\u4e00-\u9fff]县"
    return re.compile(f"(?:(?!关于)(?:{named}))+{_OF_ITS_BODIES}")


@cache
def _name_at_start() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{1,12}}?{place_word()}")


@cache
def _inner_name() -> re.Pattern[str]:
    inner = governed_place_word(Level.PREFECTURE, Level.COUNTY)
    return re.compile(f"[\u4e00-\u9fff]{{1,4}}{inner}(?![域块间位场民容])")


@cache
def _name_in_text() -> re.Pattern[str]:
    return re.compile(f"(?<![全我本各外跨])[\u4e00-\u9fff]{{2,7}}?{governed_place_word()}")


def place_of(document: Document, registers: Registers, issuers: Sequence[str]) -> Jurisdiction | None:
    """The document's place: from who issued it and the titles, else from its number, else from what the text calls its own (全县, 我市)."""
    text = document.text
    titles = [
        _without_body_above(_OF_YEAR.sub("", text.folded[slice(*title)]).removeprefix("关于"), registers)
        for title in _titles(document)
    ]
    publisher = document.head.publisher
    signers = [_without_body_above(fold(issuer), registers) for issuer in issuers]
    heads = [*signers, *titles]
    if publisher is not None:
        heads.append(fold(text[publisher]))
    heads = [words for words in heads if not _elided().match(words)]
    for words in heads:
        if _OF_THE_STATE.match(words) or _begins_with_ministry(words, registers):
            return registers.national()
        if place := _place_at_start(words, registers) or _place_of_office(words, registers):
            return place
    zone = next(filter(None, (_zone_at_start(title, registers) for title in titles)), None)
    if zone is not None:
        return named_place(registers, zone, None)
    for words in heads:
        if place := _registered_in(words, registers):
            return place
    number = document.head.number
    return (
        (registers.place_of_code(fold(text[number])) if number is not None else None)
        or _district_of_title(text, titles, registers)
        or _place_by_votes(text, registers)
        or _place_by_title(text, titles, registers)
        or _place_of_signer(signers, registers)
        or _place_by_bodies(text, registers)
        or (registers.national() if _is_of_the_state(text.folded, heads) else None)
    )


def _begins_with_ministry(words: str, registers: Registers) -> bool:
    """Whether `words` begin with the name of a ministry that a register knows (水利部2024年…)."""
    ends = (match.end() for match in re.finditer("部", words[:_LONGEST_BODY]))
    return any(registers.department(registers.national(), words[:end]) is not None for end in ends)


@cache
def _ministry() -> re.Pattern[str]:
    return re.compile(f"(?<![\u4e00-\u9fff]){one_of('places', 'ministries')}(?=牵头|负责|、|等|，|按)")


def _is_of_the_state(folded: str, heads: Sequence[str]) -> bool:
    """Whether a text of no level calls the country its own (我国), or has no head and only bodies of the State Council (科技部牵头，财政部负责)."""
    if _OWN_LEVEL.search(folded) or _office_of_level().search(folded):
        return False
    return _OWN_COUNTRY in folded or (not heads and len(set(_ministry().findall(folded))) >= _SEVERAL)


def _titles(document: Document) -> Iterator[Span]:
    spans = (document.title, *(plan.title for plan in document.plans))
    return (span for span in spans if span is not None and span.end > span.start)


def _place_at_start(words: str, registers: Registers, above: Jurisdiction | None = None) -> Jurisdiction | None:
    """The innermost of the places that `words` begins with (聊城市东昌府区人民政府: 东昌府区)."""
    longest = max(
        (
            place
            for length in range(2, min(14, len(words)) + 1)
            for place in registers.places_named(words[:length])
            if place.name == words[:length] or words[:length] in place.aliases
        ),
        key=lambda place: len(place.name),
        default=None,
    )
    if longest is not None:
        inner = (
            _place_at_start(words[len(longest.name) :], registers, longest) if words.startswith(longest.name) else None
        )
        return inner if inner is not None and longest in inner.chain() else longest
    if county := county_at_start(words, registers.counties):
        place = named_place(registers, county, above)
        return _place_at_start(words[len(county) :], registers, place) or place
    if match := _chain_of_names().match(words) or (above and _inner_name_at_start(words, registers)):
        if match.group().endswith("市") and registers.places_named(f"{match.group()[:-1]}省"):
            return None  # 贵州市 is a slip
        return _chain(match.group(), above, registers)
    return None


def _inner_name_at_start(words: str, registers: Registers) -> re.Match[str] | None:
    """The name by form that `words` begin with, but not 城市… or 中医药强市…."""
    match = _inner_name().match(words)
    is_place = match and (_CITY_OF_THREE.fullmatch(match.group()) or registers.bodies.is_place(match.group()))
    return match if is_place else None


def _place_of_office(words: str, registers: Registers) -> Jurisdiction | None:
    """The place before the name of an office with a known function that `words` begin with (谯城区教育局2025年…)."""
    named = _PLACE_OF_OFFICE.match(words)
    office = _office().match(words, named.end()) if named else None
    if named is None or office is None or registers.official_name(office.group()) is None:
        return None
    return named_place(registers, named.group(), None)


def _without_body_above(words: str, registers: Registers) -> str:
    """`words` from the place on, if only the name of a body above stands before it (国家税务总局衡水市税务局, 中共平川县委)."""
    above = registers.begins_above(words)
    if above != _PARTY and not registers.is_body(above):
        return words
    own = words.removeprefix(above)
    return own if _place_at_start(own, registers) or _SIGNERS_PLACE.match(own) else words


def _place_of_signer(signers: Sequence[str], registers: Registers) -> Jurisdiction | None:
    """The place before the name of any body that signed (柳川市治水办公室)."""
    for signer in signers:
        named = _SIGNERS_PLACE.match(signer)
        if named and named.end() < len(signer) and registers.is_body(signer):
            return named_place(registers, named.group(), None)
    return None


def _chain(words: str, above: Jurisdiction | None, registers: Registers) -> Jurisdiction | None:
    """The last of the places that `words` name one behind the other, each of which lies in the one before it, whatever a register says."""
    place = above
    for link in _name_at_start().finditer(words):
        inner = named_place(registers, link.group(), place)
        place = inner if place is None or inner.reviewed or place in inner.chain() else replace(inner, parent=place)
    return place


def _registered_in(words: str, registers: Registers) -> Jurisdiction | None:
    """The registered place whose name stands first in `words`; a county by its full name only, no place by half of another's (文山市: not 文山州)."""
    for start in range(len(words)):
        for end in range(min(start + 12, len(words)), start + 1, -1):
            written = words[start:end]
            for place in registers.places_named(written):
                in_full = written in (place.name, *place.aliases)
                if place.level is not Level.NATIONAL and (
                    in_full or (place.level is not Level.COUNTY and words[end : end + 1] not in _LEVEL_WORDS)
                ):
                    return place
    return None


def _place_by_votes(text: CleanText, registers: Registers) -> Jurisdiction | None:
    """The place of a level that the text calls its own, whose name the text speaks of most.

    A name in what is cited counts only for the level that it calls its own most, and where no other words say one.
    """
    own = _CITED.sub("，", text.folded)
    for place, level in enumerate(_own_levels(own)):
        for words in (own,) if place else (own, text.folded):
            known = _known_names(words, level, registers)
            for name, _ in known.most_common():
                return registers.places_named(name)[0]
        if unknown := _county_named_often(own, level, registers) or _spoken_of(own, level, registers):
            return named_place(registers, unknown, None)
    return None


def _place_by_bodies(text: CleanText, registers: Registers) -> Jurisdiction | None:
    own, level = _CITED.sub("，", text.folded), level_word(text)
    if found := level and place_of_branches(own, level, registers):
        return found
    county = county_of_bodies(text.folded, level, registers)
    return county or (only_place_named(own, level, registers) if level else None)


def _known_names(words: str, level: str, registers: Registers) -> Counter[str]:
    """How often `words` name each place of that level that a register knows."""
    known: Counter[str] = Counter()
    for name, count in Counter(match.group() for match in _name_in_text().finditer(words)).items():
        for start in range(len(name) - 1):
            if name.endswith(level) and registers.places_named(name[start:]):
                known[name[start:]] += count
                break
    return known


def _county_named_often(own: str, level: str, registers: Registers) -> str | None:
    """The one county of that level and of the register that a text names again and again, and not as one that others are dealt with in."""
    ends = (match.end() for match in re.finditer(f"{level}(?![域间划块位])", own)) if level in _OF_COUNTIES else ()
    found = ((county_before(own, end, registers.counties), end) for end in ends)
    named = Counter(name for name, end in found if name and not names_as_others(own, end - len(name)))
    name, count = next(iter(named.most_common(1)), ("", 0))
    return name if len(named) == 1 and count > _OFTEN else None


def _own_levels(own: str) -> list[str]:
    """The levels that a text calls its own, the one named most first; none above those whose offices it mostly names."""
    offices = Counter(match["level"] for match in _office_of_level().finditer(own))
    lowest = next((level for level, _ in offices.most_common(1)), "")
    levels = Counter(match["level"] or match["office"] for match in _OWN_LEVEL.finditer(own))
    return [level for level, _ in levels.most_common() if not lowest or LEVELS.find(level) >= LEVELS.find(lowest)]


def _spoken_of(own: str, level: str, registers: Registers) -> str | None:
    """The name of a place of that level that no register knows and sentences begin with (三流乡位于…; 结合桐梓县实际), or that the plan is made for (特制定龙湖区…规划)."""
    if level in _ALL_KNOWN:
        return None
    made = re.search(_MADE_FOR_PLACE.format(level=level), own)
    if made and registers.bodies.is_place(name := made["name"] or made["meets"]):
        return name
    found = Counter(match["name"] for match in re.finditer(_BEGINS_WITH_PLACE.format(level=level), own))
    for name, count in found.most_common():
        nobody = registers.bodies.is_nobody(name) or registers.bodies.begins_as_verb(name)
        if count >= _OFTEN and not nobody and registers.bodies.is_place(name):
            return name
    return None


def names_bodies_of(level: str, text: CleanText, registers: Registers) -> bool:
    """Whether bodies are named by the word for a level (县水务局, 镇林业站)."""
    named = re.finditer(
        f"(?:(?<![\u4e00-\u9fff])|(?<=由))(?:经开|高新|开发|示范|新)?{level}[\u4e00-\u9fff]{{1,{_LONGEST_BODY}}}",
        text.folded,
    )
    return bool(level) and any(
        registers.bodies.level_of(words) and registers.bodies.ending(words[:length]) is not None
        for words in map(re.Match.group, named)
        for length in range(2, len(words) + 1)
    )


def level_word(text: CleanText) -> str:
    """The word for the level of a document whose place nothing names: what the text calls its own, else whose offices it mostly names."""
    own = _CITED.sub("，", text.folded)
    offices = Counter(match["level"] for match in _office_of_level().finditer(own))
    named = [level for level, count in offices.most_common(1) if count >= _OFTEN]
    return next(iter([*_own_levels(own), *named]), "")[-1:]


def level_of(word: str, text: CleanText) -> Level | None:
    """The level that its `word` means in a text: a city (市) whose towns are spoken of, and no counties, is one of a county's rank."""
    if word == "市" and _TOWNS.search(text.folded) and not _COUNTIES.search(text.folded):
        return Level.COUNTY
    return next((ending.rank for ending in shipped_bodies().endings if ending.word == word), None)


def _place_by_title(text: CleanText, titles: Sequence[str], registers: Registers) -> Jurisdiction | None:
    """The place that a title begins with, which no register knows, if the text calls its own by that level (桐梓县…: 县水务局, 全县)."""
    for title, pattern in product(titles, _TITLE_PLACES):
        named = pattern.match(title)
        if named is None or registers.bodies.begins_as_verb(named.group()) or registers.bodies.is_nobody(named.group()):
            continue
        level = named["level"].removeprefix("自治")
        office = re.search(
            f"{named.group()}[\u4e00-\u9fff]{{1,{_LONGEST_BODY}}}?(?:{_agency()}|办公室|政府)", text.folded
        )
        if re.search(f"[全我]{level}", text.folded) or office or names_bodies_of(level, text, registers):
            return named_place(registers, named.group(), None)
        if level in ("县", "旗") and text.folded.count(named.group()) > _OFTEN:
            return named_place(registers, named.group(), None)
    return None


def _district_of_title(text: CleanText, titles: Sequence[str], registers: Registers) -> Jurisdiction | None:
    """The district or county of no register that a title begins with and the text speaks of often, though it says 全市 too."""
    for title in titles:
        named = _SIGNERS_PLACE.match(title)
        ending = registers.bodies.ending(named.group()) if named else None
        if named is None or ending is None or ending.area or registers.bodies.is_nobody(named.group()):
            continue
        if ending.rank is Level.COUNTY and text.folded.count(named.group()) > _OFTEN:
            return named_place(registers, named.group(), None)
    return None


def _zone_at_start(title: str, registers: Registers) -> str | None:
    """The name of the zone that `title` begins with (郎溪经开区安全生产方案), which is of no kind of zones (省级开发区)."""
    bodies = registers.bodies
    title = _OF_YEAR.sub("", title)
    names = (title[:length] for length in range(_LONGEST_ZONE, 3, -1))
    zone = next((name for name in names if bodies.is_area(name) and bodies.is_body(name)), None)
    generic = (
        zone is None or bodies.is_collective(zone) or bodies.begins_as_verb(zone) or _KIND_OF_ZONE.search(zone[:-1])
    )
    return None if generic else zone
