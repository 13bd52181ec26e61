"""The ontology as the reasoner takes it."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import RdfFormat, Triple, parse

from kgservice.iris import is_module
from kgservice.resources import folder, ontology_modules


@lru_cache(maxsize=4)
def ontology(*modules: str) -> tuple[Triple, ...]:
    """The triples of `modules` (files of `ontology/`), all of them if none is named; as one ontology, which imports nothing."""
    return tuple(
        Triple(quad.subject, quad.predicate, quad.object)
        for path in ([folder("ontology") / name for name in modules] or ontology_modules())
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
        if not is_module(quad.subject)
    )
