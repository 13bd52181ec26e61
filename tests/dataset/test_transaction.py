"""Whatever stops a change of a dataset, and wherever: the old version is served, the next run makes it whole, nothing is lost."""

from __future__ import annotations

import errno
import gc
import os
import pathlib
import shutil
import traceback
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import pytest

from kgservice.dataset import building, graphs, ingesting, versions
from kgservice.dataset.building import build, ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load
from kgservice.dataset.readers import Readers
from kgservice.dataset.reading import read_document
from kgservice.dataset.rollback import roll_back
from kgservice.dataset.snapshots import current_snapshot, kept_snapshots
from kgservice.dataset.survey import survey
from kgservice.errors import DatasetError, SourceError
from kgservice.registers.loading import load_registers
from kgservice.store.embedded import EmbeddedEngine, export_store

pytestmark = pytest.mark.slow

PLAN = "扬州市2024年工作方案\n一、任务\n（一）甲。做好甲。（市教育局、市市场监管局负责）\n（二）乙。做好乙。\n"
OTHER = "无锡市2024年工作要点\n根据《扬州市2024年工作方案》，制定本要点。\n一、任务\n（一）丙。做好丙。（市市场监管局负责）\n"
REVISED = PLAN.replace("市教育局", "市财政局")
STEPS = ("fsync", "replace", "link", "unlink", "rmdir", "mkdir", "utime")
# Every step is stopped at where this is 1; a prime, so that each run of the suite meets steps of every kind.
STRIDE = int(os.environ.get("STRIDE", "7"))


class Killed(BaseException):
    """What no code expects, as no code expects the end of its process."""


class ReadersHere(Readers):
    """Reads in this process, and holds nothing to the shapes."""

    def __init__(self, registers, at_once=None):
        super().__init__(registers, at_once)
        self._registers = registers

    def read(self, source):
        return read_document(replace(source, is_draft=True), self._registers)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Neither reasoner, shapes nor processes: only files make a difference here."""
    cached = lru_cache(maxsize=4)(load_registers)
    monkeypatch.setattr("kgservice.dataset.inferring._follows", lambda name, graph, hermit: [])
    monkeypatch.setattr(building, "validate", lambda triples, name: None)
    monkeypatch.setattr(ingesting, "Readers", ReadersHere)
    for module in (building, graphs, ingesting):
        monkeypatch.setattr(module, "load_registers", cached)


class Stopper:
    """Counts what is done to the disk, and raises an error at one step of it."""

    def __init__(self, monkeypatch):
        self.at, self.error, self.done, self.on = 0, Killed(), 0, False
        for name in STEPS:
            monkeypatch.setattr(os, name, self._stopped(getattr(os, name)))
        for name in ("write_bytes", "write_text"):
            monkeypatch.setattr(pathlib.Path, name, self._stopped(getattr(pathlib.Path, name)))
        for name in ("open_copy", "fill", "replace", "settle", "close_into"):
            monkeypatch.setattr(versions, name, self._stopped(getattr(versions, name)))

    def _stopped(self, do):
        def step(*args, **options):
            if self.on:
                self.done += 1
                if self.done == self.at:
                    self.on = isinstance(self.error, OSError)
                    raise self.error
            return do(*args, **options)

        return step

    def run(self, work, *, at, error=None):
        """Whether `work` went on to its end, although its step number `at` fails."""
        self.at, self.done, self.on, self.error = at, 0, True, error or Killed()
        try:
            work()
        except (Killed, DatasetError) as error:
            # A process that ended would have closed its store too.
            each: BaseException | None = error
            while each is not None:
                traceback.clear_frames(each.__traceback__)
                each = each.__context__
            del error
            gc.collect()
            return False
        finally:
            self.on = False
        return True


@pytest.fixture
def stopper(monkeypatch):
    return Stopper(monkeypatch)


def files(*folders):
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def exported(dataset):
    out = BytesIO()
    export_store(dataset.current().store, "trig", out)
    return out.getvalue()


def inputs(dataset):
    held = {f"sources/{path.name}": path for path in dataset.source_files()}
    for folder in (dataset.loaded, dataset.superseded):
        held |= {dataset.inside(path): path for path in folder.glob("*") if folder.is_dir()}
    return {path: file.read_bytes() for path, file in held.items()}


def looks(dataset):
    """All that is to be the same as after a clean build."""
    return files(dataset.graphs, dataset.unread), dataset.current().version, exported(dataset)


@pytest.fixture
def clean(tmp_path):
    """What a clean build of a dataset's inputs gives; the same inputs are built once."""
    known = {}

    def made(dataset):
        given = inputs(dataset)
        key = tuple(sorted(given.items()))
        if key not in known:
            root = tmp_path / f"clean-{len(known)}"
            for path, data in given.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
            again = Dataset(root)
            build(again)
            known[key] = looks(again)
        return known[key]

    return made


