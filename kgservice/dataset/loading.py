"""Other RDF in a dataset: each file a named graph, held to the ontology with the documents that it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.inferring import open_hermit
from kgservice.errors import SourceError, UsageError
from kgservice.graph.triples import read_turtle
from kgservice.iris import (
    DATA,
    ONTOLOGY_GRAPH,
    REGISTERS_GRAPH,
    REVISIONS_GRAPH,
    SUPERSEDED_GRAPHS,
    document_graph,
    inferred_graph,
)
from kgservice.reasoning.consistency import hold_to_axioms, speaks_of_the_ontology
from kgservice.slugs import slug

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
_BUILT = (
    DATA,
    ONTOLOGY_GRAPH,
    REGISTERS_GRAPH,
    REVISIONS_GRAPH,
    SUPERSEDED_GRAPHS,
    document_graph(""),
    inferred_graph(""),
)


def is_built(graph: str) -> bool:
    """Whether the graph of this name is one that the program makes."""
    return graph.startswith(_BUILT)


def is_rdf(path: Path) -> bool:
    """Whether a file is RDF by its ending."""
    return path.suffix.lower() in _FORMATS


def read_rdf(path: Path) -> list[Triple]:
    """The triples of a file, in whichever graphs it has them. Raises SourceError if it is not there or not RDF."""
    if not path.is_file():
        raise SourceError(f"{path}: no such file; check the name.")
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise SourceError(f"{path}: unknown kind of RDF; give {', '.join(_FORMATS)}.")
    try:
        return [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(path=str(path), format=form)]
    except (SyntaxError, ValueError, OSError) as error:
        raise SourceError(f"{path}: not readable as RDF ({' '.join(str(error).split())}); mend it.") from None


def read_instance(dataset: Dataset, path: Path) -> list[Triple]:
    """The triples of a file that is in no dataset; they must speak of plans, and not contradict a document of `dataset`."""
    triples = read_rdf(path)
    if not any(map(speaks_of_the_ontology, triples)):
        raise SourceError(f"{path}: uses no term of the ontology, so there is nothing to check; give RDF about a plan.")
    hold_to_the_documents(dataset, path.name, triples)
    return triples


def load(dataset: Dataset, path: Path, graph: str, report: Callable[[str], None] = lambda line: None) -> int:
    """Add the RDF in the file at `path` as the named graph `graph`, in place of what it held; the number of triples.

    The version with it is served when this returns. Raises InvalidGraphError, with the axioms that clash, if it contradicts
    the ontology or a document that it speaks of.
    """
    from kgservice.dataset.ingesting import bring_up_to_date

    triples = set(read_rdf(path))
    try:
        name = NamedNode(graph)
    except ValueError as error:
        raise UsageError(f"{graph}: is no IRI for a graph ({error}); mend it.") from None
    if is_built(graph):
        raise UsageError(f"the graph <{graph}> is built by the program; choose another name.")
    hold_to_the_documents(dataset, path.name, triples)
    quads = sorted((Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples), key=str)
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None
    bring_up_to_date(dataset, report, {dataset.inside(dataset.loaded / f"{slug(graph)}.nq"): written})
    return len(triples)


def loaded_graphs(dataset: Dataset) -> dict[str, list[Triple]]:
    """What was loaded into `dataset`, by the name of its graph."""
    graphs: dict[str, list[Triple]] = {}
    for path in sorted(dataset.loaded.glob("*.nq")):
        for quad in parse(path=str(path), format=RdfFormat.N_QUADS):
            assert isinstance(quad.graph_name, NamedNode)
            graphs.setdefault(quad.graph_name.value, []).append(Triple(quad.subject, quad.predicate, quad.object))
    return graphs


def hold_to_the_documents(dataset: Dataset, name: str, triples: Iterable[Triple]) -> None:
    """Hold RDF called `name` to the ontology by itself, and together with each document of `dataset` that it speaks of.

    Raises InvalidGraphError with the axioms that clash.
    """
    loaded = list(filter(speaks_of_the_ontology, triples))
    if not loaded:
        return
    with open_hermit() as hermit:
        hold_to_axioms(loaded, name, hermit)
        for document in _spoken_of(dataset, loaded):
            hold_to_axioms([*loaded, *document], name, hermit)


def _spoken_of(dataset: Dataset, loaded: Sequence[Triple]) -> Iterator[Sequence[Triple]]:
    named = {node for triple in loaded for node in (triple.subject, triple.object) if isinstance(node, NamedNode)}
    for path in (*dataset.document_graphs(), dataset.graphs / "registers.ttl"):
        graph = read_turtle(path.read_bytes()) if path.is_file() else []
        if any(triple.subject in named for triple in graph):
            yield graph
