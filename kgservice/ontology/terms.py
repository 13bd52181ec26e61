"""The terms of the ontology, each with what the axioms say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from kgservice.iris import ONTOLOGY, TERMS, is_module
from kgservice.ontology.expressions import Expression, chain, expression, named_terms
from kgservice.ontology.files import declared_prefixes
from kgservice.ontology.statements import OWL, RDF, RDFS, SKOS, Statements
from kgservice.resources import ontology_modules

_DCTERMS = "http://purl.org/dc/terms/"
_VANN = "http://purl.org/vocab/vann/"
_VS = "http://www.w3.org/2003/06/sw-vocab-status/ns#"
KINDS = {
    "class": f"{OWL}Class",
    "object property": f"{OWL}ObjectProperty",
    "datatype property": f"{OWL}DatatypeProperty",
    "annotation property": f"{OWL}AnnotationProperty",
    "individual": f"{OWL}NamedIndividual",
}
_CHARACTERISTICS = {
    f"{OWL}{name}Property": word
    for name, word in (
        ("Functional", "functional"),
        ("InverseFunctional", "inverse functional"),
        ("Transitive", "transitive"),
        ("Symmetric", "symmetric"),
        ("Asymmetric", "asymmetric"),
        ("Reflexive", "reflexive"),
        ("Irreflexive", "irreflexive"),
    )
}
_MATCHES = tuple(f"{SKOS}{name}Match" for name in ("exact", "close", "broad", "narrow", "related"))


@dataclass(frozen=True, slots=True)
class Header:
    """What the ontology says of itself; `title` and `description` are by language (zh, en)."""

    iri: str
    version_iri: str
    version: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    creators: tuple[str, ...]
    created: str
    modified: str
    licence: str
    prefix: str
    namespace: str


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A term and its axioms; other terms are named by IRI, and texts are by language (zh, en).

    `status` says how settled it is (stable, testing). `above` and `below` are the terms directly above and below it, of other vocabularies too. `elsewhere` pairs the IRI of a
    mapping property with the IRI of a term of another vocabulary.
    """

    iri: str
    kind: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    comment: Mapping[str, str]
    examples: tuple[str, ...]
    notation: str
    status: str
    deprecated: bool
    replaced_by: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    restrictions: tuple[Expression, ...]
    equivalents: tuple[Expression, ...]
    disjoint: tuple[str, ...]
    domain: tuple[Expression, ...]
    range: tuple[Expression, ...]
    domain_classes: tuple[str, ...]
    range_classes: tuple[str, ...]
    characteristics: tuple[str, ...]
    inverses: tuple[str, ...]
    chains: tuple[Expression, ...]
    classes: tuple[str, ...]
    members: tuple[str, ...]
    different: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What its IRI ends in."""
        return self.iri.removeprefix(TERMS)


class Ontology:
    """The header and the terms, in the order of their kinds and names, individuals by class; `prefixes` are those its files declare."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self._statements = Statements(triples)
        self.prefixes = prefixes
        self.header = _header(self._statements)
        self.terms = tuple(
            term
            for kind in KINDS
            for term in sorted(_terms(self._statements, kind), key=lambda term: (term.classes, term.iri))
        )
        self.by_iri = {term.iri: term for term in self.terms}

    def short(self, iri: str) -> str:
        """An IRI with its prefix, where it has one."""
        for prefix, start in self.prefixes.items():
            if iri.startswith(start) and "/" not in iri.removeprefix(start):
                return f"{prefix}:{iri.removeprefix(start)}"
        return iri

    def of_kind(self, kind: str) -> tuple[OntologyTerm, ...]:
        """The terms of a kind that are not deprecated."""
        return tuple(term for term in self.terms if term.kind == kind and not term.deprecated)

    @property
    def deprecated(self) -> tuple[OntologyTerm, ...]:
        """The terms that are no longer to be used."""
        return tuple(term for term in self.terms if term.deprecated)

    @cached_property
    def roots(self) -> tuple[OntologyTerm, ...]:
        """The classes that stand under no other class of the ontology."""
        return tuple(term for term in self.of_kind("class") if not self.ancestors(term))

    def children(self, term: OntologyTerm) -> tuple[OntologyTerm, ...]:
        """The terms of the ontology directly below `term`."""
        return tuple(self.by_iri[iri] for iri in term.below if iri in self.by_iri)

    def ancestors(self, term: OntologyTerm) -> tuple[OntologyTerm, ...]:
        """The terms of the ontology above `term`, the nearest first."""
        found: dict[str, OntologyTerm] = {}
        waiting = list(term.above)
        while waiting:
            iri = waiting.pop(0)
            if iri in self.by_iri and iri not in found:
                found[iri] = self.by_iri[iri]
                waiting.extend(found[iri].above)
        return tuple(found.values())

    def leading_from(self, term: OntologyTerm) -> tuple[OntologyTerm, ...]:
        """The properties whose domain is the class `term`, alone or with others."""
        return tuple(other for other in self.terms if term.iri in other.domain_classes)

    def leading_to(self, term: OntologyTerm) -> tuple[OntologyTerm, ...]:
        """The properties whose range is the class `term`, alone or with others."""
        return tuple(other for other in self.terms if term.iri in other.range_classes)

    def inherited_from(self, term: OntologyTerm) -> tuple[tuple[OntologyTerm, tuple[OntologyTerm, ...]], ...]:
        """The properties that lead from a class above `term`, by that class."""
        above = ((ancestor, self.leading_from(ancestor)) for ancestor in self.ancestors(term))
        return tuple((ancestor, properties) for ancestor, properties in above if properties)


