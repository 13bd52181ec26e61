"""Has the questions that ask for nothing in particular answered when a version is made, of documents that changed only where they can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kgservice.dataset.alone import graphs_of, seen_alone
from kgservice.dataset.loading import is_built
from kgservice.dataset.step import Files, Step
from kgservice.iris import TERMS, entity
from kgservice.queries.catalogue import NamedQuery, load_catalogue
from kgservice.queries.kept_tables import TSV, read_parts, rows_of, written
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine

_ALL = ""
_SOURCE_NAME = NamedNode(f"{TERMS}sourceName")
Parts = dict[str, bytes]


def keep_answers(store: Store, step: Step | None) -> Files:
    """What every question that needs no parameter gives, as files.

    Where RDF was loaded from elsewhere it may say anything of any document, so all are asked together.
    """
    questions = {
        name: query
        for name, query in load_catalogue(folder("queries")).items()
        if not any(parameter.required for parameter in query.params)
    }
    names = [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    all_built = all(map(is_built, names))
    single = {name: query for name, query in questions.items() if query.sees_document and all_built}
    whole = EmbeddedEngine(store, "")
    answers: dict[str, Parts] = {
        name: {_ALL: _asked(whole, query)} for name, query in questions.items() if name not in single
    }
    answers |= _of_documents(single, store, step, _documents(store))
    return {file: data for name, parts in answers.items() for file, data in written(questions[name], parts).items()}


def _documents(store: Store) -> list[str]:
    """What stands for each document, in the order of their sources."""
    sources = {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, _SOURCE_NAME, None, DefaultGraph())
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }
    begin = entity("document", "")
    return [iri.removeprefix(begin) for iri in sorted(sources, key=lambda iri: sources[iri]) if iri.startswith(begin)]


def _of_documents(
    questions: Mapping[str, NamedQuery], store: Store, step: Step | None, documents: Sequence[str]
) -> dict[str, Parts]:
    """The rows of each document, those of documents that did not change as they were kept."""
    before = {name: read_parts(query, step.before) if step else {} for name, query in questions.items()}
    changed = set(step.graphs) if step else set()
    kept = {
        document
        for document in documents
        if not graphs_of(document) & changed and all(document in parts for parts in before.values())
    }
    found: dict[str, dict[str, bytes]] = {}
    for document, engine in seen_alone(store, [each for each in documents if each not in kept]):
        found[document] = {name: _asked(engine, query) for name, query in questions.items()}
    return {
        name: {each: before[name][each] if each in kept else found[each][name] for each in documents}
        for name in questions
    }


def _asked(engine: EmbeddedEngine, query: NamedQuery) -> bytes:
    return rows_of(engine.answer(query.bound({}), TSV).data)
