"""Other RDF in a dataset: each file a named graph, held to the ontology with the documents that it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.holding import hold
from kgservice.dataset.rdf_files import RdfFile
from kgservice.dataset.readers import Readers
from kgservice.errors import SourceError, UsageError
from kgservice.graph.superclasses import with_superclasses
from kgservice.input_files import read_input
from kgservice.iris import (
    DATA,
    ONTOLOGY_GRAPH,
    REGISTERS_GRAPH,
    REVISIONS_GRAPH,
    SUPERSEDED_GRAPHS,
    document_graph,
    inferred_graph,
)
from kgservice.reasoning.consistency import speaks_of_the_ontology
from kgservice.registers.loading import load_registers
from kgservice.settings import read_settings
from kgservice.slugs import slug

_DRAFTS = f"{DATA}draft/"
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


def read_instance(dataset: Dataset, path: Path) -> list[Triple]:
    """The triples of a file that is in no dataset; they must speak of plans, and not contradict a document of `dataset`."""
    file, triples = _read(dataset, path, _DRAFTS)
    hold(dataset, file, triples)
    if not any(map(speaks_of_the_ontology, triples)):
        raise SourceError(f"{path}: uses no term of the ontology, so there is nothing to check; give RDF about a plan.")
    return triples


def load(dataset: Dataset, path: Path, graph: str, report: Callable[[str], None] = lambda line: None) -> int:
    """Add the RDF in the file at `path` as the named graph `graph`, in place of what it held; the number of triples.

    Relative IRIs in it are relative to the graph's, and its blank nodes are none of another graph's. The version with it is
    served when this returns. Raises InvalidGraphError, with the axioms that clash, if it contradicts the ontology or a
    document that it speaks of.
    """
    from kgservice.dataset.ingesting import bring_up_to_date

    try:
        name = NamedNode(graph)
    except ValueError as error:
        raise UsageError(f"{graph}: is no IRI for a graph ({error}); mend it.") from None
    if is_built(graph):
        raise UsageError(f"the graph <{graph}> is built by the program; choose another name.")
    file, triples = _read(dataset, path, graph)
    hold(dataset, file, triples, graph)
    quads = sorted((Quad(triple.subject, triple.predicate, triple.object, name) for triple in set(triples)), key=str)
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None
    bring_up_to_date(dataset, report, {dataset.inside(loaded_file(dataset, graph)): written})
    return len(quads)


def _read(dataset: Dataset, path: Path, base: str) -> tuple[RdfFile, list[Triple]]:
    """A file and its triples; raises SourceError if it cannot be read, or is no RDF, within the limits of the settings."""
    file = RdfFile(path.name, read_input(path, read_settings()["max_file_mb"]), base)
    with Readers(load_registers(*dataset.register_folders), 1) as readers:
        return file, readers.read_rdf(file)


def loaded_file(dataset: Dataset, graph: str) -> Path:
    """Where what was loaded as the named graph `graph` lies."""
    return dataset.loaded / f"{slug(graph)}.nq"


def loaded_graphs(dataset: Dataset) -> dict[str, list[Triple]]:
    """What was loaded into `dataset`, by the name of its graph, with the superclasses of what it states."""
    graphs: dict[str, list[Triple]] = {}
    for path in sorted(dataset.loaded.glob("*.nq")):
        for quad in parse(path=str(path), format=RdfFormat.N_QUADS):
            assert isinstance(quad.graph_name, NamedNode)
            graphs.setdefault(quad.graph_name.value, []).append(Triple(quad.subject, quad.predicate, quad.object))
    return {graph: list(dict.fromkeys(with_superclasses(triples))) for graph, triples in graphs.items()}
