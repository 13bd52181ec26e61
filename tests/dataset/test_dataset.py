"""A dataset: bad input leaves it as it was, the same input gives the same bytes."""

from __future__ import annotations

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import CORRECTIONS, ROOT, SOURCES

from kgservice.dataset.building import build, ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.files import locked
from kgservice.dataset.loading import load
from kgservice.dataset.snapshots import current_snapshot
from kgservice.dataset.survey import survey
from kgservice.errors import DatasetError, InvalidGraphError, KgError, RegisterError, SourceError

pytestmark = pytest.mark.slow

PLAN = "某市工作方案\n一、任务\n（一）甲。做好甲。（市教育局负责）\n（二）乙。做好乙。\n"


def files(root):
    return {
        path.relative_to(root): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name not in (".lock", "seen.json")
    }


@pytest.fixture
def small(tmp_path):
    """A dataset of one small document."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    made = Dataset(tmp_path / "data")
    ingest(made, tmp_path / "plan.txt")
    publish(made)
    return made


def test_a_second_build_gives_the_same_bytes(dataset, tmp_path):
    root = tmp_path / "again"
    shutil.copytree(SOURCES, root / "sources")
    shutil.copytree(CORRECTIONS, root / "corrections")
    again = Dataset(root)
    build(again)
    assert files(again.graphs) == files(dataset.graphs)
    assert again.current().version == dataset.current().version


def test_a_version_keeps_the_text_that_spans_count_in_and_the_file_as_it_was_handed_in(small):
    snapshot = small.current()
    kept = json.loads(snapshot.text("plan").read_bytes())
    assert kept["text"] == PLAN
    assert kept["source"] == "plan.txt"
    name, file = snapshot.original("plan")
    assert (name, file.read_bytes()) == ("plan.txt", PLAN.encode())
    assert snapshot.text("other") is snapshot.original("other") is None


def test_the_committed_graphs_are_those_of_a_fresh_build(dataset):
    assert files(ROOT / "data" / "graphs") == files(dataset.graphs)


def test_ingesting_and_building_come_to_the_same(small):
    before = files(small.graphs)
    build(small)
    assert files(small.graphs) == before


def test_the_same_bytes_change_nothing(small, tmp_path):
    before = files(small.root)
    assert ingest(small, tmp_path / "plan.txt").outcome == "unchanged"
    assert files(small.root) == before


def test_other_bytes_replace_the_document(small, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN.replace("市教育局", "市财政局"), encoding="utf-8")
    assert ingest(small, tmp_path / "plan.txt").outcome == "replaced"
    assert "市财政局" in (small.graphs / "plan.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256))),
        ("prose.txt", "今天天气很好，适合出门散步。".encode()),
        ("plan.txt", b"\xff\xff\xff"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(small, tmp_path, name, data):
    before = files(small.root)
    path = tmp_path / "bad" / name
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(SourceError) as error:
        ingest(small, path)
    assert "\n" not in str(error.value)
    assert name in str(error.value)
    assert files(small.root) == before


def test_a_notice_without_numbered_items_is_read(small, tmp_path):
    (tmp_path / "notice.txt").write_text("关于放假的通知\n各单位：元旦放假一天。\n", encoding="utf-8")
    read = ingest(small, tmp_path / "notice.txt")
    assert read.outcome == "new"
    assert [item for plan in read.facts.plans for item in plan.items] == []


def test_gb18030_is_read(small, tmp_path):
    (tmp_path / "gb.txt").write_bytes(PLAN.encode("gb18030"))
    assert ingest(small, tmp_path / "gb.txt").outcome == "new"


def test_two_files_that_would_share_their_iris_are_refused(small, tmp_path):
    (tmp_path / "Plan.txt").write_text(PLAN, encoding="utf-8")
    before = files(small.root)
    with pytest.raises(SourceError, match="share its IRIs"):
        ingest(small, tmp_path / "Plan.txt")
    assert files(small.root) == before


def test_a_register_with_a_clash_changes_nothing(small):
    before = files(small.root)
    folder = small.root / "registers"
    folder.mkdir()
    (folder / "groups.yaml").write_text(
        "- {id: a, zh: 甲, en: A, forms: [x]}\n- {id: b, zh: 乙, en: B, forms: [x]}\n", encoding="utf-8"
    )
    with pytest.raises(RegisterError, match="means both"):
        build(small)
    shutil.rmtree(folder)
    assert files(small.root) == before


def test_a_source_that_is_gone_takes_its_graphs_along(small):
    (small.sources / "plan.txt").unlink()
    build(small)
    assert list(small.graphs.glob("*.ttl")) == [small.graphs / "registers.ttl"]


def test_metadata_says_what_the_text_does_not(small, tmp_path):
    meta = tmp_path / "meta.toml"
    meta.write_text(
        'jurisdiction = "南通市"\nissued_on = 2024-05-06\nissuer = "南通市人民政府办公室"\n', encoding="utf-8"
    )
    facts = ingest(small, tmp_path / "plan.txt", meta).facts
    assert facts.jurisdiction.name == "南通市"
    assert facts.issued_on.isoformat() == "2024-05-06"
    assert facts.plans[0].items[1].assignments[0].party.name == "南通市教育局"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("titel = 'x'", "unknown key 'titel'"),
        ("issued_on = '2024'", "must be a date"),
        ("title = ", "not readable as TOML"),
    ],
)
def test_broken_metadata_is_named(small, tmp_path, text, says):
    meta = tmp_path / "meta.toml"
    meta.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        ingest(small, tmp_path / "plan.txt", meta)


def test_other_rdf_becomes_a_named_graph(small, tmp_path):
    path = tmp_path / "other.ttl"
    path.write_text('<https://example.org/a> <https://example.org/b> "c" .')
    assert load(small, path, "https://example.org/graph") == 1
    assert "https://example.org/graph" in publish(small).graphs
    assert "https://example.org/graph" in build(small).graphs


@pytest.mark.parametrize(
    ("name", "text", "graph", "says"),
    [
        ("x.ttl", "<a> <b>", "https://example.org/g", "not readable as RDF"),
        ("x.csv", "a,b", "https://example.org/g", "unknown kind of RDF"),
        ("x.ttl", "", "no iri", "is no IRI for a graph"),
        ("x.ttl", "", "https://w3id.org/policy-kg/graph/registers", "built by the program"),
        ("x.ttl", "", "https://w3id.org/policy-kg/graph/document/plan", "built by the program"),
    ],
)
def test_broken_rdf_is_named(small, tmp_path, name, text, graph, says):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(KgError, match=says):
        load(small, path, graph)


def test_rdf_that_contradicts_a_document_is_refused_with_what_clashes(small, tmp_path):
    path = tmp_path / "other.ttl"
    path.write_text("<https://w3id.org/policy-kg/id/item/plan/1/1.1> a <https://w3id.org/policy-kg/ontology#Goal> .")
    before = files(small.root)
    with pytest.raises(InvalidGraphError) as error:
        load(small, path, "https://example.org/graph")
    lines = str(error.value).splitlines()
    assert lines[0].startswith("other.ttl: contradicts the ontology")
    assert "  甲 Type 目标 goal" in lines
    assert "  甲 Type 任务 task" in lines
    assert lines[-1].endswith("plan.txt 12-29 “（一）甲。做好甲。（市教育局负责）”")
    assert files(small.root) == before


def test_a_snapshot_is_of_the_inputs_as_they_are(small):
    assert not survey(small).pending
    (small.sources / "plan.txt").write_text(f"{PLAN}（三）丙。做好丙。\n", encoding="utf-8")
    assert survey(small).pending


def test_a_damaged_snapshot_says_so(small):
    (small.current().path / "manifest.json").write_text("{")
    with pytest.raises(DatasetError, match="damaged"):
        current_snapshot(small.snapshots)


def test_a_second_writer_says_that_it_waits_and_then_writes(small, tmp_path):
    (tmp_path / "other.txt").write_text(PLAN, encoding="utf-8")
    said = []
    with ThreadPoolExecutor() as threads:
        with locked(small.root):
            second = threads.submit(ingest, small, tmp_path / "other.txt", report=said.append)
            while not said:
                time.sleep(0.01)
            assert not second.done()
        assert second.result(timeout=60).outcome == "new"
    assert said == ["waiting for another kgservice to finish writing"]


def test_a_file_is_no_dataset(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatasetError, match="is a file"):
        Dataset(tmp_path / "file")
