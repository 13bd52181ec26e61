"""What stands above each class or property: all of it, the nearest first, in one way or both, and never the thing itself."""

from __future__ import annotations

from pyoxigraph import BlankNode, Triple
from small_graphs import node

from kgservice.graph.above import all_above

UNDER, SAME, OTHER = node("under"), node("same"), node("other")


def above(*axioms: tuple[str, object, str]) -> dict[str, list[str]]:
    triples = [Triple(node(lower), predicate, node(higher)) for lower, predicate, higher in axioms]
    found = all_above(triples, [UNDER], [SAME])
    return {each.value.rpartition("/")[2]: [one.value.rpartition("/")[2] for one in found[each]] for each in found}


def test_the_nearest_are_first_and_each_is_told_once():
    diamond = [("a", UNDER, "b"), ("a", UNDER, "c"), ("b", UNDER, "d"), ("c", UNDER, "d")]
    assert above(*diamond) == {"a": ["b", "c", "d"], "b": ["d"], "c": ["d"]}


def test_what_is_the_same_stands_above_both_ways_and_nothing_above_itself():
    assert above(("a", SAME, "b"), ("b", UNDER, "c")) == {"a": ["b", "c"], "b": ["a", "c"]}
    assert above(("a", UNDER, "b"), ("b", UNDER, "a")) == {"a": ["b"], "b": ["a"]}


def test_other_axioms_and_what_has_no_name_put_nothing_above():
    assert above(("a", OTHER, "b")) == {}
    assert all_above([Triple(node("a"), UNDER, BlankNode()), Triple(BlankNode(), UNDER, node("b"))], [UNDER]) == {}