def read_ontology(path: Path) -> Ontology:
    """The ontology whose modules are in the folder `path`."""
    files = ontology_modules(path)
    triples = [
        quad.triple
        for file in files
        for quad in parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
        if not is_module(quad.subject)
    ]
    header = _header(Statements(triples))
    return Ontology(triples, {header.prefix: header.namespace, **declared_prefixes(files)})


def _header(statements: Statements) -> Header:
    node = NamedNode(ONTOLOGY)
    version_iri, licence = (statements.node(node, iri) for iri in (f"{OWL}versionIRI", f"{_DCTERMS}license"))
    return Header(
        iri=ONTOLOGY,
        version_iri=version_iri.value if version_iri else "",
        version=statements.text(node, f"{OWL}versionInfo"),
        title=statements.texts(node, f"{_DCTERMS}title"),
        description=statements.texts(node, f"{_DCTERMS}description"),
        creators=tuple(statements.texts(node, f"{_DCTERMS}creator").values()),
        created=statements.text(node, f"{_DCTERMS}created")[:10],
        modified=statements.text(node, f"{_DCTERMS}modified")[:10],
        licence=licence.value if licence else "",
        prefix=statements.text(node, f"{_VANN}preferredNamespacePrefix"),
        namespace=statements.text(node, f"{_VANN}preferredNamespaceUri"),
    )


def _terms(statements: Statements, kind: str) -> Iterator[OntologyTerm]:
    for node in statements.instances(KINDS[kind]):
        if isinstance(node, NamedNode) and node.value.startswith(TERMS):
            yield _term(statements, node, kind)


def _term(statements: Statements, node: NamedNode, kind: str) -> OntologyTerm:
    above = "subClassOf" if kind == "class" else "subPropertyOf"
    parents = statements.nodes(node, RDFS + above)
    domains, ranges = (statements.nodes(node, RDFS + name) for name in ("domain", "range"))
    types = _iris(statements.nodes(node, f"{RDF}type"))
    return OntologyTerm(
        iri=node.value,
        kind=kind,
        label=statements.texts(node, f"{RDFS}label"),
        definition=statements.texts(node, f"{SKOS}definition"),
        comment=statements.texts(node, f"{RDFS}comment"),
        examples=tuple(statements.texts(node, f"{SKOS}example").values()),
        notation=statements.text(node, f"{TERMS}code" if kind == "class" else f"{SKOS}notation"),
        status=statements.text(node, f"{_VS}term_status"),
        deprecated=statements.text(node, f"{OWL}deprecated") == "true",
        replaced_by=_iris(statements.nodes(node, f"{_DCTERMS}isReplacedBy")),
        above=_iris(parents),
        below=_iris(statements.subjects(RDFS + above, node)),
        restrictions=_steady(expression(statements, parent) for parent in parents if isinstance(parent, BlankNode)),
        equivalents=_steady(
            expression(statements, other)
            for name in ("equivalentClass", "equivalentProperty")
            for other in statements.nodes(node, OWL + name)
        ),
        disjoint=_iris(_disjoint(statements, node)),
        domain=tuple(expression(statements, domain) for domain in domains),
        range=tuple(expression(statements, range_) for range_ in ranges),
        domain_classes=tuple(iri for domain in domains for iri in named_terms(statements, domain)),
        range_classes=tuple(iri for range_ in ranges for iri in named_terms(statements, range_)),
        characteristics=tuple(_CHARACTERISTICS[type_iri] for type_iri in types if type_iri in _CHARACTERISTICS),
        inverses=_iris(_both_ways(statements, node, "inverseOf")) if "property" in kind else (),
        chains=_steady(chain(statements, head) for head in statements.nodes(node, f"{OWL}propertyChainAxiom")),
        classes=tuple(type_iri for type_iri in types if kind == "individual" and type_iri.startswith(TERMS)),
        members=_iris(statements.subjects(f"{RDF}type", node)) if kind == "class" else (),
        different=_iris(_listed_with(statements, node, "AllDifferent", "distinctMembers")),
        elsewhere=tuple(
            (match, iri)
            for match in (f"{RDFS}{above}", *_MATCHES)
            for iri in _iris(statements.nodes(node, match))
            if not iri.startswith(TERMS)
        ),
    )


def _disjoint(statements: Statements, node: NamedNode) -> Iterator[NamedNode]:
    yield from _both_ways(statements, node, "disjointWith")
    yield from _listed_with(statements, node, "AllDisjointClasses", "members")


def _both_ways(statements: Statements, node: NamedNode, name: str) -> Iterator[NamedNode]:
    for other in (*statements.nodes(node, OWL + name), *statements.subjects(OWL + name, node)):
        if isinstance(other, NamedNode):
            yield other


def _listed_with(statements: Statements, node: NamedNode, axiom: str, list_of: str) -> Iterator[NamedNode]:
    """The others in every axiom of the kind `axiom` whose list has `node`."""
    for members in statements.lists_of(OWL + axiom, OWL + list_of):
        if node in members:
            yield from (member for member in members if member != node and isinstance(member, NamedNode))


def _steady(expressions: Iterable[Expression]) -> tuple[Expression, ...]:
    """In an order of their own, for blank nodes have none."""
    return tuple(sorted(expressions, key=lambda pieces: [piece.text for piece in pieces]))


def _iris(nodes: Iterable[object]) -> tuple[str, ...]:
    """The IRIs among `nodes`, each once, in order."""
    return tuple(sorted({node.value for node in nodes if isinstance(node, NamedNode)}))
