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


_ONTOLOGY = NamedNode(ONTOLOGY_GRAPH)
BUILDERS: dict[str, Builder] = {
    "uses.json": count_uses,
}


def _counted(store: Store) -> Counter[str]:
    counts: Counter[str] = Counter()
    for query in (_PREDICATES, _VALUES):
        solutions = store.query(query, default_graph=DefaultGraph())
        assert isinstance(solutions, QuerySolutions)
        for solution in solutions:
            iri = solution["term"].value
            if iri.startswith(TERMS):
                counts[iri] += int(solution["n"].value)
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
