"""Reads sentences that tell whose duty something is, where an item has no clause (市教育局负责宣传；请市财政局会同市审计局核定…)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.doings import TOGETHER, doing
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import ClauseContent, PartyMention, read_clause
from kgservice.lexicon import meanings, one_of
from kgservice.registers.lookup import Registers

_SENTENCE = re.compile("[^。！？]+")
_PIECE = re.compile("[^，；。：]+")
_BY = "由"
_ASKS = "请"
_LEADING = re.compile("牵头")
_ADMONITION = re.compile("[要应须当]")  # 各级政府要负责…: what all are told, not who has this duty
_LEADS_TOO = re.compile("，(?:并)?牵头[^，；。]*")
# Thirty parties fit.
_LONGEST_NAMES = 200


AreOffices = Callable[[CleanText, ClauseContent], bool]


@dataclass(frozen=True, slots=True)
class ToldDuty:
    """Whose duty a part of a sentence tells: `told` are the names with the word that gives the role."""

    span: Span
    content: ClauseContent
    told: Span


@cache
def _sure() -> re.Pattern[str]:
    return re.compile(f"{one_of('clauses', 'told')}|{one_of('clauses', 'leads')}(?=.)")


@cache
def _told_beside() -> re.Pattern[str]:
    return re.compile(f"{one_of('clauses', 'told', 'duties')}|{one_of('clauses', 'leads')}(?=.)")


@cache
def _shared_by() -> re.Pattern[str]:
    return re.compile(f"{one_of('clauses', 'told')}|{one_of('clauses', 'shared_by')}(?=[，；。]|$)")


@cache
def _by_whom() -> re.Pattern[str]:
    return re.compile(f"{_BY}{one_of('clauses', 'concerned')}?")


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(f"{one_of('clauses', 'manners')}(?:[^、，；。（）]|（[^（）]*）){{2,20}}$")


@cache
def _roles() -> Mapping[str, str | int]:
    lists = (meanings("clauses", name) for name in ("told", "leads", "shared_by", "duties"))
    return {word: role for means in lists for word, role in means.items()}


def told_duties(text: CleanText, body: Span, registers: Registers, are_offices: AreOffices) -> Iterator[ToldDuty]:
    """The duties that sentences of `body` tell: of who stands first (市教育局负责…) with those beside, else behind 由."""
    for sentence in _SENTENCE.finditer(text.folded, *body):
        pieces = [Span(*piece.span()) for piece in _PIECE.finditer(text.folded, *sentence.span())]
        read = _Reading(text, registers, are_offices, pieces)
        yield from read.of_subjects() or read.asked() or read.shared_out()


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads a sentence whose `pieces` stand between its commas."""

    text: CleanText
    registers: Registers
    are_offices: AreOffices
    pieces: Sequence[Span]

    def of_subjects(self) -> list[ToldDuty]:
        """Whose duties pieces tell at their beginning, if need be behind 由; none where no piece surely does."""
        starts = [piece.start + self.text.folded.startswith(_BY, piece.start) for piece in self.pieces]
        named = [Span(start, piece.end) for start, piece in zip(starts, self.pieces, strict=True)]
        carried = [self._of_the_one_before(before, piece) for before, piece in pairwise(named)]
        if not any(carried) and not any(self._first(piece, _sure()) for piece in named):
            return []
        found = (told or carried for told, carried in zip(map(self._beside, named), [None, *carried], strict=True))
        return [told for told in found if told is not None]

    def _beside(self, piece: Span) -> ToldDuty | None:
        return self._first(piece, _told_beside())

    def _of_the_one_before(self, before: Span, piece: Span) -> ToldDuty | None:
        """The duty that `piece` begins with (甲局要完善制度，负责宣传), of whom the piece before tells what else to do."""
        duty = _sure().match(self.text.folded, *piece)
        subject = self._first(before, _ADMONITION) if duty else None
        if duty is None or subject is None or all(map(self._is_group, subject.content.parties)):
            return None
        return replace(subject, span=Span(before.start, piece.end))

    def asked(self) -> list[ToldDuty]:
        """Whom pieces ask to do something (请甲局牵头拟订), and with whom, be it behind a comma (请甲局研究，会同乙局印发)."""
        found: list[ToldDuty] = []
        for piece, following in zip_longest(self.pieces, self.pieces[1:]):
            if not self.text.folded.startswith(_ASKS, piece.start):
                continue
            told = self._first(Span(piece.start + len(_ASKS), piece.end), doing())
            if told is None or all(map(self._is_group, told.content.parties)):
                continue
            beside = self._beside_asked(following) if following else None
            if beside is not None and self.text.folded.startswith(TOGETHER, beside.span.start - len(TOGETHER)):
                leading = [replace(party, role=Role.LEAD) for party in told.content.parties]
                told = replace(told, content=replace(told.content, parties=leading))
            found += [told, beside] if beside is not None else [told]
        return found

    def _beside_asked(self, piece: Span) -> ToldDuty | None:
        if not self.text.folded.startswith(TOGETHER, piece.start):
            return self._supporting(piece)
        told = self._first(Span(piece.start + len(TOGETHER), piece.end), doing())
        if told is None:
            return None
        parties = [replace(party, role=Role.SUPPORT) for party in told.content.parties]
        return replace(told, content=replace(told.content, parties=parties))

    def _is_group(self, party: PartyMention) -> bool:
        return self.registers.is_group(self.text.folded[party.span.start : party.span.end])

    def shared_out(self) -> list[ToldDuty]:
        """Whose duties pieces tell behind 由 (…工作由甲统筹), and behind a comma those who support them."""
        found: list[ToldDuty] = []
        told: ToldDuty | None = None
        for piece, following in zip_longest(self.pieces, self.pieces[1:]):
            if by := _by_whom().search(self.text.folded, *piece):
                named = Span(by.end(), piece.end)
                told = (
                    self._first(named, _shared_by()) or self._leading_others(named, following) or self._together(named)
                )
            elif told is not None:
                told = self._beside(piece)
            found += [told] if told is not None else []
        return found

    def _leading_others(self, named: Span, following: Span | None) -> ToldDuty | None:
        """Who leads in doing something in which those behind the comma support them (由甲牵头制定细则，乙配合)."""
        supported = self._supporting(following) if following else None
        return self._first(named, _LEADING) if supported is not None else None

    def _supporting(self, piece: Span) -> ToldDuty | None:
        """Who supports others, if that is all that `piece` begins with."""
        told = self._beside(piece)
        only = told is not None and all(party.role is Role.SUPPORT for party in told.content.parties)
        return told if only else None

    def _together(self, named: Span) -> ToldDuty | None:
        """Who does something with others (由甲会同乙编制目录), but in no remark (（由甲会同乙核定）)."""
        folded = self.text.folded
        joined = folded.find(TOGETHER, *named) > 0 and folded[named.start - len(_BY) - 1] not in "（〔"
        told = self._first(named, doing()) if joined else None
        return told if told is not None and told.content.parties[0].role is Role.LEAD else None

    def _first(self, span: Span, duties: re.Pattern[str]) -> ToldDuty | None:
        """Whose duty the first of `duties` tells before which nothing but names stands."""
        places = duties.finditer(self.text.folded, span.start + 2, min(span.end, span.start + _LONGEST_NAMES))
        found = sorted(places, key=lambda duty: duty.group() == TOGETHER)
        return next((told for duty in found if (told := self._told(span, duty)) is not None), None)

    def _told(self, span: Span, duty: re.Match[str]) -> ToldDuty | None:
        names = self._without_manner(Span(span.start, duty.start()))
        if _ADMONITION.fullmatch(self.text.folded[names.end - 1]):
            return None
        role = self._role(duty.group(), span)
        content = read_clause(self.text, names, self.registers, default=role)
        begins = self.text.folded.startswith(_BY, names.start) or _begins_with_name(content, names)
        if content.deadlines or not begins or not self.are_offices(self.text, content):
            return None
        return ToldDuty(span, content, Span(span.start, duty.end()))

    def _without_manner(self, names: Span) -> Span:
        """`names` without how it is done behind the last (市林业局结合道路建设), where that is no part of it (军民结合办公室)."""
        last = max(names.start, self.text.folded.rfind("、", *names) + 1)
        manner = _manner().search(self.text.folded, last + 2, names.end)
        is_name = self.registers.is_body(self.text.folded[last : names.end].removeprefix(_BY))
        return Span(names.start, manner.start()) if manner and not is_name else names

    def _role(self, word: str, span: Span) -> Role:
        leads = _LEADS_TOO.match(self.text.folded, span.end) is not None
        return Role.LEAD if leads else Role(str(_roles().get(word, Role.RESPONSIBLE)))


def _begins_with_name(content: ClauseContent, names: Span) -> bool:
    """Whether no duty stands before the names (配合市住建局组织…)."""
    return bool(content.parties) and content.parties[0].span.start == names.start
