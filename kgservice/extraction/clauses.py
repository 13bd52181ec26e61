"""Finds the clauses that say who is responsible, wherever and however they stand in an item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from kgservice.documents.layout import Layout
from kgservice.documents.numbering import list_of_parties
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.bracketed import BRACKETED_RULES, LABELS_IN_BRACKETS
from kgservice.extraction.clause import Clause, ClauseRule, names_in, only_offices, told_whole
from kgservice.extraction.clause_times import time_at_start
from kgservice.extraction.doings import TOGETHER
from kgservice.extraction.duty_sentences import told_duties
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import ENDS_OF_LABELS, ClauseContent, other_label, read_clause
from kgservice.extraction.stated import first_stated
from kgservice.extraction.targets.words import made
from kgservice.lexicon import meanings, one_of
from kgservice.registers.lookup import Registers

_IN_NAME = re.compile("(?<=[\u4e00-\u9fff])[（〔][^（）〔〕。；：，]{1,12}[）〕](?=[\u4e00-\u9fff、，])")
_SENTENCE_END = re.compile("[。；]|$")
# A duty with what is done and a time behind it.
_LONGEST_END = 60
# Sentences that are clauses have at most 2 commas and 41 characters in the annotated documents; lists of 30 parties fit too.
_LONGEST_SENTENCE = 400
_MOST_COMMAS = 8
_SENTENCE_RULE, _START_RULE = "assignment.clause.sentence", "assignment.clause.sentence-start"
_FEWEST_LISTED = 2
_EACH = "各"  # 各学校：负责…, though schools are no offices
_OFFICES_ENDS = "局委部厅办站"
_OFFICES_FIRST = re.compile("[^。；：，]{3,60}：(?!设在|[\u4e00-\u9fff]{2,3}[（、])(?=[^。；：]{5,})")


@cache
def _behind_colon() -> re.Pattern[str]:
    return re.compile(f"(?P<mark>[：。])(?=(?P<duty>{one_of('clauses', 'duties')}))")


def _sentences(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Sentences that end with a duty, or as much of their ends as says nothing but who has which, and by when."""
    text = layout.text
    start = body.start
    for end in _SENTENCE_END.finditer(text.folded, *body):
        sentence, start = _without_lone_bracket(text.folded, Span(start, end.start())), end.end()
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
        if whole and only_offices(text, _shared_out(text, span, content, registers), registers):
            yield told_whole(rule, span, content)
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
            if leads and only_offices(text, content, registers) and not _are_all_groups(text, content, registers):
                yield told_whole(rule, *_with_others(text, span, content, sentence.end, registers))
                break


def _with_others(
    text: CleanText, span: Span, content: ClauseContent, end: int, registers: Registers
) -> tuple[Span, ClauseContent]:
    """`span` and its `content`, with those with whom the first does what is to be done (A牵头，会同B、C制定办法)."""
    start = span.end + 1
    if not text.folded.startswith(TOGETHER, start):
        return span, content
    comma = text.folded.find("，", start, end)
    words = Span(start + len(TOGETHER), comma if comma > 0 else end)
    others = read_clause(text, words, registers, default=Role.SUPPORT).parties
    if not others or not all(map(registers.is_body, names_in(text, ClauseContent(others)))):
        return span, content
    return Span(span.start, others[-1].surface.end), replace(content, parties=[*content.parties, *others])


def _are_all_groups(text: CleanText, content: ClauseContent, registers: Registers) -> bool:
    return all(map(registers.is_group, names_in(text, content)))


def _behind_brackets(folded: str, sentence: Span, registers: Registers) -> int:
    """Where what follows the last bracket of `sentence` begins, but for brackets inside a name (各区（市、县）配合)."""
    inside_names = {
        bracket.end() - 1
        for bracket in _IN_NAME.finditer(folded, *sentence)
        if not registers.roles.said.search(folded, *bracket.span())
    }
    closing = (place for place in range(*sentence) if folded[place] in "）〕" and place not in inside_names)
    return max((place + 1 for place in closing), default=sentence.start)


def _without_lone_bracket(folded: str, sentence: Span) -> Span:
    """`sentence` without the bracket at its end that was never opened (市财政局负责）)."""
    if not folded.endswith(("）", "〕"), *sentence):
        return sentence
    opened, closed = (sum(folded.count(mark, *sentence) for mark in marks) for marks in ("（〔", "）〕"))
    return Span(sentence.start, sentence.end - 1) if closed > opened else sentence


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


def _free(span: Span, taken: list[Clause]) -> bool:
    return all(span.end <= clause.span.start or clause.span.end <= span.start for clause in taken)


