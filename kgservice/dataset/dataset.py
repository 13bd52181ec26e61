"""A dataset's folder, and the chain from its sources to a snapshot."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kgservice.dataset.files import locked, write_file
from kgservice.dataset.snapshots import Snapshot, current_snapshot, write_snapshot
from kgservice.documents.reading import Source, read_source
from kgservice.errors import DatasetError, SourceError
from kgservice.extraction.facts import DocumentFacts
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document, document_slug
from kgservice.graph.registers import describe_registers
from kgservice.graph.triples import RDF_TYPE, read_turtle, turtle
from kgservice.graph.validation import validate
from kgservice.iris import ONTOLOGY_GRAPH, REGISTERS_GRAPH, document_graph, inferred_graph
from kgservice.reasoning.gaps import UNASSIGNED_TASK, unassigned_tasks
from kgservice.registers.loading import load_registers
from kgservice.registers.lookup import Registers
from kgservice.resources import code_files, folder

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one source file: `outcome` is `new`, `replaced` or `unchanged`."""

    source: str
    outcome: str
    facts: DocumentFacts | None


class Dataset:
    """A folder with `sources/`, `registers/` (where its own differ from the shipped ones), `graphs/` and `snapshots/`."""

    def __init__(self, root: Path) -> None:
        if root.exists() and not root.is_dir():
            raise DatasetError(f"{root}: is a file; give the folder of a dataset.")
        self.root = root
        self.sources = root / "sources"
        self.graphs = root / "graphs"
        self.inferred = root / "graphs" / "inferred"
        self.snapshots = root / "snapshots"

    def registers(self) -> Registers:
        """The dataset's registers; a file it does not have is the shipped one."""
        return load_registers(self.root / "registers", folder("data") / "registers")

    def source_files(self) -> list[Path]:
        """The source documents, in the order of their names."""
        if not self.sources.is_dir():
            return []
        return sorted(path for path in self.sources.iterdir() if path.is_file() and not path.name.startswith("."))

    def current(self) -> Snapshot | None:
        """The snapshot to serve; None before the first build."""
        return current_snapshot(self.snapshots)

    def is_current(self) -> bool:
        """Whether the snapshot was made from the sources, registers, ontology and program as they are now."""
        snapshot = self.current()
        return snapshot is not None and snapshot.inputs == self._inputs()

    def build(self, report: Report = lambda line: None) -> Snapshot:
        """Rebuild every graph from the sources and switch to the result; nothing changes if any of it fails."""
        registers = self.registers()
        files = self.source_files()
        read = [self._read(path, registers) for path in files]
        _no_shared_slug([facts for facts, _ in read])
        register_graph = list(describe_registers(registers, _places(read)).triples())
        report(f"read {len(read)} documents")
        for facts, triples in read:
            validate([*triples, *register_graph], facts.document.source.name)
        report("checked against the shapes")
        inferred = _infer([triples for _, triples in read])
        report("reasoned over")
        with locked(self.root):
            self._write_registers(register_graph)
            for (facts, triples), conclusions in zip(read, inferred, strict=True):
                self._write_document(facts, triples, conclusions)
            self._forget_others({document_slug(path.name) for path in files})
            return self._snapshot()

    def ingest(self, path: Path) -> Ingested:
        """Add the document at `path`, or replace the one of that name; the same bytes change nothing.

        The snapshot is not renewed: call `publish` after the last one.
        """
        registers = self.registers()
        source = read_source(path)
        held = self.sources / path.name
        if held.is_file() and sha256(held.read_bytes()).hexdigest() == source.digest and self._graph_file(path.name).is_file():
            return Ingested(path.name, "unchanged", None)
        facts, triples = self._describe(source, registers)
        register_graph = list(describe_registers(registers, ()).triples())
        validate([*triples, *register_graph], path.name)
        (conclusions,) = _infer([triples])
        outcome = "replaced" if held.is_file() else "new"
        with locked(self.root):
            slug = document_slug(path.name)
            for other in self.source_files():
                if other.name != path.name and document_slug(other.name) == slug:
                    raise SourceError(f"{path.name}: would share its IRIs with {other.name}; rename it.")
            self._write_document(facts, triples, conclusions)
            write_file(held, path.read_bytes())
        return Ingested(path.name, outcome, facts)

    def publish(self) -> Snapshot:
        """Make a snapshot of the graphs as they are on disk, and switch to it."""
        with locked(self.root):
            registers = self.registers()
            used = {
                triple.object.value.rsplit("/", 1)[1]
                for path in self._document_graphs()
                for triple in read_turtle(path.read_bytes())
                if isinstance(triple.object, NamedNode) and "/id/jurisdiction/" in triple.object.value
            }
            self._write_registers(list(describe_registers(registers, used).triples()))
            return self._snapshot()

    def _read(self, path: Path, registers: Registers) -> tuple[DocumentFacts, list[Triple]]:
        return self._describe(read_source(path), registers)

    def _describe(self, source: Source, registers: Registers) -> tuple[DocumentFacts, list[Triple]]:
        facts = read_facts(source, registers)
        if not facts.plans:
            raise SourceError(
                f"{source.name}: no numbered item (一、 （一） 1.) and no task table was found, so there is nothing to read; "
                "give a plan whose items are numbered."
            )
        return facts, list(describe_document(facts, registers).triples())

    def _graph_file(self, source_name: str) -> Path:
        return self.graphs / f"{document_slug(source_name)}.ttl"

    def _document_graphs(self) -> list[Path]:
        if not self.graphs.is_dir():
            return []
        return sorted(path for path in self.graphs.glob("*.ttl") if path.name != "registers.ttl")

    def _write_registers(self, triples: Iterable[Triple]) -> None:
        comment = "Built by 'kgservice build' from the registers; edit those, not this."
        write_file(self.graphs / "registers.ttl", turtle(triples, comment))

    def _write_document(self, facts: DocumentFacts, triples: Iterable[Triple], conclusions: Iterable[Triple]) -> None:
        name = facts.document.source.name
        slug = document_slug(name)
        comment = f"Built by 'kgservice build' from sources/{name}; edit the source's metadata or the rules, not this."
        write_file(self.graphs / f"{slug}.ttl", turtle(triples, comment))
        comment = f"Inferred by 'kgservice build' from graphs/{slug}.ttl; edit the rules, not this."
        write_file(self.inferred / f"{slug}.ttl", turtle(conclusions, comment))

    def _forget_others(self, slugs: set[str]) -> None:
        """Delete the graphs of documents that are no longer among the sources."""
        for path in (*self._document_graphs(), *self.inferred.glob("*.ttl")):
            if path.stem not in slugs:
                path.unlink()

    def _snapshot(self) -> Snapshot:
        graphs: dict[str, Sequence[Triple]] = {ONTOLOGY_GRAPH: _ontology()}
        registers = self.graphs / "registers.ttl"
        if registers.is_file():
            graphs[REGISTERS_GRAPH] = read_turtle(registers.read_bytes())
        for path in self._document_graphs():
            graphs[document_graph(path.stem)] = read_turtle(path.read_bytes())
        for path in sorted(self.inferred.glob("*.ttl")):
            if triples := read_turtle(path.read_bytes()):
                graphs[inferred_graph(path.stem)] = triples
        return write_snapshot(self.snapshots, graphs, self._inputs())

    def _inputs(self) -> str:
        """A hash of everything that a build is made from."""
        digest = sha256()
        shipped = folder("data") / "registers"
        own = self.root / "registers"
        registers = [own / path.name if (own / path.name).is_file() else path for path in sorted(shipped.glob("*.yaml"))]
        for path in (*self.source_files(), *registers, *sorted(folder("ontology").glob("*.ttl")), *code_files()):
            digest.update(f"{path.name}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _ontology() -> list[Triple]:
    """The ontology's triples; blank nodes get names that are the same on every run."""
    triples: list[Triple] = []
    for path in sorted(folder("ontology").glob("*.ttl")):
        if path.name != "shapes.ttl":
            triples.extend(_with_stable_blank_nodes(path))
    return triples


def _with_stable_blank_nodes(path: Path) -> list[Triple]:
    from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset as Quads, Quad

    quads = Quads(Quad(q.subject, q.predicate, q.object) for q in parse(path=path, format=RdfFormat.TURTLE))
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    def named(node: object) -> object:
        return BlankNode(f"{path.stem}{node.value}") if isinstance(node, BlankNode) else node

    return [Triple(named(q.subject), q.predicate, named(q.object)) for q in quads]  # type: ignore[arg-type]


def _places(read: Iterable[tuple[DocumentFacts, Sequence[Triple]]]) -> set[str]:
    """The ids of the places that the documents name."""
    return {
        triple.object.value.rsplit("/", 1)[1]
        for _, triples in read
        for triple in triples
        if isinstance(triple.object, NamedNode) and "/id/jurisdiction/" in triple.object.value
    }


def _no_shared_slug(read: Sequence[DocumentFacts]) -> None:
    seen: dict[str, str] = {}
    for facts in read:
        name = facts.document.source.name
        other = seen.setdefault(document_slug(name), name)
        if other != name:
            raise SourceError(f"{name}: would share its IRIs with {other}; rename one of them.")


def _infer(graphs: Sequence[Sequence[Triple]]) -> list[list[Triple]]:
    """What follows from each graph."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        found = list(pool.map(unassigned_tasks, graphs))
    return [[Triple(NamedNode(task), RDF_TYPE, UNASSIGNED_TASK) for task in tasks] for tasks in found]
