"""What follows about bodies, whichever register or document names them: who succeeded whom, and who belongs to which group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from kgservice.dataset.stores import NamedGraph
from kgservice.graph.triples import RDF_TYPE, term
from kgservice.reasoning.conclusions import conclude
from kgservice.reasoning.rules import Scope, of_scope, shipped_rules

_BODIES = "bodies"
_CLASSES = frozenset(term(name) for name in ("AgentGroup", "Department"))
# All that the rules about bodies ask for; a document's items, clauses and facts are not looked at.
_SEEN = frozenset(
    term(name)
    for name in (
        "absorbs",
        "forms",
        "hasFunction",
        "hasLevel",
        "locatedIn",
        "ofJurisdiction",
        "reachesLevel",
    )
)


def follows_about_bodies(graphs: Iterable[NamedGraph]) -> list[Triple]:
    """What follows from the registers' graph and those of documents about the bodies that they name."""
    seen = {triple for graph in graphs for triple in _of_bodies(graph)}
    return list(conclude(of_scope(shipped_rules(), Scope.BODIES), seen, _BODIES))


def _of_bodies(graph: NamedGraph) -> Iterator[Triple]:
    for predicate in _SEEN:
        yield from graph.having(predicate)
    for kind in _CLASSES:
        yield from graph.having(RDF_TYPE, value=kind)
