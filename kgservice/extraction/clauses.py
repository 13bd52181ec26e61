"""Finds the clauses that say who is responsible, wherever and however they stand in an item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kgservice.documents.layout import Layout
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import LABEL, ClauseContent, is_body, read_clause
from kgservice.extraction.rule import Rule
from kgservice.extraction.stated import first_stated

_INNER = "[^（）〔〕]"
_BRACKETED = re.compile(rf"[（〔](?P<words>(?:{_INNER}|[（〔]{_INNER}{{0,80}}[）〕]){{2,900}})[）〕]")
_UNCLOSED = re.compile(
    rf"[（〔](?P<words>{_INNER}{{2,8}}：(?:{_INNER}|[（〔]{_INNER}{{0,80}}[）〕]){{2,900}}?)(?=。|$)"
)
_DUTY_AT_SENTENCE_END = re.compile("(?:负责|牵头|配合|落实|协助|参与|组织实施)(?=[。；]|$)")
_OFFICE = re.compile(
    "(?:局|委|办|部|厅|司|署|政府|办事处|委员会|办公室|街道|乡|镇|管委会|支队|大队|总队|总站|联|妇联|工会|海关|部门|单位|派出所|[乡镇区县市][\u4e00-\u9fff]{1,8}(?:站|所|队|中心)|支行|分行|银行|联社|指挥部|专班|检察院|法院)(?:（[^（）]*）)?等?$|^各|^有关|^相关"
)
_PLAIN_LABEL = re.compile("(?:责任|牵头|配合|主责|协办)(?:单位|部门)：")
_NO_PARTY = re.compile("^(?:谁|对|按|经|为|有(?!关)|无|是|以|将|被|凡|该|其(?!他|它|余))")
_BY = re.compile("(?:[本该此]|以上)(?:条|项|款|措施|工作|任务)+由")
_DUTY_BEHIND_COLON = re.compile("：(?=(?:具体|主要)?(?:负责|牵头|会同|协助|配合|承担|做好|组织))")


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: `span` as it is quoted, with its brackets; `content` what it says."""

    rule: str
    span: Span
    content: ClauseContent


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """A clause form: `find` gives the clauses of that form in a stretch of the layout, each with the rule's id."""

    id: str
    find: Callable[[Layout, Span, str], Iterable[Clause]]


def by_pattern(
    rule: str,
    pattern: re.Pattern[str],
    produce: Callable[[re.Match[str], CleanText, str], Iterable[Clause]],
    *hints: str,
) -> ClauseRule:
    """A clause form that a pattern finds, wherever the lines break."""
    made = Rule(rule, pattern, produce, hints)
    return ClauseRule(rule, lambda layout, body, _: made.read(layout.text, body))


def _words(match: re.Match[str]) -> Span:
    """The clause's words, without a rule about roles that the document states in the same breath."""
    words = Span(*match.span("words"))
    stated = first_stated(match.string, words)
    return Span(words.start, stated.start()) if stated else words


def _bracketed_label(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Clause]:
    words = _words(match)
    if LABEL.match(text.folded, *words):
        content = read_clause(text, words, spaced=True)
        if content.parties or content.deadlines:
            yield Clause(rule, Span(*match.span()), content)


def _bracketed_duty(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Clause]:
    words = _words(match)
    if not LABEL.match(text.folded, *words):
        content = read_clause(text, words)
        if not content.leftovers and _only_parties(text, content):
            yield Clause(rule, Span(*match.span()), content)


def _bracketed_list(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Clause]:
    words = _words(match)
    if LABEL.match(text.folded, *words):
        return
    content = read_clause(text, words, default=Role.RESPONSIBLE)
    behind_sentence = text.folded[match.start() - 1] in "。；！"
    if (
        (len(content.parties) >= 2 or behind_sentence)
        and _only_parties(text, content)
        and _mostly_offices(text, content)
    ):
        yield Clause(rule, Span(*match.span()), content)


def _sentence(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Clause]:
    """The sentence that ends with a duty, or as much of its end as says nothing but who has which."""
    first = start = max(match.pos, 1 + max(text.folded.rfind(mark, match.pos, match.end()) for mark in "。；）〕"))
    while start < match.start():
        span = Span(start, match.end())
        content = read_clause(text, span)
        whole = (
            start == first
            or len(content.parties) > 1
            or (content.parties[:1] and content.parties[0].role is Role.LEAD)
            or _BY.match(text.folded, start)
        )
        if whole and not content.leftovers and _only_parties(text, content) and _mostly_offices(text, content):
            yield Clause(rule, span, content)
            return
        start = text.folded.find("，", start, match.start()) + 1 or match.start()


def _mostly_offices(text: CleanText, content: ClauseContent) -> bool:
    """Whether at least half of what is named bears the name of an office (not 学校、医院)."""
    names = _names(text, content)
    return 2 * sum(map(bool, map(_OFFICE.search, names))) >= len(names)


