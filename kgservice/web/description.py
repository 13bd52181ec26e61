"""What the service and its dataset are, as RDF: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flask import Blueprint, Response, redirect, request, url_for
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from werkzeug.wrappers import Response as AnyResponse

from kgservice.dataset.snapshots import Snapshot
from kgservice.errors import UsageError
from kgservice.iris import DATA, DATASET, PREFIXES
from kgservice.store.formats import GRAPHS, QUADS, TABLES, Format
from kgservice.web.linked_data import rdf_response
from kgservice.web.negotiation import accepted, asked_for
from kgservice.web.pages import asked

blueprint = Blueprint("description", __name__)

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_DCTERMS = "http://purl.org/dc/terms/"
_RDF, _XSD, _OWL = PREFIXES["rdf"], PREFIXES["xsd"], PREFIXES["owl"]
_PREFIXES = {"sd": _SD, "void": _VOID, "dcterms": _DCTERMS, "formats": "http://www.w3.org/ns/formats/", **PREFIXES}
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
_TITLES = {
    "zh": "政策知识图谱：谁在什么时限内，依据什么，做什么，做到多少",
    "en": "Policy knowledge graph: who must do what, by when, to which figure, on which legal basis",
}

Subject = NamedNode | BlankNode


class _Said(NamedTuple):
    """What is said of one thing: a property in full, and its value; a text is an IRI, a number a count."""

    subject: Subject
    property: str
    value: Subject | Literal | str | int

    def triple(self) -> Triple:
        value = self.value
        if isinstance(value, str):
            value = NamedNode(value)
        elif isinstance(value, int):
            value = Literal(value)
        return Triple(self.subject, NamedNode(self.property), value)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The dataset: its size, its classes and properties, and where it can be asked."""
    return _as_rdf(_dataset(_endpoint(), asked().opened.snapshot))


@blueprint.get("/dataset")
def dataset() -> AnyResponse:
    """The dataset's own IRI leads to what is said of it."""
    return redirect(url_for("description.void"), code=303)


def service_description(wanted: Format) -> Response:
    """The endpoint: what it speaks, and the graphs that it answers from."""
    return _as_rdf(_service(_endpoint(), asked().opened.snapshot), wanted)


def _as_rdf(said: Iterator[_Said], wanted: Format | None = None) -> Response:
    form = wanted or asked_for(GRAPHS) or accepted(GRAPHS) or GRAPHS[0]
    rdf = RdfFormat.from_media_type(form.media_type)
    assert rdf is not None
    data = serialize((each.triple() for each in said), format=rdf, prefixes=_PREFIXES)
    assert data is not None
    return rdf_response(data, form)


def _endpoint() -> NamedNode:
    """The address that this endpoint was asked at; RDF, unlike a page, cannot leave out the host."""
    if not request.host:
        raise UsageError("the Host of the request is none; send the one that the address names.")
    return NamedNode(f"{request.url_root.rstrip('/')}/sparql")


def _service(endpoint: NamedNode, snapshot: Snapshot | None) -> Iterator[_Said]:
    service, dataset = BlankNode(), NamedNode(DATASET)
    yield _Said(service, f"{_RDF}type", f"{_SD}Service")
    yield _Said(service, f"{_SD}endpoint", endpoint)
    yield _Said(service, f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query")
    for form in (*TABLES, *GRAPHS, *QUADS):
        yield _Said(service, f"{_SD}resultFormat", form.known_as)
    yield _Said(service, f"{_SD}defaultEntailmentRegime", _SIMPLE)
    yield _Said(service, f"{_SD}defaultDataset", dataset)
    yield _Said(dataset, f"{_RDF}type", f"{_SD}Dataset")
    default = BlankNode()
    yield _Said(dataset, f"{_SD}defaultGraph", default)
    yield _Said(default, f"{_RDF}type", f"{_SD}Graph")
    if snapshot is None:
        return
    # Only then: where documents were superseded, the default graph is without their graphs.
    if not any(graph.apart for graph in snapshot.manifest.graphs.values()):
        yield _Said(service, f"{_SD}feature", f"{_SD}UnionDefaultGraph")
    if properties := snapshot.partitions.get("properties"):
        yield _Said(default, f"{_VOID}triples", sum(properties.values()))
    for iri in snapshot.graphs:
        named, graph = BlankNode(), BlankNode()
        yield _Said(dataset, f"{_SD}namedGraph", named)
        yield _Said(named, f"{_RDF}type", f"{_SD}NamedGraph")
        yield _Said(named, f"{_SD}name", iri)
        yield _Said(named, f"{_SD}graph", graph)
        yield _Said(graph, f"{_RDF}type", f"{_SD}Graph")
        yield _Said(graph, f"{_VOID}triples", snapshot.manifest.graphs[iri].triples)


def _dataset(endpoint: NamedNode, snapshot: Snapshot | None) -> Iterator[_Said]:
    dataset = NamedNode(DATASET)
    yield _Said(dataset, f"{_RDF}type", f"{_VOID}Dataset")
    for language, title in _TITLES.items():
        yield _Said(dataset, f"{_DCTERMS}title", Literal(title, language=language))
    yield _Said(dataset, f"{_VOID}sparqlEndpoint", endpoint)
    yield _Said(dataset, f"{_VOID}uriSpace", Literal(DATA))
    for form in GRAPHS:
        yield _Said(dataset, f"{_VOID}feature", form.known_as)
    if snapshot is None:
        return
    made = Literal(snapshot.manifest.made, datatype=NamedNode(f"{_XSD}dateTime"))
    yield _Said(dataset, f"{_DCTERMS}modified", made)
    yield _Said(dataset, f"{_OWL}versionInfo", Literal(snapshot.version))
    classes, properties = (snapshot.partitions.get(part, {}) for part in ("classes", "properties"))
    if not properties:
        return
    yield _Said(dataset, f"{_VOID}triples", sum(properties.values()))
    yield _Said(dataset, f"{_VOID}classes", len(classes))
    yield _Said(dataset, f"{_VOID}properties", len(properties))
    for vocabulary in sorted({_namespace(iri) for iri in (*classes, *properties)}):
        yield _Said(dataset, f"{_VOID}vocabulary", vocabulary)
    for part, term, number, counts in (
        ("classPartition", "class", "entities", classes),
        ("propertyPartition", "property", "triples", properties),
    ):
        for iri, count in counts.items():
            partition = BlankNode()
            yield _Said(dataset, f"{_VOID}{part}", partition)
            yield _Said(partition, f"{_VOID}{term}", iri)
            yield _Said(partition, f"{_VOID}{number}", count)


def _namespace(iri: str) -> str:
    """What a term's IRI begins with, up to its name."""
    return iri[: max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1]
