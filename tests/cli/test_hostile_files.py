"""Files that are named oddly, or are no files: read, or refused in one sentence; the dataset stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys

import making
import pytest
from conftest import ROOT
from test_cli import run

from kgservice.dataset.building import build
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.ingesting import Failed, find_documents, ingest_all
from kgservice.dataset.names import LONGEST, document_name
from kgservice.errors import CorrectionError, SourceError
from kgservice.graph.triples import read_turtle, turtle

pytestmark = pytest.mark.slow

PLAN = making.as_text(["某市工作方案", "一、任务", "（一）甲。做好甲。（市教育局负责）", "（二）乙。做好乙。"])
GBK = os.fsdecode("方案.txt".encode("gbk"))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No reasoning: what follows from a document makes no difference here."""
    monkeypatch.setattr("kgservice.dataset.inferring._follows", lambda name, graph, hermit: [])


@pytest.fixture
def ingest(tmp_path):
    """Puts a document under each of these names into one dataset; its sources, and what was said of those that failed."""

    def ingest_all_of(*names):
        paths = []
        for number, name in enumerate(names):
            path = tmp_path / str(number) / name
            path.parent.mkdir()
            path.write_bytes(PLAN)
            paths.append(path)
        dataset = Dataset(tmp_path / "data")
        results = list(ingest_all(dataset, paths))
        return [path.name for path in dataset.source_files()], [str(r.error) for r in results if isinstance(r, Failed)]

    return ingest_all_of


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a\n<urn:s> <urn:p> <urn:o> .\n#.txt", "has a line break"),
        ("a\x1b[31m.txt", "a control character"),
        ("a\u2028b.txt", "has a line break"),
        (os.fsdecode(b"\xff\xff.txt"), "bytes that are no text"),
        (".hidden.txt", "begins with a dot"),
        ("plan.txt.meta.toml", "ends in .meta.toml"),
        ("registers.txt", "is what the graph of the registers is called"),
        ("Registers.txt", "is what the graph of the registers is called"),
        ("x" * 246 + ".txt", "is 250 bytes long; shorten it to 240"),
        ("食" * 80 + ".txt", "is 244 bytes long"),
    ],
)
def test_a_name_that_cannot_be_taken_is_refused_in_a_line(ingest, name, why):
    kept, (said,) = ingest(name)
    assert kept == []
    assert why in said
    assert said.isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "a b.txt",
        "registers2.txt",
        "x" * (LONGEST - 4) + ".txt",
        "食" * 75 + ".txt",
        'a#b<c>"d.txt',
        "meta.toml.txt",
        "a..txt",
    ],
)
def test_a_name_that_is_only_odd_is_read(ingest, name):
    assert ingest(name) == ([name], [])


def test_a_name_in_gb18030_is_read_as_what_it_says(ingest):
    assert ingest(GBK) == (["方案.txt"], [])


def test_names_that_look_the_same_are_one_document(ingest):
    kept, (said,) = ingest("e\u0301.txt", "\u00e9.txt")
    assert kept == ["\u00e9.txt"]
    assert "has the same name" in said


@pytest.mark.parametrize(("one", "other"), [("Plan.txt", "plan.txt"), ("方案A.txt", "方案a.txt")])
def test_names_that_differ_in_case_only_are_not_both_taken(ingest, one, other):
    kept, (said,) = ingest(one, other)
    assert kept == [one]
    assert f"would share its IRIs with {one}" in said


def test_no_triple_comes_in_by_a_comment():
    written = turtle([], "from sources/a\n<urn:s> <urn:p> <urn:o> .\r<urn:s> <urn:p> <urn:o> .")
    assert read_turtle(written) == []
    assert written.count(b"\n") == 1


def no_file(kind, path):
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "broken link":
        path.symlink_to("nothing")
    elif kind == "link to a device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "large":
        with path.open("wb") as file:
            file.truncate(60_000_000)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("pipe", "is no file but a folder, a pipe or a device"),
        ("broken link", "no such file"),
        ("link to a device", "is no file but a folder, a pipe or a device"),
        ("folder", "no document in this folder"),
        ("large", "is larger than 50 MB"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path, kind, why):
    no_file(kind, tmp_path / "x.txt")
    with pytest.raises(SourceError, match=why):
        raise next(iter(ingest_all(Dataset(tmp_path / "data"), find_documents([tmp_path / "x.txt"])[0]))).error
    assert Dataset(tmp_path / "data").source_files() == []


def test_a_folder_is_read_past_what_is_no_file(tmp_path):
    for kind in ("pipe", "broken link", "link to a device"):
        no_file(kind, tmp_path / f"{kind}.txt")
    (tmp_path / "plan.txt").write_bytes(PLAN)
    documents, others = find_documents([tmp_path])
    results = list(ingest_all(Dataset(tmp_path / "data"), documents))
    assert [path.name for path in others] == []
    assert [result.outcome for result in results if not isinstance(result, Failed)] == ["new"]
    assert len(results) == 4


