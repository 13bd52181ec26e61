"""What may be said in the ontology's terms: which there are, what each is, and what stands on either side of a property.

Held against other people's RDF before the reasoner sees it: an open world takes a misspelt property for another property, and
two bodies in one place for one body with two names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kgservice.errors import did_you_mean
from kgservice.graph.triples import RDF_TYPE
from kgservice.iris import DATA, PREFIXES, TERMS
from kgservice.reasoning.axioms import ontology

_OWL, _RDFS, _XSD, _SKOS = (PREFIXES[name] for name in ("owl", "rdfs", "xsd", "skos"))
_BUILT_IN = (TERMS, _OWL, _RDFS, PREFIXES["rdf"])
# What may be said about a term of the ontology, for it changes nothing of what the term means.
_REMARKS = frozenset(f"{_RDFS}{name}" for name in ("comment", "seeAlso")) | {
    f"{_SKOS}{name}" for name in ("altLabel", "hiddenLabel", "note", "scopeNote", "example")
}
# What says the same of both its sides, so that it is about the ontology's term whichever side that stands on.
_EITHER_WAY = frozenset(
    f"{_OWL}{name}"
    for name in (
        "equivalentClass", "equivalentProperty", "disjointWith", "propertyDisjointWith", "inverseOf", "sameAs",
        "complementOf", "disjointUnionOf",
    )
)  # fmt: skip
_CLASS_AXIOMS = frozenset((f"{_RDFS}subClassOf", f"{_OWL}equivalentClass", f"{_OWL}disjointWith"))
_OBJECT, _DATA_VALUE, _REMARK, _CLASS, _INDIVIDUAL = (
    "property between things",
    "property with a text or number",
    "annotation",
    "class",
    "individual",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a statement: a sentence without its end, and the words to look for in the file it is from."""

    sentence: str
    words: str


class Vocabulary:
    """The terms of an ontology: what each is, and the datatypes and the single values of its properties."""

    def __init__(self, axioms: Sequence[Triple]) -> None:
        # Imported here, for it takes as long as all the rest.
        import owlready2

        world = owlready2.World()
        written = serialize(axioms, format=RdfFormat.N_TRIPLES)
        world.get_ontology(TERMS).load(fileobj=BytesIO(written or b""))
        found = {
            _INDIVIDUAL: world.individuals(),
            _CLASS: world.classes(),
            _OBJECT: world.object_properties(),
            _DATA_VALUE: world.data_properties(),
            _REMARK: world.annotation_properties(),
        }
        self._kinds = {each.iri: kind for kind, terms in found.items() for each in terms}
        self.functional = frozenset(
            each.iri for each in world.properties() if owlready2.FunctionalProperty in each.is_a
        )
        self._ranges = {
            triple.subject.value: triple.object.value
            for triple in axioms
            if isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, NamedNode)
            and triple.predicate.value == f"{_RDFS}range"
            and triple.object.value.startswith(_XSD)
        }

    def slips(self, triples: Iterable[Triple]) -> Iterator[Slip]:
        """What is wrong with `triples`, each by itself."""
        for triple in triples:
            slip = self._malformed(triple.object) or self._about_the_terms(triple) or self._misused(triple)
            if slip is not None:
                yield slip

    def _malformed(self, value: object) -> Slip | None:
        if isinstance(value, Literal) and value.datatype.value.startswith(_XSD) and _is_ill_typed(value):
            return Slip(f"'{value.value}' is no {short(value.datatype.value)}", value.value)
        return None

    def _about_the_terms(self, triple: Triple) -> Slip | None:
        predicate = triple.predicate.value
        for side, symmetric in ((triple.subject, True), (triple.object, predicate in _EITHER_WAY)):
            if symmetric and isinstance(side, NamedNode) and side.value.startswith(_BUILT_IN):
                if side.value.startswith(TERMS) and side.value not in self._kinds:
                    return self._unknown(side.value)
                if predicate not in _REMARKS:
                    sentence = f"says {short(predicate)} of {short(side.value)}, whose meaning is not a file's to change; use a term of your own"
                    return Slip(sentence, side.value)
        if isinstance(triple.subject, BlankNode) and predicate in _CLASS_AXIOMS:
            return Slip(
                f"says {short(predicate)} of a class without a name; name a class of your own", short(predicate)
            )
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(DATA):
            value = triple.object.value if isinstance(triple.object, NamedNode) else ""
            if triple.predicate == RDF_TYPE and value.startswith((_OWL, _RDFS)) and value != f"{_OWL}NamedIndividual":
                return Slip(f"makes <{triple.subject.value}> a {short(value)}, which is a thing of the dataset", value)
        return None

    def _misused(self, triple: Triple) -> Slip | None:
        predicate, value = triple.predicate.value, triple.object
        if triple.predicate == RDF_TYPE:
            if not isinstance(value, NamedNode):
                return Slip(f"has {value} for a class; give its IRI", lexical(value))
            return self._not_a(value.value, _CLASS)
        if isinstance(value, NamedNode) and value.value.startswith(TERMS) and value.value not in self._kinds:
            return self._unknown(value.value)
        if not predicate.startswith(TERMS):
            return None
        if (kind := self._kinds.get(predicate)) is None:
            return self._unknown(predicate)
        if kind in (_CLASS, _INDIVIDUAL):
            return Slip(f"has {short(predicate)} for a property, which is a{_n(kind)} {kind}", predicate)
        if kind == _OBJECT and isinstance(value, Literal):
            return Slip(f"gives {short(predicate)} the text '{value.value}'; give a thing's IRI", predicate)
        if kind == _DATA_VALUE and not isinstance(value, Literal):
            return Slip(f"gives {short(predicate)} the thing {value}; give a text or number", predicate)
        return self._of_another_type(predicate, value)

    def _of_another_type(self, predicate: str, value: object) -> Slip | None:
        wanted = self._ranges.get(predicate)
        if wanted is None or not isinstance(value, Literal) or value.datatype.value == wanted:
            return None
        if wanted == f"{_XSD}nonNegativeInteger" and value.datatype.value == f"{_XSD}integer" and int(value.value) >= 0:
            return None
        given = f"@{value.language}" if value.language else short(value.datatype.value)
        return Slip(f"gives {short(predicate)} '{value.value}' as {given}; write it as {short(wanted)}", predicate)

    def _not_a(self, iri: str, kind: str) -> Slip | None:
        if not iri.startswith(TERMS):
            return None
        if iri not in self._kinds:
            return self._unknown(iri)
        if self._kinds[iri] != kind:
            return Slip(f"has {short(iri)} for a {kind}, which is a{_n(self._kinds[iri])} {self._kinds[iri]}", iri)
        return None

    def _unknown(self, iri: str) -> Slip:
        near = did_you_mean(iri.removeprefix(TERMS), [each.removeprefix(TERMS) for each in self._kinds])
        return Slip(f"{short(iri)} is no term of the ontology{near or '; /ontology lists them'}", iri)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the ontology that is shipped."""
    return Vocabulary(ontology())


def short(iri: str) -> str:
    """`iri` with the prefix that is usual for it."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return f"<{iri}>"


def lexical(node: object) -> str:
    """What a node is written with: an IRI, the words of a literal, the label of a node without a name."""
    return node.value if isinstance(node, NamedNode | Literal | BlankNode) else str(node)


def _n(noun: str) -> str:
    return "n" if noun[0] in "aeiou" else ""


def _is_ill_typed(value: Literal) -> bool:
    # Imported here, for it takes as long as all the rest.
    from rdflib import Literal as RdflibLiteral

    return bool(RdflibLiteral(value.value, datatype=value.datatype.value).ill_typed)
