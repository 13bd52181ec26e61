"""Class and property expressions of OWL as a row of pieces: terms, and the keywords of the Manchester syntax between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from kgservice.ontology.statements import OWL, Node, Statements

_QUANTIFIED = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
_COUNTED = {
    "cardinality": "exactly",
    "minCardinality": "min",
    "maxCardinality": "max",
    "qualifiedCardinality": "exactly",
    "minQualifiedCardinality": "min",
    "maxQualifiedCardinality": "max",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an expression: a term with its IRI, a `keyword` that a reader's language has a word for, or a bare `sign`."""

    kind: str
    text: str


Expression = tuple[Piece, ...]


def expression(statements: Statements, node: Node) -> Expression:
    """What `node` describes: a named term, or a restriction, union, intersection, complement, enumeration or inverse."""
    return tuple(_pieces(statements, node, inner=False))


def chain(statements: Statements, head: Node) -> Expression:
    """The properties of a chain, one after the other."""
    return tuple(_joined(statements, head, Piece("sign", "∘")))


def named_terms(statements: Statements, node: Node) -> tuple[str, ...]:
    """The IRIs of the classes that `node` is or that it is the union of."""
    if isinstance(node, NamedNode):
        return (node.value,)
    union = statements.members(statements.node(node, f"{OWL}unionOf"))
    return tuple(member.value for member in union if isinstance(member, NamedNode))


def _pieces(statements: Statements, node: Node, *, inner: bool) -> Iterator[Piece]:
    if isinstance(node, NamedNode):
        yield Piece("term", node.value)
        return
    pieces = list(_described(statements, node))
    bracketed = inner and any(piece.kind == "keyword" and piece.text != "inverse" for piece in pieces)
    yield from (Piece("sign", "("), *pieces, Piece("sign", ")")) if bracketed else pieces


def _described(statements: Statements, node: BlankNode) -> Iterator[Piece]:
    for name, keyword in (("unionOf", "or"), ("intersectionOf", "and")):
        if head := statements.node(node, OWL + name):
            yield from _joined(statements, head, Piece("keyword", keyword))
    if head := statements.node(node, f"{OWL}oneOf"):
        yield Piece("sign", "{")
        yield from _joined(statements, head, Piece("sign", ","))
        yield Piece("sign", "}")
    for name, keyword in (("complementOf", "not"), ("inverseOf", "inverse")):
        if other := statements.node(node, OWL + name):
            yield Piece("keyword", keyword)
            yield from _pieces(statements, other, inner=True)
    if restricted := statements.node(node, f"{OWL}onProperty"):
        yield from _pieces(statements, restricted, inner=True)
        yield from _restriction(statements, node)


def _restriction(statements: Statements, node: BlankNode) -> Iterator[Piece]:
    for name, keyword in _QUANTIFIED.items():
        if other := statements.node(node, OWL + name):
            yield Piece("keyword", keyword)
            yield from _pieces(statements, other, inner=True)
    for name, keyword in _COUNTED.items():
        if number := statements.text(node, OWL + name):
            yield Piece("keyword", keyword)
            yield Piece("sign", number)
    if other := statements.node(node, f"{OWL}onClass"):
        yield from _pieces(statements, other, inner=True)
    if statements.text(node, f"{OWL}hasSelf") == "true":
        yield Piece("keyword", "self")


def _joined(statements: Statements, head: Node, between: Piece) -> Iterator[Piece]:
    for position, member in enumerate(statements.members(head)):
        if position:
            yield between
        yield from _pieces(statements, member, inner=True)
