"""What follows from a document by itself, and from how the documents of a dataset cite each other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from pyoxigraph import NamedNode, Triple

from kgservice.dataset.stores import NamedGraph
from kgservice.errors import EngineError
from kgservice.graph.building import document_slug
from kgservice.graph.triples import RDF_TYPE, term
from kgservice.reasoning.conclusions import conclude, conclusion
from kgservice.reasoning.consistency import hold_to_axioms
from kgservice.reasoning.gaps import UNASSIGNED_TASK, unassigned_tasks
from kgservice.reasoning.hermit import Hermit
from kgservice.reasoning.rules import AskedTerms, Scope, asked_of_graphs, of_scope, shipped_rules
from kgservice.settings import read_settings

_UNASSIGNED_TASK_RULE = term("unassignedTaskRule")
_BETWEEN = "between"
_CITED = frozenset((term("citedNumber"), term("citedTitle")))
# Looked up of citations only, for all else that was read from a document has them too.
_OF_CITATIONS = (term("readFrom"), term("inSource"))


Named = tuple[str, Sequence[Triple]]
"""A source's file name, and the graph of its document."""


def infer(documents: Sequence[Named]) -> list[list[Triple]]:
    """What follows from each document by itself; several at once where there are several processors."""
    with Reasoner(min(len(documents), os.cpu_count() or 1) or 1) as reasoner:
        return [waiting.result() for waiting in [reasoner.submit(*document) for document in documents]]


def open_hermit(at_once: int = 1) -> Hermit:
    """HermiT with the time limit that the settings give."""
    return Hermit(at_once, time_limit=read_settings()["reasoner_seconds"])


class Reasoner:
    """Works on as many documents `at_once`; to be used in a `with`."""

    def __init__(self, at_once: int) -> None:
        self._hermit = open_hermit(at_once)
        self._threads = ThreadPoolExecutor(max_workers=at_once)

    def submit(self, name: str, graph: Sequence[Triple]) -> Future[list[Triple]]:
        """What follows from the graph of the source called `name`, as soon as it is known.

        Raises InvalidGraphError if the graph contradicts the ontology, EngineError if HermiT cannot tell in time.
        """
        return self._threads.submit(_follows, name, graph, self._hermit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._hermit.close()


def _follows(name: str, graph: Sequence[Triple], hermit: Hermit) -> list[Triple]:
    """The tasks that nobody was given, and what the rules conclude."""
    place = document_slug(name)
    triples = set(conclude(of_scope(shipped_rules(), Scope.DOCUMENT), graph, place))
    for task in _unassigned_tasks(name, graph, hermit):
        statement = Triple(NamedNode(task), RDF_TYPE, UNASSIGNED_TASK)
        triples.add(statement)
        triples.update(conclusion(_UNASSIGNED_TASK_RULE, place, statement, [statement.subject]))
    return list(triples)


def _unassigned_tasks(name: str, graph: Sequence[Triple], hermit: Hermit) -> frozenset[str]:
    try:
        hold_to_axioms(graph, name, hermit)
        return unassigned_tasks(graph, hermit)
    except EngineError as error:
        raise EngineError(f"{name}: {error}") from None
    except OSError as error:
        raise EngineError(
            f"{name}: what the reasoner is to read cannot be written ({error.strerror}); make room for temporary files."
        ) from None


def follows_between(graphs: Iterable[NamedGraph]) -> list[Triple]:
    """What follows from how the documents cite each other; of each graph only names and citations are looked at."""
    rules = of_scope(shipped_rules(), Scope.DATASET)
    asked = asked_of_graphs(rules)
    seen = [triple for graph in graphs for triple in _names_and_citations(graph, asked)]
    return list(conclude(rules, seen, _BETWEEN))


def _names_and_citations(graph: NamedGraph, asked: AskedTerms) -> list[Triple]:
    read_from, in_source = _OF_CITATIONS
    seen = [*graph.asked(asked.predicates.difference(_OF_CITATIONS), asked.classes)]
    citations = {triple.subject for triple in seen if triple.predicate in _CITED}
    spans = [span for citation in citations for span in graph.having(read_from, of=citation)]
    read = {span.object for span in spans if isinstance(span.object, NamedNode)}
    return [*seen, *spans, *(triple for span in read for triple in graph.having(in_source, of=span))]
