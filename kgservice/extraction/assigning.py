"""Turns the clauses of a plan's items, and the rules it states itself, into assignments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.clause import Clause
from kgservice.extraction.facts import Assignment, Kind, NamedParty, Party, Role
from kgservice.extraction.parties import PartyMention
from kgservice.extraction.resolution import Names
from kgservice.extraction.stated import CarryOver, Coverage, FirstIsLead, StatedRule

CARRIERS = (Kind.TASK,)


@dataclass(frozen=True, slots=True)
class Duty:
    """An item that may carry assignments: its kind, its own stretch of text, its clauses."""

    kind: Kind
    span: Span
    clauses: tuple[Clause, ...]


def assign(
    text: CleanText, names: Names, duties: Sequence[Duty], stated: Sequence[StatedRule]
) -> list[tuple[Assignment, ...]]:
    """The assignments of each of `duties`, in their order: those of its clauses first, then those carried over."""
    assigned: list[tuple[Assignment, ...]] = []
    carried = [(rule, _parties(text, names, rule.parties)) for rule in stated if isinstance(rule, CarryOver)]
    for duty in duties:
        found: list[Assignment] = []
        for clause in duty.clauses:
            lead = _lead_rule(stated, clause, duty)
            mentions = _with_roles(text, clause, lead)
            read = replace(clause, content=replace(clause.content, parties=list(mentions)))
            found.extend(assign_clause(text, names, read))
        if duty.kind in CARRIERS:
            own = {(each.party.name, each.role) for each in found}
            for rule, parties in carried:
                if _covers(rule, duty.span):
                    found.extend(
                        Assignment(rule.rule, party, mention.role, mention.surface, rule.span)
                        for mention, party in parties
                        if (party.name, mention.role) not in own
                    )
        assigned.append(tuple(_once(found)))
    return assigned


def assign_clause(text: CleanText, names: Names, clause: Clause) -> Iterator[Assignment]:
    """The assignments that one clause makes by itself."""
    for mention, party in _parties(text, names, clause.content.parties):
        yield Assignment(clause.rule, party, mention.role, mention.surface, clause.span)


def named_parties(text: CleanText, names: Names, clause: Clause) -> Iterator[NamedParty]:
    """The parties that one clause names, whatever their roles."""
    for mention, party in _parties(text, names, clause.content.parties):
        yield NamedParty(party, mention.surface)


def _parties(text: CleanText, names: Names, mentions: Sequence[PartyMention]) -> list[tuple[PartyMention, Party]]:
    words = [
        mention.led + text.folded[mention.span.start : mention.span.end] + mention.completed for mention in mentions
    ]
    return list(zip(mentions, names.resolve_clause(words), strict=True))


def _lead_rule(stated: Sequence[StatedRule], clause: Clause, duty: Duty) -> FirstIsLead | None:
    """The rule about first places that counts for `clause`."""
    for rule in stated:
        if isinstance(rule, FirstIsLead):
            here = duty.span.start <= rule.span.start < duty.span.end
            if here or (rule.covers is not Coverage.HERE and _covers(rule, clause.span)):
                return rule
    return None


def _covers(rule: StatedRule, span: Span) -> bool:
    if rule.section is not None and not rule.section.start <= span.start < rule.section.end:
        return False
    if rule.covers is Coverage.BEFORE:
        return span.start < rule.span.start
    if rule.covers is Coverage.ONWARDS:
        return span.start >= rule.span.end
    if rule.covers is Coverage.FROM_HERE:
        return span.end > rule.span.start
    return True


def _with_roles(text: CleanText, clause: Clause, rule: FirstIsLead | None) -> Sequence[PartyMention]:
    """The mentions with the roles that their places give them, where nothing in the clause itself tells who leads."""
    mentions = clause.content.parties
    if rule is None or any(mention.role is Role.LEAD for mention in mentions):
        return mentions
    leading = 1
    if rule.mark is not None:
        end = text.folded.find(rule.mark, *clause.span)
        leading = sum(mention.span.end <= end for mention in mentions) if end >= 0 else len(mentions)
    made = []
    for place, mention in enumerate(mentions):
        others = rule.others if rule.others and mention.role is Role.RESPONSIBLE else mention.role
        made.append(replace(mention, role=Role.LEAD if place < leading else others))
    return made


def _once(found: Sequence[Assignment]) -> Iterator[Assignment]:
    seen = set()
    for assignment in found:
        key = (assignment.party.name, assignment.role, assignment.clause)
        if key not in seen:
            seen.add(key)
            yield assignment
