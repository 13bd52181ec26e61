"""The forms of clauses that stand in brackets (（责任单位：A、B）, （A牵头，B配合）, （A、B）)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from kgservice.documents.layout import Layout
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.clause import Clause, ClauseRule, names_in, only_offices, told_whole
from kgservice.extraction.clause_times import time_at_start
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import ClauseContent, read_clause
from kgservice.extraction.stated import first_stated
from kgservice.lexicon import one_of
from kgservice.registers.lookup import Registers

_INNER = "[^（）〔〕]"
# The longest annotated bracket has 420 characters; lists of two hundred parties fit.
_LONGEST_BRACKET = 3000
_BRACKETED = re.compile(rf"[（〔](?P<words>(?:{_INNER}|[（〔]{_INNER}{{0,80}}[）〕]){{2,{_LONGEST_BRACKET}}})[）〕]")
_UNCLOSED = re.compile(rf"[（〔](?P<words>(?:{_INNER}|[（〔]{_INNER}{{0,80}}[）〕]){{2,{_LONGEST_BRACKET}}}?)(?=。|$)")
_BEFORE_LABEL = re.compile("[^，；：、（）〔〕]{2,24}[，；]")  # 6月底完成，牵头单位：
_SEPARATOR = re.compile("[、，,/；和及与 ]")
_WORDS_BEFORE = re.compile("[^，。；：、（）]+$")
_FEWEST_OFFICES = 2
Producer = Callable[[re.Match[str], CleanText, Registers, str], Iterable[Clause]]


@cache
def _defines() -> re.Pattern[str]:
    return re.compile(one_of("clauses", "defines"))


@cache
def _no_list() -> re.Pattern[str]:
    return re.compile(one_of("clauses", "no_list"))


def by_pattern(rule: str, pattern: re.Pattern[str], produce: Producer, *hints: str) -> ClauseRule:
    """A clause form that a pattern finds, wherever the lines break; it is not tried where none of `hints` stands."""

    def find(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
        folded = layout.text.folded
        if any(folded.find(hint, *body) >= 0 for hint in hints):
            for match in pattern.finditer(folded, *body):
                yield from produce(match, layout.text, registers, rule)

    return ClauseRule(rule, find)


def _words(match: re.Match[str]) -> Span:
    """The clause's words, without a rule about roles that the document states in the same breath."""
    words = Span(*match.span("words"))
    stated = first_stated(match.string, words)
    return Span(words.start, stated.start()) if stated else words


def _bracketed_label(match: re.Match[str], text: CleanText, registers: Registers, rule: str) -> Iterator[Clause]:
    words = _words(match)
    at_start = registers.roles.label.match(text.folded, *words)
    before = None if at_start else _BEFORE_LABEL.match(text.folded, *words)
    if at_start or (before and registers.roles.label.match(text.folded, before.end(), words.end)):
        content = read_clause(text, Span(before.end() if before else words.start, words.end), registers)
        if before is not None:
            piece = Span(words.start, before.end() - 1)
            (content.deadlines if time_at_start(text.folded, piece) else content.notes).insert(0, piece)
        if content.parties or content.deadlines:
            yield told_whole(rule, Span(*match.span()), content)


def _bracketed_duty(match: re.Match[str], text: CleanText, registers: Registers, rule: str) -> Iterator[Clause]:
    words = _words(match)
    if registers.roles.label.match(text.folded, *words) or _defines().search(text.folded, *words):
        return
    if registers.roles.said.search(text.folded, *words):
        content = read_clause(text, words, registers)
        if _names_a_body(text, content, registers) and _begins_with_party(words, content):
            yield told_whole(rule, Span(*match.span()), content)


def _bracketed_list(match: re.Match[str], text: CleanText, registers: Registers, rule: str) -> Iterator[Clause]:
    words = _words(match)
    behind_sentence = text.folded[match.start() - 1] in "。；！" or _closes_item(match, registers)
    if not behind_sentence and text.folded[match.end() : match.end() + 1].isdigit():
        return  # 引进总部型企业（地区总部、研发中心）6家
    may_be_list = behind_sentence or _SEPARATOR.search(text.folded, *words)
    if (
        not may_be_list
        or _no_list().match(text.folded, *words)
        or registers.roles.said.search(text.folded, *words)
        or registers.roles.label.match(text.folded, *words)
    ):
        return
    content = read_clause(text, words, registers, default=Role.RESPONSIBLE)
    only_places = all(map(registers.bodies.is_place, names_in(text, content)))
    offices = only_offices(text, content, registers) or _mostly_offices(text, content, registers)
    if (len(content.parties) >= 2 or behind_sentence) and not only_places and offices:
        yield told_whole(rule, Span(*match.span()), content)


def _closes_item(match: re.Match[str], registers: Registers) -> bool:
    """Whether a bracket ends a sentence and is no second name of the body before it (编制规划（县自然资源局）。)."""
    if match.end() < match.endpos and match.string[match.end()] not in "。；":
        return False
    before = _WORDS_BEFORE.search(match.string, match.pos, match.start())
    return before is not None and not registers.is_body(before.group())


def _names_a_body(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    return any(map(registers.is_body, names_in(text, content)))


def _begins_with_party(words: Span, content: ClauseContent) -> bool:
    """Whether nothing that was not understood stands before the first party (具体办法由市科技局牵头另行商定)."""
    first = content.parties[0].span.start if content.parties else words.end
    return not any(left.start < first for left in content.leftovers)


def _mostly_offices(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    """Whether offices whose level is told are named, and bodies beside them, so that what is unknown among them is one too."""
    names = names_in(text, content)
    bodies = [name for name in names if registers.is_body(name)]
    offices = [name for name in bodies if registers.bodies.level_of(name) and registers.is_office(name)]
    return not content.leftovers and len(offices) >= _FEWEST_OFFICES and 2 * len(bodies) > len(names)


def _unclosed(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Brackets that a paragraph opens and does not close, which say who is responsible."""
    folded = layout.text.folded
    if sum(folded.count(mark, *body) for mark in "（〔") <= sum(folded.count(mark, *body) for mark in "）〕"):
        return
    for paragraph in layout.paragraphs_in(body):
        for match in _UNCLOSED.finditer(folded, *paragraph):
            yield from _bracketed_label(match, layout.text, registers, rule)
            for produce in (_bracketed_duty, _bracketed_list):
                told = produce(match, layout.text, registers, rule)
                yield from (clause for clause in told if only_offices(layout.text, clause.content, registers))


LABELS_IN_BRACKETS = (
    by_pattern("assignment.clause.bracketed-label", _BRACKETED, _bracketed_label, "（", "〔"),  # （责任单位：A、B）
    ClauseRule("assignment.clause.unclosed", _unclosed),  # （责任单位：A、B。 （市水利局负责
)
BRACKETED_RULES = (
    by_pattern(
        "assignment.clause.bracketed-duty", _BRACKETED, _bracketed_duty, "（", "〔"
    ),  # （A牵头，B、C按职责分工负责）
    by_pattern("assignment.clause.bracketed-list", _BRACKETED, _bracketed_list, "（", "〔"),  # （市教育局、市财政局）
)
