"""Files that are computed from a version's store, built with it and switched to with it: one list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Triple

from kgservice.iris import ONTOLOGY_GRAPH, TERMS

_HAS_PREDICATE = f"{TERMS}hasPredicate"
_PREDICATES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
_VALUES = (
    f"SELECT ?term (COUNT(*) AS ?n) {{ ?s ?p ?term FILTER(?p != <{_HAS_PREDICATE}> && isIRI(?term)) }} GROUP BY ?term"
)


@dataclass(frozen=True, slots=True)
class Step:
    """How a version came out of the one before: what that had in the same file, and the triples that came and went.

    The triples are those of the default graph, which has each once, whichever graphs say it.
    """

    before: bytes
    added: Collection[Triple]
    removed: Collection[Triple]


Builder = Callable[[Store, Step | None], bytes]


def count_uses(store: Store, step: Step | None) -> bytes:
    """How many statements use each term of the ontology, those of the ontology itself left out, as JSON.

    A statement uses its property, its class or its value; a conclusion that names its property does not use it.
    """
    if step is None:
        counts = _counted(store)
        counts.subtract(_terms(quad.triple for quad in store.quads_for_pattern(None, None, None, _ONTOLOGY)))
    else:
        counts = Counter(json.loads(step.before))
        counts.update(_terms(_of_data(store, step.added)))
        counts.subtract(_terms(_of_data(store, step.removed)))
    return (json.dumps({iri: n for iri, n in sorted(counts.items()) if n}, indent=1) + "\n").encode()


def count_partitions(store: Store, step: Step | None) -> bytes:
    """How many triples the default graph has of each property, and how many entities of each class, as JSON."""
    if step is None:
        counts = {part: _grouped(store, query) for part, query in _PARTITIONS.items()}
    else:
        counts = {part: Counter(known) for part, known in json.loads(step.before).items()}
        for triple in step.added:
            _count(counts, triple, 1)
        for triple in step.removed:
            _count(counts, triple, -1)
    kept = {part: {iri: n for iri, n in sorted(of_part.items()) if n} for part, of_part in counts.items()}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CLASSES, _PROPERTIES = "classes", "properties"
_PARTITIONS = {
    _CLASSES: f"SELECT ?term (COUNT(*) AS ?n) {{ ?s <{_TYPE}> ?term FILTER(isIRI(?term)) }} GROUP BY ?term",
    _PROPERTIES: _PREDICATES,
}
_ONTOLOGY = NamedNode(ONTOLOGY_GRAPH)
BUILDERS: dict[str, Builder] = {
    "uses.json": count_uses,
    "partitions.json": count_partitions,
}


def _grouped(store: Store, query: str) -> Counter[str]:
    solutions = store.query(query, default_graph=DefaultGraph())
    assert isinstance(solutions, QuerySolutions)
    return Counter({solution["term"].value: int(solution["n"].value) for solution in solutions})


def _count(counts: dict[str, Counter[str]], triple: Triple, number: int) -> None:
    counts[_PROPERTIES][triple.predicate.value] += number
    if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
        counts[_CLASSES][triple.object.value] += number


def _counted(store: Store) -> Counter[str]:
    counts: Counter[str] = Counter()
    for query in (_PREDICATES, _VALUES):
        counts.update({iri: n for iri, n in _grouped(store, query).items() if iri.startswith(TERMS)})
    return counts


def _terms(triples: Iterable[Triple]) -> Iterable[str]:
    for triple in triples:
        if triple.predicate.value.startswith(TERMS):
            yield triple.predicate.value
        value = triple.object
        if isinstance(value, NamedNode) and value.value.startswith(TERMS) and triple.predicate.value != _HAS_PREDICATE:
            yield value.value


def _of_data(store: Store, triples: Iterable[Triple]) -> Iterable[Triple]:
    return (
        triple for triple in triples if Quad(triple.subject, triple.predicate, triple.object, _ONTOLOGY) not in store
    )
