"""Reads the parties that stand one a line behind what they answer for, as cells of a table whose columns were lost (主要责任单位, 责任单位)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kgservice.documents.headers import heading_of, name_of
from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.extraction.clause import Clause, told_whole
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import ClauseContent, PartyMention
from kgservice.registers.lookup import Registers

_RULE = "assignment.lines"
_FEWEST_NAMES = 3
_LONGEST_NAME = 12
_LONGEST_PARTY = 24
_LONGEST_SHORT = 8
_MAIN = "主要"  # 主要责任单位 beside 责任单位: who leads


@dataclass(frozen=True, slots=True)
class PartyLines:
    """The columns of parties that a table had whose cells stand one a line: their roles, from the line behind their names on."""

    layout: Layout
    registers: Registers
    roles: tuple[Role, ...]
    first: int

    @classmethod
    def of(cls, layout: Layout, registers: Registers) -> PartyLines | None:
        """The first such columns: names of three or more one a line, without one of numbers, the last of them of parties."""
        names = [
            name_of(line.text) if len(line.text) <= _LONGEST_NAME and not line.is_row else "" for line in layout.lines
        ]
        run = 0
        for index, name in enumerate(names):
            if name and heading_of(name) is not None:
                run += 1
                continue
            roles = _roles(names[index - run : index], registers)
            if run >= _FEWEST_NAMES and roles:
                return cls(layout, registers, roles, index)
            run = 0
        return None

    def clauses(self, body: Span) -> Iterator[Clause]:
        """The runs of lines in `body` that are names of bodies: the first of a run is under the first column, the others are under the last."""
        lines = [line for line in self.layout.lines_in(body) if line >= self.first]
        sure = {line for line in lines if self._is_party(line)}
        for is_party, run in groupby(lines, lambda line: line in sure or self._stands_among(line, sure)):
            if is_party:
                yield self._clause(list(run))

    def _clause(self, lines: Sequence[int]) -> Clause:
        spans = [self.layout.text.strip(self._span(line), "、，；。") for line in lines]
        roles = (self.roles[0], *[self.roles[-1]] * (len(spans) - 1))
        parties = [PartyMention(span, role) for span, role in zip(spans, roles, strict=True)]
        return told_whole(_RULE, Span(spans[0].start, spans[-1].end), ClauseContent(parties))

    def _span(self, line: int) -> Span:
        return Span(self.layout.line_starts[line], self.layout.start_of(line + 1))

    def _is_party(self, line: int) -> bool:
        name = self.layout.lines[line].folded.replace(" ", "")
        known = len(name) <= _LONGEST_PARTY and self.registers.is_body(name) and self.registers.is_office(name)
        return known and not self.registers.bodies.begins_as_verb(name)

    def _stands_among(self, line: int, parties: Collection[int]) -> bool:
        """Whether a short name behind a party's is one too: it begins with a level (省人口计生), or another stands behind it."""
        name, bodies = self.layout.lines[line].folded.replace(" ", ""), self.registers.bodies
        may_be = len(name) <= _LONGEST_SHORT and bodies.may_be_body(name)
        return may_be and line - 1 in parties and (bool(bodies.level_of(name)) or line + 1 in parties)


def _roles(names: Sequence[str], registers: Registers) -> tuple[Role, ...]:
    """The roles of the columns of parties at the end of `names`, one or two; none where other columns stand behind them."""
    roles = [registers.roles.role_of_column(name) for name in names]
    own = [Role(role) for role in roles[-2:] if role is not None]
    if not own or roles[-1] is None or any(role is not None for role in roles[:-2]):
        return ()
    if len(own) == 2 and names[-2].startswith(_MAIN):
        own[0] = Role.LEAD
    return tuple(own)
