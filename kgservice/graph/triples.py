"""Collects triples about one subject after another, and writes them as canonical Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kgservice.errors import one_line
from kgservice.graph.superclasses import with_superclasses
from kgservice.iris import PREFIXES, TERMS, entity

RDF_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
LABEL = NamedNode(f"{PREFIXES['rdfs']}label")
ALT_LABEL = NamedNode(f"{PREFIXES['skos']}altLabel")
# The lists of concepts that grow with what is read, by the class of their members; `ontology/schemes.ttl` says what each is.
_SCHEMES = {"DepartmentFunction": "functions", "CampaignTheme": "campaign-themes", "Indicator": "indicators"}
_IN_SCHEME = tuple(NamedNode(f"{PREFIXES['skos']}{name}") for name in ("inScheme", "topConceptOf"))

Value = str | int | bool | Decimal | date | NamedNode | Literal
_BOOLEAN, _INTEGER, _DECIMAL, _DATE = (
    NamedNode(f"{PREFIXES['xsd']}{name}") for name in ("boolean", "integer", "decimal", "date")
)
_NUMBER = re.compile(r"(\d+)")


@lru_cache(maxsize=1024)
def term(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(TERMS + name)


class Triples:
    """A set of triples that grows by statements about subjects."""

    def __init__(self) -> None:
        self._triples: set[Triple] = set()
        self._subjects: dict[str, NamedNode] = {}

    def add(self, subject: str, predicate: str | NamedNode, value: Value | None) -> None:
        """State `value` (None: nothing) of `subject`; a predicate that is text is a term of the ontology."""
        if value is None:
            return
        made = predicate if isinstance(predicate, NamedNode) else term(predicate)
        self._triples.add(Triple(self._subject(subject), made, _node(value)))

    def type(self, subject: str, name: str) -> None:
        """State the class of `subject`, those above it, and which list of concepts it is in."""
        self._triples.update(with_superclasses((Triple(self._subject(subject), RDF_TYPE, term(name)),)))
        if scheme := _SCHEMES.get(name):
            for predicate in _IN_SCHEME:
                self.add(subject, predicate, NamedNode(entity("scheme", scheme)))

    def label(self, subject: str, zh: str, en: str | None = None) -> None:
        """State what `subject` is called."""
        self._triples.add(Triple(self._subject(subject), LABEL, Literal(zh, language="zh")))
        if en is not None:
            self._triples.add(Triple(self._subject(subject), LABEL, Literal(en, language="en")))

    def _subject(self, iri: str) -> NamedNode:
        made = self._subjects.get(iri)
        if made is None:
            made = self._subjects[iri] = NamedNode(iri)
        return made

    def triples(self) -> frozenset[Triple]:
        """All that was stated so far."""
        return frozenset(self._triples)


def turtle(triples: Iterable[Triple], comment: str) -> bytes:
    """`triples` as canonical Turtle: the same ones give the same bytes; `comment` is the first line, whatever is in it.

    Ordered by subject, numbers in IRIs counting as numbers.
    """
    ordered = sorted(
        triples, key=lambda triple: (_natural(str(triple.subject)), _predicate(triple), str(triple.object))
    )
    written = serialize(ordered, format=RdfFormat.TURTLE, prefixes=_prefixes())
    assert written is not None
    return f"# {one_line(comment)}\n".encode() + written


def read_turtle(data: bytes) -> list[Triple]:
    """The triples of a Turtle file."""
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(data, format=RdfFormat.TURTLE)]


def _prefixes() -> dict[str, str]:
    return {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in ("owl",)}


def _predicate(triple: Triple) -> tuple[bool, str]:
    return triple.predicate != RDF_TYPE, triple.predicate.value


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(text)]


def _node(value: Value) -> NamedNode | Literal:
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=_BOOLEAN)
    if isinstance(value, int):
        return Literal(str(value), datatype=_INTEGER)
    if isinstance(value, Decimal):
        return Literal(format(value.normalize(), "f"), datatype=_DECIMAL)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=_DATE)
    return Literal(value)
