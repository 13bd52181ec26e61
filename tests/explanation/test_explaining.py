"""Why the graph says so: rule, premises, source sentences and corrections, as text and on a page."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from kgservice.documents.reading import read_source
from kgservice.errors import NotFoundError, UsageError
from kgservice.explanation.explaining import Conclusion, Described, explain
from kgservice.explanation.wording import as_text
from kgservice.graph.triples import read_turtle
from kgservice.iris import BASE, DATA, TERMS
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Pages
from kgservice.store.embedded import EmbeddedEngine

CATALOGUE = load_catalogue(ROOT / "queries" / "pages")
PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
CLAUSE = "（区生态环境分局、区农业农村局、区行政审批局，各镇政府、街道办事处按职责分工负责）"
CAMPAIGN = f"{DATA}campaign/000-088e11d987ff7cca/1/chandihuanjingzhilixingdong-944925"
TARGET = f"{DATA}target/001-b4ad9b68bca269ff/1/2.5/1"


@pytest.fixture(scope="module")
def pages(engine):
    return Pages(engine, CATALOGUE)


def things(premises):
    for premise in premises:
        if isinstance(premise, Described):
            yield premise
        else:
            yield from things(premise.premises)


def test_an_assignment_says_its_rule_its_words_and_its_clause(pages):
    thing = explain(pages, f"{DATA}assignment/000-088e11d987ff7cca/1/3.1/2").thing
    assert (thing.class_zh, thing.class_en) == ("责任分工", "assignment")
    assert thing.found_by == "assignment.clause.bracketed-duty"
    assert thing.passage.quote == "区农业农村局"
    assert thing.clause.quote == CLAUSE


def test_a_target_says_its_sentence_and_what_follows_from_it(pages):
    explanation = explain(pages, TARGET)
    assert explanation.thing.passage.quote in explanation.thing.sentence.quote
    (conclusion,) = explanation.concluded
    assert (conclusion.predicate_en, conclusion.object) == ("inferred year", "2024")
    assert {thing.class_en for thing in conclusion.premises} == {"plan", "indicator target"}


def test_a_campaign_says_who_has_a_duty_under_it_down_to_the_clause(pages):
    concluded = explain(pages, CAMPAIGN).concluded
    assert [each.subject_name for each in concluded] == [
        "东昌府区农业农村局",
        "东昌府区各街道办事处",
        "东昌府区各镇人民政府",
        "东昌府区行政审批服务局",
        "聊城市生态环境局东昌府区分局",
    ]
    for conclusion in concluded:
        carried = next(premise for premise in conclusion.premises if isinstance(premise, Conclusion))
        assert carried.rule.endswith("/carries-item")
        assert [thing.clause.quote for thing in carried.premises] == [CLAUSE]


def test_a_conclusion_explains_itself_and_what_follows_from_it(pages):
    explanation = explain(pages, CAMPAIGN)
    carried = next(each for each in explanation.concluded[0].premises if isinstance(each, Conclusion))
    by_itself = explain(pages, carried.iri)
    assert by_itself.concluded == (carried,)
    assert [each.iri for each in by_itself.follows] == [explanation.concluded[0].iri]


def test_an_unassigned_task_says_that_nobody_was_given_it(pages):
    (conclusion,) = explain(pages, f"{DATA}item/003-6ec0ee0796e11f2d/1/2.3").concluded
    assert (conclusion.predicate_zh, conclusion.object_name) == ("是", "未分工任务")
    assert conclusion.rule == f"{TERMS}unassignedTaskRule"


def test_a_correction_is_told_with_author_and_reason(pages):
    (change,) = explain(pages, f"{DATA}item/001-b4ad9b68bca269ff/1/2.6").thing.changes
    assert change.author == "annotator"
    assert change.reason in as_text(explain(pages, f"{DATA}item/001-b4ad9b68bca269ff/1/2.6"))


def test_every_passage_stands_in_its_source(pages, dataset):
    texts = {path.name: read_source(path).text for path in dataset.source_files()}
    explanation = explain(pages, f"{DATA}department/dongchangfu-agriculture")
    checked = 0
    for thing in things(explanation.concluded):
        for passage in filter(None, (thing.passage, thing.clause, thing.sentence)):
            standing = texts[passage.source][int(passage.start) : int(passage.end)]
            assert re.sub(r"\s", "", standing) == passage.quote
            checked += 1
    assert checked > 50


@pytest.mark.parametrize("iri", [f"{TERMS}carries", f"{DATA}rule/carries-item", f"{DATA}jurisdiction/nantong"])
def test_a_thing_that_nothing_follows_from_is_named(iri, pages):
    assert iri in as_text(explain(pages, iri))


def test_what_is_not_there_is_one_sentence(pages):
    with pytest.raises(NotFoundError, match="nothing is stated of <"):
        explain(pages, f"{DATA}item/none")
    with pytest.raises(UsageError, match="is no IRI"):
        explain(pages, "no iri")


CIRCLE = """
@prefix : <https://example.org/> .
@prefix pol: <https://w3id.org/policy-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:rule rdfs:label "规则"@zh , "rule"@en .
:a a pol:Conclusion ; pol:byRule :rule ; pol:hasSubject :x ; pol:hasPredicate :p ; pol:hasObject :y ; pol:fromPremise :b .
:b a pol:Conclusion ; pol:byRule :rule ; pol:hasSubject :y ; pol:hasPredicate :p ; pol:hasObject :x ; pol:fromPremise :a .
"""


def test_conclusions_that_rest_on_each_other_come_to_an_end():
    pages = Pages(EmbeddedEngine.of_triples(read_turtle(CIRCLE.encode())), CATALOGUE)
    (conclusion,) = explain(pages, "https://example.org/a").concluded
    assert [premise.iri for premise in conclusion.premises] == ["https://example.org/b"]


def test_the_explanation_that_the_docs_show_is_the_one_given(pages):
    iri, shown = re.search(r"kgservice explain (\S+)\n(.*?)```", PAGE, re.DOTALL).groups()
    assert as_text(explain(pages, iri)) == shown


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("为什么", "推理规则", "推定年份")), ("en", ("Why", "Rule", "inferred year"))]
)
def test_the_page_says_why_in_both_languages(client, language, words):
    path = "/" + TARGET.removeprefix(BASE)
    html = client.get(f"{path}?lang={language}", headers={"Accept": "text/html"}).text
    for each in (*words, "target.whole", "做到包保主体、包保督导、问题整改全覆盖"):
        assert each in html
