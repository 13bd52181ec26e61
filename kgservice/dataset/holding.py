"""Holds other people's RDF to the ontology, together with all of the dataset that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.inferring import open_hermit
from kgservice.dataset.rdf_files import RdfFile
from kgservice.dataset.stores import graph_of
from kgservice.errors import InvalidGraphError, SourceError
from kgservice.graph.triples import LABEL, RDF_TYPE, term
from kgservice.graph.validation import violations
from kgservice.iris import GRAPHS, INFERRED_GRAPHS, ONTOLOGY_GRAPH, PREFIXES, REVISIONS_GRAPH, SUPERSEDED_GRAPHS
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.consistency import hold_to_axioms, speaks_of_the_ontology
from kgservice.reasoning.vocabulary import Slip, lexical, short, vocabulary

_NAMES = (LABEL, NamedNode(f"{PREFIXES['skos']}prefLabel"))
# By these a thing lies in another of its kind, so that following them never comes back to it.
_NESTING = (term("inItem"), term("locatedIn"))
_NOT_SAID = (ONTOLOGY_GRAPH, REVISIONS_GRAPH, SUPERSEDED_GRAPHS, INFERRED_GRAPHS)


def hold(dataset: Dataset, file: RdfFile, triples: Sequence[Triple], graph: str | None = None) -> None:
    """Hold the `triples` of `file`, which are to be the graph `graph`, to the terms, the shapes and the axioms of the ontology.

    Raises SourceError or InvalidGraphError with the line, the term and what is wrong: a statement by itself, or with what the
    dataset says of the same things in other graphs.
    """
    for slip in vocabulary().slips(triples):
        raise SourceError(_told(file, slip))
    known = _Known(dataset, graph)
    for slip in _clashes(triples, known):
        raise InvalidGraphError(_told(file, slip))
    if not any(map(speaks_of_the_ontology, triples)):
        return
    subjects = {lexical(triple.subject) for triple in triples}
    for focus, message in violations([*known.around(triples), *ontology()]):
        if focus.startswith("_:"):
            raise InvalidGraphError(_told(file, _nameless(triples, message)))
        if focus in subjects:
            raise InvalidGraphError(_told(file, Slip(f"breaks a shape at <{focus}>: {message.rstrip('.')}", focus)))
    with open_hermit() as hermit:
        loaded = [*triples, *known.loaded_about(triples)]
        hold_to_axioms(loaded, file.name, hermit)
        for document in known.documents_about(triples):
            hold_to_axioms([*loaded, *document], file.name, hermit)


def _nameless(triples: Sequence[Triple], message: str) -> Slip:
    """A shape that is broken at a thing without a name, which is looked for by the first class that such a thing has."""
    nameless = (triple for triple in triples if isinstance(triple.subject, BlankNode) and triple.predicate == RDF_TYPE)
    words = next((lexical(triple.object) for triple in nameless), "")
    return Slip(f"breaks a shape at a thing without a name: {message.rstrip('.')}", words)


class _Known:
    """What the version that is served says, but for one graph and what is only inferred."""

    def __init__(self, dataset: Dataset, graph: str | None) -> None:
        self._dataset = dataset
        self._graph = graph

    @cached_property
    def _store(self) -> Store:
        snapshot = self._dataset.current()
        return Store.read_only(str(snapshot.store)) if snapshot is not None else Store()

    def values(self, subject: object, predicate: NamedNode | None) -> Iterator[tuple[NamedNode, Triple]]:
        """What is said of a thing, and in which graph."""
        if isinstance(subject, NamedNode):
            for quad in self._store.quads_for_pattern(subject, predicate, None, None):
                name = quad.graph_name
                if isinstance(name, NamedNode) and name.value != self._graph and not name.value.startswith(_NOT_SAID):
                    yield name, quad.triple

    def around(self, triples: Sequence[Triple]) -> set[Triple]:
        """`triples`, what else is said of their subjects, and what the things are that these are related to."""
        found = set(triples)
        for subject in {triple.subject for triple in triples}:
            found.update(triple for _, triple in self.values(subject, None))
        for value in {triple.object for triple in found}:
            found.update(triple for _, triple in self.values(value, RDF_TYPE))
        return found

    def loaded_about(self, triples: Sequence[Triple]) -> Iterator[Triple]:
        """Every other graph that was loaded and speaks of the same things."""
        for name in self._graphs_about(triples):
            if not name.startswith(GRAPHS):
                yield from graph_of(self._store, name)

    def documents_about(self, triples: Sequence[Triple]) -> Iterator[Sequence[Triple]]:
        """The graph of each document that describes something of which `triples` speak, and that of the registers."""
        for name in self._graphs_about(triples):
            if name.startswith(GRAPHS):
                yield list(graph_of(self._store, name))

    def _graphs_about(self, triples: Sequence[Triple]) -> list[str]:
        nodes = {
            node for triple in triples if speaks_of_the_ontology(triple) for node in (triple.subject, triple.object)
        }
        return sorted({name.value for node in nodes for name, _ in self.values(node, None)})


def _clashes(triples: Sequence[Triple], known: _Known) -> Iterator[Slip]:
    """Second values where there can be one, second names, and things that lie in themselves."""
    said: dict[_Single, dict[object, str]] = {}
    for triple in triples:
        if single := _single(triple):
            said.setdefault(single, {})[triple.object] = "this file"
    for single, values in said.items():
        for graph, triple in known.values(single.subject, None):
            if _single(triple) == single:
                values.setdefault(triple.object, f"<{graph.value}>")
        if len(values) > 1:
            yield _twofold(single, values)
    for predicate in _NESTING:
        yield from _in_itself(triples, predicate, known)


class _Single(NamedTuple):
    """What a thing can have one value of: a functional property, or its name in a language."""

    subject: object
    predicate: NamedNode
    language: str | None = None


def _single(triple: Triple) -> _Single | None:
    if triple.predicate.value in vocabulary().functional:
        return _Single(triple.subject, triple.predicate)
    if triple.predicate in _NAMES and isinstance(triple.object, Literal) and triple.object.language:
        return _Single(triple.subject, LABEL, triple.object.language)
    return None


def _twofold(single: _Single, values: Mapping[object, str]) -> Slip:
    (first, where), (second, elsewhere) = list(values.items())[:2]
    what = f"a name in '{single.language}'" if single.language else short(single.predicate.value)
    advice = "give the other as skos:altLabel" if single.language else "it can have one"
    return Slip(
        f"{_shown(single.subject)} has {what} twice, {_shown(first)} in {where} and {_shown(second)} in {elsewhere}; {advice}",
        lexical(single.subject),
    )


def _in_itself(triples: Sequence[Triple], predicate: NamedNode, known: _Known) -> Iterator[Slip]:
    above: dict[object, object] = {triple.subject: triple.object for triple in triples if triple.predicate == predicate}
    for start in above:
        seen: set[object] = set()
        node: object = start
        while node is not None and node not in seen:
            seen.add(node)
            node = above.get(node) or next((triple.object for _, triple in known.values(node, predicate)), None)
        if node == start:
            yield Slip(f"{_shown(start)} lies in itself by {short(predicate.value)}", lexical(start))


def _shown(node: object) -> str:
    return f"<{node.value}>" if isinstance(node, NamedNode) else f"'{lexical(node)}'"


def _told(file: RdfFile, slip: Slip) -> str:
    line = file.line_of(slip.words)
    where = f"{file.name}, line {line}" if line else file.name
    return f"{where}: {slip.sentence}{'' if slip.sentence.endswith('?') else '.'}"
