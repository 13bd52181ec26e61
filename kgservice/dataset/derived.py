"""Files that are computed from a version's store, built with it and switched to with it: one list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Triple

from kgservice.dataset.answers import keep_answers
from kgservice.dataset.findings import find_findings
from kgservice.dataset.overviews import answer_overviews
from kgservice.dataset.step import Builder, Files, Step
from kgservice.iris import ONTOLOGY_GRAPH, TERMS

USES = "uses.json"
PARTITIONS = "partitions.json"
_HAS_PREDICATE = f"{TERMS}hasPredicate"
_PREDICATES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
_VALUES = (
    f"SELECT ?term (COUNT(*) AS ?n) {{ ?s ?p ?term FILTER(?p != <{_HAS_PREDICATE}> && isIRI(?term)) }} GROUP BY ?term"
)


def count_uses(store: Store, step: Step | None) -> Files:
    """How many statements use each term of the ontology, those of the ontology itself left out, as JSON.

    A statement uses its property, its class or its value; a conclusion that names its property does not use it.
    """
    before = step.file(USES) if step is not None else None
    if step is None or before is None:
        counts = _counted(store)
        counts.subtract(_terms(quad.triple for quad in store.quads_for_pattern(None, None, None, _ONTOLOGY)))
    else:
        counts = Counter(json.loads(before))
        counts.update(_terms(_of_data(store, step.added)))
        counts.subtract(_terms(_of_data(store, step.removed)))
    return {USES: (json.dumps({iri: n for iri, n in sorted(counts.items()) if n}, indent=1) + "\n").encode()}


def count_partitions(store: Store, step: Step | None) -> Files:
    """How many triples the default graph has of each property, and how many entities of each class, as JSON."""
    before = step.file(PARTITIONS) if step is not None else None
    if step is None or before is None:
        counts = {part: _grouped(store, query) for part, query in _PARTITIONS.items()}
    else:
        counts = {part: Counter(known) for part, known in json.loads(before).items()}
        for triple in step.added:
            _count(counts, triple, 1)
        for triple in step.removed:
            _count(counts, triple, -1)
    kept = {part: {iri: n for iri, n in sorted(of_part.items()) if n} for part, of_part in counts.items()}
    return {PARTITIONS: (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()}


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CLASSES, _PROPERTIES = "classes", "properties"
_PARTITIONS = {
    _CLASSES: f"SELECT ?term (COUNT(*) AS ?n) {{ ?s <{_TYPE}> ?term FILTER(isIRI(?term)) }} GROUP BY ?term",
    _PROPERTIES: _PREDICATES,
}
_ONTOLOGY = NamedNode(ONTOLOGY_GRAPH)
BUILDERS: tuple[Builder, ...] = (count_uses, count_partitions, find_findings, answer_overviews, keep_answers)


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
