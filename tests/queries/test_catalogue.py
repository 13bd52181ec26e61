"""The named queries: each header tells the truth, each answers, each parameter is a value and never text."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.errors import NotFoundError, QueryError, UsageError
from kgservice.graph.triples import read_turtle
from kgservice.iris import DATA
from kgservice.queries.catalogue import find_query, load_catalogue
from kgservice.store.embedded import EmbeddedEngine

QUERIES = load_catalogue(ROOT / "queries")
PAGES = load_catalogue(ROOT / "queries" / "pages")

CONTRACT = {
    "documents": "source title document_number issuer issued_on jurisdiction level period_start period_end fragment",
    "tasks": "source plan path heading kind campaign text",
    "assignments": "source plan path surface department role group clause",
    "indicator-targets": "source plan where indicator year comparator value unit responsible quote"
    " scope baseline baseline_year approximate",
    "citations": "source where title number relation quote",
    "deadlines": "source where when year quote starts_on due_on recurrence event",
    "unassigned-tasks": "source plan path heading reason",
    "departments-across-campaigns": "department jurisdiction campaigns names",
    "functions-across-plans": "function plans jurisdictions tasks",
    "department-obligations": "source plan path campaign heading role text",
    "indicator-comparison": "indicator jurisdiction plan year comparator value unit",
}


@pytest.mark.parametrize(("name", "columns"), CONTRACT.items(), ids=CONTRACT)
def test_the_contracts_queries_have_its_columns(name, columns):
    fixed = tuple(columns.split())  # more may stand behind them
    assert QUERIES[name].columns[: len(fixed)] == fixed


# What none of the five documents says is asked of the ontology's own instances.
OF_INSTANCES = ("persons-in-charge",)


@pytest.fixture(scope="session")
def instances():
    files = sorted((ROOT / "ontology" / "examples" / "valid").glob("*.ttl"))
    return EmbeddedEngine.of_triples({each for path in files for each in read_turtle(path.read_bytes())})


@pytest.mark.parametrize("query", [*QUERIES.values(), *PAGES.values()], ids=[*QUERIES, *PAGES])
def test_the_example_gives_a_row(query, engine, instances):
    asked = instances if query.id in OF_INSTANCES else engine
    assert asked.select(query.bound(query.example)).rows


@pytest.mark.parametrize(
    "words",
    ["资规分局", "区资规分局", "https://w3id.org/policy-kg/id/department/dongchangfu-natural-resources"],
)
def test_a_department_is_found_by_alias_surface_and_iri_as_by_name(words, engine):
    query = QUERIES["department-obligations"]
    by_name = engine.select(query.bound({"department": "聊城市自然资源和规划局东昌府分局"})).texts()
    assert by_name
    assert engine.select(query.bound({"department": words})).texts() == by_name


@pytest.mark.parametrize(
    "hostile", ['" } SERVICE <http://x> { ?s ?p ?o', "\\", '"@zh', "}\nSELECT", "'''", "\\u0022 }", "\\1"]
)
def test_a_hostile_value_is_only_a_value(hostile, engine):
    assert engine.select(QUERIES["department-obligations"].bound({"department": hostile})).rows == ()


def test_a_hostile_iri_is_refused():
    with pytest.raises(UsageError, match="is no IRI"):
        PAGES["plan"].bound({"plan": "https://x/> } DELETE"})


def test_parameters_are_checked():
    with pytest.raises(UsageError, match="needs the parameter 'department'"):
        QUERIES["department-obligations"].bound({})
    with pytest.raises(UsageError, match="unknown parameter 'x'; it takes no parameters"):
        QUERIES["tasks"].bound({"x": "y"})


def test_an_unknown_query_is_named():
    with pytest.raises(NotFoundError, match="no query is called 'x'; there are assignments, "):
        find_query(QUERIES, "x")


GOOD = (ROOT / "queries" / "indicator-comparison.rq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("id: indicator-comparison", "id: other"), "its id is 'other'"),
        (GOOD.replace("columns: [indicator, ", "columns: ["), "its columns are indicator"),
        (GOOD.replace("#+ example:", "#+ exampel:"), "its keys must be"),
        (GOOD.replace("VALUES ?_indicator { UNDEF }", ""), r"must have VALUES \?_indicator"),
        (GOOD.replace("WHERE {", "WHERE"), "broken"),
        (GOOD.replace("chooses: indicator", "chooses: colour"), "chooses by colour, which is no column"),
        (GOOD.replace("#+ example:", "#+ sees: dataset\n#+ example:"), "what it sees can only be: document"),
        ("#+ id: [", "broken"),
    ],
)
def test_a_header_that_lies_stops_the_start(tmp_path, text, says):
    (tmp_path / "indicator-comparison.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=says):
        load_catalogue(tmp_path)


def test_several_campaigns_of_one_department(engine):
    rows = {row[0]: row for row in engine.select(QUERIES["departments-across-campaigns"].bound({})).texts()}
    campaigns = "产地环境治理行动、源头安全提升行动、粮食质量安全提升行动、农村食品安全治理提升行动"
    assert rows["东昌府区农业农村局"][1:] == ["东昌府区", "4", campaigns]
    assert all(int(row[2]) >= 2 for row in rows.values())


def test_one_function_across_places_whatever_its_offices_are_called(engine):
    rows = {row[0]: row for row in engine.select(QUERIES["functions-across-plans"].bound({})).texts()}
    assert rows["市场监管"][1] == "3"
    assert set(rows["市场监管"][2].split("、")) == {"东昌府区", "南通市", "济源产城融合示范区"}


@pytest.mark.parametrize(
    ("name", "parameter", "values", "thing"),
    [
        ("duties", "department", ["东昌府区农业农村局", "区农业农村局"], "department/dongchangfu-agriculture"),
        ("joint-work", "department", ["东昌府区农业农村局", "区农业农村局"], "department/dongchangfu-agriculture"),
        ("obligation-capacities", "department", ["区市场监管局"], "department/dongchangfu-market-regulation"),
        ("bodies-of-group", "group", ["河北省市场监管部门"], "group/hebei-shichangjianguanbumen-9697b9"),
        ("indicator-comparison", "indicator", ["受污染耕地安全利用率"], "indicator/contaminated-farmland-safe-use"),
    ],
)
def test_a_thing_is_found_by_each_of_its_names_and_by_its_iri(name, parameter, values, thing, engine):
    query = QUERIES[name]
    by_iri = engine.select(query.bound({parameter: f"{DATA}{thing}"})).texts()
    assert by_iri
    assert [engine.select(query.bound({parameter: value})).texts() for value in values] == [by_iri] * len(values)


def test_without_a_department_each_pair_that_works_together_stands_once(engine):
    query = QUERIES["joint-work"]
    every = engine.select(query.bound({})).texts()
    pairs = [(frozenset(row[:2]), row[2]) for row in every]
    assert len(set(pairs)) == len(pairs)
    one = engine.select(query.bound({"department": "东昌府区农业农村局"})).texts()
    assert {(frozenset(row[:2]), row[2]) for row in one} < set(pairs)


def test_a_name_is_put_into_the_query_as_each_term_that_it_may_be():
    (parameter,) = QUERIES["duties"].params
    assert [str(each) for each in parameter.terms('甲"乙')] == ['"甲\\"乙"', '"甲\\"乙"@zh', '"甲\\"乙"@en']
    assert str(parameter.terms("https://example.org/x")[-1]) == "<https://example.org/x>"