def _names(text: CleanText, content: ClauseContent) -> list[str]:
    return [text.folded[party.span.start : party.span.end] for party in content.parties]


def _only_parties(text: CleanText, content: ClauseContent) -> bool:
    """Whether all that is named can be a body (not 谁审批谁负责, not 时间由省食安办确定)."""
    names = _names(text, content)
    return bool(names) and all(is_body(name) and not _NO_PARTY.match(name) for name in names)


def _free(span: Span, taken: list[Clause]) -> bool:
    return all(span.end <= clause.span.start or clause.span.end <= span.start for clause in taken)


def _label_lines(layout: Layout, body: Span, rule: str) -> Iterator[Clause]:
    """Clauses without brackets: labels on a line of their own or behind a sentence, with what follows them."""
    text = layout.text
    if text.folded.find("：", *body) < 0:
        return
    end = body.start
    for label in LABEL.finditer(text.folded, *body):
        start = label.start()
        if start < end or label.lastgroup in (None, "person"):
            continue
        begins = _begins_something(layout, body, start)
        if not begins and not _PLAIN_LABEL.match(text.folded, start):
            continue
        end = _end_of_labels(layout, Span(start, body.end))
        words = Span(start, end)
        stated = first_stated(text.folded, words)
        told = text.strip(Span(start, stated.start()), "（〔") if stated else words
        content = read_clause(text, told, spaced=True)
        if not begins and not _mostly_offices(text, content):
            continue
        if content.parties or (content.deadlines and label.lastgroup == "deadline"):
            yield Clause(rule, text.strip(words, "。；，"), content)


def _duty_lines(layout: Layout, body: Span, rule: str) -> Iterator[Clause]:
    """Sentences that begin with whose duty they tell (区财政局：负责落实建设资金。)."""
    text = layout.text
    for colon in _DUTY_BEHIND_COLON.finditer(text.folded, *body):
        start = max(body.start, 1 + max(text.folded.rfind(mark, body.start, colon.start()) for mark in "。；"))
        while (paragraph := layout.paragraph_break_in(Span(start, colon.start()))) is not None:
            start = paragraph
        content = read_clause(text, Span(start, colon.start()), default=Role.RESPONSIBLE)
        if _only_parties(text, content) and all(map(_OFFICE.search, _names(text, content))):
            stop = text.folded.find("。", colon.end(), body.end)
            yield Clause(rule, Span(start, stop if stop > 0 else body.end), content)


def _begins_something(layout: Layout, body: Span, start: int) -> bool:
    if start == body.start or layout.text.folded[start - 1] in "。；！）〕：":
        return True
    index = bisect_left(layout.line_starts, start)
    return index < len(layout.line_starts) and layout.line_starts[index] == start


def _end_of_labels(layout: Layout, stretch: Span) -> int:
    """Where a run of labels ends: at a full stop or a new paragraph that no label follows."""
    folded = layout.text.folded
    position = stretch.start
    while True:
        stop = folded.find("。", position, stretch.end)
        stop = stretch.end if stop < 0 else stop
        paragraph = layout.paragraph_break_in(Span(position, stretch.end))
        end = min(stop, paragraph if paragraph is not None else stretch.end)
        following = end + 1 if end < stretch.end and folded[end] == "。" else end
        if following >= stretch.end or not LABEL.match(folded, following, stretch.end):
            return end
        position = following


CLAUSE_RULES = (
    by_pattern("assignment.clause.bracketed-label", _BRACKETED, _bracketed_label, "（", "〔"),  # （责任单位：A、B）
    by_pattern(
        "assignment.clause.bracketed-duty", _BRACKETED, _bracketed_duty, "（", "〔"
    ),  # （A牵头，B、C按职责分工负责）
    by_pattern("assignment.clause.bracketed-list", _BRACKETED, _bracketed_list, "（", "〔"),  # （市教育局、市财政局）
    by_pattern("assignment.clause.unclosed", _UNCLOSED, _bracketed_label, "："),  # （责任单位：A、B。
    ClauseRule("assignment.clause.label", _label_lines),  # 责任单位：A、B
    ClauseRule("assignment.clause.duty-list", _duty_lines),  # 区财政局：负责落实资金。
    by_pattern("assignment.clause.sentence", _DUTY_AT_SENTENCE_END, _sentence),  # 由A牵头，B配合。
)


def find_clauses(layout: Layout, body: Span) -> list[Clause]:
    """The clauses in `body`, in the order of the text; where two rules find one, the first in the list has it."""
    found: list[Clause] = []
    for rule in CLAUSE_RULES:
        found.extend(clause for clause in rule.find(layout, body, rule.id) if _free(clause.span, found))
    return sorted(found, key=lambda clause: clause.span)
