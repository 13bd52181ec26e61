"""Holds other people's RDF to the ontology, together with all of the dataset that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

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
from kgservice.reasoning.vocabulary import Slip, short, vocabulary

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
    subjects = {_words(triple.subject) for triple in triples}
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
    words = next((_words(triple.object) for triple in nameless), "")
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
    functional = {NamedNode(iri) for iri in vocabulary().functional}
    said: dict[tuple[object, NamedNode], dict[object, str]] = {}
    for triple in triples:
        if triple.predicate in functional:
            said.setdefault((triple.subject, triple.predicate), {})[triple.object] = "this file"
        elif triple.predicate in _NAMES and isinstance(triple.object, Literal) and triple.object.language:
            language = NamedNode(f"{LABEL.value}@{triple.object.language}")
            said.setdefault((triple.subject, language), {})[triple.object] = "this file"
    for (subject, key), values in said.items():
        is_name = key not in functional
        for graph, triple in (each for one in (_NAMES if is_name else (key,)) for each in known.values(subject, one)):
            if not is_name or (isinstance(triple.object, Literal) and key.value.endswith(f"@{triple.object.language}")):
                values.setdefault(triple.object, f"<{graph.value}>")
        if len(values) > 1:
            yield _twofold(subject, key, values, is_name=is_name)
    for predicate in _NESTING:
        yield from _in_itself(triples, predicate, known)


def _twofold(subject: object, key: NamedNode, values: dict[object, str], *, is_name: bool) -> Slip:
    (first, where), (second, elsewhere) = list(values.items())[:2]
    what = f"a name in '{key.value.rpartition('@')[2]}'" if is_name else short(key.value)
    advice = "give the other as skos:altLabel" if is_name else "it can have one"
    return Slip(
        f"{_shown(subject)} has {what} twice, {_shown(first)} in {where} and {_shown(second)} in {elsewhere}; {advice}",
        _words(subject),
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
            yield Slip(f"{_shown(start)} lies in itself by {short(predicate.value)}", _words(start))


def _shown(node: object) -> str:
    return f"<{node.value}>" if isinstance(node, NamedNode) else f"'{_words(node)}'"


def _words(node: object) -> str:
    return node.value if isinstance(node, NamedNode | Literal | BlankNode) else str(node)


def _told(file: RdfFile, slip: Slip) -> str:
    line = line_of(file.data, slip.words)
    where = f"{file.name}, line {line}" if line else file.name
    return f"{where}: {slip.sentence}{'' if slip.sentence.endswith('?') else '.'}"


def line_of(data: bytes, words: str) -> int | None:
    """The first line of a file in which `words` stand, or what an IRI of them ends in; None if in none."""
    lines = data.decode(errors="replace").splitlines()
    ending = re.split(r"[#/:]", words)[-1]
    for wanted in (re.escape(words), rf"(?<![\w-]){re.escape(ending)}(?![\w-])" if ending else None):
        if wanted is not None:
            found = next((place for place, line in enumerate(lines, 1) if re.search(wanted, line)), None)
            if found is not None:
                return found
    return None
