"""What the hierarchies of an ontology, those of aligned vocabularies among them, add to what triples say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kgservice.graph.triples import RDF_TYPE
from kgservice.iris import PREFIXES

_ABOVE = {
    f"{PREFIXES['rdfs']}subClassOf": False,
    f"{PREFIXES['rdfs']}subPropertyOf": False,
    f"{PREFIXES['owl']}equivalentClass": True,
    f"{PREFIXES['owl']}equivalentProperty": True,
}


def closure(triples: Iterable[Triple], axioms: Iterable[Triple]) -> Iterator[Triple]:
    """Each class above a class that a thing of `triples` has, and each property above one that relates it; some more than once."""
    above = _hierarchy(axioms)
    for triple in triples:
        if triple.predicate == RDF_TYPE:
            for cls in above.get(triple.object, ()):
                yield Triple(triple.subject, RDF_TYPE, cls)
        else:
            for name in above.get(triple.predicate, ()):
                yield Triple(triple.subject, name, triple.object)


def _hierarchy(axioms: Iterable[Triple]) -> Mapping[object, frozenset[NamedNode]]:
    """All that stands above each class and property that have a name."""
    direct: dict[object, set[NamedNode]] = {}
    for triple in axioms:
        either_way = _ABOVE.get(triple.predicate.value)
        if either_way is None or not (isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)):
            continue
        direct.setdefault(triple.subject, set()).add(triple.object)
        if either_way:
            direct.setdefault(triple.object, set()).add(triple.subject)
    return {name: frozenset(_reached(name, direct)) for name in direct}


def _reached(name: object, direct: Mapping[object, set[NamedNode]]) -> set[NamedNode]:
    seen: set[NamedNode] = set()
    waiting = list(direct.get(name, ()))
    while waiting:
        each = waiting.pop()
        if each not in seen and each != name:
            seen.add(each)
            waiting.extend(direct.get(each, ()))
    return seen
