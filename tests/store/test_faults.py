"""Where a query text goes wrong: a line, a column and a reason, whichever way the engine's parser came to see it."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kgservice.iris import BASE, PREFIXES
from kgservice.store.faults import fault

AROUND = "SELECT * {{\n ?a ?b ?c .\n {}\n ?d ?e ?f .\n OPTIONAL {{ ?x ?y ?z }}\n}}\nORDER BY ?a\nLIMIT 3\n"
VALUES = "The VALUES clause rows should have exactly the same number of values as there are variables. To set a value to undefined use UNDEF."
FAULTS = [
    (AROUND.format("FILTER(?x = )"), "line 3, column 14: ')' cannot stand there."),
    (AROUND.format("?s ?p ?o ?q ."), "line 3, column 11: '?q' cannot stand there."),
    (AROUND.format("OPTIONL { ?s ?p ?o }"), "line 3, column 2: 'OPTIONL' cannot stand there."),
    (AROUND.format("FILTER(foo(?x))"), "line 3, column 9: 'foo' cannot stand there."),
    (AROUND.format("BIND(1 AS )"), "line 3, column 12: ')' cannot stand there."),
    (AROUND.format("VALUES (?q ?r) { (1) }"), f"line 3, column 24: {VALUES}"),
    (AROUND.format("ex:a ?p ?o ."), "line 3, column 2: the prefix 'ex:' is not declared; write PREFIX ex: <…> in front."),
    (AROUND.format("?s ex:a/rdf:b ?o ."), "line 3, column 5: the prefix 'ex:' is not declared; write PREFIX ex: <…> in front."),
    (AROUND.format("?s ?p 'abc ."), "line 3, column 14: a string begins before and does not end there; close it, and write a quotation mark in it as \\\"."),
    ("SELECT ?a\n{ ?a ?b ?c }\nGRUP BY ?a", "line 3, column 1: 'GRUP' cannot stand there."),
    ("SELEC ?a\n{ ?a ?b ?c }\n", "line 1, column 1: 'SELEC' cannot stand there."),
    ("SELECT ?a\nWHERE { ?a ?b ?c\n", "line 3, column 1: the query ends too soon; something is missing."),
    ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }\nGROUP BY ?b", "line 2, column 12: The SELECT contains a variable that is unbound."),
    ("SELECT ('食品' AS ?甲) { ?s ?p }", "line 1, column 29: '}' cannot stand there."),
]  # fmt: skip


def parse(query):
    try:
        Store().query(query, prefixes=PREFIXES, base_iri=BASE)
    except SyntaxError as error:
        return str(error)
    return None


@pytest.mark.parametrize("behind", ["", "\nLIMIT 100001", " # 甲"])
@pytest.mark.parametrize(("query", "told"), FAULTS)
def test_a_fault_is_told_where_it_is(query, told, behind):
    if "too soon" in told or "unbound" in told:  # at the end
        behind = ""
    assert str(fault(query + behind, parse, PREFIXES)) == f"the query is not well-formed at {told}"


def test_what_stands_in_front_is_not_counted():
    told = fault("BASE <x:y> ASK { ?s ?p }", parse, PREFIXES, begin=11)
    assert str(told) == "the query is not well-formed at line 1, column 13: '}' cannot stand there."


def test_what_is_no_error_of_the_parser_is_left_alone():
    assert fault("ASK {}", parse, ()) is None
    assert fault("ASK {}", lambda text: "the store is gone", ()) is None
