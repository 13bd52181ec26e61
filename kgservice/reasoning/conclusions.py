"""Runs inference rules over a graph until nothing new follows, and says of each conclusion how it was drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryTriples, Store, Triple

from kgservice.graph.triples import RDF_TYPE, term
from kgservice.iris import entity
from kgservice.reasoning.rules import InferenceRule

CONCLUSION = term("Conclusion")
BY_RULE = term("byRule")
HAS_SUBJECT, HAS_PREDICATE, HAS_OBJECT = term("hasSubject"), term("hasPredicate"), term("hasObject")
FROM_PREMISE = term("fromPremise")
_LENGTH_OF_DIGEST = 12


def conclude(rules: Sequence[InferenceRule], read: Iterable[Triple], place: str) -> frozenset[Triple]:
    """What follows from `read` by `rules`, which may build on each other: the statements, and a conclusion for each.

    `place` stands for the graph in the conclusions' IRIs, such as a document's slug.
    """
    store = Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in read)
    known: set[Triple] = set()
    while True:
        new = {triple for rule in rules for triple in named(rule, _constructed(store, rule), place)} - known
        if not new:
            return frozenset(known)
        known |= new
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in new)


def named(rule: InferenceRule, constructed: Iterable[Triple], place: str) -> frozenset[Triple]:
    """What `rule` constructed, on whichever engine, with each conclusion named by what it says instead of a blank node.

    One statement that follows in several ways is one conclusion with all their premises.
    """
    stated: set[Triple] = set()
    drawn: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in constructed:
        if isinstance(triple.subject, BlankNode):
            drawn[triple.subject].append(triple)
        else:
            stated.add(triple)
    for triples in drawn.values():
        said = {triple.predicate: triple.object for triple in triples}
        premises = [triple.object for triple in triples if triple.predicate == FROM_PREMISE]
        subject, predicate = said[HAS_SUBJECT], said[HAS_PREDICATE]
        assert isinstance(subject, NamedNode)
        assert isinstance(predicate, NamedNode)
        value = said[HAS_OBJECT]
        assert isinstance(value, NamedNode | Literal)
        stated.update(conclusion(rule.node, place, Triple(subject, predicate, value), premises))
    return frozenset(stated)


def conclusion(rule: NamedNode, place: str, statement: Triple, premises: Iterable[object]) -> Iterator[Triple]:
    """The triples that say that `rule` drew `statement` from `premises`."""
    name = rule.value.rpartition("#")[2].rpartition("/")[2]
    digest = sha256(str(statement).encode()).hexdigest()[:_LENGTH_OF_DIGEST]
    iri = NamedNode(entity("conclusion", place, name, digest))
    yield Triple(iri, RDF_TYPE, CONCLUSION)
    yield Triple(iri, BY_RULE, rule)
    yield Triple(iri, HAS_SUBJECT, statement.subject)
    yield Triple(iri, HAS_PREDICATE, statement.predicate)
    yield Triple(iri, HAS_OBJECT, statement.object)
    for premise in premises:
        assert isinstance(premise, NamedNode)
        yield Triple(iri, FROM_PREMISE, premise)


def _constructed(store: Store, rule: InferenceRule) -> Iterable[Triple]:
    result = store.query(rule.text)
    assert isinstance(result, QueryTriples)
    return result
