"""`kgservice ingest` of many files, as a shell sees it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys

import making
import pytest
from conftest import ROOT
from shell import rows, run

pytestmark = pytest.mark.slow

PLAN = ["某市工作方案", "一、任务", "（一）甲。做好甲。（市教育局负责）", "（二）乙。做好乙。", "注意事项。" * 12]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of documents of every kind, two of them bad, and a file that is none."""
    root = tmp_path_factory.mktemp("in")
    making_of = {"a.txt": making.as_text, "b.docx": making.as_docx, "c.pdf": making.as_pdf, "d.html": making.as_html}
    for name, make in making_of.items():
        (root / name).write_bytes(make(PLAN))
    (root / "e.txt").write_bytes(making.as_pdf(PLAN))
    (root / "f.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (root / "g.ppt").write_bytes(b"x")
    return root


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("all") / "data"


@pytest.fixture(scope="module")
def first(folder, data):
    """What was said when the folder was read for the first time."""
    return run("--dataset", data, "ingest", folder)


def test_a_folder_is_read_past_its_bad_files(first, data):
    assert first.returncode == 2
    assert first.stdout == ""
    said = first.stderr.splitlines()
    assert said[0] == "not read, no documents by their endings: g.ppt"
    assert [line.split(",")[0] for line in said[1:5]] == [
        "[1/6] a.txt: new",
        "[2/6] b.docx: new",
        "[3/6] c.pdf: new",
        "[4/6] d.html: new",
    ]
    assert sum(line.startswith("snapshot ") for line in said) == 1
    tasks = rows(run("--dataset", data, "query", "tasks", "--format", "csv"))
    assert {(row["source"], row["path"]) for row in tasks} == {
        (name, path) for name in ("a.txt", "b.docx", "c.pdf", "d.html") for path in ("一/（一）", "一/（二）")
    }


def test_what_failed_stands_in_a_table_at_the_end(first):
    heading, *lines = first.stderr.splitlines()[-3:]
    assert heading == "2 of 6 files could not be read:"
    assert lines[0] == "  e.txt   is a PDF, whatever its name says; name it e.pdf."
    assert lines[1].startswith("  f.docx  is no Word document (.docx), or a damaged one")


def test_the_same_files_again_change_nothing(first, folder, data):
    names = ("a.txt", "b.docx", "c.pdf", "d.html")
    again = run("--dataset", data, "ingest", *(folder / name for name in names))
    assert again.returncode == 0
    assert again.stderr.splitlines() == [f"[{place}/4] {name}: unchanged" for place, name in enumerate(names, 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_shows_a_bar_and_then_what_failed(first, folder, data):
    master, slave = os.openpty()
    command = [sys.executable, "-m", "kgservice", "--dataset", data, "ingest", folder / "a.txt", folder / "e.txt"]
    process = subprocess.Popen(list(map(str, command)), stderr=slave, stdout=subprocess.DEVNULL, cwd=ROOT)
    os.close(slave)
    assert process.wait(timeout=60) == 2
    shown = os.read(master, 100_000).decode()
    os.close(master)
    assert "reading" in shown
    assert "100%" in shown
    assert "[1/2]" not in shown
    assert "1 of 2 files could not be read:" in shown


def test_a_new_version_replaces_and_the_export_has_both(folder, tmp_path):
    data, path = tmp_path / "data", tmp_path / "a.txt"
    path.write_bytes(making.as_text(PLAN))
    run("--dataset", data, "ingest", path)
    path.write_bytes(making.as_text([line.replace("做好甲", "办好甲") for line in PLAN]))
    assert "a.txt: replaced" in run("--dataset", data, "ingest", path).stderr
    texts = [row["text"] for row in rows(run("--dataset", data, "query", "tasks", "--format", "csv"))]
    assert sum("办好甲" in text for text in texts) == 1
    assert not any("做好甲" in text for text in texts)
    exported = run("--dataset", data, "export", "--format", "trig").stdout
    assert "graph/superseded/a/" in exported
    assert "wasRevisionOf" in exported
    assert "做好甲" in exported
    assert "做好甲" not in run("--dataset", data, "export", "--format", "ttl").stdout


def test_metadata_goes_with_one_file_only(folder, tmp_path):
    (tmp_path / "m.toml").write_text('jurisdiction = "南通市"', encoding="utf-8")
    result = run("--dataset", tmp_path / "data", "ingest", folder, "--meta", tmp_path / "m.toml")
    assert result.returncode == 2
    assert "--meta goes with one FILE" in result.stderr


def test_a_draft_may_be_a_word_document(folder):
    result = run("check", folder / "b.docx", "--format", "csv")
    assert result.returncode == 1
    assert "一/（二）" in result.stdout


@pytest.fixture
def small(tmp_path):
    """A dataset of one document, as a shell made it."""
    (tmp_path / "a.txt").write_bytes(making.as_text(PLAN))
    run("--dataset", tmp_path / "data", "ingest", tmp_path / "a.txt")
    return tmp_path / "data"


def test_versions_are_listed_gone_back_to_and_forward(small, tmp_path):
    (tmp_path / "b.txt").write_bytes(making.as_text(PLAN))
    run("--dataset", small, "ingest", tmp_path / "b.txt")
    new, old = rows(run("--dataset", small, "versions", "--format", "csv"))
    assert [(each["documents"], each["current"]) for each in (new, old)] == [("2", "true"), ("1", "false")]
    assert run("--dataset", small, "rollback", old["version"][:6]).returncode == 0
    assert not (small / "sources" / "b.txt").exists()
    assert not (small / "graphs" / "b.ttl").exists()
    sources = {row["source"] for row in rows(run("--dataset", small, "query", "tasks", "--format", "csv"))}
    assert sources == {"a.txt"}
    assert run("--dataset", small, "rollback", new["version"]).returncode == 0
    assert (small / "sources" / "b.txt").is_file()
    assert "unchanged" in run("--dataset", small, "ingest", tmp_path / "b.txt").stderr


def test_a_version_that_is_not_kept_is_one_line_that_names_those_that_are(small):
    (kept,) = rows(run("--dataset", small, "versions", "--format", "csv"))
    result = run("--dataset", small, "rollback", "nothing")
    assert result.returncode == 2
    assert result.stderr == f"kgservice: nothing: is no version here; kept are: {kept['version']}.\n"


@pytest.mark.parametrize("damage", ["truncated", "emptied", "manifest", "gone"])
def test_a_damaged_version_is_one_line_to_a_reader_and_mended_by_the_next_writer(small, damage):
    (kept,) = rows(run("--dataset", small, "versions", "--format", "csv"))
    version = small / "snapshots" / kept["version"]
    if damage == "truncated":
        table = max((version / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
        os.truncate(table, table.stat().st_size // 2)
    elif damage == "emptied":
        shutil.rmtree(version / "store")
        (version / "store").mkdir()
    elif damage == "manifest":
        (version / "manifest.json").write_bytes(b"")
    else:
        shutil.rmtree(version)
    result = run("--dataset", small, "query", "tasks")
    assert (result.returncode, result.stdout) == (2, "")
    assert "kgservice build" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert run("--dataset", small, "ingest", small.parent / "a.txt").returncode == 0
    assert "一/（二）" in run("--dataset", small, "query", "tasks").stdout
    assert [row["version"] for row in rows(run("--dataset", small, "versions", "--format", "csv"))] == [kept["version"]]


def test_a_disk_that_takes_no_more_is_one_line_and_loses_nothing(small, tmp_path):
    (tmp_path / "b.txt").write_bytes(making.as_text(PLAN))
    command = [sys.executable, "-m", "kgservice", "--dataset", small, "ingest", tmp_path / "b.txt"]
    limited = ["sh", "-c", 'ulimit -f 400; exec "$0" "$@"', *map(str, command)]
    result = subprocess.run(limited, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "cannot be written (" in line
    tasks = rows(run("--dataset", small, "query", "tasks", "--format", "csv"))
    assert {row["source"] for row in tasks} == {"a.txt"}
    assert run("--dataset", small, "ingest", tmp_path / "b.txt").returncode == 0
    tasks = rows(run("--dataset", small, "query", "tasks", "--format", "csv"))
    assert {row["source"] for row in tasks} == {"a.txt", "b.txt"}


def test_killed_at_any_moment_the_next_run_reads_what_was_not_served(small, tmp_path):
    """kill -9, at moments drawn from the whole run; the dataset is then that of a clean build of its sources."""
    paths = [tmp_path / f"{name}.txt" for name in "bc"]
    for path in paths:
        path.write_bytes(making.as_text([*PLAN, f"（三）{path.stem}。做好丙。"]))
    drawn = random.Random(8)
    for _ in range(2):
        data = tmp_path / "killed"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(small, data)
        command = [sys.executable, "-m", "kgservice", "--dataset", str(data), "ingest", *map(str, paths)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(drawn.uniform(0.2, 6))
            process.kill()
        assert run("--dataset", data, "query", "tasks").returncode == 0
        assert run("--dataset", data, "ingest", *paths).returncode == 0
        again = tmp_path / "again"
        shutil.rmtree(again, ignore_errors=True)
        shutil.copytree(data / "sources", again / "sources")
        run("--dataset", again, "build")
        for form in ("trig", "nquads", "ttl", "jsonld"):
            exports = [run("--dataset", each, "export", "--format", form).stdout for each in (data, again)]
            assert exports[0] == exports[1]
            assert exports[0]
        for folder in ("sources", "graphs", "unread"):
            assert tree(data / folder) == tree(again / folder)


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
