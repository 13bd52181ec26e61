"""Fixtures: the registers, the five documents as facts, and a dataset built from them once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from scoring import annotated

from kgservice.dataset.building import build
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import locked
from kgservice.dataset.loading import load
from kgservice.documents.reading import Source, read_source
from kgservice.extraction.facts import DocumentFacts
from kgservice.extraction.reader import read_facts
from kgservice.queries.catalogue import load_catalogue
from kgservice.reasoning.hermit import Hermit
from kgservice.registers.loading import load_registers
from kgservice.registers.lookup import Registers
from kgservice.store.embedded import EmbeddedEngine
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "data" / "sources"
GRAPH_FROM_ELSEWHERE = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
CORRECTIONS = ROOT / "data" / "corrections"


@pytest.fixture(scope="session")
def registers() -> Registers:
    return load_registers(ROOT / "data" / "registers")


@pytest.fixture
def read_text(registers: Registers) -> Callable[[str], DocumentFacts]:
    """Reads the facts of a text that no file holds."""
    return lambda text: read_facts(Source("x.txt", text, ""), registers)


@pytest.fixture(scope="session")
def read(registers: Registers) -> Callable[[Path], DocumentFacts]:
    """Reads a document's facts, each file once."""
    kept: dict[Path, DocumentFacts] = {}

    def read_once(path: Path) -> DocumentFacts:
        if path not in kept:
            kept[path] = read_facts(read_source(path), registers)
        return kept[path]

    return read_once


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The five documents with their corrections, built once for all processes that test; not to be changed."""
    run = tmp_path_factory.getbasetemp()
    root = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "five"
    made = Dataset(root)
    with locked(root.parent / "five-is-made"):
        if made.current() is None:
            shutil.copytree(SOURCES, made.sources)
            shutil.copytree(CORRECTIONS, made.corrections)
            build(made)
    return made


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """No documents, the ontology, the registers, and graphs 1, 2 and 3 from elsewhere with a triple each; not to be changed."""
    root = tmp_path_factory.mktemp("small")
    made = Dataset(root / "data")
    for number in (1, 2, 3):
        file = root / f"{number}.ttl"
        file.write_text(f"<urn:x{number}> <urn:in> {number} .", encoding="utf-8")
        load(made, file, GRAPH_FROM_ELSEWHERE.format(number))
    return made


@pytest.fixture(scope="session")
def hermit() -> Iterator[Hermit]:
    with Hermit() as reasoner:
        yield reasoner


@pytest.fixture
def answer(engine: EmbeddedEngine) -> Callable[..., list[dict[str, str]]]:
    """The rows that a named query with these parameters gives for the five documents, each by column."""
    queries = load_catalogue(ROOT / "queries")

    def rows(name: str, **params: str) -> list[dict[str, str]]:
        table = engine.select(queries[name].bound(params))
        return [dict(zip(table.columns, row, strict=True)) for row in table.texts()]

    return rows


@pytest.fixture(scope="session")
def engine(dataset: Dataset) -> EmbeddedEngine:
    snapshot = dataset.current()
    assert snapshot is not None
    return EmbeddedEngine.of_store(snapshot.store, snapshot.version)


@pytest.fixture(scope="session")
def task_numbers() -> dict[str, int]:
    """How many tasks each of the five documents has, by the annotation."""
    rows = {path.name: annotated(path.stem, "tasks") for path in sorted(SOURCES.glob("*.txt"))}
    return {name: sum(row["kind"] == "task" for row in each) for name, each in rows.items()}


@pytest.fixture(scope="session")
def app(dataset: Dataset) -> Flask:
    made = create_app(LocalVersions(dataset.snapshots))
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
