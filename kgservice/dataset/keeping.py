"""What a dataset keeps of a document that was read, and what changes when it comes to hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Store, Triple

from kgservice.dataset.building import Prepared
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import digest_of
from kgservice.dataset.manifest import KeptDocument
from kgservice.dataset.reading import places_of
from kgservice.dataset.snapshots import TEXTS, Snapshot
from kgservice.dataset.stores import graph_of
from kgservice.dataset.superseding import REVISIONS, supersede
from kgservice.dataset.texts import text_file
from kgservice.dataset.transaction import Change
from kgservice.dataset.unread import unread_list
from kgservice.extraction.facts import DocumentFacts, Kind
from kgservice.graph.triples import read_turtle, turtle
from kgservice.iris import document_graph


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with the files that are to be put into the dataset for it, by their paths."""

    name: str
    document: KeptDocument
    files: Mapping[str, bytes]
    facts: DocumentFacts


def keep(dataset: Dataset, prepared: Prepared, conclusions: Iterable[Triple]) -> Kept:
    """The files that say what was read and what follows from it; nothing is written."""
    read, facts = prepared.document, prepared.document.facts
    built = built_files(read.name, read.slug, read.triples, conclusions)
    built[f"unread/{read.slug}.csv"] = unread_list(facts)
    built[f"{TEXTS}/{read.slug}.json"] = text_file(facts)
    items = [item for plan in facts.plans for item in plan.items]
    document = KeptDocument(
        slug=read.slug,
        read=prepared.read,
        built=_digests(built),
        places=tuple(sorted(set(places_of(read.triples)))),
        plans=len(facts.plans),
        tasks=sum(item.kind is Kind.TASK for item in items),
    )
    return Kept(read.name, document, {**prepared.files, **built}, facts)


def built_files(name: str, slug: str, read: Iterable[Triple], inferred: Iterable[Triple]) -> dict[str, bytes]:
    """The graphs of the document of the source `name` as files: what was read and what was inferred."""
    return {
        f"graphs/{slug}.ttl": turtle(
            read, f"Built by 'kgservice build' from sources/{name}; edit the rules or the registers, not this."
        ),
        f"graphs/inferred/{slug}.ttl": turtle(
            inferred, f"Inferred by 'kgservice build' from graphs/{slug}.ttl; edit the ontology, not this."
        ),
    }


def change_of(
    dataset: Dataset, base: Snapshot | None, program: str, documents: Iterable[Kept], gone: Iterable[str], *, anew: bool
) -> Change:
    """What is different when `dataset`, whose version is `base`, holds `documents`, and those called `gone` no more.

    What a document said until now is kept as superseded. Made `anew`, nothing else is left of earlier builds.
    """
    held = base.manifest.documents if base is not None else {}
    entries: dict[str, KeptDocument | None] = {}
    files: dict[str, bytes | None] = {}
    for name in gone:
        entries[name] = None
        files.update(dict.fromkeys(held[name].built))
    store = Store.read_only(str(base.store)) if base is not None else None
    revisions = dataset.inside(dataset.superseded / REVISIONS)
    for each in documents:
        earlier = _earlier(dataset, held.get(each.name), store, each)
        if earlier is not None:
            known = files.get(revisions) or _bytes(dataset, revisions)
            files |= supersede(dataset, each.name, each.document.slug, *earlier, known)
        entries[each.name] = each.document
        files.update(each.files)
    if anew:
        files |= dict.fromkeys(_stray(dataset, files))
    return Change(program, entries, files, anew=anew)


def _earlier(
    dataset: Dataset, held: KeptDocument | None, store: Store | None, new: Kept
) -> tuple[str, list[Triple]] | None:
    """The digest of another source of the same name that was read before, and what was read; None: there was none.

    The version that is served knows it; where there is none, the files in the folder do.
    """
    path = f"sources/{new.name}"
    if held is not None and store is not None:
        digest, graph = held.read[path], list(graph_of(store, document_graph(held.slug)))
    else:
        source, file = dataset.root / path, dataset.graphs / f"{new.document.slug}.ttl"
        if not (source.is_file() and file.is_file()):
            return None
        digest, graph = digest_of(source), read_turtle(file.read_bytes())
    return None if digest == new.document.read[path] else (digest, graph)


def _stray(dataset: Dataset, files: Mapping[str, bytes | None]) -> list[str]:
    """The built files in the folder that are of no document."""
    there = [*dataset.document_graphs(), *dataset.inferred.glob("*.ttl"), *dataset.unread.glob("*.csv")]
    there += dataset.texts.glob("*.json")
    return [path for path in map(dataset.inside, there) if path not in files]


def _bytes(dataset: Dataset, path: str) -> bytes | None:
    file = dataset.root / path
    return file.read_bytes() if file.is_file() else None


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: sha256(data).hexdigest() for path, data in files.items()}
