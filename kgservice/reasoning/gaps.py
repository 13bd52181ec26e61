"""Which tasks nobody was given: the same question put to HermiT, to SHACL and to SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kgservice.graph.triples import RDF_TYPE, term
from kgservice.iris import entity
from kgservice.reasoning.hermit import TIME_LIMIT, realize
from kgservice.resources import folder

UNASSIGNED_TASK = term("UnassignedTask")
# In Chinese, for that is what a Java with the wrong encoding loses without a word.
_CANARY = NamedNode(entity("item", "金丝雀"))
_CANARY_PLAN = NamedNode(entity("plan", "canary"))
_CANARY_DOCUMENT = NamedNode(entity("document", "canary"))
_MODULES_OF_GAPS = ("policy.ttl", "gaps.ttl")
_MODULES = (*_MODULES_OF_GAPS, "inference.ttl", "alignments.ttl")
_ITEM_CLASSES = frozenset(term(name) for name in ("Section", "Task", "Goal", "Step", "Safeguard", "Row"))


def unassigned_tasks(
    graph: Sequence[Triple], known: Sequence[Triple] = (), *, time_limit: float = TIME_LIMIT
) -> frozenset[str]:
    """The IRIs of the tasks in `graph` that have no assignment and inherit none, as HermiT decides.

    `known` are triples that `graph` refers to (the registers). Literals are left out: no axiom speaks of them.
    """
    axioms = [
        *_ontology(*_MODULES_OF_GAPS),
        *_without_literals(known),
        *_without_literals(graph),
        *_closure(graph),
        *_canary(),
    ]
    return realize(axioms, UNASSIGNED_TASK, _CANARY, time_limit=time_limit).individuals


def unsatisfiable_classes() -> frozenset[str]:
    """The classes of the ontology that can have no individual; none, if it is sound."""
    return realize([*_ontology(*_MODULES), *_canary()], UNASSIGNED_TASK, _CANARY).unsatisfiable


@lru_cache(maxsize=2)
def _ontology(*modules: str) -> tuple[Triple, ...]:
    triples = []
    for name in modules:
        for quad in parse(path=folder("ontology") / name, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            triples.append(Triple(quad.subject, quad.predicate, quad.object))
    return tuple(triples)


def _without_literals(triples: Iterable[Triple]) -> Iterator[Triple]:
    return (triple for triple in triples if not isinstance(triple.object, Literal))


def _closure(graph: Sequence[Triple]) -> Iterator[Triple]:
    """Where the world is closed: items that no assignment in the graph assigns, and items that lie in no other."""
    items = {triple.subject for triple in graph if triple.predicate == RDF_TYPE and triple.object in _ITEM_CLASSES}
    assigned = {triple.object for triple in graph if triple.predicate == term("assigns")}
    nested = {triple.subject for triple in graph if triple.predicate == term("inItem")}
    for item in items - assigned:
        yield Triple(item, RDF_TYPE, term("ItemWithoutClause"))
    for item in items - nested:
        yield Triple(item, RDF_TYPE, term("TopItem"))


def _canary() -> Iterator[Triple]:
    for cls in ("Task", "ItemWithoutClause", "TopItem"):
        yield Triple(_CANARY, RDF_TYPE, term(cls))
    yield Triple(_CANARY, term("inPlan"), _CANARY_PLAN)
    yield Triple(_CANARY_PLAN, RDF_TYPE, term("Plan"))
    yield Triple(_CANARY_PLAN, term("inDocument"), _CANARY_DOCUMENT)
    yield Triple(_CANARY_DOCUMENT, RDF_TYPE, term("PolicyDocument"))
