"""The IRIs of the ontology, the data and the graphs: their bases, and how a thing's IRI is put together."""

from __future__ import annotations

BASE = "https://w3id.org/policy-kg/"
ONTOLOGY = f"{BASE}ontology"
TERMS = f"{ONTOLOGY}#"
DATA = f"{BASE}id/"
GRAPHS = f"{BASE}graph/"
DATASET = f"{BASE}dataset"

REGISTERS_GRAPH = f"{GRAPHS}registers"
ONTOLOGY_GRAPH = f"{GRAPHS}ontology"
REVISIONS_GRAPH = f"{GRAPHS}revisions"
INFERRED_GRAPHS = f"{GRAPHS}inferred/"
BETWEEN_GRAPH = f"{INFERRED_GRAPHS}between/documents"
BODIES_GRAPH = f"{INFERRED_GRAPHS}between/bodies"
CLOSURE_GRAPH = f"{GRAPHS}closure"
CLOSED_WORLD_GRAPH = f"{GRAPHS}closed-world"
SUPERSEDED_GRAPHS = f"{GRAPHS}superseded/"
WAS_REVISION_OF = "http://www.w3.org/ns/prov#wasRevisionOf"

PREFIXES = {
    "pol": TERMS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def entity(kind: str, *names: str) -> str:
    """The IRI of a thing: `entity("item", "004", "1", "3.1")` ends in `id/item/004/1/3.1`."""
    return f"{DATA}{kind}/{'/'.join(names)}"


def is_module(node: object) -> bool:
    """Whether a node is a module of the ontology: what such a header says (version, imports) is not said of the modules in one."""
    return str(getattr(node, "value", "")).startswith(f"{ONTOLOGY}/")


def document_graph(slug: str) -> str:
    """The IRI of the graph that holds what was read from a document."""
    return f"{GRAPHS}document/{slug}"


def superseded_graph(slug: str, version: str) -> str:
    """The IRI of the graph that holds what was read from a document's earlier version; queries do not see it unasked."""
    return f"{SUPERSEDED_GRAPHS}{slug}/{version}"


def inferred_graph(slug: str) -> str:
    """The IRI of the graph that holds what was inferred from a document's graph."""
    return f"{INFERRED_GRAPHS}{slug}"
