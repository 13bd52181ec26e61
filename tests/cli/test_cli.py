"""The command line, as a shell sees it: data on standard output, one line on standard error, an exit code."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
from collections import Counter

import pytest
from conftest import ROOT
from shell import rows, run

pytestmark = pytest.mark.slow

PLAN = "某市工作方案\n一、任务\n（一）甲。做好甲。（市教育局负责）\n（二）乙。做好乙。\n"
COUNT = "SELECT (COUNT(?t) AS ?n) { ?t a pol:Task }"


@pytest.fixture(scope="module")
def five(dataset):
    return dataset.root


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_tasks_of_the_five_documents(five, task_numbers):
    tasks = [row for row in rows(run("--dataset", five, "query", "tasks", "--format", "csv")) if row["kind"] == "task"]
    assert Counter(row["source"] for row in tasks) == task_numbers


def test_queries_are_listed_with_their_parameters():
    listed = run("queries").stdout
    assert "department-obligations -p department=…" in listed
    assert "indicator-comparison [-p indicator=…]" in listed


def test_every_format(five):
    for form in ("table", "csv", "tsv", "json"):
        assert run("--dataset", five, "query", "documents", "--format", form).returncode == 0
    assert len(json.loads(run("--dataset", five, "query", "documents", "--format", "json").stdout)) == 5


def test_any_sparql_from_argument_and_standard_input(five, task_numbers):
    counted = ["n", str(sum(task_numbers.values()))]
    assert run("--dataset", five, "sparql", COUNT, "--format", "csv").stdout.split() == counted
    assert run("--dataset", five, "sparql", "-", "--format", "csv", stdin=COUNT).stdout.split() == counted
    assert run("--dataset", five, "sparql", "ASK { ?s ?p ?o }").stdout.strip() == "True"
    described = run("--dataset", five, "sparql", "DESCRIBE <https://w3id.org/policy-kg/id/department/nantong-health>")
    assert "pol:Department" in described.stdout


def test_check_exits_with_1_where_it_finds_something(five, answer):
    result = run("--dataset", five, "check")
    assert result.returncode == 1
    assert f"{len(answer('unassigned-tasks'))} unassigned tasks" in result.stderr
    assert result.stdout.count("项任务都没有责任条款") == len(
        {(row["source"], row["plan"]) for row in answer("unassigned-tasks") if row["reason"].startswith("整个计划")}
    )


def test_checks_are_chosen_by_name_and_severity(five):
    only = run("--dataset", five, "check", "--only", "doubled-words", "--format", "json")
    assert only.returncode == 1
    assert {row["check"] for row in json.loads(only.stdout)} == {"doubled-words"}
    grave = run("--dataset", five, "check", "--severity", "error", "--format", "csv")
    assert {row["severity"] for row in csv.DictReader(io.StringIO(grave.stdout))} == {"error"}
    assert run("--dataset", five, "check", "--only", "numbering").returncode == 0


def test_a_draft_is_checked_without_being_kept(plan, tmp_path):
    result = run("--dataset", tmp_path / "none", "check", plan, "--format", "csv")
    assert result.returncode == 1
    assert [row["path"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["一/（二）"]
    assert not (tmp_path / "none").exists()


def test_a_draft_with_nothing_to_find_exits_with_0(plan):
    plan.write_text(PLAN.replace("做好乙。", "做好乙。（市财政局负责）"), encoding="utf-8")
    assert run("check", plan).returncode == 0


def test_an_inconsistent_instance_gets_the_axioms_that_clash(five, tmp_path):
    item = "https://w3id.org/policy-kg/id/item/000-088e11d987ff7cca/1/3.7"
    exported = run("--dataset", five, "export", "--format", "nquads").stdout
    document = [line for line in exported.splitlines() if "/graph/document/000-" in line]
    goal = f"<{item}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/policy-kg/ontology#Goal> ."
    (tmp_path / "x.nq").write_text("\n".join([*document, goal]), encoding="utf-8")
    result = run("--dataset", five, "check", tmp_path / "x.nq")
    assert result.returncode == 2
    first, *clash, place = result.stderr.splitlines()
    assert first.startswith("kgservice: x.nq: contradicts the ontology")
    assert [line.split(" Type ")[-1].strip() for line in clash[-2:]] == ["目标 goal", "任务 task"]
    assert item in place
    assert "000_088e11d987ff7cca.txt 4580-4733" in place


def test_rdf_that_contradicts_a_document_of_the_dataset_is_told(five, tmp_path):
    item = "https://w3id.org/policy-kg/id/item/000-088e11d987ff7cca/1/3.7"
    (tmp_path / "x.ttl").write_text(f"<{item}> a <https://w3id.org/policy-kg/ontology#Goal> .", encoding="utf-8")
    result = run("--dataset", five, "check", tmp_path / "x.ttl")
    assert result.returncode == 2
    assert "深入开展特殊食品“双升”工程 Type 任务 task" in result.stderr


def test_rdf_of_something_else_is_not_checked(five, tmp_path):
    (tmp_path / "x.ttl").write_text('<https://example.org/a> <https://example.org/b> "c" .', encoding="utf-8")
    result = run("--dataset", five, "check", tmp_path / "x.ttl")
    assert result.returncode == 2
    assert "uses no term of the ontology" in result.stderr


def test_rdf_is_checked_as_a_draft(five, tmp_path):
    exported = run("--dataset", five, "export", "--format", "nquads").stdout
    document = [line for line in exported.splitlines() if "/graph/document/001-" in line]
    (tmp_path / "x.nq").write_text("\n".join(document), encoding="utf-8")
    result = run("--dataset", five, "check", tmp_path / "x.nq")
    assert result.returncode == 1
    assert "68 unassigned tasks" in result.stderr


def test_ingest_makes_a_dataset_and_reads_past_a_bad_file(plan, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    result = run("--dataset", tmp_path / "new", "ingest", tmp_path / "bad.txt", plan)
    assert result.returncode == 2
    assert "bad.txt: the file is empty" in result.stderr
    assert "plan.txt: new" in result.stderr
    assert "1 of 2 files could not be read" in result.stderr
    assert len(rows(run("--dataset", tmp_path / "new", "query", "tasks", "--format", "csv"))) == 2


def test_export_writes_everything(five):
    for form in ("trig", "nquads", "ttl", "jsonld"):
        assert "w3id.org/policy-kg" in run("--dataset", five, "export", "--format", form).stdout


def test_other_rdf_is_loaded(plan, tmp_path):
    new = tmp_path / "new"
    run("--dataset", new, "ingest", plan)
    (tmp_path / "x.ttl").write_text('<https://example.org/a> <https://example.org/b> "c" .')
    assert run("--dataset", new, "load", tmp_path / "x.ttl", "--graph", "https://example.org/g").returncode == 0
    asked = run("--dataset", new, "sparql", "ASK { GRAPH <https://example.org/g> { ?s ?p 'c' } }")
    assert asked.stdout.strip() == "True"


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "nope"),
        ("query", "department-obligations"),
        ("query", "tasks", "-p", "x"),
        ("query", "tasks", "-p", "x=y"),
        ("query", "tasks", "--format", "ttl"),
        ("sparql", "SELECT * { SERVICE <http://x/> {} }"),
        ("sparql", "SELECT * { ?s"),
        ("sparql", "DROP ALL"),
        ("ingest", "gone.txt"),
        ("ingest", "queries"),
        ("check", "gone.txt"),
        ("check", "--only", "nope"),
        ("load", "gone.ttl", "--graph", "https://example.org/g"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(five, arguments):
    result = run("--dataset", five, *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("kgservice: ")
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_file_is_no_dataset(plan):
    result = run("--dataset", plan, "query", "tasks")
    assert result.returncode == 2
    assert "is a file; give the folder of a dataset" in result.stderr


def test_a_port_that_is_taken_is_named(five):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--dataset", five, "serve", "--port", port)
    assert result.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_setting_that_is_no_number_is_named(five):
    result = run("--dataset", five, "serve", KG_WORKERS="many")
    assert result.returncode == 2
    assert "KG_WORKERS is 'many'; give a whole number from 1 to 64" in result.stderr


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://user:secret@host:port/"])
def test_an_endpoint_that_is_no_address_is_one_line_without_it(five, url):
    result = run("--dataset", five, "serve", "--port", "8731", "--endpoint", url)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "the endpoint's address is none; give one such as" in result.stderr
    assert "secret" not in result.stderr


def test_an_explanation_goes_to_standard_output(five):
    target = "https://w3id.org/policy-kg/id/target/001-b4ad9b68bca269ff/1/2.5/1"
    result = run("--dataset", five, "explain", target)
    assert result.returncode == 0
    assert "target.whole" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("iri", ["https://w3id.org/policy-kg/id/none", "no iri"])
def test_nothing_to_explain_is_one_line(five, iri):
    result = run("--dataset", five, "explain", iri)
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_build_writes_the_pages_of_the_ontology_without_flask(tmp_path):
    built = run("--dataset", tmp_path / "new", "build", PYTHONPROFILEIMPORTTIME="1")
    assert built.returncode == 0
    pages = tmp_path / "new" / "ontology"
    assert "责任分工" in (pages / "index.html").read_text(encoding="utf-8")
    assert {"en.html", "ontology.ttl", "shapes.ttl", "core.wide.zh.svg"} <= {path.name for path in pages.iterdir()}
    assert "jinja2" in imported(built)
    assert "flask" not in imported(built)


def test_a_process_that_serves_has_flask():
    command = [sys.executable, "-X", "importtime", "-c", "import kgservice.serving.worker"]
    assert "flask" in imported(subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True))


def imported(result):
    """The modules that a process imported which told so on standard error."""
    lines = result.stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
