"""Reads the sentences of an item as duties, and how strongly each binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.actors import find_actors
from kgservice.extraction.facts import Force, Statement
from kgservice.extraction.resolution import Names

_SENTENCE = re.compile("[^。！？]+[。！？]?[”』）〕]?")
_PART = re.compile("[^，；：]+")
# 禁止生产区, 明令禁止的农业投入品 and 从业禁止 only name what is forbidden elsewhere.
_FORBIDDEN = re.compile(
    "严禁|不得(?![不已])|不准(?!确)|不允许|杜绝|(?<!明令)(?<!国家)(?<!从业)禁止(?![的、类性令]|生产区|区域|$)"
)
_FORCES = (
    (
        Force.ENCOURAGE,
        re.compile("鼓励|倡导|提倡|(?:^|、|要|应|积极|大力|进一步|并|和|与)(?:支持(?!度|率|系统|下)|引导)"),
    ),
    (
        Force.MUST,
        re.compile(
            "必须|务必|应当|严格|确保|一律|须(?!知)"
            "|(?<![主重需首次纲摘概扼简紧若必只还就不])要(?![求点素件害领闻塞道目职地义旨员])"
            "|(?<![相对响适效供反感呼回照理])应(?![急对用收届邀答变激声纳税])"
        ),
    ),
)


def read_statements(text: CleanText, span: Span, clauses: Sequence[Span], names: Names) -> Iterator[Statement]:
    """The sentences in `span`, responsibility clauses left out, in order."""
    for stretch in _between(span, clauses):
        for match in _SENTENCE.finditer(text.folded, *stretch):
            sentence = text.strip(Span(*match.span()), " ，；：。")
            if sentence.end - sentence.start > 2:
                force = force_of(text.folded[sentence.start : sentence.end])
                yield Statement(sentence, force, tuple(find_actors(text, sentence, names)))


def force_of(sentence: str) -> Force | None:
    """How strongly `sentence` (folded) binds; None if it plainly says what is done.

    What forbids anything forbids, whatever stands before it (必须有…，不得…); else the first part that tells says.
    """
    parts = _PART.findall(sentence)
    if any(map(_FORBIDDEN.search, parts)):
        return Force.FORBID
    for part in parts:
        for force, pattern in _FORCES:
            if pattern.search(part):
                return force
    return None


def _between(span: Span, clauses: Sequence[Span]) -> Iterator[Span]:
    """What is left of `span` when `clauses`, in order, are taken out."""
    start = span.start
    for clause in clauses:
        if clause.start > start:
            yield Span(start, min(clause.start, span.end))
        start = max(start, clause.end)
    if start < span.end:
        yield Span(start, span.end)
