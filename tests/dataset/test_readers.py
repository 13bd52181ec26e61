"""One bad file ends one file: whatever it does to the process that reads it, there is a sentence, and the next is read."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import making
import pytest
from conftest import ROOT

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.ingesting import ingest_all
from kgservice.dataset.readers import Readers, _answer
from kgservice.dataset.reading import SourceFile, read_document
from kgservice.errors import CorrectionError, KgError, SourceError

pytestmark = pytest.mark.slow

PLAN = ["某市工作方案", "一、任务", "（一）甲。做好甲。（市教育局负责）", "（二）乙。做好乙。", "注意事项。" * 12]
TABLE = [["序号", "任务", "责任单位"], ["1", "做好甲工作", "市教育局"], ["2", "做好乙工作", "市财政局"]]
GOOD = ("plan.txt", making.as_text(PLAN))
NOWHERE = Path("/nonexistent")


def source(name, data, **beside):
    return SourceFile(name, data, NOWHERE, beside.get("metadata", NOWHERE), beside.get("corrections", NOWHERE))


def read_all(registers, *files):
    """What becomes of each file in turn, in one process: its number of plans, or the sentence."""
    outcomes = []
    with Readers(registers, 1) as readers:
        for name, data in files:
            try:
                outcomes.append(len(readers.read(source(name, data)).facts.plans))
            except KgError as error:
                outcomes.append(str(error))
    return outcomes


def changed(data, part, *changes):
    """A Word document with some bytes of one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            for before, after in changes if member.filename == part else ():
                assert before in content
                content = content.replace(before, after)
            new.writestr(member.filename, content)
    return out.getvalue()


def in_word(*changes):
    return changed(making.as_docx([*PLAN, TABLE]), "word/document.xml", *changes)


def in_page(extra):
    return making.as_html(PLAN, around="{}" + extra)


