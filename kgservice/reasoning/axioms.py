"""The ontology as the reasoner takes it."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import RdfFormat, Triple, parse

from kgservice.resources import folder

MODULES = ("policy.ttl", "gaps.ttl", "inference.ttl", "alignments.ttl")


@lru_cache(maxsize=4)
def ontology(*modules: str) -> tuple[Triple, ...]:
    """The triples of `modules` (files of `ontology/`), all of them if none is named."""
    return tuple(
        Triple(quad.subject, quad.predicate, quad.object)
        for name in modules or MODULES
        for quad in parse(path=folder("ontology") / name, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )
