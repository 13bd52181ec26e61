"""Many documents into a dataset: what becomes of each, and what is kept of those that another version replaces."""

from __future__ import annotations

from hashlib import sha256

import making
import pytest

from kgservice.dataset import building
from kgservice.dataset.building import build, publish
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.ingesting import Failed, find_documents, ingest_all
from kgservice.errors import RegisterError, SourceError
from kgservice.iris import REVISIONS_GRAPH, WAS_REVISION_OF, document_graph, superseded_graph
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

PLAN = ["某市工作方案", "一、任务", "（一）甲。做好甲。（市教育局负责）", "（二）乙。做好乙。"]
REVISED = [*PLAN[:2], "（一）甲。做好甲。（市财政局负责）", *PLAN[3:]]
THIRD = [*PLAN, "（三）丙。做好丙。"]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No reasoning: what follows from a document makes no difference here."""
    monkeypatch.setattr("kgservice.dataset.inferring._follows", lambda name, graph, hermit: [])


@pytest.fixture
def dataset(tmp_path):
    return Dataset(tmp_path / "data")


@pytest.fixture
def write(tmp_path):
    """Writes a document into the folder `in`, and says where it is."""

    def write_one(name, data):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write_one


def ingest(dataset, *paths):
    return list(ingest_all(dataset, paths))


def versions(dataset, write, *plans):
    """Each of `plans` under the same name, one after the other; the first eight digits of each one's digest."""
    for plan in plans:
        ingest(dataset, write("plan.txt", making.as_text(plan)))
    return [sha256(making.as_text(plan)).hexdigest()[:8] for plan in plans]


def asked(dataset, query):
    snapshot = dataset.current()
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    return [tuple(row) for row in engine.select(query).texts()]


def test_each_document_has_its_outcome_in_the_order_given(dataset, write):
    paths = [
        write("c.docx", making.as_docx(PLAN)),
        write("bad.pdf", b"%PDF-1.4 nothing"),
        write("a.html", making.as_html(PLAN)),
        write("b.txt", making.as_text(PLAN)),
    ]
    results = ingest(dataset, *paths)
    assert [result.path.name if isinstance(result, Failed) else result.outcome for result in results] == [
        "new",
        "bad.pdf",
        "new",
        "new",
    ]
    assert [path.name for path in dataset.source_files()] == ["a.html", "b.txt", "c.docx"]
    assert [result.outcome for result in ingest(dataset, *paths) if not isinstance(result, Failed)] == ["unchanged"] * 3


def test_registers_are_loaded_once(dataset, write, monkeypatch):
    loads = []
    load = building.load_registers
    for module in ("building", "ingesting"):
        monkeypatch.setattr(
            f"kgservice.dataset.{module}.load_registers", lambda *folders: loads.append(folders) or load(*folders)
        )
    ingest(dataset, *(write(f"{name}.txt", making.as_text(PLAN)) for name in "abc"))
    assert len(loads) == 1


def test_broken_registers_stop_all(dataset, write):
    (dataset.root / "registers").mkdir(parents=True)
    (dataset.root / "registers" / "groups.yaml").write_text("- {id: a")
    with pytest.raises(RegisterError):
        ingest(dataset, write("a.txt", making.as_text(PLAN)))


def test_one_document_in_two_formats_comes_in_twice(dataset, write):
    files = (
        write("x.txt", making.as_text(PLAN)),
        write("x.docx", making.as_docx(PLAN)),
        write("x.html", making.as_html(PLAN)),
    )
    assert [each.outcome for each in ingest(dataset, *files)] == ["new", "new", "new"]


def test_two_files_that_would_share_their_iris_are_not_both_taken(dataset, write):
    _, failed = ingest(dataset, write("x-docx.txt", making.as_text(PLAN)), write("x.docx", making.as_docx(PLAN)))
    assert "would share its IRIs with x-docx.txt" in str(failed.error)


