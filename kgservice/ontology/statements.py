"""The triples of an ontology, looked up by subject, by object and as lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal | Triple


class Statements:
    """An index over triples; whatever it lists is in an order that does not hang on blank nodes."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[str, str], list[Value]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self._lists: dict[tuple[str, str], list[list[Node]]] = {}
        for triple in sorted(triples, key=str):
            if isinstance(triple.subject, Triple):
                continue
            self._values[str(triple.subject), triple.predicate.value].append(triple.object)
            self._subjects[triple.predicate.value, str(triple.object)].append(triple.subject)

    def values(self, subject: Node, predicate: str) -> list[Value]:
        """What is stated of `subject` by the property with the IRI `predicate`."""
        return self._values[str(subject), predicate]

    def nodes(self, subject: Node, predicate: str) -> list[Node]:
        """Those values that are no literals."""
        return [value for value in self.values(subject, predicate) if isinstance(value, NamedNode | BlankNode)]

    def node(self, subject: Node, predicate: str) -> Node | None:
        """The first value that is no literal, None without one."""
        return next(iter(self.nodes(subject, predicate)), None)

    def subjects(self, predicate: str, value: Node) -> list[Node]:
        """Of what `value` is stated by the property with the IRI `predicate`."""
        return self._subjects[predicate, str(value)]

    def instances(self, type_iri: str) -> list[Node]:
        """Everything of the type."""
        return self.subjects(f"{RDF}type", NamedNode(type_iri))

    def members(self, head: Node | None) -> Iterator[Node]:
        """The members of the RDF list that begins at `head`."""
        while head is not None and head != NamedNode(f"{RDF}nil"):
            yield from self.nodes(head, f"{RDF}first")
            head = self.node(head, f"{RDF}rest")

    def lists_of(self, type_iri: str, predicate: str) -> list[list[Node]]:
        """The RDF lists that are stated of everything of the type by the property; each is read once."""
        key = type_iri, predicate
        if key not in self._lists:
            heads = (self.node(one, predicate) for one in self.instances(type_iri))
            self._lists[key] = [list(self.members(head)) for head in heads]
        return self._lists[key]

    def text(self, subject: Node, predicate: str) -> str:
        """The first literal whatever its language, an empty text without one."""
        return next((value.value for value in self.values(subject, predicate) if isinstance(value, Literal)), "")

    def texts(self, subject: Node, predicate: str) -> Mapping[str, str]:
        """The literals by their language; one without a language stands under an empty text."""
        literals = (value for value in self.values(subject, predicate) if isinstance(value, Literal))
        return {literal.language or "": literal.value for literal in literals}
