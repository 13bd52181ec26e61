"""Which of several places with a county of one name (鼓楼区 of 南京市, of 福州市) a document is of: the one that it names itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kgservice.documents.parts import Document
from kgservice.documents.text import fold
from kgservice.extraction.named_places import place_id
from kgservice.extraction.places_by_bodies import names_as_others
from kgservice.registers.entries import Jurisdiction
from kgservice.registers.lookup import Registers
from kgservice.registers.place_words import short_name


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Where a document may name the place that its county lies in; all is folded."""

    county: str
    heads: Sequence[str]
    code_of: Jurisdiction | None
    text: str


def with_place_above(
    place: Jurisdiction, document: Document, issuers: Sequence[str], registers: Registers
) -> Jurisdiction:
    """`place` of `document`, which lies in the one place with a county of its name that the document names, where its name alone does not tell.

    Its IRI is then that of a county named behind that place (南京市鼓楼区): another document may be of the other.
    """
    if place.reviewed:
        return place
    if place.parent is None:
        choices = registers.places_with_county(place.name)
        named = _named_among(choices, place.name, document, issuers, registers)
        return place if named is None else replace(place, id=place_id(place.name, named), parent=named)
    above = with_place_above(place.parent, document, issuers, registers)
    return place if above == place.parent else replace(place, id=place_id(place.name, above), parent=above)


def _named_among(
    choices: Sequence[Jurisdiction], county: str, document: Document, issuers: Sequence[str], registers: Registers
) -> Jurisdiction | None:
    """The one of `choices` that the first evidence which names any of them names."""
    text, head = document.text, document.head
    spans = [document.title, *(plan.title for plan in document.plans), head.publisher]
    evidence = _Evidence(
        county,
        [*map(fold, issuers), *(text.folded[slice(*span)] for span in spans if span is not None)],
        registers.place_of_code(fold(text[head.number])) if head.number is not None else None,
        text.folded,
    )
    for is_named in _WAYS_TO_NAME:
        named = [place for place in choices if is_named(place, evidence)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _before_the_county(place: Jurisdiction, evidence: _Evidence) -> bool:
    return any(f"{name}{evidence.county}" in evidence.text for name in (place.name, short_name(place.name)))


def _in_a_head(place: Jurisdiction, evidence: _Evidence) -> bool:
    return any(short_name(place.name) in words for words in evidence.heads)


def _by_the_number(place: Jurisdiction, evidence: _Evidence) -> bool:
    return evidence.code_of is not None and any(each.id == evidence.code_of.id for each in place.chain())


def _in_full(place: Jurisdiction, evidence: _Evidence) -> bool:
    return _is_spoken_of(place.name, evidence)


def _in_short(place: Jurisdiction, evidence: _Evidence) -> bool:
    return _is_spoken_of(short_name(place.name), evidence)


def _is_spoken_of(name: str, evidence: _Evidence) -> bool:
    return any(not names_as_others(evidence.text, found.start()) for found in re.finditer(name, evidence.text))


_WAYS_TO_NAME: tuple[Callable[[Jurisdiction, _Evidence], bool], ...] = (
    _before_the_county,  # 南京市鼓楼区人民政府
    _in_a_head,  # 鼓楼区转发福州市治水方案的通知
    _by_the_number,  # 闽政办〔2024〕3号
    _in_full,  # 报南京市发改委
    _in_short,  # 建设南京都市圈, not 对接南京企业
)