@pytest.fixture
def two(tmp_path):
    """Two versions: of one document, and of two and a loaded graph; files that can be ingested lie beside."""
    for name, text in {
        "a.txt": PLAN,
        "b.txt": OTHER,
        "new/c.txt": PLAN.replace("甲", "丁"),
        "new/a.txt": REVISED,
    }.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    (tmp_path / "x.ttl").write_text('<https://example.org/a> <https://example.org/b> "c" .')
    dataset = Dataset(tmp_path / "two")
    ingest(dataset, tmp_path / "in" / "a.txt")
    ingest(dataset, tmp_path / "in" / "b.txt")
    return dataset


CHANGES = {
    "ingest-new": lambda dataset, given: ingest(dataset, given / "in/new/c.txt"),
    "ingest-replaced": lambda dataset, given: ingest(dataset, given / "in/new/a.txt"),
    "build": lambda dataset, given: ((dataset.sources / "b.txt").unlink(missing_ok=True), build(dataset)),
    "load": lambda dataset, given: load(dataset, given / "x.ttl", "https://example.org/graph"),
    "rollback": lambda dataset, given: roll_back(dataset, kept_snapshots(dataset.snapshots)[1].version, print),
}


def copy_of(dataset, place):
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(dataset.root, place)
    return Dataset(place)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_killed_at_any_step_the_old_version_is_served_and_the_next_run_makes_it_whole(
    change, two, tmp_path, stopper, clean
):
    given, old = inputs(two), two.current().version
    whole = copy_of(two, tmp_path / "whole")
    change(whole, tmp_path)
    new, version = inputs(whole), whole.current().version
    assert version != old
    at, ended = 1, False
    while not ended:
        killed = copy_of(two, tmp_path / "killed")
        ended = stopper.run(lambda killed=killed: change(killed, tmp_path), at=at)
        served = current_snapshot(killed.snapshots)
        assert served.version in (old, version)
        assert served.sound()
        publish(killed)
        assert not survey(killed).pending
        assert looks(killed) == clean(killed), at
        assert inputs(killed) in (given, new), at
        assert not [path for path in killed.root.rglob(".*") if path.name not in (".lock", ".held")], at
        at += STRIDE
    assert at > 30


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO], ids=errno.errorcode.get)
def test_a_full_or_broken_disk_is_one_sentence_and_the_next_run_makes_it_whole(number, two, tmp_path, stopper, clean):
    old = two.current().version
    at, ended = 3, False
    while not ended:
        broken = copy_of(two, tmp_path / "broken")
        error = OSError(number, os.strerror(number))
        ended = stopper.run(lambda broken=broken: ingest(broken, tmp_path / "in/new/a.txt"), at=at, error=error)
        assert current_snapshot(broken.snapshots).version == old or ended or at > 50
        publish(broken)
        assert looks(broken) == clean(broken)
        at += 3 * STRIDE


def test_what_was_told_as_new_is_served_when_the_next_batch_dies(two, tmp_path, stopper, monkeypatch):
    monkeypatch.setattr(ingesting, "_SECONDS_OF_A_BATCH", 0.0)
    told = []

    def work():
        for result in ingesting.ingest_all(two, [tmp_path / "in/new/c.txt", tmp_path / "in/new/a.txt"]):
            told.append(result)
            stopper.done, stopper.at = 0, 20

    assert not stopper.run(work, at=0)
    assert [(each.source, each.outcome) for each in told] == [("c.txt", "new")]
    assert "c.txt" in two.current().manifest.documents


def test_what_lies_in_the_folder_and_is_in_no_version_is_read_by_the_next_run(two, tmp_path, clean):
    shutil.copy(tmp_path / "in/new/c.txt", two.sources / "by-hand.txt")
    (two.sources / "a.txt").unlink()
    (two.graphs / "b.ttl").write_text("# not this", encoding="utf-8")
    said = []
    assert ingest(two, tmp_path / "in/b.txt", report=said.append).outcome == "replaced"
    assert said == [
        "by-hand.txt: is not in the version that is served yet; it is read with the rest",
        "a.txt: is no longer among the sources; it is taken out",
    ]
    assert looks(two) == clean(two)
    said.clear()
    assert ingest(two, tmp_path / "in/b.txt", report=said.append).outcome == "unchanged"
    assert said == []


