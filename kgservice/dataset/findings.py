"""Has the checks say what is wrong in the documents of a version, in those that changed only where there is one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Store

from kgservice.checks.catalogue import Check, load_checks
from kgservice.checks.kept_findings import Found, KeptFindings, written
from kgservice.checks.running import find
from kgservice.dataset.alone import graphs_of, seen_alone
from kgservice.dataset.loading import is_built
from kgservice.dataset.step import Files, Step
from kgservice.iris import document_graph
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine

_ALL = ""


def find_findings(store: Store, step: Step | None) -> Files:
    """What every check finds in each document of `store`, as files.

    Where RDF was loaded from elsewhere it may say anything of any document, so all are asked together, and anew.
    """
    checks = load_checks(folder("queries") / "checks")
    names = {name.value for name in store.named_graphs() if isinstance(name, NamedNode)}
    whole = EmbeddedEngine(store, _ALL)
    if not all(map(is_built, names)):
        return written(checks, {name: {_ALL: find(whole, check)} for name, check in checks.items()})
    documents = sorted(name.removeprefix(document_graph("")) for name in names if name.startswith(document_graph("")))
    found: dict[str, Found] = {name: {_ALL: find(whole, check)} for name, check in checks.items() if check.sees_dataset}
    single = {name: check for name, check in checks.items() if not check.sees_dataset}
    of_documents: dict[str, Found] = {} if step is None else _kept(single, documents, step)
    of_documents |= _found(single, store, [document for document in documents if document not in of_documents])
    found |= {name: {document: rows[name] for document, rows in of_documents.items()} for name in single}
    return written(checks, found)


def _kept(checks: Mapping[str, Check], documents: Iterable[str], step: Step) -> dict[str, Found]:
    """What is kept of the documents that did not change, by document and check; nothing, if any check is another now."""
    before = KeptFindings(step.before)
    earlier = {name: before.by_document(check) for name, check in checks.items()}
    known = {name: rows for name, rows in earlier.items() if rows is not None and _ALL not in rows}
    if len(known) < len(checks):
        return {}
    kept: dict[str, Found] = {
        document: {name: rows.get(document, []) for name, rows in known.items()}
        for document in documents
        if not graphs_of(document) & set(step.graphs)
    }
    return kept


def _found(checks: Mapping[str, Check], store: Store, documents: Iterable[str]) -> dict[str, Found]:
    """What `checks` find in each of `documents`, each seen with the ontology and the registers, and without the others."""
    return {
        document: {name: find(engine, check) for name, check in checks.items()}
        for document, engine in seen_alone(store, documents)
    }
