"""Finds the clauses that say who is responsible, wherever and however they stand in an item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kgservice.documents.layout import Layout
from kgservice.documents.numbering import list_of_parties
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.clause_times import time_at_start
from kgservice.extraction.duty_sentences import told_duties
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import ENDS_OF_LABELS, ClauseContent, read_clause
from kgservice.extraction.stated import first_stated
from kgservice.lexicon import meanings, one_of
from kgservice.registers.lookup import Registers

_INNER = "[^（）〔〕]"
# The longest annotated bracket has 420 characters; lists of two hundred parties fit.
_LONGEST_BRACKET = 3000
_BRACKETED = re.compile(rf"[（〔](?P<words>(?:{_INNER}|[（〔]{_INNER}{{0,80}}[）〕]){{2,{_LONGEST_BRACKET}}})[）〕]")
_UNCLOSED = re.compile(
    rf"[（〔](?P<words>{_INNER}{{2,8}}：(?:{_INNER}|[（〔]{_INNER}{{0,80}}[）〕]){{2,{_LONGEST_BRACKET}}}?)(?=。|$)"
)
_SEPARATOR = re.compile("[、，,/；和及与 ]")
_IN_NAME = re.compile("(?<=[\u4e00-\u9fff])[（〔][^（）〔〕。；：，]{1,12}[）〕](?=[\u4e00-\u9fff、，])")
_SENTENCE_END = re.compile("[。；]|$")
# A duty with what is done and a time behind it.
_LONGEST_END = 60
# Sentences that are clauses have at most 2 commas and 41 characters in the annotated documents; lists of 30 parties fit too.
_LONGEST_SENTENCE = 400
_MOST_COMMAS = 8
_WORDS_BEFORE = re.compile("[^，。；：、（）]+$")
_FEWEST_OFFICES = 2
_EACH = "各"  # 各学校：负责…, though schools are no offices
_OFFICES_FIRST = re.compile("[^。；：，]{3,60}：(?!设在|[\u4e00-\u9fff]{2,3}[（、])(?=[^。；：]{8,})")


@cache
def _behind_colon() -> re.Pattern[str]:
    return re.compile(f"(?P<mark>[：。])(?=(?P<duty>{one_of('clauses', 'duties')}))")


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: `span` as it is quoted, with its brackets; `content` what it says.

    `told` is what of it says nothing but who has which duty: all of it, but for a list of duties (区财政局：负责…) the names.
    """

    rule: str
    span: Span
    content: ClauseContent
    told: Span


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """A clause form: `find` gives the clauses of that form in a stretch of the layout, each with the rule's id."""

    id: str
    find: Callable[[Layout, Span, Registers, str], Iterable[Clause]]


Producer = Callable[[re.Match[str], CleanText, Registers, str], Iterable[Clause]]


