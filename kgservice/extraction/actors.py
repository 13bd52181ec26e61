"""Finds whom a sentence names as the one who acts (公安、农业农村等部门要落实…), which is no responsibility clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Mention, Role
from kgservice.extraction.parties import read_clause
from kgservice.extraction.resolution import Names
from kgservice.registers.lookup import Registers

_PART = re.compile("[^，；：]+")
_LEAD_IN = re.compile(
    "^(?:[一二三四五六七八九十]+是(?:要)?|[①-⑳]|--|其中|同时|此外|另外|由|要求|督促|监督|指导|引导|帮助|责成)+"
)
_ACTS = re.compile(
    "(?:要|应|须|必须|务必|不得|严禁|负责(?!人|制)|牵头|会同|配合|协助|承担|可|能|将|把|对|向|按|依|根据|结合|每|在|加强|做好|开展|建立|健全|组织|制定"
    "|落实|履行|实施|推动|推进|完善|严格|强化|研究|联合|统筹|建设|指导|督促|定期|及时|切实|采取|发现|进行|主动|积极|认真|全面|加大|加快|通过"
    "|利用|协调|提供|设立|明确|共同|分别|具体|同步|做到|坚持|充分|层层|逐级|参照|抓好|提出|发布|出台)"
)
_LEVEL = re.compile("^各[^、]{1,8}(?=党工?委)")
_ALL = re.compile("(?:全部|都|均)$")
_PERSONS = ("干部",)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ActorRule:
    """A form in which a sentence names who acts: `find` gives the parties of a sentence, as they resolve and where they stand."""

    id: str
    find: Callable[[CleanText, Span, Registers], Iterable[tuple[str, Span]]]


def find_actors(text: CleanText, sentence: Span, names: Names) -> Iterator[Mention]:
    """The parties that parts of `sentence` begin with and whose doing follows."""
    for rule in ACTOR_RULES:
        for words, surface in rule.find(text, sentence, names.registers):
            yield Mention(rule.id, names.resolve(words), surface)


def _acting(text: CleanText, sentence: Span, registers: Registers) -> Iterator[tuple[str, Span]]:
    for part in _PART.finditer(text.folded, *sentence):
        yield from _acting_in(text, Span(*part.span()), registers)


def _acting_in(text: CleanText, part: Span, registers: Registers) -> Sequence[tuple[str, Span]]:
    folded, (start, end) = text.folded, part
    if lead_in := _LEAD_IN.match(folded[start:end]):
        start += lead_in.end()
    for act in _ACTS.finditer(folded, start + 2, min(end, start + _LONGEST)):
        before = _ALL.sub("", folded[start : act.start()])
        if before.endswith(_PERSONS) or registers.bodies.ending(before) is None:
            continue
        if found := _all_actors(text, Span(start, act.start()), registers):
            return found
    return ()


def _all_actors(text: CleanText, span: Span, registers: Registers) -> list[tuple[str, Span]]:
    """The names in `span`, as they resolve and where they stand; none unless all of them can act."""
    level = _LEVEL.match(text.folded[span.start : span.end])
    found: list[tuple[str, Span]] = []
    content = read_clause(text, span, registers, default=Role.RESPONSIBLE)
    if content.leftovers or content.deadlines:
        return []
    for party in content.parties:
        written = _ALL.sub("", text.folded[party.span.start : party.span.end])
        words = written + party.completed
        if level and found and words.startswith(("政府", "人民政府")):
            words = f"{level.group()}{words}"
        if not _may_act(words, registers):
            return []
        found.append((words, Span(party.span.start, party.span.start + len(written))))
    return found


def _may_act(words: str, registers: Registers) -> bool:
    """Whether `words` at the start of a sentence are a body's name: one known, of a level or place that is told, or a collective."""
    if registers.knows(words):
        return True
    bodies = registers.bodies
    named = bodies.level_of(words) or bodies.is_collective(words) or registers.place_at_start(words)
    return bool(named) and registers.is_body(words) and not bodies.begins_as_verb(words)


ACTOR_RULES = (ActorRule("statement.actor", _acting),)  # 各级政府要…