@pytest.mark.skipif(sys.platform == "darwin" or os.getuid() != 0, reason="gives up the superuser's rights")
def test_what_may_not_be_read_is_refused(tmp_path):
    (tmp_path / "x.txt").write_bytes(PLAN)
    (tmp_path / "x.txt").chmod(0)
    code = (
        "import os; from pathlib import Path; from kgservice.input_files import read_input; os.setuid(65534);"
        f"read_input(Path({str(tmp_path / 'x.txt')!r}), 1)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "cannot be read (Permission denied)" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "tasks", "-p", f"plan={GBK}"),
        ("query", GBK),
        ("sparql", f"SELECT * {{ ?s ?p '{GBK}' }}"),
        ("explain", f"http://{GBK}"),
        ("check", GBK),
        ("check", "--only", GBK),
        ("ingest", GBK),
        ("ingest", "--meta", GBK, "x.txt"),
        ("load", GBK, "--graph", "urn:x"),
        ("load", "x.ttl", "--graph", f"urn:{GBK}"),
        ("tasks-table", GBK),
        ("export", "--format", GBK),
        (GBK,),
    ],
    ids=lambda arguments: " ".join(arguments).encode(errors="replace").decode(),
)
def test_an_argument_that_is_no_utf_8_is_refused_in_a_line(tmp_path, arguments):
    result = run("--dataset", tmp_path, *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "is not in UTF-8; write it in UTF-8." in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_whose_name_is_no_utf_8_is_checked(tmp_path):
    (tmp_path / GBK).write_bytes(PLAN)
    result = run("check", tmp_path / GBK, "--format", "csv")
    assert result.returncode == 1
    assert result.stdout.count("方案.txt") == 1


def test_a_query_on_standard_input_that_is_no_utf_8_is_refused():
    command = [sys.executable, "-m", "kgservice", "sparql", "-"]
    result = subprocess.run(command, cwd=ROOT, input=b"SELECT * { ?s ?p '\xb7\xbd' }", capture_output=True, check=False)
    assert result.returncode == 2
    assert result.stderr.decode() == "kgservice: the query on standard input is not in UTF-8; write it in UTF-8.\n"


@pytest.mark.parametrize(
    "metadata",
    [
        b"\xff\xfe\x00",
        b"title = 3",
        b'title = "a\\u0001b"',
        b"a = " + b"[" * 100_000,
        b"[" * 100_000,
        b"title = " + b"9" * 100_000,
        b"issued_on = 2024-99-99",
        b"x" * 2_000_000,
        b"issued_on = 2024-01-01T00:00:00",
    ],
    ids=["binary", "number", "control", "deep", "deep table", "digits", "no day", "large", "time"],
)
def test_bad_metadata_is_a_sentence(tmp_path, metadata):
    (tmp_path / "m.toml").write_bytes(metadata)
    (tmp_path / "plan.txt").write_bytes(PLAN)
    (failed,) = ingest_all(Dataset(tmp_path / "data"), [tmp_path / "plan.txt"], tmp_path / "m.toml")
    assert "m.toml" in str(failed.error)
    assert str(failed.error).isprintable()
    assert "fault of the program" not in str(failed.error)


@pytest.mark.parametrize(
    "text",
    [
        "- a: &a [x]\n"
        + "".join(f"  {chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)),
        "[" * 100_000,
        "- " * 100_000,
        "- a: !!bool x",
        "- a: !!timestamp x",
        '- {author: a, date: 2026-01-01, reason: "a\\x01", add: assignment}',
        "- {author: a, date: 2026-01-01T00:00:00, reason: a, add: assignment}",
        "\x00",
    ],
    ids=["laughs", "deep flow", "deep block", "bool", "timestamp", "control", "time", "null"],
)
def test_bad_corrections_are_a_sentence(tmp_path, text):
    dataset = Dataset(tmp_path / "data")
    dataset.corrections.mkdir(parents=True)
    dataset.correction_file("plan.txt").write_text(text, encoding="utf-8")
    dataset.sources.mkdir()
    (dataset.sources / "plan.txt").write_bytes(PLAN)
    with pytest.raises(CorrectionError) as refused:
        build(dataset)
    assert str(refused.value).startswith("plan.txt.yaml")
    assert str(refused.value).isprintable()


def test_document_name_is_the_last_part(tmp_path):
    assert document_name(Dataset(tmp_path), tmp_path / "a.txt") == "a.txt"
    with pytest.raises(SourceError):
        document_name(Dataset(tmp_path), tmp_path / "..")
