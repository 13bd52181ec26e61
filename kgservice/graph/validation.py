"""Holds a graph to the shapes in `ontology/shapes.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from kgservice.errors import InvalidGraphError
from kgservice.resources import SHAPES, folder

if TYPE_CHECKING:
    from rdflib import Graph


def validate(triples: Iterable[Triple], name: str) -> None:
    """Raise InvalidGraphError with the first violation and their number if `triples` break a shape; `name` says whose they are."""
    found = violations(triples)
    if found:
        focus, message = found[0]
        others = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise InvalidGraphError(f"{name}: breaks a shape at <{focus}>: {message}{others}")


def violations(triples: Iterable[Triple]) -> list[tuple[str, str]]:
    """The violations of shapes by `triples`, sorted: the thing that breaks one (`_:…`, if it has no name), and what it breaks."""
    # Imported here, for it takes as long as all the rest, and mostly another process needs it.
    import pyshacl
    from rdflib import Graph
    from rdflib.namespace import SH

    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    data = Graph().parse(data=written, format="nt")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    if conforms:
        return []
    assert isinstance(report, Graph)
    return sorted(
        (_written(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )


def _written(node: object) -> str:
    from rdflib import BNode

    return f"_:{node}" if isinstance(node, BNode) else str(node)


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(folder("ontology") / SHAPES, format="turtle")
