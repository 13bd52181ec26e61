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
    # Imported here, for it takes as long as all the rest, and mostly another process needs it.
    import pyshacl
    from rdflib import Graph
    from rdflib.namespace import SH

    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    data = Graph().parse(data=written, format="nt")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    if conforms:
        return
    assert isinstance(report, Graph)
    results = sorted(
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )
    focus, message = results[0]
    others = f" (and {len(results) - 1} more)" if len(results) > 1 else ""
    raise InvalidGraphError(f"{name}: breaks a shape at <{focus}>: {message}{others}")


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(folder("ontology") / SHAPES, format="turtle")
