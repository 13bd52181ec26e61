"""Reads which documents the text names, by title (《…》) or by number, and what it has to do with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.cited import NamedDocument, ShortTitles, is_no_citation, named_documents
from kgservice.extraction.facts import Citation, Relation
from kgservice.extraction.relations import FARTHEST, LONGEST_BETWEEN, made_from_so_far, relation_of, whose

_LIST_SO_FAR = re.compile(
    "及其实施(?:条例|细则|办法)|[、和及与，]|以及|（[^（）]*）|第[一二三四五六七八九十百]{1,6}[条款项](?:规定)?"
)


def find_citations(
    text: CleanText,
    span: Span,
    short_titles: ShortTitles,
    *,
    opening: bool,
    own_titles: Sequence[str] = (),
    own_number: Span | None = None,
) -> Iterator[Citation]:
    """The citations in `span`; `opening` if it says what the plan is made from; its own titles and number are none."""
    folded = text.folded
    own = folded[slice(*own_number)] if own_number is not None else None
    previous: tuple[int, Relation] | None = None
    made_from = made_from_so_far(folded, span) if opening else None
    for named in named_documents(text, span):
        name = folded[slice(*named.title)] if named.title else ""
        if name in own_titles or short_titles.is_own(name) or is_no_citation(folded, named, own, own_titles):
            continue
        listed = previous is not None and _only_list(folded, previous[0], named.start)
        relation = previous[1] if previous and listed else relation_of(folded, span, named, made_from, own_titles)
        previous = (named.end, relation)
        yield Citation(
            named.rule,
            named.title,
            named.number,
            relation,
            _quote(text, span, named),
            short_titles.meanings.get(name, name),
        )


def _only_list(folded: str, end: int, start: int) -> bool:
    """Whether only list marks stand between two documents, or the second is another number of the first."""
    if start < end:
        return True
    if start - end > LONGEST_BETWEEN:
        return False
    rest = _LIST_SO_FAR.sub("", folded[end:start])
    return rest in ("", "等") or (folded[end] in "、和及与" and whose().fullmatch(rest) is not None)


def _quote(text: CleanText, span: Span, named: NamedDocument) -> Span:
    """The clause around the citation."""
    first = max(span.start, named.start - FARTHEST)
    left = max(text.folded.rfind(mark, first, named.start) for mark in "。；，")
    return text.strip(Span(max(left + 1, first), named.end), "，。；")
