"""Holds a graph to the axioms of the ontology: what contradicts them is told with the axioms that clash and their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kgservice.errors import EngineError, InvalidGraphError
from kgservice.graph.triples import LABEL, RDF_TYPE, term
from kgservice.iris import DATA, PREFIXES, TERMS
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.hermit import Axiom, Hermit

_IRI = re.compile("<([^<>]+)>")
_LONGEST_QUOTE = 60


_SAME_OR_NOT = frozenset(NamedNode(f"{PREFIXES['owl']}{name}") for name in ("sameAs", "differentFrom"))


def speaks_of_the_ontology(triple: Triple) -> bool:
    """Whether a statement uses a term of the ontology, as a property or as the class of a thing, or says which things are one."""
    if triple.predicate in _SAME_OR_NOT:
        return True
    if triple.predicate == RDF_TYPE:
        return isinstance(triple.object, NamedNode) and triple.object.value.startswith(TERMS)
    return triple.predicate.value.startswith(TERMS)


def hold_to_axioms(graph: Sequence[Triple], name: str, hermit: Hermit) -> None:
    """Raise InvalidGraphError if `graph`, which is called `name`, contradicts the ontology; only its terms are looked at.

    The first line of the message is a sentence; then come the axioms that clash, and where their things stand in a text.
    """
    axioms = [*ontology(), *filter(speaks_of_the_ontology, graph)]
    if hermit.is_consistent(axioms):
        return
    try:
        clash = hermit.clash(axioms)
    except EngineError:
        raise InvalidGraphError(
            f"{name}: contradicts the ontology, but the axioms that clash were not found in time; try a smaller part of it."
        ) from None
    sentence = f"{name}: contradicts the ontology, for these cannot all be true; mend one of them:"
    raise InvalidGraphError(sentence, *_told(clash, graph))


def unsatisfiable_classes(hermit: Hermit) -> frozenset[str]:
    """The classes of the ontology that can have no individual; none, if it is sound."""
    return hermit.unsatisfiable(ontology())


def _told(clash: Iterable[Axiom], graph: Iterable[Triple]) -> Iterator[str]:
    facts = _Facts([*ontology(), *graph])
    individuals: dict[str, None] = {}
    for axiom in clash:
        individuals.update(dict.fromkeys(axiom.individuals))
        yield _IRI.sub(lambda match: facts.name(match[1]), axiom.text)
    for individual in individuals:
        yield f"<{individual}>{facts.text(individual)}"


class _Facts:
    """What triples say of things, by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[str, NamedNode], list[NamedNode | Literal]] = {}
        self._named_by: dict[str, list[str]] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                self._values.setdefault((triple.subject.value, triple.predicate), []).append(triple.object)
                self._named_by.setdefault(triple.object.value, []).append(triple.subject.value)

    def name(self, iri: str) -> str:
        """What a thing is called, in Chinese first; the end of its IRI, if nothing calls it anything."""
        labels = [label for label in self._values.get((iri, LABEL), ()) if isinstance(label, Literal)]
        labels.sort(key=lambda label: (label.language != "zh", label.value))
        return " ".join(label.value for label in labels) or iri.removeprefix(DATA).removeprefix(TERMS)

    def text(self, iri: str) -> str:
        """Where a thing, or the first that names it, was read: file, characters, words; nothing if it was not read."""
        spans = (self._value(each, "readFrom") for each in (iri, *sorted(self._named_by.get(iri, ()))))
        span = next(filter(None, spans), None)
        if span is None:
            return ""
        source = self._value(self._value(span, "inSource") or "", "sourceName")
        start, end, quote = (self._value(span, name) or "" for name in ("start", "end", "quote"))
        return f" {source} {start}-{end} “{quote[:_LONGEST_QUOTE]}”"

    def _value(self, iri: str, name: str) -> str | None:
        values = self._values.get((iri, term(name)))
        return values[0].value if values else None
