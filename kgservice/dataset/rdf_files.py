"""Other people's RDF, read from its bytes into triples whose blank nodes are its own."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import TypeVar
from xml.parsers import expat

from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, Triple, parse

from kgservice.errors import SourceError
from kgservice.input_files import UNWRITABLE

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
_LENGTH_OF_OWNER = 8
_DEEPEST = 200
_LONGEST_ENTITY = 200

Node = TypeVar("Node")


@dataclass(frozen=True, slots=True)
class RdfFile:
    """RDF as it was handed in: its name and bytes, and the IRI that its relative ones and its blank nodes belong to."""

    name: str
    data: bytes
    base: str

    def line_of(self, words: str) -> int | None:
        """The first line in which `words` stand, or what an IRI of them ends in; None if in none."""
        lines = self.data.decode(errors="replace").splitlines()
        ending = re.split(r"[#/:]", words)[-1]
        wanted = [re.escape(words), rf"(?<![\w-]){re.escape(ending)}(?![\w-])" if ending else ""]
        numbers = (
            number for each in filter(None, wanted) for number, line in enumerate(lines, 1) if re.search(each, line)
        )
        return next(numbers, None)


def is_rdf(name: str) -> bool:
    """Whether a file is RDF by its name's ending."""
    return PurePath(name).suffix.lower() in _FORMATS


def read_triples(file: RdfFile) -> Iterator[Triple]:
    """The triples of `file`, in whichever graphs it has them; the same file and base give the same blank nodes.

    Raises SourceError if it is not RDF, or says what the reasoner cannot take: control characters, statements about
    statements, texts with a direction.
    """
    form = _FORMATS.get(PurePath(file.name).suffix.lower())
    if form is None:
        raise SourceError(f"{file.name}: unknown kind of RDF; give {', '.join(_FORMATS)}.")
    if form is RdfFormat.RDF_XML:
        _must_be_modest(file)
    own = _BlankNodes(sha256(file.base.encode()).hexdigest()[:_LENGTH_OF_OWNER])
    try:
        for quad in parse(file.data.removeprefix(BOM_UTF8), format=form, base_iri=file.base):
            _must_be_plain(quad, file.name)
            yield Triple(own.named(quad.subject), quad.predicate, own.named(quad.object))
    except (SyntaxError, ValueError, OSError) as error:
        raise SourceError(f"{file.name}: not readable as RDF ({' '.join(str(error).split())}); mend it.") from None


class _BlankNodes:
    """Names the blank nodes of a file by their owner and their order, so that no other file's has the same name."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._known: dict[BlankNode, BlankNode] = {}

    def named(self, node: Node) -> Node | BlankNode:
        if not isinstance(node, BlankNode):
            return node
        return self._known.setdefault(node, BlankNode(f"{self._owner}b{len(self._known)}"))


def _must_be_modest(file: RdfFile) -> None:
    """Refuse XML whose entities stand for others, or whose elements are nested without end; other faults are for RDF's parser."""
    depth = 0

    def opened(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise SourceError(
                f"{file.name}: its elements are nested more than {_DEEPEST} deep; save it in a simpler form."
            )

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(name: str, parameter: object, value: str | None, *other: object) -> None:
        if value is None or "&" in value or len(value) > _LONGEST_ENTITY:
            raise SourceError(f"{file.name}: its entity '{name}' is no short text; write out what it stands for.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = opened, closed, entity
    with suppress(expat.ExpatError, LookupError):
        parser.Parse(file.data, True)


def _must_be_plain(quad: Quad, name: str) -> None:
    value = quad.object
    place = f"{name}: what it says of {quad.subject} by {quad.predicate}"
    if isinstance(value, Triple):
        raise SourceError(
            f"{place} is a statement about a statement (RDF-star), which is not read; say it in plain triples."
        )
    if not isinstance(value, Literal):
        return
    if value.direction is not None:
        raise SourceError(f"{place} has a base direction (--ltr, --rtl), which is not read; leave the language only.")
    if found := UNWRITABLE.search(value.value):
        raise SourceError(f"{place} has the control character U+{ord(found[0]):04X} in it; take it out.")
