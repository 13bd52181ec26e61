"""Reads the parties of a table's cell: lists, lines, marks, words that say who leads, persons behind a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgservice.documents.crossings import MARK
from kgservice.documents.lists import points
from kgservice.documents.table_parts import Row
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Role
from kgservice.extraction.legends import Legend, role_named
from kgservice.extraction.naming import cut
from kgservice.extraction.parties import ClauseContent, PartyMention, read_clause
from kgservice.registers.lookup import Registers

_STATED_ROLE = re.compile("(?<=.{2})[为是](?P<role>[^、，；为是]{2,6})$")
_TOLD_ROLE = re.compile("(?<=.{2})[为是](?P<role>[^、，；为是]{2,6})(?=[，；])")
_NAMES = re.compile("[\u4e00-\u9fff]{2,3}(?:[、，][\u4e00-\u9fff]{2,3})*")
_BRACKETED_NAMES = re.compile(f"（{_NAMES.pattern}）$")
_WITH_PEOPLE = re.compile(f"(?:（{_NAMES.pattern}）[^（）]*){{2}}|：[\u4e00-\u9fff]{{2,3}}(?=[，；、]|$)")
_MARK = re.compile(f"（?(?P<mark>{MARK})）?")
_PLUS = "+&"
_APART = "、，；/+& "


@dataclass(frozen=True, slots=True)
class PartyCells:
    """The reader of the cells of one table; `legend` says what its marks stand for."""

    text: CleanText
    registers: Registers
    legend: Legend

    def read(self, row: Row, cell: Span, role: Role) -> ClauseContent:
        """What a cell of parties says, each of a numbered list (1.A 2.B), or on lines of its own, by itself."""
        content = ClauseContent()
        for part in self._lines(row, cell) or self.parts(cell):
            named, stated = self._stated_role(self._without_people(part, content), role)
            said = self._marked(named, stated)
            content.parties += sorted([*said.parties, *self._bare(said, stated)], key=lambda party: party.span)
            content.leftovers += said.leftovers
            content.notes += said.notes
            content.people += said.people
        if self.legend.others and self._is_marked(cell):
            content.parties = [
                replace(party, role=self.legend.others) if party.role is role and not party.marked else party
                for party in content.parties
            ]
        return content

    def _bare(self, said: ClauseContent, role: Role) -> Iterator[PartyMention]:
        """The bodies that only a column of parties names without saying whose they are (设计院), taken from what was left over."""
        for left in list(said.leftovers):
            if self.registers.bodies.is_bare(self.text.folded[left.start : left.end]):
                said.leftovers.remove(left)
                yield PartyMention(left, role)

    def marked(self, party: Span, cell: Span) -> ClauseContent:
        """What a cell says of the party at the top of its column by a mark or a word (●, 牵头)."""
        words = self.text.folded[cell.start : cell.end]
        role = self.legend.roles.get(words) or role_named(words, self.registers)
        content = ClauseContent([PartyMention(party, role or Role.RESPONSIBLE, marked=True)])
        if role is None and self.legend.roles:
            content.leftovers.append(cell)
        return content

    def _lines(self, row: Row, cell: Span) -> list[Span]:
        """The lines of a cell in a table of lines, where each is the name of a body."""
        words = [word for word in row.words if row.cells is None and cell.start <= word.start and word.end <= cell.end]
        words = self._with_branches(words)
        names = (self.text.folded[word.start : word.end].rstrip("、，；") for word in words)
        return words if len(words) > 1 and all(map(self.registers.is_body, names)) else []

    def _with_branches(self, lines: Sequence[Span]) -> list[Span]:
        """`lines`, one that is only the rest of an office's name with that office (市自然资源局 | 云溪区分局)."""
        whole: list[Span] = []
        for line in lines:
            if whole and self.registers.is_branch_of(self._last_name(whole[-1]), self._first_name(line)):
                line = Span(whole.pop().start, line.end)
            whole.append(line)
        return whole

    def parts(self, cell: Span) -> Iterator[Span]:
        """The parts of a cell that name parties by themselves, without the numbers before them."""
        listed = [point.words for point in points(self.text.folded, cell)]
        for part in listed or [cell]:
            for each in cut(self.text.folded, part, _PLUS):
                for told in self._told_apart(each):
                    yield from self.spaced(told)

    def _told_apart(self, part: Span) -> Iterator[Span]:
        """`part` cut behind the words that tell the role of those before (A为牵头单位，B、C)."""
        start = part.start
        for told in _TOLD_ROLE.finditer(self.text.folded, *part):
            if self.registers.roles.role_of_column(told["role"]):
                yield Span(start, told.end())
                start = told.end() + 1
        if start < part.end:
            yield Span(start, part.end)

    def spaced(self, part: Span) -> Iterator[Span]:
        """`part` cut at the white space behind a body where another name follows, known or not (经开区 高新园 各街道)."""
        start = last = part.start
        for gap, end in pairwise([*self.text.gaps(part), part.end]):
            before, behind = self._last_name(Span(start, gap)), self._first_name(Span(gap, end))
            ends_name = self.registers.is_body(before) or self._is_person(Span(start, last), Span(last, gap))
            last = gap
            begins_name = self._begins_name(behind) and not self.registers.is_branch_of(before, behind)
            if begins_name and (ends_name or behind.startswith("各")):
                yield Span(start, gap)
                start = gap
        yield Span(start, part.end)

    def _is_person(self, before: Span, part: Span) -> bool:
        """Whether `part` names a person who stands behind a body (县人社局 | 王甲 | 县住建局 赵乙)."""
        words = self.text.folded[part.start : part.end]
        named = _NAMES.fullmatch(words) is not None and not self.registers.is_body(words)
        return named and self.registers.is_body(self._last_name(before))

    def _begins_name(self, words: str) -> bool:
        bodies = self.registers.bodies
        if self.registers.is_body(words):
            return True
        if self.registers.roles.duty.fullmatch(words):
            return False
        return bodies.may_be_body(words) and not bodies.is_bare(words) and not _NAMES.fullmatch(words)

    def _last_name(self, span: Span) -> str:
        return re.split(f"[{_APART}]", self.text.folded[span.start : span.end])[-1]

    def _first_name(self, span: Span) -> str:
        return re.split(f"[{_APART}]", self.text.folded[span.start : span.end])[0]

    def _without_people(self, part: Span, content: ClauseContent) -> Span:
        """The bodies of a cell without the persons behind them (县商务局 李乙, 县工信局（王甲）), who are kept apart."""
        is_body, folded = self.registers.is_body, self.text.folded
        for start in (*self.text.gaps(part), *(match.start() for match in _BRACKETED_NAMES.finditer(folded, *part))):
            words = folded[start : part.end].strip("（）")
            if _NAMES.fullmatch(words) and not is_body(words) and is_body(folded[part.start : start]):
                content.people.append(self.text.strip(Span(start, part.end), "（）"))
                return Span(part.start, start)
        return part

    def _stated_role(self, part: Span, role: Role) -> tuple[Span, Role]:
        """The parties of a cell, and the role that it gives them itself (A为牵头单位)."""
        stated = _STATED_ROLE.search(self.text.folded, *part)
        own = self.registers.roles.role_of_column(stated["role"]) if stated else None
        return (Span(part.start, stated.start()), Role(own)) if stated and own else (part, role)

    def _is_marked(self, cell: Span) -> bool:
        return any(mark["mark"] in self.legend.roles for mark in _MARK.finditer(self.text.folded, *cell))

    def _marked(self, part: Span, role: Role) -> ClauseContent:
        """The parties of a cell in which marks stand before or behind names (★A、B; A★、B)."""
        marks = list(_MARK.finditer(self.text.folded, *part))
        if not marks:
            people = _WITH_PEOPLE.search(self.text.folded, *part) is not None
            return read_clause(self.text, part, self.registers, default=role, with_people=people)
        content = ClauseContent()
        bounds = [part.start, *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), part.end]
        for place, (start, end) in enumerate(zip(bounds, ends, strict=True)):
            said = read_clause(self.text, Span(start, end), self.registers, default=role)
            parties = said.parties
            if place and parties and self._before(marks[place - 1], part):
                parties[0] = self._with_mark(parties[0], marks[place - 1])
            if place < len(marks) and parties and not self._before(marks[place], part):
                parties[-1] = self._with_mark(parties[-1], marks[place])
            content.parties += parties
            content.leftovers += said.leftovers
        content.leftovers += (Span(*mark.span("mark")) for mark in marks if mark["mark"] not in self.legend.roles)
        return content

    def _before(self, mark: re.Match[str], part: Span) -> bool:
        """Whether the mark stands before the name that bears it."""
        start = mark.start()
        return start == part.start or self.text.folded[start - 1] in _APART or start in set(self.text.gaps(part))

    def _with_mark(self, party: PartyMention, mark: re.Match[str]) -> PartyMention:
        role = self.legend.roles.get(mark["mark"])
        return replace(party, role=role, marked=True) if role else party