def by_pattern(rule: str, pattern: re.Pattern[str], produce: Producer, *hints: str) -> ClauseRule:
    """A clause form that a pattern finds, wherever the lines break; it is not tried where none of `hints` stands."""

    def find(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
        folded = layout.text.folded
        if any(folded.find(hint, *body) >= 0 for hint in hints):
            for match in pattern.finditer(folded, *body):
                yield from produce(match, layout.text, registers, rule)

    return ClauseRule(rule, find)


def _clause(rule: str, span: Span, content: ClauseContent) -> Clause:
    return Clause(rule, span, content, span)


def _words(match: re.Match[str]) -> Span:
    """The clause's words, without a rule about roles that the document states in the same breath."""
    words = Span(*match.span("words"))
    stated = first_stated(match.string, words)
    return Span(words.start, stated.start()) if stated else words


def _bracketed_label(match: re.Match[str], text: CleanText, registers: Registers, rule: str) -> Iterator[Clause]:
    words = _words(match)
    if registers.roles.label.match(text.folded, *words):
        content = read_clause(text, words, registers)
        if content.parties or content.deadlines:
            yield _clause(rule, Span(*match.span()), content)


def _bracketed_duty(match: re.Match[str], text: CleanText, registers: Registers, rule: str) -> Iterator[Clause]:
    words = _words(match)
    if not registers.roles.label.match(text.folded, *words) and registers.roles.said.search(text.folded, *words):
        content = read_clause(text, words, registers)
        if _names_a_body(text, content, registers) and _begins_with_party(words, content):
            yield _clause(rule, Span(*match.span()), content)


def _bracketed_list(match: re.Match[str], text: CleanText, registers: Registers, rule: str) -> Iterator[Clause]:
    words = _words(match)
    behind_sentence = text.folded[match.start() - 1] in "。；！" or _closes_item(match, registers)
    may_be_list = behind_sentence or _SEPARATOR.search(text.folded, *words)
    if (
        not may_be_list
        or registers.roles.said.search(text.folded, *words)
        or registers.roles.label.match(text.folded, *words)
    ):
        return
    content = read_clause(text, words, registers, default=Role.RESPONSIBLE)
    only_places = all(map(registers.bodies.is_place, _names(text, content)))
    offices = _only_offices(text, content, registers) or _mostly_offices(text, content, registers)
    if (len(content.parties) >= 2 or behind_sentence) and not only_places and offices:
        yield _clause(rule, Span(*match.span()), content)


def _closes_item(match: re.Match[str], registers: Registers) -> bool:
    """Whether a bracket ends an item and is no second name of the body before it (编制规划（县自然资源局）。)."""
    behind = match.endpos - match.end()
    if behind > 1 or (behind == 1 and match.string[match.end()] not in "。；"):
        return False
    before = _WORDS_BEFORE.search(match.string, match.pos, match.start())
    return before is not None and not registers.is_body(before.group())


def _sentences(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Sentences that end with a duty, or as much of their ends as says nothing but who has which, and by when."""
    text = layout.text
    start = body.start
    for end in _SENTENCE_END.finditer(text.folded, *body):
        sentence, start = Span(start, end.start()), end.end()
        last = Span(max(sentence.start, sentence.end - _LONGEST_END), sentence.end)
        if registers.roles.ends_in_duty.search(text.folded, *last) or text.folded.startswith("由", sentence.start):
            yield from _sentence(layout, sentence, registers, rule)


def _sentence(layout: Layout, sentence: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    text = layout.text
    begins = _behind_brackets(text.folded, sentence, registers)
    while (paragraph := layout.paragraph_break_in(Span(begins, sentence.end))) is not None:
        begins = paragraph
    plain = registers.roles.plain_duty.search(text.folded, begins, sentence.end)
    for start in _starts(text.folded, Span(begins, sentence.end)):
        if not plain and not _is_led_in(text, start, sentence.end, registers):
            continue
        span = Span(start, sentence.end)
        content = read_clause(text, span, registers)
        parties = content.parties
        whole = (
            start == begins
            or len(parties) > 1
            or (parties[:1] and parties[0].role is Role.LEAD)
            or _is_led_in(text, start, sentence.end, registers)
        )
        if whole and _only_offices(text, _shared_out(text, span, content, registers), registers):
            yield _clause(rule, span, content)
            return


def _sentence_starts(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """The beginnings of sentences that say who leads, before what is to be done (A牵头、B协办，年底前新增3家)."""
    text, start = layout.text, body.start
    for end in _SENTENCE_END.finditer(text.folded, *body):
        sentence, start = Span(start, end.start()), end.end()
        comma = text.folded.find("，", *sentence)
        if comma < 0 or not registers.roles.said.search(text.folded, sentence.start, comma):
            continue
        while (paragraph := layout.paragraph_break_in(sentence)) is not None:
            sentence = Span(paragraph, sentence.end)
        commas = [place for place in range(*sentence) if text.folded[place] == "，"][:_MOST_COMMAS]
        if not commas or not registers.roles.ends_in_duty.search(text.folded, sentence.start, commas[0]):
            continue
        for stop in reversed(commas):
            span = Span(sentence.start, stop)
            content = read_clause(text, span, registers)
            leads = any(party.role is Role.LEAD for party in content.parties[:1])
            if leads and _only_offices(text, content, registers) and not _are_all_groups(text, content, registers):
                yield _clause(rule, span, content)
                break


def _are_all_groups(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    return all(map(registers.is_group, _names(text, content)))


def _behind_brackets(folded: str, sentence: Span, registers: Registers) -> int:
    """Where what follows the last bracket of `sentence` begins, but for brackets inside a name (各区（市、县）配合)."""
    inside_names = {
        bracket.end() - 1
        for bracket in _IN_NAME.finditer(folded, *sentence)
        if not registers.roles.said.search(folded, *bracket.span())
    }
    closing = (place for place in range(*sentence) if folded[place] in "）〕" and place not in inside_names)
    return max((place + 1 for place in closing), default=sentence.start)


def _starts(folded: str, sentence: Span) -> list[int]:
    """Where a clause at the end of `sentence` may begin, the longest first: at its beginning or behind one of its last commas."""
    begins = max(sentence.start, sentence.end - _LONGEST_SENTENCE)
    commas = [place + 1 for place in range(begins, sentence.end) if folded[place] == "，"]
    return [*([sentence.start] if begins == sentence.start else []), *commas[-_MOST_COMMAS:]]


def _is_led_in(text: CleanText, start: int, end: int, registers: Registers) -> bool:
    """Whether what stands from `start` to `end` says by whom (由…, 本项工作由…, 3月底前由…)."""
    lead_in = registers.roles.lead_in.match(text.folded, time_at_start(text.folded, Span(start, end)) or start)
    return lead_in is not None and text.folded[lead_in.end() - 1] == "由"


def _shared_out(text: CleanText, span: Span, content: ClauseContent, registers: Registers) -> ClauseContent:
    """`content` without what each of several parties is to do (由区科技局负责受理，区财政局负责资金拨付)."""
    duties = list(registers.roles.duty.finditer(text.folded, *span))
    ends = {duty.end() for duty in duties}
    shared = (
        len(duties) > 1
        and len(content.parties) >= len(duties)
        and registers.roles.lead_in.match(text.folded, span.start)
    )
    if shared and all(left.start in ends for left in content.leftovers):
        return replace(content, leftovers=[])
    return content


def _names_a_body(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    return any(map(registers.is_body, _names(text, content)))


def _begins_with_party(words: Span, content: ClauseContent) -> bool:
    """Whether nothing that was not understood stands before the first party (具体办法由市科技局牵头另行商定)."""
    first = content.parties[0].span.start if content.parties else words.end
    return not any(left.start < first for left in content.leftovers)


def _only_offices(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    """Whether nothing but bodies is named, at least half of them offices (not 学校、医院), and all was understood."""
    names = _names(text, content)
    return (
        bool(names)
        and not content.leftovers
        and all(map(registers.is_body, names))
        and 2 * sum(map(registers.is_office, names)) >= len(names)
    )


def _mostly_offices(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    """Whether offices whose level is told are named, and bodies beside them, so that what is unknown among them is one too."""
    names = _names(text, content)
    bodies = [name for name in names if registers.is_body(name)]
    offices = [name for name in bodies if registers.bodies.level_of(name) and registers.is_office(name)]
    return not content.leftovers and len(offices) >= _FEWEST_OFFICES and 2 * len(bodies) > len(names)


def _names(text: CleanText, content: ClauseContent) -> list[str]:
    return [text.folded[party.span.start : party.span.end] + party.completed for party in content.parties]


def _free(span: Span, taken: list[Clause]) -> bool:
    return all(span.end <= clause.span.start or clause.span.end <= span.start for clause in taken)


def _label_lines(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Clauses without brackets: labels on a line of their own or behind a sentence, with what follows them."""
    text = layout.text
    if not any(text.folded.find(mark, *body) >= 0 for mark in ENDS_OF_LABELS):
        return
    end = body.start
    for label in registers.roles.label.finditer(text.folded, *body):
        start = label.start()
        if start < end or label.lastgroup in (None, "person"):
            continue
        begins = _begins_something(layout, body, start)
        if not begins and not registers.roles.label_of_parties.match(text.folded, start):
            continue
        listed = list_of_parties(text.folded, label.end(), body.end)
        end = listed.end if listed else _end_of_labels(layout, Span(start, body.end), registers)
        words = Span(start, end)
        stated = first_stated(text.folded, words)
        told = text.strip(Span(start, stated.start()), "（〔") if stated else words
        content = read_clause(text, told, registers)
        if not begins and not _only_offices(text, content, registers):
            continue
        if content.parties or (content.deadlines and label.lastgroup == "deadline"):
            yield _clause(rule, text.strip(words, "。；，"), content)


def _duty_lines(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Sentences that begin with whose duty they tell (区财政局：负责落实建设资金。); its first word gives the role.

    Behind an office that an item begins with any words tell its duty (（二）市教育局：按标准开展检查。), if they are a sentence.
    """
    text = layout.text
    colons = list(_behind_colon().finditer(text.folded, *body))
    opening = _OFFICES_FIRST.match(text.folded, *body)
    if opening and not any(colon.start() == opening.end() - 1 for colon in colons):
        yield from _duty_line(layout, body, Span(body.start, opening.end() - 1), registers, rule, Role.RESPONSIBLE)
    for colon in colons:
        start = max(body.start, 1 + max(text.folded.rfind(mark, body.start, colon.start()) for mark in "。；"))
        while (paragraph := layout.paragraph_break_in(Span(start, colon.start()))) is not None:
            start = paragraph
        if colon["mark"] == "。" and start > body.start:
            continue  # 1.区财政局。负责落实资金: only where the office is the heading
        role = Role(str(meanings("clauses", "duties")[colon["duty"]]))
        yield from _duty_line(layout, body, Span(start, colon.start()), registers, rule, role)


def _duty_line(layout: Layout, body: Span, told: Span, registers: Registers, rule: str, role: Role) -> Iterator[Clause]:
    """The clause whose `told` words name nothing but offices."""
    text = layout.text
    content = read_clause(text, told, registers, default=role)
    names = _names(text, content)
    each = bool(names) and names[0].startswith(_EACH)
    known = all(registers.is_office(name) or (each and registers.is_group(name)) for name in names)
    if known and names and not content.leftovers and all(map(registers.is_body, names)):
        stop = text.folded.find("。", told.end, body.end)
        yield Clause(rule, Span(told.start, stop if stop > 0 else body.end), content, Span(told.start, told.end + 1))


def _begins_something(layout: Layout, body: Span, start: int) -> bool:
    if start == body.start or layout.text.folded[start - 1] in "。；！）〕：":
        return True
    index = bisect_left(layout.line_starts, start)
    return index < len(layout.line_starts) and layout.line_starts[index] == start


def _end_of_labels(layout: Layout, stretch: Span, registers: Registers) -> int:
    """Where a run of labels ends: at a full stop or a new paragraph that no label follows."""
    folded = layout.text.folded
    position = stretch.start
    while True:
        stop = folded.find("。", position, stretch.end)
        stop = stretch.end if stop < 0 else stop
        paragraph = layout.paragraph_break_in(Span(position, stretch.end))
        end = min(stop, paragraph if paragraph is not None else stretch.end)
        following = end + 1 if end < stretch.end and folded[end] == "。" else end
        if following >= stretch.end or not registers.roles.label.match(folded, following, stretch.end):
            return end
        position = following


def _told_duties(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Sentences that tell whose duty something is."""

    def are_offices(text: CleanText, content: ClauseContent) -> bool:
        offices = all(map(registers.bodies.is_office, _names(text, content)))
        return offices and _only_offices(text, content, registers)

    if any(layout.text.folded.find(hint, *body) >= 0 for hint in ("负责", "由", "请")):
        for paragraph in _paragraphs(layout, body):
            for told in told_duties(layout.text, paragraph, registers, are_offices):
                yield Clause(rule, layout.text.strip(told.span, "。；，"), told.content, told.told)


def _paragraphs(layout: Layout, body: Span) -> Iterator[Span]:
    start = body.start
    while (paragraph := layout.paragraph_break_in(Span(start, body.end))) is not None:
        yield Span(start, paragraph)
        start = paragraph
    yield Span(start, body.end)


CLAUSE_RULES = (
    by_pattern("assignment.clause.bracketed-label", _BRACKETED, _bracketed_label, "（", "〔"),  # （责任单位：A、B）
    by_pattern(
        "assignment.clause.bracketed-duty", _BRACKETED, _bracketed_duty, "（", "〔"
    ),  # （A牵头，B、C按职责分工负责）
    by_pattern("assignment.clause.bracketed-list", _BRACKETED, _bracketed_list, "（", "〔"),  # （市教育局、市财政局）
    by_pattern("assignment.clause.unclosed", _UNCLOSED, _bracketed_label, "："),  # （责任单位：A、B。
    ClauseRule("assignment.clause.label", _label_lines),  # 责任单位：A、B
    ClauseRule("assignment.clause.duty-list", _duty_lines),  # 区财政局：负责落实资金。
    ClauseRule("assignment.clause.sentence", _sentences),  # 由A牵头，B配合。
    ClauseRule("assignment.clause.sentence-start", _sentence_starts),  # A牵头、B协办，年底前新增3家。
)
# Read only where an item has none of the others.
PLAIN_RULES = (ClauseRule("assignment.clause.told-duty", _told_duties),)  # A负责宣传；B配合巡查。


def find_clauses(layout: Layout, body: Span, registers: Registers) -> list[Clause]:
    """The clauses in `body`, in the order of the text; where two rules find one, the first in the list has it."""
    found: list[Clause] = []
    for rule in CLAUSE_RULES:
        found.extend(clause for clause in rule.find(layout, body, registers, rule.id) if _free(clause.span, found))
    if not any(clause.content.parties for clause in found) and first_stated(layout.text.folded, body) is None:
        for rule in PLAIN_RULES:
            found.extend(clause for clause in rule.find(layout, body, registers, rule.id) if _free(clause.span, found))
    return sorted(found, key=lambda clause: clause.span)