def test_two_files_of_one_name_are_not_both_taken(dataset, write):
    _, failed = ingest(dataset, write("x.txt", making.as_text(PLAN)), write("other/x.txt", making.as_text(REVISED)))
    assert "has the same name" in str(failed.error)


def test_a_folder_gives_the_documents_in_it(write):
    names = ["b.docx", "a.txt", "c.PDF", "d.htm", "old.ppt", "a.txt.meta.toml", ".hidden.txt", "~$b.docx", "in/e.txt"]
    paths = [write(name, b"x") for name in names]
    root = paths[0].parent
    documents, others = find_documents([root / "a.txt", root])
    assert [path.name for path in documents] == ["a.txt", "a.txt", "b.docx", "c.PDF", "d.htm"]
    assert [path.name for path in others] == ["old.ppt"]


def test_a_folder_without_documents_is_named(tmp_path):
    with pytest.raises(SourceError, match="no document in this folder"):
        find_documents([tmp_path])


def test_an_earlier_version_is_kept_as_a_graph_of_its_own(dataset, write):
    (first, _) = versions(dataset, write, PLAN, REVISED)
    kept = superseded_graph("plan", first)
    assert (dataset.superseded / f"plan.{first}.ttl").is_file()
    snapshot = publish(dataset)
    assert {kept, REVISIONS_GRAPH} <= set(snapshot.graphs)
    names = f"SELECT ?name {{ GRAPH <{kept}> {{ ?d pol:isReviewed ?r ; rdfs:label ?name }} }}"
    assert ("市教育局",) in asked(dataset, names)
    assert asked(dataset, f"SELECT ?old {{ <{document_graph('plan')}> <{WAS_REVISION_OF}> ?old }}") == [(kept,)]


def test_queries_see_the_latest_version_only(dataset, write):
    versions(dataset, write, PLAN, REVISED)
    publish(dataset)
    assert asked(dataset, "SELECT DISTINCT ?n { ?a a pol:Assignment ; pol:assignsTo/rdfs:label ?n }") == [("市财政局",)]
    assert asked(dataset, "SELECT (COUNT(*) AS ?n) { ?s pol:sourceDigest ?d }") == [("1",)]


def test_versions_make_a_chain(dataset, write):
    first, second, _ = versions(dataset, write, PLAN, REVISED, THIRD)
    publish(dataset)
    query = f"SELECT ?new ?old {{ ?new <{WAS_REVISION_OF}> ?old }} ORDER BY ?new"
    assert asked(dataset, query) == [
        (document_graph("plan"), superseded_graph("plan", second)),
        (superseded_graph("plan", second), superseded_graph("plan", first)),
    ]


def test_a_version_that_comes_back_makes_no_circle(dataset, write):
    first, second, *_ = versions(dataset, write, PLAN, REVISED, PLAN, THIRD)
    publish(dataset)
    query = f"SELECT ?new ?old {{ ?new <{WAS_REVISION_OF}> ?old }} ORDER BY ?new"
    assert asked(dataset, query) == [
        (document_graph("plan"), superseded_graph("plan", first)),
        (superseded_graph("plan", second), superseded_graph("plan", first)),
    ]


def test_a_build_keeps_earlier_versions_as_they_are(dataset, write):
    versions(dataset, write, PLAN, REVISED)
    before = {path.name: path.read_bytes() for path in dataset.superseded.iterdir()}
    snapshot = publish(dataset)
    assert build(dataset).version == snapshot.version
    assert {path.name: path.read_bytes() for path in dataset.superseded.iterdir()} == before


def test_a_bad_new_version_leaves_the_old_one(dataset, write):
    versions(dataset, write, PLAN)
    (failed,) = ingest(dataset, write("plan.txt", b"\xff\xff"))
    assert isinstance(failed, Failed)
    assert not dataset.superseded.exists()
    assert (dataset.sources / "plan.txt").read_bytes() == making.as_text(PLAN)