def test_a_bad_file_put_there_by_hand_is_told_each_time_and_stops_nothing(two, tmp_path):
    (two.sources / "bad.txt").write_text("今天天气很好。", encoding="utf-8")
    for outcome in ("new", "unchanged"):
        said = []
        assert ingest(two, tmp_path / "in/new/c.txt", report=said.append).outcome == outcome
        assert said[1].startswith("bad.txt: no numbered item")
    with pytest.raises(SourceError, match="no numbered item"):
        build(two)


def test_a_version_never_mixes_two_programs(two, tmp_path, monkeypatch, clean):
    monkeypatch.setattr(Dataset, "program", lambda dataset: "another")
    said = []
    ingest(two, tmp_path / "in/new/c.txt", report=said.append)
    assert said[0].endswith("by another program: every source is read again")
    assert {entry.slug for entry in two.current().manifest.documents.values()} == {"a", "b", "c"}
    assert two.current().manifest.program == "another"


def test_a_build_sees_what_came_changed_and_went_while_it_worked(two, tmp_path, monkeypatch, clean):
    prepare = ingesting.prepare

    def slow(dataset, path, *rest):
        monkeypatch.setattr(ingesting, "prepare", prepare)
        ingest(two, tmp_path / "in/new/c.txt")
        ingest(two, tmp_path / "in/new/a.txt")
        (two.sources / "b.txt").unlink()
        return prepare(dataset, path, *rest)

    monkeypatch.setattr(ingesting, "prepare", slow)
    build(two)
    assert set(two.current().manifest.documents) == {"a.txt", "c.txt"}
    assert "市财政局" in (two.graphs / "a.ttl").read_text(encoding="utf-8")
    assert looks(two) == clean(two)


def test_a_store_whose_bytes_changed_is_noticed_and_made_anew(two, tmp_path, clean):
    table = max(two.current().store.glob("*.sst"), key=lambda path: path.stat().st_size)
    data = bytearray(table.read_bytes())
    data[len(data) // 2] ^= 1
    table.write_bytes(data)
    assert not two.current().sound()
    said = []
    publish(two, said.append)
    assert said[0] == "the version that is served is damaged: every source is read again"
    assert two.current().sound()
    assert looks(two) == clean(two)


def test_a_lost_object_is_kept_again(two):
    path = next((two.snapshots / "objects").iterdir())
    data = path.read_bytes()
    path.write_bytes(b"")
    publish(two)
    assert path.read_bytes() == data


def test_back_and_forward_everything_is_as_it_was(two, tmp_path):
    load(two, tmp_path / "x.ttl", "https://example.org/graph")
    (two.root / "corrections").mkdir()
    ingest(two, tmp_path / "in/new/a.txt")
    new, now = two.current().version, files(two.sources, two.graphs, two.unread)
    old = kept_snapshots(two.snapshots)[-1]
    roll_back(two, old.version[:5], print)
    assert inputs(two).keys() == {"sources/a.txt", "sources/b.txt"}
    assert not survey(two).pending
    roll_back(two, new, print)
    assert files(two.sources, two.graphs, two.unread) == now
    assert not survey(two).pending


def test_going_back_loses_nothing_that_is_in_no_version(two, tmp_path):
    shutil.copy(tmp_path / "in/new/c.txt", two.sources / "by-hand.txt")
    old = kept_snapshots(two.snapshots)[-1]
    roll_back(two, old.version, print)
    assert "by-hand.txt" in kept_snapshots(two.snapshots)[1].manifest.documents
    (two.sources / "bad.txt").write_text("今天天气很好。", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"bad\.txt that could not be read"):
        roll_back(two, kept_snapshots(two.snapshots)[1].version, print)
    assert (two.sources / "bad.txt").is_file()


def test_old_versions_are_forgotten_but_not_one_that_is_read(two, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_KEPT_VERSIONS", "1")
    held = kept_snapshots(two.snapshots)[-1]
    engine = EmbeddedEngine.of_store(held.store, held.version)
    ingest(two, tmp_path / "in/new/c.txt")
    assert {each.version for each in kept_snapshots(two.snapshots)} == {held.version, two.current().version}
    assert engine.select("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d pol:sourceName ?name }").texts() == [["1"]]
    del engine
    ingest(two, tmp_path / "in/new/a.txt")
    assert [each.version for each in kept_snapshots(two.snapshots)] == [two.current().version]
    kept = {path.name for path in (two.snapshots / "objects").iterdir()}
    assert kept == set(two.current().manifest.objects().values())


def test_what_a_version_counts_is_what_a_build_counts(two, tmp_path):
    ingest(two, tmp_path / "in/new/a.txt")
    stepped = two.current().uses, two.current().partitions
    build(two)
    assert (two.current().uses, two.current().partitions) == stepped
    assert all(any(counts.values()) for counts in (stepped[0], *stepped[1].values()))
