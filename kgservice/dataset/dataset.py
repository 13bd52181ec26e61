"""A dataset's folder: where its parts are, and whether its snapshot is of what they are now."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from kgservice.dataset.snapshots import Snapshot, current_snapshot
from kgservice.errors import DatasetError
from kgservice.registers.register_files import REGISTERS, register_files
from kgservice.resources import code_files, folder

METADATA_SUFFIX = ".meta.toml"
CORRECTIONS_SUFFIX = ".yaml"


class Dataset:
    """A folder with `sources/`, `corrections/`, `registers/` (its own, instead of shipped ones), `graphs/`, `unread/`, `snapshots/`, `ontology/` (its pages)."""

    def __init__(self, root: Path) -> None:
        if root.exists() and not root.is_dir():
            raise DatasetError(f"{root}: is a file; give the folder of a dataset.")
        self.root = root
        self.sources = root / "sources"
        self.corrections = root / "corrections"
        self.graphs = root / "graphs"
        self.inferred = self.graphs / "inferred"
        self.loaded = self.graphs / "loaded"
        self.unread = root / "unread"
        self.superseded = self.graphs / "superseded"
        self.snapshots = root / "snapshots"
        self.ontology = root / "ontology"

    @property
    def register_folders(self) -> tuple[Path, Path]:
        """Where the registers are looked for: the dataset's own, then the shipped ones."""
        return self.root / "registers", folder("registers")

    def source_files(self) -> list[Path]:
        """The source documents, in the order of their names."""
        if not self.sources.is_dir():
            return []
        return sorted(
            path
            for path in self.sources.iterdir()
            if path.is_file() and not path.name.startswith(".") and not path.name.endswith(METADATA_SUFFIX)
        )

    def metadata_file(self, source_name: str) -> Path:
        """Where what the text of a source does not say is kept, if it is."""
        return self.sources / f"{source_name}{METADATA_SUFFIX}"

    def correction_file(self, source_name: str) -> Path:
        """Where people's corrections of what was read from a source are kept, if there are any."""
        return self.corrections / f"{source_name}{CORRECTIONS_SUFFIX}"

    def correction_files(self) -> list[Path]:
        """The files of corrections, in the order of their names."""
        return sorted(self.corrections.glob("*.y*ml"))

    def document_graphs(self) -> list[Path]:
        """The Turtle files of what was read, one a document."""
        if not self.graphs.is_dir():
            return []
        return sorted(path for path in self.graphs.glob("*.ttl") if path.name != "registers.ttl")

    def current(self) -> Snapshot | None:
        """The snapshot to serve; None before the first build."""
        return current_snapshot(self.snapshots)

    def is_current(self) -> bool:
        """Whether the snapshot was made from the sources, corrections, registers, ontology and program as they are now."""
        snapshot = self.current()
        return snapshot is not None and snapshot.inputs == self.inputs()

    def inputs(self) -> str:
        """A hash of everything that a build is made from."""
        registers = [path for name in REGISTERS for path in register_files(name, self.register_folders).values()]
        metadata = sorted(self.sources.glob(f"*{METADATA_SUFFIX}")) if self.sources.is_dir() else []
        loaded = sorted(self.loaded.glob("*.nq")) if self.loaded.is_dir() else []
        superseded = sorted(self.superseded.glob("*.ttl"))
        ontology = [*sorted(folder("ontology").glob("*.ttl")), *sorted(folder("ontology").glob("rules/*.rq"))]
        digest = sha256()
        for path in (
            *self.source_files(),
            *metadata,
            *self.correction_files(),
            *registers,
            *loaded,
            *superseded,
            *ontology,
            *code_files(),
        ):
            digest.update(os.fsencode(path.name) + b"\0")
            digest.update(sha256(path.read_bytes()).digest())
        return digest.hexdigest()
