"""Imports go one way, no rule knows a place by name, and no module grows past what one can hold in mind."""

from __future__ import annotations

import ast
from collections import Counter

from conftest import ROOT

PACKAGE = ROOT / "kgservice"

# What each room may import from: the rooms below it.
ROOMS = {
    "errors": set(),
    "iris": set(),
    "slugs": set(),
    "numerals": set(),
    "levels": set(),
    "settings": {"errors"},
    "containment": set(),
    "input_files": {"errors"},
    "resources": {"errors"},
    "lexicon": {"resources"},
    "times": {"lexicon", "numerals"},
    "translations": set(),
    "query_files": {"errors"},
    "registers": {"errors", "input_files", "levels", "resources", "slugs"},
    "documents": {"containment", "errors", "input_files", "levels", "lexicon", "numerals", "registers", "times"},
    "extraction": {"documents", "levels", "lexicon", "numerals", "registers", "slugs", "times"},
    "corrections": {"documents", "errors", "extraction", "registers"},
    "graph": {"documents", "errors", "extraction", "iris", "lexicon", "numerals", "registers", "resources", "slugs"},
    "reasoning": {"errors", "graph", "iris", "query_files", "resources"},
    "dataset": {
        "checks",
        "containment",
        "corrections",
        "documents",
        "errors",
        "extraction",
        "finding",
        "graph",
        "input_files",
        "iris",
        "queries",
        "reasoning",
        "registers",
        "resources",
        "settings",
        "slugs",
        "store",
    },
    "store": {"containment", "errors", "iris", "settings"},
    "queries": {"errors", "iris", "query_files", "store"},
    "finding": {"errors", "iris", "queries", "registers"},
    "explanation": {"errors", "queries"},
    "tasktable": {"errors", "levels", "queries"},
    "ledger": {"errors", "queries", "store", "tasktable"},
    "checks": {"errors", "numerals", "queries", "query_files", "store"},
    "ontology": {"checks", "errors", "iris", "queries", "reasoning", "resources", "translations"},
    "web": {
        "checks",
        "dataset",
        "errors",
        "explanation",
        "finding",
        "iris",
        "ledger",
        "ontology",
        "queries",
        "resources",
        "settings",
        "store",
        "tasktable",
        "translations",
    },
    "serving": {"containment", "dataset", "errors", "settings", "store", "translations", "web"},
    "cli": {
        "checks",
        "dataset",
        "errors",
        "explanation",
        "extraction",
        "finding",
        "ontology",
        "queries",
        "resources",
        "serving",
        "settings",
        "store",
        "tasktable",
        "web",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
PLACES = ("东昌府", "昌乐", "南通", "济源", "河北")


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kgservice."):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("kgservice."))


def room(module):
    return module.split(".")[1]


def test_imports_go_one_way():
    for path, tree in modules():
        here = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for module in imports(tree):
            assert room(module) == here or room(module) in ROOMS[here], f"{path.relative_to(ROOT)} imports {module}"


def test_the_service_reads_only_the_snapshots_of_a_dataset():
    for path, tree in modules():
        if path.parent.name in ("serving", "web"):
            for module in imports(tree):
                assert room(module) != "dataset" or module == "kgservice.dataset.snapshots", path


def test_reading_knows_neither_rdf_nor_the_web():
    for path, _ in modules():
        if path.parent.name in ("corrections", "documents", "extraction", "registers"):
            text = path.read_text(encoding="utf-8")
            for library in ("rdflib", "pyoxigraph", "flask", "click"):
                assert library not in text, path


def test_no_rule_knows_a_place_by_name():
    for path, tree in modules():
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
                assert not any(place in node.value for place in PLACES), f"{path.name}: {node.value[:60]}"


def test_no_module_is_longer_than_400_lines():
    for path, _ in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_a_class_name_has_one_meaning():
    places = [(node.name, path) for path, tree in modules() for node in tree.body if isinstance(node, ast.ClassDef)]
    named = Counter(name for name, _ in places if not name.startswith("_"))
    assert [name for name, number in named.items() if number > 1] == []


def test_a_file_name_does_not_stand_three_times():
    named = Counter(path.stem for path, _ in modules() if path.stem != "__init__")
    assert [name for name, number in named.items() if number > 2] == []


def test_no_two_files_of_tests_have_one_name():
    named = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, number in named.items() if number > 1] == []
