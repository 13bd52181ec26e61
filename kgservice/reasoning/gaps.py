"""Which tasks nobody was given, as HermiT decides: the one question for which the world is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from kgservice.graph.triples import RDF_TYPE, term
from kgservice.iris import entity
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.hermit import Hermit

UNASSIGNED_TASK = term("UnassignedTask")
# In Chinese, for that is what a Java with the wrong encoding loses without a word.
_CANARY = NamedNode(entity("item", "金丝雀"))
_ITEM_CLASSES = frozenset(term(name) for name in ("Section", "Task", "Goal", "Step", "Safeguard", "Row"))
_ASKED_OF = frozenset((term("assigns"), term("inItem"), term("toldAgainIn")))


def unassigned_tasks(graph: Sequence[Triple], hermit: Hermit) -> frozenset[str]:
    """The IRIs of the tasks in `graph`, which must be consistent, that have no assignment and inherit none."""
    asked = [
        triple
        for triple in graph
        if triple.predicate in _ASKED_OF or (triple.predicate == RDF_TYPE and triple.object in _ITEM_CLASSES)
    ]
    asked = list(_without_idle_links(asked))
    axioms = [*ontology("policy.ttl", "gaps.ttl"), *asked, *_closure(asked, _own_duties(graph)), *_canary()]
    return hermit.individuals(axioms, UNASSIGNED_TASK, _CANARY)


def _without_idle_links(graph: Sequence[Triple]) -> Iterator[Triple]:
    """`graph` without the links to rows that nobody was given either: what is open there would leave their tasks open."""
    given = {triple.object for triple in graph if triple.predicate == term("assigns")}
    above: dict[object, object] = {
        triple.subject: triple.object for triple in graph if triple.predicate == term("inItem")
    }
    for triple in graph:
        row: object = triple.object
        while triple.predicate == term("toldAgainIn") and row is not None and row not in given:
            row = above.get(row)
        if row is not None:
            yield triple


def _own_duties(graph: Sequence[Triple]) -> frozenset[object]:
    """The items of plans that an office made for itself: they are its own to do, whether it says so or not."""
    plans = {triple.subject for triple in graph if triple.predicate == term("ownPlanOf")}
    return frozenset(
        triple.subject for triple in graph if triple.predicate == term("inPlan") and triple.object in plans
    )


def _closure(graph: Sequence[Triple], own: frozenset[object]) -> Iterator[Triple]:
    """Where the world is closed: items that no assignment in the graph assigns and that are nobody's `own`, that lie in no
    other, that are told once.
    """
    items = {triple.subject for triple in graph if triple.predicate == RDF_TYPE}
    assigned = {triple.object for triple in graph if triple.predicate == term("assigns")}
    nested = {triple.subject for triple in graph if triple.predicate == term("inItem")}
    told_again = {triple.subject for triple in graph if triple.predicate == term("toldAgainIn")}
    for item in items - assigned - own:
        yield Triple(item, RDF_TYPE, term("ItemWithoutClause"))
    for item in items - nested:
        yield Triple(item, RDF_TYPE, term("TopItem"))
    for item in items - told_again:
        yield Triple(item, RDF_TYPE, term("ItemToldOnce"))


def _canary() -> Iterator[Triple]:
    for cls in ("Task", "ItemWithoutClause", "TopItem", "ItemToldOnce"):
        yield Triple(_CANARY, RDF_TYPE, term(cls))
