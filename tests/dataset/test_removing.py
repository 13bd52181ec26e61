"""What was put into a dataset can be taken out of it again, and nothing of it is left in what is served."""

from __future__ import annotations

import pytest
from shell import run

from kgservice.dataset.building import ingest
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load
from kgservice.dataset.removing import remove, unload
from kgservice.dataset.verifying import faults
from kgservice.errors import NotFoundError
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

ONE = "贵阳市工作方案\n一、主要任务\n（一）修路。修路。（市财政局负责）\n"
OTHER = "遵义市工作方案\n一、主要任务\n（一）架桥。架桥。（市水务局负责）\n"
EVERYTHING = "SELECT ?x { { GRAPH ?g { ?x ?p ?o } } UNION { GRAPH ?x { ?s ?p ?o } } FILTER(CONTAINS(STR(?x), '%s')) }"


def say(line):
    """Say it to nobody."""


@pytest.fixture
def dataset(tmp_path):
    made = Dataset(tmp_path / "data")
    for name, text in (("one.txt", ONE), ("other.txt", OTHER), ("one.txt", ONE.replace("修路", "铺路"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ingest(made, tmp_path / name)
    return made


def said_of(dataset, words):
    snapshot = dataset.current()
    return EmbeddedEngine.of_store(snapshot.store, snapshot.version).select(EVERYTHING % words).rows


def test_a_document_leaves_no_trace(dataset):
    assert said_of(dataset, "document/one")
    assert list(dataset.superseded.glob("one.*"))
    remove(dataset, "one.txt", say)
    assert said_of(dataset, "/one") == ()
    assert said_of(dataset, "document/other")
    left = [path.name for path in dataset.root.rglob("*one*") if dataset.snapshots not in path.parents]
    assert left == []
    assert not list(faults(dataset))


def test_a_loaded_graph_leaves_no_trace(dataset, tmp_path):
    path = tmp_path / "people.ttl"
    path.write_text("<urn:someone> <http://xmlns.com/foaf/0.1/name> 'A' .")
    before = dataset.current().version
    load(dataset, path, "https://example.org/people")
    assert said_of(dataset, "urn:someone")
    assert unload(dataset, "https://example.org/people", say) == 1
    assert said_of(dataset, "urn:someone") == ()
    assert dataset.current().version == before


def test_what_is_not_there_is_told_with_what_comes_near(dataset):
    with pytest.raises(NotFoundError, match=r"did you mean other\.txt"):
        remove(dataset, "othr.txt", say)
    with pytest.raises(NotFoundError, match="nor was any other"):
        unload(dataset, "https://example.org/none", say)


def test_the_commands_say_what_they_did(dataset):
    done = run("--dataset", str(dataset.root), "remove", "one.txt")
    assert (done.returncode, done.stdout) == (0, "")
    assert "one.txt: taken out" in done.stderr
    refused = run("--dataset", str(dataset.root), "remove", "one.txt")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def test_a_sound_dataset_is_proved_and_a_damaged_one_named(dataset):
    assert run("--dataset", str(dataset.root), "verify").returncode == 0
    kept = next(path for path in (dataset.snapshots / "objects").iterdir() if path.read_bytes() == OTHER.encode())
    kept.chmod(0o644)
    kept.unlink()
    kept.write_bytes(OTHER.encode()[:-1] + b" ")
    told = run("--dataset", str(dataset.root), "verify")
    assert told.returncode == 1
    assert "sources/other.txt is gone or damaged" in told.stdout
