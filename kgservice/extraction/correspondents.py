"""Whom the names of a document's issuers and addressees mean: the departments and collectives that clauses mean by them too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgservice.documents.parts import Document
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Party, Role
from kgservice.extraction.parties import read_clause
from kgservice.extraction.resolution import Names
from kgservice.lexicon import one_of
from kgservice.registers.lookup import Registers

_NAME = re.compile("[^、，；]+")
_STRETCH = re.compile("[^，；]+")


def issuing_parties(issuer: str | None, names: Names) -> tuple[Party, ...]:
    """The parties that `issuer`, one body or several, names, as of the place of `names`; none for what is no body's name.

    What stands before that place's own name only says where it is (银川市兴庆区人民政府).
    """
    written = [name for name in _NAME.findall(issuer or "") if names.registers.is_body(name)]
    within = [name[max(name.find(names.place.name), 0) :] for name in written]
    return tuple(dict.fromkeys(map(names.resolve, within)))


def addressed_parties(document: Document, names: Names) -> tuple[Party, ...]:
    """The parties in the line of those that `document` is sent to, as far as they are understood."""
    line = document.head.addressees
    if line is None:
        return ()
    written = list(_written(document.text, line, names.registers))
    return tuple(dict.fromkeys(names.resolve_clause(written)))


def _written(text: CleanText, line: Span, registers: Registers) -> Iterator[str]:
    kinds = _kinds(registers)
    for stretch in _STRETCH.finditer(text.folded, *line):
        if kinds.match(stretch.group()):
            yield stretch.group()
            continue
        said = read_clause(text, Span(*stretch.span()), registers, default=Role.RESPONSIBLE)
        parties = [(party.span, party.completed) for party in said.parties]
        for (start, end), completed in sorted([*parties, *((span, "") for span in said.leftovers)]):
            name = text.folded[start:end] + completed
            if registers.is_body(name) or registers.is_group(name):
                yield name


def _kinds(registers: Registers) -> re.Pattern[str]:
    """Several kinds of bodies under one 各 (市政府各委、办、局; 各省、自治区、直辖市及计划单列市教育、科技主管部门), which are one collective."""
    levels = [level.word for level in registers.bodies.levels]
    endings = [ending.word for ending in registers.bodies.endings if len(ending.word) == 1]
    kind = f"(?:自治|直辖|{'|'.join(levels + endings)})+"
    beside = f"(?:{kind}|{one_of('places', 'beside_provinces')})"
    each = one_of("places", "each_of_several")
    return re.compile(f"[^、各]*{each}{kind}(?:[、及和与]+(?!各){beside}[^、各]*)+(?:、[^各]*部门)?$")
