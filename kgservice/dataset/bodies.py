"""What follows about bodies, whichever register or document names them: who succeeded whom, and who belongs to which group."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from kgservice.dataset.stores import NamedGraph
from kgservice.reasoning.conclusions import conclude
from kgservice.reasoning.rules import Scope, asked_of_graphs, of_scope, shipped_rules

_BODIES = "bodies"


def follows_about_bodies(graphs: Iterable[NamedGraph]) -> list[Triple]:
    """What follows from the registers' graph and those of documents about the bodies that they name."""
    rules = of_scope(shipped_rules(), Scope.BODIES)
    asked = asked_of_graphs(rules)  # a document's items, clauses and facts are not
    seen = {triple for graph in graphs for triple in graph.asked(asked.predicates, asked.classes)}
    return list(conclude(rules, seen, _BODIES))
