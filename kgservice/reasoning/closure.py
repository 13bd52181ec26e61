"""What the hierarchies of an ontology, those of aligned vocabularies among them, add to what triples say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kgservice.graph.above import all_above
from kgservice.graph.triples import RDF_TYPE
from kgservice.iris import PREFIXES

_ABOVE = [NamedNode(f"{PREFIXES['rdfs']}{name}") for name in ("subClassOf", "subPropertyOf")]
_THE_SAME = [NamedNode(f"{PREFIXES['owl']}{name}") for name in ("equivalentClass", "equivalentProperty")]


def closure(triples: Iterable[Triple], axioms: Iterable[Triple]) -> Iterator[Triple]:
    """Each class above a class that a thing of `triples` has, and each property above one that relates it; some more than once."""
    above = all_above(axioms, _ABOVE, _THE_SAME)
    for triple in triples:
        if triple.predicate == RDF_TYPE:
            for cls in above.get(triple.object, ()):
                yield Triple(triple.subject, RDF_TYPE, cls)
        else:
            for name in above.get(triple.predicate, ()):
                yield Triple(triple.subject, name, triple.object)
