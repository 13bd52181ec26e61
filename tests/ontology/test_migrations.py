"""Each migration turns an example of the version before into what the version it is named for says."""

from __future__ import annotations

import pytest
from conftest import ROOT
from ontology_files import read_ontology
from rdflib import Graph

MIGRATIONS = {path.name: path for path in sorted((ROOT / "ontology" / "migrations").iterdir())}
PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pol: <https://w3id.org/policy-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# What was said before, and what is said after.
EXAMPLES = {
    "0.3.0-superclasses.ru": (
        ":task a pol:Task . :office a pol:Department . :plan a pol:Plan . :other a :Class .",
        ":task a pol:Task , pol:Item . :office a pol:Department , pol:Party . :plan a pol:Plan . :other a :Class .",
    ),
    "0.3.0-codes-of-classes.ru": (
        "pol:Task a owl:Class ; skos:notation 'task' . pol:lead a pol:Role ; skos:notation 'lead' .",
        "pol:Task a owl:Class ; pol:code 'task' . pol:lead a pol:Role ; skos:notation 'lead' .",
    ),
    "0.3.0-closed-lists.ru": (
        ":supervises a pol:Role . :one pol:givesRole :supervises . :other pol:givesRole pol:lead .",
        ":one pol:givesRole pol:support . :other pol:givesRole pol:lead .",
    ),
}


def graph(statements: str) -> Graph:
    return Graph().parse(data=f"{PREFIXES}{statements}", format="turtle")


@pytest.mark.parametrize(("name", "before", "after"), [(name, *pair) for name, pair in EXAMPLES.items()])
def test_data_of_the_version_before_becomes_data_of_this(name, before, after):
    known = read_ontology() if name == "0.3.0-superclasses.ru" else Graph()
    migrated = known + graph(before)
    migrated.update(MIGRATIONS[name].read_text(encoding="utf-8"))
    assert set(migrated - known) == set(graph(after))


def test_a_query_of_the_version_before_has_its_answer():
    said = graph(
        ":mention a pol:Mention ; pol:inStatement :first . :target a pol:IndicatorTarget ; pol:inStatement :other ."
    )
    rows = said.query(MIGRATIONS["0.3.0-statements-of-mentions.rq"].read_text(encoding="utf-8"))
    assert [tuple(map(str, row)) for row in rows] == [("https://example.org/mention", "https://example.org/first")]


def test_what_is_of_no_kind_is_listed_for_a_person_to_decide():
    said = graph(":a a pol:Item . :b a pol:Item , pol:Task . :c a pol:Party . :d a pol:Party , pol:AgentGroup .")
    rows = said.query(MIGRATIONS["0.4.0-of-no-kind.rq"].read_text(encoding="utf-8"))
    assert [str(row.thing).rpartition("/")[2] for row in rows] == ["a", "c"]


def test_each_is_of_this_version_or_one_before_and_opens_with_what_changed():
    assert set(MIGRATIONS) == {*EXAMPLES, "0.3.0-statements-of-mentions.rq", "0.4.0-of-no-kind.rq"}
    for name, path in MIGRATIONS.items():
        sentence = path.read_text(encoding="utf-8").splitlines()[0]
        assert sentence.startswith("# "), name
        assert sentence.endswith("."), name