LAUGHS = "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(12))
READ = {
    "span.docx": in_word((b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="99999999"/>')),
    "before.docx": in_word((b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr>')),
    "items.html": in_page(f"<ol>{'<li>x</li>' * 60_000}</ol>"),
    "spans.html": in_page(f"<table>{('<tr>' + '<td rowspan=9999>做好</td>' * 50 + '</tr>') * 50}</table>"),
    "scripts.html": in_page("<script></script>做" * 60_000),
    "deep.html": in_page("<div>" * 100_000),
    "tiny.pdf": making.as_pdf([*PLAN, '<font size="0.01">做好 好</font>', "好"]),
}
REFUSED = {
    "bomb.docx": (in_word((b"<w:body>", b"<w:body>" + b" " * 200_000_000)), "unpacks to more than 40 MB of text"),
    "deep.docx": (in_word((b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000)), "not readable as a Word document"),
    "laughs.docx": (
        in_word(
            (b"<w:document ", f'<!DOCTYPE a [<!ENTITY a "lol">{LAUGHS}]><w:document '.encode()),
            ("市教育局".encode(), b"&m;"),
        ),
        "not readable as a Word document",
    ),
    "wide.docx": (
        in_word((b"<w:tr>", b"<w:tr>" + b'<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p/></w:tc>' * 2_000)),
        "a table in it has more than 200000 places",
    ),
    "spans.html": (
        in_page(f"<table>{('<tr>' + '<td rowspan=200 colspan=200>好</td>' * 50 + '</tr>') * 50}</table>"),
        "a table in it has more than 200000 places",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_looked_bad_is_read(registers, name):
    assert len(read_document(source(name, READ[name]), registers).facts.plans) == 1


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_bad_is_refused_without_a_limit_being_reached(registers, name):
    data, why = REFUSED[name]
    with pytest.raises(SourceError, match=why):
        read_document(source(name, data), registers)


def test_a_process_reads_as_this_one_does(registers):
    with Readers(registers, 1) as readers:
        there, here = readers.read(source(*GOOD)), read_document(source(*GOOD), registers)
    assert there.facts == here.facts
    assert set(there.triples) == set(here.triples)


@pytest.mark.parametrize("name", ["plan.doc", "plan.odt", "plan.rtf", "book.xls", "book.ods"])
def test_files_of_every_library_are_read_without_writing_or_another_program(registers, name):
    data = (ROOT / "tests/documents/formats/samples" / name).read_bytes()
    assert read_all(registers, (name, data)) == [1]


def test_a_torn_word_document_ends_nothing_else(registers):
    data = (ROOT / "tests/documents/formats/samples/plan.doc").read_bytes()
    said, read = read_all(registers, ("torn.doc", data[:512] + bytes(4096) + data[4608:]), GOOD)
    assert "torn.doc: not readable as a Word or WPS document" in said
    assert read == 1


@pytest.fixture
def at_bad(monkeypatch, tmp_path):
    """Has the processes that read do this where they come to a file called `bad.txt`."""

    def put(fault):
        folder = tmp_path / "put in"
        folder.mkdir()
        code = f"import os, socket, time\ndef what(text, name):\n    {fault}\n"
        (folder / "fault.py").write_text(code, encoding="utf-8")
        (folder / "sitecustomize.py").write_text(PUT_IN, encoding="utf-8")
        monkeypatch.setattr("kgservice.dataset.readers._PATHS", (str(ROOT), str(folder)))

    return put


# Python runs this as it starts.
PUT_IN = """
from fault import what
from kgservice.dataset import reading

read_document = reading.read_document

def read(wanted, registers):
    if wanted.name == "bad.txt":
        what(None, None)
    return read_document(wanted, registers)

reading.read_document = read
"""


def test_time_is_limited_and_the_next_file_is_read(registers, monkeypatch, at_bad):
    monkeypatch.setenv("KG_READ_SECONDS", "30")
    at_bad("time.sleep(600)")
    late, then = read_all(registers, ("bad.txt", GOOD[1]), GOOD)
    assert late == "bad.txt: takes longer to read than KG_READ_SECONDS (30); give a smaller file or raise it."
    assert then == 1


def test_memory_is_limited_and_the_next_file_is_read(registers, monkeypatch):
    monkeypatch.setenv("KG_READ_MEMORY_MB", "150")
    monkeypatch.setenv("KG_READ_SECONDS", "600")
    lines = "".join(f"（一）做好工作{number}。\n" for number in range(30_000))
    large, then = read_all(registers, ("large.txt", f"某市方案\n一、任务\n{lines}".encode()), GOOD)
    assert "KG_READ_MEMORY_MB (150)" in large
    assert then == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("raise IndexError", "met a fault of the program (IndexError in fault.py, line 3); report it with the file."),
        ("return what(text, name)", "is nested too deeply to be read; save it again in a simpler form."),
        (
            "raise MemoryError",
            "takes more memory to read than KG_READ_MEMORY_MB (1024); give a smaller file or raise it.",
        ),
        ("os._exit(3)", "ended the process that read it (exit code 3)"),
        ("os.kill(os.getpid(), 11)", "ended the process that read it (SIGSEGV)"),
        ("os.kill(os.getpid(), 9)", "ended the process that read it (SIGKILL)"),
        ("socket.socket()", "met a fault of the program (PermissionError"),
        ("open('/tmp/kgservice-test', 'w').write('x' * 100_000)", "met a fault of the program (OSError"),
        ("os.execv('/bin/true', ['true'])", "met a fault of the program (PermissionError"),
    ],
)
def test_any_fault_is_a_sentence_and_the_next_file_is_read(registers, at_bad, fault, said):
    at_bad(fault)
    bad, then = read_all(registers, ("bad.txt", GOOD[1]), GOOD)
    assert bad.startswith(f"bad.txt: {said}")
    assert "\n" not in bad
    assert then == 1


def test_a_process_that_somebody_ends_between_two_files_is_started_anew(registers):
    with Readers(registers, 1) as readers:
        readers.read(source(*GOOD))
        os.kill(readers._all[0]._process.pid, signal.SIGKILL)
        readers._all[0]._process.wait()
        assert len(readers.read(source(*GOOD)).facts.plans) == 1


def test_files_are_read_beside_one_another(registers):
    with Readers(registers, 2) as readers:
        reading = [readers.submit(source(f"{name}.txt", GOOD[1])) for name in "abcd"]
        assert [each.result().name for each in reading] == ["a.txt", "b.txt", "c.txt", "d.txt"]
        assert len({each._process.pid for each in readers._all}) == 2


def test_an_error_keeps_its_class(registers, tmp_path):
    (tmp_path / "c.yaml").write_text("- {a: 1}", encoding="utf-8")
    with Readers(registers, 1) as readers, pytest.raises(CorrectionError, match=r"c\.yaml, line 1"):
        readers.read(source(*GOOD, corrections=tmp_path / "c.yaml"))


def test_an_answer_is_data_and_nothing_that_runs(tmp_path):
    class Evil:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "made"),))

    for answer in (pickle.dumps(Evil()), pickle.dumps(os.mkdir), pickle.dumps(3), b"", b"\x80", pickle.dumps(KgError)):
        with pytest.raises(pickle.UnpicklingError):
            _answer(answer)
    assert not (tmp_path / "made").exists()


def test_the_folder_one_stands_in_gives_the_process_no_program(tmp_path):
    (tmp_path / "kgservice").mkdir()
    (tmp_path / "kgservice" / "__init__.py").write_text("raise SystemExit(7)", encoding="utf-8")
    (tmp_path / "plan.txt").write_bytes(GOOD[1])
    command = [sys.executable, "-P", "-m", "kgservice", "--dataset", "d", "tasks-table", "plan.txt", "--format", "md"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "做好甲" in result.stdout, result.stderr


def test_the_others_are_kept(tmp_path, monkeypatch, at_bad):
    monkeypatch.setattr("kgservice.dataset.inferring._follows", lambda name, graph, hermit: [])
    at_bad("os._exit(3)")
    for name, data in (("a.txt", GOOD[1]), ("bad.txt", GOOD[1]), ("c.docx", making.as_docx(PLAN))):
        (tmp_path / name).write_bytes(data)
    dataset = Dataset(tmp_path / "data")
    _, failed, _ = ingest_all(dataset, [tmp_path / name for name in ("a.txt", "bad.txt", "c.docx")])
    assert "exit code 3" in str(failed.error)
    assert [path.name for path in dataset.source_files()] == ["a.txt", "c.docx"]
