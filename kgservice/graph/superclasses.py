"""The classes above a class, so that a graph says of everything all that it is: a task is an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kgservice.graph.above import Hierarchy, all_above
from kgservice.iris import PREFIXES, TERMS
from kgservice.resources import ontology_modules

_SUBCLASS_OF = NamedNode(f"{PREFIXES['rdfs']}subClassOf")
_TYPE = NamedNode(f"{PREFIXES['rdf']}type")


def superclasses(cls: NamedNode) -> tuple[NamedNode, ...]:
    """The ontology's own classes above `cls`, nearest first; none above a class that it does not have."""
    return _own_classes().get(cls, ())


def with_superclasses(triples: Iterable[Triple]) -> Iterator[Triple]:
    """`triples`, and for each that states a class those above it."""
    for triple in triples:
        yield triple
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            for above in superclasses(triple.object):
                yield Triple(triple.subject, _TYPE, above)


@lru_cache(maxsize=1)
def _own_classes() -> Hierarchy:
    said = (quad.triple for path in ontology_modules() for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    return all_above((axiom for axiom in said if _is_own(axiom.subject) and _is_own(axiom.object)), [_SUBCLASS_OF])


def _is_own(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(TERMS)
