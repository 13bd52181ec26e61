"""What follows from a document by itself, and from how the documents of a dataset cite each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Triple

from kgservice.graph.triples import RDF_TYPE, term
from kgservice.iris import entity
from kgservice.reasoning.conclusions import conclude, conclusion
from kgservice.reasoning.gaps import UNASSIGNED_TASK, unassigned_tasks
from kgservice.reasoning.rules import Scope, of_scope, shipped_rules

_DOCUMENT = term("PolicyDocument")
_UNASSIGNED_TASK_RULE = term("unassignedTaskRule")
_BETWEEN = "between"
# All that the rules over a dataset ask for: what documents and plans are called, and what citations say.
_SEEN_BETWEEN = frozenset(
    term(name)
    for name in (
        "citedNumber",
        "citedTitle",
        "documentNumber",
        "hasRelation",
        "inDocument",
        "title",
    )
)
_CITED = frozenset((term("citedNumber"), term("citedTitle")))


def follows(graph: Sequence[Triple]) -> list[Triple]:
    """What follows from one document's graph: the tasks that nobody was given, and what the rules conclude."""
    place = _slug(graph)
    triples = set(conclude(of_scope(shipped_rules(), Scope.DOCUMENT), graph, place))
    for task in unassigned_tasks(graph):
        statement = Triple(NamedNode(task), RDF_TYPE, UNASSIGNED_TASK)
        triples.add(statement)
        triples.update(conclusion(_UNASSIGNED_TASK_RULE, place, statement, [statement.subject]))
    return list(triples)


def follows_between(graphs: Iterable[Sequence[Triple]]) -> list[Triple]:
    """What follows from how the documents cite each other; of each graph only names and citations are looked at."""
    seen = [triple for graph in graphs for triple in _names_and_citations(graph)]
    return list(conclude(of_scope(shipped_rules(), Scope.DATASET), seen, _BETWEEN))


def _names_and_citations(graph: Sequence[Triple]) -> list[Triple]:
    seen = [
        triple
        for triple in graph
        if triple.predicate in _SEEN_BETWEEN or (triple.predicate == RDF_TYPE and triple.object == _DOCUMENT)
    ]
    citations = {triple.subject for triple in seen if triple.predicate in _CITED}
    spans = [triple for triple in graph if triple.predicate == term("readFrom") and triple.subject in citations]
    read = {triple.object for triple in spans}
    return [
        *seen,
        *spans,
        *(triple for triple in graph if triple.predicate == term("inSource") and triple.subject in read),
    ]


def _slug(graph: Sequence[Triple]) -> str:
    """What stands in IRIs for the document that `graph` describes."""
    (document,) = (triple.subject for triple in graph if triple.predicate == RDF_TYPE and triple.object == _DOCUMENT)
    assert isinstance(document, NamedNode)
    return document.value.removeprefix(entity("document", ""))
