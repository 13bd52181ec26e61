"""A dataset's folder: where its parts are."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kgservice.dataset.snapshots import TEXTS, Snapshot, current_snapshot
from kgservice.errors import DatasetError
from kgservice.registers.register_files import REGISTERS, register_files
from kgservice.resources import code_files, folder

METADATA_SUFFIX = ".meta.toml"
CORRECTIONS_SUFFIX = ".yaml"
REGISTERS_FILE = "registers.ttl"


class Dataset:
    """A folder with `sources/`, `corrections/`, `registers/` (its own, instead of shipped ones), `graphs/`, `unread/`, `texts/`, `snapshots/`, `ontology/` (its pages)."""

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
        self.texts = root / TEXTS
        self.superseded = self.graphs / "superseded"
        self.snapshots = root / "snapshots"
        self.ontology = root / "ontology"
        self.journal = root / ".journal"

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
        return sorted(path for path in self.graphs.glob("*.ttl") if path.name != REGISTERS_FILE)

    def own_registers(self) -> list[Path]:
        """The registers that the dataset has instead of shipped ones."""
        return sorted(path for path in (self.root / "registers").rglob("*.yaml") if path.is_file())

    def extra_files(self) -> list[Path]:
        """The files that are in a version and of no document: loaded and superseded graphs, own registers."""
        loaded = sorted(self.loaded.glob("*.nq")) if self.loaded.is_dir() else []
        superseded = sorted(self.superseded.glob("*.ttl")) if self.superseded.is_dir() else []
        return [*loaded, *superseded, *self.own_registers()]

    def inside(self, path: Path) -> str:
        """`path` as manifests have it: relative to the dataset's folder."""
        return path.relative_to(self.root).as_posix()

    def current(self) -> Snapshot | None:
        """The version to serve; None before the first one."""
        return current_snapshot(self.snapshots)

    def program(self) -> str:
        """A hash of what every document is read with: registers, ontology and program."""
        registers = [path for name in REGISTERS for path in register_files(name, self.register_folders).values()]
        ontology = [*sorted(folder("ontology").glob("*.ttl")), *sorted(folder("ontology").glob("rules/*.rq"))]
        digest = sha256()
        for path in (*registers, *ontology, *code_files()):
            digest.update(f"{path.name}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
        return digest.hexdigest()
