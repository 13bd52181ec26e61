"""The formats that answers are written in: one list, with every name that clients have for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, the ending of its files, what else clients call it, and its name among W3C's formats.

    `types` are media types that clients send for it, `words` what they write behind `format=`.
    """

    media_type: str
    ending: str
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    known_as: str = ""

    @property
    def content_type(self) -> str:
        """The media type as an answer has it; text says that it is UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    @property
    def names(self) -> frozenset[str]:
        """Whatever a client may call it."""
        return frozenset((self.media_type, self.ending, *self.types, *self.words))


_W3C = "http://www.w3.org/ns/formats/"
_JSON = Format(
    "application/sparql-results+json",
    "json",
    ("application/json", "text/json", "application/javascript", "text/javascript"),
    ("srj",),
    f"{_W3C}SPARQL_Results_JSON",
)
_XML = Format(
    "application/sparql-results+xml", "xml", ("application/xml", "text/xml"), ("srx",), f"{_W3C}SPARQL_Results_XML"
)
_CSV = Format("text/csv", "csv", known_as=f"{_W3C}SPARQL_Results_CSV")
_TSV = Format("text/tab-separated-values", "tsv", ("text/tsv",), known_as=f"{_W3C}SPARQL_Results_TSV")

TABLES = (_JSON, _XML, _CSV, _TSV)
"""Formats of a SELECT's answer, and of an ASK's, the one that is given unasked first."""

GRAPHS = (
    Format(
        "text/turtle",
        "ttl",
        ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "application/n3"),
        ("turtle", "n3"),
        f"{_W3C}Turtle",
    ),
    Format("application/n-triples", "nt", ("text/plain",), ("ntriples", "n-triples"), f"{_W3C}N-Triples"),
    Format(
        "application/rdf+xml",
        "rdf",
        ("application/xml", "text/xml"),
        ("xml", "rdfxml", "rdf/xml", "rdf+xml", "rdf-xml"),
        f"{_W3C}RDF_XML",
    ),
    Format(
        "application/ld+json",
        "jsonld",
        ("application/json", "application/x-json+ld"),
        ("json", "json-ld"),
        f"{_W3C}JSON-LD",
    ),
)
"""Formats of a graph, the one that is given unasked first."""

QUADS = (
    Format("application/trig", "trig", ("application/x-trig",), known_as=f"{_W3C}TriG"),
    Format("application/n-quads", "nq", ("text/x-nquads", "text/nquads"), ("nquads", "n-quads"), f"{_W3C}N-Quads"),
)
"""Formats that have a place for a graph's name; what has none is in their default graph."""

PAGE = Format("text/html", "html", ("application/xhtml+xml",))
"""A page for people."""

EXCEL = (
    Format("text/csv", "csv-excel"),
    Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", words=("excel",)),
)
"""A table as Excel opens it without a question: CSV with a mark in front, and a workbook."""


def called(word: str, formats: Iterable[Format]) -> Format | None:
    """The format that a client calls `word`, in any case; a `+` that came as a space is one."""
    name = word.strip().lower().replace(" ", "+")
    return next((each for each in formats if name in each.names), None)


def endings(formats: Sequence[Format]) -> str:
    """The formats in a sentence."""
    return ", ".join(each.ending for each in formats)