def _label_lines(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """Clauses without brackets: labels on a line of their own or behind a sentence, with what follows them."""
    text = layout.text
    if not any(text.folded.find(mark, *body) >= 0 for mark in ENDS_OF_LABELS):
        return
    end = body.start
    labels = (registers.roles.label.finditer(text.folded, *each) for each in layout.paragraphs_in(body))
    for label in chain.from_iterable(labels):
        start = label.start()
        if start < end or label.lastgroup is None or (label.lastgroup == "person" and start > body.start):
            continue
        begins = _begins_something(layout, body, start)
        if not begins and not registers.roles.label_of_parties.match(text.folded, start):
            continue
        listed = list_of_parties(text.folded, label.end(), body.end)
        end = listed.end if listed else _end_of_labels(layout, Span(start, body.end), registers)
        other = None if begins else other_label().search(text.folded, label.end(), end)
        words = Span(start, other.start() - 1 if other else end)
        stated = first_stated(text.folded, words)
        told = text.strip(Span(start, stated.start()), "（〔") if stated else words
        content = read_clause(text, told, registers)
        if not begins and not only_offices(text, content, registers):
            continue
        says = {"deadline": content.deadlines, "person": content.people}.get(label.lastgroup, [])
        if content.parties or says:
            yield told_whole(rule, text.strip(words, "。；，"), content)


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


def _says_what_to_make(words: str) -> bool:
    """Whether an item begins with what is to be made, and with no office (建设农产品检测中心：…, but 发展改革局：…)."""
    return made().match(words) is not None and words[-1] not in _OFFICES_ENDS


def _duty_line(layout: Layout, body: Span, told: Span, registers: Registers, rule: str, role: Role) -> Iterator[Clause]:
    """The clause whose `told` words name nothing but offices."""
    text = layout.text
    content = read_clause(text, told, registers, default=role)
    names = names_in(text, content)
    each = bool(names) and names[0].startswith(_EACH)
    known = all(registers.is_office(name) or (each and registers.is_group(name)) for name in names)
    if (
        known
        and names
        and not _says_what_to_make(names[0])
        and not content.leftovers
        and all(map(registers.is_body, names))
    ):
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
        offices = all(map(registers.bodies.is_office, names_in(text, content)))
        return offices and only_offices(text, content, registers)

    if any(layout.text.folded.find(hint, *body) >= 0 for hint in ("负责", "牵头", "由", "请")):
        for paragraph in layout.paragraphs_in(body):
            for told in told_duties(layout.text, paragraph, registers, are_offices):
                yield Clause(rule, layout.text.strip(told.span, "。；，"), told.content, told.told)


def _plain_lists(layout: Layout, body: Span, registers: Registers, rule: str) -> Iterator[Clause]:
    """The last sentence of an item, where it is nothing but the names of several offices, the first of a level that is told."""
    text = layout.text
    end = _without_lone_bracket(text.folded, text.strip(body, "。；")).end
    start = max(body.start, *(text.folded.rfind(mark, body.start, end) + 1 for mark in "。；"))
    while (paragraph := layout.paragraph_break_in(Span(start, end))) is not None:
        start = paragraph
    words = text.folded[start:end]
    if start <= body.start or "、" not in words or not registers.bodies.level_of(words):
        return
    if registers.roles.said.search(words):
        return  # 县（市、区）各单位负责名单报所在县（市、区）工科局
    content = read_clause(text, Span(start, end), registers, default=Role.RESPONSIBLE)
    names = names_in(text, content)
    several = len(names) >= _FEWEST_LISTED and not registers.bodies.is_place(names[0])
    if several and only_offices(text, content, registers):
        yield told_whole(rule, Span(start, end), content)


CLAUSE_RULES = (
    *LABELS_IN_BRACKETS,
    ClauseRule("assignment.clause.label", _label_lines),  # 责任单位：A、B（C协助）
    *BRACKETED_RULES,
    ClauseRule("assignment.clause.duty-list", _duty_lines),  # 区财政局：负责落实资金。
    ClauseRule(_SENTENCE_RULE, _sentences),  # 由A牵头，B配合。
    ClauseRule("assignment.clause.plain-list", _plain_lists),  # 修建道路。市交通局、市财政局。
    ClauseRule(_START_RULE, _sentence_starts),  # A牵头、B协办，年底前新增3家。
)
# Read where an item has none of the others but sentences.
PLAIN_RULES = (ClauseRule("assignment.clause.told-duty", _told_duties),)  # A负责宣传；B配合巡查。


def find_clauses(layout: Layout, body: Span, registers: Registers) -> list[Clause]:
    """The clauses in `body`, in the order of the text; where two rules find one, the first in the list has it."""
    found: list[Clause] = []
    for rule in CLAUSE_RULES:
        found.extend(clause for clause in rule.find(layout, body, registers, rule.id) if _free(clause.span, found))
    told = [clause for clause in found if clause.content.parties]
    if (
        all(clause.rule in (_SENTENCE_RULE, _START_RULE) for clause in told)
        and first_stated(layout.text.folded, body) is None
    ):
        for rule in PLAIN_RULES:
            plain = list(rule.find(layout, body, registers, rule.id))
            if any(_free(clause.span, found) for clause in plain):
                found = [*plain, *(clause for clause in found if _free(clause.span, plain))]
    return sorted(found, key=lambda clause: clause.span)
