"""What stands above what in a hierarchy of classes or properties, from what stands directly above each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

Hierarchy = Mapping[object, tuple[NamedNode, ...]]
"""Of each class or property that has any: all those above it, the nearest first."""


def all_above(axioms: Iterable[Triple], above: Iterable[NamedNode], either_way: Iterable[NamedNode] = ()) -> Hierarchy:
    """All that `axioms` put above each thing that has a name: by the predicates `above` the object, by `either_way` the other one."""
    upward, both = frozenset(above), frozenset(either_way)
    direct: dict[NamedNode, list[NamedNode]] = {}
    for triple in axioms:
        lower, higher = triple.subject, triple.object
        if isinstance(lower, NamedNode) and isinstance(higher, NamedNode) and triple.predicate in upward | both:
            direct.setdefault(lower, []).append(higher)
            if triple.predicate in both:
                direct.setdefault(higher, []).append(lower)
    return {name: _all_above(name, direct) for name in direct}


def _all_above(name: NamedNode, direct: Mapping[NamedNode, Iterable[NamedNode]]) -> tuple[NamedNode, ...]:
    found: dict[NamedNode, None] = {}
    waiting = deque(direct.get(name, ()))
    while waiting:
        each = waiting.popleft()
        if each not in found and each != name:
            found[each] = None
            waiting.extend(direct.get(each, ()))
    return tuple(found)
