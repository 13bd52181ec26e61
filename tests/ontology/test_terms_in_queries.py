"""Every term of the ontology serves a query in `queries/`: what no question asks for, the ontology does not need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import ROOT
from ontology_files import read_ontology, terms
from rdflib import URIRef
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kgservice.iris import TERMS


def iris(algebra: Any) -> Iterator[URIRef]:
    """The IRIs that stand anywhere in a query's algebra; none of its prologue or its comments."""
    if isinstance(algebra, URIRef):
        yield algebra
    elif isinstance(algebra, Mapping):
        for part in algebra.values():
            yield from iris(part)
    elif isinstance(algebra, PropertyPath):
        yield from iris(list(vars(algebra).values()))
    elif isinstance(algebra, list | tuple | set | frozenset):
        for part in algebra:
            yield from iris(part)


def asked(text: str) -> set[URIRef]:
    return set(iris(translateQuery(parseQuery(text)).algebra))


@pytest.mark.slow
def test_every_term_is_used_by_a_query_but_those_that_only_reasoners_conclude():
    used = {iri for path in (ROOT / "queries").rglob("*.rq") for iri in asked(path.read_text(encoding="utf-8"))}
    assert set(terms(read_ontology())) - used == {URIRef(f"{TERMS}{name}") for name in ("UnassignedItem", "isItem")}


@pytest.mark.parametrize(
    "pattern",
    [
        "?s x:term ?o",
        "?s a x:term",
        "?s (^x:other|x:term)*/x:more ?o",
        "VALUES ?o { x:term }",
        "?s ?p ?o FILTER(?o = x:term)",
        "?s ?p ?o FILTER NOT EXISTS { ?o x:term ?s }",
        "OPTIONAL { ?s ?p ?o BIND(IF(?o = 1, x:term, ?o) AS ?q) }",
        "{ SELECT ?s (SUM(IF(?o = x:term, 1, 0)) AS ?n) { ?s ?p ?o } GROUP BY ?s }",
        "{ ?s ?p ?o } UNION { GRAPH ?g { ?s <https://x/term> ?o } }",
    ],
)
def test_a_term_is_found_wherever_a_query_uses_it(pattern):
    assert URIRef("https://x/term") in asked(f"PREFIX x: <https://x/> SELECT * {{ {pattern} }}")


@pytest.mark.parametrize("pattern", ["?s ?p ?o # x:term", "?s ?p 'x:term'", "?s ?p '<https://x/term>'"])
def test_a_term_only_spoken_of_is_not_used(pattern):
    assert URIRef("https://x/term") not in asked(f"PREFIX x: <https://x/> SELECT * {{ {pattern}\n}}")
