"""The part of a dataset that a reasoner of one's own can take whole: who was given which item, and nothing beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kgservice.graph.triples import LABEL, RDF_TYPE, term
from kgservice.iris import BASE, PREFIXES

IRI = f"{BASE}reduced"
_OWL, _RDF, _RDFS, _XSD = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))
_BUILT_IN = (_OWL, _RDF, _RDFS, _XSD)
_OF_ITEMS = ("Item", "Section", "Task", "Goal", "Step", "Safeguard", "Row", "inItem", "toldAgainIn")
_OF_PLACES = ("Plan", "PolicyDocument", "Campaign", "inPlan", "inDocument", "underCampaign")
_OF_PARTIES = ("Party", "Department", "AgentGroup", "Role", "lead", "responsible", "support")
_OF_ASSIGNMENTS = ("Assignment", "assigns", "assignsTo", "givesRole")
_OF_CLOSING = ("ItemWithoutClause", "ItemWithoutLead", "TopItem", "ItemToldOnce")
_TO_CONCLUDE = ("AssignedItem", "UnassignedItem", "UnassignedTask", "LeaderlessItem")
_STATED = frozenset(map(term, (*_OF_ITEMS, *_OF_PLACES, *_OF_PARTIES, *_OF_ASSIGNMENTS)))
_KEPT = _STATED | frozenset(map(term, (*_OF_CLOSING, *_TO_CONCLUDE)))


@dataclass(frozen=True, slots=True)
class Reduced:
    """The triples of the reduced form, and how many statements were left out, by what they are about."""

    triples: tuple[Triple, ...]
    left_out: Mapping[str, int]


def reduced(axioms: Sequence[Triple], facts: Sequence[Triple], closing: Iterable[Triple]) -> Reduced:
    """The axioms about the terms that are kept, the `facts` in these terms with what things are called, and `closing`.

    What a reasoner is to find, as which tasks nobody was given, is not in it; nor is a datatype, for HermiT knows no dates,
    nor a chain of properties, for owlready2 asks HermiT to sort all of them, which takes it minutes.
    """
    left_out: Counter[str] = Counter()
    kept: list[Triple] = [Triple(NamedNode(IRI), RDF_TYPE, NamedNode(f"{_OWL}Ontology")), *_axioms(axioms)]
    things = {triple.subject for triple in facts if triple.predicate == RDF_TYPE and triple.object in _STATED}
    for triple in facts:
        about = triple.object if triple.predicate == RDF_TYPE else triple.predicate
        if about in _STATED or (about == LABEL and triple.subject in things):
            kept.append(triple)
        else:
            left_out[about.value if isinstance(about, NamedNode) else str(about)] += 1
    kept.extend(triple for triple in closing if triple.predicate != term("lacksClause"))
    return Reduced(tuple(dict.fromkeys(kept)), dict(left_out.most_common()))


def _axioms(ontology: Sequence[Triple]) -> Iterator[Triple]:
    """The axioms that speak of nothing but terms that are kept; of classes that exclude each other, those that are."""
    said: dict[object, list[Triple]] = {}
    for triple in ontology:
        said.setdefault(triple.subject, []).append(triple)
    for subject, triples in said.items():
        if subject in _KEPT:
            for triple in triples:
                if not isinstance(triple.object, Literal):
                    yield from _whole(triple, said) or ()
        elif isinstance(subject, BlankNode) and _is_disjointness(triples):
            yield from _pairs(_members(triples, said))


def _whole(axiom: Triple, said: Mapping[object, Sequence[Triple]]) -> list[Triple] | None:
    """`axiom` with the class it is about, as far as that has no name; None if that speaks of a term that is not kept."""
    found, value = [axiom], axiom.object
    if isinstance(value, BlankNode):
        for triple in said.get(value, ()):
            inner = _whole(triple, said)
            if inner is None:
                return None
            found.extend(inner)
        return found
    is_known = isinstance(value, Literal) or value in _KEPT
    return found if is_known or (isinstance(value, NamedNode) and value.value.startswith(_BUILT_IN)) else None


def _is_disjointness(triples: Iterable[Triple]) -> bool:
    return any(triple.object == NamedNode(f"{_OWL}AllDisjointClasses") for triple in triples)


def _members(triples: Iterable[Triple], said: Mapping[object, Sequence[Triple]]) -> Iterator[NamedNode]:
    node = _value(triples, f"{_OWL}members")
    while node in said:
        member = _value(said[node], f"{_RDF}first")
        if isinstance(member, NamedNode) and member in _KEPT:
            yield member
        node = _value(said[node], f"{_RDF}rest")


def _value(triples: Iterable[Triple], predicate: str) -> object:
    return next(triple.object for triple in triples if triple.predicate.value == predicate)


def _pairs(members: Iterable[NamedNode]) -> Iterator[Triple]:
    seen: list[NamedNode] = []
    for member in members:
        yield from (Triple(member, NamedNode(f"{_OWL}disjointWith"), other) for other in seen)
        seen.append(member)
